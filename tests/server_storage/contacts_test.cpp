// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::Contact;
using contract::Contacts;
using contract::ContactsEdit;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(CallingOrder);

const Contact kFang{"小芳", "女儿", "13805352216", "济南，2 小时到"};
const Contact kLi{"李阿姨", "对门邻居", "05356221840", "有备用钥匙，5 分钟到"};

TEST_P(CallingOrder, IsKeptAsItWasWrittenAndSaysByWhom) {
    const Street street = a_street();
    EXPECT_EQ(must(repository().home_file(street.technician, street.household)).contacts, Contacts{});
    const auto kept = must(repository().edit_contacts(street.administrator, street.household, {{{" 小芳 ", "女儿", "138 0535 2216", "济南，2 小时到"}, kLi}, 0}, now_));
    EXPECT_THAT(kept.contacts, ElementsAre(kFang, kLi));
    EXPECT_EQ(kept.author, contract::Author::Staff);
    EXPECT_EQ(kept.at, now_);
    EXPECT_GT(kept.change, 0U);
    const auto turned = must(repository().edit_contacts(street.administrator, street.household, {{kLi, kFang}, kept.change}, now_));
    EXPECT_THAT(turned.contacts, ElementsAre(kLi, kFang));
    const auto file = must(repository().home_file(street.technician, street.household));
    EXPECT_EQ(file.contacts, turned);
    EXPECT_EQ(file.changes[0].field, "contacts");
    EXPECT_EQ(file.changes[0].before, "小芳（女儿）13805352216，济南，2 小时到、李阿姨（对门邻居）05356221840，有备用钥匙，5 分钟到");
    EXPECT_THAT(must(repository().edit_contacts(street.administrator, street.household, {{}, turned.change}, now_)).contacts, IsEmpty());
}

TEST_P(CallingOrder, OfTwoEditorsTheSecondOverwritesNothing) {
    const Street street = a_street();
    const auto first = must(repository().edit_contacts(street.administrator, street.household, {{kFang}, 0}, now_));
    EXPECT_THAT(repository().edit_contacts(street.administrator, street.household, {{kLi}, 0}, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    must(repository().edit_fact(street.administrator, street.household, {"floor", "4 楼", 0}, now_));  // another value is no conflict
    EXPECT_THAT(must(repository().home_file(street.administrator, street.household)).contacts.contacts, ElementsAre(kFang));
    EXPECT_THAT(must(repository().edit_contacts(street.administrator, street.household, {{kLi}, first.change}, now_)).contacts, ElementsAre(kLi));
}

TEST_P(CallingOrder, TheSameListAgainIsNoChange) {
    const Street street = a_street();
    const auto first = must(repository().edit_contacts(street.administrator, street.household, {{kFang}, 0}, now_));
    const auto entries = count("audit");
    EXPECT_EQ(must(repository().edit_contacts(street.administrator, street.household, {{kFang}, first.change}, now_ + std::chrono::hours(1))), first);
    EXPECT_EQ(count("audit"), entries);
}

TEST_P(CallingOrder, RefusesAListWithOneBadEntryAndSaysWhich) {
    const Street street = a_street();
    const auto entries = count("audit");
    const auto refuses = [&](const Contact& bad, const char* code, const char* where) {
        const auto refused = repository().edit_contacts(street.administrator, street.household, {{kFang, bad}, 0}, now_);
        ASSERT_THAT(refused, Fails(Trouble::Refused, code));
        EXPECT_EQ(refused.error().context, where);
    };
    refuses({"", "女儿", "13805352216", ""}, "fact_required", "1.name");
    refuses({"大伟", "", "", ""}, "fact_required", "1.phone");
    refuses({"大伟", "", "12", ""}, "phone_malformed", "1.phone");
    refuses({"大伟", "", "13805352216", std::string(81 * 3, 'x')}, "fact_too_long", "1.note");
    EXPECT_THAT(repository().edit_contacts(street.administrator, street.household, {std::vector<Contact>(21, kFang), 0}, now_),
                Fails(Trouble::Refused, "too_many_contacts"));
    EXPECT_EQ(count("audit"), entries);
    EXPECT_EQ(count("contact"), 0);
}

TEST_P(CallingOrder, IsForThoseWhoKeepTheHome) {
    const Street mine = a_street("东关"), theirs = a_street("西关");
    EXPECT_THAT(repository().edit_contacts(mine.technician, mine.household, {{kFang}, 0}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().edit_contacts(theirs.administrator, mine.household, {{kFang}, 0}, now_), Fails(Trouble::NotFound, "household_not_found"));
    must(repository().close_home(mine.administrator, mine.household, now_));
    EXPECT_THAT(repository().edit_contacts(mine.administrator, mine.household, {{kFang}, 0}, now_), Fails(Trouble::Conflict, "household_closed"));
}

TEST_P(CallingOrder, AHomeIsFoundByWhoIsCalledForIt) {
    const Street street = a_street();
    must(repository().edit_contacts(street.administrator, street.household, {{kLi}, 0}, now_));
    EXPECT_THAT(must(repository().search_households(street.technician, "6221840")).households, SizeIs(1));
    EXPECT_THAT(must(repository().search_households(street.technician, "李阿姨")).households, SizeIs(1));
}

}  // namespace
}  // namespace anju::server
