// SPDX-License-Identifier: Apache-2.0
// What the terminal wants done, as values; terminal/app/effects does it and answers with Messages.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "media/call/call.hpp"
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
struct HurryStream { bool on = false; bool operator==(const HurryStream&) const = default; };  // somebody waits for what it tells
struct CloseStream { bool operator==(const CloseStream&) const = default; };
struct SavePaired { Paired paired; bool operator==(const SavePaired&) const = default; };
struct SaveSnapshot { contract::Snapshot snapshot; bool operator==(const SaveSnapshot&) const = default; };
struct SaveSettings { Settings settings; bool operator==(const SaveSettings&) const = default; };
struct SaveOutbox { std::vector<PendingSeen> outbox; bool operator==(const SaveOutbox&) const = default; };  // durable before SendSeen
struct KeepPhotos { std::set<std::string> names; bool operator==(const KeepPhotos&) const = default; };      // others may go from disk
struct Wipe { std::string how{}; bool operator==(const Wipe&) const = default; };  // key, cache, photos, settings; a new key is made, then Started comes with how
enum class Chime { Message, Move, Ok };
struct PlayChime { Chime chime{}; bool to_be_found = false; bool operator==(const PlayChime&) const = default; };
struct SetVolume { int volume = 7; bool muted = false; bool operator==(const SetVolume&) const = default; };
struct SayAloud { std::string text; bool operator==(const SayAloud&) const = default; };  // asked by the person, at any sound setting
struct MeasureGauges { bool operator==(const MeasureGauges&) const = default; };  // GaugesRead answers

// The alarm guard. docs/alarm.md has the lines. TellGuard: nothing, this box has no home.
struct TellGuard { std::optional<GuardBox> box; bool operator==(const TellGuard&) const = default; };
struct TellParts { GuardParts parts; bool operator==(const TellParts&) const = default; };
struct SendPress { contract::AlarmSource source{}; bool operator==(const SendPress&) const = default; };
struct SendBack { bool operator==(const SendBack&) const = default; };
struct ConfirmShown { std::uint64_t version = 0; bool operator==(const ConfirmShown&) const = default; };  // painted by then

// Visits: the platform.
struct PlaceVisit { RequestId id; std::string visit; std::string member; bool operator==(const PlaceVisit&) const = default; };
struct AnswerVisit { RequestId id; std::string visit; bool camera = true; bool automatic = false; bool operator==(const AnswerVisit&) const = default; };
struct FetchTicket { RequestId id; std::string visit; bool operator==(const FetchTicket&) const = default; };
struct SendSignal { RequestId id; contract::Signal signal; bool operator==(const SendSignal&) const = default; };
struct EndVisit { RequestId id; std::string visit; contract::VisitEnd end{}; bool operator==(const EndVisit&) const = default; };
struct AnswerRule { RequestId id; contract::RuleAnswer answer; bool operator==(const AnswerRule&) const = default; };
struct MarkVisitsSeen { RequestId id; std::vector<std::string> visits; bool operator==(const MarkVisitsSeen&) const = default; };
struct SendClip { RequestId id; std::string recording; std::string member; std::string key; bool operator==(const SendClip&) const = default; };
struct FetchClip { std::string clip; bool operator==(const FetchClip&) const = default; };
struct RegisterCertificate { RequestId id; bool operator==(const RegisterCertificate&) const = default; };  // this box's, for its visits
struct FetchInvitation { RequestId id; bool operator==(const FetchInvitation&) const = default; };
struct AnswerRing { RequestId id; std::string ring; contract::RingHow how{}; bool operator==(const AnswerRing&) const = default; };
// The box itself.
struct LookAtMachine { bool operator==(const LookAtMachine&) const = default; };  // answered with MachineSeen
struct TellCondition { RequestId id; contract::BoxCondition condition; bool operator==(const TellCondition&) const = default; };
// Visits: the disk.
struct SaveErrands { std::vector<Errand> errands; bool operator==(const SaveErrands&) const = default; };
struct KeepClips { std::set<std::string> clips; bool operator==(const KeepClips&) const = default; };  // others may go from disk
struct DropRecording { std::string id; bool operator==(const DropRecording&) const = default; };
// Visits: pictures and sound. PrepareMedia: somebody may call soon, the engine is to be there.
struct PrepareMedia { bool operator==(const PrepareMedia&) const = default; };
struct ConnectMedia { std::string call; std::uint32_t round = 0; std::vector<contract::IceServer> ice; bool beside = false; bool operator==(const ConnectMedia&) const = default; };
struct OpenDevices { std::string call; bool camera = true, microphone = true; bool operator==(const OpenDevices&) const = default; };
struct GiveSignal { call::RemoteSignal signal; bool operator==(const GiveSignal&) const = default; };
struct StopMedia { std::string call; bool operator==(const StopMedia&) const = default; };
struct StartRing { call::Tone tone = call::Tone::Ring; bool operator==(const StartRing&) const = default; };
struct StopRing { bool operator==(const StopRing&) const = default; };
struct StartRecording { std::string id; bool operator==(const StartRecording&) const = default; };
struct StopRecording { std::string id; bool keep = true; bool operator==(const StopRecording&) const = default; };
struct StartClip { std::string clip; bool operator==(const StartClip&) const = default; };
struct EndClip { std::string clip; bool operator==(const EndClip&) const = default; };

using Effect = std::variant<StartPairing, PollPairing, FetchSnapshot, FetchPhoto, SendSeen, OpenStream, CloseStream, HurryStream,
                            SavePaired, SaveSnapshot, SaveSettings, SaveOutbox, KeepPhotos, Wipe, PlayChime, SetVolume, SayAloud, MeasureGauges,
                            PlaceVisit, AnswerVisit, FetchTicket, SendSignal, EndVisit, AnswerRule, MarkVisitsSeen, SendClip,
                            FetchClip, RegisterCertificate, FetchInvitation, SaveErrands, KeepClips, DropRecording, PrepareMedia, ConnectMedia,
                            OpenDevices, GiveSignal, StopMedia, StartRing, StopRing, StartRecording, StopRecording, StartClip,
                            EndClip, AnswerRing, LookAtMachine, TellCondition, TellGuard, TellParts, SendPress, SendBack, ConfirmShown>;

}  // namespace anju::model
