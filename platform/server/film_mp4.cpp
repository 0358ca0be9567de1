// SPDX-License-Identifier: Apache-2.0
// MP4 (ISO 14496-12): head first or last, or in fragments as browsers record it.
#include <algorithm>
#include <map>

#include "platform/server/film_bytes.hpp"

namespace anju::server {
namespace {

constexpr int kMaxBoxDepth = 8;
constexpr int kMaxBoxes = 100'000;

constexpr std::uint32_t box(const char (&name)[5]) {
    return (static_cast<std::uint32_t>(static_cast<unsigned char>(name[0])) << 24U) |
           (static_cast<std::uint32_t>(static_cast<unsigned char>(name[1])) << 16U) |
           (static_cast<std::uint32_t>(static_cast<unsigned char>(name[2])) << 8U) | static_cast<unsigned char>(name[3]);
}

struct Track {
    std::uint32_t timescale = 0;
    std::uint64_t end = 0;      // of its fragments, in its own time
    std::uint32_t frame = 0;    // how long one lasts where the fragment does not say
    bool video = false;
};

class Mp4 {
  public:
    bool walk(std::string_view bytes, int depth = 0) {
        ByteReader in(bytes);
        while (!in.empty()) {
            if (++boxes_ > kMaxBoxes) return false;
            const std::size_t before = in.rest().size();
            std::uint64_t size = in.number(4);
            const auto name = static_cast<std::uint32_t>(in.number(4));
            if (size == 1) size = in.number(8);
            if (size == 0 && depth == 0) size = before;  // to the end of the file
            const std::size_t head = before - in.rest().size();
            if (!in.good || size < head) return false;
            const auto body = in.take(size - head);
            if (!in.good || !enter(name, body, depth)) return false;
        }
        return true;
    }

    FilmFacts facts() const {
        FilmFacts out = facts_;
        for (const auto& [id, track] : tracks_) {
            if (track.timescale > 0) out.seconds = std::max(out.seconds, static_cast<double>(track.end) / track.timescale);
            out.picture = out.picture || track.video;
        }
        return out;
    }
    bool typed() const { return typed_; }

  private:
    bool enter(std::uint32_t name, std::string_view body, int depth) {
        if (depth == 0 && !typed_ && name != box("ftyp")) return false;
        ByteReader in(body);
        switch (name) {
            case box("ftyp"): typed_ = body.size() >= 8; return typed_;
            case box("moov"): case box("trak"): case box("mdia"): case box("mvex"): case box("moof"):
                return depth < kMaxBoxDepth && walk(body, depth + 1);
            case box("traf"): fragment_ = nullptr; frame_ = 0; return depth < kMaxBoxDepth && walk(body, depth + 1);
            case box("mvhd"): return length_of(in);
            case box("mehd"): {
                const auto version = in.number(4) >> 24U;
                longest(in.number(version == 1 ? 8 : 4), movie_timescale_);
                return in.good;
            }
            case box("tkhd"): return track_head(in);
            case box("mdhd"): return track_time(in);
            case box("hdlr"): in.skip(8); if (track_) track_->video = track_->video || in.number(4) == box("vide"); return in.good;
            case box("trex"): { in.skip(4); Track& track = tracks_[static_cast<std::uint32_t>(in.number(4))]; in.skip(4); track.frame = static_cast<std::uint32_t>(in.number(4)); return in.good; }
            case box("tfhd"): return fragment_head(in);
            case box("tfdt"): { const auto version = in.number(4) >> 24U; begins_ = in.number(version == 1 ? 8 : 4); return in.good; }
            case box("trun"): return run(in);
            default: return true;
        }
    }

    void longest(std::uint64_t duration, std::uint64_t timescale) {
        const bool unknown = duration == 0xFFFFFFFFU || duration == ~std::uint64_t{0};
        if (timescale > 0 && !unknown) facts_.seconds = std::max(facts_.seconds, static_cast<double>(duration) / static_cast<double>(timescale));
    }
    bool length_of(ByteReader& in) {
        const bool wide = in.number(4) >> 24U == 1;
        in.skip(wide ? 16 : 8);
        movie_timescale_ = in.number(4);
        longest(in.number(wide ? 8 : 4), movie_timescale_);
        return in.good;
    }
    bool track_head(ByteReader& in) {
        const bool wide = in.number(4) >> 24U == 1;
        in.skip(wide ? 16 : 8);
        track_ = &tracks_[static_cast<std::uint32_t>(in.number(4))];
        in.skip((wide ? 12 : 8) + 16);
        const auto a = in.number(4);
        const auto b = in.number(4);
        in.skip(28);
        auto width = static_cast<int>(in.number(4) >> 16U);
        auto height = static_cast<int>(in.number(4) >> 16U);
        if (a == 0 && b != 0) std::swap(width, height);  // held upright while it was filmed
        if (std::int64_t{width} * height > std::int64_t{facts_.width} * facts_.height) {
            facts_.width = width;
            facts_.height = height;
        }
        return in.good;
    }
    bool track_time(ByteReader& in) {
        const bool wide = in.number(4) >> 24U == 1;
        in.skip(wide ? 16 : 8);
        const auto timescale = static_cast<std::uint32_t>(in.number(4));
        if (track_) track_->timescale = timescale;
        longest(in.number(wide ? 8 : 4), timescale);
        return in.good;
    }
    bool fragment_head(ByteReader& in) {
        const auto flags = in.number(4);
        fragment_ = &tracks_[static_cast<std::uint32_t>(in.number(4))];
        if (flags & 1U) in.skip(8);
        if (flags & 2U) in.skip(4);
        frame_ = flags & 8U ? static_cast<std::uint32_t>(in.number(4)) : fragment_->frame;
        begins_ = fragment_->end;  // unless tfdt says otherwise
        return in.good;
    }
    bool run(ByteReader& in) {
        if (!fragment_) return false;
        const auto flags = in.number(4);
        const auto count = in.number(4);
        if (flags & 1U) in.skip(4);
        if (flags & 4U) in.skip(4);
        const std::size_t beside = ((flags & 0x200U) ? 4U : 0U) + ((flags & 0x400U) ? 4U : 0U) + ((flags & 0x800U) ? 4U : 0U);
        const bool own = flags & 0x100U;
        if (!in.good || count * ((own ? 4U : 0U) + beside) > in.rest().size()) return false;
        std::uint64_t lasts = own ? 0 : count * frame_;
        for (std::uint64_t i = 0; own && i < count; ++i) {
            lasts += in.number(4);
            in.skip(beside);
        }
        begins_ += lasts;
        fragment_->end = std::max(fragment_->end, begins_);
        return in.good;
    }

    FilmFacts facts_;
    std::map<std::uint32_t, Track> tracks_;
    Track* track_ = nullptr;
    Track* fragment_ = nullptr;
    std::uint64_t movie_timescale_ = 0, begins_ = 0;
    std::uint32_t frame_ = 0;
    int boxes_ = 0;
    bool typed_ = false;
};

}  // namespace

std::optional<FilmFacts> mp4_facts(std::string_view bytes) {
    Mp4 film;
    if (!film.walk(bytes) || !film.typed()) return std::nullopt;
    return film.facts();
}

}  // namespace anju::server
