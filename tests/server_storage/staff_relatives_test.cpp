// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::Relation;
using contract::Relatives;
using testing::SizeIs;

ON_BOTH_DATABASES(StaffRelatives);

TEST_P(StaffRelatives, AreAddedWithANameOnceAndComeInByTheirLink) {
    const Street street = a_street();
    const contract::NewRelative xiuying{" 表妹秀英 ", Relation::Other, "表姐"};
    const auto before = must(repository().snapshot(street.tv, now_)).household;
    const Relatives all = must(repository().add_relative(street.administrator, street.household, xiuying, {"k", "b"}, now_));
    EXPECT_THAT(must(repository().add_relative(street.administrator, street.household, xiuying, {"k", "b"}, now_)).relatives, SizeIs(2));
    ASSERT_THAT(all.relatives, SizeIs(2));
    const auto added = all.relatives[1];
    EXPECT_EQ(added.member.name, "表妹秀英");
    EXPECT_FALSE(added.link_at);
    EXPECT_EQ(added.phones, 0);
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.version, before.version + 1);
    const std::string first = must(repository().create_link(street.administrator, added.member.id, now_));
    must(repository().open_on_phone(first, {"iPhone", "", ""}, now_));
    const std::string second = must(repository().create_link(street.administrator, added.member.id, now_));
    EXPECT_THAT(repository().open_on_phone(first, {"other", "", ""}, now_), Fails(Trouble::NotFound, "link_unknown"));
    const auto now_so = must(repository().relatives(street.administrator, street.household)).relatives[1];
    EXPECT_EQ(now_so.link_at, now_);
    EXPECT_EQ(now_so.phones, 1);
    must(repository().revoke_links(street.administrator, added.member.id, now_));
    EXPECT_FALSE(must(repository().relatives(street.administrator, street.household)).relatives[1].link_at);
    EXPECT_THAT(repository().open_on_phone(second, {"other", "", ""}, now_), Fails(Trouble::NotFound, "link_unknown"));
    for (const auto& [name, code] : {std::pair("", "fact_required"), std::pair("一二三四五六七八九十一二三四五六七八九十一", "fact_too_long")}) {
        EXPECT_THAT(repository().add_relative(street.administrator, street.household, {name, Relation::Other, ""}, {}, now_), Fails(Trouble::Refused, code));
    }
}

TEST_P(StaffRelatives, OneIsTheFirstContactChangedAgainstWhatWasSeenAndTheTvHearsIt) {
    const Street street = a_street();
    const std::string dawei = a_member(street, "大伟");
    const auto cursor = must(repository().snapshot(street.tv, now_)).cursor;
    const Relatives one = must(repository().set_first_contact(street.administrator, street.household, {street.member, 0}, now_));
    EXPECT_EQ(one.first_contact, street.member);
    EXPECT_FALSE(one.who.empty());
    EXPECT_EQ(one.at, now_);
    const auto events = events_of(recipient_of(street.tv), cursor);
    ASSERT_THAT(events, SizeIs(1));
    EXPECT_THAT(events[0].data, testing::HasSubstr("\"first_contact\":\"" + street.member));
    EXPECT_THAT(repository().set_first_contact(street.administrator, street.household, {dawei, 0}, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    must(repository().set_first_contact(street.administrator, street.household, {street.member, 0}, now_));  // the same again
    const Relatives two = must(repository().set_first_contact(street.administrator, street.household, {dawei, one.change}, now_));
    EXPECT_EQ(two.first_contact, dawei);
    const auto file = must(repository().home_file(street.administrator, street.household));
    EXPECT_EQ(file.changes[0].field, "first_contact");
    EXPECT_EQ(file.changes[0].before, "小芳");
    EXPECT_EQ(file.changes[0].after, "大伟");
    EXPECT_THAT(repository().set_first_contact(street.administrator, street.household, {"nobody", two.change}, now_), Fails(Trouble::NotFound, "member_not_found"));
    must(repository().set_first_contact(street.administrator, street.household, {"", two.change}, now_));
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.visits.first_contact, "");
}

TEST_P(StaffRelatives, AreKeptByManagersOfTheirPlaceAlone) {
    const Street street = a_street();
    const Street other = a_street("西关");
    StaffCaller manager = street.technician;
    manager.roles = {contract::Role::Manager};
    must(repository().create_link(manager, street.member, now_));
    must(repository().set_first_contact(manager, street.household, {street.member, 0}, now_));
    EXPECT_THAT(repository().create_link(street.technician, street.member, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().set_first_contact(street.technician, street.household, {"", 0}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().add_relative(street.technician, street.household, {"a", Relation::Son, ""}, {}, now_), Fails(Trouble::Refused, "role_missing"));
    StaffCaller stranger = other.technician;
    stranger.roles = {contract::Role::Manager};
    EXPECT_THAT(repository().create_link(stranger, street.member, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().revoke_links(stranger, street.member, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().relatives(stranger, street.household), Fails(Trouble::NotFound, "household_not_found"));
    EXPECT_THAT(repository().set_first_contact(stranger, street.household, {"", 0}, now_), Fails(Trouble::NotFound, "household_not_found"));
}

}  // namespace
}  // namespace anju::server
