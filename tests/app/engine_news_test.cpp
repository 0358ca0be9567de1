// SPDX-License-Identifier: Apache-2.0
// What the engine says reaches the model, and what the model wants reaches the engine: with an engine made here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "terminal/app/effects.hpp"
#include "terminal/app/engine_news.hpp"
#include "tests/model/visiting.hpp"

namespace anju::app {
namespace {

using namespace std::chrono_literals;

// Remembers its orders.
class FakeEngine final : public media::CallEngine {
  public:
    explicit FakeEngine(std::vector<media::Order>& orders) : orders_(orders) {}
    void order(media::Order order) override { orders_.push_back(std::move(order)); }
    media::FrameSlot& remote() override { return remote_; }
    media::FrameSlot& self() override { return self_; }
    media::FrameSlot& beside() override { return beside_; }

  private:
    std::vector<media::Order>& orders_;
    media::FrameSlot remote_, self_, beside_;
};

class SilentPlatform final : public client::PlatformClient {
  public:
    explicit SilentPlatform(std::vector<client::Call>& calls) : calls_(calls) {}
    void send(client::RequestId, client::Call call) override { calls_.push_back(std::move(call)); }
    void open_stream(std::uint64_t) override {}
    void close_stream() override {}
    void hurry_stream(bool) override {}

  private:
    std::vector<client::Call>& calls_;
};

class NoVoice final : public speech::Speaker {
  public:
    void say(std::string, speech::Voice) override {}
    void stop() override {}
    void play(speech::Chime, int) override {}
};

class VisitEffects : public testing::Test {
  protected:
    VisitEffects()
        : folder_(std::filesystem::path(testing::TempDir()) / ("visits-" + std::to_string(getpid()))),
          disk_((std::filesystem::remove_all(folder_), folder_)),
          inbox_([] {}),
          effects_({disk_, inbox_,
                    [this](const std::string&, const std::function<void(client::News)>&) {
                        return std::make_unique<SilentPlatform>(calls_);
                    },
                    [](const std::function<void(speech::Available)>&) { return std::make_unique<NoVoice>(); },
                    [] { return model::Started{}; }, [](const std::string&) {},
                    [this](const std::string& certificate, std::function<void(media::News)> sink) {
                        certificate_ = certificate;
                        sink_ = std::move(sink);
                        return std::make_unique<FakeEngine>(orders_);
                    }}) {
        effects_.begin();
    }
    ~VisitEffects() override { std::filesystem::remove_all(folder_); }

    template <class T>
    const T* ordered() const {
        for (const auto& order : orders_) {
            if (const auto* found = std::get_if<T>(&order)) {
                return found;
            }
        }
        return nullptr;
    }
    template <class T>
    const T* called() const {
        for (const auto& call : calls_) {
            if (const auto* found = std::get_if<T>(&call)) {
                return found;
            }
        }
        return nullptr;
    }
    void run(model::Effect effect) { effects_.run({std::move(effect)}, {}); }

    std::filesystem::path folder_;
    disk::Disk disk_;
    InboxBox inbox_;
    std::vector<client::Call> calls_;
    std::vector<media::Order> orders_;
    std::string certificate_;
    std::function<void(media::News)> sink_;
    Effects effects_;
};

TEST_F(VisitEffects, AnIdleTvHasNoEngine) {
    run(model::SetVolume{5, false});
    run(model::PlayChime{model::Chime::Ok});
    EXPECT_EQ(effects_.engine(), nullptr);
    run(model::PrepareMedia{});
    ASSERT_NE(effects_.engine(), nullptr);
    ASSERT_TRUE(ordered<media::SetSpeaker>());
    EXPECT_EQ(ordered<media::SetSpeaker>()->volume, 5) << "as loud as was chosen before it was there";
    EXPECT_TRUE(std::filesystem::exists(certificate_));
}

TEST_F(VisitEffects, OrdersAreWhatWasWanted) {
    run(model::StartRing{});
    run(model::ConnectMedia{"V1", 2, {{{"turn:h"}, "u", "c"}}});
    run(model::OpenDevices{"V1", false, true});
    run(model::GiveSignal{{"V1", 2, call::RemoteSignal::Kind::Answer, "v=0", 0, {}}});
    run(model::GiveSignal{{"V1", 2, call::RemoteSignal::Kind::Candidate, "candidate:1", 1, "1"}});
    run(model::StopMedia{"V1"});
    EXPECT_TRUE(ordered<media::StartRing>());
    EXPECT_EQ(ordered<media::ConnectCall>()->round, 2u);
    EXPECT_EQ(ordered<media::ConnectCall>()->ice.at(0).credential, "c");
    EXPECT_FALSE(ordered<media::OpenDevices>()->camera);
    EXPECT_EQ(ordered<media::GiveAnswer>()->sdp, "v=0");
    EXPECT_EQ(ordered<media::GiveCandidate>()->mline, 1);
    EXPECT_EQ(ordered<media::StopCall>()->call, "V1");
}

TEST_F(VisitEffects, NewsComeBackAsMessages) {
    run(model::PrepareMedia{});
    sink_(media::Offered{"V1", 0, "v=0"});
    sink_(media::MediaUp{"V1", 0, {"a", "b", "c", "d"}});
    const auto items = inbox_.take();
    ASSERT_EQ(items.size(), 2u);
    auto offer = message_of(std::get<FromEngine>(items[0]).news).value();
    EXPECT_EQ(std::get<model::SignalMade>(offer).signal.kind, contract::SignalKind::Offer);
    EXPECT_EQ(std::get<model::SignalMade>(offer).signal.text, "v=0");
    auto up = message_of(std::get<FromEngine>(items[1]).news).value();
    EXPECT_EQ(std::get<model::CallMoved>(up).event, call::Event(call::MediaUp{"V1", 0, {"a", "b", "c", "d"}}));
    EXPECT_FALSE(message_of(media::Noted{"an encoder is given up"}));
}

TEST_F(VisitEffects, FilmsLieWhereTheDiskKeepsThem) {
    run(model::StartRecording{"F1"});
    ASSERT_TRUE(ordered<media::StartRecording>());
    const auto path = ordered<media::StartRecording>()->path;
    EXPECT_TRUE(path.starts_with(folder_.string()));
    run(model::SendClip{1, "F1", "m1", "key"});
    EXPECT_EQ(called<client::SendClip>()->file, path);
    EXPECT_EQ(called<client::SendClip>()->to, "m1");
    run(model::FetchClip{"C1"});
    run(model::StartClip{"C1"});
    EXPECT_EQ(ordered<media::PlayClip>()->path, called<client::FetchClip>()->file);
}

TEST_F(VisitEffects, TheCertificateThatThePlatformKnowsIsTheOneThatIsUsed) {
    run(model::RegisterCertificate{1});
    ASSERT_TRUE(called<client::RegisterCertificate>());
    EXPECT_EQ(called<client::RegisterCertificate>()->fingerprint, disk_.certificate_fingerprint());
    EXPECT_TRUE(called<client::RegisterCertificate>()->fingerprint.starts_with("sha-256 "));
}

TEST_F(VisitEffects, AWipedBoxHasNoEngineNoFilmAndAnotherCertificate) {
    run(model::PrepareMedia{});
    const auto before = disk_.certificate_fingerprint();
    run(model::Wipe{});
    EXPECT_EQ(effects_.engine(), nullptr);
    EXPECT_FALSE(std::filesystem::exists(certificate_));
    EXPECT_NE(disk_.certificate_fingerprint(), before);
}

}  // namespace
}  // namespace anju::app
