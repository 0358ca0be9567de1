// SPDX-License-Identifier: Apache-2.0
// The call machine: what can be true of one visit, and what makes it so. Pure; who may ring and what a rule
// allows is the model's decision, this machine only knows the call.
//
//  Idle ──Placed──▶ Dialing ──Answered──▶ Connecting ──MediaUp──▶ Active ⇄ Reconnecting
//    └──Invited──▶ Ringing ──Accepted──▶ Connecting                   │
//         any ──HungUp, Declined, time limit, MediaFailed──▶ Ended ──a key, or its time──▶ Idle
//
// Camera and microphone start with Accepted or Answered, never with Invited. Everything after Ended is ignored.
// Whatever is not said in call.cpp about a state and an event changes nothing; docs/call-states.md has all pairs.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace anju::call {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using CallId = std::string;

struct Peer {
    std::string member;  // empty: a guest
    std::string name;
    bool operator==(const Peer&) const = default;
};

// What is heard before a call is one: the bell of this home, or the tone that says that it rings there.
enum class Tone { Ring, Ringback };

// Alarm: the home called for help, and what was on gave way to that.
enum class EndReason { HungUp, Declined, Cancelled, Missed, Busy, Lost, Failed, Blocked, Alarm };
enum class Side { Here, There };
// Why a call failed, as far as it is known. Stranger: whoever took the connection has not the certificate of the answer.
enum class Fault { Network, Stranger, Parts, Unknown };

// How much is left of the picture, worse and worse; the machine keeps it, the engine measures it.
enum class Rung { Full, Reduced, Low, Still, SoundOnly };

// What the phone says about a connection that is being built; opaque here.
struct RemoteSignal { CallId id; std::uint32_t round = 0; enum class Kind { Answer, Candidate } kind{}; std::string text; int mline = 0; std::string mid; bool operator==(const RemoteSignal&) const = default; };

// A connection to the phone. Each round is a new one on both sides; things of an older round are dropped.
struct Link {
    std::uint32_t round = 0;
    Time since{};                      // its offer was ordered
    bool described = false;            // the phone's answer has come
    std::vector<RemoteSignal> waiting{}; // candidates that came before it
    bool up = false;                   // pictures or sound came over it
    bool failed = false;               // the engine gave it up
    std::vector<std::string> words{};  // four, of both fingerprints
    bool operator==(const Link&) const = default;
};
// What the phone says of itself.
struct There {
    bool camera = true, microphone = true;
    Rung sends = Rung::Full;
    bool operator==(const There&) const = default;
};
// What the person wants to be live; what truly runs is told by the engine.
struct Live {
    bool camera = false, microphone = false;
    bool operator==(const Live&) const = default;
};

// ---- states: only the data valid in them ----
struct Idle { bool operator==(const Idle&) const = default; };
struct Dialing { CallId id; Peer peer; Time since{}, until{}; Link link; There there; bool operator==(const Dialing&) const = default; };
struct Ringing {
    CallId id; Peer peer; Time since{}, until{};
    std::optional<Time> answers_itself_at;  // the countdown's end
    Link link; There there;
    bool operator==(const Ringing&) const = default;
};
struct Connecting {
    CallId id; Peer peer; Side placed_by{}; bool automatic = false; Live live; Time since{}, until{};
    Link link; There there;
    bool operator==(const Connecting&) const = default;
};
struct Active {
    CallId id; Peer peer; Side placed_by{}; bool automatic = false; Live live;
    Time since{};                     // first picture or sound after the answer
    std::uint32_t round = 0;          // what is seen and heard came over this one; link may be the next, being built
    Link link; There there;
    Rung sends = Rung::Full;          // what this side sends
    Rung receives = Rung::Full;       // what comes, as the engine measures it
    std::optional<Time> weak_since;   // no moving picture comes though the phone's camera is on
    bool peer_speaking = false;
    bool operator==(const Active&) const = default;
};
struct Reconnecting { Active last; Time lost_at{}, until{}; bool operator==(const Reconnecting&) const = default; };
struct Ended {
    CallId id; Peer peer; Side placed_by{}; EndReason reason{}; Side by{}; Time at{}, until{};
    std::optional<std::chrono::milliseconds> talked;  // nothing: it was never answered
    Fault fault = Fault::Network;  // of Failed
    bool operator==(const Ended&) const = default;
};
using State = std::variant<Idle, Dialing, Ringing, Connecting, Active, Reconnecting, Ended>;

// ---- events ----
struct Placed { CallId id; Peer peer; bool operator==(const Placed&) const = default; };
struct Invited { CallId id; Peer peer; std::optional<std::chrono::seconds> answers_itself_in; bool camera = true; bool operator==(const Invited&) const = default; };
struct Accepted { CallId id; bool automatic = false; bool camera = true, microphone = true; bool operator==(const Accepted&) const = default; };  // here
struct Answered { CallId id; bool operator==(const Answered&) const = default; };   // there
struct Declined { CallId id; bool operator==(const Declined&) const = default; };   // here: 不方便
struct HungUp { CallId id; Side by{}; EndReason reason = EndReason::HungUp; bool operator==(const HungUp&) const = default; };
struct AgainAsked { CallId id; std::uint32_t round = 0; bool operator==(const AgainAsked&) const = default; };  // there: a new connection, please
struct PeerState { CallId id; There there; bool operator==(const PeerState&) const = default; };
struct MediaUp { CallId id; std::uint32_t round = 0; std::vector<std::string> words; bool operator==(const MediaUp&) const = default; };    // the first picture or sound of a round, or the first after a silence
struct MediaSilent { CallId id; std::uint32_t round = 0; bool operator==(const MediaSilent&) const = default; };  // the RTP watchdog, or the connection failed
struct MediaFailed { CallId id; std::uint32_t round = 0; std::string why; Fault fault = Fault::Unknown; bool operator==(const MediaFailed&) const = default; };
struct RungChanged { CallId id; Rung sends{}, receives{}; bool peer_speaking = false; bool operator==(const RungChanged&) const = default; };
struct CameraWanted { CallId id; bool on = true; bool operator==(const CameraWanted&) const = default; };
struct MicrophoneWanted { CallId id; bool on = true; bool operator==(const MicrophoneWanted&) const = default; };
struct DevicesChanged { bool camera = false, microphone = false; bool operator==(const DevicesChanged&) const = default; };
struct NetworkChanged { bool operator==(const NetworkChanged&) const = default; };
struct Dismissed { bool operator==(const Dismissed&) const = default; };  // a key on the Ended screen
struct TimePassed { bool operator==(const TimePassed&) const = default; };
using Event = std::variant<Placed, Invited, Accepted, Answered, Declined, HungUp, RemoteSignal, AgainAsked, PeerState, MediaUp,
                           MediaSilent, MediaFailed, RungChanged, CameraWanted, MicrophoneWanted, DevicesChanged, NetworkChanged,
                           Dismissed, TimePassed>;

// ---- commands ----
struct TellPlaced { CallId id; Peer peer; bool operator==(const TellPlaced&) const = default; };
struct TellAccepted { CallId id; bool automatic = false; bool operator==(const TellAccepted&) const = default; };
struct TellEnded { CallId id; EndReason reason{}; bool operator==(const TellEnded&) const = default; };
struct StartRinging { CallId id; bool operator==(const StartRinging&) const = default; };
struct StopRinging { bool operator==(const StopRinging&) const = default; };
// Builds the connection and offers it: no camera, no microphone, nothing of the home leaves it.
struct Connect { CallId id; std::uint32_t round = 0; bool operator==(const Connect&) const = default; };
// Consent was given: devices open, the gate opens.
struct OpenDevices { CallId id; bool camera = true, microphone = true; bool operator==(const OpenDevices&) const = default; };
struct GiveSignal { CallId id; std::uint32_t round = 0; RemoteSignal signal; bool operator==(const GiveSignal&) const = default; };
struct StopMedia { CallId id; bool operator==(const StopMedia&) const = default; };
using Command = std::variant<TellPlaced, TellAccepted, TellEnded, StartRinging, StopRinging, Connect, OpenDevices, GiveSignal, StopMedia>;

struct Step { State state; std::vector<Command> commands; bool operator==(const Step&) const = default; };
Step step(State state, const Event& event, Time now);

// When TimePassed is wanted next; nothing: never.
std::optional<Time> next_deadline(const State& state);
const CallId* id_of(const State& state);

inline constexpr std::chrono::seconds kRingsFor{45};
inline constexpr std::chrono::seconds kConnectsFor{20};
inline constexpr std::chrono::seconds kReconnectsFor{90};
inline constexpr std::chrono::seconds kAnswersItselfAfter{15};
// How long the end stands on the screen when nobody presses a key.
inline constexpr std::chrono::seconds kEndStaysFor{600};
inline constexpr std::chrono::seconds kMissedStaysFor{20};    // nobody was there
inline constexpr std::chrono::seconds kDeclinedStaysFor{5};   // "she has been told"
// So long an offer may be on its way before a wish for an older round means that it was lost.
inline constexpr std::chrono::seconds kOfferTravels{2};
// Sooner after the last offer no page has a reason to ask for another; each costs a connection.
inline constexpr std::chrono::seconds kAgainApart{1};
inline constexpr std::size_t kMostWaiting = 64;               // candidates before the description

}  // namespace anju::call
