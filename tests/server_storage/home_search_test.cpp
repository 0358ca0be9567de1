// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/home_search.hpp"

#include "platform/server/storage/search.hpp"
#include "platform/server/storage/text_check.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using testing::SizeIs;

class HomeSearch : public Storage {
  protected:
    std::string a_home(const Street& street, const std::string& name, const std::string& address, const std::string& words = "") {
        NewHousehold home;
        home.organisation = street.station;
        home.name = name + "家";
        home.address = address;
        home.search = words;
        home.person = {name, name, ""};
        return must(repository().create_household(system_caller(), home, now_));
    }
    // `few` 0: by the index, as where there are many homes.
    contract::HouseholdList found(const std::string& typed, int few = 0, const std::string& scope = "/", int limit = 50) {
        const auto database = raw();
        contract::HouseholdList list;
        must(database->read([&](Transaction& tx) -> Stored<void> {
            list = find_homes(tx, database->dialect(), scope, typed, limit, few);
            if (tx.error()) {
                return tl::unexpected(*tx.error());
            }
            return {};
        }));
        return list;
    }
    std::vector<std::string> texts() {
        std::vector<std::string> out;
        must(raw()->read([&](Transaction& tx) -> Stored<void> {
            for (const Row& row : tx.run("SELECT search FROM household WHERE closed_at IS NULL")) {
                out.push_back(row.text(0));
            }
            return {};
        }));
        return out;
    }
    void same_as_reading(const std::string& typed) {
        int expected = 0;
        for (const std::string& text : texts()) {
            expected += text.find(searched_as(typed)) != std::string::npos ? 1 : 0;
        }
        const auto looked_up = found(typed), read = found(typed, kFewHomes);
        EXPECT_EQ(looked_up.total, expected) << "“" << typed << "”";
        EXPECT_EQ(read.total, expected) << "“" << typed << "”";
        EXPECT_EQ(looked_up, read) << "“" << typed << "”";
    }
};
INSTANTIATE_TEST_SUITE_P(On, HomeSearch, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(HomeSearch, ByTheIndexFindsWhatReadingAllOfThemFinds) {
    const Street street = a_street();
    for (const auto& [name, address] : {std::pair("王桂兰", "幸福里 3 号楼 2 单元 401"), std::pair("周玉珍", "北桥 5-2-301"), std::pair("𠮷田桂", "100% 路_7 号"),
                                        std::pair("O'Neil", "say \"hi\" AND OR NOT *"), std::pair("兰", "里"), std::pair("李😀", "a\\b (c) -d"), std::pair("欧阳娜娜", "北桥"),
                                        std::pair("Ünal", "ÉCOLE 1 — ٣")}) {
        a_home(street, name, address, "Zz9 " + std::string(name));
    }
    for (const std::string& text : texts()) {
        std::vector<std::string> letters;
        for (const char c : text) {
            if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) letters.emplace_back();
            letters.back() += c;
        }
        for (std::size_t at = 0; at < letters.size(); at += 3) {
            std::string typed;
            for (std::size_t end = at; end < letters.size() && end < at + 5; ++end) {
                typed += letters[end];
                if (typed.find('\n') == std::string::npos) same_as_reading(typed);
            }
        }
        same_as_reading(text.substr(text.size() - std::min<std::size_t>(text.size(), letters.back().size())));
    }
    for (const char* typed : {"桂兰", "WGL", "wgl", "桂王", "\"", "\"\"", "\"\"\"", "*", "AND", "a*", "^北桥", "search:", "NEAR(", "%", "_", "\\", "无此人", "x", ""}) {
        same_as_reading(typed);
    }
}

TEST_P(HomeSearch, FollowsWhatIsChangedAndForgetsWhatIsClosed) {
    const Street street = a_street();
    const auto home = a_home(street, "周玉珍", "北桥 5 号");
    EXPECT_EQ(found("北桥 5").total, 1);
    must(repository().edit_fact(street.administrator, home, {"address", "南园 7 号", 0}, now_));
    EXPECT_EQ(found("北桥 5").total, 0);
    EXPECT_EQ(found("南园 7").total, 1);
    EXPECT_EQ(found("南园").total, 1);
    must(repository().close_home(street.administrator, home, now_));
    EXPECT_EQ(found("南园 7").total, 0);
    EXPECT_EQ(found("南园").total, 0);
}

TEST_P(HomeSearch, ShowsTheFirstInTheirOrderAndCountsAll) {
    const Street mine = a_street("东关"), theirs = a_street("西关");
    for (int i = 0; i < 7; ++i) {
        a_home(mine, "孙" + std::to_string(i), "同一条街");
        now_ += std::chrono::seconds(1);
    }
    a_home(theirs, "孙", "同一条街");
    for (const int few : {0, kFewHomes}) {
        const auto list = found("同一条街", few, mine.administrator.scope, 5);
        EXPECT_EQ(list.total, 7);
        ASSERT_THAT(list.households, SizeIs(5));
        EXPECT_EQ(list.households[0].person.name, "孙0");
        EXPECT_EQ(list.households[4].person.name, "孙4");
        EXPECT_EQ(found("", few, theirs.administrator.scope).total, 2);
    }
}

TEST_P(HomeSearch, HomesOfADatabaseFromBeforeAreIndexedWhenItIsOpened) {
    const Street street = a_street();
    const auto home = a_home(street, "周玉珍", "北桥 5 号");
    const auto gone = a_home(street, "周玉环", "北桥 6 号");
    must(repository().close_home(street.administrator, gone, now_));
    close();
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        if (GetParam() == Dialect::Sqlite) {
            tx.script("DROP TRIGGER home_words_new; DROP TRIGGER home_words_change; DROP TRIGGER home_words_closed;"
                      "DROP TABLE home_part_list; DROP TABLE home_parts; DROP TABLE home_words;");
        }
        tx.script(GetParam() == Dialect::Sqlite ? "DROP TABLE home_parts_due" : "DROP TABLE home_parts_due; DROP INDEX household_order");
        // What came after it is undone as well: a database has no gaps.
        for (const char* column : {"may_message", "may_visit", "may_order", "may_health"}) tx.script("ALTER TABLE member DROP COLUMN " + std::string(column));
        tx.script("ALTER TABLE terminal DROP COLUMN ended_at; ALTER TABLE staff_link DROP COLUMN made_by; ALTER TABLE home_file DROP COLUMN lift; ALTER TABLE home_file DROP COLUMN medicines; ALTER TABLE staff DROP COLUMN phone");
        tx.script("DROP INDEX care_record_corrected");
        tx.script("DROP INDEX event_moved; CREATE INDEX event_at ON event (at)");
        for (const char* column : {"condition", "condition_at", "ring", "ring_by", "ring_at", "ring_how", "ring_answered_at"}) tx.script("ALTER TABLE terminal DROP COLUMN " + std::string(column));
        tx.script("DROP TABLE box_test; DROP TABLE box_off; DROP TABLE box_watch; DROP TABLE box_beat");
        tx.script("DROP INDEX visit_of_talk; DROP INDEX visit_of_terminal; CREATE UNIQUE INDEX visit_of_terminal ON visit (terminal) WHERE stage <> 'ended'");
        for (const char* column : {"alarm", "seat", "place", "offers", "offers_certificate"}) tx.script("ALTER TABLE visit DROP COLUMN " + std::string(column));
        tx.script("DROP TABLE responder_link; DROP TABLE responder_notice; DROP TABLE desk_news; DROP TABLE incident_told; DROP TABLE incident_step; DROP TABLE alarm_run; DROP TABLE incident; DROP TABLE seat");
        tx.run("DELETE FROM schema_migration WHERE number >= (SELECT number FROM schema_migration WHERE name LIKE '%home_words')");
        return {};
    }));
    open();
    EXPECT_EQ(found("北桥 5").total, 1);
    EXPECT_EQ(found("周玉").total, 1);
    EXPECT_EQ(found("zyz").households.at(0).id, home);
    must(repository().edit_fact(street.administrator, home, {"address", "南园 7 号", 0}, now_));
    EXPECT_EQ(found("北桥").total, 0);
    EXPECT_EQ(found("南园").total, 1);
}

}  // namespace
}  // namespace anju::server
