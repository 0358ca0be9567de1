// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <ctime>
#include <random>
#include <thread>

#include "platform/server/exchange/words.hpp"
#include "platform/server/facts.hpp"
#include "tests/server_storage/both_databases.hpp"
#include "tests/support/slow.hpp"

namespace anju::server {
namespace {

using contract::Author;
using contract::HomeFile;
using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(Import);

HomeList list_of(const std::string& bytes, Time now) {
    auto list = read_list(bytes, day_in_china(now));
    EXPECT_TRUE(list) << (list ? "" : list.error().code);
    return list ? *std::move(list) : HomeList{};
}

struct Counts {
    std::size_t created, changed, same, refused;
    bool operator==(const Counts&) const = default;
};
Counts counts(const ImportPlan& plan) { return {plan.created, plan.changed, plan.same, plan.refused}; }
std::ostream& operator<<(std::ostream& out, const Counts& c) { return out << c.created << " " << c.changed << " " << c.same << " " << c.refused; }

std::string value_of(const HomeFile& file, std::string_view name) {
    for (const auto& fact : file.facts) {
        if (fact.name == name) return fact.value;
    }
    return "?";
}

const std::string kHead = "姓名,地址,电话,门码,联系人1姓名,联系人1电话\n";
const std::string kThree = kHead + "周玉珍,北桥 5 号楼,110,#1,李阿姨,120\n赵德福,南园 12 号楼,,,,\n王桂兰,幸福里 3 号楼 2 单元 401,13805351102,,,\n";

std::string text_of(Repository& repository, const StaffCaller& who, ExportForm form, Time now) {
    std::string text;
    must(repository.export_homes(who, form, [&](std::string_view part) { text += part; return true; }, now));
    return text;
}

TEST_P(Import, APlanChangesNothing) {
    const Street street = a_street();
    const auto before = count("audit");
    const ImportPlan plan = must(repository().plan_import(street.administrator, list_of(kThree, now_), ""));
    EXPECT_EQ(counts(plan), (Counts{2, 1, 0, 0}));
    EXPECT_EQ(plan.rows[2].household, street.household);
    EXPECT_EQ(count("household"), 1);
    EXPECT_EQ(count("audit"), before);
}

TEST_P(Import, WritesHomesAndChangesThatAreThereAsIfByHand) {
    const Street street = a_street();
    const HomeList list = list_of(kThree, now_);
    for (const Keep keep : {Keep::AllOrNothing, Keep::Good}) {
        EXPECT_EQ(counts(must(repository().import_homes(street.administrator, list, "", keep, "", now_))), keep == Keep::AllOrNothing ? (Counts{2, 1, 0, 0}) : (Counts{0, 0, 3, 0}));
    }
    EXPECT_EQ(count("household"), 3);
    const HomeFile changed = must(repository().home_file(street.administrator, street.household));
    EXPECT_EQ(value_of(changed, "phone"), "13805351102");
    ASSERT_FALSE(changed.changes.empty());
    EXPECT_EQ(changed.changes[0].author, Author::Import);
    EXPECT_EQ(changed.changes[0].who, "刘师傅");
    EXPECT_EQ(changed.changes[0].field, "phone");
    EXPECT_EQ(changed.changes[0].after, "13805351102");
    const auto found = must(repository().search_households(street.administrator, "zyz"));
    ASSERT_THAT(found.households, SizeIs(1)) << "found by pinyin like any other";
    const HomeFile made = must(repository().home_file(street.technician, found.households[0].id));
    EXPECT_EQ(value_of(made, "household"), "周玉珍家");
    EXPECT_EQ(value_of(made, "door_code"), "#1");
    ASSERT_THAT(made.contacts.contacts, SizeIs(1));
    EXPECT_EQ(made.contacts.contacts[0].phone, "120");
    ASSERT_THAT(made.changes, SizeIs(1));
    EXPECT_EQ(made.changes[0].what, "household.created");
    EXPECT_EQ(made.facts.at(0), (contract::FactValue{"household", "周玉珍家", Author::Import, "刘师傅", now_, 0}));
    EXPECT_EQ(made.contacts.author, Author::Import);
    EXPECT_EQ(made.contacts.at, now_);
    EXPECT_EQ(made.contacts.change, 0U);
    const auto edited = must(repository().edit_fact(street.administrator, found.households[0].id, {"phone", "119", 0}, now_));
    EXPECT_EQ(edited.value, "119");
    EXPECT_THAT(must(repository().search_households(street.administrator, "119")).households, SizeIs(1));
}

TEST_P(Import, TheSameListTwiceChangesNothing) {
    const Street street = a_street();
    const HomeList list = list_of(kThree, now_);
    must(repository().import_homes(street.administrator, list, "", Keep::Good, "", now_));
    const auto entries = count("audit");
    const ImportPlan again = must(repository().import_homes(street.administrator, list, "", Keep::Good, "", now_));
    EXPECT_EQ(counts(again), (Counts{0, 0, 3, 0}));
    EXPECT_EQ(count("audit"), entries);
    EXPECT_EQ(count("household"), 3);
}

TEST_P(Import, AllOrNothingWritesNothingWhereARowIsRefused) {
    const Street street = a_street();
    const HomeList list = list_of(kHead + "周玉珍,北桥 5 号楼,110,,,\n赵德福,南园,坏,,,\n", now_);
    EXPECT_THAT(repository().import_homes(street.administrator, list, "", Keep::AllOrNothing, "", now_), Fails(Trouble::Refused, "import_has_refusals"));
    EXPECT_EQ(count("household"), 1);
    EXPECT_EQ(counts(must(repository().import_homes(street.administrator, list, "", Keep::Good, "", now_))), (Counts{1, 0, 0, 1}));
    EXPECT_EQ(count("household"), 2);
}

TEST_P(Import, WhatWasAgreedToIsWhatIsWritten) {
    const Street street = a_street();
    const HomeList list = list_of(kThree, now_);
    const ImportPlan seen = must(repository().plan_import(street.administrator, list, ""));
    const auto edited = must(repository().edit_fact(street.administrator, street.household, {"phone", "999", 0}, now_));
    EXPECT_THAT(repository().import_homes(street.administrator, list, "", Keep::Good, seen.digest, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_EQ(value_of(must(repository().home_file(street.administrator, street.household)), "phone"), "999");
    EXPECT_EQ(count("household"), 1);
    const ImportPlan now = must(repository().plan_import(street.administrator, list, ""));
    EXPECT_EQ(now.rows[2].changes[0].before, "999");
    EXPECT_EQ(counts(must(repository().import_homes(street.administrator, list, "", Keep::Good, now.digest, now_))), (Counts{2, 1, 0, 0}));
}

TEST_P(Import, ATVHearsOfItsHome) {
    const Street street = a_street();
    const auto before = must(repository().snapshot(street.tv, now_));
    const HomeList list = list_of("编号,称呼\n" + street.household + ",王老师\n", now_);
    must(repository().import_homes(street.administrator, list, "", Keep::AllOrNothing, "", now_));
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household.person.called, "王老师");
    EXPECT_THAT(events_of(recipient_of(street.tv), before.cursor), SizeIs(1));
}

TEST_P(Import, KeepsToItsPlaceAndToWhoKeepsHomes) {
    const Street east = a_street("东关"), west = a_street("西园");
    const HomeList list = list_of(kThree, now_);
    EXPECT_THAT(repository().plan_import(east.technician, list, ""), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().import_homes(east.technician, list, "", Keep::Good, "", now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().export_homes(east.technician, {}, [](std::string_view) { return true; }, now_), Fails(Trouble::Refused, "role_missing"));
    const ImportPlan plan = must(repository().plan_import(west.administrator, list_of("编号,电话\n" + east.household + ",110\n", now_), ""));
    EXPECT_EQ(plan.rows[0].household, "");
    ASSERT_TRUE(plan.rows[0].refusal);
    EXPECT_EQ(plan.rows[0].refusal->code, "fact_required") << "as if no home had this id";
    EXPECT_THAT(repository().import_homes(west.administrator, list_of("姓名,地址\n新,新\n", now_), east.station, Keep::Good, "", now_),
                Fails(Trouble::NotFound, "organisation_not_found"));
    must(repository().close_home(east.administrator, east.household, now_));
    const ImportPlan closed = must(repository().plan_import(east.administrator, list_of("编号,电话\n" + east.household + ",110\n", now_), ""));
    EXPECT_EQ(closed.rows[0].refusal->code, "household_closed");
}

TEST_P(Import, AnExportOfOnePlatformMakesTheSameHomesOnAnother) {
    const Street from = a_street("东关"), to = a_street("西园");
    std::string many = "姓名,地址,身份证号,电话,备注,联系人1姓名,联系人1电话\n";
    for (int i = 0; i < 150; ++i) {
        const std::string n = std::to_string(i);
        many += "甲" + n + ",\"楼,=" + n + "\",,+861380535" + std::to_string(1000 + i) + ",'=" + n + " \"\"𠮷\"\",李" + n + ",120\n";
    }
    std::erase(many, '\'');
    // The quotes of the note stand in a cell without any: they are made whole here.
    std::string whole;
    for (std::size_t i = 0; i < many.size(); ++i) whole += many.compare(i, 2, "\"\"") == 0 ? (++i, std::string("“")) : std::string(1, many[i]);
    must(repository().import_homes(from.administrator, list_of(whole, now_), "", Keep::Good, "", now_));
    for (const auto form : {ListForm::Csv, ListForm::Json}) {
        const std::string text = text_of(repository(), from.administrator, {form, HeaderLanguage::Chinese}, now_);
        const ImportPlan same = must(repository().plan_import(from.administrator, list_of(text, now_), ""));
        EXPECT_EQ(counts(same), (Counts{0, 0, 151, 0}));
    }
    EXPECT_THAT(must(repository().audit(from.administrator, "", 10)), testing::Contains(testing::Field(&AuditEntry::what, "homes.exported")));
}

// Homes with everything that a list can say, some of them of one name at one address, in organisations of one name.
class Chance {
  public:
    explicit Chance(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) { return engine_() % limit; }
    std::string text(std::size_t most) {
        static const std::string pieces[] = {"王", "桂", "𠮷", "a", "0", " ", ",", ";", "\"", "'", "=", "+", "-", "@", "＝", "👵🏽", "é", "|", "/", "#", "<b>"};
        std::string out;
        for (std::size_t i = below(most) + 1; i > 0; --i) out += pieces[below(std::size(pieces))];
        return out;
    }

  private:
    std::mt19937 engine_;
};

TEST_P(Import, WhatIsExportedAndImportedIsExportedAgainAsItWas) {
    const Street street = a_street();
    const StaffCaller all = system_caller();
    const auto place = [&](const std::string& above, OrganisationKind kind, const char* name) { return must(repository().create_organisation(all, {above, kind, name}, now_)); };
    const auto city = place("", OrganisationKind::City, "安和市");
    std::vector<std::string> places{street.station};
    for (const char* town : {"北街", "南街"}) places.push_back(place(place(city, OrganisationKind::Town, town), OrganisationKind::Institution, "养老驿站"));
    Chance chance(20261128);
    for (int i = 0; i < 60; ++i) {
        std::vector<contract::NewFact> given{{"name", i % 7 == 0 ? "同名" : "王" + chance.text(6)}, {"address", "东" + std::to_string(i) + chance.text(10)}};
        for (const char* fact : {"door_code", "note", "called"}) {
            if (chance.below(2) == 0) given.push_back({fact, "x" + chance.text(8)});
        }
        const auto home = must(repository().make_home(all, {places[chance.below(places.size())], given}, {}, now_));
        if (i % 7 == 0) must(repository().edit_fact(all, home.id, {"address", "同址 1 号", 0}, now_));  // two of one name at one address
        contract::ContactsEdit contacts;
        for (std::size_t many = chance.below(4); many > 0; --many) contacts.contacts.push_back({"李" + chance.text(4), chance.text(3), "1380535" + std::to_string(1000 + i), chance.text(6)});
        if (!contacts.contacts.empty()) must(repository().edit_contacts(all, home.id, contacts, now_));
    }
    for (const auto form : {ListForm::Csv, ListForm::Json}) {
        for (const auto language : {HeaderLanguage::Chinese, HeaderLanguage::English}) {
            for (const StaffCaller& who : {street.administrator, all}) {
                const std::string before = text_of(repository(), who, {form, language}, now_);
                const ImportPlan done = must(repository().import_homes(who, list_of(before, now_), who.scope == "/" ? street.station : "", Keep::AllOrNothing, "", now_));
                EXPECT_EQ(counts(done), (Counts{0, 0, done.rows.size(), 0}));
                EXPECT_EQ(done.rows.size() == 61, who.scope == "/");
                EXPECT_EQ(text_of(repository(), who, {form, language}, now_), before);
            }
        }
    }
}

TEST_P(Import, InPartsRefusesAsAWholeAndGoesOnWhereItWasBrokenOff) {
    const Street street = a_street();
    EXPECT_THAT(repository().import_homes(street.administrator, list_of(kHead + "周玉珍,北桥 5 号楼,110,,,\n赵德福,南园,坏,,,\n", now_), "", Keep::InParts, "", now_),
                Fails(Trouble::Refused, "import_has_refusals"));
    EXPECT_EQ(count("household"), 1);
    std::string text = "姓名,地址\n";
    for (int i = 0; i < 1'200; ++i) text += "王" + std::to_string(i) + ",东关 " + std::to_string(i) + " 号\n";
    const HomeList list = list_of(text, now_);
    const HomeList first = list_of(text.substr(0, text.size() / 2) + "\n", now_);  // as far as it came
    must(repository().import_homes(street.administrator, first, "", Keep::InParts, "", now_));
    const auto there = static_cast<std::size_t>(count("household")) - 1;
    const ImportPlan rest = must(repository().import_homes(street.administrator, list, "", Keep::InParts, "", now_));
    EXPECT_LE(rest.created, 1'200U - there + 1);
    EXPECT_EQ(rest.created + rest.same, 1'200U);
}

TEST_P(Import, AHomeThatIsMadeMeanwhileIsNotMadeTwice) {
    const Street street = a_street();
    const HomeList list = list_of("姓名,地址\n周玉珍,北桥 5 号楼\n", now_);
    const ImportPlan seen = must(repository().plan_import(street.administrator, list, ""));
    must(repository().make_home(street.administrator, {"", {{"name", "周玉珍"}, {"address", "北桥 5 号楼"}}}, {}, now_));
    EXPECT_THAT(repository().import_homes(street.administrator, list, "", Keep::AllOrNothing, seen.digest, now_), Fails(Trouble::Conflict, "changed_meanwhile"));
    EXPECT_EQ(counts(must(repository().import_homes(street.administrator, list, "", Keep::AllOrNothing, "", now_))), (Counts{0, 0, 1, 0}));
    EXPECT_EQ(count("household"), 2);
}

// Time on the processor: how long it takes by the clock is a matter of who else is at work on the machine.
double worked() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string big_list(int rows) {
    std::string text = "姓名,性别,出生日期,电话,地址,门码,疾病,备注,联系人1姓名,联系人1关系,联系人1电话\r\n";
    for (int i = 0; i < rows; ++i) {
        const std::string n = std::to_string(i);
        text += "王桂兰" + n + ",女,19440309,138" + std::to_string(10'000'000 + i) + ",东关 " + n + " 号,#" + n + ",高血压,\"爱吃,甜的\",李阿姨,邻居,139" +
                std::to_string(10'000'000 + i) + "\r\n";
    }
    return text;
}

TEST_P(Import, ManyRowsComeInWhileOthersAreServed) {
    const int rows = test::slow() ? 100'000 : 2'000;
    const Street street = a_street();
    const HomeList list = list_of(big_list(rows), now_);
    const auto many = static_cast<std::size_t>(rows);
    for (const Keep keep : {Keep::Good, Keep::AllOrNothing}) {
        if (keep == Keep::AllOrNothing) {
            must(repository().import_homes(street.administrator, list_of("姓名,地址\n占位,占位\n", now_), "", keep, "", now_));
        }
        std::atomic<bool> done{false};
        std::chrono::steady_clock::duration longest{};
        int answered = 0;
        std::jthread family([&] {
            while (!done) {
                const auto from = std::chrono::steady_clock::now();
                says(street, "妈，在吗");
                longest = std::max(longest, std::chrono::steady_clock::now() - from);
                ++answered;
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
        });
        const auto from = std::chrono::steady_clock::now();
        const double before = worked();
        const ImportPlan plan = must(repository().import_homes(street.administrator, list, "", keep, "", now_));
        const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - from);
        done = true;
        family.join();
        EXPECT_EQ(counts(plan), keep == Keep::Good ? (Counts{many, 0, 0, 0}) : (Counts{0, 0, many, 0}));
        EXPECT_GT(answered, 0);
        const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(longest).count();
        std::printf("%d rows, %s: %.1f s, %.1f s of work; %d messages of a family meanwhile, the slowest %lld ms\n", rows, keep == Keep::Good ? "in batches" : "the same again",
                    took.count(), worked() - before, answered, static_cast<long long>(milliseconds));
        if (test::slow()) {
            EXPECT_LE(worked() - before, 60.0);
        }
    }
    EXPECT_EQ(count("household"), rows + 2);
}

TEST_P(Import, InOneTransaction) {
    const int rows = test::slow() ? 100'000 : 1'000;
    const Street street = a_street();
    const HomeList list = list_of(big_list(rows), now_);
    const double before = worked();
    const auto from = std::chrono::steady_clock::now();
    EXPECT_EQ(must(repository().import_homes(street.administrator, list, "", Keep::AllOrNothing, "", now_)).created, static_cast<std::size_t>(rows));
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - from);
    std::printf("%d rows in one transaction: %.1f s, %.1f s of work\n", rows, took.count(), worked() - before);
    if (test::slow()) {
        EXPECT_LE(worked() - before, 60.0);
    }
}

}  // namespace
}  // namespace anju::server
