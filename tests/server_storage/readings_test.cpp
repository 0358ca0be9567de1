// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::NewReading;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

class Readings : public Storage {
  protected:
    Stored<contract::Reading> enters(const Street& street, const NewReading& reading, const std::string& key = "") {
        return repository().add_reading(street.administrator, street.household, reading, {key.empty() ? "key" + std::to_string(++keys_) : key, ""}, now_);
    }
    NewReading pressure(int above, int below, int minutes_ago = 0) {
        return {"blood_pressure", above, below, 71, "", "visit", "", now_ - std::chrono::minutes(minutes_ago)};
    }
    NewReading only(const std::string& kind, int value) { return {kind, value, 0, 0, kind == "blood_sugar" ? "fasting" : "", "visit", "", now_}; }

  private:
    int keys_ = 0;
};
INSTANTIATE_TEST_SUITE_P(On, Readings, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Readings, AreKeptWithTheTimeTheyWereMeasuredAndWhoEnteredThem) {
    const Street street = a_street();
    const auto kept = must(enters(street, pressure(138, 82, 30)));
    EXPECT_EQ(kept.value, 138);
    EXPECT_EQ(kept.second, 82);
    EXPECT_EQ(kept.pulse, 71);
    EXPECT_EQ(kept.measured_at, now_ - std::chrono::minutes(30));
    EXPECT_EQ(kept.entered_at, now_);
    EXPECT_FALSE(kept.who.empty());
    const auto sugar = must(enters(street, only("blood_sugar", 61)));
    EXPECT_EQ(sugar.meal, "fasting");
    must(enters(street, pressure(141, 84, 5)));
    must(enters(street, pressure(129, 80, 90)));  // entered late
    EXPECT_THAT(must(repository().readings(street.administrator, street.household, "blood_pressure")).readings,
                ElementsAre(Field(&contract::Reading::value, 141), kept, Field(&contract::Reading::value, 129)));
    EXPECT_THAT(must(repository().readings(street.administrator, street.household, "")).readings, SizeIs(4));
}

TEST_P(Readings, AreRefusedWhereNoLivingPersonHasThem) {
    const Street street = a_street();
    const auto refuses = [&](NewReading bad, const char* code, const char* where) {
        const auto refused = enters(street, bad);
        ASSERT_THAT(refused, Fails(Trouble::Refused, code)) << bad.kind << " " << bad.value;
        EXPECT_EQ(refused.error().context, where);
    };
    refuses(pressure(500, 80), "reading_impossible", "value");
    refuses(pressure(18, 11), "reading_impossible", "value");  // kPa
    refuses(pressure(120, 10), "reading_impossible", "second");
    refuses(pressure(80, 120), "pressure_upside_down", "second");
    refuses(only("blood_sugar", 1100), "reading_impossible", "value");  // mg/dL
    refuses(only("temperature", 977), "reading_impossible", "value");   // °F
    refuses(only("temperature", 36), "reading_impossible", "value");    // not tenths
    refuses(only("oxygen", 101), "reading_impossible", "value");
    refuses(only("weight", 100), "reading_impossible", "value");
    refuses(only("heart_rate", 0), "reading_impossible", "value");
    refuses(only("height", 160), "reading_impossible", "value");
    refuses(only("mood", 5), "word_unknown", "kind");
    auto bad = only("heart_rate", 70);
    bad.source = "";
    refuses(bad, "fact_required", "source");
    bad = only("blood_sugar", 61);
    bad.meal = "";
    refuses(bad, "fact_required", "meal");
    bad = only("heart_rate", 70);
    bad.measured_at = now_ + std::chrono::minutes(6);
    refuses(bad, "measured_too_late", "measured_at");
    bad.measured_at = {};
    refuses(bad, "measured_too_early", "measured_at");
    EXPECT_EQ(count("reading"), 0);
    for (const auto& [kind, value] : {std::pair("blood_sugar", 5), std::pair("blood_sugar", 500), std::pair("oxygen", 100), std::pair("temperature", 440), std::pair("weight", 3000)}) {
        EXPECT_TRUE(enters(street, only(kind, value))) << kind;
    }
}

TEST_P(Readings, TheSameRequestTwiceIsOne) {
    const Street street = a_street();
    const auto kept = must(enters(street, pressure(138, 82), "again"));
    EXPECT_EQ(must(enters(street, pressure(138, 82), "again")), kept);
    EXPECT_EQ(count("reading"), 1);
}

TEST_P(Readings, AMistakeStaysToBeReadAndIsInTheAuditWithoutItsFigures) {
    const Street street = a_street();
    const auto kept = must(enters(street, pressure(138, 82)));
    EXPECT_TRUE(must(repository().withdraw_reading(street.administrator, street.household, kept.id, now_)).withdrawn);
    EXPECT_TRUE(must(repository().withdraw_reading(street.administrator, street.household, kept.id, now_)).withdrawn);
    EXPECT_TRUE(must(repository().readings(street.administrator, street.household, "")).readings.at(0).withdrawn);
    const auto changes = must(repository().home_changes(street.technician, street.household, 0)).changes;
    EXPECT_EQ(changes.at(0).what, "reading.withdrawn");
    EXPECT_EQ(changes.at(1).what, "reading.entered");
    EXPECT_EQ(changes.at(1).after, "");
    EXPECT_THAT(repository().withdraw_reading(street.administrator, street.household, "nothing", now_), Fails(Trouble::NotFound, "reading_not_found"));
}

TEST_P(Readings, AreForThoseWhoKeepTheHome) {
    const Street mine = a_street("东关"), theirs = a_street("西关");
    const auto kept = must(enters(mine, pressure(138, 82)));
    EXPECT_THAT(repository().readings(mine.technician, mine.household, ""), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().add_reading(mine.technician, mine.household, pressure(138, 82), {"t", ""}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().withdraw_reading(mine.technician, mine.household, kept.id, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().readings(theirs.administrator, mine.household, ""), Fails(Trouble::NotFound, "household_not_found"));
    EXPECT_THAT(repository().withdraw_reading(theirs.administrator, theirs.household, kept.id, now_), Fails(Trouble::NotFound, "reading_not_found"));
    EXPECT_THAT(must(repository().readings(theirs.administrator, theirs.household, "")).readings, IsEmpty());
    must(repository().close_home(mine.administrator, mine.household, now_));
    EXPECT_THAT(enters(mine, pressure(138, 82)), Fails(Trouble::Conflict, "household_closed"));
}

class PersonPhoto : public Storage {
  protected:
    static NewPhoto picture(const std::string& bytes) { return {bytes, "small " + bytes, 640, 480}; }
    std::optional<contract::Photo> photo(const Street& street) { return must(repository().home_file(street.technician, street.household)).photo; }
};
INSTANTIATE_TEST_SUITE_P(On, PersonPhoto, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(PersonPhoto, IsSetReplacedAndRemovedAndTheOneBeforeIsErased) {
    const Street street = a_street();
    const std::string none = photo(street) ? photo(street)->id : "";
    const auto first = must(repository().set_person_photo(street.administrator, street.household, none, picture("one"), now_));
    EXPECT_EQ(photo(street), first);
    EXPECT_EQ(must(repository().photo(street.technician, first.id, PhotoSize::Full)), "one");
    EXPECT_EQ(must(repository().search_households(street.technician, "")).households.at(0).photo, first);
    must(repository().may_set_person_photo(street.administrator, street.household, first.id));
    EXPECT_THAT(repository().may_set_person_photo(street.administrator, street.household, none), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_THAT(repository().may_set_person_photo(street.technician, street.household, first.id), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().may_set_person_photo(street.administrator, "nobody", first.id), Fails(Trouble::NotFound, "household_not_found"));
    const auto second = must(repository().set_person_photo(street.administrator, street.household, first.id, picture("two"), now_));
    EXPECT_THAT(repository().photo(street.technician, first.id, PhotoSize::Full), Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_EQ(must(repository().photo(street.technician, second.id, PhotoSize::Small)), "small two");
    must(repository().remove_person_photo(street.administrator, street.household, second.id, now_));
    EXPECT_EQ(photo(street), std::nullopt);
    EXPECT_THAT(repository().photo(street.technician, second.id, PhotoSize::Full), Fails(Trouble::NotFound, "photo_not_found"));
    must(repository().remove_person_photo(street.administrator, street.household, second.id, now_));  // gone already
    const auto changes = must(repository().home_changes(street.administrator, street.household, 0)).changes;
    EXPECT_EQ(changes.at(0).what, "photo.removed");
    EXPECT_EQ(changes.at(1).what, "photo.replaced");
    EXPECT_TRUE(changes.at(2).what.starts_with("photo."));
}

TEST_P(PersonPhoto, OfTwoEditorsTheSecondOverwritesNothing) {
    const Street street = a_street();
    const std::string none = photo(street) ? photo(street)->id : "";
    const auto first = must(repository().set_person_photo(street.administrator, street.household, none, picture("one"), now_));
    EXPECT_THAT(repository().set_person_photo(street.administrator, street.household, none, picture("two"), now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_THAT(repository().remove_person_photo(street.administrator, street.household, none, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_EQ(photo(street), first);
}

TEST_P(PersonPhoto, IsSeenByThoseAloneWhoMaySeeTheHome) {
    const Street mine = a_street("东关"), theirs = a_street("西关");
    const std::string none = photo(mine) ? photo(mine)->id : "";
    const auto made = must(repository().set_person_photo(mine.administrator, mine.household, none, picture("one"), now_));
    EXPECT_EQ(must(repository().photo(mine.family, made.id, PhotoSize::Full)), "one");
    EXPECT_THAT(repository().photo(theirs.administrator, made.id, PhotoSize::Full), Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_THAT(repository().photo(theirs.family, made.id, PhotoSize::Full), Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_THAT(repository().set_person_photo(mine.technician, mine.household, made.id, picture("two"), now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().set_person_photo(theirs.administrator, mine.household, made.id, picture("two"), now_), Fails(Trouble::NotFound, "household_not_found"));
    EXPECT_THAT(repository().remove_person_photo(mine.technician, mine.household, made.id, now_), Fails(Trouble::Refused, "role_missing"));
    must(repository().close_home(mine.administrator, mine.household, now_));
    EXPECT_THAT(repository().remove_person_photo(mine.administrator, mine.household, made.id, now_), Fails(Trouble::Conflict, "household_closed"));
}

TEST_P(PersonPhoto, TheIdentityNumberIsWholeForWhoAsksAndThatIsInTheAudit) {
    const Street street = a_street();
    EXPECT_EQ(must(repository().reveal_id_number(street.administrator, street.household, now_)).value, "");
    const auto entries = count("audit");
    const auto kept = must(repository().edit_fact(street.administrator, street.household, {"id_number", "11010519491231002X", 0}, now_));
    EXPECT_EQ(kept.value, "1101··········002X");
    EXPECT_EQ(must(repository().reveal_id_number(street.administrator, street.household, now_)).value, "11010519491231002X");
    EXPECT_EQ(count("audit"), entries + 2);
    const auto change = must(repository().home_changes(street.administrator, street.household, 0)).changes.at(0);
    EXPECT_EQ(change.what, "id_number.revealed");
    EXPECT_EQ(change.after, "");
    EXPECT_THAT(repository().reveal_id_number(street.technician, street.household, now_), Fails(Trouble::Refused, "role_missing"));
}

}  // namespace
}  // namespace anju::server
