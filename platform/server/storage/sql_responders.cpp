// SPDX-License-Identifier: Apache-2.0
// Going there: who can be sent, the link that opens the door, and what is answered by it.
#include <algorithm>

#include "platform/server/storage/desk_acts.hpp"
#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/guesses.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::Responder;
using contract::ResponderAnswer;
using contract::ResponderHome;
using contract::ResponderLink;
using contract::ResponderList;
using contract::ResponderState;
using contract::Role;

constexpr std::chrono::hours kLinkRemembered{7 * 24};  // so long it says why it opens nothing any more
constexpr std::int64_t kMostResponders = 100;

std::vector<Guesser> link_guessers(const std::string& address) { return {{"responder link address " + address, 10, std::chrono::minutes{15}}}; }

// Nearest first.
std::vector<Responder> load_responders(Transaction& tx, const IncidentRow& row, const std::string& only = "") {
    std::vector<Responder> all;
    for (const Row& one : tx.run("SELECT t.id, t.display_name, o.name, t.phone, t.roles, CASE WHEN EXISTS (SELECT 1 FROM incident i WHERE i.responder = t.id AND i.id <> $2"
                                 " AND i.closed_at IS NULL AND i.responder_state = 'on_the_way') THEN 1 ELSE 0 END"
                                 " FROM staff t JOIN organisation o ON o.id = t.organisation WHERE t.active = 1 AND t.roles LIKE '%responder%' AND t.path <= $1 AND $1 < t.path || '~'"
                                 " AND ($3 = '' OR t.id = $3) ORDER BY t.path DESC, t.display_name, t.id LIMIT $4",
                                 {row.path, row.id, only, kMostResponders})) {
        if (std::ranges::count(roles_of(one.text(4)), Role::Responder) > 0) {
            all.push_back({one.text(0), one.text(1), one.text(2), one.text(3), one.number(5) != 0});
        }
    }
    return all;
}

struct Sent {
    std::string link, notice;  // of its notice that still waits; "": none
};

Stored<Sent> begin_sending(Work& work, IncidentRow& row, const StaffCaller& staff, const std::string& responder, bool notify) {
    const auto found = load_responders(work.tx, row, responder);
    if (found.empty()) {
        return not_found("responder_not_found");
    }
    const Who who = who_is(work.tx, staff, work.now);
    write_note(work, row, who);
    row.sending = new_id();
    row.responder = found[0].id;
    row.responder_name = found[0].name;
    alarm::send(row.now, work.now);
    write_step(work, row, who, "sent", found[0].name);
    if (notify && !found[0].phone.empty()) {
        work.tx.run("INSERT INTO responder_notice (id, incident, sending, state, tries, next_at, created_at) VALUES ($1, $2, $3, 'waiting', 0, $4, $4)",
                    {new_id(), row.id, row.sending, work.now});
    }
    return Sent{};
}

// What stands behind a link: the alarm, or why it opens nothing.
Stored<IncidentRow> linked_alarm(Transaction& tx, const std::string& link, Time now) {
    const Rows rows = tx.run("SELECT incident, sending FROM responder_link WHERE secret_hash = $1 AND made_at > $2", {sha256_hex(link), now - kLinkRemembered});
    auto row = rows.empty() ? std::nullopt : load_incident(tx, rows[0].text(0));
    if (!row || !row->now.responder) {
        return not_found("link_not_valid");
    }
    if (row->sending != rows[0].text(1)) {
        return conflict("responder_replaced");
    }
    if (!alarm::is_open(row->now.state)) {
        return conflict("alarm_closed");
    }
    const bool works = !tx.run("SELECT 1 FROM staff WHERE id = $1 AND active = 1", {row->responder}).empty();
    return works ? Stored<IncidentRow>(*std::move(row)) : Stored<IncidentRow>(not_found("link_not_valid"));
}

// 4 楼，有电梯
std::string floor_and_lift(const std::string& floor, const std::string& lift) {
    const bool named = lift.find("电梯") != std::string::npos || lift.find("lift") != std::string::npos;
    return floor + (floor.empty() || lift.empty() ? "" : "，") + (lift.empty() || named ? lift : "电梯：" + lift);
}

Stored<ResponderHome> home_at_door(Transaction& tx, const IncidentRow& row) {
    const Rows rows = tx.run("SELECT p.name, p.called, h.address, f.door_code, f.floor, f.lift, f.way_in, f.mobility, f.hearing, f.allergies, f.dialect, h.help_number"
                             " FROM household h JOIN person p ON p.household = h.id LEFT JOIN home_file f ON f.household = h.id WHERE h.id = $1",
                             {row.household});
    if (rows.empty()) {
        return not_found("link_not_valid");
    }
    const Row& one = rows[0];
    const auto text = [&](std::size_t column) { return one.empty_at(column) ? std::string() : one.text(column); };
    ResponderHome home;
    home.person = text(0);
    home.called = text(1);
    home.address = text(2);
    home.door_code = text(3);
    home.floor = floor_and_lift(text(4), text(5));
    home.keys = text(6);
    home.walking = text(7);
    home.hearing = text(8);
    home.allergies = text(9);
    home.dialect = text(10);
    home.pressed = contract::word(row.source);
    home.desk_number = text(11).empty() ? "12349" : text(11);
    home.operator_name = row.now.state == contract::AlarmState::Accepted ? row.by_name : "";
    home.asked_at = row.now.responder->asked_at;
    home.state = row.now.responder->state;
    home.expected_at = row.now.responder->expected_at;
    return home;
}

Stored<void> check_answer(const ResponderAnswer& answer) {
    if (answer.state == ResponderState::Asked) {
        return tl::unexpected(RepositoryError{Trouble::Refused, "answer_unknown", "state", {}});
    }
    const bool on_the_way = answer.state == ResponderState::OnTheWay;
    const bool minutes = on_the_way ? answer.minutes >= 1 && answer.minutes <= contract::kMaxMinutesAway : answer.minutes == 0;
    return minutes ? Stored<void>{} : tl::unexpected(RepositoryError{Trouble::Refused, "minutes_impossible", "minutes", {}});
}

}  // namespace

Stored<ResponderList> SqlRepository::responders(const StaffCaller& staff, const std::string& alarm) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    return read<ResponderList>([&](Transaction& tx) -> Stored<ResponderList> {
        const auto row = load_incident(tx, alarm);
        if (!row || row->path < staff.scope || row->path >= end_of(staff.scope)) {
            return not_found("alarm_not_found");
        }
        return ResponderList{load_responders(tx, *row)};
    });
}

Stored<ResponderLink> SqlRepository::send_responder(const StaffCaller& staff, const std::string& alarm, const std::string& responder, const Once& once, Time now) {
    if (!may_sit(staff)) {
        return refused("role_missing");
    }
    const OnceKey key(name_of(staff), "responder", once);
    const auto sent = write<Sent>(now, [&](Work& work) -> Stored<Sent> {
        auto row = hold_alarm(work, staff, alarm);
        if (!row) {
            return not_found("alarm_not_found");
        }
        if (const auto may = has_it_open(*row, staff); !may) {
            return tl::unexpected(may.error());
        }
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            if (**before != row->sending) {
                return conflict("responder_replaced");
            }
        } else {
            if (const auto begun = begin_sending(work, *row, staff, responder, options_.notify); !begun) {
                return tl::unexpected(begun.error());
            }
            key.keep(work, row->sending);
            tell_alarm(work, *row);
        }
        Sent made{new_secret(), ""};
        work.tx.run("INSERT INTO responder_link (secret_hash, incident, sending, made_at) VALUES ($1, $2, $3, $4)", {sha256_hex(made.link), row->id, row->sending, now});
        const Rows notice = work.tx.run("SELECT id FROM responder_notice WHERE sending = $1 AND state = 'waiting'", {row->sending});
        made.notice = notice.empty() ? "" : notice[0].text(0);
        return made;
    }, Urgency::Alarm);
    if (!sent) {
        return tl::unexpected(sent.error());
    }
    if (!sent->notice.empty()) {
        const std::lock_guard lock(unsent_);
        unsent_links_[sent->notice] = {sent->link, now};
    }
    return ResponderLink{sent->link, "", options_.notify ? std::optional(false) : std::nullopt};
}

Stored<void> SqlRepository::wrong_link(const std::string& address, Time now) {
    using Answer = Stored<void>;
    auto answer = write<Answer>(now, [&](Work& work) -> Stored<Answer> {
        const auto who = link_guessers(address);
        hold_guessers(work, who);
        if (const auto wait = wait_of(work, who)) {
            return Answer(refused("too_many_tries", *wait));
        }
        count_wrong_try(work, who);
        return Answer(refused("link_not_valid"));
    });
    return answer ? *std::move(answer) : tl::unexpected(answer.error());
}

// A link that is right is never kept waiting by others who try from the same address: 128 bits meet nobody's guess.
Stored<ResponderHome> SqlRepository::responder_home(const std::string& link, const std::string& address, Time now) {
    auto found = read<ResponderHome>([&](Transaction& tx) -> Stored<ResponderHome> {
        const auto row = linked_alarm(tx, link, now);
        return row ? home_at_door(tx, *row) : tl::unexpected(row.error());
    });
    if (!found && found.error().kind == Trouble::NotFound) {
        return tl::unexpected(wrong_link(address, now).error());
    }
    return found;
}

Stored<ResponderHome> SqlRepository::responder_answers(const std::string& link, const std::string& address, const ResponderAnswer& given, Time now) {
    auto done = write<ResponderHome>(now, [&](Work& work) -> Stored<ResponderHome> {
        auto row = linked_alarm(work.tx, link, now);
        if (row) {
            hold_alarms_of(work, row->household);
            row = linked_alarm(work.tx, link, now);
        }
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (const auto good = check_answer(given); !good) {
            return tl::unexpected(good.error());
        }
        if (alarm::answer(row->now, given.state, given.minutes, now)) {
            write_step(work, *row, {"staff:" + row->responder, row->responder_name}, contract::word(given.state), given.state == ResponderState::OnTheWay ? std::to_string(given.minutes) : "");
            tell_alarm(work, *row);
        }
        return home_at_door(work.tx, *row);
    }, Urgency::Alarm);
    if (!done && done.error().kind == Trouble::NotFound) {
        return tl::unexpected(wrong_link(address, now).error());
    }
    return done;
}

}  // namespace anju::server
