// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/loop.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "screens/interpret.hpp"
#include "screens/scene_json.hpp"
#include "screens/view.hpp"
#include "terminal/app/announce.hpp"
#include "terminal/app/engine_news.hpp"
#include "terminal/app/files.hpp"
#include "terminal/model/overloaded.hpp"
#include "terminal/model/screen.hpp"

namespace anju::app {

using std::chrono::steady_clock;

Loop::Loop(LoopParts parts) : parts_(std::move(parts)) {
    if (!parts_.view) {
        parts_.view = screens::view;
    }
}

Loop::~Loop() = default;

int Loop::run(const std::vector<model::Message>& past) {
    fit();
    for (const auto& message : past) {
        happens(message);
    }
    while (true) {
        for (auto& item : parts_.inbox.take()) {
            take(std::move(item));
        }
        tick();
        show();
        auto effects = std::exchange(effects_, {});
        if (parts_.effects != nullptr) {
            parts_.effects->run(std::move(effects), model::shown_settings(state_));
        }
        if (!shown_) {
            shown_ = true;
            parts_.first_picture();
        }
        if (parts_.watchdog != nullptr) {
            parts_.watchdog->pet(steady_clock::now());
        }
        play_script();
        if (exit_) {
            return *exit_;
        }
        auto woken = parts_.stage.wait(wake_at());
        if (woken.closed) {
            return 0;
        }
        if (woken.refitted) {
            fit();
        }
        for (const auto press : woken.presses) {
            felt(press);
        }
    }
}

void Loop::take(Inbox item) {
    std::visit(model::overloaded{
                   [&](FromPlatform& from) {
                       if (const auto message = parts_.effects->heard(std::move(from))) {
                           happens(model::Tick{parts_.clock.now()});
                           happens(*message);
                       }
                   },
                   [&](FromEngine& from) {
                       happens(model::Tick{parts_.clock.now()});
                       parts_.effects->calm_down(from.news);
                       tell_why(from.news);
                       if (const auto message = message_of(std::move(from.news))) {
                           happens(*message);
                       }
                   },
                   [&](FromGuard& from) {
                       happens(model::Tick{parts_.clock.now()});
                       if (!from.said) {
                           happens(model::GuardGone{});
                           return;
                       }
                       happens(model::GuardSaid{std::move(*from.said)});
                   },
                   [&](KeyFelt& key) { felt(key.press); },
                   [&](SoundFound& found) {
                       happens(model::SoundChanged{found.available.sound, found.available.speech});
                   },
                   [&](ScriptLine& line) { script_.add(std::move(line.line)); },
                   [&](Stop&) { exit_ = 0; },
                   [&](model::Message& message) { happens(message); },
               },
               item);
}

void Loop::happens(const model::Message& message) {
    if (parts_.record) {
        parts_.record(message);
    }
    auto step = model::update(std::move(state_), message);
    state_ = std::move(step.state);
    std::move(step.effects.begin(), step.effects.end(), std::back_inserter(effects_));
    changed_ = true;
}

void Loop::felt(keys::KeyPress press) {
    if (parts_.effects == nullptr) {
        return;
    }
    // The moment of the press counts, and the screen as the person sees it.
    happens(model::Tick{parts_.clock.now()});
    const auto intent = screens::interpret(scene_ ? *scene_ : parts_.view(state_), press);
    happens(model::KeyTouched{});
    if (intent) {
        happens(model::Asked{*intent});
    }
    canvas_->acknowledge(steady_clock::now());
}

void Loop::tick() {
    const auto now = parts_.clock.now();
    if (parts_.effects != nullptr && now >= model::next_deadline(state_)) {
        happens(model::Tick{now});
    }
}

void Loop::fit() {
    const auto pixels = parts_.stage.presenter().pixels();
    paint::CanvasOptions options;
    options.width = pixels.width;
    options.height = pixels.height;
    options.load_photo = parts_.load_photo;
    options.font = parts_.font;
    // The mirror copies the picture, so it must be whole.
    options.holes = parts_.stage.presenter().takes_video() && parts_.mirror == nullptr;
    auto canvas = std::make_unique<paint::Canvas>(std::move(options));
    for (const auto which : {screens::VideoArea::Which::Remote, screens::VideoArea::Which::Self, screens::VideoArea::Which::Beside}) {
        if (auto frame = canvas_ ? canvas_->take_video(which) : nullptr) {  // it may be the last for a while
            canvas->video(which, std::move(frame));
        }
    }
    canvas_ = std::move(canvas);
    canvas_->video_as_it_is(pace_.step() != VideoPace::Step::Full);
    if (scene_) {
        canvas_->show(*scene_, steady_clock::now());
    }
}

void Loop::show() {
    auto& presenter = parts_.stage.presenter();
    const auto asked = steady_clock::now();
    const bool happened = std::exchange(changed_, false);
    if (happened) {
        auto scene = parts_.view(state_);
        if (!scene_ || scene != *scene_) {
            canvas_->show(scene, steady_clock::now());
            announce(scene);
            scene_ = std::move(scene);
            std::erase_if(pictures_, [this](const auto& painted) { return !shows(painted.first); });
        }
    }
    const auto began = steady_clock::now();
    const bool remote = take_frames(began);
    const auto due = canvas_->next_frame();
    if (frames_ || (due && *due <= began)) {
        const auto boxes = canvas_->paint(presenter.pixels(), began);
        if (!boxes.empty() && scene_->form != screens::Form::Gauges) {  // which is not what it tells of
            meter_.add(asked, steady_clock::now(), !happened);
        }
        const bool below = presenter.takes_video() && parts_.mirror == nullptr;
        if (below) {
            presenter.video(canvas_->moving());
        }
        if (!boxes.empty() || (frames_ && below)) {
            presenter.present(boxes);
        }
        frames_ = false;
        if (parts_.mirror != nullptr && !boxes.empty()) {
            parts_.mirror->show(presenter.pixels(), boxes, moving_boxes(), model::at_night(state_));
        }
        if (remote) {
            const auto now = steady_clock::now();
            pace_.shown(now - began, now);
            canvas_->video_as_it_is(pace_.step() != VideoPace::Step::Full);
        }
    }
    if (parts_.mirror != nullptr) {
        parts_.mirror->go_on(presenter.pixels());
    }
}

// Whether a remote one came that is worth painting. What no area shows stays in its slot, where it wakes nobody.
bool Loop::take_frames(Moment now) {
    using Which = screens::VideoArea::Which;
    media::CallEngine* engine = parts_.engine ? parts_.engine() : nullptr;
    const bool with_remote = engine != nullptr && shows(Which::Remote);
    const bool with_self = engine != nullptr && shows(Which::Self), with_beside = engine != nullptr && shows(Which::Beside);
    if (!with_remote) {
        pace_.rest();
    }
    niceness_.stand_back(with_remote || with_self || with_beside);
    bool remote = false;
    if (auto frame = with_remote ? engine->remote().take() : nullptr) {
        if (pace_.paints(frame->number, now)) {
            give(Which::Remote, std::move(frame));
            remote = true;
        }
    }
    if (with_beside && (!with_remote || remote || pace_.self_alone(now))) {
        if (auto frame = engine->beside().take()) {
            give(Which::Beside, std::move(frame));
        }
    }
    if (with_self && (!with_remote || remote || pace_.self_alone(now))) {
        if (auto frame = engine->self().take()) {
            give(Which::Self, std::move(frame));
        }
    }
    return remote;
}

void Loop::give(screens::VideoArea::Which which, std::unique_ptr<media::Frame> frame) {
    canvas_->video(which, std::move(frame));
    ++pictures_[which];
    frames_ = true;
}

bool Loop::shows(screens::VideoArea::Which which) const {
    return scene_ && std::ranges::find(scene_->videos, which, &screens::VideoArea::which) != scene_->videos.end();
}

std::vector<paint::Box> Loop::moving_boxes() const {
    std::vector<paint::Box> boxes;
    for (const auto& one : canvas_->moving()) {
        boxes.push_back(one.box);
    }
    return boxes;
}

void Loop::announce(const screens::Scene& scene) {
    if (parts_.effects == nullptr || model::silent(state_)) {
        return;  // nothing sounds in a dark room that nobody asked
    }
    if (const auto text = announcement(scene_ ? &*scene_ : nullptr, scene)) {
        said_ = *text;
        parts_.effects->say(*text, voice_of(scene, model::shown_settings(state_)));
    }
}

bool Loop::write_scene(const std::string& file) const {
    screens::ItemBoxes boxes;
    for (const auto& [id, box] : canvas_->boxes()) {
        boxes[id] = {box.x, box.y, box.w, box.h};
    }
    return write_by_rename(file, screens::scene_json(*scene_, boxes, said_, pictures_));
}

void Loop::play_script() {
    if (exit_) {
        return;
    }
    const bool busy = parts_.effects != nullptr && parts_.effects->busy();
    const bool settled = !canvas_->next_frame() && !busy && parts_.inbox.empty();
    const ScriptPlayer::View view{
        *scene_, settled,
        [this](const std::string& file) {
            return paint::write_png(file, parts_.stage.presenter().pixels());
        },
        [this](const std::string& file) { return write_scene(file); }};
    const auto action = script_.advance(view, steady_clock::now());
    if (action.press) {
        felt(*action.press);
    }
    if (action.quit) {
        exit_ = 0;
    }
    if (!action.failure.empty()) {
        std::fprintf(stderr, "%s\n", action.failure.c_str());
        exit_ = kFailedStep;
    }
}

std::optional<Moment> Loop::wake_at() const {
    if (changed_) {
        return Moment{};  // a scripted press is to be painted
    }
    std::optional<Moment> at;
    if (parts_.effects != nullptr) {
        at = parts_.clock.moment(model::next_deadline(state_));
    }
    const auto mirror = parts_.mirror != nullptr ? parts_.mirror->deadline() : std::nullopt;
    const auto watchdog = parts_.watchdog != nullptr ? parts_.watchdog->due() : std::nullopt;
    for (const auto& other : {canvas_->next_frame(), script_.deadline(), self_at(), mirror, watchdog}) {
        at = other && (!at || *other < *at) ? other : at;
    }
    return at;
}

// The self view waits for a remote picture that may not come.
std::optional<Moment> Loop::self_at() const {
    using Which = screens::VideoArea::Which;
    const bool waits = parts_.engine && shows(Which::Remote) && (shows(Which::Self) || shows(Which::Beside)) && !pace_.self_alone(steady_clock::now());
    return waits ? pace_.self_at() : std::nullopt;
}

model::Gauges Loop::measure() {
    const auto pixels = parts_.stage.presenter().pixels();
    return {.font = canvas_->font(),
            .width = pixels.width,
            .height = pixels.height,
            .paint_mean = meter_.mean(),
            .paint_worst = meter_.worst(),
            .per_second = meter_.per_second()};
}

void Loop::photo_changed(const std::string& name) { canvas_->photo_changed(name); }

}  // namespace anju::app
