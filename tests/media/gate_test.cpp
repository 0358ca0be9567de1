// SPDX-License-Identifier: Apache-2.0
// The gate of a connection alone: here camera and microphone run before anybody agreed, as the engine never lets them.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "media/gst/round.hpp"
#include "media/gst/sound_room.hpp"
#include "media/gst/tools.hpp"
#include "tests/media/visit.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;

class Gate : public testing::Test {
  protected:
    Gate() {
        phone_ = std::make_unique<Phone>(
            Codec::H264, Phone::Says{[this](std::string sdp) { on_round([sdp = std::move(sdp)](Round& round) { round.answer(sdp); }); },
                                     [this](std::string candidate, int mline) {
                                         on_round([candidate = std::move(candidate), mline](Round& round) { round.candidate(candidate, mline); });
                                     }});
        thread_.post([this] { build(); });
    }
    ~Gate() override {
        phone_->hang();
        thread_.post([this] {
            eyes_.reset();
            room_.reset();
            round_.reset();
        });
    }

    void on_round(std::function<void(Round&)> what) {
        thread_.post([this, what = std::move(what)] {
            const std::scoped_lock lock(mutex_);
            what(*round_);
        });
    }
    std::uint64_t passed() {
        std::promise<std::uint64_t> told;
        on_round([&told](Round& round) { told.set_value(round.passed()); });
        return told.get_future().get();
    }
    template <class What>
    static bool until(What what) {
        for (const auto end = std::chrono::steady_clock::now() + 15s; !what(); std::this_thread::sleep_for(5ms)) {
            if (std::chrono::steady_clock::now() > end) {
                return false;
            }
        }
        return true;
    }

    std::atomic<int> pictures_{0}, sounds_{0};  // that were coded and given to the connection
    std::atomic<bool> connected_{false};
    std::unique_ptr<Phone> phone_;

  private:
    void build() {
        Round::Setup setup;
        setup.codecs = {Codec::H264};
        Round::Says says;
        says.offered = [this](std::string sdp) { phone_->take_offer(std::move(sdp)); };
        says.candidate = [this](std::string candidate, int mline) { phone_->take_candidate(std::move(candidate), mline); };
        says.codec = [](Codec) {};
        says.connected = [this] { connected_ = true; };
        says.came = [](std::vector<std::string>) {};
        says.silent = [] {};
        says.failed = [](std::string why, call::Fault) { ADD_FAILURE() << why; };
        says.key_wanted = [this] {
            thread_.post([this] {
                if (eyes_) {
                    eyes_->key_frame();
                }
            });
        };
        says.decoder_failed = [](std::string, std::string) {};
        round_ = std::make_unique<Round>(thread_, setup, remote_, [](std::span<const std::int16_t>) {}, says);
        const auto failed = [](std::string why) { ADD_FAILURE() << why; };
        eyes_ = Eyes::open({Camera::Kind::Test, ""}, Codec::H264, Tools{}, {call::Rung::Full, 500'000, {640, 360}, 15, true}, self_,
                           [this](const Taken& taken, GstElement* bin) {
                               const std::scoped_lock lock(mutex_);
                               ++pictures_;
                               round_->push_picture(taken, offset_between(bin, round_->bin()));
                           },
                           failed);
        room_ = std::make_unique<SoundRoom>(Speaker{}, playing_, false, SoundRoom::Doors{}, failed);
        room_->listen({Microphone::Kind::Test, ""}, [this, bin = room_->bin()](const Taken& taken) {
            const std::scoped_lock lock(mutex_);
            ++sounds_;
            round_->push_sound(taken, offset_between(bin, round_->bin()));
        });
    }

    std::mutex mutex_;
    media::FrameSlot remote_, self_;
    Playing playing_;
    std::unique_ptr<Round> round_;
    std::unique_ptr<Eyes> eyes_;
    std::unique_ptr<SoundRoom> room_;
    MediaThread thread_;
};

TEST_F(Gate, LetsNothingPassBeforeConsentThoughCameraAndMicrophoneRun) {
    ASSERT_TRUE(until([this] { return connected_ && phone_->connected(); })) << phone_->error();
    pictures_ = sounds_ = 0;
    ASSERT_TRUE(until([this] { return pictures_ > 8 && sounds_ > 20; }));
    EXPECT_EQ(passed(), 0u);
    EXPECT_EQ(phone_->rtp_packets(), 0u);
    on_round([](Round& round) { round.allow(); });
    EXPECT_TRUE(until([this] { return passed() > 20; }));
    EXPECT_TRUE(until([this] { return phone_->pictures() > 3; })) << phone_->error();
}

}  // namespace
}  // namespace anju::gst
