// SPDX-License-Identifier: Apache-2.0
// --check says all that is wrong, and changes nothing.
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <map>

#include "tests/server_operations/held_database.hpp"
#include "tests/server_operations/operations.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

class Check : public Operations {
  protected:
    // Every file below the folder with its bytes.
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
            std::ifstream file(entry.path(), std::ios::binary);
            all[entry.path().string()] = entry.is_regular_file() ? std::string{std::istreambuf_iterator<char>(file), {}} : "";
        }
        return all;
    }
    std::string written(const std::string& name, const std::string& text, mode_t mode = 0600) const {
        const auto path = folder() / name;
        std::ofstream(path) << text;
        ::chmod(path.c_str(), mode);
        return path.string();
    }
};
INSTANTIATE_TEST_SUITE_P(On, Check, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Check, OfWhatIsInOrderSaysSo) {
    const std::string database = fresh_database();
    for (const bool furnished : {false, true}) {
        if (furnished) furnish(database);
        const std::string config = written("platform.toml", "database = \"" + database + "\"\nlisten = \"127.0.0.1:0\"\n");
        const auto before = files();
        const Ended ended = run({"--check", "--config", config});
        EXPECT_EQ(ended.code, 0) << ended.printed << ended.said;
        EXPECT_THAT(ended.printed, HasSubstr("Nothing is wrong."));
        EXPECT_EQ(files(), before);
    }
    PlatformProcess running(folder());
    running.start(serving(database));
    EXPECT_EQ(run({"--check", "--database", database}).code, 0) << "while one runs, too";
    EXPECT_EQ(ask(running.port(), "GET", "/readyz", {}).status, 200);
}

TEST_P(Check, SaysAllThatIsWrong) {
    const std::string database = fresh_database();
    furnish(database);
    OtherSession(database).run("INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (900, '900_more', 'x', 0)");
    const std::string config = written("platform.toml", "database = \"" + database +
                                                            "\"\nlisten = \"anju.example:80\"\n"
                                                            "listen-tls = \"0.0.0.0:443\"\ncertificate = \"/none/cert.pem\"\nkey = \"/none/key.pem\"\n"
                                                            "turn = [\"turn:a\"]\nturn-secret = \"" + written("turn-secret", "secret\n", 0644) +
                                                            "\"\nnotify-url = \"https://gateway\"\nnotify-secret = \"/none/secret\"\n"
                                                            "web = \"/none/web\"\nlitsen = \"x\"\nproxy = [1]\n");
    const auto before = files();
    const Ended ended = run({"--check", "--config", config});
    EXPECT_EQ(ended.code, 1);
    for (const char* wrong : {":11: there is no key litsen", ":12: proxy wants", "--listen wants an address of this machine", "/none/cert.pem",
                              "Everybody on this machine can read", "/none/secret", "/none/web", "900_more"}) {
        EXPECT_THAT(ended.printed, HasSubstr(wrong));
    }
    EXPECT_EQ(std::count(ended.printed.begin(), ended.printed.end(), '\n'), 8) << ended.printed;
    EXPECT_EQ(files(), before);
}

TEST_P(Check, OfADatabaseThatCannotBeHadSaysWhy) {
    const std::string database = GetParam() == Dialect::Sqlite ? "sqlite:" + (folder() / "none" / "anju.db").string() : "postgres:host=" + folder().string();
    const Ended ended = run({"--check", "--database", database});
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.printed, HasSubstr(GetParam() == Dialect::Sqlite ? "is not there" : "cannot reach PostgreSQL"));
    EXPECT_FALSE(std::filesystem::exists(folder() / "none"));
    const Ended other = run({"--check", "--database", "oracle:user/password"});
    EXPECT_EQ(other.code, 1);
    EXPECT_THAT(other.printed, Not(HasSubstr("user/password")));
}

}  // namespace
}  // namespace anju::tests
