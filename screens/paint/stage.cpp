// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/stage.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "screens/emoji.hpp"
#include "screens/paint/bake_text.hpp"
#include "screens/paint/icons.hpp"
#include "screens/paint/shapes.hpp"

namespace anju::paint {

namespace {

// Where the middle of a line lies above its baseline, in ems: Noto Sans CJK's. By its own measures Micro Hei would
// stand higher, and large figures outside the safe area.
constexpr double kMiddle = 0.436;


std::int16_t narrow(int value) { return static_cast<std::int16_t>(std::clamp(value, -32000, 32000)); }

}  // namespace

int Stage::px(double design) const { return static_cast<int>(std::lround(design * scale_)); }

Box Stage::box(const Rect& rect) const {
    const int x = px(rect.x), y = px(rect.y);
    return {x, y, px(rect.right()) - x, px(rect.bottom()) - y};
}

Item& Stage::add(const std::string& name, Layer layer, ItemKind kind, const Box& place) {
    Item& item = list.emplace_back();
    item.id = name_id(name);
    item.kind = kind;
    item.z = static_cast<std::uint8_t>(layer + lift_);
    item.x = narrow(place.x);
    item.y = narrow(place.y);
    item.w = narrow(place.w);
    item.h = narrow(place.h);
    return item;
}

void Stage::ground(Fill fill) {
    std::erase_if(list, [](const Item& one) { return one.kind == ItemKind::Copy; });
    Item& item = add("ground", kGround, ItemKind::Copy, {0, 0, width_, height_});
    item.colour0 = fill.top;
    item.colour1 = fill.bottom;
    item.gradient_bottom = narrow(height_);
}

void Stage::spot(const std::string& id, const Rect& rect, int radius, bool grows) { spots[id] = {box(rect), radius, grows}; }

int Stage::grown(const std::string& id) const {
    const auto found = grown_.find(id);
    return found == grown_.end() ? 0 : found->second;
}

void Stage::shadow(const std::string& name, const Rect& rect, int radius, int grown, int percent) {
    const int r = px(radius);
    const auto made = with_.sprites.get(fmt::format("shadow:{}", r), [&] { return paint::shadow(r, scale_); });
    const Box plate = box(rect);
    const int reach = shadow_reach(scale_) + grown;
    Item& item = add(name + "/shadow", kShadow, ItemKind::Mask,
                     {plate.x - reach, plate.y - reach + px(theme::kShadowDown), plate.w + 2 * reach, plate.h + 2 * reach});
    item.colour0 = with_opacity(0xFF000000, percent);
    item.sprite = made.id;
    item.revision = made.revision;
    item.slice = narrow(made.sprite->slice);
    item.frame = narrow(made.sprite->frame);
}

void Stage::plate(const std::string& name, const Rect& rect, int radius, Fill fill, Colour edge, Layer layer, int grown, int edge_width) {
    const Box place = box(rect);
    Item& item = add(name + "/plate", layer, ItemKind::Plate, {place.x - grown, place.y - grown, place.w + 2 * grown, place.h + 2 * grown});
    item.colour0 = fill.top;
    item.colour1 = fill.bottom;
    item.gradient_top = narrow(place.y);
    item.gradient_bottom = narrow(place.y + place.h);
    item.radius = narrow(std::min({px(radius), item.w / 2, item.h / 2}));
    if ((edge >> 24) != 0) {
        item.edge = edge;
        item.edge_width = static_cast<std::uint8_t>(std::max(1, px(edge_width)));
    }
    item.frame = narrow(std::max<int>(item.radius, item.edge_width) + 1);
}

void Stage::line(const std::string& name, const Rect& rect, Colour colour) { plate(name, rect, 0, {colour, colour}, 0, kInner); }

void Stage::sprite(const std::string& name, const std::string& key, double x, double y, Colour colour, Layer layer, const std::function<Sprite()>& bake) {
    const auto made = with_.sprites.get(key, bake);
    Item& item = add(name, layer, made.sprite->mask.empty() ? ItemKind::Over : ItemKind::Mask,
                     {px(x) + made.sprite->left, px(y) + made.sprite->top, made.sprite->width, made.sprite->height});
    item.colour0 = colour;
    item.sprite = made.id;
    item.revision = made.revision;
}

void Stage::icon(const std::string& name, std::string_view icon, double x, double y, double size, Colour colour) {
    if (icon_path(icon).empty()) {
        return;
    }
    const int side = px(size);
    sprite(name + "/icon", fmt::format("icon:{}:{}", icon, side), x, y, colour, kWords, [&] { return mask_sprite(draw_icon(icon, side)); });
}

bool Stage::photo(const std::string& name, const std::string& photo, const Rect& rect, int radius, const Veil& veil, Colour edge, Layer layer, int grown,
                  int edge_width) {
    const Box place = box(rect);
    // Baked large enough to grow into; a plate shows its middle at rest.
    const int room = layer == kCard ? px(theme::kGrow) : 0;
    const int w = place.w + 2 * room, h = place.h + 2 * room;
    const Dark dark{room + px(veil.from), room + px(veil.to), veil.colour};
    const auto made = with_.sprites.get(fmt::format("photo:{}:{}x{}:{}-{}-{}", photo, w, h, px(veil.top), dark.from, dark.to), [&] {
        std::optional<Sprite> baked;
        if (const auto file = photo.empty() || !with_.load_photo ? std::nullopt : with_.load_photo(photo)) {
            // Words hide what lies under the darker part of the scrim.
            const int seen = veil.colour == 0 ? h - room : dark.from + (dark.to - dark.from) * 2 / 5, top = room + px(veil.top);
            const int ends = dark.to + (dark.to - dark.from) / 4;  // and it ends where the scrim can grow until no edge is seen
            const Framing framing{{room, top, place.w, seen - top}, veil.colour == 0 ? h : ends};
            baked = picture(*file, w, h, framing, dark, theme::kPhotoGround);
        }
        return baked ? std::move(*baked) : Sprite{};
    });
    if (made.sprite->colour.empty()) {
        return false;
    }
    const int by = std::min(grown, room);
    Item& item = add(name + "/photo", layer, ItemKind::Plate, {place.x - by, place.y - by, place.w + 2 * by, place.h + 2 * by});
    item.sprite = made.id;
    item.revision = made.revision;
    item.sprite_x = item.sprite_y = narrow(room - by);
    item.radius = narrow(std::min({px(radius), item.w / 2, item.h / 2}));
    item.edge = edge;
    item.edge_width = static_cast<std::uint8_t>((edge >> 24) == 0 ? 0 : std::max(1, px(edge_width)));
    item.frame = narrow(std::max<int>(item.radius, item.edge_width) + 1);
    return true;
}

Fill Stage::tones(const std::string& name) const {
    constexpr int kSteps = 24;  // a net of points is enough
    const auto at = std::ranges::find(list, name_id(name + "/photo"), &Item::id);
    const Sprite* sprite = at == list.end() ? nullptr : with_.sprites.find(at->sprite);
    if (sprite == nullptr || sprite->colour.empty()) {
        return {theme::kPhotoGround, theme::kPhotoGround};
    }
    const auto mean = [&](int half) {
        std::array<std::uint32_t, 3> sum{};
        for (int i = 0; i < kSteps * kSteps; ++i) {
            const auto x = static_cast<std::size_t>((2 * (i % kSteps) + 1) * sprite->width / (2 * kSteps));
            const auto y = static_cast<std::size_t>((2 * (i / kSteps + half * kSteps) + 1) * sprite->height / (4 * kSteps));
            const auto pixel = sprite->colour[y * static_cast<std::size_t>(sprite->width) + x];
            for (std::size_t channel = 0; channel < 3; ++channel) {
                sum[channel] += (pixel >> (8 * channel)) & 255;
            }
        }
        Colour colour = 0xFF000000;
        for (std::size_t channel = 0; channel < 3; ++channel) {
            colour |= sum[channel] / (kSteps * kSteps) << (8 * channel);
        }
        return colour;
    };
    return {mean(0), mean(1)};
}

void Stage::video(const screens::VideoArea& area) {
    const bool below = videos.empty();
    const std::string name = area.which == screens::VideoArea::Which::Remote ? "video/remote" : area.which == screens::VideoArea::Which::Self ? "video/self" : "video/beside";
    const Rect rect{static_cast<double>(area.x), static_cast<double>(area.y), static_cast<double>(area.w), static_cast<double>(area.h)};
    const Box place = box(rect);
    const media::Frame* frame = with_.videos.frame(area.which);
    const bool as_it_is = with_.videos.as_it_is && area.which == screens::VideoArea::Which::Remote;
    videos.push_back({area.which, place, std::min({px(area.radius), place.w / 2, place.h / 2}), area.mirrored, as_it_is});
    const Box seen = frame == nullptr ? Box{} : fit(place, frame->width, frame->height, as_it_is).box;
    if (seen != place && !below) {  // under the first lies the screen's own ground
        plate(name, rect, area.radius, {theme::kPhotoGround, theme::kPhotoGround}, 0, kCard);
    }
    if (frame == nullptr) {
        return;
    }
    Item& item = add(name, below ? kPicture : kInner, with_.holes ? ItemKind::Hole : ItemKind::Video, seen);
    item.sprite = static_cast<std::uint32_t>(area.which) + 1;
    item.revision = with_.holes ? 0 : with_.videos.revision(area.which);
    item.mirrored = area.mirrored ? 1 : 0;
    item.radius = seen == place ? narrow(videos.back().radius) : std::int16_t{0};
    if (area.dimmed) {
        const Colour veil = with_opacity(theme::kShade, theme::kStillPercent);
        scrim(name + "/veil", rect, area.radius, {veil, veil}, area.y, area.y + area.h, below ? kShade : kInnerTop);
    }
}

void Stage::scrim(const std::string& name, const Rect& rect, int radius, Fill veil, double from, double to, Layer layer) {
    const Box place = box(rect);
    Item& item = add(name + "/scrim", layer, ItemKind::Scrim, place);
    item.colour0 = veil.top;
    item.colour1 = veil.bottom;
    item.gradient_top = narrow(px(from));
    item.gradient_bottom = narrow(px(to));
    item.radius = narrow(std::min({px(radius), item.w / 2, item.h / 2}));
}

void Stage::portrait(const std::string& name, const std::string& photo, const Rect& rect, int radius, Colour edge, Layer layer, int grown, int edge_width) {
    const auto large = photo.substr(0, photo.find(':'));
    for (const auto& one : {large, large + ":small"}) {
        if (!large.empty() && this->photo(name, one, rect, radius, {}, edge, layer, grown, edge_width)) {
            return;
        }
    }
    const Box at = box(rect);
    const int side = std::max(at.w, at.h) + 2 * px(theme::kGrow);
    const auto made = with_.sprites.get(fmt::format("head:{}", side), [&] { return drawn_head(side); });
    Item& item = add(name + "/photo", layer, ItemKind::Plate, {at.x - grown, at.y - grown, at.w + 2 * grown, at.h + 2 * grown});
    item.sprite = made.id;
    item.revision = made.revision;
    item.sprite_x = narrow((side - item.w) / 2);
    item.sprite_y = narrow((side - item.h) * 3 / 10);  // of a low place the chest is lost, not the hair
    item.radius = narrow(std::min({px(radius), item.w / 2, item.h / 2}));
    item.edge = edge;
    item.edge_width = static_cast<std::uint8_t>(std::max(1, px(edge_width)));
}

void Stage::face(const std::string& name, const std::string& photo, double x, double y, double size, Colour edge, int edge_width) {
    const Rect place{x, y, size, size};
    const int radius = static_cast<int>(size / 2);
    if (!photo.empty() && this->photo(name, photo, place, radius, {}, edge, kFace, 0, edge_width)) {
        return;
    }
    const Box at = box(place);
    const auto made = with_.sprites.get(fmt::format("head:{}", at.w), [&] { return drawn_head(at.w); });
    Item& item = add(name + "/photo", kFace, ItemKind::Plate, {at.x, at.y, at.w, std::min(at.h, at.w)});
    item.sprite = made.id;
    item.revision = made.revision;
    item.radius = narrow(std::min(item.w / 2, item.h / 2));
    item.edge = edge;
    item.edge_width = static_cast<std::uint8_t>(std::max(1, px(edge_width)));
}

void Stage::panel(const std::string& name, const std::string& key, const Rect& rect, const std::function<Sprite(int, int)>& draw) {
    const Box place = box(rect);
    const auto bake = [&] {
        Sprite made = draw(place.w, place.h);
        made.brief = true;
        return made;
    };
    const std::string full = fmt::format("panel:{}x{}:{}", place.w, place.h, key);
    sprite(name, full, rect.x, rect.y, 0, kWords, bake);
    for (const Words& words : with_.sprites.get(full, bake).sprite->words) {
        texts.push_back({words.text, {place.x + words.x, place.y + words.y, words.width, words.height}, words.size, words.colour, owner_, false});
    }
}

std::string Stage::said(std::string_view utf8, Weight weight) {
    return !instead_.empty() && screens::may_hold_pictures(utf8) && clean(utf8, weight).empty() ? instead_ : std::string(utf8);
}

double Stage::measure(std::u32string_view text, const Style& style) const { return with_.fonts.width(text, style.weight, style.size * scale_) / scale_; }

Wrapped Stage::wrap(std::string_view utf8, const Style& style, double width, int most_lines) {
    return paint::wrap(paint::clean(utf8, with_.fonts, style.weight, LineEnds::Stay), with_.fonts, style.weight, style.size * scale_, width * scale_, most_lines);
}

bool Stage::fits(std::string_view utf8, const Style& style, double width) { return measure(clean(utf8, style.weight), style) <= width; }

double Stage::text(std::u32string_view line, double x, double top, double line_height, const Style& style, Align align, bool clipped) {
    const double width = measure(line, style);
    if (line.empty()) {
        return 0;
    }
    const double left = align == Align::Left ? x : align == Align::Right ? x - width : x - width / 2;
    const double base = top + line_height / 2 + kMiddle * style.size;
    const std::string words = spell(line, with_.fonts);
    const double size = style.size * scale_;
    const Ink ink{style.colour, tint_};
    sprite(fmt::format("text:{}:{}:{}:{}", owner_, lift_, px(left), px(base)), fmt::format("text:{}:{}:{}:{}", static_cast<int>(style.weight), static_cast<int>(std::lround(size * 64)), baked_with(line, ink), to_utf8(line)), left,
           base, style.colour, kWords, [&] { return bake_text(line, with_.fonts, style.weight, size, ink); });
    const Item& made = list.back();
    texts.push_back({words, paint::box(made), style.size, style.colour, owner_, clipped});
    return width;
}

double Stage::text(std::string_view utf8, double x, double top, double line_height, const Style& style, Align align) {
    return text(clean(utf8, style.weight), x, top, line_height, style, align);
}

int Stage::paragraph(std::string_view utf8, const Rect& rect, double line_height, const Style& style, int most_lines, Align align) {
    const Wrapped wrapped = wrap(utf8, style, rect.w, most_lines);
    const double x = align == Align::Left ? rect.x : align == Align::Right ? rect.right() : rect.x + rect.w / 2;
    double top = rect.y;
    for (const auto& line : wrapped.lines) {
        text(line, x, top, line_height, style, align, wrapped.clipped);
        top += line_height;
    }
    return static_cast<int>(wrapped.lines.size());
}

}  // namespace anju::paint
