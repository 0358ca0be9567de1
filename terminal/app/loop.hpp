// SPDX-License-Identifier: Apache-2.0
// The main loop: messages in, pictures out, asleep in between. Main thread only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "media/engine.hpp"
#include "platform/settings/watchdog.hpp"
#include "screens/paint/canvas.hpp"
#include "screens/scene.hpp"
#include "screens/scene_json.hpp"
#include "terminal/app/clock.hpp"
#include "terminal/app/effects.hpp"
#include "terminal/app/inbox.hpp"
#include "terminal/app/niceness.hpp"
#include "terminal/app/paint_meter.hpp"
#include "terminal/app/script_player.hpp"
#include "terminal/app/stage.hpp"
#include "terminal/app/video_pace.hpp"
#include "terminal/mirror/mirror.hpp"
#include "terminal/model/update.hpp"

namespace anju::app {

struct LoopParts {
    Stage& stage;
    InboxBox& inbox;
    const Clock& clock;
    Effects* effects = nullptr;  // none: a recording is shown, time and keys stand still
    mirror::Mirror* mirror = nullptr;  // may be none
    std::function<std::optional<std::vector<std::uint8_t>>(const std::string& name)> load_photo = {};
    std::function<void(const model::Message&)> record = {};  // may be none
    std::function<void()> first_picture = {};               // shown just now
    paint::FontChoice font = paint::FontChoice::Automatic;
    // Whose moving pictures are shown, now; it wakes the stage. May be none, or give none.
    std::function<media::CallEngine*()> engine = {};
    std::function<screens::Scene(const model::State&)> view = {};  // none: the screens'
    settings::Watchdog* watchdog = nullptr;  // may be none; from the first picture on
};

class Loop {
  public:
    static constexpr int kFailedStep = 3;  // exit code

    explicit Loop(LoopParts parts);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    // From what was on disk, or what was recorded, until the program is to end; its exit code.
    int run(const std::vector<model::Message>& past);

    void photo_changed(const std::string& name);
    // For the technician's page.
    model::Gauges measure();

    const model::State& state() const { return state_; }

  private:
    void happens(const model::Message& message);
    void felt(keys::KeyPress press);
    void take(Inbox item);
    void tick();
    void fit();
    void show();
    bool take_frames(Moment now);
    bool shows(screens::VideoArea::Which which) const;
    void give(screens::VideoArea::Which which, std::unique_ptr<media::Frame> frame);
    std::vector<paint::Box> moving_boxes() const;
    std::optional<Moment> self_at() const;
    void announce(const screens::Scene& scene);
    void play_script();
    std::optional<Moment> wake_at() const;
    bool write_scene(const std::string& file) const;

    LoopParts parts_;
    model::State state_;
    std::unique_ptr<paint::Canvas> canvas_;
    std::optional<screens::Scene> scene_;  // on the screen now
    bool changed_ = true;                  // the state since the scene was made
    std::vector<model::Effect> effects_;   // wanted, not yet done
    std::string said_;
    ScriptPlayer script_;
    PaintMeter meter_;
    VideoPace pace_;
    bool frames_ = false;  // taken, not yet painted
    screens::Pictures pictures_;
    Niceness niceness_;
    bool shown_ = false;  // the first picture
    std::optional<int> exit_;
};

}  // namespace anju::app
