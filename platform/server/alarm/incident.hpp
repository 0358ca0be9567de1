// SPDX-License-Identifier: Apache-2.0
// What becomes of a call for help: pure. One run of presses is one incident, each press counts once, and its reach grows
// while nobody has it. docs/alarm.md has the rules.
#pragma once

#include <optional>

#include "platform/contract/desk.hpp"

namespace anju::server::alarm {

using contract::AlarmReach;
using contract::AlarmReport;
using contract::AlarmState;
using contract::ResponderState;
using contract::Time;

// Of one run, the most that was heard.
struct Run {
    std::int64_t presses = 0, taken_back = 0;
    bool cancelled() const { return taken_back >= presses; }
    bool operator==(const Run&) const = default;
};

// Who was sent last.
struct Responding {
    ResponderState state = ResponderState::Asked;
    Time asked_at{};
    std::optional<Time> expected_at;
    std::optional<Time> answer_due;  // nothing was heard, and somebody has to know
    bool operator==(const Responding&) const = default;
};

struct Incident {
    AlarmState state = AlarmState::Waiting;
    AlarmReach reach = AlarmReach::Nearest;
    std::int64_t presses = 0;
    Time received_at{}, waiting_since{};
    std::optional<Time> next_at;  // when somebody has to look at it again
    std::optional<Time> accepted_at, cancelled_at, call_back_by, called_back_at, closed_at;
    bool has_outcome = false;
    bool late = false;  // that what is owed is late was said
    std::optional<Responding> responder;
    std::optional<Time> offered_until;  // to another seat
    bool operator==(const Incident&) const = default;
};

// Whoever would hear a step now.
struct Hearers {
    bool seat = false;    // on duty, at the home's place or above it
    bool head = false;    // a manager's page, there
    bool family = false;  // a relative whose page is open, or whom a notice can reach
};

// --- what a box reports ---

enum class Goes { Same, Joins, New };  // to the incident of its run, to the one that is open in the home, to one of its own
// `run`, `its`: what is known of this run and its incident; `homes`: the one that is open in the home, or its newest; `same`: it is `its`.
Goes goes_to(const AlarmReport& report, const std::optional<Run>& run, const std::optional<Incident>& its, const std::optional<Incident>& homes, bool same, Time now);

struct Merged {
    Run run;
    std::int64_t added = 0;  // presses that nobody has counted yet
    bool news = false;
};
// Whatever comes twice, late or in another order changes nothing.
Merged merge(const std::optional<Run>& known, const AlarmReport& report);

Incident begun(Time now);
enum class Became { Same, Cancelled, Live, KeptOn };  // KeptOn: taken back after a person had it
// So many presses more; `all_back`: every press of all its runs has been taken back, `taken`: 返回 said so just now.
Became press(Incident& incident, std::int64_t added, bool all_back, bool taken, Time now);

// --- what time does ---

enum class Late { Nothing, Outcome, CallBack };  // what somebody owes
struct Moved {
    bool reached = false;  // further than before
    bool changing = false; // the one who had it is gone
    Late late = Late::Nothing;
    bool silent = false;      // nothing was heard of who was sent
    bool offer_over = false;  // nobody took what was offered
    bool operator==(const Moved&) const = default;
};
// Brings it to where it must be by now; says what is new. `holder_gone`: the seat that has it is silent, or off duty.
Moved move(Incident& incident, const Hearers& hearers, bool holder_gone, Time now);

// --- what the desk does ---

void accept(Incident& incident, Time now);
void close(Incident& incident, bool call_back, Time now);
void called_back(Incident& incident, Time now);
// No outcome is owed any more.
void decided(Incident& incident);

// The one who was sent before is replaced.
void send(Incident& incident, Time now);
// False: that was known. Said again, the same minutes change nothing.
bool answer(Incident& incident, ResponderState state, int minutes, Time now);
// It stays with who has it, until the other accepts.
void offer(Incident& incident, Time now);
// The other has accepted: it was answered when the first one answered, and what is owed is owed by the second.
void hand_over(Incident& incident);

// When the next are called, of one that waits.
std::optional<Time> reaches_next(const Incident& incident);
inline bool waits(AlarmState state) { return state == AlarmState::Waiting || state == AlarmState::Changing; }
inline bool is_open(AlarmState state) { return waits(state) || state == AlarmState::Accepted; }


inline constexpr std::chrono::seconds kAnswerDue{120};  // of who was sent

}  // namespace anju::server::alarm
