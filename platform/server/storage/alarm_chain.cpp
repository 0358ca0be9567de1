// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/alarm_chain.hpp"

#include <initializer_list>
#include <string_view>

#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

// With its length, so that no two rows are the same text.
void append_part(std::string& out, std::string_view part) { out.append(std::to_string(part.size())).append(":").append(part); }

// The step and the audit were written together and say the same.
bool says_the_same(const ChainedStep& step, const contract::AlarmStep& shown, const std::string& who, const IncidentRow& row) {
    return step.audited.who == (who.empty() ? "system" : who) && step.audited.what == "alarm." + shown.what && step.audited.subject == row.id &&
           step.audited.household == row.household && step.audited.after == json_of({{"text", shown.text}}) && step.at == shown.at;
}

}  // namespace

std::string chained(const std::string& before, const ChainedStep& step) {
    std::string all;
    append_part(all, before);
    for (const std::int64_t number : {step.number, step.entry, static_cast<std::int64_t>(step.at.time_since_epoch().count())}) {
        append_part(all, std::to_string(number));
    }
    const Change& audited = step.audited;
    for (const std::string* part : {&audited.who, &audited.what, &audited.subject, &audited.household, &audited.path, &audited.after, &step.name}) {
        append_part(all, *part);
    }
    return sha256_hex(all);
}

Chain load_chain(Transaction& tx, const IncidentRow& row) {
    Chain chain;
    chain.holds = true;
    std::string before;
    std::int64_t last = 0;
    for (const Row& found : tx.run("SELECT s.number, s.at, s.what, s.name, s.text, s.who, s.entry, s.hash, a.who, a.what, a.subject, a.household, a.path, a.after, a.at"
                                   " FROM incident_step s LEFT JOIN audit a ON a.number = s.entry WHERE s.incident = $1 ORDER BY s.number",
                                   {row.id})) {
        const contract::AlarmStep shown{static_cast<std::uint64_t>(found.number(0)), found.time(1), found.text(2), found.text(3), found.text(4)};
        const ChainedStep step{found.number(0), found.text(3), found.number(6),
                               {found.text(8), found.text(9), found.text(10), found.text(11), found.text(12), "", found.text(13)}, found.time(14)};
        const std::string hash = found.text(7);
        const bool next = step.number == static_cast<std::int64_t>(chain.steps.size()) + 1 && step.entry > last;
        chain.holds = chain.holds && next && says_the_same(step, shown, found.text(5), row) && hash == chained(before, step);
        chain.steps.push_back({shown, static_cast<std::uint64_t>(step.entry), hash});
        before = hash;
        last = step.entry;
    }
    chain.holds = chain.holds && static_cast<std::int64_t>(chain.steps.size()) == row.steps;
    return chain;
}

}  // namespace anju::server
