// SPDX-License-Identifier: Apache-2.0
// A list that is brought again, perhaps an old one: what staff did by hand since stays, and nothing of a home is lost on the way.
#include "platform/server/care_record.hpp"
#include "platform/server/exchange/words.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/relative_facts.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::CareRecordEdit;
using contract::HomeFile;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ImportAgain : public Storage {
  protected:
    HomeList list(const std::string& bytes) const {
        auto read = read_list(bytes, day_in_china(now_));
        EXPECT_TRUE(read) << (read ? "" : read.error().code);
        return read ? *std::move(read) : HomeList{};
    }
    ImportPlan brought(const Street& street, const std::string& bytes) {
        return must(repository().import_homes(street.administrator, list(bytes), "", Keep::Good, "", now_));
    }
    std::string exported(const Street& street, ExportForm form = {}) {
        std::string text;
        must(repository().export_homes(street.administrator, form, [&](std::string_view part) { text += part; return true; }, now_));
        return text;
    }
    HomeFile file(const Street& street) { return must(repository().home_file(street.administrator, street.household)); }
    void edits(const Street& street, const CareRecordEdit& values) {
        must(repository().edit_record(street.administrator, street.household, values, {"key" + std::to_string(++keys_), "body"}, now_));
    }
    std::string day(int ahead) const { return written_day(std::chrono::sys_days(day_in_china(now_)) + std::chrono::days(ahead)); }

  private:
    int keys_ = 0;
};
INSTANTIATE_TEST_SUITE_P(On, ImportAgain, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(ImportAgain, UndoesNoCorrection) {
    const Street street = a_street();
    const std::string old = "编号,补贴1种类,补贴1金额,补贴1开始,评估结果,评估单位,评估日期\n" + street.household + ",护理补贴,100,2026-01-01,中度失能,中心,2026-03-01\n";
    EXPECT_EQ(brought(street, old).changed, 1U);
    for (const auto& record : file(street).records) {
        CareRecordEdit right = values_of(record);
        right.corrects = record.id;
        right.kind = record.sort == "subsidy" ? "old_age" : "mild";
        if (record.sort == "subsidy") right.from = "2026-02-01";
        edits(street, right);
    }
    const auto rows = count("care_record"), entries = count("audit");
    const ImportPlan again = brought(street, old);
    EXPECT_EQ(again.same, 1U) << again.changed << " " << again.refused;
    EXPECT_EQ(count("care_record"), rows);
    EXPECT_EQ(count("audit"), entries);
    ASSERT_THAT(again.rows[0].remarks, SizeIs(2));
    EXPECT_EQ(said(again.rows[0], Language::Chinese), "补贴1开始“2026-01-01”：这一笔 " + day(0) + " 由刘师傅改过了，名单不动它；评估日期“2026-03-01”：这一笔 " + day(0) + " 由刘师傅改过了，名单不动它");
    // What is crossed out as well is said as that.
    CareRecordEdit gone = values_of(file(street).records[1]);
    gone.corrects = file(street).records[1].id;
    gone.withdrawn = true;
    edits(street, gone);
    const ImportPlan crossed = brought(street, old);
    ASSERT_TRUE(crossed.rows[0].refusal);
    EXPECT_EQ(crossed.rows[0].refusal->code, "record_withdrawn");
    EXPECT_EQ(brought(street, exported(street)).same, 1U);
}

TEST_P(ImportAgain, EndsNothingThatGoesOn) {
    const Street street = a_street();
    const std::string head = "编号,补贴1种类,补贴1金额,补贴1开始,补贴1到期\n" + street.household + ",";
    brought(street, head + "高龄津贴,100,2026-01-01,\n");
    const ImportPlan cut = brought(street, head + "高龄津贴,120," + day(5) + "," + day(35) + "\n");
    ASSERT_TRUE(cut.rows[0].refusal);
    EXPECT_EQ(cut.rows[0].refusal->code, "record_cuts_short");
    ASSERT_THAT(file(street).records, SizeIs(1));
    EXPECT_EQ(file(street).records[0].until, "");
}

TEST_P(ImportAgain, GivesBackNoRightThatWasTakenAwayByHand) {
    const Street street = a_street();
    const std::string head = "编号,电话,家属1姓名,家属1视频,家属1看健康\n" + street.household + ",";
    brought(street, head + ",小芳,可以,可以\n");
    const auto before = file(street).may.at(0);
    EXPECT_TRUE(before.rights.visit && before.rights.health);
    must(repository().set_rights(street.administrator, street.member, {{true, false, false, true}, before.change}, now_));
    const ImportPlan old = brought(street, head + "110,小芳,可以,可以\n");
    ASSERT_TRUE(old.rows[0].refusal);
    EXPECT_EQ(said(*old.rows[0].refusal, Language::Chinese), "家属1视频：“小芳”的这一样 " + day(0) + " 由刘师傅收回了，名单不再给。要给，请在这一家的页面上打开");
    EXPECT_FALSE(file(street).may.at(0).rights.visit);
    EXPECT_EQ(brought(street, head + "110,小芳,,可以\n").changed, 1U) << "a row that does not speak of it is taken";
    // What a list took away a list may give; what staff gave again is theirs no more to be kept from.
    EXPECT_EQ(brought(street, head + ",小芳,,不可以\n").changed, 1U);
    EXPECT_EQ(brought(street, head + ",小芳,,可以\n").changed, 1U);
    must(repository().set_rights(street.administrator, street.member, {{true, true, false, true}, file(street).may.at(0).change}, now_));
    EXPECT_EQ(brought(street, head + ",小芳,不可以,\n").changed, 1U);
    EXPECT_EQ(brought(street, head + ",小芳,可以,\n").changed, 1U);
}

TEST_P(ImportAgain, WhatIsPaidOnceIsNotListedOnceItWasPaid) {
    const Street street = a_street();
    edits(street, {"", "", "subsidy", "other", 11'100, "once", "", "", day(-1), "", "", false});
    edits(street, {"", "", "subsidy", "other", 22'200, "once", "", "", day(0), "", "", false});
    edits(street, {"", "", "subsidy", "other", 33'300, "month", "", "", day(-1), "", "", false});
    const std::string text = exported(street);
    EXPECT_THAT(text, Not(HasSubstr("111.00")));
    EXPECT_THAT(text, testing::AllOf(HasSubstr("222.00"), HasSubstr("333.00"), HasSubstr("补贴2种类"), Not(HasSubstr("补贴3种类"))));
    EXPECT_EQ(brought(street, text).same, 1U);
}

TEST_P(ImportAgain, AFullHomeComesBackWhole) {
    const Street street = a_street();
    std::string full = R"([{"id":")" + street.household + R"(","assessment_grade":"mild","assessment_date":"2026-01-01","assessment_authority":"中心","subsidies":[)";
    for (std::size_t i = 1; i < kMostCareRecords; ++i) full += (i > 1 ? "," : "") + std::string(R"({"kind":"other","from":"2026-01-01","yuan":)") + std::to_string(i) + "}";
    full += R"(],"relatives":[)";
    for (std::size_t i = 1; i < kMostRelatives; ++i) full += (i > 1 ? "," : "") + std::string(R"({"name":"亲友)") + std::to_string(i) + R"(","health":)" + (i % 2 ? "true" : "false") + "}";
    EXPECT_EQ(brought(street, full + "]}]").changed, 1U);
    ASSERT_THAT(file(street).records, SizeIs(kMostCareRecords));
    ASSERT_THAT(file(street).members, SizeIs(kMostRelatives));
    for (const auto form : {ListForm::Csv, ListForm::Json}) {
        const std::string text = exported(street, {form, HeaderLanguage::English});
        const HomeList read = list(text);
        EXPECT_THAT(read.unknown, IsEmpty());
        ASSERT_THAT(read.rows, SizeIs(1));
        EXPECT_THAT(read.rows[0].records, SizeIs(kMostCareRecords));
        EXPECT_THAT(read.rows[0].relatives, SizeIs(kMostRelatives));
        EXPECT_EQ(brought(street, text).same, 1U);
    }
    // One more is refused wherever it comes from.
    const std::string head = "编号,补贴1种类,补贴1金额,补贴1开始,家属1姓名\n" + street.household;
    EXPECT_EQ(brought(street, head + ",其他补贴,5000,2026-01-01,\n").rows[0].refusal->code, "too_many_records");
    EXPECT_EQ(brought(street, head + ",,,,又一位\n").rows[0].refusal->code, "too_many_members");
    NewMember more;
    more.household = street.household;
    more.name = "又一位";
    EXPECT_THAT(repository().create_member(system_caller(), more, now_), Fails(Trouble::Conflict, "too_many_members"));
    EXPECT_THAT(repository().add_relative(street.administrator, street.household, {"又一位", contract::Relation::Other, ""}, {"k", "b"}, now_), Fails(Trouble::Conflict, "too_many_members"));
}

}  // namespace
}  // namespace anju::server
