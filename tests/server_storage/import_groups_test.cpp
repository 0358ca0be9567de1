// SPDX-License-Identifier: Apache-2.0
// Subsidies, assessments, relatives with their rights, interests and needs: in and out by lists.
#include <set>
#include <sstream>

#include "platform/server/care_record.hpp"
#include "platform/server/exchange/words.hpp"
#include "platform/server/facts.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::Author;
using contract::HomeFile;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ImportGroups : public Storage {
  protected:
    HomeList list(const std::string& bytes) const {
        auto read = read_list(bytes, day_in_china(now_));
        EXPECT_TRUE(read) << (read ? "" : read.error().code);
        return read ? *std::move(read) : HomeList{};
    }
    ImportPlan brought(const StaffCaller& who, const std::string& bytes, Keep keep = Keep::AllOrNothing) {
        return must(repository().import_homes(who, list(bytes), "", keep, "", now_));
    }
    std::string exported(const StaffCaller& who, ExportForm form) {
        std::string text;
        must(repository().export_homes(who, form, [&](std::string_view part) { text += part; return true; }, now_));
        return text;
    }
    HomeFile file(const Street& street, const std::string& home = "") { return must(repository().home_file(street.administrator, home.empty() ? street.household : home)); }
    std::string day(int ahead) const { return written_day(std::chrono::sys_days(day_in_china(now_)) + std::chrono::days(ahead)); }
};
INSTANTIATE_TEST_SUITE_P(On, ImportGroups, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(ImportGroups, AChangedSubsidyBeginsAnewAndTheSameListTwiceChangesNothing) {
    const Street street = a_street();
    const std::string head = "编号,补贴1种类,补贴1金额,补贴1开始\n" + street.household + ",";
    EXPECT_EQ(brought(street.administrator, head + "高龄津贴,100,2026-01-01\n").changed, 1U);
    EXPECT_EQ(brought(street.administrator, head + "高龄津贴,100,2026-01-01\n").same, 1U);
    const std::string more = head + "高龄津贴,120," + day(5) + "\n";
    EXPECT_EQ(brought(street.administrator, more).changed, 1U);
    const auto rows = count("care_record"), entries = count("audit");
    EXPECT_EQ(brought(street.administrator, more).same, 1U);
    EXPECT_EQ(count("care_record"), rows);
    EXPECT_EQ(count("audit"), entries);
    const HomeFile now = file(street);
    ASSERT_THAT(now.records, SizeIs(2));
    EXPECT_EQ(now.records[0].fen, 12'000);
    EXPECT_EQ(now.records[0].author, Author::Import);
    EXPECT_EQ(now.records[1].fen, 10'000);
    EXPECT_EQ(now.records[1].until, day(4));
    EXPECT_EQ(rows, 3) << "as it was, as it ends, and the new one";
    EXPECT_EQ(now.changes[0].author, Author::Import);
    EXPECT_EQ(now.changes[0].field, "subsidy");
    const ImportPlan refused = must(repository().plan_import(street.administrator, list(head + "高龄津贴,90," + day(5) + "\n"), ""));
    ASSERT_TRUE(refused.rows[0].refusal);
    EXPECT_EQ(said(*refused.rows[0].refusal, Language::Chinese).substr(0, 16), "补贴1开始“");
    EXPECT_EQ(count("care_record"), rows) << "history is not written over";
}

TEST_P(ImportGroups, RightsThatARowChangesAreInForceAtOnceAndARelativeWhoIsNewIsAdded) {
    const Street street = a_street();
    const auto before = must(repository().snapshot(street.tv, now_));
    const std::string name = file(street).members.at(0).name;
    const std::string text = "编号,家属1姓名,家属1视频,家属1看健康,家属2姓名,家属2关系\n" + street.household + "," + name + ",不可以,可以,新来的,孙女\n";
    const auto members = file(street).members.size();
    EXPECT_EQ(brought(street.administrator, text).changed, 1U);
    const HomeFile now = file(street);
    EXPECT_EQ(now.may.at(0).rights, (contract::Rights{true, false, false, true}));
    ASSERT_THAT(now.members, SizeIs(members + 1));
    EXPECT_EQ(now.members.back().name, "新来的");
    EXPECT_EQ(now.members.back().relation, contract::Relation::Granddaughter);
    const auto added = must(repository().relatives(street.administrator, street.household)).relatives.back();
    EXPECT_EQ(added.facts.at(0).author, Author::Import) << "and so the page says how she came in";
    EXPECT_FALSE(events_of(recipient_of(street.tv), before.cursor).empty()) << "the TV shows who is there";
    const auto entries = count("audit");
    EXPECT_EQ(brought(street.administrator, text).same, 1U);
    EXPECT_EQ(count("audit"), entries);
    const auto edited = must(repository().set_rights(street.administrator, now.members[0].id, {{true, true, false, true}, now.may[0].change}, now_));
    EXPECT_TRUE(edited.relatives.at(0).may.rights.visit) << "the page goes on from what the list did";
}

TEST_P(ImportGroups, NewHomesComeWithAllOfIt) {
    const Street from = a_street("东关"), to = a_street("西园");
    std::string many = "姓名,地址,服务需求,评估结果,评估单位,评估日期,补贴1种类,补贴1金额,补贴1开始,补贴1到期,家属1姓名,家属1关系,家属1视频,家属2姓名,联系人1姓名,联系人1电话\n";
    for (int i = 0; i < 70; ++i) {  // more than are written at once
        const std::string n = std::to_string(i);
        many += "甲" + n + ",楼 " + n + ",助餐、其他：学画" + n + ",轻度失能,中心,2026-03-0" + std::to_string(1 + i % 9) + ",护理补贴," + n + ".5,2026-01-01,,小" + n + ",女儿,不可以,大" + n + ",李,120\n";
    }
    EXPECT_EQ(brought(from.administrator, many).created, 70U);
    const auto found = must(repository().search_households(from.administrator, "甲69"));
    ASSERT_THAT(found.households, SizeIs(1));
    const HomeFile made = file(from, found.households[0].id);
    ASSERT_THAT(made.records, SizeIs(2));
    for (const auto& record : made.records) {
        EXPECT_GT(record.change, 0U);
        EXPECT_EQ(record.author, Author::Import);
        EXPECT_EQ(record.at, now_);
    }
    ASSERT_THAT(made.members, SizeIs(2));
    EXPECT_FALSE(made.may[0].rights.visit);
    EXPECT_EQ(made.members[1].name, "大69");
    EXPECT_EQ(must(repository().relatives(from.administrator, found.households[0].id)).relatives[1].facts.at(0).author, Author::Import);
    // A row that is corrected later names the one that was written by the list.
    contract::CareRecordEdit ended = values_of(made.records[1]);
    ended.corrects = made.records[1].id;
    ended.until = "2027-12-31";
    EXPECT_EQ(must(repository().edit_record(from.administrator, made.id, ended, {"k", "b"}, now_)).until, "2027-12-31");
    for (const auto form : {ListForm::Csv, ListForm::Json}) {
        for (const auto language : {HeaderLanguage::Chinese, HeaderLanguage::English}) {
            const std::string text = exported(from.administrator, {form, language});
            const ImportPlan again = brought(from.administrator, text);
            EXPECT_EQ(again.same, again.rows.size());
            EXPECT_EQ(exported(from.administrator, {form, language}), text);
        }
    }
    // On another platform the same homes are made of it; ids and the station are its own.
    const auto plain = [&](const StaffCaller& who) {
        std::istringstream text(exported(who, {ListForm::Json, HeaderLanguage::English}));
        std::set<std::string> homes;
        for (std::string line; std::getline(text, line);) {
            if (const auto from_name = line.find("\"household\""); from_name != std::string::npos) homes.insert("{" + line.substr(from_name, line.find_last_of('}') - from_name + 1));
        }
        return homes;
    };
    std::string text = "[";
    for (const std::string& home : plain(from.administrator)) text += (text.size() > 1 ? "," : "") + home;
    const ImportPlan there = brought(to.administrator, text + "]");
    EXPECT_EQ(there.created, 70U);
    EXPECT_EQ(there.same, 1U) << "the one that both have";
    EXPECT_EQ(plain(to.administrator), plain(from.administrator));
}

TEST_P(ImportGroups, AnUnknownWordIsNamedByRowAndColumn) {
    const Street street = a_street();
    const ImportPlan plan = must(repository().plan_import(street.administrator, list("姓名,地址,服务需求\n甲,一号,助餐、助洁\n乙,二号,助餐、陪聊\n"), ""));
    EXPECT_EQ(plan.rows[0].fate, Fate::Create);
    EXPECT_EQ(plan.rows[1].row, 3U);
    ASSERT_TRUE(plan.rows[1].refusal);
    EXPECT_EQ(said(*plan.rows[1].refusal, Language::Chinese), "服务需求“陪聊”不认得，词表里没有的请写成“其他：陪聊”");
    EXPECT_EQ(said(*plan.rows[1].refusal, Language::English), "wishes “陪聊” is not known; what is not among the words is written “other: 陪聊”");
}

TEST_P(ImportGroups, WhatWasWrittenBeforeThereWereWordsStaysAndIsTheSame) {
    const Street street = a_street();
    must(raw()->write([](Transaction& tx) -> Stored<void> {
        tx.run("UPDATE home_file SET likes = '听吕剧、种花；种花'");
        return {};
    }));
    const auto& facts = file(street).facts;
    const auto likes = std::find_if(facts.begin(), facts.end(), [](const auto& one) { return one.name == "likes"; });
    EXPECT_EQ(likes->value, "gardening、other:听吕剧");
    EXPECT_EQ(brought(street.administrator, exported(street.administrator, {})).same, 1U);
    EXPECT_EQ(brought(street.administrator, "编号,爱好\n" + street.household + ",种花、下棋\n", Keep::Good).refused, 1U);
    EXPECT_EQ(brought(street.administrator, "编号,爱好\n" + street.household + ",种花、棋牌\n").changed, 1U);
    EXPECT_EQ(must(repository().home_changes(street.administrator, street.household, 0)).changes[0].before, "gardening、other:听吕剧");
}

}  // namespace
}  // namespace anju::server
