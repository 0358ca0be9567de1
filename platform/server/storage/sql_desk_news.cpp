// SPDX-License-Identifier: Apache-2.0
// Tells the seats what became of alarms: after the commit of each change, many of a storm at once.
#include <map>
#include <set>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

constexpr int kNewsTold = 100;

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

Stored<void> SqlRepository::tell_desk_news(Time now, int times) {
    desk_news_ = true;
    for (; times > 0 && desk_news_; --times) {
        const std::unique_lock telling(telling_, std::try_to_lock);
        if (!telling) {
            return {};  // who tells looks again when it has told
        }
        desk_news_ = false;
        const auto told = write<std::size_t>(now, [](Work& work) -> Stored<std::size_t> {
            const Rows news = work.tx.run("DELETE FROM desk_news WHERE (incident, revision) IN (SELECT incident, revision FROM desk_news ORDER BY incident, revision LIMIT $1) RETURNING incident", {kNewsTold});
            std::set<std::string> incidents;
            for (const Row& one : news) {
                incidents.insert(one.text(0));
            }
            tell_seats(work, {incidents.begin(), incidents.end()});
            return news.size();
        }, Urgency::Alarm);
        if (!told) {
            return tl::unexpected(told.error());  // the next change, or the next round of time, tries again
        }
        if (*told == kNewsTold) {
            desk_news_ = true;
        }
    }
    return {};
}

}  // namespace anju::server
