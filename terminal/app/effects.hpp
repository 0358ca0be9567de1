// SPDX-License-Identifier: Apache-2.0
// Does what the model wants done, and turns the platform's answers into Messages. No decisions here.
// Main thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "media/engine.hpp"
#include "media/speech/speaker.hpp"
#include "platform/client/client.hpp"
#include "terminal/app/disk/disk.hpp"
#include "terminal/app/inbox.hpp"
#include "terminal/model/effect.hpp"
#include "terminal/model/state.hpp"

namespace anju::app {

struct EffectsParts {
    disk::Disk& disk;
    InboxBox& inbox;
    std::function<std::unique_ptr<client::PlatformClient>(std::string key,
                                                          std::function<void(client::News)>)>
        make_client;
    std::function<std::unique_ptr<speech::Speaker>(std::function<void(speech::Available)>)>
        make_speaker;
    std::function<model::Started()> started;  // from what is on disk
    std::function<void(const std::string& name)> photo_changed;
    // Empty: this terminal has no visits.
    std::function<std::unique_ptr<media::CallEngine>(std::string certificate, std::function<void(media::News)>)> make_engine{};
    std::function<model::Gauges()> measure = {};  // what the loop knows of its own pictures
    std::function<model::Machine()> look = {};    // at what is plugged in
    std::function<void(std::string line)> tell_guard = {};  // where there is a line to it
    std::string platform = {};                    // its address, for the guard
};

class Effects {
  public:
    explicit Effects(EffectsParts parts);
    ~Effects();
    Effects(const Effects&) = delete;
    Effects& operator=(const Effects&) = delete;

    // The network and the voice wait for the first picture; what was asked before follows now.
    void begin();
    void run(std::vector<model::Effect> effects, const model::Settings& settings);
    void say(const std::string& text, const model::Settings& settings);

    // Nothing: it was for this place only, or it came from a client that is gone.
    std::optional<model::Message> heard(FromPlatform from);

    // What a call had is given back to the machine once nothing is live any more.
    void calm_down(const media::News& news);

    // For the pictures; null until the first visit: GStreamer costs nothing before.
    media::CallEngine* engine() { return engine_.get(); }

    // A request to the platform is under way.
    bool busy() const { return !asked_.empty(); }

  private:
    struct Pairing {};
    struct Poll {};
    struct Snapshot {};
    struct Seen {};
    struct Photo { std::string name; };
    struct Ticket {};
    struct Invitation {};
    struct SignalGone {};
    struct ErrandGone {};
    struct Certificate {};
    struct RingGone {};
    struct ConditionGone {};
    struct Clip { std::string id; };
    using Asked = std::variant<Pairing, Poll, Snapshot, Seen, Photo, Ticket, Invitation, SignalGone, ErrandGone, Certificate, RingGone, ConditionGone, Clip>;

    void run_one(const model::Effect& effect, const model::Settings& settings);
    void ask(client::RequestId id, Asked asked, client::Call call);
    void run_visit(const model::Effect& effect);
    void tell_guard(std::string line);
    void order(media::Order order);
    void open_client();
    void wipe(const std::string& how);
    void fail(client::RequestId id, const char* why);
    model::Message answered(const Asked& asked, client::Replied replied);
    model::Message photo_came(const std::string& name, contract::Result<client::Answer> result);

    EffectsParts parts_;
    bool begun_ = false;
    std::vector<std::pair<model::Effect, model::Settings>> before_begin_;
    std::map<client::RequestId, Asked> asked_;
    std::uint64_t generation_ = 0;
    std::uint64_t photos_asked_ = 0;
    std::unique_ptr<speech::Speaker> speaker_;
    std::unique_ptr<client::PlatformClient> client_;
    std::unique_ptr<media::CallEngine> engine_;
    media::SetSpeaker loudness_;
};

}  // namespace anju::app
