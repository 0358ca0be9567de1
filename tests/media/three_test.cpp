// SPDX-License-Identifier: Apache-2.0
// Two calls at once: one camera, one encoder, one microphone, two connections. Each hears the engine, the engine hears both.
#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <mutex>

#include "media/gst/leg.hpp"
#include "tests/media/visit.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;

constexpr int kDeskTone = 700, kDaughterTone = 1100, kEngineTone = 440;

// The loudspeaker's last second.
class Ear {
  public:
    explicit Ear(media::SoundTap& tap) : tap_(tap) {
        tap_.listen([this](media::SoundTap::Samples samples) {
            const std::scoped_lock lock(mutex_);
            heard_.insert(heard_.end(), samples.begin(), samples.end());
            if (heard_.size() > kRate) {
                heard_.erase(heard_.begin(), heard_.end() - kRate);
            }
        });
    }
    ~Ear() { tap_.listen({}); }
    double part(int hertz) {
        const std::scoped_lock lock(mutex_);
        return heard_.size() == kRate ? part_at(heard_, hertz) : 0;
    }

  private:
    media::SoundTap& tap_;
    std::mutex mutex_;
    std::vector<std::int16_t> heard_;
};

class Three {
  public:
    Three() : ear(tap) {
        media::EngineOptions options = Visit::test_devices();
        options.tap = &tap;
        engine = media::make_gst_engine(options, [this](media::News news) { hear(std::move(news)); }, [] {});
        add("desk", kDeskTone);
        add("daughter", kDaughterTone);
        engine->order(media::ConnectCall{"desk", 0, {}, false});
        engine->order(media::ConnectCall{"daughter", 0, {}, false, true});
    }
    ~Three() {
        answers_ = false;
        for (auto& [name, phone] : phones) {
            phone->hang();
        }
        engine.reset();
        phones.clear();
    }

    bool until(const std::function<bool()>& what, std::chrono::milliseconds most = 15s) {
        const auto end = std::chrono::steady_clock::now() + most;
        while (!what()) {
            if (std::chrono::steady_clock::now() > end) {
                return false;
            }
            std::unique_lock lock(mutex_);
            came_.wait_for(lock, 5ms);
        }
        return true;
    }
    bool live(bool camera, bool microphone) {
        const std::scoped_lock lock(mutex_);
        return live_.camera == camera && live_.microphone == microphone;
    }
    int failed() {
        const std::scoped_lock lock(mutex_);
        return failed_;
    }
    Phone& phone(const std::string& name) { return *phones.at(name); }
    bool all_talk() {
        for (auto& [name, phone] : phones) {
            if (!until([&] { return phone->connected(); })) {
                ADD_FAILURE() << name << ": " << phone->error();
                return false;
            }
            phone->send();
        }
        for (const auto& [name, phone] : phones) {
            engine->order(media::OpenDevices{name, true, true});
        }
        return true;
    }

    media::SoundTap tap;
    Ear ear;
    std::unique_ptr<media::CallEngine> engine;
    std::map<std::string, std::unique_ptr<Phone>> phones;

  private:
    void add(const std::string& name, int tone) {
        phones[name] = std::make_unique<Phone>(
            Codec::H264, Phone::Says{[this, name](std::string sdp) { engine->order(media::GiveAnswer{name, 0, std::move(sdp)}); },
                                     [this, name](std::string candidate, int mline) { engine->order(media::GiveCandidate{name, 0, std::move(candidate), mline}); }});
        phones[name]->sing(tone);
    }
    void hear(media::News news) {
        if (const auto* offered = std::get_if<media::Offered>(&news); offered != nullptr && answers_) {
            phones.at(offered->call)->take_offer(offered->sdp);
        } else if (const auto* found = std::get_if<media::CandidateFound>(&news); found != nullptr && answers_) {
            phones.at(found->call)->take_candidate(found->candidate, found->mline);
        }
        {
            const std::scoped_lock lock(mutex_);
            if (const auto* now = std::get_if<media::LiveChanged>(&news)) {
                live_ = *now;
            }
            failed_ += std::holds_alternative<media::MediaFailed>(news) ? 1 : 0;
        }
        came_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable came_;
    media::LiveChanged live_{};
    int failed_ = 0;
    std::atomic<bool> answers_{true};
};

struct AtTheEnd : testing::Environment {
    void TearDown() override { end_gstreamer(); }
};
const auto* at_the_end = testing::AddGlobalTestEnvironment(new AtTheEnd);

TEST(Three, EachHearsAndSeesTheEngineAndTheEngineBoth) {
    Three three;
    ASSERT_TRUE(three.all_talk());
    for (const auto& [name, phone] : three.phones) {
        EXPECT_TRUE(three.until([&] { return phone->pictures() > 10; })) << name << " " << phone->error();
        EXPECT_TRUE(three.until([&] { return part_at(phone->heard(), kEngineTone) > 0.05; })) << name;
        EXPECT_LT(part_at(phone->heard(), kDeskTone) + part_at(phone->heard(), kDaughterTone), 0.02) << name << ": the TV sends no voice on, they hear each other themselves";
    }
    EXPECT_TRUE(three.until([&] { return three.ear.part(kDeskTone) > 0.1 && three.ear.part(kDaughterTone) > 0.1; }))
        << three.ear.part(kDeskTone) << " " << three.ear.part(kDaughterTone);
    EXPECT_TRUE(three.until([&] { return three.engine->remote().take() != nullptr; }));
    EXPECT_TRUE(three.until([&] { return three.engine->beside().take() != nullptr; }));
    EXPECT_TRUE(three.live(true, true));
    EXPECT_EQ(three.failed(), 0);
}

TEST(Three, WhoLeavesTakesOnlyTheirOwnLeg) {
    for (const std::string leaves : {"desk", "daughter"}) {
        const std::string stays = leaves == "desk" ? "daughter" : "desk";
        const int tone = stays == "desk" ? kDeskTone : kDaughterTone;
        Three three;
        ASSERT_TRUE(three.all_talk());
        ASSERT_TRUE(three.until([&] { return three.phone("desk").pictures() > 5 && three.phone("daughter").pictures() > 5; }));
        three.engine->order(media::StopCall{leaves});
        auto& left = leaves == "desk" ? three.engine->remote() : three.engine->beside();
        auto& kept = leaves == "desk" ? three.engine->beside() : three.engine->remote();
        const auto before = three.phone(stays).pictures();
        EXPECT_TRUE(three.until([&] { return three.phone(stays).pictures() > before + 30; })) << stays;
        EXPECT_TRUE(three.until([&] { return kept.take() != nullptr; }));
        EXPECT_TRUE(three.until([&] { return three.ear.part(tone) > 0.3; })) << "the other voice is silent: " << three.ear.part(tone);
        left.clear();
        three.until([] { return false; }, 100ms);
        EXPECT_EQ(left.take(), nullptr);
        EXPECT_TRUE(three.live(true, true)) << "camera and microphone never went off";
        three.engine->order(media::StopCall{stays});
        EXPECT_TRUE(three.until([&] { return three.live(false, false); }));
        EXPECT_EQ(three.failed(), 0);
    }
}

TEST(Three, AnotherCallThatIsNotBesideEndsBoth) {
    Three three;
    ASSERT_TRUE(three.all_talk());
    ASSERT_TRUE(three.until([&] { return three.phone("desk").pictures() > 5 && three.phone("daughter").pictures() > 5; }));
    three.phones["other"] = std::make_unique<Phone>(Codec::H264, Phone::Says{[](std::string) {}, [](std::string, int) {}});
    three.engine->order(media::ConnectCall{"other", 0, {}, false});
    EXPECT_TRUE(three.until([&] { return three.live(false, false); }));
}

TEST(Line, TheWorseOneCounts) {
    const Sending full{call::Rung::Full, 1'000'000, {1280, 720}, 30, true}, less{call::Rung::Full, 600'000, {1280, 720}, 30, true}, still{call::Rung::Still, 900'000, {640, 360}, 1, true};
    EXPECT_TRUE(worse(less, full));
    EXPECT_TRUE(worse(still, less));
    EXPECT_FALSE(worse(full, still));
}

}  // namespace
}  // namespace anju::gst
