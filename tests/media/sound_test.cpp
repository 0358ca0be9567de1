// SPDX-License-Identifier: Apache-2.0
// The loudspeaker and the microphone on a PulseAudio null sink: what is heard in the room, and what of it comes back.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/media/visit.hpp"
#include "tests/speech/room.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;

media::EngineOptions in_the_room() {
    auto options = Visit::test_devices();
    options.speaker = "auto";
    return options;
}

double decibels(const std::vector<std::int16_t>& sound) { return 20 * std::log10(std::max(speech::loudness(sound), 0.5) / 32768); }

TEST(Sound, TheRingIsHeardAndEnds) {
    speech::Room room;
    room.start_sound();
    speech::Recording recording;
    Visit visit(Codec::H264, in_the_room());
    EXPECT_TRUE(visit.until([&] { return visit.last<media::Devices>().has_value(); }));
    EXPECT_TRUE(visit.last<media::Devices>()->speaker);
    visit.engine->order(media::SetSpeaker{10, false});
    visit.engine->order(media::StartRing{});
    ASSERT_TRUE(recording.begun());
    visit.until([] { return false; }, 1200ms);
    visit.engine->order(media::StopRing{});
    const auto heard = recording.heard();
    ASSERT_TRUE(heard);
    EXPECT_GT(speech::share(*heard, 450, 1100), 0.9);
    EXPECT_LT(speech::seconds(*heard), 6);
}

TEST(Sound, TheVoiceOfTheVisitorIsHeardAndMuted) {
    speech::Room room;
    room.start_sound();
    Visit visit(Codec::H264, in_the_room());
    visit.engine->order(media::SetSpeaker{10, false});
    visit.connect();
    visit.agree();
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    speech::Recording recording;
    visit.phone->send();
    ASSERT_TRUE(recording.begun());
    visit.until([] { return false; }, 1500ms);
    visit.engine->order(media::SetSpeaker{10, true});
    const auto heard = recording.heard();
    ASSERT_TRUE(heard) << "it does not become silent";
    EXPECT_GT(speech::share(*heard, 420, 460) + speech::share(*heard, 1450, 1550), 0.7);
}

TEST(Sound, WhatALoudspeakerPlaysIsNoMicrophone) {
    speech::Room room;
    room.start_sound();
    auto options = in_the_room();
    options.microphone = "auto";
    Visit visit(Codec::H264, options);
    ASSERT_TRUE(visit.until([&] { return visit.last<media::Devices>().has_value(); }));
    EXPECT_FALSE(visit.last<media::Devices>()->microphone);
    visit.connect();
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.phone->pictures() > 0; })) << visit.phone->error();
    EXPECT_TRUE(visit.live(true, false));
}

TEST(Sound, ALostSoundServerEndsNoCall) {
    speech::Room room;
    room.start_sound();
    Visit visit(Codec::H264, in_the_room());
    visit.connect();
    visit.agree();
    ASSERT_TRUE(visit.until([&] { return visit.phone->pictures() > 0; })) << visit.phone->error();
    room.stop_sound();
    visit.until([] { return false; }, 500ms);
    const auto pictures = visit.phone->pictures();
    EXPECT_TRUE(visit.until([&] { return visit.phone->pictures() > pictures + 10; }));
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

// The visitor's voice goes through the loudspeaker into the microphone; how loud it comes back, in its quietest second of
// `most`, or in the first that is quiet enough.
double echo(bool cancelled, double enough, std::chrono::milliseconds most) {
    speech::Room room;
    room.start_sound();
    auto options = in_the_room();
    options.microphone = "room.monitor";
    options.echo_cancel = cancelled;
    Visit visit(Codec::H264, options);
    visit.engine->order(media::SetSpeaker{6, false});
    visit.connect();
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send(true);
    EXPECT_TRUE(visit.until([&] { return visit.phone->heard().size() == 48000; }));
    visit.until([] { return false; }, 2500ms);
    double quietest = 0;
    visit.until([&] { return (quietest = std::min(quietest, decibels(visit.phone->heard()))) < enough; }, most);
    return quietest;
}

TEST(Sound, TheEchoIsTakenAway) {
    const double with = echo(false, -999, 500ms), without = echo(true, with - 12, 15s);
    std::printf("echo %.1f dB, cancelled %.1f dB\n", with, without);
    EXPECT_GT(with, -45);
    EXPECT_LT(without, with - 10) << "15 to 24 dB were measured on two cores at a load of 26";
}

}  // namespace
}  // namespace anju::gst
