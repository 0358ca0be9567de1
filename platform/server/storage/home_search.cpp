// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/home_search.hpp"

#include <vector>

#include "platform/server/storage/load.hpp"
#include "platform/server/storage/search.hpp"
#include "platform/server/storage/work.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kPartOfWords = 3;          // code points, as the index has them
constexpr std::size_t kMostParts = 12;    // of what was typed; the text itself is compared afterwards
constexpr int kMostBeginnings = 200;      // two letters that begin more parts are in most homes: these are read

constexpr std::string_view kRowOfHome =
    "SELECT h.id, h.name, h.address, p.name, p.called, p.called_latin, f.id, f.width, f.height,"
    " (SELECT count(*) FROM terminal t WHERE t.household = h.id AND t.unpaired_at IS NULL)";

std::vector<std::string> letters_of(const std::string& text) {
    std::vector<std::string> letters;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U || letters.empty()) {
            letters.emplace_back();
        }
        letters.back() += c;
    }
    return letters;
}

std::string quoted(const std::string& part) {
    std::string out = "\"";
    for (const char c : part) {
        out += c;
        out += c == '"' ? "\"" : "";
    }
    return out + "\"";
}

// What the index is asked for; "" where it says nothing, and the homes are read.
std::string parts_of(Transaction& tx, const std::string& text) {
    const auto letters = letters_of(text);
    std::string match;
    if (letters.size() >= kPartOfWords) {
        for (std::size_t i = 0; i + kPartOfWords <= letters.size() && i < kMostParts; ++i) {
            match += (match.empty() ? "" : " AND ") + quoted(letters[i] + letters[i + 1] + letters[i + 2]);
        }
        return match;
    }
    if (letters.size() + 1 < kPartOfWords) {
        return "";
    }
    const Rows parts = tx.run("SELECT term FROM home_part_list WHERE term >= $1 AND term < $2 LIMIT $3", {text, text + "\xF4\x8F\xBF\xBF", kMostBeginnings + 1});
    if (parts.size() > kMostBeginnings) {
        return "";
    }
    for (const Row& row : parts) {
        match += (match.empty() ? "" : " OR ") + quoted(row.text(0));
    }
    return match.empty() ? quoted("\x01\x01\x01") : match;  // nobody
}

contract::HouseholdList list_of(const Rows& rows, std::int64_t total) {
    contract::HouseholdList list;
    for (const Row& row : rows) {
        list.households.push_back({row.text(0), row.text(1), row.text(2), {row.text(3), row.text(4), row.text(5)}, photo_at(row, 6), static_cast<int>(row.number(9))});
    }
    list.total = static_cast<int>(total);
    return list;
}

std::int64_t number_of(const Rows& rows) { return rows.empty() ? 0 : rows[0].number(0); }

contract::HouseholdList find_in_sqlite(Transaction& tx, const std::string& scope, const std::string& text, int limit, int few) {
    const std::string end = end_of(scope);
    const Rows below = tx.run("SELECT count(*) FROM (SELECT 1 FROM home_words WHERE path >= $1 AND path < $2 LIMIT $3)", {scope, end, few});
    const bool read = !below.empty() && below[0].number(0) < few;
    const std::string match = read || text.empty() ? "" : parts_of(tx, text);
    const std::string by_path = "w.path >= $1 AND w.path < $2", by_order = "+w.path >= $1 AND +w.path < $2";  // "+": not by that index
    const std::string where = (text.empty() ? std::string(" AND $3 = $3") : " AND holds(w.search, $3)") +
                              (match.empty() ? " AND $4 = $4" : " AND w.number IN (SELECT rowid FROM home_parts WHERE home_parts MATCH $4)");
    // The homes that are shown are chosen before anything is joined to them.
    const Rows rows = tx.run(std::string(kRowOfHome) + " FROM (SELECT w.number, w.household FROM home_words w WHERE " + (read ? by_path : by_order) + where +
                                 " ORDER BY w.number LIMIT $5) w CROSS JOIN household h ON h.id = w.household JOIN person p ON p.household = h.id"
                                 " LEFT JOIN photo f ON f.id = p.photo ORDER BY w.number",
                             {scope, end, text, match, limit});
    return list_of(rows, number_of(tx.run("SELECT count(*) FROM home_words w WHERE " + (read || text.empty() ? by_path : by_order) + where, {scope, end, text, match})));
}

contract::HouseholdList find_in_postgres(Transaction& tx, const std::string& scope, const std::string& text, int limit) {
    const std::string end = end_of(scope);
    const std::string below = "path >= $1 AND path < $2 AND closed_at IS NULL", joined = " JOIN person p ON p.household = h.id LEFT JOIN photo f ON f.id = p.photo ORDER BY h.created_at, h.id";
    if (text.empty()) {
        const Rows rows = tx.run(std::string(kRowOfHome) + " FROM (SELECT * FROM household WHERE " + below + " ORDER BY created_at, id LIMIT $3) h" + joined, {scope, end, limit});
        return list_of(rows, number_of(tx.run("SELECT count(*) FROM household WHERE " + below, {scope, end})));
    }
    // The homes are read once, by all the server's processors, and what is shown and counted comes from those.
    tx.run("SELECT set_config('parallel_setup_cost', '0', true)");
    const Rows rows = tx.run("WITH found AS MATERIALIZED (SELECT id, created_at FROM household WHERE " + below + " AND search LIKE $3 ESCAPE '\\') " + std::string(kRowOfHome) +
                                 ", (SELECT count(*) FROM found) FROM (SELECT id FROM found ORDER BY created_at, id LIMIT $4) few JOIN household h ON h.id = few.id" + joined,
                             {scope, end, search_pattern(text), limit});
    return list_of(rows, rows.empty() ? 0 : rows[0].number(10));
}

}  // namespace

void index_parts(Transaction& tx) {
    if (tx.run("SELECT 1 FROM home_parts_due LIMIT 1").empty()) {
        return;  // on PostgreSQL always
    }
    tx.run("INSERT INTO home_parts (home_parts, rowid, search) SELECT 'delete', number, before FROM home_parts_due WHERE before IS NOT NULL");
    tx.run("INSERT INTO home_parts (rowid, search) SELECT w.number, w.search FROM home_parts_due d JOIN home_words w ON w.number = d.number");
    tx.run("DELETE FROM home_parts_due");
}

contract::HouseholdList find_homes(Transaction& tx, Dialect dialect, const std::string& scope, const std::string& typed, int limit, int few) {
    const std::string text = searched_as(typed);
    return dialect == Dialect::Sqlite ? find_in_sqlite(tx, scope, text, limit, few) : find_in_postgres(tx, scope, text, limit);
}

}  // namespace anju::server
