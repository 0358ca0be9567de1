// SPDX-License-Identifier: Apache-2.0
// Everything that can happen to the terminal. Inner variants are wrapped in named structs on purpose.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/contract/event.hpp"
#include "platform/contract/result.hpp"
#include "platform/contract/tv.hpp"
#include "terminal/model/intent.hpp"
#include "terminal/model/settings.hpp"
#include "terminal/model/state.hpp"

namespace anju::model {

// What was on disk.
struct Started {
    Device device;
    std::string box_id;
    Settings settings;
    std::optional<Paired> paired;
    std::optional<contract::Snapshot> cached;
    std::vector<PendingSeen> outbox;
    std::set<std::string> photos_here;
    std::vector<Errand> errands{};
    std::set<std::string> clips_here{};
    std::string ended{};  // how its last home ended, until the next one: lost, taken_back, moved; else empty
    bool unwiped = false;  // … and something of it could not be removed
    std::optional<contract::BoxStop> stop{};  // how the program ended before it began this time
    Time now{};
    bool operator==(const Started&) const = default;
};
struct Asked { Intent intent; bool operator==(const Asked&) const = default; };
// Every press, before its intent (also one that is ignored): for the about screen and the night.
struct KeyTouched { bool operator==(const KeyTouched&) const = default; };
struct Tick { Time now{}; bool operator==(const Tick&) const = default; };
struct PairingCodeReceived { RequestId id; contract::Result<contract::PairingCode> result; bool operator==(const PairingCodeReceived&) const = default; };
struct PairingPolled { RequestId id; contract::Result<contract::Paired> result; bool operator==(const PairingPolled&) const = default; };
struct SnapshotReceived { RequestId id; contract::Result<contract::Snapshot> result; bool operator==(const SnapshotReceived&) const = default; };
struct SeenAcknowledged { RequestId id; contract::Result<contract::Message> result; bool operator==(const SeenAcknowledged&) const = default; };
struct PhotoStored { std::string name; bool operator==(const PhotoStored&) const = default; };   // on disk now
struct PhotoFailed { std::string name; contract::Error error; bool operator==(const PhotoFailed&) const = default; };
struct StreamOpened { bool operator==(const StreamOpened&) const = default; };
struct StreamLost { contract::Error error; bool operator==(const StreamLost&) const = default; };
struct Heard { contract::Event event; bool operator==(const Heard&) const = default; };
struct SoundChanged { bool sound_available = false; bool speech_available = false; bool operator==(const SoundChanged&) const = default; };
// A visit was tried, and the machine has not what it takes.
struct VisitsLacking { std::string plugins; bool operator==(const VisitsLacking&) const = default; };
struct RingAnswered { RequestId id; std::optional<contract::Error> error; bool operator==(const RingAnswered&) const = default; };
struct MachineSeen { Machine machine; bool operator==(const MachineSeen&) const = default; };
struct ConditionTold { RequestId id; std::optional<contract::Error> error; bool operator==(const ConditionTold&) const = default; };
struct GuardSaid { GuardState said; bool operator==(const GuardSaid&) const = default; };
struct GuardGone { bool operator==(const GuardGone&) const = default; };  // its line broke
struct GaugesRead { Gauges gauges; bool operator==(const GaugesRead&) const = default; };

// Visits. What the engine tells of the call.
struct CallMoved { call::Event event; bool operator==(const CallMoved&) const = default; };
struct SignalMade { contract::Signal signal; bool operator==(const SignalMade&) const = default; };  // an offer or a candidate of the engine's
struct TicketReceived { RequestId id; contract::Result<contract::VisitTicket> result; bool operator==(const TicketReceived&) const = default; };
struct SignalSent { RequestId id; std::optional<contract::Error> error; bool operator==(const SignalSent&) const = default; };
struct ErrandDone { RequestId id; std::optional<contract::Error> error; bool operator==(const ErrandDone&) const = default; };
struct InvitationReceived { RequestId id; contract::Result<contract::Invitation> result; bool operator==(const InvitationReceived&) const = default; };
struct CertificateRegistered { RequestId id; std::optional<contract::Error> error; bool operator==(const CertificateRegistered&) const = default; };
struct DevicesSeen { Devices devices; bool operator==(const DevicesSeen&) const = default; };
struct LiveSeen { Live live; bool operator==(const LiveSeen&) const = default; };
struct RecordingEnded { std::string id; bool failed = false; bool operator==(const RecordingEnded&) const = default; };  // the film is on disk
struct ClipStored { std::string clip; bool operator==(const ClipStored&) const = default; };     // on disk now
struct ClipFailed { std::string clip; contract::Error error; bool operator==(const ClipFailed&) const = default; };
struct ClipEnded { std::string clip; bool failed = false; bool operator==(const ClipEnded&) const = default; };  // played to its end

using Message = std::variant<Started, Asked, KeyTouched, Tick, PairingCodeReceived, PairingPolled, SnapshotReceived,
                             SeenAcknowledged, PhotoStored, PhotoFailed, StreamOpened, StreamLost, Heard, SoundChanged, VisitsLacking, GaugesRead, CallMoved, SignalMade,
                             TicketReceived, SignalSent, ErrandDone, InvitationReceived, CertificateRegistered, DevicesSeen, LiveSeen,
                             RecordingEnded, ClipStored, ClipFailed, ClipEnded, RingAnswered, MachineSeen, ConditionTold, GuardSaid, GuardGone>;

}  // namespace anju::model
