// SPDX-License-Identifier: Apache-2.0
#include <SDL.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "remote-input/sdl_source.hpp"
#include "terminal/app/stage.hpp"

namespace anju::app {
namespace {

using std::chrono::steady_clock;

// Asked before SDL is: its Wayland driver would complain on its own, and its offscreen driver would
// pretend.
bool display_possible() {
    std::error_code error;
    return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr ||
           std::getenv("SDL_VIDEODRIVER") != nullptr ||
           std::filesystem::exists("/dev/dri/card0", error);
}

// SDL is started once and stopped after all that stands on it.
class Video {
  public:
    Video() {
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // SIGINT and SIGTERM are ours
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // else the surface lives in Mesa
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
        SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
        SDL_SetHint(SDL_HINT_APP_NAME, "Anju TV");
        const bool possible = display_possible() && SDL_Init(SDL_INIT_VIDEO) == 0;
        const std::string_view driver = possible ? SDL_GetCurrentVideoDriver() : "dummy";
        if (driver == "offscreen" || driver == "dummy") {
            SDL_Quit();
            throw std::runtime_error(
                "There is no display. Start with --headless to see the TV on a page.");
        }
    }
    ~Video() { SDL_Quit(); }
    Video(const Video&) = delete;
    Video& operator=(const Video&) = delete;
};

struct WindowCloser {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};

class WindowStage final : public Stage {
  public:
    explicit WindowStage(WindowOptions options) : options_(std::move(options)) {
        Uint32 flags = SDL_WINDOW_RESIZABLE;
        if (options_.fullscreen) {
            flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
        }
        window_.reset(SDL_CreateWindow("安居电视 Anju TV", SDL_WINDOWPOS_CENTERED,
                                       SDL_WINDOWPOS_CENTERED, options_.width, options_.height,
                                       flags));
        if (!window_) {
            throw std::runtime_error(
                fmt::format("The display shows no window: {}.", SDL_GetError()));
        }
        if (options_.fullscreen) {
            SDL_ShowCursor(SDL_DISABLE);
        }
        SDL_StopTextInput();  // keys, not letters: an input method would swallow them
        wake_event_ = SDL_RegisterEvents(1);
        presenter_ = paint::make_window_presenter(window_.get(), options_.presenter);
    }

    ~WindowStage() override { presenter_.reset(); }
    WindowStage(const WindowStage&) = delete;
    WindowStage& operator=(const WindowStage&) = delete;

    paint::Presenter& presenter() override { return *presenter_; }

    Woken wait(std::optional<Moment> until) override {
        Woken woken;
        SDL_Event event;
        bool any = until ? SDL_WaitEventTimeout(&event, milliseconds_until(*until)) != 0
                         : SDL_WaitEvent(&event) != 0;
        while (any) {
            take(event, woken);
            any = SDL_PollEvent(&event) != 0;
        }
        if (woken.refitted) {
            presenter_->refit();
        }
        return woken;
    }

    void wake() override {
        SDL_Event event{};
        event.type = wake_event_;
        SDL_PushEvent(&event);
    }

  private:
    static int milliseconds_until(Moment until) {
        using std::chrono::ceil;
        using Ms = std::chrono::milliseconds;
        const auto left = ceil<Ms>(until - steady_clock::now()).count();
        return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
    }

    void take(const SDL_Event& event, Woken& woken) {
        if (event.type == SDL_QUIT) {
            woken.closed = true;
        } else if (event.type == SDL_WINDOWEVENT) {
            // An exposed window of the same size is empty too: its content is not the display's to keep.
            woken.refitted = woken.refitted || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
                             event.window.event == SDL_WINDOWEVENT_EXPOSED;
        } else if (event.type == SDL_RENDER_TARGETS_RESET || event.type == SDL_RENDER_DEVICE_RESET) {
            woken.refitted = true;
        } else if (!options_.keys_come_elsewhere || !options_.keys_come_elsewhere()) {
            if (const auto press = keyboard_.press(event, steady_clock::now())) {
                woken.presses.push_back(*press);
            }
        }
    }

    WindowOptions options_;
    Video video_;
    std::unique_ptr<SDL_Window, WindowCloser> window_;
    Uint32 wake_event_ = 0;
    std::unique_ptr<paint::Presenter> presenter_;
    keys::SdlSource keyboard_;
};

}  // namespace

std::unique_ptr<Stage> make_window_stage(WindowOptions options) {
    return std::make_unique<WindowStage>(std::move(options));
}

}  // namespace anju::app
