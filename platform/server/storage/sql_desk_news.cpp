// SPDX-License-Identifier: Apache-2.0
// Tells the seats what became of alarms: after the commit of each change, many of a storm at once.
#include <set>

#include "platform/server/storage/alarms.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {
namespace {

constexpr int kToldAtOnce = 100;
constexpr int kRounds = 4;  // then somebody else goes on: whoever called is waiting for an answer

// As it is by now, whatever it was in between; nothing: nobody is told yet.
void tell_seats(Work& work, const std::string& incident) {
    const auto row = load_incident(work.tx, incident);
    if (!row) {
        return;
    }
    const auto over = load_seats_over(work.tx, row->path, work.now);
    std::vector<std::string> others;
    std::vector<std::string> theirs;  // who reads it in another way: who has it, to whom it is offered
    for (const SeatRow& seat : over) {
        const bool own = (seat.staff == row->accepted_by && row->now.state == contract::AlarmState::Accepted) || (row->now.offered_until && seat.staff == row->offered_to);
        if (own) {
            theirs.push_back(seat.staff);
        } else if (seat.lately && hears(seat, row->now, over)) {
            others.push_back(recipient_of_seat(seat.staff));
        }
    }
    if (!others.empty()) {
        give_late(work, std::move(others), contract::DeskChanged{desk_alarm_of(work.tx, *row, "")});
    }
    for (const std::string& seat : theirs) {
        give_late(work, {recipient_of_seat(seat)}, contract::DeskChanged{desk_alarm_of(work.tx, *row, seat)});
    }
}

}  // namespace

Stored<void> SqlRepository::tell_desk_news(Time now) {
    desk_news_ = true;
    for (int round = 0; round < kRounds && desk_news_; ++round) {
        const std::unique_lock telling(telling_, std::try_to_lock);
        if (!telling) {
            return {};  // who tells looks again when it has told
        }
        desk_news_ = false;
        const auto told = write<std::size_t>(now, [](Work& work) -> Stored<std::size_t> {
            const Rows news = work.tx.run("DELETE FROM desk_news WHERE (incident, revision) IN (SELECT incident, revision FROM desk_news ORDER BY incident, revision LIMIT $1) RETURNING incident", {kToldAtOnce});
            std::set<std::string> incidents;
            for (const Row& one : news) {
                incidents.insert(one.text(0));
            }
            for (const std::string& incident : incidents) {
                tell_seats(work, incident);
            }
            return news.size();
        }, Urgency::Alarm);
        if (!told) {
            return tl::unexpected(told.error());  // the next change, or the next round of time, tries again
        }
        if (*told == kToldAtOnce) {
            desk_news_ = true;
        }
    }
    return {};
}

}  // namespace anju::server
