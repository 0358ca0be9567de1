// SPDX-License-Identifier: Apache-2.0
// Encoders and decoders of hardware, which this machine has not: they are taken first, and their failing ends nothing.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "media/gst/tools.hpp"
#include "tests/media/fake_coder.hpp"
#include "tests/media/visit.hpp"

namespace anju::gst {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Fails = FakeCoder::Fails;

TEST(Tools, AreHardwareByItsRankThenSoftware) {
    const FakeCoder lower("afakeenc0", false, Fails::Never, 0), higher("zfakeenc0", false, Fails::Never, 300, kControls);
    const FakeCoder decoder("fakedec0", true);
    const auto first = found_tools();
    EXPECT_EQ(first.h264_encoder, (Coder{"zfakeenc0", true, false, {kControls, 1}}));
    EXPECT_EQ(first.h264_decoder.name, "fakedec0");
    EXPECT_EQ(first.vp8_encoder, kVp8);
    give_up("zfakeenc0");
    EXPECT_EQ(found_tools().h264_encoder, (Coder{"afakeenc0", true, false, {"bitrate", 1000}}));
    give_up("afakeenc0");
    give_up("fakedec0");
    EXPECT_EQ(found_tools(), Tools{}) << "where the tests run there is x264enc, and no hardware";
}

TEST(Tools, AnEncoderWhoseRateWeCannotSetIsNotTaken) {
    const FakeCoder strange("strangeenc", false, Fails::Never, 300, "quality");
    EXPECT_EQ(found_tools().h264_encoder, kX264);
}

// The phone sees the TV's pictures of this moment.
void sees(Visit& visit, std::uint64_t many) {
    const auto before = visit.phone->pictures();
    ASSERT_TRUE(visit.until([&] { return visit.phone->pictures() >= before + many; })) << visit.phone->error();
    EXPECT_TRUE(visit.phone->last_time());
}

void call(Visit& visit) {
    visit.connect();
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.agree();
}

TEST(HardwareEncoder, CodesTheCallAtTheRateOfTheLadder) {
    for (const char* rate : {"bitrate", kControls}) {
        FakeCoder fake(std::string("fakeenc1") + rate, false, Fails::Never, 0, rate);
        Visit visit;
        call(visit);
        sees(visit, 40);
        EXPECT_GE(fake.pictures, 40);
        EXPECT_GT(fake.bits_per_second, 200'000) << rate;
        EXPECT_LT(fake.bits_per_second, 2'000'000) << rate;
        EXPECT_EQ(visit.count<media::Noted>(), 0);
        EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
    }
}

class EncoderThatFails : public testing::TestWithParam<Fails> {};

TEST_P(EncoderThatFails, IsReplacedInTheCallAndNotTriedAgain) {
    FakeCoder fake("fakeenc2" + std::to_string(static_cast<int>(GetParam())), false, GetParam(), 300);
    {
        Visit visit;
        call(visit);
        ASSERT_TRUE(visit.until([&] { return visit.count<media::Noted>() == 1; }));
        EXPECT_TRUE(visit.last<media::Noted>()->what.starts_with(fake.name + " is given up")) << visit.last<media::Noted>()->what;
        sees(visit, 20);
        EXPECT_TRUE(visit.live(true, true));
        EXPECT_LE(visit.count<media::LiveChanged>(), 2) << "the red frame went out meanwhile";
        EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
    }
    const int made = fake.made;
    Visit next;
    call(next);
    sees(next, 5);
    EXPECT_EQ(fake.made, made);
    EXPECT_EQ(next.count<media::Noted>(), 0);
}

TEST_P(EncoderThatFails, IsReplacedInTheFilm) {
    FakeCoder fake("fakeenc3" + std::to_string(static_cast<int>(GetParam())), false, GetParam(), 300);
    const auto path = fs::temp_directory_path() / ("anju-hardware-" + std::to_string(getpid()) + ".mp4");
    Visit visit;
    visit.engine->order(media::StartRecording{"f1", path.string()});
    ASSERT_TRUE(visit.until([&] { return visit.count<media::Noted>() == 1; }));
    visit.until([] { return false; }, 1500ms);
    visit.engine->order(media::StopRecording{"f1", true});
    ASSERT_TRUE(visit.until([&] { return visit.count<media::Recorded>() == 1 || visit.count<media::RecordingFailed>() == 1; }));
    EXPECT_EQ(visit.count<media::RecordingFailed>(), 0) << visit.last<media::RecordingFailed>()->why;
    visit.engine->order(media::PlayClip{"f2", path.string()});
    EXPECT_TRUE(visit.until([&] { return visit.engine->remote().take() != nullptr; }));
    EXPECT_TRUE(visit.until([&] { return visit.count<media::ClipEnded>() == 1; }));
    EXPECT_FALSE(visit.last<media::ClipEnded>()->failed);
    fs::remove(path);
}

INSTANTIATE_TEST_SUITE_P(Ways, EncoderThatFails, testing::Values(Fails::Start, Fails::Picture, Fails::Agreement, Fails::Silence), [](const auto& info) {
    return info.param == Fails::Start ? "Start" : info.param == Fails::Picture ? "Picture" : info.param == Fails::Agreement ? "Agreement" : "Silence";
});

TEST(HardwareEncoder, WritesTheFilm) {
    FakeCoder fake("fakeenc4", false);
    const auto path = fs::temp_directory_path() / ("anju-hardware-" + std::to_string(getpid()) + ".mp4");
    Visit visit;
    visit.engine->order(media::StartRecording{"f1", path.string()});
    ASSERT_TRUE(visit.until([&] { return fake.pictures > 30; }));
    visit.engine->order(media::StopRecording{"f1", true});
    EXPECT_TRUE(visit.until([&] { return visit.count<media::Recorded>() == 1; }));
    EXPECT_EQ(fake.bits_per_second, 1'200'000);
    EXPECT_EQ(visit.count<media::Noted>(), 0);
    fs::remove(path);
}

TEST(HardwareDecoder, ShowsTheVisitor) {
    FakeCoder fake("fakedec1", true);
    Visit visit;
    call(visit);
    visit.phone->send();
    EXPECT_TRUE(visit.until([&] { return visit.engine->remote().take() != nullptr && fake.pictures > 10; })) << visit.phone->error();
    EXPECT_EQ(visit.count<media::Noted>(), 0);
}

TEST(HardwareDecoder, ThatDoesNotStartIsReplacedAtOnce) {
    FakeCoder fake("fakedec2", true, Fails::Start);
    Visit visit;
    call(visit);
    visit.phone->send();
    EXPECT_TRUE(visit.until([&] { return visit.engine->remote().take() != nullptr; })) << visit.phone->error();
    EXPECT_TRUE(visit.until([&] { return visit.count<media::Noted>() == 1; }));
    EXPECT_EQ(visit.count<media::MediaSilent>(), 0);
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

// The connection that it broke is replaced as one that fell silent: the call goes on.
TEST(HardwareDecoder, ThatBreaksCostsANewConnectionAndNoCall) {
    FakeCoder fake("fakedec3", true, Fails::Picture);
    Visit visit;
    call(visit);
    visit.phone->send();
    ASSERT_TRUE(visit.until([&] { return visit.count<media::MediaSilent>() > 0; })) << visit.phone->error();
    EXPECT_TRUE(visit.until([&] { return visit.count<media::Noted>() == 1; }));
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
    visit.connect(1);
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send();
    visit.engine->remote().clear();
    EXPECT_TRUE(visit.until([&] { return visit.engine->remote().take() != nullptr; })) << visit.phone->error();
    EXPECT_EQ(fake.made, 2) << "tried once, taken once";
}

}  // namespace
}  // namespace anju::gst
