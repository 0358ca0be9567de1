// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/canvas.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "screens/paint/difference.hpp"
#include "screens/paint/layout/layout.hpp"
#include "screens/paint/motion.hpp"
#include "screens/paint/painter.hpp"
#include "screens/paint/shapes.hpp"

namespace anju::paint {

namespace {

// High enough to be worth its loops, low enough that what is painted stays in the cache until the last layer of it.
constexpr int kBand = 36;

// What one screen needs, and a little of the one before: 12 MB at 1080p, of which a full photo takes 8.
std::size_t most_sprite_bytes(const CanvasOptions& options) {
    return static_cast<std::size_t>(options.width) * static_cast<std::size_t>(options.height) * 6;
}

}  // namespace

struct Canvas::Parts {
    explicit Parts(CanvasOptions given)
        : options(std::move(given)),
          scale(options.height / static_cast<double>(theme::kHeight)),
          fonts(options.font_regular, options.font_medium, options.font_bold, options.font, options.font_emoji),
          sprites(most_sprite_bytes(options)),
          motion(scale) {}

    CanvasOptions options;
    double scale;
    Fonts fonts;
    Sprites sprites;
    Videos videos;
    Motion motion;
    std::optional<screens::Scene> scene;
    List shown;          // the list that the pixels show
    bool whole = true;   // they show nothing yet
    bool changed = true; // the scene or a photo, since the last paint
    std::map<std::string, Box> boxes;
    std::vector<Text> texts;
    std::vector<Box> cut;
    std::map<std::string, Spot> spots;
    std::vector<VideoPlace> places;
    std::optional<Moment> next;

    Stage lay() {
        Stage stage({fonts, sprites, options.load_photo, videos, options.holes}, options.width, options.height, scene->text_size, motion.grown());
        lay_out(stage, *scene);
        return stage;
    }
    void keep(const Stage& stage) {
        spots = stage.spots;
        texts = stage.texts;
        cut = stage.cut;
        places = stage.videos;
        boxes.clear();
        for (const auto& [id, spot] : spots) {
            boxes[id] = spot.box;
        }
    }
    void focus(Stage& stage) {
        const auto found = spots.find(motion.focus());
        if (motion.acknowledging() && found != spots.end()) {
            const Box& at = found->second.box;
            Item& item = stage.list.emplace_back();
            item.id = name_id("acknowledge");
            item.kind = ItemKind::Plate;
            item.z = kTouch;
            const int grown = stage.grown(motion.focus());
            item.x = static_cast<std::int16_t>(at.x - grown);
            item.y = static_cast<std::int16_t>(at.y - grown);
            item.w = static_cast<std::int16_t>(at.w + 2 * grown);
            item.h = static_cast<std::int16_t>(at.h + 2 * grown);
            item.colour0 = item.colour1 = with_opacity(theme::kWhite, theme::kAcknowledgePercent);
            item.radius = static_cast<std::int16_t>(std::min(stage.px(std::abs(found->second.radius)), std::min(item.w, item.h) / 2));
        }
        if (const auto place = motion.ring(); place && motion.radius() > 0) {
            const int radius = stage.px(motion.radius());
            const auto made = sprites.get(fmt::format("ring:{}", radius), [&] { return ring(radius, scale); });
            const int reach = glow_reach(scale);
            Item& item = stage.list.emplace_back();
            item.id = name_id("ring");
            item.kind = ItemKind::Over;
            item.z = kRing;
            item.x = static_cast<std::int16_t>(place->x - reach);
            item.y = static_cast<std::int16_t>(place->y - reach);
            item.w = static_cast<std::int16_t>(place->w + 2 * reach);
            item.h = static_cast<std::int16_t>(place->h + 2 * reach);
            item.sprite = made.id;
            item.revision = made.revision;
            item.slice = static_cast<std::int16_t>(made.sprite->slice);
            item.frame = static_cast<std::int16_t>(made.sprite->frame);
        }
    }
};

Canvas::Canvas(CanvasOptions options) : parts_(std::make_unique<Parts>(std::move(options))) {}
Canvas::~Canvas() = default;

void Canvas::show(const screens::Scene& scene, Moment now) {
    Parts& p = *parts_;
    if (p.scene && *p.scene == scene) {
        return;
    }
    const bool same_screen = p.scene && p.scene->screen == scene.screen && p.scene->form == scene.form && p.scene->text_size == scene.text_size;
    const std::string before = p.motion.focus();
    p.scene = scene;
    p.changed = true;
    for (const Which which : Videos::kAll) {
        if (p.videos.frame(which) != nullptr && std::ranges::find(scene.videos, which, &screens::VideoArea::which) == scene.videos.end()) {
            p.videos.put(which, nullptr);  // a decoder may be short of them
        }
    }
    p.sprites.begin();
    p.keep(p.lay());
    const auto found = p.spots.find(scene.focus);
    if (found == p.spots.end() || scene.form == screens::Form::Night) {
        p.motion.none();
    } else if (same_screen && !before.empty() && before != scene.focus) {
        p.motion.glide(scene.focus, found->second, now);
    } else if (!same_screen || before != scene.focus) {
        p.motion.jump(scene.focus, found->second);
    } else {
        p.motion.stay(found->second);
    }
    p.next = now;
}

void Canvas::acknowledge(Moment now) {
    Parts& p = *parts_;
    if (p.scene && p.scene->form != screens::Form::Night && p.spots.contains(p.motion.focus())) {
        p.motion.acknowledge(now);
        p.next = now;
    }
}

void Canvas::photo_changed(const std::string& name) {
    Parts& p = *parts_;
    p.sprites.outdate("photo:" + name + ":");
    p.changed = true;
    p.next = Moment{};
}

void Canvas::video(Which which, std::unique_ptr<media::Frame> frame) { parts_->videos.put(which, std::move(frame)); }

std::unique_ptr<media::Frame> Canvas::take_video(Which which) { return parts_->videos.take(which); }

void Canvas::video_as_it_is(bool on) { parts_->videos.as_it_is = on; }

std::vector<Canvas::Moving> Canvas::moving() const {
    const Parts& p = *parts_;
    std::vector<Moving> out;
    for (const VideoPlace& place : p.places) {
        if (const media::Frame* frame = p.videos.frame(place.which)) {
            const Fit at = fit(place.area, frame->width, frame->height, place.as_it_is);
            out.push_back({place.which, frame, p.videos.revision(place.which), at.box, at.x, at.y, at.w, at.h, at.box == place.area ? place.radius : 0, place.mirrored});
        }
    }
    return out;
}

std::vector<Box> Canvas::paint(Pixels target, Moment now) {
    Parts& p = *parts_;
    if (!p.scene || target.data == nullptr || target.width != p.options.width || target.height != p.options.height) {
        return {};
    }
    p.motion.at(now);
    p.sprites.begin();
    Stage stage = p.lay();
    p.keep(stage);
    p.focus(stage);
    sort(stage.list);
    std::vector<Box> dirty;
    if (p.whole) {
        dirty.push_back({0, 0, target.width, target.height});
    } else {
        dirty = difference(p.shown, stage.list, target.width, target.height);
    }
    const bool moving = !stage.videos.empty();
    for (const Box& box : dirty) {
        const int height = moving ? kBand : box.h;
        for (int y = 0; y < box.h; y += height) {
            anju::paint::paint(target, {box.x, box.y + y, box.w, std::min(height, box.h - y)}, stage.list, p.sprites, p.videos);
        }
    }
    p.sprites.trim();
    p.shown = std::move(stage.list);
    p.whole = false;
    p.changed = false;
    p.next = p.motion.next(now);
    return dirty;
}

void Canvas::forget() {
    parts_->whole = true;
    parts_->next = Moment{};
}

std::optional<Moment> Canvas::next_frame() const { return parts_->next; }

const std::map<std::string, Box>& Canvas::boxes() const { return parts_->boxes; }

std::string Canvas::font() const { return parts_->fonts.name(Weight::Regular); }

std::vector<Canvas::Text> Canvas::texts() const { return parts_->texts; }
std::vector<Box> Canvas::cut() const { return parts_->cut; }

}  // namespace anju::paint
