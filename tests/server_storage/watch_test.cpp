// SPDX-License-Identifier: Apache-2.0
// Who is watched over: heartbeats, silence, faults and test alarms. The clock is the test's.
#include <random>
#include <thread>

#include "platform/server/storage/box_watch.hpp"
#include "tests/server_storage/alarm_home.hpp"

namespace anju::server {
namespace {

using contract::BoxFault;
using contract::BoxHealth;
using contract::Heartbeat;
using contract::TestKind;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class WatchedBoxes : public AlarmHome {
  protected:
    void SetUp() override {
        AlarmHome::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        must(repository().watch_desk(near_, now_));
        open_eyes();
    }
    // A platform that has been listening long enough to say who is silent.
    void open_eyes() {
        for (int i = 0; i < 19; ++i) {
            now_ += 5s;
            beats(box_);
            beats(second_);
            must(repository().watch_boxes(now_));
        }
    }
    void beats(const TerminalCaller& box, std::vector<BoxFault> faults = {}, bool leaving = false, const std::string& path = "primary") {
        EXPECT_EQ(must(repository().heard_beat(box, {now_, path, std::move(faults), leaving}, now_)).now, now_);
    }
    // As the platform does, a round each 5 s; `box` speaks meanwhile each 30 s.
    void time_passes(std::chrono::seconds time, const std::vector<TerminalCaller>& speak) {
        for (auto past = 0s; past < time; past += 5s) {
            now_ += 5s;
            if (past % 30s == 0s) {
                for (const auto& box : speak) beats(box);
            }
            must(repository().watch_boxes(now_));
        }
    }
    contract::DeskBoxes boxes(const StaffCaller& who) { return must(repository().desk_boxes(who, now_)); }
    contract::BoxWatch watch(const TerminalCaller& box) { return must(repository().box_watch(boss_, box.terminal, now_)).value(); }
    std::vector<contract::DeskBox> told_boxes(const StaffCaller& who) { return told<contract::DeskBox>(recipient_of_seat(who.staff), "desk_box"); }
    BoxHealth health(const TerminalCaller& box) { return watch(box).state; }
    contract::BoxAct act(const TerminalCaller& box, const std::string& what, const std::string& until = "") {
        contract::BoxAct made;
        made.act = what;
        made.away_until = until;
        made.seen = must(repository().box(boss_, box.terminal, kNoBox)).revision;
        return made;
    }
    void acts(const TerminalCaller& box, const std::string& what, const std::string& until = "") { must(repository().act_on_box(boss_, box.terminal, act(box, what, until), kNoBox, now_)); }
};
INSTANTIATE_TEST_SUITE_P(On, WatchedBoxes, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(WatchedBoxes, OneThatIsSilentIsOfflineWithin90SecondsAndBackWithItsBeat) {
    const Time last = now_;
    time_passes(70s, {second_});
    EXPECT_EQ(health(box_), BoxHealth::Online) << "two beats may be lost";
    time_passes(15s, {second_});
    EXPECT_EQ(health(box_), BoxHealth::Offline);
    EXPECT_EQ(watch(box_).since, last) << "since it was heard last";
    EXPECT_EQ(health(second_), BoxHealth::Online);
    const auto list = boxes(near_);
    EXPECT_EQ(list.offline, 1);
    EXPECT_EQ(list.online, 1);
    ASSERT_THAT(list.boxes, SizeIs(1));
    EXPECT_EQ(list.boxes[0].id, box_.terminal);
    EXPECT_EQ(list.boxes[0].person, "王桂兰");
    EXPECT_EQ(list.boxes[0].address, "幸福里 3 号楼 2 单元 401");
    EXPECT_EQ(told_boxes(near_).back().state, BoxHealth::Offline);
    EXPECT_EQ(desk(near_).figures.boxes_offline, 1);
    time_passes(3min, {second_});
    now_ += 1s;
    const Time back = now_;
    beats(box_);
    now_ += 4s;
    must(repository().watch_boxes(now_));
    EXPECT_EQ(health(box_), BoxHealth::Online);
    EXPECT_EQ(told_boxes(near_).back().state, BoxHealth::Online);
    EXPECT_THAT(watch(box_).offs, ElementsAre(contract::BoxOff{last, back, false})) << "a month's offline time is their sum";
    EXPECT_THAT(boxes(near_).boxes, IsEmpty());
}

TEST_P(WatchedBoxes, WhoNeverSpokeIsOfflineOnceItHadTheTime) {
    const TerminalCaller fresh = a_box();
    EXPECT_THAT(boxes(near_).boxes, IsEmpty());
    EXPECT_EQ(must(repository().box_watch(boss_, fresh.terminal, now_)), std::nullopt);
    time_passes(95s, {box_, second_});
    ASSERT_THAT(boxes(near_).boxes, SizeIs(1));
    EXPECT_EQ(boxes(near_).boxes[0].since, std::nullopt);
    EXPECT_EQ(boxes(near_).boxes[0].state, BoxHealth::Offline);
}

TEST_P(WatchedBoxes, OfBeforeAreUnknownUntilTheySpeak) {
    const TerminalCaller old = a_box(), fresh = a_box();
    const auto paired = [&](const TerminalCaller& box, std::chrono::seconds ago) {
        must(raw()->write([&](Transaction& tx) -> Stored<void> {
            tx.run("UPDATE terminal SET created_at = (SELECT applied_at FROM schema_migration WHERE name LIKE '%box_watch') - $2 WHERE id = $1", {box.terminal, std::int64_t{1000} * ago.count()});
            return tx.error() ? Stored<void>(tl::unexpected(*tx.error())) : Stored<void>{};
        }));
    };
    paired(old, 90 * 24h);
    paired(fresh, 0s);
    time_passes(95s, {box_, second_});
    EXPECT_EQ(must(repository().box_watch(boss_, old.terminal, now_)), std::nullopt) << "its guard is of before as well";
    EXPECT_EQ(health(fresh), BoxHealth::Offline);
    EXPECT_EQ(boxes(near_).offline, 1);
    EXPECT_EQ(boxes(near_).overdue, 0);
    EXPECT_EQ(must(repository().boxes(boss_, {"overdue", "", 0, now_}, kNoBox)).total, 0);
    now_ += 1s;
    beats(old);
    must(repository().watch_boxes(now_));
    EXPECT_EQ(health(old), BoxHealth::Online);
    EXPECT_FALSE(watch(old).overdue) << "nobody could have tested it";
    time_passes(95s, {box_, second_});
    EXPECT_EQ(health(old), BoxHealth::Offline) << "from its first beat on it is one like the others";
    now_ += 8 * 24h;
    EXPECT_TRUE(watch(old).overdue);
}

TEST_P(WatchedBoxes, ThatAreSwitchedOffOnPurposeRingNobody) {
    beats(box_, {}, true);
    EXPECT_EQ(health(box_), BoxHealth::PlannedOff) << "written before it is answered";
    EXPECT_EQ(told_boxes(near_).back().state, BoxHealth::PlannedOff);
    const Time left = now_;
    time_passes(5min, {second_});
    EXPECT_EQ(health(box_), BoxHealth::PlannedOff);
    EXPECT_EQ(boxes(near_).offline, 0);
    EXPECT_EQ(boxes(near_).planned_off, 1);
    now_ += 1s;
    beats(box_);
    must(repository().watch_boxes(now_));
    EXPECT_EQ(health(box_), BoxHealth::Online);
    EXPECT_THAT(watch(box_).offs, ElementsAre(contract::BoxOff{left, now_, true}));
}

TEST_P(WatchedBoxes, OfWhomNobodyIsAtHomeAreNotMissed) {
    EXPECT_THAT(repository().act_on_box(boss_, box_.terminal, act(box_, "away", "2026-11-24"), kNoBox, now_), Fails(Trouble::Refused, "date_impossible"));
    EXPECT_THAT(repository().act_on_box(boss_, box_.terminal, act(box_, "back"), kNoBox, now_), Fails(Trouble::Conflict, "box_not_so"));
    acts(box_, "away", "2026-11-26");
    time_passes(1min, {box_, second_});
    EXPECT_EQ(health(box_), BoxHealth::Online) << "it is still heard, and the words stay";
    EXPECT_EQ(watch(box_).away_until, "2026-11-26");
    time_passes(3min, {second_});
    EXPECT_EQ(health(box_), BoxHealth::PlannedOff);
    now_ = Time(kMorning) + 48h;  // the day after, in the morning
    open_eyes();
    EXPECT_EQ(health(box_), BoxHealth::Online) << "the beats of open_eyes";
    EXPECT_EQ(watch(box_).away_until, "") << "and it is over with the first";
    time_passes(3min, {second_});
    EXPECT_EQ(health(box_), BoxHealth::Offline);
    acts(box_, "away", "2026-11-28");
    EXPECT_EQ(health(box_), BoxHealth::PlannedOff) << "at once, where it is silent already";
    time_passes(1min, {second_});
    acts(box_, "back");
    EXPECT_EQ(health(box_), BoxHealth::Offline);
    acts(box_, "away", "2026-11-27");
    now_ += 24h;
    must(repository().watch_boxes(now_));
    time_passes(95s, {second_});
    EXPECT_EQ(health(box_), BoxHealth::Offline) << "that day is over and it is not back";
}

TEST_P(WatchedBoxes, NobodyIsOfflineBeforeThePlatformHasListenedLongEnough) {
    const Time last = now_;
    now_ += 10min;
    close();
    open();
    time_passes(85s, {});
    EXPECT_EQ(health(box_), BoxHealth::Online) << "who could have heard it?";
    time_passes(10s, {});
    EXPECT_EQ(health(box_), BoxHealth::Offline);
    EXPECT_EQ(watch(box_).since, last);
    close();
    open();
    now_ += 5s;
    must(repository().watch_boxes(now_));
    EXPECT_EQ(health(box_), BoxHealth::Offline) << "what was offline before stays so until its beat";
    time_passes(95s, {box_, second_});
    now_ += 2min;  // suspended, or its clock was set
    must(repository().watch_boxes(now_));
    EXPECT_EQ(health(box_), BoxHealth::Online);
}

TEST_P(WatchedBoxes, AreBackWithTheirBeatThoughTheClockWasSetBack) {
    time_passes(3min, {});
    EXPECT_EQ(boxes(near_).offline, 2);
    now_ -= 1h;
    must(repository().watch_boxes(now_));
    beats(box_);
    now_ += 5s;
    must(repository().watch_boxes(now_));
    EXPECT_EQ(health(box_), BoxHealth::Online);
    EXPECT_EQ(watch(box_).since, now_ - 5s);
    EXPECT_EQ(health(second_), BoxHealth::Offline) << "that one is silent by either clock";
    time_passes(3min, {box_});
    EXPECT_EQ(health(box_), BoxHealth::Online);
    time_passes(90s, {});
    EXPECT_EQ(health(box_), BoxHealth::Offline) << "and missed by the new clock";
}

TEST_P(WatchedBoxes, AreNotOfflineWhereAnotherNodeHearsThem) {
    auto other = must(open_repository(database(), cheap(), now_));
    for (int i = 0; i < 60; ++i) {
        now_ += 5s;
        if (i % 6 == 0) must(other->heard_beat(box_, {now_, "primary", {}, false}, now_));
        must(other->watch_boxes(now_));
        must(repository().watch_boxes(now_));
        ASSERT_EQ(health(box_), BoxHealth::Online) << i;
    }
    EXPECT_EQ(health(second_), BoxHealth::Offline) << "nobody hears that one";
    EXPECT_THAT(watch(second_).offs, SizeIs(1)) << "and it is said once";
}

TEST_P(WatchedBoxes, FaultsHoldAsLongAsTheyAreSaid) {
    now_ += 5s;
    beats(box_, {BoxFault::CameraLost, BoxFault::UncleanStart});
    must(repository().watch_boxes(now_));
    EXPECT_THAT(watch(box_).faults, ElementsAre(BoxFault::UncleanStart, BoxFault::CameraLost));
    EXPECT_EQ(boxes(near_).with_faults, 1);
    ASSERT_THAT(boxes(near_).boxes, SizeIs(1));
    EXPECT_THAT(told_boxes(near_).back().faults, SizeIs(2));
    const auto events = told_boxes(near_).size();
    now_ += 30s;
    beats(box_, {BoxFault::UncleanStart, BoxFault::CameraLost});
    must(repository().watch_boxes(now_));
    EXPECT_THAT(told_boxes(near_), SizeIs(events)) << "nothing new";
    EXPECT_EQ(must(repository().boxes(boss_, {"faulty", "", 0, now_}, kNoBox)).total, 1);
    now_ += 5s;
    beats(box_);
    must(repository().watch_boxes(now_));
    EXPECT_THAT(watch(box_).faults, IsEmpty());
    EXPECT_THAT(boxes(near_).boxes, IsEmpty());
}

TEST_P(WatchedBoxes, TestsAreKeptOnceAndAreOverdueInTheirTime) {
    const auto test = [&](const std::string& id, TestKind kind, const std::string& path, bool spoken) { return repository().keep_test(box_, {id, kind, path, now_ + 1h, spoken}, now_); };
    EXPECT_THAT(test("short", TestKind::Silent, "primary", false), Fails(Trouble::Refused, "report_malformed"));
    EXPECT_THAT(test("test-000001", TestKind::Silent, "third", false), Fails(Trouble::Refused, "report_malformed"));
    EXPECT_THAT(repository().heard_beat(box_, {now_, "third", {}, false}, now_), Fails(Trouble::Refused, "beat_malformed"));
    must(test("test-000001", TestKind::Silent, "primary", false));
    const Time first = now_;
    now_ += 1h;
    must(test("test-000001", TestKind::Silent, "primary", false));
    EXPECT_EQ(count("box_test"), 1);
    EXPECT_EQ(watch(box_).tested_at, first) << "said twice it changes nothing";
    now_ = first + 8 * 24h;
    EXPECT_FALSE(watch(box_).overdue);
    now_ += 1s;
    EXPECT_TRUE(watch(box_).overdue);
    must(test("test-000002", TestKind::Voice, "primary", false));
    EXPECT_FALSE(watch(box_).overdue) << "a test with voice is one of its path";
    EXPECT_EQ(watch(box_).voice_tested_at, std::nullopt) << "nobody heard it";
    must(test("test-000003", TestKind::Voice, "primary", true));
    EXPECT_EQ(watch(box_).voice_tested_at, now_);
    beats(box_, {}, false, "secondary");
    must(repository().watch_boxes(now_));
    EXPECT_FALSE(watch(box_).overdue);
    now_ += 8 * 24h - 1s;
    must(test("test-000004", TestKind::Silent, "primary", false));
    EXPECT_FALSE(watch(box_).overdue);
    now_ += 2s;
    EXPECT_TRUE(watch(box_).overdue) << "of the second address";
    EXPECT_EQ(must(repository().boxes(boss_, {"overdue", "", 0, now_}, kNoBox)).counts.overdue, 2);
}

TEST_P(WatchedBoxes, ATestBringsItsOwnBoxBackAndLooksAtNoOther) {
    time_passes(3min, {});
    now_ += 1s;
    must(raw()->write([&](Transaction& tx) -> Stored<void> {  // as another node has just heard it
        tx.run("UPDATE box_beat SET at = $2 WHERE terminal = $1", {second_.terminal, now_});
        return {};
    }));
    must(repository().keep_test(box_, {"test-000001", TestKind::Silent, "primary", now_, false}, now_));
    EXPECT_EQ(health(box_), BoxHealth::Online);
    EXPECT_EQ(health(second_), BoxHealth::Offline) << "its turn is the round's";
    now_ += 5s;
    must(repository().watch_boxes(now_));
    EXPECT_EQ(health(second_), BoxHealth::Online);
}

// Whoever takes one out of a home waits for who has its row in box_watch, and holds nothing that this one still needs.
TEST_P(WatchedBoxes, AreLockedInOneOrder) {
    if (GetParam() == Dialect::Sqlite) GTEST_SKIP() << "one writer at a time";
    time_passes(3min, {});
    std::thread other;
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        tx.run("SELECT 1 FROM box_watch WHERE terminal = $1 FOR UPDATE", {box_.terminal});
        other = std::thread([&] { must(repository().unpair(boss_, box_.terminal, now_)); });
        for (int i = 0; i < 1000 && tx.run("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))").empty(); ++i) {
            tx.run("SELECT 1 FROM pg_sleep(0.01)");
        }
        tx.run("UPDATE box_off SET planned = planned WHERE terminal = $1", {box_.terminal});
        return tx.error() ? Stored<void>(tl::unexpected(*tx.error())) : Stored<void>{};
    }));
    other.join();
    EXPECT_EQ(boxes(near_).offline, 1);
}

TEST_P(WatchedBoxes, OldTestsAndTimesGoAndWhatStillLastsStays) {
    must(repository().keep_test(box_, {"test-000001", TestKind::Silent, "primary", now_, false}, now_));
    time_passes(3min, {});
    now_ += 1s;
    beats(box_);
    must(repository().watch_boxes(now_));
    EXPECT_EQ(count("box_off"), 2);
    must(repository().prune(now_ + 59 * 24h));
    EXPECT_EQ(count("box_test"), 1);
    must(repository().prune(now_ + 61 * 24h));
    EXPECT_EQ(count("box_test"), 0);
    EXPECT_EQ(count("box_off"), 2);
    EXPECT_FALSE(watch(box_).overdue) << "when it was tested last is kept beside";
    must(repository().prune(now_ + 3 * 366 * 24h));
    EXPECT_EQ(count("box_off"), 1) << "the other is off since then";
}

TEST_P(WatchedBoxes, AreListedForAllSeatsOfAPlaceOnceInFiveSeconds) {
    EXPECT_EQ(boxes(near_).online, 2);
    must(raw()->write([&](Transaction& tx) -> Stored<void> {  // another node
        tx.run("UPDATE box_watch SET state = 'offline' WHERE terminal = $1", {box_.terminal});
        return {};
    }));
    EXPECT_EQ(boxes(near_).online, 2);
    EXPECT_EQ(boxes(far_).online, 1) << "a place of its own";
    acts(second_, "away", "2026-11-26");
    EXPECT_EQ(boxes(near_).online, 1) << "what this node changed is read at once";
    now_ += 5s;
    EXPECT_EQ(boxes(near_).offline, 1);
}

TEST_P(WatchedBoxes, WhoIsOffOrAtFaultIsFoundByItsIndex) {
    std::string plan;
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        if (GetParam() == Dialect::Postgres) tx.script("SET LOCAL enable_seqscan = off");
        for (const char* those : {"box_watch.state IN ('planned_off', 'offline')", "faults <> ''"}) {
            for (const Row& row : tx.run((GetParam() == Dialect::Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + ("SELECT terminal FROM box_watch WHERE " + std::string(those)))) {
                plan += row.text(GetParam() == Dialect::Sqlite ? 3 : 0) + "\n";
            }
        }
        return tx.error() ? Stored<void>(tl::unexpected(*tx.error())) : Stored<void>{};
    }));
    EXPECT_THAT(plan, testing::HasSubstr("box_watch_off"));
    EXPECT_THAT(plan, testing::HasSubstr("box_watch_faulty"));
}

TEST_P(WatchedBoxes, AreSeenInTheirPlaceAlone) {
    time_passes(3min, {});
    EXPECT_EQ(boxes(near_).offline, 2);
    EXPECT_EQ(boxes(far_).offline, 2) << "the city sees its stations";
    const StaffCaller elsewhere = works(west_, "zhao", "赵敏", {contract::Role::Operator});
    EXPECT_EQ(boxes(elsewhere).offline, 0);
    EXPECT_THAT(repository().box_watch(elsewhere, box_.terminal, now_), Fails(Trouble::NotFound, "box_not_found"));
    EXPECT_THAT(repository().desk_boxes({near_.staff, near_.scope, {}, ""}, now_), Fails(Trouble::Refused, "role_missing"));
    must(repository().unpair(boss_, box_.terminal, now_));
    now_ += 5s;
    EXPECT_EQ(boxes(near_).offline, 1) << "what stands in no home is missed by nobody";
    beats(box_);
    must(repository().watch_boxes(now_));
    EXPECT_EQ(boxes(near_).online, 0);
}

// 30 minutes of beats of which one in twenty is lost on its way; a box tries again after 7.5 s, as its guard does.
TEST_P(WatchedBoxes, LostBeatsMakeNobodyOffline) {
    const std::size_t many = GetParam() == Dialect::Sqlite ? 1000 : 100;
    std::vector<std::string> boxes;
    while (boxes.size() < many) boxes.push_back("te" + std::to_string(10'000 + boxes.size()));
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        for (const std::string& id : boxes) {
            tx.run("INSERT INTO terminal (id, household, path, box_number, key_hash, model, version, created_at, last_seen)"
                   " SELECT $1, household, path, $1, $1, model, version, created_at, last_seen FROM terminal WHERE id = $2",
                   {id, box_.terminal});
        }
        return tx.error() ? Stored<void>(tl::unexpected(*tx.error())) : Stored<void>{};
    }));
    std::mt19937 chance(20261128);
    std::vector<Time> next;
    for (const std::string& id : boxes) {
        must(repository().heard_beat({id, home_}, {now_, "primary", {}, false}, now_));
        next.push_back(now_ + std::chrono::milliseconds(chance() % 30'000));
    }
    must(repository().watch_boxes(now_));
    for (int round = 0; round < 360; ++round) {
        now_ += 5s;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            while (next[i] <= now_) {
                const bool lost = chance() % 20 == 0;
                if (!lost) must(repository().heard_beat({boxes[i], home_}, {next[i], "primary", {}, false}, next[i]));
                next[i] += lost ? 7500ms : 30'000ms;
            }
        }
        must(repository().watch_boxes(now_));
    }
    std::int64_t off = -1;
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        off = tx.run("SELECT count(*) FROM box_off WHERE terminal LIKE 'te1%'")[0].number(0);
        return {};
    }));
    EXPECT_EQ(off, 0);
}

}  // namespace
}  // namespace anju::server
