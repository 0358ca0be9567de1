// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/server/exchange/words.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::chrono::year_month_day kPlanned = 2026y / 11 / 27;
constexpr const char *kOne = "11010519491231002X", *kTwo = "110105194003090023";

// What is stored, and what a list makes of it.
struct Town {
    std::vector<KnownHome> homes;
    std::map<std::string, FactTexts> facts;
    std::map<std::string, std::vector<contract::Contact>> contacts;

    std::vector<RowPlan> plan(const std::string& csv) const {
        const auto list = read_list(csv, kPlanned);
        EXPECT_TRUE(list) << (list ? "" : list.error().code);
        std::vector<RowPlan> plans;
        if (!list) return plans;
        Identities known(*list);
        known.know_place("东关站", "o1");
        known.know_place("西园站", "o2");
        known.know_place("同名", "o3");
        known.know_place("同名", "o4");
        for (const KnownHome& home : homes) known.know(home);
        for (const ListRow& row : list->rows) {
            auto found = known.find(row);
            if (!found.refusal) found.refusal = known.claim(row, found);
            const std::string id = found.home ? found.home->id : "";
            const auto stored = facts.find(id);
            const auto called = contacts.find(id);
            ListedHome there;
            there.facts = stored == facts.end() ? FactTexts{} : stored->second;
            there.contacts = called == contacts.end() ? std::vector<contract::Contact>{} : called->second;
            plans.push_back(plan_of(row, found, there));
        }
        return plans;
    }
    RowPlan plan_one(const std::string& csv) const {
        const auto plans = plan(csv);
        EXPECT_EQ(plans.size(), 1U);
        return plans.empty() ? RowPlan{} : plans.front();
    }
    std::string refusal(const std::string& csv) const {
        const RowPlan one = plan_one(csv);
        return one.refusal ? one.refusal->code : "";
    }
};

Town a_town() {
    Town town;
    town.homes = {{"h1", "周玉珍", "北桥 5 号楼", kOne, "o1", "东关站", true, false},
                  {"h2", "赵德福", "南园 12 号楼", "", "o1", "东关站", true, false},
                  {"h3", "陈桂英", "西园 2 号楼", kTwo, "o2", "西园站", false, false},
                  {"h4", "吴广林", "南园 1 号楼", "", "o1", "东关站", true, true}};
    town.facts["h1"] = {{"name", "周玉珍"}, {"address", "北桥 5 号楼"}, {"id_number", kOne}, {"phone", "110"}, {"door_code", ""}};
    town.facts["h2"] = {{"name", "赵德福"}, {"address", "南园 12 号楼"}};
    town.contacts["h1"] = {{"李阿姨", "", "120", ""}};
    return town;
}

TEST(Plan, ANewHomeHasWhatFollowsFromItsName) {
    const RowPlan plan = a_town().plan_one("姓名,地址\n孙秀云,幸福里 1 号楼\n");
    EXPECT_EQ(plan.fate, Fate::Create);
    EXPECT_THAT(plan.changes, ElementsAre(ValueChange{"household", "", "孙秀云家"}, ValueChange{"name", "", "孙秀云"}, ValueChange{"called", "", "孙秀云"},
                                          ValueChange{"address", "", "幸福里 1 号楼"}));
}

TEST(Plan, ANameOfTheMostLettersHasNoRoomForMore) {
    std::string longest;
    for (int i = 0; i < 40; ++i) {
        longest += "王";
    }
    const RowPlan plan = a_town().plan_one("姓名,称呼,地址\n" + longest + ",王奶奶,北桥\n");
    ASSERT_EQ(plan.fate, Fate::Create);
    EXPECT_EQ(plan.changes[0], (ValueChange{"household", "", longest}));
    EXPECT_EQ(a_town().refusal("姓名,称呼,地址\n" + longest + "王,王奶奶,北桥\n"), "fact_too_long");
}

TEST(Plan, SaysWhatANewHomeLacks) {
    EXPECT_EQ(a_town().refusal("姓名,电话\n孙秀云,110\n"), "fact_required");
    EXPECT_EQ(a_town().plan_one("姓名,电话\n孙秀云,110\n").refusal->column, "address");
    EXPECT_EQ(a_town().plan_one("姓名,地址\n,幸福里\n").refusal->column, "name");
}

TEST(Plan, FindsAHomeByIdThenByIdentityNumberThenByNameAndAddress) {
    const Town town = a_town();
    EXPECT_EQ(town.plan_one("编号,姓名,地址\nh2,周玉珍,北桥 5 号楼\n").household, "h2");
    EXPECT_EQ(town.plan_one(std::string("姓名,地址,身份证号\n周玉真,新地址,") + kOne).household, "h1");
    EXPECT_EQ(town.plan_one("姓名,地址\n赵德福,南园　12 号楼\n").fate, Fate::Create) << "a blank is a blank, a wide one is another";
    EXPECT_EQ(town.plan_one("姓名,地址\n 赵德福 ,南园 12  号楼\n").household, "h2");
    EXPECT_EQ(town.plan_one("编号,姓名,地址\nunknown,赵德福,南园 12 号楼\n").household, "h2") << "an id of another platform";
}

TEST(Plan, ChangesAreFieldByFieldAndEmptyCellsChangeNothing) {
    const RowPlan plan = a_town().plan_one("编号,姓名,电话,门码,备注\nh1,周玉珍,119,#1207,\n");
    EXPECT_EQ(plan.fate, Fate::Change);
    EXPECT_THAT(plan.changes, ElementsAre(ValueChange{"phone", "110", "119"}, ValueChange{"door_code", "", "#1207"}));
    EXPECT_EQ(said(plan, Language::Chinese), "电话 110 → 119；门码 没有 → #1207");
    EXPECT_EQ(plan.address, "北桥 5 号楼");
}

TEST(Plan, WhatIsTheSameIsSkipped) {
    EXPECT_EQ(a_town().plan_one("姓名,地址,电话,联系人1姓名,联系人1电话\n周玉珍,北桥 5 号楼,1-1-0,李阿姨,120\n").fate, Fate::Same);
}

TEST(Plan, ContactsAreOneValue) {
    const RowPlan plan = a_town().plan_one("编号,联系人1姓名,联系人1电话\nh1,小芳,119\n");
    EXPECT_THAT(plan.changes, ElementsAre(ValueChange{"contacts", "李阿姨 120", "小芳 119"}));
}

TEST(Plan, ARowThatMayNotBeIsRefused) {
    const Town town = a_town();
    EXPECT_EQ(town.refusal("姓名,地址\n吴广林,南园 1 号楼\n"), "household_closed");
    EXPECT_EQ(town.refusal(std::string("姓名,地址,身份证号\n周玉珍,北桥 5 号楼,") + "110105193001010013"), "id_number_differs");
    EXPECT_EQ(town.refusal(std::string("编号,姓名,身份证号\nh2,赵德福,") + kOne), "id_number_taken");
    EXPECT_EQ(town.refusal("姓名,地址,机构\n新人,新址,没有站\n"), "place_unknown");
    EXPECT_EQ(town.refusal("姓名,地址,机构\n新人,新址,同名\n"), "place_unknown");
    EXPECT_EQ(town.refusal("编号,机构\nh1,西园站\n"), "place_differs");
    EXPECT_EQ(town.plan_one("姓名,地址,机构\n新人,新址,西园站\n").place, "o2");
}

TEST(Plan, AHomeElsewhereIsAsIfItWereNotThere) {
    Town town = a_town();
    town.homes.push_back({"h7", "陈桂英", "西园 2 号楼", "", "o2", "西园站", false, false});  // two of them: not even that is told
    for (const std::string& list : {std::string("姓名,地址,身份证号\n陈桂英,别处,") + kTwo, std::string("姓名,地址\n陈桂英,西园 2 号楼\n"),
                                    std::string("编号,姓名,地址\nh3,陈桂英,西园 2 号楼\n")}) {
        const RowPlan plan = town.plan_one(list);
        EXPECT_EQ(plan.fate, Fate::Create) << list;
        EXPECT_EQ(plan.household, "");
    }
    EXPECT_EQ(town.refusal(std::string("编号,身份证号\nh2,") + kTwo), "") << "a number that somebody has elsewhere";
    EXPECT_EQ(town.refusal(std::string("编号,身份证号\nh2,") + kOne), "id_number_taken");
}

TEST(Plan, TwoOfOneNameAtOneAddressAreTwoWhenEachSaysWhichItIs) {
    Town town;
    for (const char* id : {"a", "b"}) {
        town.homes.push_back({id, "王芳", "东关 1 号", kOne, "o1", "东关站", true, false});
        town.facts[id] = {{"name", "王芳"}, {"address", "东关 1 号"}, {"id_number", kOne}};
    }
    const std::string head = "编号,姓名,地址,身份证号\n";
    for (const RowPlan& plan : town.plan(head + "a,王芳,东关 1 号," + kOne + "\nb,王芳,东关 1 号," + kOne + "\n")) EXPECT_EQ(plan.fate, Fate::Same) << plan.row;
    const auto twice = town.plan(head + "a,王芳,东关 1 号," + kOne + "\na,王芳,东关 1 号," + kOne + "\n");
    EXPECT_EQ(twice[1].refusal, (Refusal{"same_as_row", "", "", 2}));
    const auto made = Town{}.plan(head + ",李娜,北桥 2 号," + kOne + "\n,李娜,北桥 2 号," + kTwo + "\n,李娜,北桥 2 号,\n");
    EXPECT_EQ(made[0].fate, Fate::Create);
    EXPECT_EQ(made[1].fate, Fate::Create) << "another number is another person";
    EXPECT_EQ(made[2].refusal, (Refusal{"same_as_row", "", "", 2}));
}

TEST(Plan, WhatAContactHasNoColumnForStays) {
    Town town = a_town();
    town.contacts["h1"] = {{"李阿姨", "邻居", "120", "有钥匙"}, {"小芳", "女儿", "119", ""}};
    const RowPlan plan = town.plan_one("编号,联系人1姓名,联系人1电话,联系人2姓名,联系人2电话\nh1,小芳,118,李阿姨,120\n");
    EXPECT_EQ(plan.called, (std::vector<contract::Contact>{{"小芳", "女儿", "118", ""}, {"李阿姨", "邻居", "120", "有钥匙"}}));
    const RowPlan emptied = town.plan_one("编号,联系人1姓名,联系人1关系,联系人1电话,联系人1备注\nh1,李阿姨,,120,\n");
    EXPECT_EQ(emptied.called, (std::vector<contract::Contact>{{"李阿姨", "", "120", ""}})) << "who has the columns says it";
    EXPECT_EQ(town.plan_one("编号,联系人1姓名,联系人1电话,联系人2姓名,联系人2电话\nh1,李阿姨,120,小芳,119\n").fate, Fate::Same);
}

TEST(Plan, TheSecondRowOfAPersonNamesTheFirst) {
    const auto plans = a_town().plan(std::string("姓名,地址,身份证号,电话\n") + "甲,一号,110105193001010013,\n" + "乙,二号,,坏\n" + "乙,二号,,119\n" +
                                     "甲,一号,,\n" + "丙,三号,110105193001010013,\n" + "周玉珍,北桥 5 号楼,,\n" + "周玉珍,搬了," + kOne + ",\n");
    ASSERT_EQ(plans.size(), 7U);
    EXPECT_EQ(plans[0].fate, Fate::Create);
    EXPECT_EQ(plans[1].refusal->code, "phone_malformed");
    EXPECT_EQ(plans[2].fate, Fate::Create) << "a refused row is nobody";
    EXPECT_EQ(*plans[3].refusal, (Refusal{"same_as_row", "", "", 2}));
    EXPECT_EQ(*plans[4].refusal, (Refusal{"same_as_row", "", "", 2}));
    EXPECT_EQ(plans[5].fate, Fate::Same);
    EXPECT_EQ(*plans[6].refusal, (Refusal{"same_as_row", "", "", 7}));
    EXPECT_EQ(said(*plans[3].refusal, Language::Chinese), "和第 2 行是同一个人，只留一行");
}

TEST(Plan, ClosedHomesDoNotHideOpenOnes) {
    Town town = a_town();
    town.homes.push_back({"h5", "吴广林", "南园 1 号楼", "", "o1", "东关站", true, false});
    EXPECT_EQ(town.plan_one("姓名,地址\n吴广林,南园 1 号楼\n").household, "h5");
    town.homes.push_back({"h6", "吴广林", "南园 1 号楼", "", "o1", "东关站", true, false});
    EXPECT_EQ(town.refusal("姓名,地址\n吴广林,南园 1 号楼\n"), "several_homes");
}

TEST(Plan, IdentityNumbersAreShownInPartOnly) {
    const RowPlan plan = a_town().plan_one(std::string("编号,身份证号\nh2,") + "110105193001010013");
    EXPECT_EQ(said(plan, Language::Chinese), "身份证号 没有 → 1101··········0013");
}

}  // namespace
}  // namespace anju::server
