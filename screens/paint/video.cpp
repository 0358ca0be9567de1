// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/video.hpp"

#include <libyuv/convert.h>
#include <libyuv/convert_argb.h>
#include <libyuv/planar_functions.h>
#include <libyuv/scale.h>

#include <algorithm>
#include <cmath>
#include <cstring>

// A test builds this file once more with this mistake, to see that it would find it.
#ifndef ANJU_BREAK_PAIR
#define ANJU_BREAK_PAIR 0
#endif

namespace anju::paint {

namespace {

// More of a side than this may not be lost to fill an area: 4:3 fills a wide screen and 16:9 the card of an alarm, 9:16 and 1:1 stand whole.
constexpr double kMostLost = 0.35;
// Of what must go above and below: heads stand high.
constexpr double kLostAbove = 1.0 / 3;

using Row = std::vector<std::uint8_t>;

int up16(int value) { return (value + 15) & ~15; }

struct Planes {
    media::Frame::Format format = media::Frame::Format::I420;
    int width = 0, height = 0;
    std::array<media::Frame::Plane, 3> at{};

    int chroma_width() const { return (width + 1) / 2; }
    int chroma_height() const { return (height + 1) / 2; }
    const std::uint8_t* line(std::size_t plane, int y) const { return at[plane].data + static_cast<std::ptrdiff_t>(y) * at[plane].stride; }
};

// Between which lines of a plane a row lies: 256ths of the lower one.
struct Between {
    int upper = 0, lower = 0, share = 0;
};

Between between(double exact, int lines) {
    exact = std::clamp(exact, 0.0, lines - 1.0);
    Between at;
    at.upper = static_cast<int>(exact);
    at.share = static_cast<int>((exact - at.upper) * 256);
    at.lower = std::min(at.upper + 1, lines - 1);
    return at;
}

}  // namespace

Fit fit(const Box& area, int width, int height, bool as_it_is) {
    Fit out{area, 0, 0, static_cast<double>(width), static_cast<double>(height)};
    if (as_it_is && width <= area.w && height <= area.h) {
        out.box = {area.x + (area.w - width) / 2, area.y + (area.h - height) / 2, width, height};
        return out;
    }
    const double wide = static_cast<double>(width) * area.h, tall = static_cast<double>(height) * area.w;
    const double lost = 1 - std::min(wide, tall) / std::max(wide, tall);
    if (lost > kMostLost) {
        if (wide < tall) {
            out.box.w = std::max(2, static_cast<int>(std::lround(static_cast<double>(width) * area.h / height)));
            out.box.x += (area.w - out.box.w) / 2;
        } else {
            out.box.h = std::max(2, static_cast<int>(std::lround(static_cast<double>(height) * area.w / width)));
            out.box.y += (area.h - out.box.h) / 2;
        }
    } else if (wide > tall) {
        out.w = static_cast<double>(height) * area.w / area.h;
        out.x = (width - out.w) / 2;
    } else {
        out.h = static_cast<double>(width) * area.h / area.w;
        out.y = (height - out.h) * kLostAbove;
    }
    return out;
}

struct Videos::Source {
    std::unique_ptr<media::Frame> frame;
    std::uint32_t revision = 0;

    // Made for a place and a size; they stay from picture to picture.
    Box place;
    int width = 0, height = 0;
    bool mirrored = false;
    Fit seen;
    double share_x = 1, share_y = 1;  // of a pixel of the frame in one of `planes`
    Stretch across, chroma_across;

    // Made of this picture.
    Planes planes;
    std::array<Row, 3> halves;
    int halved = -1;
    int chroma_row = -1;  // what stands in u and v

    Row mixed, luma, chroma_mixed, u_mixed, v_mixed, u, v;
    std::vector<std::uint32_t> pixels;

    void place_at(const Item& item);
    void halve(int times);
    void chroma(const Item& item, int y);
    void row(const Item& item, int y, int x, int count, std::uint32_t* to);
};

// So often that two neighbours are enough for the rest of the way.
void Videos::Source::halve(int times) {
    halved = times;
    planes = {frame->format, frame->width, frame->height, frame->planes};
    for (int i = 0; i < times; ++i) {
        Planes half{media::Frame::Format::I420, planes.width / 2, planes.height / 2, {}};
        const int wide[3] = {half.width, half.chroma_width(), half.chroma_width()};
        const int high[3] = {half.height, half.chroma_height(), half.chroma_height()};
        std::array<Row, 3> made;
        for (std::size_t plane = 0; plane < 3; ++plane) {
            made[plane].resize(static_cast<std::size_t>(wide[plane]) * static_cast<std::size_t>(high[plane]));
            half.at[plane] = {made[plane].data(), wide[plane]};
        }
        const auto& at = planes.at;
        if (planes.format == media::Frame::Format::Nv12) {
            Row both(made[1].size() * 2);
            libyuv::NV12Scale(at[0].data, at[0].stride, at[1].data, at[1].stride, planes.width, planes.height, made[0].data(), wide[0], both.data(),
                              wide[1] * 2, half.width, half.height, libyuv::kFilterBox);
            libyuv::SplitUVPlane(both.data(), wide[1] * 2, made[1].data(), wide[1], made[2].data(), wide[2], wide[1], high[1]);
        } else {
            libyuv::I420Scale(at[0].data, at[0].stride, at[1].data, at[1].stride, at[2].data, at[2].stride, planes.width, planes.height, made[0].data(),
                              wide[0], made[1].data(), wide[1], made[2].data(), wide[2], half.width, half.height, libyuv::kFilterBox);
        }
        halves = std::move(made);
        planes = half;
    }
}

void Videos::Source::place_at(const Item& item) {
    const bool known = place == box(item) && width == frame->width && height == frame->height && mirrored == (item.mirrored != 0);
    if (known && halved >= 0) {
        return;
    }
    place = box(item);
    width = frame->width;
    height = frame->height;
    mirrored = item.mirrored != 0;
    seen = paint::fit(place, width, height, false);
    int times = 0;
    while (seen.w / item.w / (1 << times) > Stretch::kMostRatio && (width >> times) >= 4 && (height >> times) >= 4) {
        ++times;
    }
    halve(times);
    chroma_row = -1;
    if (known) {
        return;
    }
    share_x = static_cast<double>(planes.width) / width;
    share_y = static_cast<double>(planes.height) / height;
    const int half = (item.w + 1) / 2;
    across = Stretch(planes.width, seen.x * share_x, seen.w * share_x, item.w, mirrored);
    chroma_across = Stretch(planes.chroma_width(), seen.x * share_x / 2, seen.w * share_x / item.w * half, half, mirrored);
    const auto room = [](Row& row, int size) { row.assign(static_cast<std::size_t>(up16(size) + Stretch::kBehind), 0); };
    room(mixed, planes.width);
    room(luma, item.w);
    room(chroma_mixed, planes.chroma_width() * 2);
    room(u_mixed, planes.chroma_width());
    room(v_mixed, planes.chroma_width());
    room(u, half);
    room(v, half);
    pixels.resize(static_cast<std::size_t>(item.w) + 2);
}

// Two rows of pixels share one of colour.
void Videos::Source::chroma(const Item& item, int y) {
    if (chroma_row == y) {
        return;
    }
    chroma_row = y;
    const double exact = (seen.y / 2 + (y + 0.5) * seen.h / item.h) * share_y - 0.5;
    const Between at = between(exact, planes.chroma_height());
    const int wide = planes.chroma_width();
    const auto mix = [&](std::size_t plane, int bytes, Row& to) {
        libyuv::InterpolatePlane(planes.line(plane, at.upper), 0, planes.line(plane, at.lower), 0, to.data(), 0, bytes, 1, at.share);
    };
    if (planes.format == media::Frame::Format::Nv12) {
        mix(1, wide * 2, chroma_mixed);
        libyuv::SplitUVPlane(chroma_mixed.data(), 0, u_mixed.data(), 0, v_mixed.data(), 0, wide, 1);
    } else {
        mix(1, wide, u_mixed);
        mix(2, wide, v_mixed);
    }
    chroma_across(u_mixed.data(), u.data());
    chroma_across(v_mixed.data(), v.data());
}

void Videos::Source::row(const Item& item, int y, int x, int count, std::uint32_t* to) {
    place_at(item);
    y -= item.y;
    x -= item.x;
    const double exact = (seen.y + (y + 0.5) * seen.h / item.h) * share_y - 0.5;
    const Between at = between(exact, planes.height);
    const std::uint8_t* bright = nullptr;
    if (across.plain() >= 0 && at.share == 0) {
        bright = planes.line(0, at.upper) + across.plain();
    } else {
        libyuv::InterpolatePlane(planes.line(0, at.upper), 0, planes.line(0, at.lower), 0, mixed.data(), 0, planes.width, 1, at.share);
        across(mixed.data(), luma.data());
        bright = luma.data();
    }
    chroma(item, y / 2);
    const int from = ANJU_BREAK_PAIR != 0 ? x : x & ~1;  // where a pair begins
    std::uint32_t* begin = from == x ? to : pixels.data();
    libyuv::I420ToARGBMatrix(bright + from, 0, u.data() + from / 2, 0, v.data() + from / 2, 0, reinterpret_cast<std::uint8_t*>(begin), 0,
                             frame->matrix == media::Frame::Matrix::Bt709 ? &libyuv::kYuvH709Constants : &libyuv::kYuvI601Constants, count + x - from, 1);
    if (from != x) {
        std::copy_n(begin + 1, count, to);
    }
}

namespace {
std::size_t index(Videos::Which which) { return static_cast<std::size_t>(which); }
}  // namespace

Videos::Videos() {
    for (auto& source : sources_) {
        source = std::make_unique<Source>();
    }
}
Videos::~Videos() = default;

void Videos::put(Which which, std::unique_ptr<media::Frame> frame) {
    Source& source = *sources_[index(which)];
    const bool sound = frame && frame->width >= 2 && frame->height >= 2 && frame->width <= 8192 && frame->height <= 8192 && frame->planes[0].data != nullptr &&
                       frame->planes[1].data != nullptr && (frame->format == media::Frame::Format::Nv12 || frame->planes[2].data != nullptr);
    source.frame = sound ? std::move(frame) : nullptr;
    source.halved = -1;
    source.chroma_row = -1;
    ++source.revision;
}

std::unique_ptr<media::Frame> Videos::take(Which which) {
    auto frame = std::move(sources_[index(which)]->frame);
    put(which, nullptr);
    return frame;
}

const media::Frame* Videos::frame(Which which) const { return sources_[index(which)]->frame.get(); }

std::uint32_t Videos::revision(Which which) const { return sources_[index(which)]->revision; }

void Videos::row(const Item& item, int y, int x, int count, std::uint32_t* to) {
    const std::size_t which = item.sprite - 1;
    if (which < sources_.size() && sources_[which]->frame) {
        sources_[which]->row(item, y, x, count, to);
    } else {
        std::fill_n(to, count, 0xFF000000u);
    }
}

}  // namespace anju::paint
