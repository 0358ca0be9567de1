// SPDX-License-Identifier: Apache-2.0
// What the sides of a visit say to each other, until one of them ends it.
#include "platform/contract/codec.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visit_check.hpp"
#include "platform/server/storage/visit_parties.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::Signal;
using contract::SignalKind;
using contract::Visit;
using contract::VisitEnd;
using contract::VisitSide;
using contract::VisitStage;

constexpr std::int64_t kMaxSignals = 5'000;  // of one visit: hours of the worst network …
constexpr std::int64_t kMaxSignalBytes = 8 * 1024 * 1024;  // … a round of both sides has some 25 KiB

// Whose the visit must be, as the row has it: $2.
struct SignalFrom {
    VisitSide side{};
    const char* is = "";
    std::string mine;
};

SignalFrom signal_from(Transaction& tx, const VisitParty& party, const std::string& visit) {
    if (const auto* tv = std::get_if<TerminalCaller>(&party)) {
        return {VisitSide::Tv, " AND terminal = $2 AND offers = ''", tv->terminal};
    }
    if (const auto* phone = std::get_if<VisitorCaller>(&party)) {
        return {VisitSide::Phone, " AND phone = $2", phone->phone()};
    }
    const auto& seat = std::get<StaffCaller>(party);
    const bool offers = !tx.run("SELECT 1 FROM visit WHERE id = $1 AND offers = $2", {visit, phone_of(seat)}).empty();
    return {offers ? VisitSide::Tv : VisitSide::Phone, offers ? " AND offers = $2" : " AND phone = $2", phone_of(seat)};
}

}  // namespace

Urgency SqlRepository::urgency_of_visit(const std::string& visit) {
    const auto alarm = read<bool>([&](Transaction& tx) -> Stored<bool> { return !tx.run("SELECT 1 FROM visit WHERE id = $1 AND alarm IS NOT NULL", {visit}).empty(); });
    return alarm && *alarm ? Urgency::Alarm : Urgency::Routine;
}

// The hot path: one row is held, and only those of the other side's stream beside it. What was said before is found by its
// digest, so that the hundredth signal takes no longer than the first.
Stored<void> SqlRepository::send_signal(const VisitParty& party, const Signal& given, Time now) {
    if (!std::holds_alternative<StaffCaller>(party)) {  // of which the visit says what it is there
        if (auto fine = check_signal(given, std::holds_alternative<TerminalCaller>(party) ? VisitSide::Tv : VisitSide::Phone); !fine) {
            return fine;
        }
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const SignalFrom from = signal_from(work.tx, party, given.visit);
        if (auto fine = check_signal(given, from.side); !fine) {
            return fine;
        }
        Signal signal = given;
        signal.from = from.side;
        const contract::EventBody body = contract::SignalCame{signal};
        // Its answer was lost and it comes again: once is enough. A state may come back, and says the same.
        const SignalMark mark{signal.visit, signal.kind == SignalKind::State ? "" : sha256_hex(contract::encode_event_data(body))};
        const auto bytes = static_cast<std::int64_t>(signal.text.size() + signal.mid.size());
        const Rows rows = work.tx.run("UPDATE visit SET signals = signals + 1, signal_bytes = signal_bytes + $3 WHERE id = $1 AND stage <> 'ended'" + std::string(from.is) +
                                          " RETURNING signals, terminal, signal_bytes, offers",
                                      {given.visit, from.mine, bytes});
        if (rows.empty()) {
            return not_found("visit_not_found");
        }
        if (rows[0].number(0) > kMaxSignals || rows[0].number(2) > kMaxSignalBytes) {
            return refused("too_many_signals", 1s);
        }
        const std::string other = from.side == VisitSide::Tv  ? recipient_of_visit(signal.visit)
                                  : rows[0].text(3).empty() ? recipient_of_terminal(rows[0].text(1))
                                                            : recipient_of_visit_desk(signal.visit);
        give_signal(work, other, body, mark);
        return {};
    }, urgency_of_visit(given.visit));
}

Stored<Visit> SqlRepository::end_visit(const VisitParty& party, const std::string& visit, VisitEnd said, Time now) {
    return write<Visit>(now, [&](Work& work) -> Stored<Visit> {
        auto row = held_visit(work, party, visit);
        if (!row || !is_of(*row, party)) {
            return not_found("visit_not_found");
        }
        if (row->visit.stage != VisitStage::Ended) {
            mark_ended(work, *row, name_of(party), ended_as(*row, side_of(party, *row), said), side_of(party, *row));
            tell_visit(work, *row);
        }
        return row->visit;
    }, urgency_of_visit(visit));
}

Stored<void> SqlRepository::may_listen(const VisitListener& phone, Time now) {
    constexpr auto kAfterwards = 60s;  // the end itself is still heard, also after a lost line
    return read<void>([&](Transaction& tx) -> Stored<void> {
        const auto row = load_visit(tx, phone.visit);
        const bool mine = row && !row->phone.empty() && is_of(*row, phone.caller) && phone.offers == (std::holds_alternative<StaffCaller>(phone.caller) && !row->offers.empty());
        if (!mine || (row->visit.ended_at && *row->visit.ended_at + kAfterwards < now)) {
            return not_found("visit_not_found");
        }
        return {};
    });
}

}  // namespace anju::server
