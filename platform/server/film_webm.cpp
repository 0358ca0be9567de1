// SPDX-License-Identifier: Apache-2.0
// WebM (RFC 8794, Matroska): also as browsers record it, with a segment and clusters of unknown size.
#include <algorithm>
#include <bit>

#include "platform/server/film_bytes.hpp"

namespace anju::server {
namespace {

constexpr std::uint64_t kUnknown = ~std::uint64_t{0};
constexpr int kMaxElementDepth = 6;
constexpr int kMaxElements = 1'000'000;

// A number whose first byte says how long it is; the mark stays in ids and goes from sizes.
std::uint64_t variable(ByteReader& in, bool id) {
    const auto first = in.rest().empty() ? 0U : static_cast<unsigned>(static_cast<unsigned char>(in.rest().front()));
    const auto length = first == 0 ? 9U : static_cast<unsigned>(std::countl_zero(static_cast<std::uint8_t>(first))) + 1U;
    if (length > (id ? 4U : 8U)) {
        in.good = false;
        return 0;
    }
    const std::uint64_t whole = in.number(length);
    if (id) return whole;
    const std::uint64_t mask = (std::uint64_t{1} << (7U * length)) - 1U;
    return (whole & mask) == mask ? kUnknown : whole & mask;
}

class Webm {
  public:
    bool walk(std::string_view bytes, int depth = 0) {
        ByteReader in(bytes);
        while (!in.empty()) {
            if (++elements_ > kMaxElements) return false;
            const auto id = variable(in, true);
            const auto size = variable(in, false);
            if (!in.good) return false;
            if (depth == 0 && !typed_ && id != 0x1A45DFA3) return false;
            const bool opens = id == 0x18538067 || id == 0x1F43B675;  // Segment, Cluster: read on inside
            if (opens) {
                if (size != kUnknown && size > in.rest().size()) return false;
                continue;
            }
            if (size == kUnknown) return false;
            const auto body = in.take(size);
            if (!in.good || !enter(id, body, depth)) return false;
        }
        return true;
    }

    FilmFacts facts() const {
        FilmFacts out = facts_;
        out.seconds = duration_ * static_cast<double>(scale_) / 1e9;
        if (frames_) out.seconds = std::max(out.seconds, static_cast<double>(last_ - first_) * static_cast<double>(scale_) / 1e9);
        out.picture = out.picture && frames_;
        return out;
    }
    bool typed() const { return typed_; }

  private:
    static std::uint64_t number(std::string_view body) {
        ByteReader in(body);
        return body.size() > 8 ? 0 : in.number(body.size());
    }

    bool enter(std::uint64_t id, std::string_view body, int depth) {
        switch (id) {
            case 0x1A45DFA3: case 0x1549A966: case 0x1654AE6B: case 0xAE: case 0xE0: case 0xA0:  // EBML, Info, Tracks, entry, Video, BlockGroup
                if (id == 0x1A45DFA3) typed_ = true;
                return depth < kMaxElementDepth && walk(body, depth + 1);
            case 0x4282: return body.substr(0, body.find('\0')) == "webm" || body.substr(0, body.find('\0')) == "matroska";
            case 0x2AD7B1: scale_ = number(body); return scale_ > 0 && scale_ <= 1'000'000'000;
            case 0x4489: return duration(body);
            case 0x83: facts_.picture = facts_.picture || number(body) == 1; return true;
            case 0xB0: facts_.width = static_cast<int>(std::min<std::uint64_t>(number(body), 1'000'000)); return true;
            case 0xBA: facts_.height = static_cast<int>(std::min<std::uint64_t>(number(body), 1'000'000)); return true;
            case 0xE7: cluster_ = number(body); return cluster_ < (std::uint64_t{1} << 40U);
            case 0xA3: case 0xA1: return frame(body);
            default: return true;
        }
    }
    bool duration(std::string_view body) {
        const auto bits = number(body);
        duration_ = body.size() == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits))) : std::bit_cast<double>(bits);
        return (body.size() == 4 || body.size() == 8) && duration_ >= 0 && duration_ < 1e12;
    }
    bool frame(std::string_view body) {
        ByteReader in(body);
        variable(in, false);
        const auto beside = static_cast<std::int16_t>(in.number(2));
        if (!in.good) return false;
        const auto at = static_cast<std::int64_t>(cluster_) + beside;
        first_ = frames_ ? std::min(first_, at) : at;
        last_ = frames_ ? std::max(last_, at) : at;
        frames_ = true;
        return true;
    }

    FilmFacts facts_;
    double duration_ = 0;
    std::uint64_t scale_ = 1'000'000, cluster_ = 0;
    std::int64_t first_ = 0, last_ = 0;
    bool frames_ = false, typed_ = false;
    int elements_ = 0;
};

}  // namespace

std::optional<FilmFacts> webm_facts(std::string_view bytes) {
    Webm film;
    if (!film.walk(bytes) || !film.typed()) return std::nullopt;
    return film.facts();
}

}  // namespace anju::server
