// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/mirror/mirror_page.hpp"

namespace anju::mirror {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

TEST_F(MirrorPage, IsToldWhetherThereIsAnythingToHear) {
    EXPECT_THAT(ask("/config?token=secret").body, HasSubstr("\"sound\":true"));
    const auto silent = make_mirror({}, [](keys::KeyPress) {});
    EXPECT_THROW(Page(silent->port(), "/sound?token=", "127.0.0.1"), boost::system::system_error);
}

TEST_F(MirrorPage, HearsTheLoudspeakerWhileItListensAndCostsNothingElse) {
    EXPECT_FALSE(tap_.wanted());
    EXPECT_THROW(Page(mirror_->port(), "/sound?token=wrong", host_), boost::system::system_error);
    {
        Page page(mirror_->port(), "/sound?token=secret", host_);
        while (!tap_.wanted()) {
            std::this_thread::sleep_for(1ms);
        }
        const std::vector<std::int16_t> block{1, -2, 32767, -32768};
        tap_.put(block);
        EXPECT_EQ(page.samples(), block);
        EXPECT_TRUE(tap_.wanted());
    }
    for (int i = 0; tap_.wanted() && i < 5000; ++i) {
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_FALSE(tap_.wanted()) << "nobody listens any more";
}

TEST_F(MirrorPage, ThatIsTooSlowForTheSoundMissesTheOldNotTheNew) {
    Page page(mirror_->port(), "/sound?token=secret", host_);
    while (!tap_.wanted()) {
        std::this_thread::sleep_for(1ms);
    }
    std::vector<std::int16_t> block(48'000);  // a second each: the kernel's buffers are full soon
    for (std::int16_t i = 1; i <= 400; ++i) {
        block[0] = i;
        tap_.put(block);
    }
    int came = 0;
    std::int16_t last = 0;
    while (last != 400) {
        const auto samples = page.samples();
        ASSERT_GT(samples[0], last) << "out of order";
        last = samples[0];
        ++came;
    }
    EXPECT_LT(came, 200);
}

TEST(MirrorEnd, ComesWhileSomeoneListens) {
    for (int round = 0; round < 30; ++round) {
        media::SoundTap tap;
        MirrorOptions options;
        options.token = "t";
        options.tap = &tap;
        auto mirror = make_mirror(options, [](keys::KeyPress) {});
        Page page(mirror->port(), "/sound?token=t", "127.0.0.1");
        std::jthread player([&](const std::stop_token& stop) {
            const std::vector<std::int16_t> block(480);
            while (!stop.stop_requested()) {
                tap.put(block);
                std::this_thread::sleep_for(100us);
            }
        });
        if (round % 2 == 0) {
            page.samples();
        }
        mirror.reset();
        EXPECT_FALSE(tap.wanted());
    }
}

}  // namespace
}  // namespace anju::mirror
