// SPDX-License-Identifier: Apache-2.0
// Tells the seats what became of alarms: after the commit of each change, many of a storm at once.
#include <map>
#include <set>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kNewsTold = 100;
constexpr std::chrono::seconds kUntold{10};  // one that could not be told, so that others are

// Each as it is by now, whatever it was in between.
void tell_seats(Work& work, const std::vector<std::string>& incidents) {
    const DeskAlarms alarms = load_desk_alarms(work.tx, incidents);
    std::map<std::string, std::vector<SeatRow>> over;  // by the place of the home
    for (const IncidentRow& row : alarms.rows) {
        auto seats = over.find(row.path);
        if (seats == over.end()) {
            seats = over.emplace(row.path, load_seats_over(work.tx, row.path, work.now)).first;
        }
        std::vector<std::string> others;
        for (const SeatRow& seat : seats->second) {
            const bool own = (seat.staff == row.accepted_by && row.now.state == contract::AlarmState::Accepted) || (row.now.offered_until && seat.staff == row.offered_to);
            if (own) {  // who has it, or to whom it is offered, reads it in another way
                give_late(work, {recipient_of_seat(seat.staff)}, contract::DeskChanged{alarms.as_read_by(seat.staff, row)});
            } else if (seat.lately && hears(seat, row.now, seats->second)) {
                others.push_back(recipient_of_seat(seat.staff));
            }
        }
        give_late(work, std::move(others), contract::DeskChanged{alarms.as_read_by("", row)});
    }
}

}  // namespace

// Of this incident; empty: of the first that wait. How many changes were told.
Stored<std::size_t> SqlRepository::tell_some_desk_news(const std::string& only, Time now) {
    return write<std::size_t>(now, [&](Work& work) -> Stored<std::size_t> {
        if (database_->dialect() == Dialect::Postgres) {
            work.tx.run("SELECT set_config('lock_timeout', '500ms', true)");  // a node that stands still in its telling holds nobody else's time up
        }
        const Rows news = only.empty()
                              ? work.tx.run("DELETE FROM desk_news WHERE (incident, revision) IN (SELECT incident, revision FROM desk_news ORDER BY incident, revision LIMIT $1) RETURNING incident", {kNewsTold})
                              : work.tx.run("DELETE FROM desk_news WHERE incident = $1 RETURNING incident", {only});
        std::set<std::string> incidents;
        for (const Row& one : news) {
            incidents.insert(one.text(0));
        }
        tell_seats(work, {incidents.begin(), incidents.end()});
        return news.size();
    }, Urgency::Alarm);
}

// Where one of many cannot be told the others are.
Stored<void> SqlRepository::tell_desk_news_singly(Time now) {
    const auto waiting = read<std::vector<std::string>>([&](Transaction& tx) -> Stored<std::vector<std::string>> {
        std::vector<std::string> all;
        for (const Row& row : tx.run("SELECT DISTINCT incident FROM desk_news ORDER BY incident LIMIT $1", {kNewsTold + static_cast<std::int64_t>(untold_.size())})) {
            all.push_back(row.text(0));
        }
        return all;
    });
    if (!waiting) {
        return tl::unexpected(waiting.error());
    }
    Stored<void> all;
    for (const std::string& incident : *waiting) {
        if (untold_.contains(incident)) {
            continue;
        }
        if (const auto told = tell_some_desk_news(incident, now); !told) {
            untold_[incident] = now + kUntold;
            all = tl::unexpected(told.error());
        }
    }
    return all;
}

Stored<void> SqlRepository::tell_desk_news(Time now, int times) {
    desk_news_ = true;
    for (; times > 0 && desk_news_; --times) {
        const std::unique_lock telling(telling_, std::try_to_lock);
        if (!telling) {
            return {};  // who tells looks again when it has told
        }
        desk_news_ = false;
        std::erase_if(untold_, [&](const auto& one) { return one.second <= now; });
        const auto told = untold_.empty() ? tell_some_desk_news("", now) : Stored<std::size_t>(std::size_t{0});
        if (!told || !untold_.empty()) {
            return tell_desk_news_singly(now);
        }
        if (*told == kNewsTold) {
            desk_news_ = true;
        }
    }
    return {};
}

}  // namespace anju::server
