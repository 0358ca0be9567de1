// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/sql_repository.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(Events);

TEST_P(Events, AreReadAgainFromTheLastOneSeen) {
    const Street street = a_street();
    const std::string tv = recipient_of(street.tv);
    const auto start = must(repository().snapshot(street.tv, now_)).cursor;
    for (int i = 0; i < 5; ++i) {
        says(street, std::to_string(i));
    }
    const auto two = must(repository().replay(tv, start + 1, 2));
    ASSERT_THAT(two.events, SizeIs(2));
    EXPECT_EQ(two.events[0].seq, start + 2);
    EXPECT_EQ(two.events[1].seq, start + 3);
    EXPECT_EQ(two.events[0].at, now_);
    EXPECT_FALSE(two.gap);
    const auto none = must(repository().replay(tv, start + 5, 100));
    EXPECT_THAT(none.events, IsEmpty());
    EXPECT_FALSE(none.gap);
}

TEST_P(Events, SayWhenSomeAreGone) {
    const Street street = a_street();
    const std::string tv = recipient_of(street.tv);
    const auto start = must(repository().snapshot(street.tv, now_)).cursor;
    says(street, "旧");
    now_ += 31 * 24h;
    says(street, "新");
    must(repository().prune(now_));
    EXPECT_TRUE(must(repository().replay(tv, start, 100)).gap);
    EXPECT_FALSE(must(repository().replay(tv, start + 1, 100)).gap);
    EXPECT_TRUE(must(repository().replay(tv, start + 3, 100)).gap);  // never was
    now_ += 31 * 24h;
    must(repository().prune(now_));
    EXPECT_TRUE(must(repository().replay(tv, start, 100)).gap);
    says(street, "又");
    EXPECT_EQ(events_of(tv, start + 2).at(0).seq, start + 3);  // numbers go on
}

TEST_P(Events, SequencesAreToldForMany) {
    const Street street = a_street();
    std::vector<std::string> recipients{recipient_of(street.tv), "tv:nobody"};
    for (int i = 0; i < 120; ++i) {
        recipients.push_back("tv:" + std::to_string(i));
    }
    recipients.push_back(recipient_of(street.family));
    const auto last = must(repository().last_sequences(recipients));
    EXPECT_THAT(last, SizeIs(recipients.size()));
    EXPECT_EQ(last.at(recipient_of(street.tv)),
              must(repository().snapshot(street.tv, now_)).cursor);
    EXPECT_EQ(last.at(recipient_of(street.family)),
              must(repository().family_home(street.family, now_)).cursor);
    EXPECT_EQ(last.at("tv:nobody"), 0U);
    EXPECT_THAT(must(repository().last_sequences({})), IsEmpty());
}

TEST_P(Events, ThatCameLatelyAreToldWithoutNames) {
    const Street street = a_street();
    const std::string tv = recipient_of(street.tv);
    now_ += 1h;
    EXPECT_THAT(must(repository().moved_since(now_)), IsEmpty());
    says(street, "一");
    says(street, "二");
    const auto moved = must(repository().moved_since(now_));
    EXPECT_EQ(moved.at(tv), must(repository().snapshot(street.tv, now_)).cursor);
    EXPECT_TRUE(moved.contains(recipient_of(street.family)));
    EXPECT_THAT(must(repository().moved_since(now_ + 1ms)), IsEmpty());
}

TEST_P(Events, OfAMomentAreFoundWithoutWalkingThemAll) {
    if (GetParam() != Dialect::Sqlite) GTEST_SKIP() << "PostgreSQL plans by the size of its tables";
    const auto database = raw();
    must(database->read([&](Transaction& tx) -> Stored<void> {
        std::string plan;
        for (const Row& row : tx.run("EXPLAIN QUERY PLAN " + std::string(kMovedSince), {now_})) plan += row.text(3) + "; ";
        EXPECT_THAT(plan, testing::HasSubstr("SEARCH event USING COVERING INDEX event_moved (at>?)"));
        EXPECT_THAT(plan, testing::Not(testing::HasSubstr("SCAN event")));
        return {};
    }));
}

TEST_P(Events, OfManyTvsTheOnesThatWereSeenAreNotedTogether) {
    const Street street = a_street(), other = a_street("西关");
    std::vector<std::string> many;
    for (int i = 0; i < 120; ++i) {
        many.push_back("nobody" + std::to_string(i));
    }
    many.insert(many.begin() + 70, street.tv.terminal);
    must(repository().touch_terminals(many, now_ + 1h));
    must(repository().touch_terminals({}, now_ + 2h));
    const auto rows = [&](const Street& of) { return must(repository().terminals(of.technician)).terminals.at(0); };
    EXPECT_EQ(rows(street).last_seen, now_ + 1h);
    EXPECT_NE(rows(other).last_seen, now_ + 1h);
    many.push_back(other.tv.terminal);
    EXPECT_EQ(must(repository().still_paired(many)), (std::set<std::string>{street.tv.terminal, other.tv.terminal}));
    must(repository().unpair(street.technician, street.tv.terminal, now_));
    EXPECT_EQ(must(repository().still_paired(many)), (std::set<std::string>{other.tv.terminal}));
    must(repository().touch_terminals(many, now_ + 3h));
    EXPECT_EQ(rows(other).last_seen, now_ + 3h);
}

TEST_P(Events, ConcernTheirOwnHouseholdOnly) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const auto before = must(repository().snapshot(other.tv, now_));
    take_woken();
    says(street, "不给别人");
    EXPECT_EQ(must(repository().snapshot(other.tv, now_)), before);
    EXPECT_THAT(take_woken(), testing::Not(testing::Contains(recipient_of(other.tv))));
}

TEST_P(Events, PruningTakesWhatTimeHasEnded) {
    const Street street = a_street();
    const auto photo = must(repository().add_photo(street.family, a_photo(), {"p", "x"}, now_));
    const auto used = must(repository().add_photo(street.family, a_photo(), {}, now_));
    must(repository().post_message(street.family, {"", {used.id}}, {"m", "x"}, now_));
    a_code(now_);
    EXPECT_FALSE(repository().find_pairing(street.technician, "BBBBBBBB", "a", now_));
    EXPECT_EQ(must(repository().prune(now_)), Pruned{});

    const auto pruned = must(repository().prune(now_ + 25h));
    EXPECT_EQ(pruned.photos, 1);
    EXPECT_EQ(pruned.pairings, 2);
    EXPECT_EQ(pruned.sessions, 2);  // of staff
    EXPECT_EQ(pruned.tries, 4);  // the wrong code, by whom and from where, and two codes asked for
    EXPECT_EQ(pruned.answers, 0);
    EXPECT_EQ(count("guesser"), 0);
    EXPECT_THAT(repository().photo(street.family, photo.id, PhotoSize::Full),
                Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_EQ(must(repository().photo(street.tv, used.id, PhotoSize::Full)), a_photo().full);

    const auto later = must(repository().prune(now_ + 24h * 200));
    EXPECT_EQ(later.answers, 2);
    EXPECT_EQ(later.sessions, 1);  // of the family
    EXPECT_GT(later.events, 0);
    EXPECT_EQ(count("event"), 0);
    EXPECT_EQ(count("message"), 1);
}

}  // namespace
}  // namespace anju::server
