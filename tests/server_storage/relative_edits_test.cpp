// SPDX-License-Identifier: Apache-2.0
// A relative corrected by staff: name, relation, how she calls the elder, and the face that the TV shows.
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::FactValue;
using contract::Relation;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class RelativeEdits : public Storage {
  protected:
    contract::Access her(const Street& street) { return must(repository().relatives(street.administrator, street.household)).relatives.at(0); }
    FactValue fact(const Street& street, std::string_view name) {
        for (const FactValue& one : her(street).facts) {
            if (one.name == name) return one;
        }
        ADD_FAILURE() << name;
        return {};
    }
    auto edit(const StaffCaller& staff, const Street& street, const std::string& name, const std::string& value, std::uint64_t seen = 0) {
        return repository().edit_relative(staff, street.member, {name, value, seen}, now_);
    }
    auto set_face(const StaffCaller& staff, const Street& street, const std::string& seen, const std::string& bytes) {
        return repository().set_member_photo(staff, street.member, seen, {bytes, "small " + bytes, 640, 480}, now_);
    }
    std::string face(const Street& street) { return her(street).member.photo ? her(street).member.photo->id : ""; }
};
INSTANTIATE_TEST_SUITE_P(On, RelativeEdits, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(RelativeEdits, AreKeptOneByOneToldToTheTvAndStandInTheAudit) {
    const Street street = a_street();
    const auto cursor = must(repository().snapshot(street.tv, now_)).cursor;
    EXPECT_EQ(fact(street, "name").value, "小芳");
    EXPECT_EQ(fact(street, "name"), (FactValue{"name", "小芳", contract::Author::Staff, "", now_, 0}));
    for (const auto& [name, value] : {std::pair("name", " 小芬 "), std::pair("name_latin", "Xiaofen"), std::pair("relation", "niece"), std::pair("calls_elder", "姑妈")}) {
        must(edit(street.administrator, street, name, value));
    }
    const contract::Member member = must(repository().snapshot(street.tv, now_)).household.members.at(0);
    EXPECT_EQ(member.name, "小芬");
    EXPECT_EQ(member.name_latin, "Xiaofen");
    EXPECT_EQ(member.relation, Relation::Niece);
    EXPECT_EQ(must(repository().family_home(street.family, now_)).elder, "姑妈");
    const auto events = events_of(recipient_of(street.tv), cursor);
    ASSERT_THAT(events, SizeIs(4));
    EXPECT_THAT(events[0].data, HasSubstr("小芬"));
    const FactValue said = fact(street, "name");
    EXPECT_FALSE(said.who.empty());
    EXPECT_EQ(said.at, now_);
    const auto changes = must(repository().home_changes(street.administrator, street.household, 0)).changes;
    EXPECT_EQ(changes.at(3).number, said.change);
    EXPECT_EQ(changes.at(3).what, "fact.edited");
    EXPECT_EQ(changes.at(3).field, "name " + street.member);
    EXPECT_EQ(changes.at(3).before, "小芳");
    EXPECT_EQ(changes.at(3).after, "小芬");
}

TEST_P(RelativeEdits, OfTwoEditorsTheSecondOverwritesNothingAndTheSameIsNoChange) {
    const Street street = a_street();
    must(edit(street.administrator, street, "name", "小芬"));
    EXPECT_THAT(edit(street.administrator, street, "name", "芳芳"), Fails(Trouble::Conflict, "changed_meanwhile"));
    const auto entries = count("audit");
    const auto version = must(repository().snapshot(street.tv, now_)).household.version;
    must(edit(street.administrator, street, "name", "小芬"));
    EXPECT_EQ(count("audit"), entries);
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.version, version);
    must(edit(street.administrator, street, "relation", "niece"));  // another value of hers is in nobody's way
    must(edit(street.administrator, street, "name", "芳芳", fact(street, "name").change));
    EXPECT_EQ(fact(street, "name").value, "芳芳");
    for (const auto& [name, value, code] : {std::tuple("name", " ", "fact_required"), std::tuple("name", "一二三四五六七八九十一二三四五六七八九十一", "fact_too_long"),
                                            std::tuple("relation", "cousin", "word_unknown"), std::tuple("relation", "", "fact_required"), std::tuple("active", "0", "fact_unknown")}) {
        EXPECT_THAT(edit(street.administrator, street, name, value), Fails(Trouble::Refused, code)) << name;
    }
}

TEST_P(RelativeEdits, WithoutAWordForTheElderItIsTheOneThatEverybodyUses) {
    const Street street = a_street();
    must(edit(street.administrator, street, "calls_elder", " "));
    EXPECT_EQ(fact(street, "calls_elder").value, "王奶奶");
    EXPECT_EQ(must(repository().family_home(street.family, now_)).elder, "王奶奶");
    const auto entries = count("audit");
    must(edit(street.administrator, street, "calls_elder", ""));
    EXPECT_EQ(count("audit"), entries);
}

TEST_P(RelativeEdits, NoTwoOfAHomeHaveOneName) {
    const Street street = a_street();
    int keys = 0;
    const auto add = [&](const std::string& name, Relation relation) {
        return repository().add_relative(street.administrator, street.household, {name, relation, ""}, {std::to_string(++keys), "b"}, now_);
    };
    const std::string dawei = must(add("大伟", Relation::Son)).added;
    must(add("Anna", Relation::Niece));
    for (const auto& [name, other] : {std::pair("小芳", "daughter 小芳"), std::pair(" 小 芳", "daughter 小芳"), std::pair("ａｎｎＡ", "niece Anna")}) {
        const auto again = add(name, Relation::Friend);
        EXPECT_THAT(again, Fails(Trouble::Conflict, "member_name_taken")) << name;
        EXPECT_EQ(again.error().context, other);
        EXPECT_THAT(edit(street.administrator, street, "name", "大 伟"), Fails(Trouble::Conflict, "member_name_taken"));
    }
    NewMember provided;
    provided.household = street.household;
    provided.name = "小芳";
    EXPECT_THAT(repository().create_member(system_caller(), provided, now_), Fails(Trouble::Conflict, "member_name_taken"));
    must(repository().revoke_links(street.administrator, dawei, now_));
    EXPECT_THAT(add("大伟", Relation::Son), Fails(Trouble::Conflict, "member_name_taken")) << "what he sent is shown on";
    must(edit(street.administrator, street, "name", "小 芳"));  // the own one
    must(edit(street.administrator, street, "name", "芳芳", fact(street, "name").change));
    must(add("小芳", Relation::Niece));
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.members.size(), 4U);
    const Street other = a_street("西关");
    must(repository().add_relative(other.administrator, other.household, {"大伟", Relation::Son, ""}, {}, now_));  // another home's
}

TEST_P(RelativeEdits, TheFaceIsSetReplacedAndRemovedAndTheOneBeforeIsErased) {
    const Street street = a_street();
    const auto cursor = must(repository().snapshot(street.tv, now_)).cursor;
    EXPECT_EQ(her(street).photo_by, (FactValue{"photo", face(street), contract::Author::Staff, "", now_, 0})) << "as she came in";
    const auto first = must(set_face(street.administrator, street, face(street), "one"));
    EXPECT_EQ(face(street), first.id);
    EXPECT_EQ(her(street).photo_by->who, "刘师傅");
    EXPECT_GT(her(street).photo_by->change, 0U);
    EXPECT_EQ(must(repository().photo(street.tv, first.id, PhotoSize::Small)), "small one");
    EXPECT_EQ(must(repository().photo(street.technician, first.id, PhotoSize::Full)), "one");
    EXPECT_THAT(set_face(street.administrator, street, "", "two"), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_THAT(repository().may_set_member_photo(street.administrator, street.member, ""), Fails(Trouble::Conflict, "changed_meanwhile"));
    must(repository().may_set_member_photo(street.administrator, street.member, first.id));
    const auto second = must(set_face(street.administrator, street, first.id, "two"));
    EXPECT_THAT(repository().photo(street.tv, first.id, PhotoSize::Small), Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_THAT(repository().remove_member_photo(street.administrator, street.member, first.id, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    must(repository().remove_member_photo(street.administrator, street.member, second.id, now_));
    must(repository().remove_member_photo(street.administrator, street.member, second.id, now_));  // gone already
    EXPECT_EQ(face(street), "");
    EXPECT_FALSE(her(street).photo_by);
    EXPECT_THAT(repository().photo(street.tv, second.id, PhotoSize::Small), Fails(Trouble::NotFound, "photo_not_found"));
    const auto events = events_of(recipient_of(street.tv), cursor);
    ASSERT_THAT(events, SizeIs(3));
    EXPECT_THAT(events[1].data, HasSubstr(second.id));
    const auto changes = must(repository().home_changes(street.administrator, street.household, 0)).changes;
    EXPECT_EQ(changes.at(0).what, "photo.removed");
    EXPECT_EQ(changes.at(1).what, "photo.replaced");
    EXPECT_EQ(changes.at(1).field, "photo " + street.member);
}

TEST_P(RelativeEdits, AreForThoseWhoKeepTheHome) {
    const Street mine = a_street("东关"), theirs = a_street("西关");
    StaffCaller manager = mine.technician;
    manager.roles = {contract::Role::Manager};
    must(edit(manager, mine, "name", "小芬"));
    const auto made = must(set_face(manager, mine, face(mine), "one"));
    EXPECT_THAT(edit(mine.technician, mine, "name", "芳芳"), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(set_face(mine.technician, mine, made.id, "two"), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().remove_member_photo(mine.technician, mine.member, made.id, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().may_set_member_photo(mine.technician, mine.member, made.id), Fails(Trouble::Refused, "role_missing"));
    StaffCaller stranger = theirs.technician;
    stranger.roles = {contract::Role::Manager};
    EXPECT_THAT(edit(stranger, mine, "name", "芳芳"), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(set_face(stranger, mine, made.id, "two"), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().may_set_member_photo(stranger, mine.member, made.id), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().photo(stranger, made.id, PhotoSize::Small), Fails(Trouble::NotFound, "photo_not_found"));
    must(repository().revoke_links(manager, mine.member, now_));
    must(edit(manager, mine, "name", "芳芳", fact(mine, "name").change));  // old messages show her on
    must(repository().close_home(mine.administrator, mine.household, now_));
    EXPECT_THAT(edit(manager, mine, "name", "小芳"), Fails(Trouble::Conflict, "household_closed"));
    EXPECT_THAT(repository().may_set_member_photo(manager, mine.member, made.id), Fails(Trouble::Conflict, "household_closed"));
    EXPECT_THAT(repository().remove_member_photo(manager, mine.member, made.id, now_), Fails(Trouble::Conflict, "household_closed"));
}

}  // namespace
}  // namespace anju::server
