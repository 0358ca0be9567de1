// SPDX-License-Identifier: Apache-2.0
// The boxes of a place, found and sorted: those that are off first.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "platform/server/storage/box_watch.hpp"
#include "platform/server/storage/boxes.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/search.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

using contract::BoxChange;
using contract::BoxList;
using contract::BoxRow;
using contract::BoxState;

constexpr int kBoxChanges = 5;

std::array<int, 4> figures_of(std::string_view version) {
    std::array<int, 4> figures{};
    for (int& figure : figures) {
        const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), figure);
        if (error != std::errc{}) {
            break;
        }
        version.remove_prefix(static_cast<std::size_t>(end - version.data()));
        if (!version.starts_with('.')) {
            break;
        }
        version.remove_prefix(1);
    }
    return figures;
}

bool comparable(std::string_view version) { return !version.empty() && version.front() >= '0' && version.front() <= '9'; }

BoxState state_of(bool shut_out, const std::string& ending, bool goes_on, bool online) {
    if (!shut_out) {
        return online ? BoxState::Online : BoxState::Offline;
    }
    return ending == "lost" ? BoxState::Lost : ending == "moved" && goes_on ? BoxState::Moving : BoxState::NotInstalled;
}

// As little of a box as sorting and counting need: a place may have many.
struct Slim {
    std::string id, number;
    BoxState state{};
    bool outdated = false, lent = false, faulty = false, overdue = false;
    std::int64_t found = 0;  // 2: by its very number
    std::int64_t last_seen = 0;
};

bool wanted(const Slim& box, const std::string& show) {
    const bool away = box.state == BoxState::NotInstalled || box.state == BoxState::Moving;
    return show == "all" || (show == "offline" && box.state == BoxState::Offline) || (show == "outdated" && box.outdated) ||
           (show == "not_installed" && away) || (show == "lent" && box.lent) || (show == "lost" && box.state == BoxState::Lost) || (show == "faulty" && box.faulty) || (show == "overdue" && box.overdue);
}

bool comes_first(const Slim& a, const Slim& b) {
    if (a.state != b.state) {
        return a.state < b.state;
    }
    if (a.state == BoxState::Offline && a.last_seen != b.last_seen) {
        return a.last_seen > b.last_seen;
    }
    return a.number < b.number;
}

std::vector<Slim> all_boxes(Transaction& tx, const std::string& scope, const std::string& text, const IsOnline& online, Time now) {
    const std::string newest = newest_version(tx, scope);
    std::map<std::string, Watched> watched;
    for (Watched& one : load_watched(tx, scope)) {
        watched.emplace(one.terminal, std::move(one));
    }
    std::vector<Slim> boxes;
    for (const Row& row : tx.run(
             "SELECT t.id, t.box_number, t.version, t.unpaired_at, t.ending, t.lent_to, t.last_seen,"
             " CASE WHEN lower(t.box_number) = $4 THEN 2 WHEN h.search LIKE $3 ESCAPE '\\' OR lower(t.box_number) LIKE $3 ESCAPE '\\' OR lower(t.lent_to) LIKE $3 ESCAPE '\\' THEN 1 ELSE 0 END"
             ", n.id FROM terminal t JOIN household h ON h.id = t.household LEFT JOIN household n ON n.id = t.next_home AND n.closed_at IS NULL WHERE t.path >= $1 AND t.path < $2 AND t.successor IS NULL",
             {scope, end_of(scope), search_pattern(text), ascii_lower(text)})) {
        Slim box;
        box.id = row.text(0);
        box.number = row.text(1);
        box.state = state_of(!row.empty_at(3), row.text(4), !row.empty_at(8), row.empty_at(3) && online(box.id));
        box.outdated = box.state != BoxState::Lost && is_older(row.text(2), newest);
        box.lent = !row.text(5).empty();
        box.last_seen = row.number(6);
        box.found = row.number(7);
        if (const auto its = watched.find(box.id); its != watched.end() && health_of(its->second, now)) {
            box.faulty = !its->second.faults.empty();
            box.overdue = overdue(its->second, now);
        }
        boxes.push_back(std::move(box));
    }
    return boxes;
}

// Those of the homes of this place: who did something elsewhere is named there.
std::vector<BoxChange> changes_of(Transaction& tx, const std::string& scope, const std::string& id) {
    std::vector<BoxChange> changes;
    for (const Row& row : tx.run("SELECT a.what, s.display_name, a.at FROM audit a LEFT JOIN staff s ON a.who = 'staff:' || s.id"
                                 " WHERE a.household IN (SELECT household FROM terminal WHERE id = $1 OR successor = $1)"
                                 " AND (a.subject = $1 OR a.subject IN (SELECT id FROM terminal WHERE successor = $1)) AND ((a.what LIKE 'box.%' AND a.what <> 'box.rung') OR a.what = 'terminal.paired')"
                                 " AND a.path >= $3 AND a.path < $4 ORDER BY a.number DESC LIMIT $2",
                                 {id, kBoxChanges, scope, end_of(scope)})) {
        changes.push_back({row.text(0), row.text(1), row.time(2)});
    }
    return changes;
}

// What it said in a home that it has left is nobody's any more.
void add_what_it_says(Transaction& tx, BoxRow& box) {
    const Rows rows = tx.run("SELECT condition, condition_at, ring, ring_by, ring_at, ring_how, ring_answered_at FROM terminal WHERE id = $1 AND unpaired_at IS NULL", {box.id});
    if (rows.empty()) {
        return;
    }
    const Row& row = rows[0];
    box.condition = condition_from(row.text(0));
    box.condition_at = box.condition ? row.maybe_time(1) : std::nullopt;
    if (!row.text(2).empty()) {
        box.ring = contract::BoxRing{row.text(2), row.text(3), row.time(4), ring_how(row.text(5)), row.maybe_time(6)};
    }
}

}  // namespace

bool is_older(std::string_view version, std::string_view than) {
    return comparable(version) && comparable(than) && figures_of(version) < figures_of(than);
}

std::string newest_version(Transaction& tx, const std::string& scope) {
    std::string newest;
    for (const Row& row : tx.run("SELECT DISTINCT version FROM terminal WHERE path >= $1 AND path < $2 AND successor IS NULL", {scope, end_of(scope)})) {
        const std::string version = row.text(0);
        if (comparable(version) && (newest.empty() || is_older(newest, version))) {
            newest = version;
        }
    }
    return newest;
}

std::optional<std::string> present_box(Transaction& tx, const std::string& scope, const std::string& id) {
    if (tx.run("SELECT 1 FROM terminal WHERE id = $1 AND path >= $2 AND path < $3", {id, scope, end_of(scope)}).empty()) {
        return std::nullopt;
    }
    const Rows rows = tx.run(
        "WITH RECURSIVE same(id) AS (SELECT $1 UNION SELECT t.successor FROM terminal t JOIN same s ON t.id = s.id WHERE t.successor IS NOT NULL)"
        " SELECT t.id FROM terminal t JOIN same s ON t.id = s.id WHERE t.successor IS NULL AND t.path >= $2 AND t.path < $3",
        {id, scope, end_of(scope)});
    return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

std::optional<BoxRow> load_box(Transaction& tx, const std::string& scope, const std::string& id, const IsOnline& online) {
    const Rows rows = tx.run(
        "SELECT t.box_number, t.version, t.household, h.name, p.name, h.address, f.id, f.width, f.height, t.created_at, t.unpaired_at,"
        " t.ending, t.last_seen, t.version_since, t.started_at, t.network, t.lent_to, t.lent_until, n.id, CASE WHEN n.path >= $2 AND n.path < $3 THEN n.name ELSE '' END, t.wiped_at, t.revision, t.ended_at"
        " FROM terminal t JOIN household h ON h.id = t.household JOIN person p ON p.household = h.id LEFT JOIN photo f ON f.id = p.photo"
        " LEFT JOIN household n ON n.id = t.next_home AND n.closed_at IS NULL WHERE t.id = $1",
        {id, scope, end_of(scope)});
    if (rows.empty()) {
        return std::nullopt;
    }
    const Row& row = rows[0];
    const bool shut_out = !row.empty_at(10);
    BoxRow box;
    box.id = id;
    box.number = row.text(0);
    box.version = row.text(1);
    box.state = state_of(shut_out, row.text(11), !row.empty_at(18), !shut_out && online(id));
    box.household = row.text(2);
    box.household_name = row.text(3);
    box.person = row.text(4);
    box.address = row.text(5);
    box.photo = photo_at(row, 6);
    box.since = !shut_out ? row.maybe_time(9) : row.empty_at(22) ? row.maybe_time(10) : row.maybe_time(22);
    box.last_seen = row.maybe_time(12);
    box.version_since = row.maybe_time(13);
    box.started_at = row.maybe_time(14);
    box.network = row.text(15);
    box.lent_to = row.text(16);
    box.lent_until = row.text(17);
    box.next_home_name = row.text(19);
    box.next_home = box.next_home_name.empty() ? "" : row.text(18);
    box.wiped_at = row.maybe_time(20);
    box.revision = static_cast<std::uint64_t>(row.number(21));
    return box;
}

std::optional<BoxRow> load_whole_box(Transaction& tx, const StaffCaller& staff, const std::string& id, const IsOnline& online) {
    const auto present = present_box(tx, staff.scope, id);
    if (!present) {
        return std::nullopt;
    }
    auto box = load_box(tx, staff.scope, *present, online);
    if (box) {
        box->outdated = box->state != BoxState::Lost && is_older(box->version, newest_version(tx, staff.scope));
        box->changes = changes_of(tx, staff.scope, *present);
        if (works_on_boxes(staff)) {
            add_what_it_says(tx, *box);
        }
    }
    return box;
}

Stored<BoxList> SqlRepository::boxes(const StaffCaller& staff, const BoxQuery& query, const IsOnline& online) {
    constexpr std::array<std::string_view, 8> kShow{"all", "offline", "outdated", "not_installed", "lent", "lost", "faulty", "overdue"};
    if (std::find(kShow.begin(), kShow.end(), query.show) == kShow.end()) {
        return refused("word_unknown");
    }
    return read<BoxList>([&](Transaction& tx) -> Stored<BoxList> {
        BoxList list;
        std::vector<Slim> found = all_boxes(tx, staff.scope, query.text, online, query.now);
        const auto counted = [&](const char* show) { return static_cast<int>(std::count_if(found.begin(), found.end(), [&](const Slim& box) { return wanted(box, show); })); };
        list.counts = {counted("all"), counted("offline"), counted("outdated"), counted("not_installed"), counted("lent"), counted("lost"), counted("faulty"), counted("overdue")};
        // A home is found by the numbers of all its boxes; who writes one of them means that box.
        const bool number = std::any_of(found.begin(), found.end(), [](const Slim& box) { return box.found == 2; });
        std::erase_if(found, [&](const Slim& box) { return box.found < (number ? 2 : 1) || !wanted(box, query.show); });
        std::sort(found.begin(), found.end(), comes_first);
        list.total = static_cast<int>(found.size());
        for (std::size_t i = query.from; i < found.size() && i < query.from + kBoxesAtOnce; ++i) {
            if (auto box = load_box(tx, staff.scope, found[i].id, online)) {
                box->outdated = found[i].outdated;
                box->watch = load_watch(tx, found[i].id, query.now, false);
                list.boxes.push_back(*std::move(box));
            }
        }
        return list;
    });
}

Stored<BoxRow> SqlRepository::box(const StaffCaller& staff, const std::string& id, const IsOnline& online) {
    return read<BoxRow>([&](Transaction& tx) -> Stored<BoxRow> {
        auto box = load_whole_box(tx, staff, id, online);
        return box ? Stored<BoxRow>(*std::move(box)) : not_found("box_not_found");
    });
}

Stored<void> SqlRepository::note_box(const TerminalCaller& tv, const BoxSaid& said, Time now) {
    constexpr std::string_view kSaid = "SELECT version, network, started_at FROM terminal WHERE id = $1 AND household = $2 AND unpaired_at IS NULL";
    // A TV that comes again says mostly what it said before: an estate after a cut does not write 18,000 times.
    const auto same = read<bool>([&](Transaction& tx) -> Stored<bool> {
        const Rows rows = tx.run(kSaid, {tv.terminal, tv.household});
        return !rows.empty() && (said.version.empty() || said.version == rows[0].text(0)) && said.network == rows[0].text(1) &&
               (!said.started_at || said.started_at == rows[0].maybe_time(2));
    });
    if (same && *same) {
        return {};
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const Rows rows = work.tx.run(kSaid, {tv.terminal, tv.household});
        if (rows.empty()) {
            return not_found("terminal_unknown");
        }
        const std::string version = said.version.empty() ? rows[0].text(0) : said.version;
        const auto started = said.started_at ? said.started_at : rows[0].maybe_time(2);
        if (version != rows[0].text(0)) {
            work.tx.run("UPDATE terminal SET version = $2, version_since = $3 WHERE id = $1", {tv.terminal, version, now});
        }
        if (said.network != rows[0].text(1) || started != rows[0].maybe_time(2)) {
            work.tx.run("UPDATE terminal SET network = $2, started_at = $3 WHERE id = $1", {tv.terminal, said.network, started});
        }
        return {};
    });
}

}  // namespace anju::server
