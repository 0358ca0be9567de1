// SPDX-License-Identifier: Apache-2.0
// The speaker in a room of its own, heard through the monitor of its null sink.
#include "media/speech/speaker.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <mutex>

#include "tests/speech/room.hpp"

namespace anju::speech {
namespace {

constexpr const char* kLong =
    "今天天气很好，小芳下午三点过来看您，她带了水果和新照片，还说晚上一起吃饭，请您在家里等她，不用"
    "自己做饭。";

class Heard {
  public:
    void operator()(Available now) {
        const std::lock_guard lock(mutex_);
        all_.push_back(now);
    }
    bool last_is(Available wanted) {
        const std::lock_guard lock(mutex_);
        return !all_.empty() && all_.back() == wanted;
    }
    void forget() {
        const std::lock_guard lock(mutex_);
        all_.clear();
    }

  private:
    std::mutex mutex_;
    std::vector<Available> all_;
};

class SpeakerInARoom : public testing::Test {
  protected:
    std::unique_ptr<Speaker> speaker(std::chrono::milliseconds look_every = std::chrono::minutes(1)) {
        return make_speaker({.speechd_socket = room_.socket(), .probe_every = std::chrono::milliseconds(200), .look_every = look_every},
                            [this](Available now) { available_(now); });
    }
    void SetUp() override {
        room_.start_sound();
        room_.start_speech();
        speaker_ = speaker();
        ASSERT_TRUE(eventually([this] { return available_.last_is({true, true}); }));
    }
    double spoken_for(const std::string& text, Voice voice) {
        recording_->forget();
        speaker_->say(text, voice);
        const auto sound = recording_->heard();
        return sound ? voiced(*sound) : 0;
    }

    // Of three tries the first that is as long as it should be: on a busy machine there are gaps in what is heard.
    double spoken_about(double wanted, double off, const std::string& text, Voice voice) {
        double took = 0;
        for (int i = 0; i < 3; ++i) {
            took = spoken_for(text, voice);
            if (std::abs(took - wanted) <= wanted * off) break;
        }
        return took;
    }

    // Twice at most: what a held-up machine hands to the sound server too late is never heard.
    std::optional<std::vector<std::int16_t>> chimed(Chime chime) {
        std::optional<std::vector<std::int16_t>> sound;
        for (int i = 0; i < 2 && !sound; ++i) {
            recording_->forget();
            speaker_->play(chime, 100);
            sound = recording_->heard(std::chrono::milliseconds(700), std::chrono::seconds(10));
        }
        return sound;
    }

    Room room_;
    Heard available_;
    std::unique_ptr<Speaker> speaker_;
    std::unique_ptr<Recording> recording_;
};

double by_espeak(const char* voice, const std::string& text) {
    const auto path = std::string(std::getenv("HOME")) + "/espeak.wav";  // the room's
    Process synthesiser({"espeak-ng", "-v", voice, "-s", "145", "-w", path, text});
    eventually([&] { return !synthesiser.running(); });
    std::ifstream file(path, std::ios::binary);
    constexpr int kHeader = 44, kSamplesASecond = 22050;
    file.seekg(kHeader);
    std::vector<std::int16_t> sound;
    for (std::int16_t sample = 0; file.read(reinterpret_cast<char*>(&sample), sizeof sample);) {
        sound.push_back(sample);
    }
    return voiced(sound, kSamplesASecond);
}

TEST_F(SpeakerInARoom, ChimesBetween500And1000Hertz) {
    recording_ = std::make_unique<Recording>();
    for (const auto chime : {Chime::Message, Chime::Ok, Chime::Move}) {
        const auto sound = chimed(chime);
        ASSERT_TRUE(sound) << static_cast<int>(chime);
        EXPECT_GT(share(*sound, 480, 1020), 0.98) << static_cast<int>(chime);
        EXPECT_NEAR(seconds(*sound), chime == Chime::Message ? 0.94 : 0.02,
                    chime == Chime::Message ? 0.15 : 0.01);
    }
}

TEST_F(SpeakerInARoom, ClickIsNotSwallowedByTheOneBefore) {
    recording_ = std::make_unique<Recording>();
    speaker_->play(Chime::Move, 100);
    ASSERT_TRUE(recording_->begun());
    recording_->forget();
    speaker_->play(Chime::Ok, 100);
    EXPECT_TRUE(recording_->begun());
}

TEST_F(SpeakerInARoom, ChimeIsNotCutShortByAClick) {
    recording_ = std::make_unique<Recording>();
    speaker_->play(Chime::Message, 100);
    ASSERT_TRUE(recording_->begun());
    speaker_->play(Chime::Move, 100);
    const auto sound = recording_->heard();
    ASSERT_TRUE(sound);
    EXPECT_GT(seconds(*sound), 0.75);
}

// A loudspeaker that takes its time: what is pressed meanwhile and right after its first tone takes nothing from the chime.
TEST_F(SpeakerInARoom, ChimeThatBeginsLateIsWhole) {
    recording_ = std::make_unique<Recording>();
    room_.sound().signal(SIGSTOP);
    speaker_->play(Chime::Message, 100);
    speaker_->play(Chime::Ok, 100);
    ::poll(nullptr, 0, 1500);
    speaker_->play(Chime::Move, 100);
    room_.sound().signal(SIGCONT);
    ASSERT_TRUE(recording_->begun());
    speaker_->play(Chime::Move, 100);
    const auto sound = recording_->heard();
    ASSERT_TRUE(sound);
    EXPECT_GT(seconds(*sound), 0.75);
}

// A machine that is busy elsewhere: the sound server has all of the chime and needs nobody.
TEST_F(SpeakerInARoom, ChimeIsWholeWhileTheProgramIsHeldUp) {
    recording_ = std::make_unique<Recording>();
    speaker_->play(Chime::Message, 100);
    ASSERT_TRUE(recording_->begun());
    Process holds_up({"sh", "-c", "kill -STOP $PPID; sleep 1.3; kill -CONT $PPID"});
    const auto sound = recording_->heard();
    ASSERT_TRUE(sound);
    EXPECT_GT(seconds(*sound), 0.75);
}

// A click after it is heard again.
TEST_F(SpeakerInARoom, ClicksAfterAChimeAreHeard) {
    recording_ = std::make_unique<Recording>();
    speaker_->play(Chime::Message, 100);
    ASSERT_TRUE(recording_->heard());
    recording_->forget();
    speaker_->play(Chime::Move, 100);
    EXPECT_TRUE(recording_->begun());
}

TEST_F(SpeakerInARoom, SpeaksChineseAsChinese) {
    recording_ = std::make_unique<Recording>();
    const std::string text = "您好，您有新的留言，女儿小芳发来一张照片。";
    const auto chinese = by_espeak("cmn-latn-pinyin", text);
    const auto ours = spoken_about(chinese, 0.15, text, {});
    const auto spelled = by_espeak("cmn", text);  // "nin two hao three", half as long again
    ASSERT_GT(spelled, chinese * 1.25);
    EXPECT_NEAR(ours, chinese, chinese * 0.15);
}

// The Mandarin voice alone says nothing for them; the lists of speech-dispatcher have 红心 and 拇指向上.
TEST_F(SpeakerInARoom, NamesEmojiInChinese) {
    recording_ = std::make_unique<Recording>();
    const auto named = by_espeak("cmn-latn-pinyin", "红心，拇指向上");
    EXPECT_NEAR(spoken_about(named, 0.3, "❤👍", {}), named, named * 0.3);
}

TEST_F(SpeakerInARoom, SpeaksEnglishAfterChineseAndBack) {
    recording_ = std::make_unique<Recording>();
    const std::string chinese = "没有网络，等一会儿会自己好。",
                      english = "You have a new message from your daughter.";
    Voice in_english;
    in_english.english = true;
    const auto in_chinese = by_espeak("cmn-latn-pinyin", chinese);
    EXPECT_NEAR(spoken_about(in_chinese, 0.15, chinese, {}), in_chinese, in_chinese * 0.15);
    const auto by_english = by_espeak("en", english),
               by_chinese = by_espeak("cmn-latn-pinyin", english);
    const auto ours = spoken_about(by_english, 0.15, english, in_english);
    EXPECT_LT(std::abs(ours - by_english), std::abs(ours - by_chinese))
        << ours << " " << by_english << " " << by_chinese;
    EXPECT_NEAR(ours, by_english, by_english * 0.15);
    EXPECT_NEAR(spoken_about(in_chinese, 0.15, chinese, {}), in_chinese, in_chinese * 0.15);
}

TEST_F(SpeakerInARoom, SlowRateTakesLonger) {
    recording_ = std::make_unique<Recording>();
    const std::string text = "该吃药了，白色的药片吃一片，用温水。";
    const auto slow = spoken_for(text, Voice{false, 85, 70});
    const auto normal = spoken_for(text, Voice{false, 100, 70});
    EXPECT_NEAR(slow / normal, 100.0 / 85, 0.12);
}

TEST_F(SpeakerInARoom, NewestSentenceInterruptsTheOlder) {
    recording_ = std::make_unique<Recording>();
    const auto whole = by_espeak("cmn-latn-pinyin", kLong);
    speaker_->say(kLong, {});
    ASSERT_TRUE(recording_->begun());
    speaker_->say("好。", {});
    const auto sound = recording_->heard();
    ASSERT_TRUE(sound);
    EXPECT_LT(voiced(*sound), whole / 2);
}

TEST_F(SpeakerInARoom, StopIsSilence) {
    recording_ = std::make_unique<Recording>();
    speaker_->say(kLong, {});
    ASSERT_TRUE(recording_->begun());
    speaker_->stop();
    const auto sound = recording_->heard();
    ASSERT_TRUE(sound);
    EXPECT_LT(voiced(*sound), by_espeak("cmn-latn-pinyin", kLong) / 3);
}

TEST_F(SpeakerInARoom, SpeaksAgainThroughARestartedSpeechDispatcher) {
    recording_ = std::make_unique<Recording>();
    ASSERT_GT(spoken_for("您好。", {}), 0);
    room_.stop_speech();
    speaker_->say("听不到。", {});
    ASSERT_TRUE(eventually([this] { return available_.last_is({true, false}); }));
    room_.start_speech();
    ASSERT_TRUE(eventually([this] { return available_.last_is({true, true}); }));
    EXPECT_GT(spoken_for("又听到了。", {}), 0);
}

TEST_F(SpeakerInARoom, HangingSpeechDispatcherHoldsUpNobody) {
    room_.speech().signal(SIGSTOP);
    speaker_->say("等一下。", {});
    EXPECT_TRUE(eventually([this] { return available_.last_is({true, false}); }));
    const auto start = std::chrono::steady_clock::now();
    speaker_.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(SpeakerInARoom, LostSoundIsSaidAndFoundAgain) {
    speaker_->play(Chime::Ok, 100);
    room_.stop_sound();
    ASSERT_TRUE(eventually([this] {
        speaker_->play(Chime::Ok, 100);
        return available_.last_is({false, true});
    }));
    room_.start_sound();
    ASSERT_TRUE(eventually([this] { return available_.last_is({true, true}); }));
    recording_ = std::make_unique<Recording>();
    speaker_->play(Chime::Ok, 100);
    EXPECT_TRUE(recording_->begun());
    recording_.reset();

    available_.forget();
    speaker_ = speaker(std::chrono::milliseconds(200));
    ASSERT_TRUE(eventually([this] { return available_.last_is({true, true}); }));
    room_.stop_sound();
    EXPECT_TRUE(eventually([this] { return available_.last_is({false, true}); })) << "missed without a sound that fails";
}

TEST(SpeakerWithoutARoom, IsSilentAndSaysSo) {
    const Room room;
    Heard available;
    const auto speaker = make_speaker({room.socket()}, [&](Available now) { available(now); });
    EXPECT_TRUE(eventually([&] { return available.last_is({false, false}); }));
    speaker->play(Chime::Message, 70);
    speaker->say("没有人听见。", {});
    speaker->stop();
    EXPECT_TRUE(available.last_is({false, false}));
}

}  // namespace
}  // namespace anju::speech
