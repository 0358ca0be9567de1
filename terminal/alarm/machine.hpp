// SPDX-License-Identifier: Apache-2.0
// The press machine: what a press, an answer and the time do to the runs of presses. Pure: it is told everything and asks for everything
// with values; the program around it does what they say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "terminal/alarm/ladder.hpp"
#include "terminal/alarm/run.hpp"

namespace anju::alarm {

// As the TV is told it. Lost: called from memory, it could not be written down.
enum class Shows { Idle, Calling, Received, Accepted, Changing, Cancelled, Ended, Lost };
enum class Sentence { Calling, Received, Accepted, Changing, Cancelled, Ended, Lost, Dial, Another, Check, CheckGood, CheckBad };  // the last three: of a test

struct Told {
    std::uint64_t version = 0;
    Shows state = Shows::Idle;
    contract::Time at{};  // since when it is so
    int presses = 0;
    std::optional<contract::Time> take_back_until;
    Stage rung{};
    std::optional<contract::Alarm> alarm;
    bool operator==(const Told&) const = default;
};

// What happens.
// Of the journal. sequence: to go on from, where it held nothing. memory: there is none that could be written.
struct Restored { std::optional<Kept> kept; std::string boot; std::uint64_t sequence = 0; bool memory = false; };
struct Pressed { contract::AlarmSource source{}; std::string fresh; };  // fresh: an id, should a run begin
struct BackPressed {};
struct Written { std::uint64_t number = 0; bool ok = false; };
// The platform's words. presses, taken_back: of the report that this answers; 0 where it is news.
struct Answered { contract::Alarm alarm; int presses = 0, taken_back = 0; };
struct Denied {};                          // it does not know this box
struct Forgotten { std::string report; };  // it does not know this report any more
// It refuses this report: another box has reported one with this id, or with another sequence. fresh: an id to go on with.
struct OfAnother { std::string report, fresh; };
struct BoxKnown { bool known = false; };   // whether there is a platform to tell, and when that has become another
struct Elsewhere { std::string report; };  // a try of it went another way: the second address, another interface, a known address
struct Shown { std::uint64_t version = 0; };
struct WriteAgain {};  // what is kept: whether the journal takes it
struct Tick {};
using Event = std::variant<Restored, Pressed, BackPressed, Written, Answered, Denied, Forgotten, OfAnother, BoxKnown, Elsewhere, Shown, WriteAgain, Tick>;

// What is to be done.
struct Journal { std::uint64_t number = 0; Kept kept; bool operator==(const Journal&) const = default; };
struct Send { contract::AlarmReport report; Way way{}; bool everywhere = false; bool operator==(const Send&) const = default; };
struct Speak { Sentence sentence{}; bool operator==(const Speak&) const = default; };
struct Hush { bool operator==(const Hush&) const = default; };  // what is being spoken is true no more
struct Tell { Told told; bool operator==(const Tell&) const = default; };
using Effect = std::variant<Journal, Send, Speak, Hush, Tell>;

inline constexpr Moment kDiskLimit{1000};  // a disk that takes longer is one that fails: it is sent from memory
inline constexpr Moment kTellLimit{80};    // the TV is told before a slow disk has answered: a press is felt within 100 ms
inline constexpr Moment kTvLimit{1000};    // then the guard speaks itself
inline constexpr Moment kRenews{10'000};   // a platform that refuses each id is not asked faster
inline constexpr Moment kWideApart{5'000};  // two tries by each interface, at the least
inline constexpr Moment kStays{10 * 60 * 1000};  // what is over, on the screen

struct State {
    Kept kept;
    std::optional<contract::Alarm> alarm;  // of kept.run, the newest, since this program started
    bool box = false, denied = false;
    bool old_news = false;                 // what the platform said of kept.run, it said before this machine started

    std::uint64_t number = 0, written = 0;  // of the journal: asked for last; done
    std::uint64_t needed = 0;               // nothing is sent before this one is written
    bool memory = false;                    // or cannot be
    std::optional<Moment> disk_since;       // the disk owes an answer

    std::optional<Moment> renewed;    // a report got another id
    Moment owing{};                   // since when something is undelivered
    Moment changed{};                 // from here the ladder is counted
    std::optional<Moment> next_try;   // nothing: all is delivered
    Way turn = Way::Second;           // of the next try by turns
    std::optional<Moment> wide_at;    // the last one by each interface
    Moment unanswered{};              // since when the run waits for an answer
    bool elsewhere = false;           // it was tried another way since

    Told told;
    std::optional<Moment> untold;     // a key of which the TV does not know yet
    std::optional<Moment> over;       // since when the run is

    std::optional<Sentence> to_say;   // unless the TV shows
    std::uint64_t to_say_version = 0;
    Moment say_at{};
    bool speaks = false;              // something was said since the last Hush
};

std::vector<Effect> step(State& state, const Event& event, const Now& now);
// When a Tick is wanted.
std::optional<Moment> deadline(const State& state);

bool undelivered(const State& state);
// The report that the platform is to tell us of as it moves.
std::optional<std::string> following(const State& state);

}  // namespace anju::alarm
