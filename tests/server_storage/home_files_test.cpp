// SPDX-License-Identifier: Apache-2.0
#include "platform/server/facts.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::Author;
using contract::FactValue;
using contract::HomeFile;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(HomeFiles);

FactValue fact_of(const HomeFile& file, std::string_view name) {
    for (const FactValue& fact : file.facts) {
        if (fact.name == name) return fact;
    }
    ADD_FAILURE() << "no fact " << name;
    return {};
}

const contract::NewHome kZhou{"", {{"name", "周玉珍"}, {"address", "北桥 5 号楼 2 单元 301"}, {"phone", "138 0535 1102"}, {"id_number", "11010519491231002X"}}};

TEST_P(HomeFiles, HaveEveryFactOfAHomeThatWasThereBefore) {
    const Street street = a_street();
    const HomeFile file = must(repository().home_file(street.technician, street.household));
    ASSERT_THAT(file.facts, SizeIs(facts().size()));
    EXPECT_EQ(fact_of(file, "name").value, "王桂兰");
    EXPECT_EQ(fact_of(file, "door_code").value, "");
    EXPECT_EQ(fact_of(file, "door_code").change, 0U);
    EXPECT_FALSE(file.closed_at);
    EXPECT_THAT(file.terminals, SizeIs(1));
    EXPECT_THAT(file.members, SizeIs(1));
}

TEST_P(HomeFiles, ATVSeesTheNewGreetingAndTheFileSaysWhoWroteIt) {
    const Street street = a_street();
    const auto before = must(repository().snapshot(street.tv, now_));
    now_ += std::chrono::minutes(1);
    const FactValue edited = must(repository().edit_fact(street.administrator, street.household, {"called", " 王老师 ", 0}, now_));
    EXPECT_EQ(edited.value, "王老师");
    EXPECT_EQ(edited.author, Author::Staff);
    EXPECT_FALSE(edited.who.empty());
    EXPECT_EQ(edited.at, now_);
    EXPECT_GT(edited.change, 0U);
    const auto after = must(repository().snapshot(street.tv, now_));
    EXPECT_EQ(after.household.person.called, "王老师");
    EXPECT_EQ(after.household.version, before.household.version + 1);
    EXPECT_THAT(events_of(recipient_of(street.tv), before.cursor), SizeIs(1));
    const HomeFile file = must(repository().home_file(street.administrator, street.household));
    EXPECT_EQ(fact_of(file, "called"), edited);
    ASSERT_FALSE(file.changes.empty());
    EXPECT_EQ(file.changes[0].field, "called");
    EXPECT_EQ(file.changes[0].before, "王奶奶");
    EXPECT_EQ(file.changes[0].after, "王老师");
}

TEST_P(HomeFiles, WhatNobodyChangedIsByWhoMadeTheHome) {
    const Street street = a_street();
    const Time made_at = now_;
    const std::string home = must(repository().make_home(street.administrator, kZhou, {}, made_at)).id;
    now_ += std::chrono::hours(1);
    must(repository().edit_fact(street.administrator, home, {"door_code", "#1", 0}, now_));
    const HomeFile file = must(repository().home_file(street.technician, home));
    EXPECT_EQ(fact_of(file, "address"), (FactValue{"address", "北桥 5 号楼 2 单元 301", Author::Staff, "刘师傅", made_at, 0}));
    EXPECT_EQ(fact_of(file, "door_code").at, now_);
    EXPECT_FALSE(file.photo_by);
    EXPECT_FALSE(file.contacts.at) << "a list that nobody has written";
    EXPECT_EQ(fact_of(must(repository().home_file(street.technician, street.household)), "address").who, "") << "of a home that the platform itself made";
}

TEST_P(HomeFiles, ThePhotoOfThePersonIsByWhoPutItThere) {
    const Street street = a_street();
    const auto by = [&] { return must(repository().home_file(street.technician, street.household)).photo_by; };
    const auto given = by();
    ASSERT_TRUE(given);
    EXPECT_EQ(*given, (FactValue{"photo", given->value, Author::Staff, "", now_, 0})) << "as the home was made";
    now_ += std::chrono::hours(1);
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        tx.run("UPDATE photo SET created_at = $2 WHERE id = $1", {given->value, now_});
        tx.run("INSERT INTO audit (who, what, subject, household, path, before, after, at, field) VALUES ($1, 'photo.set', $2, $2, '/', '', '{}', $3, '')",
               {"staff:" + street.administrator.staff, street.household, now_});
        return {};
    }));
    EXPECT_EQ(by()->who, "刘师傅") << "older entries name no field";
    EXPECT_EQ(by()->at, now_);
    now_ += std::chrono::hours(1);
    const auto photo = must(repository().set_person_photo(street.administrator, street.household, given->value, {"new", "small new", 640, 480}, now_));
    must(repository().set_member_photo(street.administrator, street.member, must(repository().relatives(street.administrator, street.household)).relatives.at(0).member.photo->id,
                                       {"hers", "small hers", 640, 480}, now_ + std::chrono::hours(1)));
    const auto put = by();
    ASSERT_TRUE(put);
    EXPECT_EQ(*put, (FactValue{"photo", photo.id, Author::Staff, "刘师傅", now_, put->change}));
    EXPECT_GT(put->change, 0U);
    must(repository().remove_person_photo(street.administrator, street.household, photo.id, now_));
    EXPECT_FALSE(by());
}

TEST_P(HomeFiles, WhatTheTvDoesNotShowTellsItNothing) {
    const Street street = a_street();
    const auto before = must(repository().snapshot(street.tv, now_));
    for (const auto& [name, value] : {std::pair("door_code", "#2580"), std::pair("illnesses", "高血压"), std::pair("living", "alone")}) {
        must(repository().edit_fact(street.administrator, street.household, {name, value, 0}, now_));
        EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.version, before.household.version) << name;
    }
}

TEST_P(HomeFiles, HowThePersonReadsBestIsToldToTheTv) {
    const Street street = a_street();
    const auto before = must(repository().snapshot(street.tv, now_)).household;
    EXPECT_EQ(before.screen, contract::ScreenManner{});
    must(repository().edit_fact(street.administrator, street.household, {"tv_text_size", "特大", 0}, now_));
    must(repository().edit_fact(street.administrator, street.household, {"tv_language", "en", 0}, now_));
    const auto after = must(repository().snapshot(street.tv, now_)).household;
    EXPECT_EQ(after.screen, (contract::ScreenManner{"en", "1.6"}));
    EXPECT_EQ(after.version, before.version + 2);
}

TEST_P(HomeFiles, TheSecondOfTwoEditorsOverwritesNothing) {
    const Street street = a_street();
    const auto first = must(repository().edit_fact(street.administrator, street.household, {"door_code", "#2579", 0}, now_));
    EXPECT_THAT(repository().edit_fact(street.administrator, street.household, {"door_code", "#2580", 0}, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_EQ(fact_of(must(repository().home_file(street.administrator, street.household)), "door_code").value, "#2579");
    must(repository().edit_fact(street.administrator, street.household, {"floor", "4 楼", 0}, now_));  // another value is no conflict
    must(repository().edit_fact(street.administrator, street.household, {"lift", "有，要刷卡", 0}, now_));
    must(repository().edit_fact(street.administrator, street.household, {"medicines", "早上 8 点氨氯地平", 0}, now_));
    const auto second = must(repository().edit_fact(street.administrator, street.household, {"door_code", "#2580", first.change}, now_));
    EXPECT_EQ(second.value, "#2580");
    EXPECT_GT(second.change, first.change);
}

TEST_P(HomeFiles, TheSameValueAgainIsNoChange) {
    const Street street = a_street();
    const auto first = must(repository().edit_fact(street.administrator, street.household, {"door_code", "#2579", 0}, now_));
    const auto entries = count("audit");
    EXPECT_EQ(must(repository().edit_fact(street.administrator, street.household, {"door_code", "#2579 ", first.change}, now_ + std::chrono::hours(1))), first);
    EXPECT_EQ(must(repository().edit_fact(street.administrator, street.household, {"door_code", "#2579", 0}, now_)), first) << "the answer of the first was lost";
    EXPECT_EQ(count("audit"), entries);
}

TEST_P(HomeFiles, RefusesWhatNoFactMayBe) {
    const Street street = a_street();
    const auto refuses = [&](const char* name, const char* value, const char* code) {
        EXPECT_THAT(repository().edit_fact(street.administrator, street.household, {name, value, 0}, now_), Fails(Trouble::Refused, code)) << name;
    };
    const auto entries = count("audit");
    refuses("shoe_size", "38", "fact_unknown");
    refuses("name", " ", "fact_required");
    refuses("birth_date", "44.3.9", "date_malformed");
    refuses("birth_date", "2026-11-30", "date_impossible");
    refuses("id_number", "110105194912310021", "id_number_check");
    EXPECT_EQ(count("audit"), entries);
}

TEST_P(HomeFiles, ATechnicianReadsAndChangesNothing) {
    const Street street = a_street();
    EXPECT_THAT(repository().edit_fact(street.technician, street.household, {"floor", "4", 0}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().make_home(street.technician, kZhou, {}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().close_home(street.technician, street.household, now_), Fails(Trouble::Refused, "role_missing"));
}

TEST_P(HomeFiles, AnotherPlacesHomesAreNotThere) {
    const Street mine = a_street("东关"), theirs = a_street("西关");
    const auto entries = count("audit");
    EXPECT_THAT(repository().home_file(theirs.technician, mine.household), Fails(Trouble::NotFound, "household_not_found"));
    EXPECT_THAT(repository().home_changes(theirs.technician, mine.household, 0), Fails(Trouble::NotFound, "household_not_found"));
    EXPECT_THAT(repository().edit_fact(theirs.administrator, mine.household, {"floor", "4", 0}, now_), Fails(Trouble::NotFound, "household_not_found"));
    EXPECT_THAT(repository().close_home(theirs.administrator, mine.household, now_), Fails(Trouble::NotFound, "household_not_found"));
    auto home = kZhou;
    home.organisation = mine.station;
    EXPECT_THAT(repository().make_home(theirs.administrator, home, {}, now_), Fails(Trouble::NotFound, "organisation_not_found"));
    EXPECT_EQ(count("audit"), entries);
}

TEST_P(HomeFiles, ANewHomeIsFoundByWhatItIsCalledAndByItsPhone) {
    const Street street = a_street();
    const HomeFile file = must(repository().make_home(street.administrator, kZhou, {}, now_));
    EXPECT_EQ(fact_of(file, "household").value, "周玉珍家");
    EXPECT_EQ(fact_of(file, "called").value, "周玉珍");
    EXPECT_EQ(fact_of(file, "phone").value, "13805351102");
    for (const char* query : {"周玉珍", "zyz", "zhouyu", "5351102", "138 0535 1102", "138-0535-1102", "北桥 5 号", "ZYZ"}) {
        const auto found = must(repository().search_households(street.technician, query));
        ASSERT_THAT(found.households, SizeIs(1)) << query;
        EXPECT_EQ(found.households[0].id, file.id);
    }
    must(repository().edit_fact(street.administrator, file.id, {"name", "赵玉珍", 0}, now_));
    EXPECT_THAT(must(repository().search_households(street.technician, "zyz")).households, SizeIs(1));
    EXPECT_THAT(must(repository().search_households(street.technician, "zhouyu")).households, IsEmpty());
    EXPECT_THAT(must(repository().search_households(street.technician, "zhaoyu")).households, SizeIs(1));
}

TEST_P(HomeFiles, TheSameNewHomeTwiceIsOneHome) {
    const Street street = a_street();
    const auto homes = count("household");
    const HomeFile first = must(repository().make_home(street.administrator, kZhou, {"key", "body"}, now_));
    EXPECT_EQ(must(repository().make_home(street.administrator, kZhou, {"key", "body"}, now_)).id, first.id);
    EXPECT_THAT(repository().make_home(street.administrator, kZhou, {"key", "other"}, now_), Fails(Trouble::Conflict, "idempotency_key_reused"));
    EXPECT_EQ(count("household"), homes + 1);
}

TEST_P(HomeFiles, AHomeIsFoundByItsBox) {
    const Street street = a_street();
    const auto box = must(repository().terminals(street.technician)).terminals.at(0);
    EXPECT_THAT(must(repository().search_households(street.technician, box.box_number)).households, SizeIs(1));
    must(repository().unpair(street.technician, box.id, now_));
    EXPECT_THAT(must(repository().search_households(street.technician, box.box_number)).households, IsEmpty());
}

TEST_P(HomeFiles, AnIdentityNumberIsShownAndRememberedInPartOnly) {
    const Street street = a_street();
    const HomeFile file = must(repository().make_home(street.administrator, kZhou, {}, now_));
    EXPECT_EQ(fact_of(file, "id_number").value, "1101··········002X");
    must(repository().edit_fact(street.administrator, file.id, {"id_number", "", 0}, now_));
    for (const AuditEntry& entry : must(repository().audit(street.administrator, file.id, 100))) {
        EXPECT_THAT(entry.before + entry.after, testing::Not(testing::HasSubstr("19491231")));
    }
}

TEST_P(HomeFiles, AHomeThatIsThereIsNotMadeAgain) {
    const Street street = a_street();
    const auto make = [&](const char* address, const char* number) {
        return repository().make_home(street.administrator, {"", {{"name", "周玉珍"}, {"address", address}, {"id_number", number}}}, {}, now_);
    };
    const char *hers = "11010519491231002X", *others = "110105195001010020";
    must(make("北桥 5 号", hers));
    EXPECT_THAT(make("北桥 5 号", ""), Fails(Trouble::Conflict, "household_exists"));
    EXPECT_EQ(make("北桥 5 号", "").error().context, "address");
    EXPECT_EQ(make("南园 1 号", hers).error().context, "id_number");
    const auto namesake = must(make("北桥 5 号", others));
    must(repository().close_home(street.administrator, namesake.id, now_));
    must(make("北桥 5 号", others));
}

TEST_P(HomeFiles, AHomeWithoutANameOrPlaceIsNotMade) {
    const Street street = a_street();
    const auto homes = count("household");
    EXPECT_THAT(repository().make_home(street.administrator, {"", {{"name", "周玉珍"}}}, {}, now_), Fails(Trouble::Refused, "fact_required"));
    EXPECT_THAT(repository().make_home(street.administrator, {"", {{"address", "北桥"}}}, {}, now_), Fails(Trouble::Refused, "fact_required"));
    EXPECT_THAT(repository().make_home(street.administrator, {"", {{"nmae", "周玉珍"}}}, {}, now_), Fails(Trouble::Refused, "fact_unknown"));
    EXPECT_EQ(count("household"), homes);
    EXPECT_EQ(count("home_file"), homes);
}

TEST_P(HomeFiles, AHomeIsCalledAfterAnyNameThatFits) {
    const Street street = a_street();
    const std::string longest(40, 'w');
    const HomeFile file = must(repository().make_home(street.administrator, {"", {{"name", longest}, {"called", "王"}, {"address", "北桥"}}}, {}, now_));
    EXPECT_EQ(file.facts.at(0).name, "household");
    EXPECT_EQ(file.facts.at(0).value, longest);
}

TEST_P(HomeFiles, AClosedHomeShutsEveryoneOutAndStaysToBeRead) {
    const Street street = a_street();
    must(repository().close_home(street.administrator, street.household, now_));
    EXPECT_THAT(repository().terminal_with_key(street.tv_key), Fails(Trouble::NotFound, "box_taken_back"));
    EXPECT_THAT(repository().exchange_link(street.link, now_), Fails(Trouble::NotFound, "link_unknown"));
    EXPECT_THAT(repository().edit_fact(street.administrator, street.household, {"floor", "4", 0}, now_), Fails(Trouble::Conflict, "household_closed"));
    EXPECT_THAT(repository().close_home(street.administrator, street.household, now_), Fails(Trouble::Conflict, "household_closed"));
    const HomeFile file = must(repository().home_file(street.technician, street.household));
    EXPECT_EQ(file.closed_at, now_);
    EXPECT_THAT(file.terminals, IsEmpty());
    EXPECT_THAT(must(repository().search_households(street.technician, "王桂兰")).households, IsEmpty());
}

TEST_P(HomeFiles, ChangesAreReadPageByPage) {
    const Street street = a_street();
    std::uint64_t seen = 0;
    for (int i = 0; i < 103; ++i) {
        seen = must(repository().edit_fact(street.administrator, street.household, {"note", std::to_string(i), seen}, now_)).change;
    }
    const auto newest = must(repository().home_changes(street.technician, street.household, 0)).changes;
    ASSERT_THAT(newest, SizeIs(100));
    EXPECT_EQ(newest[0].after, "102");
    const auto older = must(repository().home_changes(street.technician, street.household, newest.back().number)).changes;
    ASSERT_FALSE(older.empty());
    EXPECT_EQ(older[0].after, "2");
    EXPECT_LT(older[0].number, newest.back().number);
}

}  // namespace
}  // namespace anju::server
