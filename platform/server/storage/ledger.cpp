// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/ledger.hpp"

#include <algorithm>
#include <map>

#include "platform/contract/codec.hpp"
#include "platform/server/pinyin.hpp"
#include "platform/server/storage/home_search.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/many_rows.hpp"
#include "platform/server/storage/text_check.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

void append_quoted(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

constexpr std::size_t kMostAtOnce = 50;

struct Given {
    std::string recipient;
    std::string_view name;
    std::string data;
    std::optional<SignalMark> mark{};
};

// One recipient's stand together.
void give_these(Work& work, std::span<Given> all) {
    std::vector<std::pair<std::string_view, std::int64_t>> counts;
    for (const Given& one : all) {
        if (counts.empty() || counts.back().first != one.recipient) {
            counts.emplace_back(one.recipient, 0);
        }
        ++counts.back().second;
    }
    std::vector<Parameter> values;
    for (const auto& [recipient, count] : counts) {
        values.insert(values.end(), {recipient, count});
    }
    std::map<std::string, std::int64_t, std::less<>> next;
    for (const Row& row : work.tx.run("INSERT INTO recipient (id, last) VALUES " + placeholders(counts.size(), 2) +
                                          " ON CONFLICT (id) DO UPDATE SET last = recipient.last + excluded.last RETURNING id, last",
                                      values)) {
        next[row.text(0)] = row.number(1);
    }
    if (next.size() != counts.size()) {
        return;  // the transaction is spoiled
    }
    for (const auto& [recipient, count] : counts) {
        next.find(recipient)->second -= count;
    }
    values.clear();
    const Parameter none = std::optional<std::string>();
    for (const Given& one : all) {
        const bool digest = one.mark && !one.mark->digest.empty();
        values.insert(values.end(), {one.recipient, ++next.find(one.recipient)->second, one.name, one.data, work.now, one.mark ? one.mark->visit : none, digest ? one.mark->digest : none});
    }
    work.tx.run("INSERT INTO event (recipient, seq, name, data, at, visit, digest) VALUES " + placeholders(all.size(), 7), values);
    for (Given& one : all) {
        work.woken.push_back(std::move(one.recipient));
    }
}

// In the order of their recipients: rows are locked in one order everywhere, two writers never wait for each other.
void give_all(Work& work, std::vector<Given> all) {
    std::ranges::stable_sort(all, {}, &Given::recipient);
    for (std::span<Given> left = all; !left.empty();) {
        const auto some = left.first(std::min(left.size(), kMostAtOnce));
        give_these(work, some);
        left = left.subspan(some.size());
    }
}

std::vector<std::string> texts(const Rows& rows) {
    std::vector<std::string> all;
    for (const Row& row : rows) {
        all.push_back(row.text(0));
    }
    return all;
}

}  // namespace

std::optional<HeldHousehold> hold_household(Work& work, const std::string& id,
                                            const std::string& scope) {
    const Rows rows = work.tx.run(
        "UPDATE household SET activity = activity + 1"
        " WHERE id = $1 AND path >= $2 AND path < $3 AND closed_at IS NULL RETURNING path, activity",
        {id, scope, end_of(scope)});
    if (rows.empty()) {
        return std::nullopt;
    }
    return HeldHousehold{id, rows[0].text(0), rows[0].number(1)};
}

std::int64_t write_audit(Work& work, const Change& change) {
    const auto written = write_audit(work, std::span(&change, 1));
    return written.empty() ? 0 : written[0];
}

std::vector<std::int64_t> write_audit(Work& work, std::span<const Change> changes) {
    std::vector<Parameter> values;
    for (const Change& change : changes) {
        values.insert(values.end(), {change.who, change.what, change.subject, change.household, change.path, change.before, change.after, work.now, change.field});
    }
    std::vector<std::int64_t> numbers;
    for (const Row& row : work.tx.run("INSERT INTO audit (who, what, subject, household, path, before, after, at, field) VALUES " + placeholders(changes.size(), 9) + " RETURNING number", values)) {
        numbers.push_back(row.number(0));
    }
    std::ranges::sort(numbers);  // given in the order of the rows, but not answered in it
    return numbers;
}

std::string json_of(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    std::string out = "{";
    for (const auto& [name, value] : fields) {
        if (out.size() > 1) {
            out += ',';
        }
        append_quoted(out, name);
        out += ':';
        append_quoted(out, value);
    }
    return out + "}";
}

void give_event(Work& work, std::vector<std::string> recipients, const contract::EventBody& body) {
    const std::string data = contract::encode_event_data(body);
    std::vector<Given> all;
    for (std::string& recipient : recipients) {
        all.push_back({std::move(recipient), contract::event_name(body), data});
    }
    give_all(work, std::move(all));
}

void give_late(Work& work, std::vector<std::string> recipients, const contract::EventBody& body) {
    for (std::string& recipient : recipients) {
        work.late.push_back({std::move(recipient), body});
    }
}

void give_all_late(Work& work) {
    std::vector<Given> all;
    for (LateEvent& one : std::exchange(work.late, {})) {
        all.push_back({std::move(one.recipient), contract::event_name(one.body), contract::encode_event_data(one.body)});
    }
    give_all(work, std::move(all));
}

void give_signal(Work& work, const std::string& recipient, const contract::EventBody& body, const SignalMark& mark) {
    if (!mark.digest.empty() &&
        !work.tx.run("SELECT 1 FROM event WHERE visit = $1 AND digest = $2 LIMIT 1", {mark.visit, mark.digest}).empty()) {
        return;
    }
    give_all(work, {{recipient, contract::event_name(body), contract::encode_event_data(body), mark}});
}

std::vector<std::string> terminals_of(Work& work, const std::string& household) {
    return texts(
        work.tx.run("SELECT 'tv:' || id FROM terminal WHERE household = $1 AND unpaired_at IS NULL",
                    {household}));
}

std::vector<std::string> linked_members_of(Work& work, const std::string& household) {
    return texts(
        work.tx.run("SELECT 'member:' || m.id FROM member m WHERE m.household = $1 AND EXISTS"
                    " (SELECT 1 FROM family_link l WHERE l.member = m.id AND l.revoked_at IS NULL)",
                    {household}));
}

std::vector<std::string> everyone_of(Work& work, const std::string& household) {
    std::vector<std::string> everyone = terminals_of(work, household);
    for (std::string& member : linked_members_of(work, household)) {
        everyone.push_back(std::move(member));
    }
    return everyone;
}

void household_changed(Work& work, const std::string& household) {
    work.tx.run("UPDATE household SET version = version + 1 WHERE id = $1", {household});
    if (auto now = load_household(work.tx, household)) {
        give_event(work, everyone_of(work, household), contract::HouseholdChanged{*std::move(now)});
    }
}

void index_household(Work& work, const std::string& household) {
    const Rows rows = work.tx.run(
        "SELECT p.name, h.name, p.called, p.called_latin, h.address, h.search_words, f.phone"
        " FROM household h JOIN person p ON p.household = h.id JOIN home_file f ON f.household = h.id WHERE h.id = $1",
        {household});
    if (rows.empty()) {
        return;
    }
    std::vector<std::string> words;
    for (std::size_t column = 0; column < 7; ++column) {
        words.push_back(rows[0].text(column));
    }
    for (const Row& contact : work.tx.run("SELECT name, phone FROM contact WHERE household = $1", {household})) {
        words.push_back(contact.text(0));
        words.push_back(contact.text(1));
    }
    for (const Row& box : work.tx.run("SELECT box_number FROM terminal WHERE household = $1 AND unpaired_at IS NULL", {household})) {
        words.push_back(box.text(0));
    }
    work.tx.run("UPDATE household SET search = $2 WHERE id = $1", {household, searched_text(pinyin_of(rows[0].text(0)), words)});
    index_parts(work.tx);
}

std::string searched_text(std::string pinyin, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        pinyin += "\n" + word;
    }
    return ascii_lower(pinyin);
}

OnceKey::OnceKey(std::string caller, std::string_view request, const Once& once)
    : caller_(std::move(caller)),
      key_(once.key),
      hash_(sha256_hex(std::string(request) + "\n" + once.body)) {}

Stored<std::optional<std::string>> OnceKey::claim(Work& work) const {
    if (key_.empty()) {
        return std::nullopt;
    }
    // Taking the key first makes a second request wait for the first one's commit.
    const Rows taken = work.tx.run(
        "INSERT INTO answer (caller, idempotency_key, request_hash, body, at)"
        " VALUES ($1, $2, $3, '', $4)"
        " ON CONFLICT (caller, idempotency_key) DO NOTHING RETURNING 1",
        {caller_, key_, hash_, work.now});
    if (!taken.empty()) {
        return std::nullopt;
    }
    const Rows before = work.tx.run(
        "SELECT request_hash, body FROM answer WHERE caller = $1 AND idempotency_key = $2",
        {caller_, key_});
    if (before.empty()) {  // the transaction is spoiled, or the first one was pruned this moment
        return tl::unexpected(unavailable("busy", "the first answer is gone"));
    }
    if (before[0].text(0) != hash_) {
        return conflict("idempotency_key_reused");
    }
    return before[0].text(1);
}

void OnceKey::keep(Work& work, const std::string& answer) const {
    if (!key_.empty()) {
        work.tx.run("UPDATE answer SET body = $3 WHERE caller = $1 AND idempotency_key = $2",
                    {caller_, key_, answer});
    }
}

void OnceKey::release(Work& work) const {
    if (!key_.empty()) {
        work.tx.run("DELETE FROM answer WHERE caller = $1 AND idempotency_key = $2",
                    {caller_, key_});
    }
}

}  // namespace anju::server
