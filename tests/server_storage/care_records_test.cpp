// SPDX-License-Identifier: Apache-2.0
#include "platform/server/care_record.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using contract::CareRecord;
using contract::CareRecordEdit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

CareRecordEdit old_age(const std::string& from = "2026-01-01", const std::string& until = "2026-12-31", int fen = 10'000) {
    return {"", "", "subsidy", "old_age", fen, "month", "芝罘区民政局", "芝民〔2026〕12号", from, until, "80 岁以上", false};
}
CareRecordEdit assessed(const std::string& grade, const std::string& on, const std::string& until) {
    return {"", "", "assessment", grade, 0, "", "评估中心 周晓", "", on, until, "", false};
}

class CareRecordRows : public Storage {
  protected:
    Stored<CareRecord> keeps(const Street& street, const CareRecordEdit& edit, const std::string& key = "") {
        return repository().edit_record(street.administrator, street.household, edit, {key.empty() ? "key" + std::to_string(++keys_) : key, "body"}, now_);
    }
    std::vector<CareRecord> records(const Street& street) { return must(repository().home_file(street.administrator, street.household)).records; }

  private:
    int keys_ = 0;
};

#define CARE_RECORDS_ON_BOTH(Suite)                                     \
    class Suite : public CareRecordRows {};                             \
    INSTANTIATE_TEST_SUITE_P(                                           \
        On, Suite, testing::Values(Dialect::Sqlite, Dialect::Postgres), \
        [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; })

CARE_RECORDS_ON_BOTH(Subsidies);
CARE_RECORDS_ON_BOTH(Assessments);

TEST_P(Subsidies, AreKeptAsTheyWereWrittenAndSayByWhom) {
    const Street street = a_street();
    auto given = old_age("2026年1月1日", "2026/12/31");
    given.authority = " 芝罘区民政局 ";
    const auto kept = must(keeps(street, given));
    EXPECT_EQ(kept.entry, kept.id);
    EXPECT_EQ(kept.fen, 10'000);
    EXPECT_EQ(kept.authority, "芝罘区民政局");
    EXPECT_EQ(kept.from, "2026-01-01");
    EXPECT_EQ(kept.until, "2026-12-31");
    EXPECT_EQ(kept.author, contract::Author::Staff);
    EXPECT_EQ(kept.at, now_);
    EXPECT_GT(kept.change, 0U);
    const auto file = must(repository().home_file(street.administrator, street.household));
    EXPECT_THAT(file.records, ElementsAre(kept));
    EXPECT_EQ(file.changes[0].field, "subsidy");
    EXPECT_EQ(file.changes[0].before, "");
    const auto entry = kept_record(file.changes[0].after);
    ASSERT_TRUE(entry) << "every language reads it: " << file.changes[0].after;
    EXPECT_EQ(*entry, values_of(kept));
    EXPECT_EQ(written(*entry, true), "高龄津贴，每月 100.00 元，芝罘区民政局，芝民〔2026〕12号，2026-01-01 起，到 2026-12-31，80 岁以上");
    EXPECT_EQ(written(*entry, false), "old_age, 100.00 yuan each month, 芝罘区民政局, 芝民〔2026〕12号, from 2026-01-01, until 2026-12-31, 80 岁以上");
}

TEST_P(Subsidies, ACorrectedRowStandsInItsPlaceAndTheFirstStaysInTheDatabase) {
    const Street street = a_street();
    const auto first = must(keeps(street, old_age()));
    auto better = old_age("2026-01-01", "2026-12-31", 12'050);
    better.corrects = first.id;
    const auto second = must(keeps(street, better));
    EXPECT_NE(second.id, first.id);
    EXPECT_EQ(second.entry, first.entry);
    EXPECT_THAT(records(street), ElementsAre(second));
    EXPECT_EQ(count("care_record"), 2);
    const auto changes = must(repository().home_changes(street.administrator, street.household, 0)).changes;
    EXPECT_THAT(changes[0].before, HasSubstr("10000"));
    EXPECT_THAT(changes[0].after, HasSubstr("12050"));
    better.corrects = second.id;
    EXPECT_EQ(must(keeps(street, better)), second) << "the same again is no change";
    EXPECT_EQ(count("care_record"), 2);
    better.withdrawn = true;
    EXPECT_TRUE(must(keeps(street, better)).withdrawn);
    EXPECT_THAT(records(street), SizeIs(1)) << "what was written by mistake stays to be read";
}

TEST_P(Subsidies, OfTwoEditorsTheSecondOverwritesNothing) {
    const Street street = a_street();
    const auto first = must(keeps(street, old_age()));
    auto mine = old_age("2026-01-01", "2026-12-31", 20'000), theirs = old_age("2026-01-01", "2026-12-31", 30'000);
    mine.corrects = theirs.corrects = first.id;
    const auto kept = must(keeps(street, mine));
    EXPECT_THAT(keeps(street, theirs), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_THAT(records(street), ElementsAre(kept));
    theirs.corrects = kept.id;  // who has seen it may
    EXPECT_EQ(must(keeps(street, theirs)).fen, 30'000);
}

TEST_P(Subsidies, ANewOneEndsTheOneItFollowsOnTheDayBefore) {
    const Street street = a_street();
    const auto before = must(keeps(street, old_age("2026-01-01", "")));
    EXPECT_THAT(keeps(street, old_age("2027-01-01", "", 20'000)), Fails(Trouble::Conflict, "record_overlaps"));
    auto next = old_age("2027-03-01", "", 20'000);
    next.replaces = before.id;
    must(keeps(street, next));
    const auto both = records(street);
    ASSERT_THAT(both, SizeIs(2));
    EXPECT_EQ(both[0].from, "2027-03-01");
    EXPECT_EQ(both[1].until, "2027-02-28");
    EXPECT_EQ(both[1].entry, before.entry);
    const auto changes = must(repository().home_changes(street.administrator, street.household, 0)).changes;
    EXPECT_THAT(changes[0].after, HasSubstr("20000"));
    EXPECT_THAT(changes[1].after, HasSubstr("2027-02-28"));
    next.replaces = before.id;  // no longer as it was seen
    next.from = "2028-01-01";
    EXPECT_THAT(keeps(street, next), Fails(Trouble::Conflict, "changed_meanwhile"));
    next.replaces = both[0].id;
    next.from = "2027-03-01";
    EXPECT_THAT(keeps(street, next), Fails(Trouble::Refused, "until_before_from"));
}

TEST_P(Subsidies, OfOneKindComeOnceAMonthButOnceOnlyOnesAndOthersAsOften) {
    const Street street = a_street();
    must(keeps(street, old_age("2026-01-01", "2026-06-30")));
    must(keeps(street, old_age("2026-07-01", "2026-12-31")));
    EXPECT_THAT(keeps(street, old_age("2026-06-30", "2026-06-30")), Fails(Trouble::Conflict, "record_overlaps"));
    auto once = old_age("2026-06-30", "2026-06-30");
    once.period = "once";
    must(keeps(street, once));
    auto nursing = old_age();
    nursing.kind = "护理补贴";  // as a list writes it
    EXPECT_EQ(must(keeps(street, nursing)).kind, "nursing");
    auto other = old_age();
    other.kind = "other";
    must(keeps(street, other));
    must(keeps(street, other));
    EXPECT_THAT(records(street), SizeIs(6));
}

TEST_P(Subsidies, TheSameRequestTwiceIsOneRow) {
    const Street street = a_street();
    auto other = old_age();
    other.kind = "other";
    const auto kept = must(keeps(street, other, "again"));
    EXPECT_EQ(must(keeps(street, other, "again")), kept);
    EXPECT_EQ(count("care_record"), 1);
}

TEST_P(Subsidies, RefuseWhatCannotBeAndSayWhere) {
    const Street street = a_street();
    const auto refuses = [&](const CareRecordEdit& bad, const char* code, const char* where) {
        const auto refused = keeps(street, bad);
        ASSERT_THAT(refused, Fails(Trouble::Refused, code));
        EXPECT_EQ(refused.error().context, where);
    };
    auto bad = old_age();
    bad.fen = 0;
    refuses(bad, "amount_impossible", "fen");
    bad.fen = -5;
    refuses(bad, "amount_impossible", "fen");
    bad.fen = 100'000'001;
    refuses(bad, "amount_impossible", "fen");
    refuses(old_age("2026-02-30"), "date_impossible", "from");
    refuses(old_age("", ""), "fact_required", "from");
    refuses(old_age("2026-05-01", "2026-04-30"), "until_before_from", "until");
    bad = old_age();
    bad.kind = "mild";
    refuses(bad, "word_unknown", "kind");
    bad = old_age();
    bad.sort = "gift";
    refuses(bad, "word_unknown", "sort");
    bad = old_age();
    bad.period = "";
    refuses(bad, "fact_required", "period");
    bad = old_age();
    bad.note = std::string(201, 'x');
    refuses(bad, "fact_too_long", "note");
    EXPECT_EQ(count("care_record"), 0);
}

TEST_P(Subsidies, AreForThoseWhoKeepTheHomeToSeeAndToChange) {
    const Street mine = a_street("东关"), theirs = a_street("西关");
    must(keeps(mine, old_age()));
    EXPECT_THAT(repository().edit_record(mine.technician, mine.household, old_age(), {"k1", "b"}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().edit_record(theirs.administrator, mine.household, old_age(), {"k2", "b"}, now_), Fails(Trouble::NotFound, "household_not_found"));
    const auto seen = must(repository().home_file(mine.technician, mine.household));
    EXPECT_THAT(seen.records, IsEmpty());
    for (const auto& change : must(repository().home_changes(mine.technician, mine.household, 0)).changes) {
        EXPECT_NE(change.field, "subsidy");
    }
    must(repository().close_home(mine.administrator, mine.household, now_));
    EXPECT_THAT(keeps(mine, old_age("2027-01-01", "")), Fails(Trouble::Conflict, "household_closed"));
    EXPECT_THAT(records(mine), SizeIs(1)) << "what was written stays to be read";
}

TEST_P(Assessments, AreKeptInTheOrderOfTheirDaysWithGradeAndAssessor) {
    const Street street = a_street();
    must(keeps(street, assessed("mild", "2026-08-15", "2027-08-14")));
    must(keeps(street, assessed("能力完好", "2025-08-20", "2026-08-19")));
    const auto both = records(street);
    ASSERT_THAT(both, SizeIs(2));
    EXPECT_EQ(both[0].kind, "mild");
    EXPECT_EQ(both[0].authority, "评估中心 周晓");
    EXPECT_EQ(both[1].kind, "able");
    const auto entry = kept_record(must(repository().home_file(street.administrator, street.household)).changes[0].after);
    EXPECT_EQ(entry ? written(*entry, true) : "", "能力完好，评估中心 周晓，2025-08-20 起，到 2026-08-19");
}

TEST_P(Assessments, HaveAnAssessorAndADayThatHasCome) {
    const Street street = a_street();
    auto nobody = assessed("mild", "2026-08-15", "");
    nobody.authority = "";
    EXPECT_THAT(keeps(street, nobody), Fails(Trouble::Refused, "fact_required"));
    EXPECT_THAT(keeps(street, assessed("mild", "2199-01-01", "")), Fails(Trouble::Refused, "date_impossible"));
    EXPECT_THAT(keeps(street, assessed("old_age", "2026-08-15", "")), Fails(Trouble::Refused, "word_unknown"));
    auto paid = assessed("severe", "2026-08-15", "");
    paid.fen = 500;
    EXPECT_EQ(must(keeps(street, paid)).fen, 0) << "no money comes with an assessment";
}

}  // namespace
}  // namespace anju::server
