// SPDX-License-Identifier: Apache-2.0
// Another street's people, TVs and staff against every function that names something: nothing
// found, nothing changed.
#include "platform/contract/codec.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(Scope);

constexpr const char* kAddress = "192.0.2.1";

class TwoStreets : public Storage {
  protected:
    void SetUp() override {
        Storage::SetUp();
        if (IsSkipped() || HasFatalFailure()) {
            return;
        }
        mine_ = a_street("东关");
        theirs_ = a_street("西关");
        message_ = says(mine_, "只给妈妈");
        photo_ =
            must(repository().search_households(mine_.technician, "")).households.at(0).photo->id;
        rows_ = rows();
    }
    void TearDown() override {
        if (repository_is_open()) {
            EXPECT_EQ(rows(), rows_) << "something was changed";
        }
        Storage::TearDown();
    }
    bool repository_is_open() const { return !mine_.household.empty(); }
    std::vector<std::int64_t> rows() const {
        std::vector<std::int64_t> all;
        for (const char* table :
             {"household", "member", "family_link", "family_session", "terminal", "message",
              "photo", "event", "audit", "answer", "staff", "organisation"}) {
            all.push_back(count(table));
        }
        return all;
    }

    Street mine_, theirs_;
    contract::Message message_;
    std::string photo_;
    std::vector<std::int64_t> rows_;
};

INSTANTIATE_TEST_SUITE_P(On, TwoStreets, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) {
                             return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres";
                         });

TEST_P(TwoStreets, ATvSeesItsOwnHomeOnly) {
    EXPECT_THAT(repository().mark_seen(theirs_.tv, message_.id, now_, {"k", "b"}, now_),
                Fails(Trouble::NotFound, "message_not_found"));
    EXPECT_FALSE(must(repository().snapshot(mine_.tv, now_)).messages.at(0).seen_at);
    EXPECT_THAT(repository().photo(theirs_.tv, photo_, PhotoSize::Full),
                Fails(Trouble::NotFound, "photo_not_found"));
    const TerminalCaller forged{theirs_.tv.terminal, mine_.household};
    EXPECT_THAT(repository().snapshot(forged, now_), Fails(Trouble::NotFound, "terminal_unknown"));
    EXPECT_THAT(repository().mark_seen(forged, message_.id, now_, {"k", "b"}, now_),
                Fails(Trouble::NotFound, "message_not_found"));
    EXPECT_THAT(must(repository().snapshot(theirs_.tv, now_)).messages, IsEmpty());
}

TEST_P(TwoStreets, ARelativeSeesTheOwnHomeOnly) {
    EXPECT_THAT(repository().photo(theirs_.family, photo_, PhotoSize::Full),
                Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_THAT(must(repository().family_home(theirs_.family, now_)).messages, IsEmpty());
    const FamilyCaller forged{theirs_.member, mine_.household, theirs_.family.session};
    EXPECT_THAT(repository().family_home(forged, now_), Fails(Trouble::NotFound, "member_unknown"));
    EXPECT_THAT(repository().post_message(forged, {"x", {}}, {"k", "x"}, now_),
                Fails(Trouble::NotFound, "member_unknown"));
    EXPECT_THAT(repository().add_photo(forged, a_photo(), {"k", "x"}, now_),
                Fails(Trouble::NotFound, "member_unknown"));
    EXPECT_THAT(repository().post_message(theirs_.family, {"x", {photo_}}, {"k", "x"}, now_),
                Fails(Trouble::Refused, "unknown_photo"));
    const FamilyCaller thief{theirs_.member, theirs_.household, mine_.family.session};
    EXPECT_THAT(repository().end_family_session(thief, now_),
                Fails(Trouble::NotFound, "session_unknown"));
}

TEST_P(TwoStreets, StaffFindsItsOwnPlaceOnly) {
    const auto found = must(repository().search_households(theirs_.technician, ""));
    ASSERT_THAT(found.households, SizeIs(1));
    EXPECT_EQ(found.total, 1);
    EXPECT_EQ(found.households[0].id, theirs_.household);
    const auto tvs = must(repository().terminals(theirs_.technician)).terminals;
    ASSERT_THAT(tvs, SizeIs(1));
    EXPECT_EQ(tvs[0].id, theirs_.tv.terminal);
    EXPECT_THAT(repository().photo(theirs_.technician, photo_, PhotoSize::Small),
                Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_THAT(must(repository().audit(theirs_.administrator, mine_.household, 10)), IsEmpty());
}

TEST_P(TwoStreets, StaffChangesItsOwnPlaceOnly) {
    const StaffCaller& boss = theirs_.administrator;
    EXPECT_THAT(repository().unpair(theirs_.technician, mine_.tv.terminal, now_),
                Fails(Trouble::NotFound, "terminal_not_found"));
    EXPECT_THAT(repository().create_organisation(boss, {mine_.station, {}, "x"}, now_),
                Fails(Trouble::NotFound, "organisation_not_found"));
    EXPECT_THAT(repository().create_organisation(boss, {"", {}, "x"}, now_),
                Fails(Trouble::NotFound, "organisation_not_found"));
    NewHousehold home;
    home.organisation = mine_.station;
    EXPECT_THAT(repository().create_household(boss, home, now_),
                Fails(Trouble::NotFound, "organisation_not_found"));
    NewMember member;
    member.household = mine_.household;
    EXPECT_THAT(repository().create_member(boss, member, now_),
                Fails(Trouble::NotFound, "household_not_found"));
    EXPECT_THAT(repository().create_staff(boss, {mine_.station, "x", "x", "x", {}}, now_),
                Fails(Trouble::NotFound, "organisation_not_found"));
    EXPECT_THAT(repository().create_link(boss, mine_.member, now_),
                Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().revoke_links(boss, mine_.member, now_),
                Fails(Trouble::NotFound, "member_not_found"));
    HouseholdEdit edit;
    edit.name = "抢来的家";
    EXPECT_THAT(repository().edit_household(boss, mine_.household, edit, now_),
                Fails(Trouble::NotFound, "household_not_found"));
    must(repository().family_with_session(must(repository().exchange_link(mine_.link, now_)).token,
                                          now_));
    rows_ = rows();  // that session is meant
}

// At the door stands her face: none of a message, of a relative, or of another home.
TEST_P(TwoStreets, TheDoorShowsNoPhotoOfOthers) {
    const VisitorCaller hers{mine_.family}, guest{GuestCaller{"g", mine_.household, "客"}}, stranger{theirs_.family};
    const auto none = Fails(Trouble::NotFound, "photo_not_found");
    EXPECT_EQ(must(repository().photo(guest, photo_, PhotoSize::Full)), must(repository().photo(mine_.family, photo_, PhotoSize::Full)));
    EXPECT_THAT(repository().photo(stranger, photo_, PhotoSize::Full), none);
    const auto sent = must(repository().add_photo(mine_.family, a_photo(), {}, now_));
    must(repository().post_message(mine_.family, {"", {sent.id}}, {}, now_));
    rows_ = rows();  // that message is meant
    for (const VisitorCaller& who : {hers, guest, stranger}) EXPECT_THAT(repository().photo(who, sent.id, PhotoSize::Small), none);
}

TEST_P(TwoStreets, APhotoOnItsWayIsNobodyElses) {
    const auto photo = must(repository().add_photo(mine_.family, a_photo(), {}, now_));
    rows_ = rows();
    for (const Viewer& viewer :
         {Viewer(theirs_.tv), Viewer(theirs_.family), Viewer(theirs_.technician), Viewer(mine_.tv),
          Viewer(mine_.technician)}) {
        EXPECT_THAT(repository().photo(viewer, photo.id, PhotoSize::Full),
                    Fails(Trouble::NotFound, "photo_not_found"));
    }
    EXPECT_THAT(repository().post_message(theirs_.family, {"", {photo.id}}, {"k", "x"}, now_),
                Fails(Trouble::Refused, "unknown_photo"));
}

TEST_P(Scope, ACityReachesAllThatIsBelowIt) {
    const Street street = a_street();
    StaffCaller city = street.administrator;
    city.scope = city.scope.substr(0, city.scope.find('/', 1) + 1);
    EXPECT_EQ(must(repository().search_households(city, "")).total, 1);
    EXPECT_THAT(must(repository().terminals(city)).terminals, SizeIs(1));
    must(repository().create_link(city, street.member, now_));
    must(repository().unpair(city, street.tv.terminal, now_));
}

TEST_P(Scope, IdsThatAreNoIdsFindNothing) {
    const Street street = a_street();
    for (const std::string& id :
         {std::string(), std::string("%"), std::string("' OR '1'='1"), std::string(3000, 'x')}) {
        EXPECT_FALSE(repository().photo(street.tv, id, PhotoSize::Full));
        EXPECT_FALSE(repository().mark_seen(street.tv, id, now_, {}, now_));
        EXPECT_FALSE(repository().unpair(street.technician, id, now_));
        EXPECT_FALSE(
            repository().find_pairing({"s" + id, "/", street.technician.roles, ""}, id, id, now_));
    }
    EXPECT_THAT(repository().photo(street.tv, std::string("a\0b", 3), PhotoSize::Full),
                Fails(Trouble::Refused, "text_malformed"));
}

}  // namespace
}  // namespace anju::server
