// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/boxes.hpp"
#include "platform/server/tokens.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::BoxAct;
using contract::BoxRow;
using contract::BoxState;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(Boxes);

const IsOnline kNobody = [](const std::string&) { return false; };
const IsOnline kAll = [](const std::string&) { return true; };

BoxAct an_act(const std::string& what, std::uint64_t seen = 0) {
    BoxAct act;
    act.act = what;
    act.seen = seen;
    return act;
}

TEST_P(Boxes, AreThoseOfThePlaceWithTheirHomeAndWhatTheyDo) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const auto list = must(repository().boxes(street.technician, {"all", "", 0}, kNobody));
    ASSERT_THAT(list.boxes, SizeIs(1));
    EXPECT_EQ(list.boxes[0].id, street.tv.terminal);
    EXPECT_EQ(list.boxes[0].person, "王桂兰");
    EXPECT_EQ(list.boxes[0].state, BoxState::Offline);
    EXPECT_EQ(list.counts, (contract::BoxCounts{1, 1, 0, 0, 0, 0}));
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kAll)).state, BoxState::Online);
    EXPECT_THAT(repository().box(other.technician, street.tv.terminal, kAll), Fails(Trouble::NotFound, "box_not_found"));
    EXPECT_THAT(repository().act_on_box(other.technician, street.tv.terminal, an_act("lost"), kAll, now_), Fails(Trouble::NotFound, "box_not_found"));
    EXPECT_THAT(repository().boxes(street.technician, {"none", "", 0}, kNobody), Fails(Trouble::Refused, "word_unknown"));
    EXPECT_THAT(repository().act_on_box(street.technician, street.tv.terminal, an_act("eat"), kAll, now_), Fails(Trouble::Refused, "word_unknown"));
}

TEST_P(Boxes, ComeInPagesThoseThatAreOffFirst) {
    const Street street = a_street();
    std::vector<TerminalCaller> tvs{street.tv};
    while (tvs.size() < 25) tvs.push_back(a_tv(street));
    const IsOnline even = [&](const std::string& id) {
        for (std::size_t i = 0; i < tvs.size(); ++i) {
            if (tvs[i].terminal == id) return i % 2 == 0;
        }
        return false;
    };
    must(repository().touch_terminals({tvs[3].terminal}, now_ + 2min));
    must(repository().touch_terminals({tvs[1].terminal}, now_ + 1min));
    const auto first = must(repository().boxes(street.technician, {"all", "", 0}, even));
    ASSERT_THAT(first.boxes, SizeIs(kBoxesAtOnce));
    EXPECT_EQ(first.total, 25);
    EXPECT_EQ(first.counts.offline, 12);
    EXPECT_EQ(first.boxes[0].id, tvs[3].terminal);
    EXPECT_EQ(first.boxes[1].id, tvs[1].terminal);
    EXPECT_EQ(first.boxes[12].state, BoxState::Online);
    const auto second = must(repository().boxes(street.technician, {"all", "", kBoxesAtOnce}, even));
    EXPECT_THAT(second.boxes, SizeIs(5));
    EXPECT_EQ(must(repository().boxes(street.technician, {"offline", "", 0}, even)).total, 12);
    const auto number = must(repository().box(street.technician, tvs[7].terminal, even)).number;
    const auto found = must(repository().boxes(street.technician, {"all", number, 0}, even));
    ASSERT_THAT(found.boxes, SizeIs(1));
    EXPECT_EQ(found.boxes[0].id, tvs[7].terminal);
    EXPECT_EQ(found.counts.all, 25);
    EXPECT_EQ(must(repository().boxes(street.technician, {"all", "%", 0}, even)).total, 0);
}

TEST_P(Boxes, AreOldWhereANewerVersionIsSeen) {
    EXPECT_TRUE(is_older("0.1.9", "0.1.10"));
    EXPECT_FALSE(is_older("0.1.10", "0.1.9"));
    EXPECT_FALSE(is_older("demo", "0.1.9"));
    const Street street = a_street();
    const TerminalCaller newer = a_tv(street);
    EXPECT_EQ(must(repository().boxes(street.technician, {"outdated", "", 0}, kAll)).total, 0);
    must(repository().note_box(newer, {"9.0", "wired", kMorning}, now_));
    const auto old = must(repository().boxes(street.technician, {"outdated", "", 0}, kAll));
    ASSERT_THAT(old.boxes, SizeIs(1));
    EXPECT_EQ(old.boxes[0].id, street.tv.terminal);
    const BoxRow said = must(repository().box(street.technician, newer.terminal, kAll));
    EXPECT_EQ(said.network, "wired");
    EXPECT_EQ(said.started_at, kMorning);
    EXPECT_EQ(said.version_since, now_);
    must(repository().note_box(newer, {}, now_ + 1min));
    const BoxRow silent = must(repository().box(street.technician, newer.terminal, kAll));
    EXPECT_EQ(silent.version, "9.0");
    EXPECT_EQ(silent.network, "") << "it no longer says so";
}

TEST_P(Boxes, ALostOneIsShutOutWithItsLastEvent) {
    const Street street = a_street();
    const auto cursor = must(repository().snapshot(street.tv, now_)).cursor;
    take_woken();
    const BoxRow row = must(repository().act_on_box(street.technician, street.tv.terminal, an_act("lost"), kAll, now_));
    EXPECT_EQ(row.state, BoxState::Lost);
    EXPECT_EQ(row.since, now_);
    ASSERT_FALSE(row.changes.empty());
    EXPECT_EQ(row.changes[0].what, "box.lost");
    const auto events = events_of(recipient_of(street.tv), cursor);
    ASSERT_THAT(events, SizeIs(1)) << "the last that it hears, and nothing of the home after it";
    EXPECT_EQ(events[0].data, R"({"how":"lost"})");
    EXPECT_THAT(take_woken(), testing::Contains(recipient_of(street.tv)));
    EXPECT_THAT(repository().terminal_with_key(street.tv_key), Fails(Trouble::NotFound, "box_lost"));
    says(street, "她不该看到");
    EXPECT_THAT(events_of(recipient_of(street.tv), cursor), SizeIs(1));
    EXPECT_EQ(must(repository().boxes(street.technician, {"lost", "", 0}, kAll)).counts, (contract::BoxCounts{1, 0, 0, 0, 0, 1}));
    EXPECT_THAT(repository().act_on_box(street.technician, street.tv.terminal, an_act("lost", row.revision), kAll, now_), Fails(Trouble::Conflict, "box_not_so"));
    auto move = an_act("move", row.revision);
    move.household = street.household;
    EXPECT_THAT(repository().act_on_box(street.technician, street.tv.terminal, move, kAll, now_), Fails(Trouble::Conflict, "box_not_so"));
    EXPECT_EQ(must(repository().act_on_box(street.technician, street.tv.terminal, an_act("found", row.revision), kAll, now_)).state, BoxState::NotInstalled);
    EXPECT_THAT(repository().terminal_with_key(street.tv_key), Fails(Trouble::NotFound, "box_taken_back"));
}

TEST_P(Boxes, ALostOneThatIsPairedAgainIsAnotherUntilItIsFound) {
    const Street street = a_street();
    const std::string number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    must(repository().act_on_box(street.technician, street.tv.terminal, an_act("lost"), kAll, now_));
    const auto code = must(repository().start_pairing({sha256_hex("next"), "anju-tv", "0.1.0", street.tv_key}, an_address(), now_));
    const auto row = must(repository().approve_pairing(street.technician, code.user_code, street.household, an_address(), {}, now_));
    EXPECT_NE(row.box_number, number);
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kAll)).state, BoxState::Lost);
}

TEST_P(Boxes, MovedAndThenLostIsReportedToWhoIsAboutToInstallIt) {
    const Street street = a_street();
    const auto home = must(repository().make_home(street.administrator, {street.station, {{"name", "周玉珍"}, {"address", "北桥"}}}, {}, now_));
    auto act = an_act("move");
    act.household = home.id;
    act.number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    const BoxRow moving = must(repository().act_on_box(street.technician, street.tv.terminal, act, kAll, now_));
    must(repository().act_on_box(street.technician, street.tv.terminal, an_act("lost", moving.revision), kAll, now_));
    const auto code = must(repository().start_pairing({sha256_hex("next"), "anju-tv", "0.1.0", street.tv_key}, an_address(), now_));
    EXPECT_THAT(repository().poll_pairing(code.device_code, now_ + 5s), Fails(Trouble::Refused, "authorization_pending"));
    const auto found = must(repository().find_pairing(street.technician, code.user_code, an_address(), now_));
    EXPECT_TRUE(found.lost);
    EXPECT_EQ(found.next_home, "");
    EXPECT_TRUE(must(repository().find_pairing(a_street("西关").technician, code.user_code, an_address(), now_)).lost) << "whoever finds it";
}

TEST_P(Boxes, TakenBackNeedsTheNumberAndCountsAsWipedOnlyWhenTheBoxSaysSo) {
    const Street street = a_street();
    const std::string number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    auto act = an_act("take_back");
    EXPECT_THAT(repository().act_on_box(street.technician, street.tv.terminal, act, kAll, now_), Fails(Trouble::Refused, "box_number_wrong"));
    must(repository().terminal_with_key(street.tv_key));
    act.number = number;
    const BoxRow back = must(repository().act_on_box(street.technician, street.tv.terminal, act, kAll, now_));
    EXPECT_EQ(back.state, BoxState::NotInstalled);
    EXPECT_FALSE(back.wiped_at);
    // Its next key, and the one before: only the box has that.
    now_ += 1h;
    must(repository().start_pairing({sha256_hex("stranger"), "anju-tv", "0.1.0", "not its key"}, an_address(), now_));
    EXPECT_FALSE(must(repository().box(street.technician, street.tv.terminal, kAll)).wiped_at);
    const auto code = must(repository().start_pairing({sha256_hex("next"), "anju-tv", "0.1.0", street.tv_key}, an_address(), now_));
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kAll)).wiped_at, now_);
    // Installed again it is the same box.
    const auto row = must(repository().approve_pairing(street.technician, code.user_code, street.household, "here", {}, now_));
    EXPECT_EQ(row.box_number, number);
    EXPECT_NE(row.id, street.tv.terminal);
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kAll)).id, row.id) << "under its next key";
    EXPECT_EQ(must(repository().boxes(street.technician, {"all", "", 0}, kAll)).total, 1);
    EXPECT_THAT(must(repository().box(street.technician, row.id, kAll)).changes, SizeIs(testing::Ge(3U))) << "what was before stays to be read";
}

TEST_P(Boxes, MovedItWipesAndShowsACodeThatSomebodyEntersInTheNextHome) {
    const Street street = a_street();
    contract::NewHome zhou{"", {{"name", "周玉珍"}, {"address", "北桥"}}};
    const auto home = must(repository().make_home(street.administrator, {street.station, zhou.facts}, {}, now_));
    const std::string number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    auto act = an_act("move");
    const auto moved = [&] { return repository().act_on_box(street.technician, street.tv.terminal, act, kAll, now_); };
    act.household = "nobody";
    EXPECT_THAT(moved(), Fails(Trouble::NotFound, "household_not_found"));
    act.household = street.household;
    EXPECT_THAT(moved(), Fails(Trouble::Refused, "box_same_home"));
    act.household = home.id;
    EXPECT_THAT(moved(), Fails(Trouble::Refused, "box_number_wrong")) << "its home is wiped: the number is written out first";
    must(repository().terminal_with_key(street.tv_key));
    act.number = number;
    const BoxRow moving = must(moved());
    EXPECT_EQ(moving.state, BoxState::Moving);
    EXPECT_EQ(moving.next_home_name, "周玉珍家");
    EXPECT_THAT(repository().terminal_with_key(street.tv_key), Fails(Trouble::NotFound, "box_moved"));
    // Whoever has the dead key gets a code, no home.
    const auto code = must(repository().start_pairing({sha256_hex("next"), "anju-tv", "0.1.0", street.tv_key}, an_address(), now_));
    EXPECT_THAT(repository().poll_pairing(code.device_code, now_ + 5s), Fails(Trouble::Refused, "authorization_pending"));
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kAll)).state, BoxState::Moving);
    const auto found = must(repository().find_pairing(street.technician, code.user_code, an_address(), now_));
    EXPECT_EQ(found.box_number, number);
    EXPECT_EQ(found.next_home, home.id);
    EXPECT_EQ(found.next_home_name, "周玉珍家");
    must(repository().approve_pairing(street.technician, code.user_code, home.id, an_address(), {}, now_));
    const auto paired = must(repository().poll_pairing(code.device_code, now_ + 10s));
    EXPECT_EQ(paired.household, home.id);
    EXPECT_EQ(paired.box_number, number);
    EXPECT_EQ(must(repository().snapshot(must(repository().terminal_with_key("next")), now_)).household.person.name, "周玉珍");
    EXPECT_THAT(must(repository().home_file(street.administrator, home.id)).terminals, SizeIs(1));
    EXPECT_THAT(must(repository().home_file(street.administrator, street.household)).terminals, IsEmpty());
}

TEST_P(Boxes, ThatWaitInTheStoreroomAreMovedButNotInstalledBySomebodyAtTheDesk) {
    const Street street = a_street();
    auto back = an_act("take_back");
    back.number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    must(repository().act_on_box(street.technician, street.tv.terminal, back, kAll, now_));
    const auto code = must(repository().start_pairing({sha256_hex("next"), "anju-tv", "0.1.0", street.tv_key}, an_address(), now_));
    auto move = an_act("move", must(repository().box(street.technician, street.tv.terminal, kAll)).revision);
    move.household = street.household;
    now_ += 1h;
    const BoxRow row = must(repository().act_on_box(street.technician, street.tv.terminal, move, kAll, now_));
    EXPECT_EQ(row.state, BoxState::Moving);
    EXPECT_EQ(row.since, now_) << "since it is moved, not since it was taken back";
    EXPECT_THAT(repository().poll_pairing(code.device_code, now_ - 1h + 5s), Fails(Trouble::Refused, "authorization_pending"));
}

TEST_P(Boxes, WhoseNextHomeIsClosedWaitInTheStoreroom) {
    const Street street = a_street();
    const auto home = must(repository().make_home(street.administrator, {street.station, {{"name", "周玉珍"}, {"address", "北桥"}}}, {}, now_));
    auto act = an_act("move");
    act.household = home.id;
    act.number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    must(repository().act_on_box(street.technician, street.tv.terminal, act, kAll, now_));
    must(repository().close_home(street.administrator, home.id, now_));
    const BoxRow row = must(repository().box(street.technician, street.tv.terminal, kAll));
    EXPECT_EQ(row.state, BoxState::NotInstalled);
    EXPECT_EQ(row.next_home_name, "");
    EXPECT_EQ(must(repository().boxes(street.technician, {"not_installed", "", 0}, kAll)).boxes[0].state, BoxState::NotInstalled);
}

TEST_P(Boxes, SayNothingOfHomesAndPeopleOfAnotherPlace) {
    const Street street = a_street();
    const Street other = a_street("西关");
    StaffCaller above = street.administrator;
    above.scope = "/";
    const std::string number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    auto act = an_act("move");
    act.household = other.household;
    act.number = number;
    must(repository().act_on_box(above, street.tv.terminal, act, kAll, now_));
    const BoxRow seen = must(repository().box(street.technician, street.tv.terminal, kAll));
    EXPECT_EQ(seen.state, BoxState::Moving);
    EXPECT_EQ(seen.next_home, "");
    EXPECT_EQ(seen.next_home_name, "");
    EXPECT_THAT(must(repository().boxes(street.technician, {"all", "", 0}, kAll)).boxes[0].next_home_name, IsEmpty());
    EXPECT_EQ(must(repository().box(above, street.tv.terminal, kAll)).next_home, other.household);
    const auto code = must(repository().start_pairing({sha256_hex("next"), "anju-tv", "0.1.0", street.tv_key}, an_address(), now_));
    EXPECT_EQ(must(repository().find_pairing(street.technician, code.user_code, an_address(), now_)).next_home_name, "");
    const auto found = must(repository().find_pairing(other.technician, code.user_code, an_address(), now_));
    EXPECT_EQ(found.next_home, other.household);
    EXPECT_EQ(found.box_number, "") << "it stood elsewhere";
    const auto row = must(repository().approve_pairing(other.technician, code.user_code, other.household, an_address(), {}, now_));
    for (const auto& change : must(repository().box(other.technician, row.id, kAll)).changes) {
        EXPECT_EQ(change.what, "terminal.paired") << "what was done with it elsewhere";
    }
    EXPECT_THAT(repository().box(street.technician, street.tv.terminal, kAll), Fails(Trouble::NotFound, "box_not_found"));
}

TEST_P(Boxes, InstalledWhileSomebodyLooksAreFoundUnderTheirNextKey) {
    const Street street = a_street();
    auto back = an_act("take_back");
    back.number = must(repository().box(street.technician, street.tv.terminal, kAll)).number;
    const BoxRow looked_at = must(repository().act_on_box(street.technician, street.tv.terminal, back, kAll, now_));
    const auto code = must(repository().start_pairing({sha256_hex("next"), "anju-tv", "0.1.0", street.tv_key}, an_address(), now_));
    const auto row = must(repository().approve_pairing(street.technician, code.user_code, street.household, an_address(), {}, now_));
    EXPECT_THAT(repository().act_on_box(street.technician, street.tv.terminal, an_act("lost", looked_at.revision), kAll, now_),
                Fails(Trouble::Conflict, "changed_meanwhile"))
        << "somebody was faster: not that there is no such box";
    EXPECT_EQ(must(repository().box(street.technician, street.tv.terminal, kAll)).id, row.id);
}

TEST_P(Boxes, AreLentToSomebodyUntilADay) {
    const Street street = a_street();
    auto act = an_act("lend");
    act.lent_until = "2026-12-01";
    const auto lend = [&] { return repository().act_on_box(street.technician, street.tv.terminal, act, kAll, now_); };
    EXPECT_THAT(lend(), Fails(Trouble::Refused, "fact_required"));
    act.lent_to = " 陈晓 ";
    for (const auto& [day, code] : {std::pair("12月1日", "date_malformed"), std::pair("2026-02-30", "date_impossible"), std::pair("2026-11-24", "date_impossible")}) {
        act.lent_until = day;
        EXPECT_THAT(lend(), Fails(Trouble::Refused, code)) << day;
    }
    act.lent_until = "2026-12-01";
    const BoxRow lent = must(lend());
    EXPECT_EQ(lent.lent_to, "陈晓");
    EXPECT_EQ(must(repository().boxes(street.technician, {"lent", "陈晓", 0}, kAll)).total, 1);
    const BoxRow back = must(repository().act_on_box(street.technician, street.tv.terminal, an_act("returned", lent.revision), kAll, now_));
    EXPECT_EQ(back.lent_to, "");
    EXPECT_THAT(repository().act_on_box(street.technician, street.tv.terminal, an_act("returned", back.revision), kAll, now_), Fails(Trouble::Conflict, "box_not_so"));
}

TEST_P(Boxes, StayLentUnderTheirNextKeyInTheirPlaceAndTellAnotherNoName) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const auto lent_then_in = [&](const Street& next) {
        std::string key = new_secret();
        const TerminalCaller tv = a_tv(street, &key);
        auto act = an_act("lend");
        act.lent_to = "陈晓";
        act.lent_until = "2026-12-01";
        must(repository().act_on_box(street.technician, tv.terminal, act, kAll, now_));
        must(repository().unpair(street.technician, tv.terminal, now_));
        const auto code = must(repository().start_pairing({sha256_hex(new_secret()), "anju-tv", "0.1.0", key}, an_address(), now_));
        const auto row = must(repository().approve_pairing(next.technician, code.user_code, next.household, an_address(), {}, now_));
        return must(repository().box(next.technician, row.id, kAll));
    };
    const BoxRow here = lent_then_in(street);
    EXPECT_EQ(here.lent_to, "陈晓");
    EXPECT_EQ(here.lent_until, "2026-12-01");
    const BoxRow there = lent_then_in(other);
    EXPECT_EQ(there.lent_to, "");
    EXPECT_EQ(there.lent_until, "");
    EXPECT_EQ(must(repository().boxes(other.technician, {"lent", "", 0}, kAll)).total, 0);
}

TEST_P(Boxes, ChangedByAnotherMeanwhileAreNotChangedAgain) {
    const Street street = a_street();
    auto act = an_act("lend");
    act.lent_to = "陈晓";
    act.lent_until = "2026-12-01";
    must(repository().act_on_box(street.technician, street.tv.terminal, act, kAll, now_));
    EXPECT_THAT(repository().act_on_box(street.administrator, street.tv.terminal, an_act("lost"), kAll, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    must(repository().terminal_with_key(street.tv_key));
    const auto entries = must(repository().audit(street.administrator, street.household, 1));
    ASSERT_THAT(entries, SizeIs(1));
    EXPECT_EQ(entries[0].what, "box.lent");
    auto nobody = street.technician;
    nobody.roles.clear();
    EXPECT_THAT(repository().act_on_box(nobody, street.tv.terminal, an_act("lost", 1), kAll, now_), Fails(Trouble::Refused, "role_missing"));
}

}  // namespace
}  // namespace anju::server
