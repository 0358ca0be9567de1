// SPDX-License-Identifier: Apache-2.0
// Subsidies, assessments and relatives of a list against those of a home.
#include "platform/server/exchange/plan_groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/server/care_record.hpp"
#include "platform/server/exchange/words.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::CareRecord;
using contract::Relation;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::chrono::year_month_day kGroupsDay = 2026y / 11 / 27;

CareRecord stored_record(const char* id, const char* kind, int fen, const char* from, const char* until) {
    CareRecord record;
    record.id = record.entry = id;
    record.sort = fen > 0 ? "subsidy" : "assessment";
    record.kind = kind;
    record.fen = fen;
    record.period = fen > 0 ? "month" : "";
    record.authority = "民政局";
    record.from = from;
    record.until = until;
    return record;
}

// One home and one row for it, whose cells stand behind 编号.
struct OneHome {
    std::vector<CareRecord> records;
    std::vector<StoredRelative> relatives;
    std::vector<CorrectedRecord> corrected{};

    RowPlan plan(const std::string& header, const std::string& cells) const {
        const auto list = read_list("编号," + header + "\nh1," + cells + "\n", kGroupsDay);
        EXPECT_TRUE(list) << (list ? "" : list.error().code);
        if (!list) return {};
        EXPECT_THAT(list->unknown, IsEmpty());
        Identities known(*list);
        known.know({"h1", "周玉珍", "北桥", "", "o1", "东关站", true, false});
        ListedHome home;
        home.records = records;
        home.relatives = relatives;
        home.corrected = corrected;
        return plan_of(list->rows[0], known.find(list->rows[0]), home);
    }
    std::string refused(const std::string& header, const std::string& cells) const {
        const RowPlan row = plan(header, cells);
        return row.refusal ? row.refusal->code + " " + row.refusal->column : "";
    }
};

const std::string kSubsidy = "补贴1种类,补贴1金额,补贴1开始,补贴1到期", kAssessment = "评估结果,评估单位,评估日期,评估有效到";

TEST(PlanOfSubsidies, WhatIsTheSameOrSaysNothingElseChangesNothing) {
    const OneHome home{{stored_record("r1", "old_age", 10'000, "2026-01-01", "")}, {}};
    EXPECT_EQ(home.plan(kSubsidy, "高龄津贴,100,2026-01-01,").fate, Fate::Same);
    EXPECT_EQ(home.plan(kSubsidy, "old_age,￥100.00元,2026年1月1日,").fate, Fate::Same);
    EXPECT_EQ(home.plan("subsidy1_kind,subsidy1_yuan,subsidy1_from,subsidy1_authority", "old_age,100.0,2026-01-01,民政局").fate, Fate::Same);
    EXPECT_EQ(home.plan(kSubsidy, ",,,").fate, Fate::Same) << "empty cells say nothing";
}

TEST(PlanOfSubsidies, AChangedAmountBeginsOnItsOwnDayAndTheOneBeforeEndsTheDayBefore) {
    const OneHome home{{stored_record("r1", "old_age", 10'000, "2026-01-01", "")}, {}};
    const RowPlan plan = home.plan(kSubsidy, "高龄津贴,120,2026-12-01,");
    ASSERT_EQ(plan.fate, Fate::Change);
    ASSERT_THAT(plan.records, SizeIs(1));
    EXPECT_EQ(plan.records[0].replaces, "r1");
    EXPECT_EQ(plan.records[0].fen, 12'000);
    EXPECT_EQ(said(plan, Language::Chinese), "补贴 高龄津贴，每月 100.00 元，民政局，2026-01-01 起 → 高龄津贴，每月 120.00 元，2026-12-01 起；补贴1开始“2026-12-01”：原来的那一笔到 2026-11-30 为止");
    EXPECT_EQ(said(plan, Language::English), "subsidy old_age, 100.00 yuan each month, 民政局, from 2026-01-01 → old_age, 120.00 yuan each month, from 2026-12-01;"
              " subsidy1_from “2026-12-01”: the running one ends on 2026-11-30");
    // Two that follow each other, in any order of the columns.
    const RowPlan two = OneHome{}.plan("补贴1种类,补贴1金额,补贴1开始,补贴2种类,补贴2金额,补贴2开始,补贴2到期", "高龄津贴,120,2026-12-01,高龄津贴,100,2026-01-01,2026-11-30");
    ASSERT_THAT(two.records, SizeIs(2));
    EXPECT_EQ(two.records[0].from, "2026-01-01");
}

TEST(PlanOfSubsidies, WhatHasBegunIsNotWrittenOver) {
    CareRecord crossed = stored_record("r2", "nursing", 5'000, "2026-02-01", "");
    crossed.withdrawn = true;
    const OneHome home{{stored_record("r1", "old_age", 10'000, "2026-01-01", ""), crossed, stored_record("r3", "disability", 1'000, "2026-03-01", "2026-05-31")}, {}};
    EXPECT_EQ(home.refused(kSubsidy, "高龄津贴,110,2026-01-01,"), "record_differs subsidy1_from");
    EXPECT_EQ(home.refused(kSubsidy, "高龄津贴,100,2025-06-01,"), "record_overlaps subsidy1_from") << "before the one that goes on";
    EXPECT_EQ(home.refused(kSubsidy, "护理补贴,50,2026-02-01,"), "record_withdrawn subsidy1_from");
    EXPECT_EQ(home.refused(kSubsidy, "失能补贴,10,2026-03-01,2026-12-31"), "record_differs subsidy1_from") << "what has ended does not begin again";
    const RowPlan ended = home.plan(kSubsidy, "高龄津贴,100,2026-01-01,2026-12-31");
    ASSERT_THAT(ended.records, SizeIs(1)) << "but the last day of what had none may be said";
    EXPECT_EQ(ended.records[0].corrects, "r1");
    EXPECT_EQ(ended.records[0].authority, "民政局") << "of which the row says nothing";
    EXPECT_EQ(ended.records[0].until, "2026-12-31");
}

TEST(PlanOfSubsidies, OfTwoPaymentsOfOneDayEachIsTheOneItSays) {
    CareRecord plain = stored_record("r1", "old_age", 10'000, "2026-01-01", ""), numbered = plain;
    plain.period = numbered.period = "once";
    numbered.id = numbered.entry = "r2";
    numbered.number = "7";
    const std::string one = "补贴1种类,补贴1金额,补贴1发放,补贴1开始,补贴1文号,补贴2种类,补贴2金额,补贴2发放,补贴2开始,补贴2文号";
    for (const auto& stored : {std::vector{plain, numbered}, std::vector{numbered, plain}}) {
        const OneHome home{stored, {}};
        EXPECT_EQ(home.plan(one, "高龄津贴,100,一次,2026-01-01,,高龄津贴,100,一次,2026-01-01,7").fate, Fate::Same);
        EXPECT_EQ(home.plan(one, "高龄津贴,100,一次,2026-01-01,7,高龄津贴,100,一次,2026-01-01,").fate, Fate::Same);
    }
}

TEST(PlanOfSubsidies, NothingIsCutShortForWhatEndsBeforeIt) {
    const OneHome home{{stored_record("r1", "old_age", 10'000, "2020-01-01", "2028-12-31")}, {}};
    EXPECT_EQ(home.refused(kSubsidy, "高龄津贴,120,2024-01-01,2024-12-31"), "record_overlaps subsidy1_from");
    EXPECT_EQ(home.plan(kSubsidy, "高龄津贴,120,2027-01-01,2029-12-31").fate, Fate::Change);
}

TEST(PlanOfSubsidies, WhatGoesOnIsNotEndedByWhatEnds) {
    const OneHome home{{stored_record("r1", "old_age", 10'000, "2020-01-01", "")}, {}};
    const RowPlan refused = home.plan(kSubsidy, "高龄津贴,120,2027-01-01,2027-12-31");
    ASSERT_TRUE(refused.refusal);
    EXPECT_EQ(refused.refusal->code + " " + refused.refusal->column, "record_cuts_short subsidy1_from");
    EXPECT_EQ(said(*refused.refusal, Language::Chinese).find("补贴1开始“2027-01-01”：这一笔有到期日"), 0U);
    // A list that says when the one before ends has said it.
    const RowPlan both = home.plan("补贴1种类,补贴1金额,补贴1开始,补贴1到期,补贴2种类,补贴2金额,补贴2开始,补贴2到期", "高龄津贴,120,2027-01-01,2027-12-31,高龄津贴,100,2020-01-01,2026-12-31");
    ASSERT_THAT(both.records, SizeIs(2)) << (both.refusal ? both.refusal->code : "");
    EXPECT_EQ(both.records[0].until, "2026-12-31");
    EXPECT_EQ(both.records[1].replaces, "");
    EXPECT_THAT(both.remarks, IsEmpty());
}

CorrectedRecord once_written(const char* entry, const char* kind, int fen, const char* from, const char* until) {
    return {entry, values_of(stored_record(entry, kind, fen, from, until)), {"2026-11-20", "李梅"}};
}

TEST(PlanOfSubsidies, WhatWasCorrectedSinceStaysAsItIs) {
    OneHome home{{stored_record("r1", "old_age", 10'000, "2026-02-01", "2026-12-31"), stored_record("r2", "mild", 0, "2026-03-01", "")}, {}};
    home.corrected = {once_written("r1", "nursing", 10'000, "2026-01-01", ""), once_written("r1", "old_age", 10'000, "2026-01-01", ""),
                      once_written("r1", "old_age", 10'000, "2026-02-01", "2026-06-30"), once_written("r2", "moderate", 0, "2026-03-01", "")};
    // Another kind, another first day, another last day, another grade.
    for (const char* old : {"护理补贴,100,2026-01-01,", "高龄津贴,100,2026-01-01,", "高龄津贴,100,2026-02-01,2026-06-30"}) {
        const RowPlan plan = home.plan(kSubsidy, old);
        EXPECT_EQ(plan.fate, Fate::Same) << old;
        ASSERT_THAT(plan.remarks, SizeIs(1)) << old;
        EXPECT_EQ(plan.remarks[0].code + plan.remarks[0].day + plan.remarks[0].who, "record_corrected2026-11-20李梅");
    }
    EXPECT_EQ(said(home.plan(kAssessment, "中度失能,民政局,2026-03-01,"), Language::Chinese), "评估日期“2026-03-01”：这一笔 2026-11-20 由李梅改过了，名单不动它");
    EXPECT_EQ(said(home.plan(kAssessment, "中度失能,民政局,2026-03-01,"), Language::English), "assessment_date “2026-03-01”: corrected since, on 2026-11-20 by 李梅; the list leaves it");
    EXPECT_THAT(home.plan(kSubsidy, "高龄津贴,100,2026-02-01,").remarks, IsEmpty()) << "as it stands";
    EXPECT_EQ(home.plan(kSubsidy, "护理补贴,100,2026-01-02,").fate, Fate::Change) << "another day was never written";
    home.records[0].withdrawn = true;
    EXPECT_EQ(home.refused(kSubsidy, "护理补贴,100,2026-01-01,"), "record_withdrawn subsidy1_from");
}

// Of payments of one day each stands for itself.
TEST(PlanOfSubsidies, OfSeveralPaymentsOneCorrectionIsMetOnce) {
    OneHome home{{stored_record("r1", "other", 12'000, "2026-01-01", "")}, {}};
    home.corrected = {once_written("r1", "other", 10'000, "2026-01-01", "")};
    const std::string head = "补贴1种类,补贴1金额,补贴1开始,补贴2种类,补贴2金额,补贴2开始";
    EXPECT_EQ(home.plan(head, "其他补贴,100,2026-01-01,其他补贴,120,2026-01-01").fate, Fate::Same);
    const RowPlan two = home.plan(head, "其他补贴,100,2026-01-01,其他补贴,100,2026-01-01");
    EXPECT_THAT(two.remarks, SizeIs(1));
    EXPECT_THAT(two.records, SizeIs(1)) << "the second one is another";
    home.corrected[0].values = values_of(home.records[0]);
    home.corrected[0].values.note = "年底";
    const RowPlan same = home.plan(head, "其他补贴,120,2026-01-01,其他补贴,120,2026-01-01");
    EXPECT_THAT(same.records, SizeIs(1)) << "a second payment, of which nothing was corrected";
}

TEST(PlanOfSubsidies, WhatIsPaidOnceIsOverWithItsDay) {
    CareRecord paid = stored_record("r1", "other", 50'000, "2026-11-26", "");
    EXPECT_TRUE(stands_on(paid, "2026-11-27")) << "each month";
    paid.period = "once";
    EXPECT_FALSE(stands_on(paid, "2026-11-27"));
    EXPECT_TRUE(stands_on(paid, "2026-11-26"));
    EXPECT_TRUE(stands_on(paid, "2026-11-20")) << "still to come";
    paid.until = "2026-12-31";
    EXPECT_TRUE(stands_on(paid, "2026-11-27")) << "it may be fetched until then";
}

TEST(PlanOfSubsidies, ABadCellIsNamedByItsColumn) {
    const OneHome home;
    EXPECT_EQ(home.refused(kSubsidy, "过节费,100,2026-01-01,"), "word_unknown subsidy1_kind");
    EXPECT_EQ(home.refused(kSubsidy, "高龄津贴,一百,2026-01-01,"), "amount_impossible subsidy1_yuan");
    EXPECT_EQ(home.refused(kSubsidy, "高龄津贴,,2026-01-01,"), "fact_required subsidy1_yuan");
    EXPECT_EQ(home.refused(kSubsidy, "高龄津贴,100,,"), "fact_required subsidy1_from");
    EXPECT_EQ(home.refused(kSubsidy, "高龄津贴,100,2026-05-01,2026-04-30"), "until_before_from subsidy1_until");
    EXPECT_EQ(home.refused(kAssessment, "轻度失能,,2026-01-01,"), "fact_required assessment_authority");
    EXPECT_EQ(home.refused(kAssessment, "轻度失能,中心,2099-01-01,"), "date_impossible assessment_date");
    EXPECT_EQ(said(*home.plan(kSubsidy, "过节费,100,2026-01-01,").refusal, Language::Chinese), "补贴1种类“过节费”不认得");
    EXPECT_EQ(said(*home.plan(kAssessment, "轻,中心,2026-01-01,").refusal, Language::English), "assessment_grade “轻” is not known");
}

TEST(PlanOfAssessments, ANewOneStandsBesideThoseBefore) {
    const OneHome home{{stored_record("r1", "mild", 0, "2025-08-15", "")}, {}};
    EXPECT_EQ(home.plan(kAssessment, "轻度失能,民政局,2025-08-15,").fate, Fate::Same);
    const RowPlan plan = home.plan(kAssessment, "中度失能,评估中心,2026-08-15,2027-08-14");
    ASSERT_THAT(plan.records, SizeIs(1));
    EXPECT_EQ(plan.records[0].replaces + plan.records[0].corrects, "");
    EXPECT_EQ(home.refused(kAssessment, "中度失能,民政局,2025-08-15,"), "record_differs assessment_date") << "one day has one grade";
}

TEST(PlanOfRelatives, RightsAreChangedAndWhoIsNewIsAdded) {
    const OneHome home{{}, {{"m1", true, "小芳", Relation::Daughter, "妈妈", {}}, {"m2", false, "大伟", Relation::Son, "妈", {}}}};
    const std::string header = "家属1姓名,家属1关系,家属1发消息,家属1视频,家属1代订,家属1看健康";
    EXPECT_EQ(home.plan(header, "小芳,女儿,可以,可以,不可以,否").fate, Fate::Same);
    EXPECT_EQ(home.plan("家属1姓名", "小芳").fate, Fate::Same);
    const RowPlan plan = home.plan(header, "小芳,,,不可以,yes,");
    EXPECT_THAT(plan.relatives, ElementsAre(RelativePlan{"m1", "小芳", "", Relation::Daughter, {}, {true, false, true, false}}));
    EXPECT_EQ(said(plan, Language::Chinese), "小芳可以做的 发消息、视频 → 发消息、代订");
    const RowPlan made = home.plan(header, "豆豆,孙女,,,,可以");
    EXPECT_THAT(made.relatives, ElementsAre(RelativePlan{"", "豆豆", "", Relation::Granddaughter, {}, {true, true, false, true}}));
    EXPECT_EQ(said(made, Language::Chinese), "家属 没有 → 豆豆（孙女）：发消息、视频、看健康");
    EXPECT_EQ(said(made, Language::English), "relative nothing → 豆豆 (granddaughter): message,visit,health");
    EXPECT_EQ(home.refused(header, "小芳,儿子,,,,"), "relative_differs relative1_relation");
    EXPECT_EQ(home.refused(header, "大伟,,,,,"), "relative_taken_back relative1_name") << "a list brings nobody back";
    EXPECT_EQ(home.refused(header, "小芳,,也许,,,"), "word_unknown relative1_message");
    EXPECT_EQ(home.refused(header, ",女儿,,,,"), "fact_required relative1_name");
}

TEST(PlanOfRelatives, WhatStaffTookAwayIsNotGivenBack) {
    OneHome home{{}, {{"m1", true, "小芳", Relation::Daughter, "妈妈", {true, false, false, false}}}};
    const std::string header = "家属1姓名,家属1视频,家属1看健康";
    EXPECT_EQ(home.plan(header, "小芳,可以,").fate, Fate::Change) << "nobody took it away by hand";
    home.relatives[0].taken["visit"] = {"2026-11-20", "李梅"};
    const RowPlan plan = home.plan(header, "小芳,可以,可以");
    ASSERT_TRUE(plan.refusal);
    EXPECT_EQ(plan.refusal->code + " " + plan.refusal->column, "right_taken_away relative1_visit");
    EXPECT_EQ(said(*plan.refusal, Language::Chinese), "家属1视频：“小芳”的这一样 2026-11-20 由李梅收回了，名单不再给。要给，请在这一家的页面上打开");
    EXPECT_EQ(said(*plan.refusal, Language::English), "relative1_visit: taken away from “小芳” on 2026-11-20 by 李梅; a list does not give it back. Switch it on at the page of this home");
    EXPECT_EQ(home.plan(header, "小芳,不可以,可以").fate, Fate::Change) << "what else the row says is taken";
    EXPECT_EQ(home.plan(header, "小芳,,").fate, Fate::Same);
}

TEST(PlanOfRelatives, YesAndNoAreTakenAsTheyAreWritten) {
    const OneHome home{{}, {{"m1", true, "小芳", Relation::Daughter, "妈妈", {false, false, true, true}}}};
    const std::string header = "家属1姓名,家属1视频";
    for (const char* yes : {"TRUE", "True", "true", "ＴＲＵＥ", "真", "√", "✓", "✔", "YES", "Yes", "是", "可以", "1", "１"}) {
        EXPECT_EQ(home.plan(header, std::string("小芳,") + yes).fate, Fate::Change) << yes;
    }
    for (const char* no : {"FALSE", "False", "假", "NO", "否", "不可以", "0"}) {
        EXPECT_EQ(home.plan("家属1姓名,家属1代订", std::string("小芳,") + no).fate, Fate::Change) << no;
    }
    for (const char* neither : {"也许", "×", "T", "2", "真的", "y"}) {
        EXPECT_EQ(home.refused(header, std::string("小芳,") + neither), "word_unknown relative1_visit") << neither;
    }
    EXPECT_EQ(said(*home.plan(header, "小芳,Maybe").refusal, Language::Chinese), "家属1视频“Maybe”不认得") << "as it was written";
}

TEST(PlanOfRelatives, OfTwoWithOneNameTheFirstIsTheFirst) {
    const OneHome home{{}, {{"m1", true, "小芳", Relation::Daughter, "妈妈", {}}, {"m2", true, "小芳", Relation::Niece, "姨", {}}}};
    const RowPlan plan = home.plan("家属1姓名,家属2姓名,家属2看健康", "小芳,小芳,是");
    EXPECT_THAT(plan.relatives, ElementsAre(RelativePlan{"m2", "小芳", "", Relation::Niece, {}, {true, true, false, true}}));
}

TEST(PlanOfRelatives, AnotherOfThatNameIsNotAdded) {
    const OneHome home{{}, {{"m1", true, "小芳", Relation::Daughter, "妈妈", {}}}};
    EXPECT_EQ(home.refused("家属1姓名,家属2姓名", "小芳,小芳"), "relative_twice relative2_name");
    EXPECT_EQ(home.refused("家属1姓名,家属1关系", "小 芳,侄女"), "relative_twice relative1_name");
    EXPECT_EQ(home.refused("家属1姓名,家属2姓名", "Anna,ANNA"), "relative_twice relative2_name");
    EXPECT_EQ(said(*home.plan("家属1姓名,家属2姓名", "小芳,小芳").refusal, Language::Chinese), "家属2姓名“小芳”在这一家已经有一位，两位同名在电视上分不清，请换个写法");
}

TEST(PlanOfGroups, InJsonTheyAreListsOfTheirOwn) {
    const auto list = read_list(R"([{"id":"h1","subsidies":[{"kind":"old_age","yuan":100,"from":"2026-01-01"},{"种类":"其他补贴","金额":"5.5","开始":"2026-01-01"}],)"
                                R"("relatives":[{"name":"小芳","health":true}],"contacts":[{"name":"李","phone":"120"}],"assessment_grade":"mild","assessment_date":"2026-01-01","assessment_authority":"中心"}])",
                                kGroupsDay);
    ASSERT_TRUE(list);
    const ListRow& row = list->rows[0];
    ASSERT_FALSE(row.refusal) << row.refusal->code << row.refusal->column;
    ASSERT_THAT(row.records, SizeIs(3));
    EXPECT_EQ(row.records[1].values.kind, "other");
    EXPECT_EQ(row.records[1].values.fen, 550);
    ASSERT_THAT(row.relatives, SizeIs(1));
    EXPECT_EQ(row.relatives[0].rights.health, true);
    EXPECT_THAT(row.contacts, SizeIs(1));
    EXPECT_TRUE(list->relatives && list->records);
}

}  // namespace
}  // namespace anju::server
