// SPDX-License-Identifier: Apache-2.0
// Short words for the tests of visits.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/codec.hpp"
#include "tests/server_storage/storage_test.hpp"

namespace anju::server {

using contract::Signal;
using contract::SignalKind;
using contract::VisitEnd;
using contract::VisitSide;
using contract::VisitStage;
using contract::VisitTicket;

inline Listening everybody() {
    const auto yes = [](const std::string&) { return true; };
    return {yes, yes, yes};
}
inline Listening nobody() {
    const auto no = [](const std::string&) { return false; };
    return {no, no, no};
}

inline Signal signal(const std::string& visit, SignalKind kind, std::string text) {
    Signal out;
    out.visit = visit;
    out.kind = kind;
    out.text = std::move(text);
    return out;
}
inline Signal offer(const std::string& visit) { return signal(visit, SignalKind::Offer, "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n"); }
inline Signal answer(const std::string& visit) { return signal(visit, SignalKind::Answer, "v=0\r\no=- 2 2 IN IP4 192.0.2.2\r\n"); }
inline Signal candidate(const std::string& visit, int mline) {
    Signal out = signal(visit, SignalKind::Candidate, "a=candidate:1 1 udp 1 192.0.2.7 5 typ host");
    out.mline = mline;
    return out;
}

inline const std::string kFingerprint = [] {
    std::string out = "sha-256 0F";
    for (int i = 1; i < 32; ++i) out += ":AB";
    return out;
}();

class VisitStorage : public Storage {
  protected:
    // Its TV can be rung at: it has said its certificate.
    Street a_street(const std::string& name = "东关") {
        Street street = Storage::a_street(name);
        must(repository().register_certificate(street.tv, kFingerprint, now_));
        return street;
    }
    TerminalCaller a_tv(const Street& street) {
        const TerminalCaller tv = Storage::a_tv(street);
        must(repository().register_certificate(tv, kFingerprint, now_));
        return tv;
    }
    // The daughter, from the phone of the street.
    Stored<VisitTicket> place(const Street& street) {
        return repository().place_visit(VisitorCaller{street.family}, {}, everybody(), {}, now_);
    }
    FamilyCaller another_phone(const Street& street) {
        return must(repository().family_with_session(must(repository().exchange_link(street.link, now_)).token, now_));
    }
    void first_contact(const Street& street, const std::string& member) {
        HouseholdEdit edit;
        edit.first_contact = member;
        must(repository().edit_household(street.administrator, street.household, edit, now_));
    }

    template <class Changed, class T>
    std::vector<T> heard(const std::string& recipient, T Changed::*what) {
        std::vector<T> out;
        for (const StoredEvent& event : events_of(recipient)) {
            const auto body = contract::decode_event(event.name, event.data);
            const auto* changed = body ? std::get_if<Changed>(&*body) : nullptr;
            if (changed) out.push_back(changed->*what);
        }
        return out;
    }
    std::vector<contract::Visit> heard_visits(const std::string& recipient) { return heard(recipient, &contract::VisitChanged::visit); }
    // What the TV or the phone has heard last is that the platform stopped this visit: nobody has hung up, or given up.
    void expect_stopped(const std::string& recipient, const std::string& visit) {
        const contract::Visit last = heard_visits(recipient).back();
        EXPECT_EQ(last.id, visit);
        EXPECT_EQ(last.stage, VisitStage::Ended);
        EXPECT_EQ(last.end, VisitEnd::Blocked);
        EXPECT_FALSE(last.ended_by) << contract::encode(last);
    }
    std::vector<contract::Visit> heard_visits(const TerminalCaller& tv) { return heard_visits(recipient_of(tv)); }
    std::vector<Signal> heard_signals(const std::string& recipient) { return heard(recipient, &contract::SignalCame::signal); }
};

#define VISITS_ON_BOTH_DATABASES(Suite)                                 \
    class Suite : public VisitStorage {};                               \
    INSTANTIATE_TEST_SUITE_P(                                           \
        On, Suite, testing::Values(Dialect::Sqlite, Dialect::Postgres), \
        [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; })

}  // namespace anju::server
