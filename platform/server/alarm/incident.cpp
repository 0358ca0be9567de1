// SPDX-License-Identifier: Apache-2.0
#include "platform/server/alarm/incident.hpp"

#include <algorithm>
#include <array>

namespace anju::server::alarm {
namespace {

constexpr std::array<std::chrono::seconds, 5> kSteps{std::chrono::seconds{0}, contract::kToAllSeats, contract::kToHeadAndFamily, contract::kToAbove, contract::kToBreach};

AlarmReach after(AlarmReach reach) { return static_cast<AlarmReach>(static_cast<int>(reach) + 1); }

Time begins(const Incident& incident, AlarmReach reach) { return incident.waiting_since + kSteps[static_cast<std::size_t>(reach)]; }

// The last step is not there to be heard, and the one before it has nobody behind it.
bool heard(AlarmReach reach, const Hearers& hearers) {
    switch (reach) {
        case AlarmReach::Nearest:
        case AlarmReach::AllSeats:
            return hearers.seat;
        case AlarmReach::HeadAndFamily:
            return hearers.head || hearers.family;
        case AlarmReach::Above:
        case AlarmReach::Breach:
            return true;
    }
    return true;
}

std::optional<Time> owed_by(const Incident& incident) {
    if (incident.state == AlarmState::Accepted) {
        return incident.has_outcome || !incident.accepted_at ? std::nullopt : std::optional(*incident.accepted_at + contract::kOutcomeDue);
    }
    return incident.called_back_at ? std::nullopt : incident.call_back_by;
}

void sooner(std::optional<Time>& next, const std::optional<Time>& other) {
    if (other && (!next || *other < *next)) {
        next = other;
    }
}

std::optional<Time> next_of(const Incident& incident) {
    auto next = waits(incident.state) ? reaches_next(incident) : incident.late ? std::nullopt : owed_by(incident);
    if (is_open(incident.state) && incident.responder) {
        sooner(next, incident.responder->answer_due);
    }
    sooner(next, incident.offered_until);
    return next;
}

void wait_again(Incident& incident, AlarmState state, Time since, Time now) {
    incident.state = state;
    incident.waiting_since = since;
    incident.next_at = now;
    incident.late = false;
}

}  // namespace

Goes goes_to(const AlarmReport& report, const std::optional<Run>& run, const std::optional<Incident>& its, const std::optional<Incident>& homes, bool same, Time now) {
    if (run && its) {
        const bool more = report.presses > run->presses;
        const bool another_open = homes && !same && is_open(homes->state);
        if (!more || (its->state != AlarmState::Closed && !another_open)) {
            return Goes::Same;
        }
    }
    if (!homes || homes->state == AlarmState::Closed) {
        return Goes::New;
    }
    const bool over = homes->state == AlarmState::Cancelled && now - homes->cancelled_at.value_or(now) > contract::kSameAlarm;
    return over ? Goes::New : Goes::Joins;
}

Merged merge(const std::optional<Run>& known, const AlarmReport& report) {
    const Run before = known.value_or(Run{});
    Merged merged;
    merged.run = {std::max<std::int64_t>(before.presses, report.presses), std::max<std::int64_t>(before.taken_back, report.taken_back)};
    merged.added = merged.run.presses - before.presses;
    merged.news = !known || merged.run != before;
    return merged;
}

Incident begun(Time now) {
    Incident incident;
    incident.received_at = incident.waiting_since = now;
    incident.next_at = now;
    return incident;
}

Became press(Incident& incident, std::int64_t added, bool all_back, bool taken, Time now) {
    incident.presses += added;
    switch (incident.state) {
        case AlarmState::Waiting:
            if (!all_back) {
                return Became::Same;
            }
            incident.state = AlarmState::Cancelled;
            incident.cancelled_at = now;
            incident.call_back_by = incident.next_at = now + contract::kCallBackDue;
            incident.late = false;
            return Became::Cancelled;
        case AlarmState::Cancelled:
            if (all_back) {
                if (added > 0) {
                    incident.cancelled_at = now;
                }
                return Became::Same;
            }
            incident.cancelled_at.reset();
            incident.call_back_by.reset();
            wait_again(incident, AlarmState::Waiting, now, now);
            return Became::Live;
        case AlarmState::Accepted:
        case AlarmState::Changing:
            return taken ? Became::KeptOn : Became::Same;
        case AlarmState::Closed:
            return Became::Same;
    }
    return Became::Same;
}

Moved move(Incident& incident, const Hearers& hearers, bool holder_gone, Time now) {
    Moved moved;
    if (incident.state == AlarmState::Accepted && holder_gone) {
        // It has waited enough at one place: all seats at once, and the next ones sooner.
        wait_again(incident, AlarmState::Changing, now - contract::kToAllSeats, now);
        incident.offered_until.reset();
        moved.changing = true;
    }
    if (incident.offered_until && now >= *incident.offered_until) {
        incident.offered_until.reset();
        moved.offer_over = true;
    }
    if (is_open(incident.state) && incident.responder && incident.responder->answer_due && now >= *incident.responder->answer_due) {
        incident.responder->answer_due.reset();
        moved.silent = true;
    }
    if (waits(incident.state)) {
        AlarmReach reach = incident.reach;
        while (reach != AlarmReach::Breach && now >= begins(incident, after(reach))) {
            reach = after(reach);
        }
        while (!heard(reach, hearers)) {
            reach = after(reach);
        }
        moved.reached = reach != incident.reach;
        incident.reach = reach;
    } else if (const auto owed = owed_by(incident); owed && !incident.late && now >= *owed) {
        incident.late = true;
        moved.late = incident.state == AlarmState::Accepted ? Late::Outcome : Late::CallBack;
    }
    incident.next_at = next_of(incident);
    return moved;
}

void accept(Incident& incident, Time now) {
    incident.state = AlarmState::Accepted;
    incident.accepted_at = now;
    incident.late = false;
    incident.next_at = next_of(incident);
}

void close(Incident& incident, bool call_back, Time now) {
    incident.state = AlarmState::Closed;
    incident.closed_at = now;
    incident.offered_until.reset();
    incident.late = false;
    if (call_back) {
        incident.call_back_by = now + contract::kCallBackDue;
    }
    incident.next_at = call_back ? incident.call_back_by : std::nullopt;
}

void called_back(Incident& incident, Time now) {
    incident.called_back_at = now;
    incident.next_at.reset();
    if (incident.state == AlarmState::Cancelled) {
        close(incident, false, now);
    }
}

void decided(Incident& incident) {
    incident.has_outcome = true;
    if (incident.state == AlarmState::Accepted) {
        incident.next_at = next_of(incident);
    }
}

void send(Incident& incident, Time now) {
    incident.responder = Responding{ResponderState::Asked, now, std::nullopt, now + kAnswerDue};
    incident.next_at = next_of(incident);
}

bool answer(Incident& incident, ResponderState state, int minutes, Time now) {
    if (!incident.responder) {
        return false;
    }
    Responding& one = *incident.responder;
    const auto expected = state == ResponderState::OnTheWay ? std::optional<Time>(now + std::chrono::minutes{minutes}) : std::nullopt;
    const bool same = one.state == state && (!expected || (one.expected_at && std::chrono::abs(*expected - *one.expected_at) < std::chrono::minutes{1}));
    if (same) {
        return false;
    }
    one.state = state;
    one.expected_at = expected;
    one.answer_due.reset();
    incident.next_at = next_of(incident);
    return true;
}

void offer(Incident& incident, Time now) {
    incident.offered_until = now + contract::kOffered;
    incident.next_at = next_of(incident);
}

void hand_over(Incident& incident) {
    incident.offered_until.reset();
    incident.next_at = next_of(incident);
}

std::optional<Time> reaches_next(const Incident& incident) {
    return waits(incident.state) && incident.reach != AlarmReach::Breach ? std::optional(begins(incident, after(incident.reach))) : std::nullopt;
}

}  // namespace anju::server::alarm
