// SPDX-License-Identifier: Apache-2.0
// Who may do what on a visit, when nobody rings, and who can be reached.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/local_hours.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/visit_check.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {
namespace {

using contract::Household;
using contract::Presence;
using contract::VisitPolicy;
using contract::VisitRules;

std::string rule_json(Transaction& tx, const std::string& household, const std::string& member) {
    for (const contract::VisitRule& rule : load_visit_rules(tx, household).rules) {
        if (rule.member == member) {
            return contract::encode(rule);
        }
    }
    return "";
}

bool is_first_contact(Work& work, const FamilyCaller& who) {
    return !work.tx
                .run("SELECT 1 FROM household h JOIN member m ON m.id = h.first_contact"
                     " WHERE h.id = $1 AND h.first_contact = $2 AND m.active = 1",
                     {who.household, who.member})
                .empty();
}

bool is_active(Work& work, const std::string& member, const std::string& household) {
    return !work.tx
                .run("SELECT 1 FROM member WHERE id = $1 AND household = $2 AND active = 1",
                     {member, household})
                .empty();
}

}  // namespace

// Ringing only takes nobody's consent, and ends whatever was proposed.
void ring_only(Work& work, const std::string& member) {
    work.tx.run("UPDATE visit_rule SET policy = 'ring', agreed_at = NULL, proposed = NULL, proposed_by = '',"
                " proposed_at = NULL WHERE member = $1",
                {member});
}

void end_consent(Work& work, const HeldHousehold& home, const std::string& member, const std::string& who) {
    const std::string before = rule_json(work.tx, home.id, member);
    ring_only(work, member);
    work.tx.run("UPDATE visit_rule SET proposed = NULL, proposed_at = NULL WHERE household = $1 AND proposed_by = $2 AND proposed IS NOT NULL",
                {home.id, member});
    if (const std::string after = rule_json(work.tx, home.id, member); after != before) {
        write_audit(work, {who, "visit_rule.ended", member, home.id, home.path, before, after});
    }
}

Stored<void> SqlRepository::register_certificate(const TerminalCaller& tv, const std::string& fingerprint, Time now) {
    if (!is_fingerprint(fingerprint)) {
        return refused("fingerprint_malformed");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const auto home = hold_household(work, tv.household, "/");
        const Rows before = work.tx.run(
            "SELECT certificate FROM terminal WHERE id = $1 AND household = $2 AND unpaired_at IS NULL",
            {tv.terminal, tv.household});
        if (!home || before.empty()) {
            return not_found("terminal_unknown");
        }
        if (before[0].text(0) != fingerprint) {
            work.tx.run("UPDATE terminal SET certificate = $2 WHERE id = $1", {tv.terminal, fingerprint});
            write_audit(work, {name_of(tv), "terminal.certificate", tv.terminal, home->id, home->path,
                               json_of({{"fingerprint", before[0].text(0)}}), json_of({{"fingerprint", fingerprint}})});
        }
        return {};
    });
}

Stored<VisitRules> SqlRepository::propose_rule(const FamilyCaller& who, const contract::RuleProposal& wish, Time now) {
    return write<VisitRules>(now, [&](Work& work) -> Stored<VisitRules> {
        const auto home = hold_household(work, who.household, "/");
        if (!home || !is_first_contact(work, who)) {
            return refused("not_first_contact");
        }
        if (!is_active(work, wish.member, home->id)) {
            return not_found("member_not_found");
        }
        const bool automatic = wish.policy != VisitPolicy::Ring;
        if (auto may = automatic ? check_allowed(work.tx, who.member, Act::Visit) : Stored<void>{}; !may) {
            return tl::unexpected(may.error());
        }
        if (automatic && !load_rights(work.tx, wish.member).visit) {
            return refused("relative_may_not_visit");
        }
        const std::string before = rule_json(work.tx, home->id, wish.member);
        work.tx.run("INSERT INTO visit_rule (member, household, path, policy, proposed_by)"
                    " VALUES ($1, $2, $3, 'ring', '') ON CONFLICT (member) DO NOTHING",
                    {wish.member, home->id, home->path});
        if (wish.policy == VisitPolicy::Ring) {
            ring_only(work, wish.member);
        } else {
            // What is in force already needs no second OK.
            work.tx.run("UPDATE visit_rule SET proposed = CASE WHEN policy = $2 THEN NULL ELSE $2 END,"
                        " proposed_by = $3, proposed_at = CASE WHEN policy = $2 THEN NULL ELSE CAST($4 AS BIGINT) END"
                        " WHERE member = $1",
                        {wish.member, contract::word(wish.policy), who.member, now});
        }
        const std::string after = rule_json(work.tx, home->id, wish.member);
        if (after != before) {
            household_changed(work, home->id);
            write_audit(work, {name_of(who), "visit_rule.proposed", wish.member, home->id, home->path, before, after});
        }
        return load_visit_rules(work.tx, home->id);
    });
}

Stored<Household> SqlRepository::answer_rule(const TerminalCaller& tv, const contract::RuleAnswer& answer, Time now) {
    return write<Household>(now, [&](Work& work) -> Stored<Household> {
        const auto home = hold_household(work, tv.household, "/");
        const Rows rule = work.tx.run(
            "SELECT policy, proposed FROM visit_rule WHERE member = $1 AND household = $2", {answer.member, tv.household});
        if (!home || rule.empty()) {
            return not_found("rule_not_found");
        }
        const std::string policy(contract::word(answer.policy));
        const bool proposed = rule[0].text(1) == policy;
        const bool in_force = rule[0].text(0) == policy;
        const std::string before = rule_json(work.tx, home->id, answer.member);
        if (answer.policy == VisitPolicy::Ring && answer.agreed) {
            ring_only(work, answer.member);
        } else if (proposed) {
            work.tx.run(answer.agreed
                            ? "UPDATE visit_rule SET policy = proposed, agreed_at = $2, proposed = NULL, proposed_at = NULL"
                              " WHERE member = $1 AND proposed = $3"
                            : "UPDATE visit_rule SET proposed = NULL, proposed_at = $2 WHERE member = $1 AND proposed = $3",
                        {answer.member, now, policy});
        } else if (answer.agreed != in_force) {
            return conflict("rule_changed");  // something else was asked, or it was said otherwise before
        }
        const std::string after = rule_json(work.tx, home->id, answer.member);
        if (after != before) {
            household_changed(work, home->id);
            write_audit(work, {name_of(tv), answer.agreed ? "visit_rule.agreed" : "visit_rule.declined", answer.member,
                               home->id, home->path, before, after});
        }
        auto household = load_household(work.tx, home->id);
        return household ? Stored<Household>(*std::move(household)) : not_found("household_not_found");
    });
}

Stored<VisitRules> SqlRepository::set_quiet_hours(const FamilyCaller& who, const contract::Night& quiet, Time now) {
    return write<VisitRules>(now, [&](Work& work) -> Stored<VisitRules> {
        const auto home = hold_household(work, who.household, "/");
        if (!home || !is_first_contact(work, who)) {
            return refused("not_first_contact");
        }
        const contract::Night before = load_visit_rules(work.tx, home->id).quiet;
        if (before != quiet) {
            work.tx.run("UPDATE household SET quiet_from = $2, quiet_to = $3 WHERE id = $1", {home->id, quiet.from, quiet.to});
            household_changed(work, home->id);
            write_audit(work, {name_of(who), "quiet_hours.set", home->id, home->id, home->path,
                               contract::encode(before), contract::encode(quiet)});
        }
        return load_visit_rules(work.tx, home->id);
    });
}

Stored<Presence> SqlRepository::set_free_from(const FamilyCaller& who, const std::string& free_from, Time now) {
    const auto clock = clock_time(free_from);
    if (!free_from.empty() && !clock) {
        return refused("free_from_malformed");
    }
    return write<Presence>(now, [&](Work& work) -> Stored<Presence> {
        const auto home = hold_household(work, who.household, "/");
        const Rows zone = work.tx.run("SELECT zone FROM household WHERE id = $1", {who.household});
        if (!home || zone.empty() || !is_active(work, who.member, home->id)) {
            return not_found("member_unknown");
        }
        if (auto may = clock ? check_allowed(work.tx, who.member, Act::Visit) : Stored<void>{}; !may) {
            return tl::unexpected(may.error());
        }
        // It is about the next such hour, and stays true for the rest of that day.
        const auto at = clock ? std::optional(next_time(*clock, zone[0].text(0), now)) : std::nullopt;
        const Time until = at ? end_of_day(*at, zone[0].text(0)) : now;
        work.tx.run("UPDATE member SET free_from = $2, free_until = $3, free_at = $4 WHERE id = $1", {who.member, free_from, until, at});
        auto said = load_presence_of(work.tx, who.member, now);
        return said ? Stored<Presence>(*std::move(said)) : not_found("member_unknown");
    });
}

Stored<Presence> SqlRepository::presence_of(const std::string& member, Time now) {
    return read<Presence>([&](Transaction& tx) -> Stored<Presence> {
        auto said = load_presence_of(tx, member, now);
        return said ? Stored<Presence>(*std::move(said)) : not_found("member_unknown");
    });
}

}  // namespace anju::server
