// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/rights.hpp"

#include "platform/server/storage/changes.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/leaving.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {
namespace {

using contract::MayDo;
using contract::Rights;

}  // namespace

Rights rights_at(const Row& row, std::size_t first) {
    return {row.number(first) != 0, row.number(first + 1) != 0, row.number(first + 2) != 0, row.number(first + 3) != 0};
}

Rights load_rights(Transaction& tx, const std::string& member) {
    const Rows rows = tx.run("SELECT may_message, may_visit, may_order, may_health FROM member WHERE id = $1", {member});
    return rows.empty() ? Rights{false, false, false, false} : rights_at(rows[0], 0);
}

std::vector<MayDo> load_may(Transaction& tx, const std::string& household) {
    const auto changes = load_fact_changes(tx, household);
    std::vector<MayDo> all;
    for (const Row& row : tx.run("SELECT id, may_message, may_visit, may_order, may_health FROM member WHERE household = $1 ORDER BY place", {household})) {
        MayDo one;
        one.member = row.text(0);
        one.rights = rights_at(row, 1);
        if (const auto change = changes.find(rights_field(one.member)); change != changes.end()) {
            one.who = change->second.who;
            one.at = change->second.at;
            one.change = change->second.number;
        }
        all.push_back(std::move(one));
    }
    return all;
}

std::string load_station(Transaction& tx, const std::string& household) {
    const Rows rows = tx.run("SELECT o.name FROM household h JOIN organisation o ON o.id = h.organisation WHERE h.id = $1", {household});
    return rows.empty() ? "" : rows[0].text(0);
}

Stored<void> check_allowed(Transaction& tx, const std::string& member, Act act) {
    const Rights rights = load_rights(tx, member);
    const bool message = act == Act::Message;
    if (message ? rights.message : rights.visit) {
        return {};
    }
    const Rows home = tx.run("SELECT household FROM member WHERE id = $1", {member});
    const std::string station = home.empty() ? "" : load_station(tx, home[0].text(0));
    return tl::unexpected(RepositoryError{Trouble::Refused, message ? "message_not_allowed" : "visit_not_allowed",
                                          std::string("这家人没有为您打开") + (message ? "发消息" : "视频") + "，请找" + (station.empty() ? "服务站" : station) + "。",
                                          {}});
}

void keep_rights(Work& work, const StaffCaller& staff, const HeldHousehold& home, const std::string& member, const Rights& before, const Rights& after,
                 const std::string& what) {
    work.tx.run("UPDATE member SET may_message = $2, may_visit = $3, may_order = $4, may_health = $5 WHERE id = $1",
                {member, after.message ? 1 : 0, after.visit ? 1 : 0, after.order ? 1 : 0, after.health ? 1 : 0});
    write_audit(work, {name_of(staff), what, member, home.id, home.path, written(before), written(after), rights_field(member)});
    if (before.visit && !after.visit) {
        end_visiting(work, home, member, name_of(staff));
    }
}

std::string rights_field(const std::string& member) { return "rights " + member; }

void end_visiting(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who) {
    stop_visits_of(work, VisitOf::Caller, member, who);
    end_consent(work, home, member, who);
    take_back_guest_links(work, home, member, who);
}

}  // namespace anju::server
