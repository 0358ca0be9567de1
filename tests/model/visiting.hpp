// SPDX-License-Identifier: Apache-2.0
// A home whose family can visit: shorthands for the tests of visits.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {

inline contract::Household visiting_household() {
    auto home = demo_household();
    home.capabilities = {contract::Capability::Messages, contract::Capability::Visits};
    home.visits.first_contact = "m1";
    home.visits.quiet = {21, 7};
    return home;
}

inline contract::VisitRule agreed_rule(std::string member, contract::VisitPolicy policy) {
    contract::VisitRule rule;
    rule.member = std::move(member);
    rule.policy = policy;
    rule.agreed_at = at(10, 2, 10, 0);
    return rule;
}

inline contract::Snapshot visiting_snapshot(contract::Household home, std::vector<contract::Visit> visits, Time now) {
    auto given = snapshot(std::move(home), {}, 10, now);
    given.visits = std::move(visits);
    return given;
}

// Paired, online, at home in the morning, with a terminal that can do visits; the platform has not confirmed its
// certificate yet.
inline TerminalDriver before_certificate(contract::Household home = visiting_household(), Time now = kMorning,
                                       std::vector<contract::Visit> visits = {}) {
    TerminalDriver tv;
    auto start = started(now);
    start.device.capabilities = {contract::Capability::Messages, contract::Capability::Visits};
    start.paired = model::Paired{"t1", "DT47C"};
    tv.happens(start);
    tv.happens(model::SnapshotReceived{*tv.state.snapshot_request,
                                       visiting_snapshot(std::move(home), std::move(visits), now)});
    tv.happens(model::StreamOpened{});
    return tv;
}
inline TerminalDriver& certificate_told(TerminalDriver& tv, std::optional<contract::Error> error = {}) {
    return tv.happens(model::CertificateRegistered{*tv.state.certificate.in_flight, std::move(error)});
}
inline TerminalDriver at_visiting_home(contract::Household home = visiting_household(), Time now = kMorning,
                                       std::vector<contract::Visit> visits = {}) {
    auto tv = before_certificate(std::move(home), now, std::move(visits));
    if (tv.state.certificate.in_flight) {  // a home without visits has none
        certificate_told(tv);
    }
    return tv;
}

inline contract::Visit ring_of(std::string id, std::string member, std::string name, Time placed) {
    contract::Visit visit;
    visit.id = std::move(id);
    visit.visitor.member = std::move(member);
    visit.visitor.name = std::move(name);
    visit.placed_at = placed;
    return visit;
}

inline contract::Visit ended(contract::Visit visit, contract::VisitEnd end, Time when) {
    visit.stage = contract::VisitStage::Ended;
    visit.end = end;
    visit.ended_at = when;
    visit.ended_by = contract::VisitSide::Phone;
    return visit;
}

inline contract::Visit missed(std::string id, std::string member, std::string name, Time placed) {
    auto visit = ended(ring_of(std::move(id), std::move(member), std::move(name), placed), contract::VisitEnd::Missed, placed + 45s);
    visit.seen = false;
    return visit;
}

inline contract::VisitTicket ticket_of(contract::Visit visit) {
    contract::VisitTicket ticket;
    ticket.visit = std::move(visit);
    ticket.ice = {{{"turn:127.0.0.1:3478"}, "user", "secret"}};
    ticket.box_fingerprint = "sha-256 AB:CD";
    return ticket;
}

// 小芳 rings.
inline TerminalDriver& fang_rings(TerminalDriver& tv, std::string id = "V1") {
    return tv.hears(contract::VisitChanged{ring_of(std::move(id), "m1", "小芳", tv.state.now)});
}

inline TerminalDriver& asks(TerminalDriver& tv, model::Intent intent) {
    tv.wait(std::holds_alternative<model::AgreeRule>(intent) ? 2s : 1s);  // past the moment in which keys are ignored
    return tv.happens(model::Asked{std::move(intent)});
}

// Answered, with pictures and sound.
inline TerminalDriver& talks(TerminalDriver& tv, std::string id = "V1") {
    fang_rings(tv, id);
    asks(tv, model::AnswerCall{});
    return tv.happens(model::CallMoved{call::MediaUp{std::move(id), 0, {"月", "山", "桥", "灯"}}});
}

inline contract::Signal from_phone(contract::SignalKind kind, std::uint32_t round = 0, std::string text = "v=0", std::string visit = "V1") {
    contract::Signal signal;
    signal.visit = std::move(visit);
    signal.from = contract::VisitSide::Phone;
    signal.kind = kind;
    signal.round = round;
    signal.text = std::move(text);
    return signal;
}

inline TerminalDriver ringing_with_ticket() {
    auto tv = at_visiting_home();
    fang_rings(tv);
    tv.happens(model::TicketReceived{tv.find<model::FetchTicket>()->id, ticket_of(*tv.state.visit)});
    return tv;
}

inline std::vector<contract::SideState> told(const TerminalDriver& tv) {
    std::vector<contract::SideState> states;
    for (const auto& sent : tv.all<model::SendSignal>()) {
        if (sent.signal.kind == contract::SignalKind::State) {
            states.push_back(*sent.signal.state);
        }
    }
    return states;
}

}  // namespace anju::test
