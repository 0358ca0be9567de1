// SPDX-License-Identifier: Apache-2.0
// Plays the steps of a script, each when the one before has been painted. Main thread only.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "remote-input/repeat.hpp"
#include "screens/scene.hpp"
#include "terminal/app/script.hpp"

namespace anju::app {

class ScriptPlayer {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    // The TV as it stands, painted.
    struct View {
        const screens::Scene& scene;
        bool settled = false;  // nothing moves, no request is under way
        std::function<bool(const std::string& file)> shot, write_scene;  // false: could not
    };
    struct Action {
        std::optional<keys::KeyPress> press;
        bool quit = false;
        std::string failure;  // "script:LINE: reason"
    };

    void add(script::Lines::Line line) { lines_.push_back(std::move(line)); }

    // At most one thing to do; call it again after the next picture.
    Action advance(const View& view, Moment now);

    // When to call again at the latest though nothing happens; nothing: not by itself.
    std::optional<Moment> deadline() const;

  private:
    bool begin(Moment now, Action& action);
    // True: the step is over.
    bool go_on(const View& view, Moment now, Action& action);
    bool wait_for(bool arrived, const std::string& what, Moment now, Action& action);
    void fail(Action& action, const std::string& reason) const;

    std::deque<script::Lines::Line> lines_;
    std::optional<script::Step> step_;
    int line_ = 0;
    Moment limit_{};  // of a step that waits
    Moment begun_{};
    std::deque<keys::TimedPress> held_;
};

}  // namespace anju::app
