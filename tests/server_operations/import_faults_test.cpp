// SPDX-License-Identifier: Apache-2.0
// Lists that are killed in the middle, and lists in which everything is wrong.
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <random>
#include <regex>

#include "tests/server_operations/operations.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;

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
        const std::string database = fresh_database();
        const std::string where = furnish(database).organisation;
        std::string text = "姓名,地址,电话,联系人1姓名,联系人1电话\n";
        for (int i = 0; i < rows; ++i) text += "王" + std::to_string(i) + ",东关 " + std::to_string(i) + " 号,110,李,120\n";
        const std::string list = file("many.csv", text);
        auto import = words(database, list, where);
        if (good) import.emplace_back("--keep-good");
        auto dry = words(database, list, where);
        dry.emplace_back("--dry-run");
        int ended = 0;
        for (int i = 0; i < kills; ++i) {
            const pid_t pid = begin_platform(folder(), import);
            std::this_thread::sleep_for(std::chrono::milliseconds(50 + chance() % 500));
            ::kill(pid, SIGKILL);
            int status = 0;
            ::waitpid(pid, &status, 0);
            ended += WIFEXITED(status) ? 1 : 0;
            const auto there = counts(run(dry));
            ASSERT_EQ(there.size(), 4U);
            EXPECT_EQ(there[0] + there[2], rows);
            EXPECT_EQ(there[1] + there[3], 0) << "half of a row";
            EXPECT_TRUE(good || there[0] == rows || there[0] == 0) << "all or nothing: " << there[0];
        }
        const Ended rest = run(import);
        EXPECT_EQ(rest.code, 0) << rest.said;
        EXPECT_EQ(counts(run(dry)), (std::vector<int>{0, 0, rows, 0}));
        EXPECT_LT(ended, kills) << "each had ended before it was killed";
    }
}

TEST_P(ImportFaults, EveryKindOfErrorIsNamedAndTheGoodRowsComeIn) {
    const int rows = test::slow() ? 100'000 : 2'000;
    const std::string database = fresh_database();
    const std::string where = furnish(database).organisation;
    // A row of each kind in turn; the first is good.
    const std::vector<std::string> kinds = {
        "好{n},东关 {n} 号,110,19440309,,,,,",
        "坏{n},东关 {n} 号,不是电话,,,,,,",
        "坏{n},东关 {n} 号,,1944-13-40,,,,,",
        "坏{n},东关 {n} 号,,,110101199001011234,,,,",
        "坏{n},东关 {n} 号,,,,不知道的机构,,,",
        ",东关 {n} 号,,,,,,,",
        "坏{n},,,,,,,,",
        "坏{n},东关 {n} 号,,,,,,,李",
        "坏{n},东关 {n} 号,,,,,李,坏,",
        "好0,东关 0 号,,,,,,,",
        std::string(10'000, 'x') + "{n},东关 {n} 号,,,,,,,",
    };
    std::string text = "姓名,地址,电话,出生日期,身份证号,机构,联系人1姓名,联系人1电话,联系人2姓名\n";
    int good = 0;
    for (int i = 0; i < rows; ++i) {
        // Of the long names a few are enough for 64 MB.
        const std::size_t kind = static_cast<std::size_t>(i) % (i < 200 ? kinds.size() : kinds.size() - 1);
        good += kind == 0 ? 1 : 0;
        text += std::regex_replace(kinds[kind], std::regex(R"(\{n\})"), std::to_string(i)) + "\n";
    }
    const std::string list = file("errors.csv", text);
    auto import = words(database, list, where);
    const Ended refused = run(import);
    EXPECT_EQ(refused.code, 2);
    EXPECT_EQ(counts(refused), (std::vector<int>{good, 0, 0, rows - good})) << "nothing is written, each is named";
    EXPECT_THAT(refused.printed, HasSubstr("Nothing was written"));
    import.emplace_back("--keep-good");
    const Ended kept = run(import);
    EXPECT_EQ(kept.code, 2);
    EXPECT_EQ(counts(kept), (std::vector<int>{good, 0, 0, rows - good}));
    EXPECT_EQ(counts(run(import)), (std::vector<int>{0, 0, good, rows - good})) << "twice changes nothing";
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    EXPECT_LT(used.ru_maxrss, 900 * 1024) << "KiB; of the largest of them";
}

}  // namespace
}  // namespace anju::tests
