// SPDX-License-Identifier: Apache-2.0
// Frames from a decoder's thread to the pixels of the loop, on a stage that counts.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "terminal/app/loop.hpp"
#include "tests/support/frames.hpp"

namespace anju::app {
namespace {

using namespace std::chrono_literals;
using screens::VideoArea;

class Counting final : public Stage, public paint::Presenter {
  public:
    Counting() : stage_(make_headless_stage(320, 180)) {}
    paint::Presenter& presenter() override { return *this; }
    Woken wait(std::optional<Moment> until) override {
        ++waits;
        auto woken = stage_->wait(until);
        woken.refitted = refit_.exchange(false);
        return woken;
    }
    void wake() override { stage_->wake(); }
    void refit_once() {
        refit_ = true;
        wake();
    }

    paint::Pixels pixels() override { return stage_->presenter().pixels(); }
    void present(const std::vector<paint::Box>&) override {
        const auto at = pixels();
        middle = at.data[static_cast<std::ptrdiff_t>(at.height / 2) * at.width + at.width / 2] & 255;
        own = at.data[static_cast<std::ptrdiff_t>(at.height * 9 / 10) * at.width + at.width * 9 / 10] & 255;
        ++presents;
    }
    void refit() override {}
    std::string name() const override { return "counting"; }

    std::atomic<int> waits{0}, presents{0};
    std::atomic<std::uint32_t> middle{0}, own{0};  // how bright, there

  private:
    std::unique_ptr<Stage> stage_;
    std::atomic<bool> refit_{false};
};

class MovingPictures : public ::testing::Test {
  protected:
    // Runs the loop with a scene of these areas while `family` happens on another thread.
    void run(std::vector<VideoArea> areas, const std::function<void()>& family) {
        InboxBox inbox([&] { stage.wake(); });
        const Clock clock(contract::Time{});
        LoopParts parts{stage, inbox, clock};
        parts.load_photo = [](const std::string&) { return std::nullopt; };
        parts.engine = [this] { return &engine; };
        parts.view = [areas](const model::State&) {
            screens::Scene scene;
            scene.form = screens::Form::Night;  // no words, no plate
            scene.videos = areas;
            return scene;
        };
        std::jthread other;
        parts.first_picture = [&] {
            other = std::jthread([&] {
                family();
                inbox.post(Stop{});
            });
        };
        EXPECT_EQ(Loop(std::move(parts)).run({}), 0);
    }
    static std::unique_ptr<media::Frame> grey(int level) {
        return test::plain_frame(64, 36, {static_cast<std::uint8_t>(level), 128, 128});
    }
    static bool soon(const std::function<bool()>& true_now) {
        for (int i = 0; i < 5000; ++i) {
            if (true_now()) {
                return true;
            }
            std::this_thread::sleep_for(1ms);
        }
        return false;
    }
    static constexpr VideoArea kRemote{VideoArea::Which::Remote, 0, 0, 1920, 1080, 0, false, false};
    static constexpr VideoArea kSelf{VideoArea::Which::Self, 1384, 800, 440, 248, 0, true, false};

    // Frames are all that it gives.
    struct Engine final : media::CallEngine {
        explicit Engine(Counting& stage) : remote_([&stage] { stage.wake(); }), self_([&stage] { stage.wake(); }) {}
        void order(media::Order) override {}
        media::FrameSlot& remote() override { return remote_; }
        media::FrameSlot& self() override { return self_; }
        media::FrameSlot& beside() override { return beside_; }
        media::FrameSlot remote_, self_, beside_;
    };
    Counting stage;
    Engine engine{stage};
    media::FrameSlot &remote = engine.remote_, &self = engine.self_;
};

TEST_F(MovingPictures, AreShownAsTheyComeTheNewestLastAndThenNothingRuns) {
    run({kRemote}, [&] {
        for (int i = 1; i <= 30; ++i) {
            remote.put(grey(i == 30 ? 235 : 16 + i));
            std::this_thread::sleep_for(3ms);
        }
        EXPECT_TRUE(soon([&] { return stage.middle == 255; })) << stage.middle;
        EXPECT_GT(stage.presents, 5);
        std::this_thread::sleep_for(400ms);
        const int before = stage.waits;
        std::this_thread::sleep_for(500ms);
        EXPECT_EQ(stage.waits, before) << "an idle screen costs nothing";
    });
}

TEST_F(MovingPictures, ThatNoAreaShowsWakeItOnceAtMost) {
    run({}, [&] {
        std::this_thread::sleep_for(50ms);
        const int before = stage.waits;
        for (int i = 0; i < 50; ++i) {
            self.put(grey(100));
            remote.put(grey(100));
            std::this_thread::sleep_for(2ms);
        }
        EXPECT_LE(stage.waits - before, 3);
    });
    EXPECT_TRUE(self.take()) << "the newest waits for a screen that shows it";
}

TEST_F(MovingPictures, OfTheOwnCameraRideAlongWithTheOtherSides) {
    run({kRemote, kSelf}, [&] {
        int sent = 0;
        remote.put(grey(100));
        ++sent;
        EXPECT_TRUE(soon([&] { return stage.middle > 80; }));
        const int before = stage.presents;
        sent = 0;
        for (int i = 0; i < 60; ++i) {
            self.put(grey(60 + i));
            std::this_thread::sleep_for(2ms);
            if (i % 4 == 0) {
                remote.put(grey(120 + i));
                ++sent;
            }
        }
        EXPECT_TRUE(soon([&] { return stage.own > 60; }));
        EXPECT_LE(stage.presents - before, sent + 2);
    });
}

TEST_F(MovingPictures, OfTheOwnCameraGoAloneWhenTheOtherSideStandsStill) {
    run({kRemote, kSelf}, [&] {
        remote.put(grey(100));
        EXPECT_TRUE(soon([&] { return stage.middle > 80; }));
        self.put(grey(235));
        EXPECT_TRUE(soon([&] { return stage.own == 255; })) << "the self view waits for ever";
    });
}

TEST_F(MovingPictures, StandWhenTheWindowIsMadeAnew) {
    run({kRemote}, [&] {
        remote.put(grey(235));
        EXPECT_TRUE(soon([&] { return stage.middle == 255; }));
        const int before = stage.presents;
        stage.refit_once();
        EXPECT_TRUE(soon([&] { return stage.presents > before; }));
        EXPECT_EQ(stage.middle, 255U) << "the last frame is lost with the window";
    });
}

TEST(StandingBack, IsOfTheCallingThreadAlone) {
    const int before = getpriority(PRIO_PROCESS, 0);
    std::jthread([before] {
        Niceness niceness;
        niceness.stand_back(true);
        niceness.stand_back(true);
        EXPECT_EQ(getpriority(PRIO_PROCESS, 0), std::min(before + Niceness::kBehind, 19));
        niceness.stand_back(false);  // with the right to
    }).join();
    EXPECT_EQ(getpriority(PRIO_PROCESS, 0), before);
}

}  // namespace
}  // namespace anju::app
