// SPDX-License-Identifier: Apache-2.0
// Heartbeats, test alarms, and the boxes that need somebody.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/box_watch.hpp"
#include "platform/server/storage/boxes.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

using contract::BoxHealth;
using contract::DeskBoxes;

constexpr std::size_t kBoxesShown = 200;

tl::unexpected<RepositoryError> wrong(const char* code, const char* place) { return tl::unexpected(RepositoryError{Trouble::Refused, code, place, {}}); }

bool is_way(const std::string& path) { return path == "primary" || path == "secondary"; }

int order_of(const Watched& box, Time now) {
    const auto health = health_of(box, now);
    return health == BoxHealth::Offline ? 0 : !box.faults.empty() ? 1 : overdue(box, now) ? 2 : 3;
}

}  // namespace

void SqlRepository::list_boxes_anew() {
    const std::lock_guard lock(counting_);
    ++boxes_changed_;
    boxes_listed_.clear();
}

Stored<contract::HeartbeatAnswer> SqlRepository::heard_beat(const TerminalCaller& tv, const contract::Heartbeat& said, Time now) {
    if (!is_way(said.path)) {
        return wrong("beat_malformed", "path");
    }
    Beat beat{now, words_of(said.faults), said.leaving, said.path == "secondary"};
    if (said.leaving) {  // it says it once, and is gone
        const auto left = write<void>(now, [&](Work& work) -> Stored<void> {
            std::vector<std::string> changed;
            const Beats one{{tv.terminal, beat}};
            keep_beats(work, one, database_->dialect(), changed);
            Offs offs;
            bring_back(work, changed, offs, tv.terminal);
            let_go(work, one, changed, offs);
            write_offs(work, offs);
            tell_desk_boxes(work, changed);
            return {};
        });
        if (!left) {
            return tl::unexpected(left.error());
        }
        beats_.forget(tv.terminal);
        list_boxes_anew();
    } else {
        beats_.put(tv.terminal, std::move(beat));
    }
    return contract::HeartbeatAnswer{now, contract::kHeartbeat};
}

Stored<void> SqlRepository::keep_test(const TerminalCaller& tv, const contract::TestReport& test, Time now) {
    const auto good = [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
    if (test.id.size() < 8 || test.id.size() > 64 || !std::ranges::all_of(test.id, good)) {
        return wrong("report_malformed", "id");
    }
    if (!is_way(test.path)) {
        return wrong("report_malformed", "path");
    }
    const auto kept = write<void>(now, [&](Work& work) -> Stored<void> {
        const bool voice = test.kind == contract::TestKind::Voice;
        const Rows fresh = work.tx.run("INSERT INTO box_test (terminal, id, kind, way, at, heard_at, spoken) SELECT id, $2, $3, $4, $5, $6, $7 FROM terminal WHERE id = $1 AND unpaired_at IS NULL"
                                       " ON CONFLICT (terminal, id) DO NOTHING RETURNING 1",
                                       {tv.terminal, test.id, std::string(contract::word(test.kind)), test.path, std::min(test.at, now), now, test.spoken ? 1 : 0});
        if (fresh.empty()) {
            return {};
        }
        std::vector<std::string> changed;
        const bool second = test.path == "secondary";
        keep_beats(work, {{tv.terminal, Beat{now, "", false, second}}}, database_->dialect(), changed);
        Offs offs;
        bring_back(work, changed, offs, tv.terminal);
        // What came now works now, whatever the clock of the box says.
        work.tx.run(second ? "UPDATE box_watch SET second_tested_at = $2 WHERE terminal = $1" : "UPDATE box_watch SET first_tested_at = $2 WHERE terminal = $1", {tv.terminal, now});
        if (voice && test.spoken) {
            work.tx.run("UPDATE box_watch SET voice_tested_at = $2 WHERE terminal = $1", {tv.terminal, now});
        }
        write_offs(work, offs);
        tell_desk_boxes(work, changed);
        return {};
    });
    list_boxes_anew();
    return kept;
}

Stored<std::optional<contract::BoxWatch>> SqlRepository::box_watch(const StaffCaller& staff, const std::string& id, Time now) {
    using Maybe = std::optional<contract::BoxWatch>;
    return read<Maybe>([&](Transaction& tx) -> Stored<Maybe> {
        const auto present = present_box(tx, staff.scope, id);
        return present ? Stored<Maybe>(load_watch(tx, *present, now, true)) : not_found("box_not_found");
    });
}

Stored<DeskBoxes> SqlRepository::desk_boxes(const StaffCaller& staff, Time now) {
    if (!may_sit(staff) && !works_on_boxes(staff)) {
        return refused("role_missing");
    }
    // A million homes are looked through once in a while for all seats of a place.
    std::uint64_t changes = 0;
    {
        const std::lock_guard lock(counting_);
        const auto known = boxes_listed_.find(staff.scope);
        if (known != boxes_listed_.end() && known->second.first <= now && now < known->second.first + kBoxesCountedFor) {
            return known->second.second;
        }
        changes = boxes_changed_;
    }
    auto listed = read<DeskBoxes>([&](Transaction& tx) -> Stored<DeskBoxes> {
        WatchCounts counts;
        std::vector<Watched> wanted;
        for (Watched& box : load_watched(tx, staff.scope)) {
            if (count(counts, box, now)) {
                wanted.push_back(std::move(box));
            }
        }
        std::ranges::sort(wanted, [&](const Watched& a, const Watched& b) {
            const int left = order_of(a, now), right = order_of(b, now);
            if (left != right) {
                return left < right;
            }
            // One that was never heard waits since it was paired.
            const Time since_a = a.since.value_or(a.paired_at), since_b = b.since.value_or(b.paired_at);
            return since_a != since_b ? since_a < since_b : a.terminal < b.terminal;
        });
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < std::min(wanted.size(), kBoxesShown); ++i) {
            ids.push_back(wanted[i].terminal);
        }
        return DeskBoxes{load_desk_boxes(tx, ids, now), counts.online, counts.offline, counts.planned_off, counts.with_faults, counts.overdue};
    });
    const std::lock_guard lock(counting_);
    if (listed && changes == boxes_changed_) {
        boxes_listed_[staff.scope] = {now, *listed};
    }
    return listed;
}

Stored<int> SqlRepository::watch_boxes(Time now) {
    const bool judges = beats_.may_judge(now);
    const Beats beats = beats_.take();
    std::size_t moved = 0;
    const auto done = write<void>(now, [&](Work& work) -> Stored<void> {
        std::vector<std::string> changed;
        if (!beats.empty()) {
            keep_beats(work, beats, database_->dialect(), changed);
            keep_faults(work, beats, changed);
        }
        Offs offs;
        bring_back(work, changed, offs);
        if (judges) {
            end_absences(work, changed, offs);
            miss(work, now - contract::kOfflineAfter, changed, offs);
        }
        write_offs(work, offs);
        tell_desk_boxes(work, changed);
        moved = changed.size();
        return {};
    });
    if (!done) {
        beats_.put_back(beats);
        beats_.failed();
        return tl::unexpected(done.error());
    }
    if (moved > 0) {
        list_boxes_anew();
    }
    return static_cast<int>(moved);
}

}  // namespace anju::server
