// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "terminal/mirror/mirror.hpp"
#include "tests/mirror/page.hpp"

namespace anju::mirror {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using namespace std::chrono_literals;

// As big as a screen that shows a call.
class MovingPage : public ::testing::Test {
  protected:
    static constexpr int kWide = 640, kHigh = 360;
    MovingPage() {
        MirrorOptions options;
        options.token = "t";
        options.width = kWide;
        options.height = kHigh;
        mirror_ = make_mirror(options, [](keys::KeyPress) {});
        pixels_.assign(kWide * kHigh, 0x204060);
    }
    Page open() { return {mirror_->port(), "/ws?token=t", "127.0.0.1"}; }
    paint::Pixels picture() { return {pixels_.data(), kWide, kHigh, kWide * 4}; }
    // A new frame of a moving picture that stands there.
    void frame(std::uint32_t colour) {
        std::ranges::fill(pixels_, colour);
        mirror_->show(picture(), {kMoving}, {kMoving});
    }
    static constexpr paint::Box kMoving{0, 0, kWide, 300};

    std::unique_ptr<Mirror> mirror_;
    std::vector<std::uint32_t> pixels_;
};

TEST_F(MovingPage, GetsAMovingPictureAsAJpegThatIsAFractionOfItsPixels) {
    auto page = open();
    page.picture();
    frame(0x996633);
    const auto parts = page.picture();
    ASSERT_THAT(parts, SizeIs(1));
    EXPECT_EQ(parts[0].coding, 1U);
    EXPECT_EQ(parts[0].box, kMoving);
    EXPECT_THAT(std::vector(parts[0].rgba.begin(), parts[0].rgba.begin() + 3), ElementsAre(0xFF, 0xD8, 0xFF));
    EXPECT_LT(parts[0].rgba.size(), static_cast<std::size_t>(kMoving.w * kMoving.h) * 4 / 20);
}

TEST_F(MovingPage, GetsWhatStandsStillAsItIs) {
    auto page = open();
    page.picture();
    frame(0x996633);
    page.picture();
    mirror_->show(picture(), {{0, 320, 100, 20}}, {kMoving});
    const auto parts = page.picture();
    ASSERT_THAT(parts, SizeIs(1));
    EXPECT_EQ(parts[0].coding, 0U);
    EXPECT_EQ(parts[0].box, (paint::Box{0, 320, 100, 20}));
}

TEST_F(MovingPage, GetsTheLastFrameOnceMoreAsItIsWhenItRests) {
    auto page = open();
    page.picture();
    frame(0x996633);
    EXPECT_EQ(page.picture()[0].coding, 1U);
    const auto parts = page.picture();
    ASSERT_THAT(parts, SizeIs(1));
    EXPECT_EQ(parts[0].coding, 0U);
    EXPECT_EQ(parts[0].box, kMoving);
    EXPECT_THAT(std::vector(parts[0].rgba.begin(), parts[0].rgba.begin() + 4), ElementsAre(0x99, 0x66, 0x33, 0xFF));
}

// Thirty frames a second come in; what goes out is bounded, moves, and ends with the newest.
TEST_F(MovingPage, SeesAtLeastFiveFramesASecondAndNeverAQueueOfThem) {
    auto page = open();
    page.picture();
    std::atomic<std::uint32_t> newest = 0;
    std::jthread call([&](const std::stop_token& stop) {
        for (std::uint32_t shade = 1; !stop.stop_requested(); shade = shade % 250 + 1) {
            newest = shade;
            frame(shade * 0x010101);
            std::this_thread::sleep_for(33ms);
        }
    });
    const auto begin = std::chrono::steady_clock::now();
    int came = 0;
    while (std::chrono::steady_clock::now() - begin < 2s) {
        came += page.picture()[0].coding == 1 ? 1 : 0;
    }
    call.request_stop();
    call.join();
    EXPECT_GE(came, 10);
    EXPECT_LE(came, 2000 / 80 + 2) << "faster than it is copied";
    // The last frame was left out of the rhythm: it is asked for again.
    while (const auto at = mirror_->deadline()) {
        std::this_thread::sleep_until(*at);
        mirror_->go_on(picture());
    }
    std::uint8_t last = 0;
    do {
        const auto part = page.picture()[0];
        last = part.coding == 0 ? part.rgba[0] : 0;
    } while (last == 0);
    EXPECT_EQ(last, newest);
}

TEST_F(MovingPage, ThatNobodyLooksAtIsHardlyCopied) {
    frame(1);  // the first at once
    EXPECT_FALSE(mirror_->deadline());
    frame(2);
    ASSERT_TRUE(mirror_->deadline());
    EXPECT_GT(*mirror_->deadline(), std::chrono::steady_clock::now() + 500ms);
    // Who comes then sees the newest when it is asked for again.
    auto page = open();
    page.picture();
    mirror_->go_on(picture());
    std::this_thread::sleep_until(std::min(*mirror_->deadline(), std::chrono::steady_clock::now() + 500ms));
    mirror_->go_on(picture());
    EXPECT_EQ(page.picture()[0].box, kMoving);
}

}  // namespace
}  // namespace anju::mirror
