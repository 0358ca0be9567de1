// SPDX-License-Identifier: Apache-2.0
// A box that staff makes ring, and what a box says of itself.
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::BoxCondition;
using contract::BoxStop;
using contract::Part;
using contract::RingHow;
using contract::StopWhy;
using namespace std::chrono_literals;

ON_BOTH_DATABASES(BoxSays);

const IsOnline kOff = [](const std::string&) { return false; };
const IsOnline kOn = [](const std::string&) { return true; };

StaffCaller without_roles(StaffCaller staff) {
    staff.roles.clear();
    return staff;
}

TEST_P(BoxSays, ARingIsNotedWithWhoAskedAndAnsweredOnce) {
    const Street street = a_street();
    const std::string box = street.tv.terminal;
    EXPECT_FALSE(must(repository().box(street.technician, box, kOn)).ring);
    const auto asked = must(repository().ring_box(street.technician, box, kOn, now_)).ring;
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->at, now_);
    EXPECT_NE(asked->who, "");
    EXPECT_EQ(asked->how, std::nullopt) << "the TV has said nothing";
    EXPECT_THAT(repository().answer_ring(street.tv, "another", RingHow::Rang, now_), Fails(Trouble::NotFound, "ring_not_found"));
    must(repository().answer_ring(street.tv, asked->id, RingHow::Night, now_ + 1s));
    must(repository().answer_ring(street.tv, asked->id, RingHow::Rang, now_ + 2s));
    const auto rung = must(repository().box(street.technician, box, kOn)).ring;
    EXPECT_EQ(rung->how, RingHow::Night) << "said again, it stays as it was said first";
    EXPECT_EQ(rung->answered_at, now_ + 1s);
    const auto next = must(repository().ring_box(street.administrator, box, kOn, now_ + 1min)).ring;
    EXPECT_NE(next->id, asked->id);
    EXPECT_EQ(next->how, std::nullopt);
    EXPECT_THAT(repository().answer_ring(street.tv, asked->id, RingHow::Rang, now_), Fails(Trouble::NotFound, "ring_not_found"));
}

TEST_P(BoxSays, ARingIsOfWhoMayOfABoxThatIsOnAndNotAtEveryMoment) {
    const Street street = a_street(), other = a_street("西关");
    const std::string box = street.tv.terminal;
    const auto audits = count("audit");
    EXPECT_THAT(repository().ring_box(other.technician, box, kOn, now_), Fails(Trouble::NotFound, "box_not_found"));
    EXPECT_THAT(repository().ring_box(without_roles(street.technician), box, kOn, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().ring_box(street.technician, box, kOff, now_), Fails(Trouble::Conflict, "box_offline"));
    EXPECT_EQ(count("audit"), audits);
    must(repository().ring_box(street.technician, box, kOn, now_));
    EXPECT_EQ(count("audit"), audits + 1);
    EXPECT_THAT(repository().ring_box(street.administrator, box, kOn, now_ + 4s), Fails(Trouble::Refused, "rang_just_now")) << "whoever presses";
    EXPECT_EQ(count("audit"), audits + 1);
    must(repository().ring_box(street.administrator, box, kOn, now_ + 5s));
    EXPECT_EQ(must(repository().box(street.technician, box, kOn)).changes.front().what, "terminal.paired") << "the history of a box is not filled with it";
    contract::BoxAct lost;
    lost.act = "lost";
    must(repository().act_on_box(street.technician, box, lost, kOn, now_));
    EXPECT_THAT(repository().ring_box(street.technician, box, kOn, now_ + 1min), Fails(Trouble::Conflict, "box_offline"));
}

TEST_P(BoxSays, ARingIsNoEventThatWaits) {
    const Street street = a_street();
    const auto cursor = must(repository().snapshot(street.tv, now_)).cursor;
    must(repository().ring_box(street.technician, street.tv.terminal, kOn, now_));
    EXPECT_THAT(events_of(recipient_of(street.tv), cursor), testing::IsEmpty());
}

TEST_P(BoxSays, ItsConditionIsKeptWithTheTimeAndShownToWhoMayActOnIt) {
    const Street street = a_street();
    const std::string box = street.tv.terminal;
    EXPECT_FALSE(must(repository().box(street.technician, box, kOn)).condition);
    const BoxCondition said{Part::Ready, Part::Missing, Part::Unknown, "good", now_ - 1min - 7s, BoxStop{StopWhy::Update, now_ - 24h}};
    must(repository().keep_condition(street.tv, said, now_));
    const auto row = must(repository().box(street.technician, box, kOff));
    EXPECT_EQ(row.condition_at, now_);
    ASSERT_TRUE(row.condition);
    EXPECT_EQ(row.condition->microphone, Part::Missing);
    EXPECT_EQ(row.condition->key_at, std::chrono::floor<std::chrono::minutes>(now_ - 1min - 7s)) << "no finer than a minute";
    EXPECT_EQ(row.condition->stop, said.stop);
    const auto seen = must(repository().box(without_roles(street.technician), box, kOff));
    EXPECT_FALSE(seen.condition || seen.condition_at || seen.ring);
    EXPECT_FALSE(must(repository().boxes(street.technician, {"all", "", 0}, kOff)).boxes.at(0).condition) << "nor is it in a list";
}

TEST_P(BoxSays, ABoxThatBeganAnewDoesNotUnsayTheLastKey) {
    const Street street = a_street();
    BoxCondition said;
    said.key_at = std::chrono::floor<std::chrono::minutes>(now_);
    must(repository().keep_condition(street.tv, said, now_));
    must(repository().keep_condition(street.tv, {}, now_ + 1h));
    const auto row = must(repository().box(street.technician, street.tv.terminal, kOn));
    EXPECT_EQ(row.condition->key_at, said.key_at);
    EXPECT_EQ(row.condition_at, now_ + 1h);
}

TEST_P(BoxSays, ItsClockPutsNothingIntoTheFuture) {
    const Street street = a_street();
    BoxCondition said;
    now_ += 7s;
    said.key_at = now_ + 48h;
    said.stop = BoxStop{StopWhy::ShutDown, now_ + 48h};
    said.signal = "<b>";
    must(repository().keep_condition(street.tv, said, now_));
    const auto kept = *must(repository().box(street.technician, street.tv.terminal, kOn)).condition;
    EXPECT_EQ(kept.key_at, std::chrono::floor<std::chrono::minutes>(now_));
    EXPECT_EQ(kept.stop->at, now_);
    EXPECT_EQ(kept.signal, "");
}

TEST_P(BoxSays, TheSameOnceMoreIsWrittenOnceAMinute) {
    const Street street = a_street();
    must(repository().keep_condition(street.tv, {}, now_));
    must(repository().keep_condition(street.tv, {}, now_ + 30s));
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kOn)).condition_at, now_);
    must(repository().keep_condition(street.tv, {}, now_ + 60s));
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kOn)).condition_at, now_ + 60s);
}

TEST_P(BoxSays, WhatItSaidInAHomeThatItLeftIsNobodysAnyMore) {
    const Street street = a_street();
    must(repository().keep_condition(street.tv, {}, now_));
    must(repository().ring_box(street.technician, street.tv.terminal, kOn, now_));
    contract::BoxAct lost;
    lost.act = "lost";
    const auto row = must(repository().act_on_box(street.technician, street.tv.terminal, lost, kOn, now_));
    EXPECT_FALSE(row.condition || row.condition_at || row.ring);
    EXPECT_THAT(repository().keep_condition(street.tv, {}, now_), Fails(Trouble::NotFound, "terminal_unknown"));
    std::string kept = "unread";
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        kept = tx.run("SELECT condition FROM terminal WHERE id = $1", {street.tv.terminal})[0].text(0);
        return {};
    }));
    EXPECT_EQ(kept, "");
}

}  // namespace
}  // namespace anju::server
