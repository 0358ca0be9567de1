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

using Message = std::variant<Started, Asked, KeyTouched, Tick, PairingCodeReceived, PairingPolled, SnapshotReceived,
                             SeenAcknowledged, PhotoStored, PhotoFailed, StreamOpened, StreamLost, Heard, SoundChanged>;

}  // namespace anju::model
