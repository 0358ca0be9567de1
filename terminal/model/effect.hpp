// SPDX-License-Identifier: Apache-2.0
// What the terminal wants done, as values; terminal/app/effects does it and answers with Messages.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "platform/contract/tv.hpp"
#include "terminal/model/settings.hpp"
#include "terminal/model/state.hpp"

namespace anju::model {

struct StartPairing { RequestId id; bool operator==(const StartPairing&) const = default; };
struct PollPairing { RequestId id; std::string device_code; bool operator==(const PollPairing&) const = default; };
struct FetchSnapshot { RequestId id; bool operator==(const FetchSnapshot&) const = default; };
struct FetchPhoto { std::string name; bool operator==(const FetchPhoto&) const = default; };  // id or id:small
struct SendSeen { RequestId id; std::string message; Time seen_at{}; std::string key; bool operator==(const SendSeen&) const = default; };
struct OpenStream { std::uint64_t cursor = 0; bool operator==(const OpenStream&) const = default; };
struct CloseStream { bool operator==(const CloseStream&) const = default; };
struct SavePaired { Paired paired; bool operator==(const SavePaired&) const = default; };
struct SaveSnapshot { contract::Snapshot snapshot; bool operator==(const SaveSnapshot&) const = default; };
struct SaveSettings { Settings settings; bool operator==(const SaveSettings&) const = default; };
struct SaveOutbox { std::vector<PendingSeen> outbox; bool operator==(const SaveOutbox&) const = default; };  // durable before SendSeen
struct KeepPhotos { std::set<std::string> names; bool operator==(const KeepPhotos&) const = default; };      // others may go from disk
struct Wipe { bool operator==(const Wipe&) const = default; };  // key, cache, photos, settings; a new key is made, then Started comes
enum class Chime { Message, Move, Ok };
struct PlayChime { Chime chime{}; bool operator==(const PlayChime&) const = default; };
struct SetVolume { int volume = 7; bool muted = false; bool operator==(const SetVolume&) const = default; };
struct SayAloud { std::string text; bool operator==(const SayAloud&) const = default; };  // asked by the person, at any sound setting

using Effect = std::variant<StartPairing, PollPairing, FetchSnapshot, FetchPhoto, SendSeen, OpenStream, CloseStream,
                            SavePaired, SaveSnapshot, SaveSettings, SaveOutbox, KeepPhotos, Wipe, PlayChime, SetVolume, SayAloud>;

}  // namespace anju::model
