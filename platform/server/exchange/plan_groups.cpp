// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/plan_groups.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "platform/contract/codec.hpp"
#include "platform/server/care_record.hpp"
#include "platform/server/relative_facts.hpp"
#include "platform/server/rights_words.hpp"

namespace anju::server {
namespace {

using contract::CareRecord;
using contract::CareRecordEdit;

// What comes one after the other, so that two may not begin on one day.
bool is_exclusive(const CareRecordEdit& record) { return record.sort == "assessment" || (record.period == "month" && record.kind != "other"); }

// The row says nothing that is not so.
bool agrees(const GivenRecord& given, const CareRecordEdit& there) {
    const auto silent_or = [](const std::string& said, const std::string& kept) { return said.empty() || said == kept; };
    const CareRecordEdit& said = given.values;
    return said.sort == there.sort && said.kind == there.kind && said.from == there.from && said.fen == there.fen &&
           (!given.says_period || said.period == there.period) && silent_or(said.authority, there.authority) && silent_or(said.number, there.number) &&
           silent_or(said.until, there.until) && silent_or(said.note, there.note);
}

class RecordPlan {
  public:
    RecordPlan(const ListedHome& there, RowPlan& plan) : plan_(plan), corrected_(there.corrected) {
        for (const CareRecord& one : there.records) {
            standing_.push_back({one.id, one.entry, values_of(one)});
        }
    }

    std::optional<Refusal> take(const GivenRecord& given) {
        const auto counts = [](const Row& row) { return !row.values.withdrawn; };
        const bool exclusive = is_exclusive(given.values);
        // What may be there several times was meant by one of the list only.
        const auto is_meant = [&](const Row& row) { return counts(row) && agrees(given, row.values) && (exclusive || !row.meant); };
        auto meant = std::find_if(standing_.begin(), standing_.end(), [&](const Row& row) { return is_meant(row) && kept(row.values) == kept(given.values); });
        if (meant == standing_.end()) {
            meant = std::find_if(standing_.begin(), standing_.end(), is_meant);
        }
        if (meant != standing_.end()) {
            meant->meant = true;
            return std::nullopt;
        }
        if (std::any_of(standing_.begin(), standing_.end(), [&](const Row& row) { return !counts(row) && agrees(given, row.values); })) {
            return no("record_withdrawn", given);
        }
        if (const auto* before = corrected(given, exclusive)) {
            const Row* now = standing(before->entry);
            if (now && !counts(*now)) {
                return no("record_withdrawn", given);
            }
            Remark remark = no("record_corrected", given);
            remark.day = before->by.day;
            remark.who = before->by.who;
            plan_.remarks.push_back(std::move(remark));
            return std::nullopt;
        }
        for (Row& row : standing_) {
            const bool same_day = counts(row) && exclusive && is_exclusive(row.values) && row.values.sort == given.values.sort &&
                                  row.values.from == given.values.from && (row.values.sort == "assessment" || row.values.kind == given.values.kind);
            if (same_day) {
                return end(row, given);
            }
        }
        return add(given);
    }

  private:
    struct Row {
        std::string id, entry;  // empty: of this plan
        CareRecordEdit values;
        bool meant = false;
    };

    const Row* standing(const std::string& entry) const {
        const auto found = std::find_if(standing_.begin(), standing_.end(), [&](const Row& row) { return row.entry == entry; });
        return found == standing_.end() ? nullptr : &*found;
    }

    // What the row says was so once, and was written otherwise since. Of what may be there several times each was written once.
    const CorrectedRecord* corrected(const GivenRecord& given, bool exclusive) {
        for (const CorrectedRecord& one : corrected_) {
            const Row* now = standing(one.entry);
            const bool is_another = !exclusive && (remarked_.contains(one.entry) || (now && now->meant && agrees(given, now->values)));
            if (agrees(given, one.values) && !is_another) {
                remarked_.insert(one.entry);
                return &one;
            }
        }
        return nullptr;
    }

    Refusal no(const char* code, const GivenRecord& given) const {
        const bool subsidy = given.values.sort == "subsidy";
        const ColumnGroup& group = subsidy ? subsidy_group() : assessment_group();
        return Refusal{code, column_name(group, given.number, subsidy ? "from" : "date"), given.values.from, 0};
    }

    // The list may say the last day of what had none; nothing else of what has begun.
    std::optional<Refusal> end(Row& row, const GivenRecord& given) {
        CareRecordEdit ended = row.values;
        ended.until = given.values.until;
        if (row.id.empty() || !row.values.until.empty() || !agrees(given, ended)) {
            return no("record_differs", given);
        }
        ended.corrects = row.id;
        plan_.changes.push_back({ended.sort, kept(row.values), kept(ended)});
        plan_.records.push_back(ended);
        ended.corrects.clear();
        row = {"", row.entry, ended};
        return std::nullopt;
    }

    std::optional<Refusal> add(const GivenRecord& given) {
        CareRecordEdit fresh = given.values;
        std::string before;
        for (Row& row : standing_) {
            if (!overlap(row.values, fresh)) {
                continue;
            }
            if (row.id.empty() || !fresh.replaces.empty() || row.values.from >= fresh.from) {
                return no("record_overlaps", given);
            }
            // What ends before the one that it follows would leave nothing in the place of the rest.
            if (!fresh.until.empty() && (row.values.until.empty() || fresh.until < row.values.until)) {
                return no(row.values.until.empty() ? "record_cuts_short" : "record_overlaps", given);
            }
            fresh.replaces = row.id;
            before = kept(row.values);
            row.values.until = day_before(fresh.from);
            Remark ends = no("record_ends", given);
            ends.day = row.values.until;
            plan_.remarks.push_back(std::move(ends));
            row.id.clear();  // another row stands there from then on
        }
        if (standing_.size() == kMostCareRecords) {
            return Refusal{"too_many_records", "", "", 0};
        }
        plan_.changes.push_back({fresh.sort, before, kept(fresh)});
        plan_.records.push_back(fresh);
        fresh.replaces.clear();
        standing_.push_back({"", "", fresh, true});
        return std::nullopt;
    }

    RowPlan& plan_;
    std::span<const CorrectedRecord> corrected_;
    std::vector<Row> standing_;
    std::set<std::string> remarked_;
};

}  // namespace

std::optional<Refusal> plan_records(const std::vector<GivenRecord>& given, const ListedHome& there, RowPlan& plan) {
    if (given.empty()) {
        return std::nullopt;
    }
    std::vector<GivenRecord> in_order = given;
    // Of one day what says most comes first: what says less may mean that one, too.
    const auto says = [](const CareRecordEdit& one) { return int{!one.authority.empty()} + int{!one.number.empty()} + int{!one.until.empty()} + int{!one.note.empty()}; };
    std::stable_sort(in_order.begin(), in_order.end(), [&](const GivenRecord& one, const GivenRecord& other) {
        return one.values.from != other.values.from ? one.values.from < other.values.from : says(one.values) > says(other.values);
    });
    RecordPlan records(there, plan);
    for (const GivenRecord& one : in_order) {
        if (auto refusal = records.take(one)) {
            return refusal;
        }
    }
    return std::nullopt;
}

std::optional<Refusal> plan_relatives(const std::vector<GivenRelative>& given, const std::vector<StoredRelative>& stored, RowPlan& plan) {
    std::vector<bool> taken(stored.size());
    std::size_t made = 0;
    for (const GivenRelative& one : given) {
        const auto no = [&](const char* code, std::string_view part, const std::string& value) { return Refusal{code, column_name(relative_group(), one.number, part), value, 0}; };
        // Of two with one name the first row means the first.
        std::size_t at = 0;
        while (at < stored.size() && (taken[at] || !stored[at].active || stored[at].name != one.name)) {
            ++at;
        }
        if (at == stored.size()) {
            if (std::any_of(stored.begin(), stored.end(), [&](const StoredRelative& other) { return !other.active && other.name == one.name; })) {
                return no("relative_taken_back", "name", one.name);
            }
            const auto alike = [&](const auto& other) { return name_as_seen(other.name) == name_as_seen(one.name); };
            if (std::any_of(stored.begin(), stored.end(), alike) || std::any_of(plan.relatives.begin(), plan.relatives.end(), alike)) {
                return no("relative_twice", "name", one.name);
            }
            if (stored.size() + ++made > kMostRelatives) {
                return Refusal{"too_many_members", "", "", 0};
            }
            const contract::Rights rights = one.rights.over({});
            const auto relation = one.relation.value_or(contract::Relation::Other);
            plan.relatives.push_back({"", one.name, one.calls_elder, relation, {}, rights});
            plan.changes.push_back({"relative", "", one.name + "\n" + std::string(contract::word(relation)) + "\n" + written(rights)});
            continue;
        }
        taken[at] = true;
        const StoredRelative& there = stored[at];
        if (one.relation && *one.relation != there.relation) {
            return no("relative_differs", "relation", relation_written(contract::word(*one.relation)));
        }
        if (!one.calls_elder.empty() && one.calls_elder != there.calls_elder) {
            return no("relative_differs", "calls_elder", one.calls_elder);
        }
        if (const auto right = given_back(one.rights, there)) {
            const ByHand& by = there.taken.find(*right)->second;
            return Refusal{"right_taken_away", column_name(relative_group(), one.number, *right), one.name, 0, by.day, by.who};
        }
        if (const contract::Rights rights = one.rights.over(there.rights); rights != there.rights) {
            plan.relatives.push_back({there.id, there.name, "", there.relation, there.rights, rights});
            plan.changes.push_back({"rights " + there.name, written(there.rights), written(rights)});
        }
    }
    return std::nullopt;
}

}  // namespace anju::server
