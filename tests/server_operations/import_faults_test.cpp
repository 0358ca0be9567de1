// SPDX-License-Identifier: Apache-2.0
// Lists that are killed in the middle, and lists in which everything is wrong.
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <random>
#include <regex>
#include <set>

#include "platform/server/exchange/words.hpp"
#include "tests/server_operations/many_rows.hpp"
#include "tests/server_operations/operations.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

using server::ListForm;
using testing::HasSubstr;
using testing::IsEmpty;

class ImportFaults : public Operations {
  protected:
    std::string file(const std::string& name, const std::string& content) const {
        std::ofstream(folder() / name, std::ios::binary) << content;
        return (folder() / name).string();
    }
    static std::vector<std::string> words(const std::string& database, const std::string& list, const std::string& where) {
        return {"import", list, "--organisation", where, "--database", database, "--now", "2026-11-25T01:41:00Z"};
    }
    // New, changed, the same, refused: as the last line says it.
    static std::vector<int> counts(const Ended& ended) {
        std::smatch found;
        const std::string tail = ended.printed.substr(ended.printed.size() - std::min<std::size_t>(ended.printed.size(), 400));
        if (!std::regex_search(tail, found, std::regex(R"((\d+) new, (\d+) changed, (\d+) the same, (\d+) refused)"))) return {};
        return {std::stoi(found[1]), std::stoi(found[2]), std::stoi(found[3]), std::stoi(found[4])};
    }
};
INSTANTIATE_TEST_SUITE_P(On, ImportFaults, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(ImportFaults, KilledInTheMiddleItLeavesWholeRowsOrNoneAndGoesOn) {
    std::minstd_rand chance(20261128);
    const int kills = test::slow() ? 12 : 2, rows = test::slow() ? 6'000 : 1'500;
    for (const bool good : {true, false}) {
        std::string database, list;
        std::vector<std::string> import, dry;
        const auto anew = [&] {
            database = fresh_database();
            const std::string where = furnish(database).organisation;
            std::string text = "姓名,地址,电话,联系人1姓名,联系人1电话\n";
            for (int i = 0; i < rows; ++i) text += "王" + std::to_string(i) + ",东关 " + std::to_string(i) + " 号,110,李,120\n";
            list = file("many.csv", text);
            import = dry = words(database, list, where);
            if (good) import.emplace_back("--keep-good");
            dry.emplace_back("--dry-run");
        };
        anew();
        unsigned within = 500;  // ms; less where the machine is so quick that the list is in before
        for (int killed = 0; killed < kills;) {
            const pid_t pid = begin_platform(folder(), import);
            std::this_thread::sleep_for(std::chrono::milliseconds(20 + chance() % within));
            ::kill(pid, SIGKILL);
            int status = 0;
            ::waitpid(pid, &status, 0);
            const auto there = counts(run(dry));
            ASSERT_EQ(there.size(), 4U);
            EXPECT_EQ(there[0] + there[2], rows);
            EXPECT_EQ(there[1] + there[3], 0) << "half of a row";
            EXPECT_TRUE(good || there[0] == rows || there[0] == 0) << "all or nothing: " << there[0];
            if (WIFSIGNALED(status)) {
                ++killed;
            } else {
                ASSERT_GT(within /= 2, 2U) << "a list that is in before anybody could kill it";
                anew();
            }
        }
        const Ended rest = run(import);
        EXPECT_EQ(rest.code, 0) << rest.said;
        EXPECT_EQ(counts(run(dry)), (std::vector<int>{0, 0, rows, 0}));
    }
}

TEST_P(ImportFaults, EveryKindOfErrorIsNamedAndTheGoodRowsComeIn) {
    const std::string database = fresh_database();
    const std::string where = furnish(database).organisation;
    ManyRows rows(test::slow() ? 100'000 : 2'000);
    rows.keep_homes(database, where);
    const Ended refused = run(words(database, file("errors.json", rows.text(ListForm::Json)), where));
    EXPECT_EQ(refused.code, 2);
    EXPECT_EQ(counts(refused), rows.counts(ListForm::Json, false)) << "nothing is written, each is named";
    EXPECT_THAT(rows.mistakes(ListForm::Json, refused.printed, false), IsEmpty());
    EXPECT_THAT(refused.printed, HasSubstr("Nothing was written"));
    auto import = words(database, file("errors.csv", rows.text(ListForm::Csv)), where);
    import.emplace_back("--keep-good");
    for (const bool again : {false, true}) {  // twice changes nothing
        const Ended kept = run(import);
        EXPECT_EQ(kept.code, 2);
        EXPECT_EQ(counts(kept), rows.counts(ListForm::Csv, again)) << kept.said;
        EXPECT_THAT(rows.mistakes(ListForm::Csv, kept.printed, again), IsEmpty());
    }
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    EXPECT_LT(used.ru_maxrss, 900 * 1024) << "KiB; of the largest of them";
}

// A sentence that is added gets a row, or a reason why it has none.
TEST(ImportFaultRows, AreOfEveryKindThatHasASentence) {
    std::ifstream source(std::string(ANJU_SOURCE_DIR) + "/platform/server/exchange/words.cpp");
    const std::string text{std::istreambuf_iterator<char>(source), {}};
    const auto from = text.find("kRow[] = {"), to = text.find("\n};", from);
    ASSERT_NE(to, std::string::npos);
    const std::string sentences = text.substr(from, to - from);
    const std::regex first(R"re(\{"(\w+)",)re");
    std::set<std::string> known, brought, without, said_of_them;
    for (std::sregex_iterator one(sentences.begin(), sentences.end(), first), end; one != end; ++one) known.insert((*one)[1]);
    for (const BadRow& row : bad_rows()) brought.insert(row.code);
    for (const auto& [code, why] : codes_without_a_row()) {
        EXPECT_TRUE(without.insert(code).second && !brought.contains(code)) << code;
        brought.insert(code);
    }
    EXPECT_EQ(brought, known);
    for (const std::string& code : known) {
        const std::string said = server::said(server::Refusal{code, "phone", "110", 2, "2026-11-25", ""}, server::Language::English);
        EXPECT_TRUE(said_of_them.insert(said).second) << "two codes that are one in the report: " << said;
        EXPECT_NE(said, code);
    }
}

}  // namespace
}  // namespace anju::tests
