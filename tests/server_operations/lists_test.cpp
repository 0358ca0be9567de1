// SPDX-License-Identifier: Apache-2.0
// Lists of homes by the program itself, also beside one that serves from the same database.
#include <sys/resource.h>

#include <fstream>

#include "tests/server_operations/operations.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;

class Lists : public Operations {
  protected:
    std::string file(const std::string& name, const std::string& content) const {
        std::ofstream(folder() / name, std::ios::binary) << content;
        return (folder() / name).string();
    }
    std::string place(const std::string& name) const { return (folder() / name).string(); }
    std::string text(const std::string& name) const {
        std::ifstream input(folder() / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(input), {}};
    }
    Ended list(const std::string& database, std::vector<std::string> words) const {
        words.insert(words.end(), {"--database", database, "--now", "2026-11-25T01:41:00Z"});
        return run(words);
    }
};
INSTANTIATE_TEST_SUITE_P(On, Lists, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

std::string all(const Ended& ended) { return ended.printed + ended.said; }

const std::string kHomes = "姓名,地址,电话\n周玉珍,北桥 5 号楼,110\n赵德福,南园,坏的\n";

TEST_P(Lists, SayRowByRowWhatTheyWouldDoAndEndWithTwo) {
    const std::string database = fresh_database();
    const std::string where = furnish(database).organisation;
    const std::string homes = file("homes.csv", kHomes);
    for (const char* how : {"--dry-run", ""}) {
        std::vector<std::string> words{"import", homes, "--organisation", where};
        if (*how) words.emplace_back(how);
        const Ended ended = list(database, words);
        EXPECT_EQ(ended.code, 2) << all(ended);
        EXPECT_THAT(all(ended), HasSubstr("2\t新建 new\t周玉珍\t北桥 5 号楼\t"));
        EXPECT_THAT(all(ended), HasSubstr("3\t不收 refused\t赵德福\t南园\t电话“坏的”不像电话号码"));
        EXPECT_THAT(all(ended), HasSubstr("Nothing was written: 1 new, 0 changed, 0 the same, 1 refused."));
    }
    Ended ended = list(database, {"import", homes, "--keep-good", "--organisation", where});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(all(ended), HasSubstr("Written: 1 new"));
    ended = list(database, {"import", file("good.csv", "姓名,地址,电话\n周玉珍,北桥 5 号楼,110\n")});
    EXPECT_EQ(ended.code, 0) << all(ended);
    EXPECT_THAT(all(ended), HasSubstr("Written: 0 new, 0 changed, 1 the same, 0 refused."));
}

TEST_P(Lists, WhatWasExportedChangesNothingAndMakesTheSameElsewhere) {
    const std::string database = fresh_database(), other = fresh_database();
    furnish(database);
    ASSERT_EQ(run({"init", "--database", other, "--organisation", "别处", "--name", "li", "--password-file", "-"}, "a long password\n").code, 0);
    for (const char* form : {"csv", "json"}) {
        const std::string out = place(std::string("out.") + form);
        const Ended ended = list(database, {"export", out, "--format", form});
        ASSERT_EQ(ended.code, 0) << all(ended);
        EXPECT_THAT(all(list(database, {"export", out, "--format", form})), HasSubstr("is there already"));
        const Ended same = list(database, {"import", out});
        EXPECT_EQ(same.code, 0) << all(same);
        EXPECT_THAT(all(same), HasSubstr("0 new, 0 changed, 2 the same, 0 refused."));
    }
    const Ended piped = list(database, {"export", "-"});
    EXPECT_EQ(piped.printed, text("out.csv"));
}

TEST_P(Lists, AnExportThatFindsNoRoomSaysSo) {
    const std::string database = fresh_database();
    furnish(database);
    const std::string line = std::string(ANJU_BINARY_DIR) + "/bin/anju-platform export - --database '" + database + "' --now 2026-11-25T01:41:00Z >/dev/full 2>'" + place("said") + "'";
    EXPECT_NE(std::system(line.c_str()), 0);
    EXPECT_THAT(text("said"), HasSubstr("Not all of it was written"));
}

TEST_P(Lists, ComeInBesideAPlatformThatServes) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    Writer writer(platform.port(), home, "m");
    writer.wait_for(5);
    std::string homes = "姓名,地址\n";
    for (int i = 0; i < 1'200; ++i) homes += "王" + std::to_string(i) + ",东关 " + std::to_string(i) + " 号\n";
    const Ended ended = list(database, {"import", file("many.csv", homes), "--keep-good", "--organisation", home.organisation});
    EXPECT_EQ(ended.code, 0) << all(ended).substr(all(ended).size() > 500 ? all(ended).size() - 500 : 0);
    writer.wait_for(writer.acknowledged().size() + 5);
    writer.stop();
    EXPECT_THAT(all(list(database, {"import", place("many.csv"), "--dry-run"})), HasSubstr("1200 the same"));
    const auto written = writer.acknowledged();
    EXPECT_THAT(told(platform.port(), home), testing::IsSupersetOf(written));
}

TEST_P(Lists, WhatIsNoListIsRefusedEarlyWithOneSentence) {
    const std::string database = fresh_database();
    furnish(database);
    const std::string huge = file("huge.csv", "姓名\n");
    std::filesystem::resize_file(huge, std::uintmax_t{2} * 1024 * 1024 * 1024);  // a hole: nothing is on the disk
    const std::pair<std::string, std::string> files[] = {{huge, "64 MB at most"},
                                                         {file("bomb.csv", std::string("PK\x03\x04\x14\0", 6)), "not a CSV but an archive or an Excel workbook"},
                                                         {"/dev/zero", "64 MB at most"},
                                                         {place("none.csv"), "cannot be opened"},
                                                         {file("torn.csv", "姓名,地址\n\"周,北桥\n"), "do not pair"}};
    for (const auto& [name, said] : files) {
        const Ended ended = list(database, {"import", name});
        EXPECT_EQ(ended.code, 1) << name;
        EXPECT_THAT(all(ended), HasSubstr(said)) << name;
    }
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    EXPECT_LT(used.ru_maxrss, 600 * 1024) << "KiB; of the largest of them";
    EXPECT_EQ(list(database, {"import", "a.csv", "--dry-run", "--keep-good"}).code, 1);
    EXPECT_THAT(all(list(database, {"import", file("good.csv", "姓名,地址\n周,北\n"), "--organisation", "没有"})), HasSubstr("--organisation"));
}

}  // namespace
}  // namespace anju::tests
