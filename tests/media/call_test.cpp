// SPDX-License-Identifier: Apache-2.0
// An engine and a phone that answers it, in one process, with test sources.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
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
    // The middle one: the camera of a busy machine marks some pictures later than they are.
    std::ranges::nth_element(ages, ages.begin() + 10);
    EXPECT_GE(ages[10], 40u);
}

TEST(Camera, ThatBreaksInACallIsOpenedOnceMore) {
    auto options = Visit::test_devices();
    options.camera = "videotestsrc is-live=true ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 ! identity error-after=20";
    Visit visit(Codec::H264, options);
    visit.connect();
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.agree(true, false);
    ASSERT_TRUE(visit.until([&] { return visit.live(true, false); }));
    ASSERT_TRUE(visit.until([&] { return visit.live(false, false); })) << "broken after twenty pictures";
    EXPECT_TRUE(visit.until([&] { return visit.live(true, false); }, 4s)) << "not opened again";
    ASSERT_TRUE(visit.until([&] { return visit.live(false, false); })) << "broken again at once";
    EXPECT_FALSE(visit.until([&] { return visit.live(true, false); }, 2s)) << "not again and again";
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0) << "the call goes on";
}

// The door is open, and nobody asks for a key frame: the camera's first picture is the only one there is.
TEST(Camera, ThatIsOpenedDuringTheCallIsSeen) {
    Visit visit;
    visit.connect();
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.agree(false, true);
    ASSERT_TRUE(visit.until([&] { return visit.live(false, true) && visit.phone->rtp_packets() > 0; }));
    visit.agree(true, true);
    EXPECT_TRUE(visit.until([&] { return just_now(visit.phone->last_time()); }, 5s)) << visit.phone->error();
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

constexpr Sending kTenPictures{call::Rung::Low, 300'000, {640, 360}, 10, true};

bool receives(Visit& visit, call::Rung rung) {
    const auto moved = visit.last<media::RungMoved>();
    return moved && moved->receives == rung;
}

// A visit that is seen for a while; then the next round is offered to nobody.
void sees(Visit& visit, std::chrono::milliseconds before_next = 0ms) {
    visit.connect();
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send(false, kTenPictures);
    visit.agree();
    ASSERT_TRUE(visit.until([&] { return receives(visit, call::Rung::Low); })) << visit.phone->error();
    visit.until([] { return false; }, before_next);
    visit.forget();
    visit.engine->order(media::ConnectCall{"c1", 1, {}, false});
}

TEST(NextRound, LeavesWhatIsSeenAsItIsUntilItStands) {
    Visit visit;
    ASSERT_NO_FATAL_FAILURE(sees(visit, 3s));
    visit.until([] { return false; }, 1s);
    EXPECT_FALSE(receives(visit, call::Rung::SoundOnly)) << "the picture is as good as before";
    visit.phone->hang();
    visit.connect(2);
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send(false, kTenPictures);
    ASSERT_TRUE(visit.until([&] { return visit.count<media::MediaUp>() == 1; }));
    EXPECT_EQ(visit.last<media::MediaUp>()->round, 2u);
    visit.until([] { return false; }, 1500ms);
    EXPECT_TRUE(visit.until([&] { return !visit.last<media::RungMoved>() || receives(visit, call::Rung::Low); }, 3s)) << "ten pictures a second";
}

TEST(NextRound, LetsTheSilenceOfWhatIsSeenBeTold) {
    Visit visit;
    ASSERT_NO_FATAL_FAILURE(sees(visit));
    visit.phone->hang();
    ASSERT_TRUE(visit.until([&] { return visit.count<media::MediaSilent>() == 1; }, 6s));
    EXPECT_EQ(visit.last<media::MediaSilent>()->round, 0u);
}

int threads() {
    int found = 0;
    for ([[maybe_unused]] const auto& one : std::filesystem::directory_iterator("/proc/self/task")) {
        ++found;
    }
    return found;
}

TEST(NextRound, EndsThoseBeforeItThatNobodyAnswered) {
    Visit visit;
    ASSERT_NO_FATAL_FAILURE(sees(visit));
    ASSERT_TRUE(visit.until([&] { return visit.count<media::Offered>() == 1; }));
    const int with_one = threads();
    for (std::uint32_t round = 2; round < 8; ++round) {
        visit.engine->order(media::ConnectCall{"c1", round, {}, false});
    }
    ASSERT_TRUE(visit.until([&] { return visit.last<media::Offered>()->round == 7; }));
    EXPECT_TRUE(visit.until([&] { return threads() <= with_one + 2; }, 3s)) << with_one << " threads became " << threads();
    EXPECT_EQ(visit.count<media::MediaSilent>() + visit.count<media::MediaFailed>(), 0);
}

// It was ordered before it was known that the old one had failed.
TEST(NextRound, GoesOnWhereTheOneBeforeHasFailed) {
    Visit visit;
    visit.answers = false;
    visit.connect();
    ASSERT_TRUE(visit.until([&] { return visit.count<media::Offered>() == 1; }));
    visit.agree();
    ASSERT_TRUE(visit.until([&] { return visit.live(true, true); }));
    visit.engine->order(media::GiveAnswer{"c1", 0, "v=0"});
    ASSERT_TRUE(visit.until([&] { return visit.count<media::MediaFailed>() == 1; }));
    visit.answers = true;
    visit.connect(1);
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send();
    EXPECT_TRUE(visit.until([&] { return just_now(visit.phone->last_time()); })) << visit.phone->error();
    EXPECT_TRUE(visit.live(true, true));
}

TEST(NextRound, ThatFailsEndsNothingThatIsSeen) {
    Visit visit;
    ASSERT_NO_FATAL_FAILURE(sees(visit));
    visit.engine->order(media::GiveAnswer{"c1", 1, "v=0"});
    ASSERT_TRUE(visit.until([&] { return visit.count<media::MediaFailed>() == 1; }));
    EXPECT_EQ(visit.last<media::MediaFailed>()->round, 1u);
    visit.engine->remote().clear();
    EXPECT_TRUE(visit.until([&] { return just_now(time_in(visit.engine->remote())); }, 3s));
    EXPECT_TRUE(visit.live(true, true));
}

}  // namespace
}  // namespace anju::gst
