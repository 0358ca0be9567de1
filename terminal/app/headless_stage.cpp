// SPDX-License-Identifier: Apache-2.0
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>

#include "terminal/app/stage.hpp"

namespace anju::app {
namespace {

class HeadlessStage final : public Stage {
  public:
    HeadlessStage(int width, int height)
        : presenter_(paint::make_memory_presenter(width, height)),
          event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (event_ < 0) {
            throw std::runtime_error("This program may not open another file: raise the limit on open files.");
        }
    }
    ~HeadlessStage() override { close(event_); }
    HeadlessStage(const HeadlessStage&) = delete;
    HeadlessStage& operator=(const HeadlessStage&) = delete;

    paint::Presenter& presenter() override { return *presenter_; }

    Woken wait(std::optional<Moment> until) override {
        pollfd descriptor{event_, POLLIN, 0};
        timespec left{};
        if (until) {
            using namespace std::chrono;
            const auto time = std::max<nanoseconds>(*until - steady_clock::now(), nanoseconds(0));
            left = {time / seconds(1), (time % seconds(1)).count()};
        }
        if (ppoll(&descriptor, 1, until ? &left : nullptr, nullptr) > 0) {
            std::uint64_t count = 0;
            [[maybe_unused]] const auto got = read(event_, &count, sizeof count);
        }
        return {};
    }

    void wake() override {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto put = write(event_, &one, sizeof one);
    }

  private:
    std::unique_ptr<paint::Presenter> presenter_;
    int event_;
};

}  // namespace

std::unique_ptr<Stage> make_headless_stage(int width, int height) {
    return std::make_unique<HeadlessStage>(width, height);
}

}  // namespace anju::app
