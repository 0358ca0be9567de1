// SPDX-License-Identifier: Apache-2.0
// An engine and a phone that answers it, in one process, with test sources.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <vector>

#include "media/gst/timecode.hpp"
#include "tests/media/visit.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;

std::uint32_t wall_ms() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<std::uint32_t>((now.tv_sec * 1000ll + now.tv_nsec / 1'000'000) % kTimecodeWraps);
}

// The time burned into the newest picture of a slot.
std::optional<std::uint32_t> time_in(media::FrameSlot& slot) {
    const auto frame = slot.take();
    return frame ? read_timecode(frame->planes[0].data, frame->planes[0].stride, frame->width, frame->height) : std::nullopt;
}

bool just_now(std::optional<std::uint32_t> time) { return time && (wall_ms() - *time) % kTimecodeWraps < 2000; }

struct AtTheEnd : testing::Environment {
    void TearDown() override { end_gstreamer(); }
};
const auto* at_the_end = testing::AddGlobalTestEnvironment(new AtTheEnd);

class Call : public testing::TestWithParam<Codec> {};

TEST_P(Call, PicturesAndSoundGoBothWays) {
    Visit visit(GetParam());
    visit.connect(0, GetParam());
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send();
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return just_now(time_in(visit.engine->remote())); })) << visit.phone->error();
    EXPECT_TRUE(visit.until([&] { return just_now(visit.phone->last_time()); })) << visit.phone->error();
    EXPECT_TRUE(visit.until([&] { return just_now(time_in(visit.engine->self())); }));
    EXPECT_TRUE(visit.until([&] { return visit.phone->heard().size() == 48000; }));
    EXPECT_GT(part_at(visit.phone->heard(), 440), 0.05);
    EXPECT_LT(part_at(visit.phone->heard(), 950), 0.01);
    EXPECT_TRUE(visit.live(true, true));
    const auto up = visit.last<media::MediaUp>();
    ASSERT_TRUE(up);
    EXPECT_EQ(up->words.size(), 4u);
    visit.stop();
    EXPECT_TRUE(visit.until([&] { return visit.live(false, false); }));
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

INSTANTIATE_TEST_SUITE_P(Codecs, Call, testing::Values(Codec::H264, Codec::Vp8),
                         [](const auto& info) { return info.param == Codec::H264 ? "H264" : "Vp8"; });

// A voice is heard some 80 ms after it was spoken; a picture that is shown at once would be far before it.
TEST_P(Call, APictureWaitsForItsSound) {
    Visit visit(GetParam());
    visit.connect(0, GetParam());
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.agree();
    visit.until([] { return false; }, 600ms);  // the latency is known before there is a sink
    visit.phone->send();
    ASSERT_TRUE(visit.until([&] { return just_now(time_in(visit.engine->remote())); })) << visit.phone->error();
    visit.until([] { return false; }, 1s);
    visit.engine->remote().clear();
    std::vector<std::uint32_t> ages;
    ASSERT_TRUE(visit.until([&] {
        if (const auto time = time_in(visit.engine->remote())) {
            ages.push_back((wall_ms() - *time) % kTimecodeWraps);
        }
        return ages.size() == 20;
    }));
    EXPECT_GE(*std::min_element(ages.begin(), ages.end()), 40u);
}

TEST(Consent, NothingLeavesBeforeItWasGiven) {
    Visit visit;
    visit.connect();
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send();
    visit.until([] { return false; }, 1s);
    EXPECT_EQ(visit.phone->rtp_packets(), 0u);
    EXPECT_TRUE(visit.live(false, false));
    EXPECT_EQ(visit.engine->remote().take(), nullptr);
    EXPECT_EQ(visit.engine->self().take(), nullptr);
    EXPECT_EQ(visit.count<media::MediaUp>(), 0);
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.phone->pictures() > 3; }));
    EXPECT_TRUE(visit.until([&] { return visit.count<media::MediaUp>() == 1; }));
}

}  // namespace
}  // namespace anju::gst
