// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/home_lists.hpp"

#include <algorithm>

#include "platform/server/storage/care_records.hpp"
#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/home_search.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kAsked = 64;   // households in one statement
constexpr int kPage = 5000;
constexpr std::size_t kFlushed = 64;
constexpr const char* kAuditHead = "INSERT INTO audit (who, what, subject, household, path, before, after, at, field)";

#define ANJU_IDENTITY                                                                      \
    "SELECT h.id, p.name, h.address, f.id_number, o.id, o.name, h.path, h.closed_at FROM household h" \
    " JOIN person p ON p.household = h.id JOIN home_file f ON f.household = h.id JOIN organisation o ON o.id = h.organisation "

void know_rows(const Rows& rows, const StaffCaller& staff, Identities& known) {
    for (const Row& row : rows) {
        known.know({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6).starts_with(staff.scope), !row.empty_at(7)});
    }
}

// `head` + "IN ($1, …) " + tail, for all of them in equal portions; the last is filled up with repetitions.
template <class Take>
void in_portions(Transaction& tx, const std::string& head, const std::string& tail, std::span<const std::string> ids, const Take& take) {
    std::string places;
    for (std::size_t i = 1; i <= kAsked; ++i) {
        places += (i == 1 ? "$" : ", $") + std::to_string(i);
    }
    const std::string sql = head + " IN (" + places + ")" + tail;
    for (std::size_t from = 0; from < ids.size(); from += kAsked) {
        std::vector<Parameter> parameters;
        for (std::size_t i = 0; i < kAsked; ++i) {
            parameters.emplace_back(ids[std::min(from + i, ids.size() - 1)]);
        }
        take(tx.run(sql, parameters));
    }
}

std::vector<const Fact*> file_facts() {
    std::vector<const Fact*> those;
    for (const Fact& fact : facts()) {
        if (fact.column.starts_with("f.")) {
            those.push_back(&fact);
        }
    }
    return those;
}

std::string file_head() {
    std::string head = "INSERT INTO home_file (household";
    for (const Fact* fact : file_facts()) {
        head += ", " + std::string(fact->column.substr(2));
    }
    return head + ")";
}

}  // namespace

void hold_identities(Work& work) {
    work.tx.run("UPDATE organisation SET created_at = created_at WHERE id = (SELECT min(id) FROM organisation WHERE parent IS NULL)");
}

std::int64_t newest_entry(Transaction& tx) {
    const Rows rows = tx.run("SELECT max(number) FROM audit");
    return rows.empty() ? 0 : rows[0].number(0);
}

std::map<std::string, std::vector<std::string>> place_names(Transaction& tx, const std::string& scope) {
    std::map<std::string, std::pair<std::string, std::string>> places;  // parent and name
    for (const Row& row : tx.run("SELECT id, parent, name FROM organisation WHERE path >= $1 AND path < $2 AND closed_at IS NULL", {scope, end_of(scope)})) {
        places.emplace(row.text(0), std::pair(row.text(1), row.text(2)));
    }
    std::map<std::string, std::vector<std::string>> names;
    for (const auto& [id, place] : places) {
        std::string name = place.second;
        names[id].push_back(name);
        for (auto above = places.find(place.first); above != places.end(); above = places.find(above->second.first)) {
            name.insert(0, above->second.second + "/");
            names[id].push_back(name);
        }
    }
    return names;
}

std::map<std::string, std::string> places_written(Transaction& tx, const std::string& scope) {
    const auto names = place_names(tx, scope);
    std::map<std::string, int> used;
    for (const auto& [id, ways] : names) {
        for (const std::string& way : ways) {
            ++used[way];
        }
    }
    std::map<std::string, std::string> written;
    for (const auto& [id, ways] : names) {
        const auto own = std::find_if(ways.begin(), ways.end(), [&](const std::string& way) { return used[way] == 1; });
        written.emplace(id, own == ways.end() ? ways.back() : *own);
    }
    return written;
}

void load_identities(Transaction& tx, const StaffCaller& staff, Identities& known) {
    for (const auto& [id, names] : place_names(tx, staff.scope)) {
        for (const std::string& name : names) {
            known.know_place(name, id);
        }
    }
    std::string last;
    for (Rows rows; rows.size() == static_cast<std::size_t>(kPage) || last.empty();) {
        rows = tx.run(ANJU_IDENTITY "WHERE h.id > $1 AND h.path >= $3 AND h.path < $4 ORDER BY h.id LIMIT $2", {last, kPage, staff.scope, end_of(staff.scope)});
        know_rows(rows, staff, known);
        if (rows.empty()) {
            break;
        }
        last = rows.back().text(0);
    }
}

void load_new_identities(Transaction& tx, const StaffCaller& staff, std::int64_t since, const std::unordered_set<std::string>& own, Identities& known) {
    const Rows rows = tx.run(
        "SELECT DISTINCT household FROM audit WHERE number > $1 AND (field IN ('name', 'address', 'id_number')"
        " OR what IN ('household.created', 'household.edited', 'household.closed'))",
        {since});
    std::vector<std::string> ids;
    for (const Row& row : rows) {
        if (!own.contains(row.text(0))) {
            ids.push_back(row.text(0));
        }
    }
    in_portions(tx, ANJU_IDENTITY "WHERE h.id", "", ids, [&](const Rows& those) { know_rows(those, staff, known); });
}

namespace {

using Homes = std::map<std::string, ListedHome>;

// Of an entry `a` of the audit: when, and whose name.
#define ANJU_BY_HAND "a.at, s.display_name "
#define ANJU_WHOSE " LEFT JOIN staff s ON s.id = substr(a.who, 7) "  // behind "staff:"
ByHand by_hand(const Row& row, std::size_t first) { return {written_day(day_in_china(row.time(first))), row.text(first + 1)}; }

// What a list took away another may give again.
void load_taken(Transaction& tx, std::span<const std::string> households, Homes& homes) {
    in_portions(tx, "SELECT a.household, a.subject, a.what, a.before, a.after, " ANJU_BY_HAND "FROM audit a" ANJU_WHOSE "WHERE a.field <> '' AND a.field = 'rights ' || a.subject AND a.household",
                " ORDER BY a.number", households, [&](const Rows& rows) {
                    for (const Row& row : rows) {
                        auto& relatives = homes[row.text(0)].relatives;
                        const auto whose = std::find_if(relatives.begin(), relatives.end(), [&](const StoredRelative& one) { return one.id == row.text(1); });
                        for (const char* right : {"message", "visit", "order", "health"}) {
                            const bool before = row.text(3).find(right) != std::string::npos, after = row.text(4).find(right) != std::string::npos;
                            if (whose == relatives.end() || before == after) continue;
                            whose->taken.erase(right);
                            if (before && row.text(2) != "fact.imported") whose->taken.emplace(right, by_hand(row, 5));
                        }
                    }
                });
}

void load_corrected(Transaction& tx, std::span<const std::string> households, Homes& homes) {
    in_portions(tx,
                "SELECT r.household, r.id, r.entry, r.sort, r.kind, r.fen, r.period, r.authority, r.number, r.valid_from, r.valid_until, r.note, r.withdrawn, r.change, " ANJU_BY_HAND
                "FROM care_record r JOIN care_record n ON n.id = r.replaced_by JOIN audit a ON a.number = n.change" ANJU_WHOSE
                "WHERE r.replaced_by IS NOT NULL AND r.household",
                " ORDER BY r.household, r.change", households, [&](const Rows& rows) {
                    for (const Row& row : rows) {
                        const contract::CareRecord record = record_at(row, 1);
                        homes[row.text(0)].corrected.push_back({record.entry, values_of(record), by_hand(row, 14)});
                    }
                });
}

}  // namespace

std::map<std::string, ListedHome> load_listed(Transaction& tx, std::span<const std::string> households, const Listed& what) {
    static const std::string select = [] {
        std::string columns = "SELECT h.id, h.organisation";
        for (const Fact& fact : facts()) {
            columns.append(", ").append(fact.column);
        }
        return columns +
               " FROM household h JOIN person p ON p.household = h.id"
               " JOIN home_file f ON f.household = h.id WHERE h.id";
    }();
    std::map<std::string, ListedHome> homes;
    in_portions(tx, select, "", households, [&](const Rows& rows) {
        for (const Row& row : rows) {
            ListedHome& home = homes[row.text(0)];
            home.id = row.text(0);
            home.organisation = row.text(1);
            for (std::size_t i = 0; i < facts().size(); ++i) {
                home.facts.emplace(facts()[i].name, row.text(i + 2));
            }
        }
    });
    in_portions(tx, "SELECT household, name, relation, phone, note FROM contact WHERE household", " ORDER BY household, place", households,
                [&](const Rows& rows) {
                    for (const Row& row : rows) {
                        homes[row.text(0)].contacts.push_back({row.text(1), row.text(2), row.text(3), row.text(4)});
                    }
                });
    if (what.relatives) {
        in_portions(tx, "SELECT household, id, active, name, relation, calls_elder, may_message, may_visit, may_order, may_health FROM member WHERE household",
                    " ORDER BY household, place, id", households, [&](const Rows& rows) {
                        for (const Row& row : rows) {
                            homes[row.text(0)].relatives.push_back({row.text(1), row.number(2) != 0, row.text(3),
                                                                    from_word(row.text(4), contract::Relation::Other).value_or(contract::Relation::Other), row.text(5), rights_at(row, 6)});
                        }
                    });
    }
    if (what.relatives && what.by_hand) {
        load_taken(tx, households, homes);
    }
    if (what.records) {
        in_portions(tx, "SELECT household, " + std::string(kRecordColumns) + " FROM care_record WHERE replaced_by IS NULL AND household",
                    " ORDER BY household, valid_from DESC, change DESC", households, [&](const Rows& rows) {
                        for (const Row& row : rows) {
                            homes[row.text(0)].records.push_back(record_at(row, 1));
                        }
                    });
    }
    if (what.records && what.by_hand) {
        load_corrected(tx, households, homes);
    }
    return homes;
}

void leave_what_is_current(ListedHome& home, const std::string& day) {
    std::erase_if(home.relatives, [](const StoredRelative& one) { return !one.active; });
    // What begins on one day has an order of its own, that of no database.
    std::stable_sort(home.records.begin(), home.records.end(), [](const contract::CareRecord& one, const contract::CareRecord& other) {
        if (one.from != other.from) {
            return one.from > other.from;
        }
        return one.sort != other.sort ? one.sort < other.sort : one.sort == "subsidy" && kept(values_of(one)) < kept(values_of(other));
    });
    // The newest assessment holds, in place of those before it.
    bool assessed = false;
    std::erase_if(home.records, [&](const contract::CareRecord& one) {
        const bool assessment = one.sort == "assessment";
        const bool gone = !stands_on(one, day) || (assessment && assessed);
        assessed = assessed || (assessment && !one.withdrawn);
        return gone;
    });
}

MostListed most_listed(Transaction& tx, const std::string& scope, const std::string& day) {
    const std::string end = end_of(scope);
    const auto most = [&](const std::string& count, bool dated) {
        std::vector<Parameter> parameters{scope, end};
        if (dated) {
            parameters.emplace_back(day);
        }
        const Rows rows = tx.run("SELECT max(many) FROM (SELECT count(*) AS many FROM household h JOIN " + count + " WHERE h.path >= $1 AND h.path < $2 AND h.closed_at IS NULL GROUP BY h.id) AS each_home",
                                 parameters);
        return rows.empty() ? std::size_t{0} : static_cast<std::size_t>(rows[0].number(0));
    };
    return {most("contact c ON c.household = h.id", false), most("member m ON m.household = h.id AND m.active = 1", false),
            most("care_record r ON r.household = h.id AND r.replaced_by IS NULL AND r.withdrawn = 0 AND r.sort = 'subsidy' AND (r.valid_until >= $3"
                 " OR (r.valid_until = '' AND (r.period <> 'once' OR r.valid_from >= $3)))", true)};
}

NewHomes::NewHomes(Dialect dialect)
    : households_(
          "INSERT INTO household (id, organisation, path, name, address, search_words, search, zone, capabilities, night_from, night_to, help_number,"
          " version, activity, created_at)",
          15, dialect),
      people_("INSERT INTO person (id, household, path, name, called, called_latin)", 6, dialect),
      files_(file_head(), file_facts().size() + 1, dialect),
      contacts_("INSERT INTO contact (household, place, name, relation, phone, note)", 6, dialect),
      members_("INSERT INTO member (id, household, path, place, name, name_latin, relation, calls_elder, active, created_at, may_message, may_visit, may_order, may_health)", 14,
               dialect),
      records_("INSERT INTO care_record (id, entry, household, sort, kind, fen, period, authority, number, valid_from, valid_until, note, withdrawn, change)", 14, dialect),
      audit_(kAuditHead, 9, dialect),
      made_(kAuditHead, 9, dialect) {}

void NewHomes::add(Work& work, const StaffCaller& staff, const ListPlace& place, const RowPlan& plan, const ListRow& row, const std::string& pinyin) {
    const auto value = [&](std::string_view name) {
        const auto found = std::find_if(plan.changes.begin(), plan.changes.end(), [&](const ValueChange& one) { return one.field == name; });
        return found == plan.changes.end() ? std::string() : found->after;
    };
    const NewHousehold plain;
    const std::string id = *ids_.insert(new_id()).first;
    const std::int64_t now = work.now.time_since_epoch().count();
    std::vector<std::string> words{value("name"), value("household"), value("called"), value("called_latin"), value("address"), "", value("phone")};
    std::int64_t nth = 0;
    for (const contract::Contact& one : row.contacts) {
        words.push_back(one.name);
        words.push_back(one.phone);
        contacts_.add({id, ++nth, one.name, one.relation, one.phone, one.note});
    }
    households_.add({id, place.id, place.path, value("household"), value("address"), "", searched_text(pinyin, words), plain.zone,
                     words_of(std::vector{contract::Capability::Messages, contract::Capability::Visits}), std::int64_t{plain.night.from},
                     std::int64_t{plain.night.to}, plain.help_number, std::int64_t{1}, static_cast<std::int64_t>(plan.relatives.size()), now});
    people_.add({new_id(), id, place.path, value("name"), value("called"), value("called_latin")});
    std::vector<ManyRows::Held> file{id};
    for (const Fact* fact : file_facts()) {
        file.emplace_back(value(fact->name));
    }
    files_.add(std::move(file));
    made_.add({name_of(staff), "household.created", id, id, place.path, "", json_of({{"name", value("household")}, {"by", "import"}}), now, ""});
    const HeldHousehold home{id, place.path, 0};
    add_relatives(work, staff, home, plan, value("called"));
    add_records(work, staff, home, plan);
    if (++waiting_ == kFlushed) {
        flush(work);
    }
}

void NewHomes::add_relatives(Work& work, const StaffCaller& staff, const HeldHousehold& home, const RowPlan& plan, const std::string& called) {
    const std::int64_t now = work.now.time_since_epoch().count();
    std::int64_t nth = 0;
    const auto may = [](bool yes) { return std::int64_t{yes ? 1 : 0}; };
    for (const RelativePlan& one : plan.relatives) {
        NewMember member;
        member.name = one.name;
        member.relation = one.relation;
        member.calls_elder = one.calls_elder.empty() ? called : one.calls_elder;
        member.rights = one.rights;
        const std::string id = new_id(), relation(contract::word(one.relation));
        const contract::Rights& rights = one.rights;
        members_.add({id, home.id, home.path, ++nth, one.name, "", relation, member.calls_elder, std::int64_t{1}, now, may(rights.message), may(rights.visit), may(rights.order), may(rights.health)});
        audit_.add({name_of(staff), "member.created", id, home.id, home.path, "", written_making(member, MadeBy::List), now, ""});
    }
}

void NewHomes::add_records(Work& work, const StaffCaller& staff, const HeldHousehold& home, const RowPlan& plan) {
    const std::int64_t now = work.now.time_since_epoch().count();
    for (const contract::CareRecordEdit& one : plan.records) {
        const std::string id = new_id();
        records_.add({id, id, home.id, one.sort, one.kind, std::int64_t{one.fen}, one.period, one.authority, one.number, one.from, one.until, one.note, std::int64_t{0}, std::int64_t{0}});
        audit_.add({name_of(staff), "record.imported", id, home.id, home.path, "", kept(one), now, one.sort});
    }
    if (!plan.records.empty()) {
        with_records_.push_back(home.id);
    }
}

void NewHomes::flush(Work& work) {
    waiting_ = 0;
    for (ManyRows* table : {&households_, &people_, &files_, &contacts_, &members_, &records_, &audit_}) {
        table->flush(work.tx);
    }
    in_portions(work.tx,
                "UPDATE care_record SET change = (SELECT max(a.number) FROM audit a WHERE a.household = care_record.household AND a.field = care_record.sort"
                " AND a.field <> '' AND a.subject = care_record.id) WHERE change = 0 AND replaced_by IS NULL AND household",
                "", with_records_, [](const Rows&) {});
    with_records_.clear();
    index_parts(work.tx);
}

void NewHomes::tell(Work& work) { made_.flush(work.tx); }

}  // namespace anju::server
