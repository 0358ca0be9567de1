// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "platform/server/options.hpp"

namespace anju::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Config : public testing::Test {
  protected:
    void SetUp() override {
        std::string folder = std::filesystem::temp_directory_path() / "anju-config-XXXXXX";
        ASSERT_NE(::mkdtemp(folder.data()), nullptr);
        folder_ = folder;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::string written(const std::string& text) const {
        const auto path = folder_ / "platform.toml";
        std::ofstream(path) << text;
        return path.string();
    }
    // The file's problems, without its folder.
    std::vector<std::string> problems(const std::string& text, std::vector<std::string> more = {}) const {
        more.insert(more.end(), {"--config", written(text)});
        auto read = read_options(more);
        for (std::string& problem : read.problems) {
            if (const auto at = problem.find(folder_.string()); at != std::string::npos) problem.erase(at, folder_.string().size() + 1);
        }
        return read.problems;
    }
    std::filesystem::path folder_;
};

TEST_F(Config, SaysWhatTheOptionsSay) {
    const auto read = read_options({"--config", written("# 平台\n"
                                                         "listen = \"0.0.0.0:80\"\n"
                                                         "database = \"postgres:dbname=anju\"\n"
                                                         "proxy = [\"10.0.0.1\", \"10.0.0.2\"]\n"
                                                         "turn = [\"turn:a\"]\n"
                                                         "turn-secret = \"/etc/anju/turn-secret\"\n"
                                                         "public-url = \"https://anju.example/\"\n")});
    EXPECT_THAT(read.problems, IsEmpty());
    EXPECT_EQ(read.options.host, "0.0.0.0");
    EXPECT_EQ(read.options.port, 80);
    EXPECT_EQ(read.options.database, "postgres:dbname=anju");
    EXPECT_THAT(read.options.proxies, ElementsAre("10.0.0.1", "10.0.0.2"));
    EXPECT_THAT(read.options.turn, ElementsAre("turn:a"));
    EXPECT_EQ(read.options.public_url, "https://anju.example");
}

TEST_F(Config, TheCommandLineWins) {
    const auto file = written("listen = \"nowhere\"\nproxy = [\"10.0.0.1\", \"10.0.0.2\"]\ndatabase = \"sqlite:a\"\n");
    const auto read = read_options({"--proxy", "10.0.0.9", "--config", file, "--listen", "127.0.0.1:1"});
    EXPECT_THAT(read.problems, IsEmpty()) << "what is overruled does no harm";
    EXPECT_EQ(read.options.port, 1);
    EXPECT_THAT(read.options.proxies, ElementsAre("10.0.0.9")) << "a list is replaced, not made longer";
    EXPECT_EQ(read.options.database, "sqlite:a");
}

TEST_F(Config, AnUnknownKeyIsRefusedByItsLine) {
    EXPECT_THAT(problems("listen = \"127.0.0.1:1\"\n\nlitsen = \"x\"\n"), ElementsAre("platform.toml:3: there is no key litsen."));
    EXPECT_THAT(problems("config = \"x\"\n"), ElementsAre("platform.toml:1: there is no key config."));
    EXPECT_THAT(problems("password-file = \"x\"\n"), ElementsAre("platform.toml:1: there is no key password-file."));
    EXPECT_THAT(problems("[server]\nlisten = \"127.0.0.1:1\"\n"), ElementsAre("platform.toml:1: there is no key server."));
}

TEST_F(Config, AWrongTypeIsRefusedByItsLine) {
    EXPECT_THAT(problems("web = true\n"), ElementsAre("platform.toml:1: web wants a text in quotes."));
    EXPECT_THAT(problems("web = 5\n"), ElementsAre("platform.toml:1: web wants a text in quotes."));
    EXPECT_THAT(problems("\nweb = [\"a\"]\n"), ElementsAre("platform.toml:2: web wants a text in quotes."));
    EXPECT_THAT(problems("proxy = [\"a\", 7]\n"), ElementsAre("platform.toml:1: proxy wants a list of texts in quotes, in square brackets."));
    EXPECT_THAT(problems("now = 2026-11-21T09:41:00Z\n"), ElementsAre("platform.toml:1: now wants a text in quotes."));
}

TEST_F(Config, AWrongValueIsRefusedByItsLine) {
    EXPECT_THAT(problems("\nlisten = \"80\"\n"), ElementsAre("platform.toml:2: listen wants HOST:PORT, not 80."));
    EXPECT_THAT(problems("turn-secret = \"x\"\nturn = [\"turn:a\", \"http://b\"]\n"),
                ElementsAre("platform.toml:2: turn wants turn:HOST[:PORT] or turns:HOST[:PORT], not http://b."));
}

TEST_F(Config, AllThatIsWrongIsSaid) {
    EXPECT_THAT(problems("listen = \"80\"\nnew = 1\nweb = 2\nnotify-url = \"https://x\"\n", {"--unknown", "--now", "never"}),
                ElementsAre(HasSubstr("Unknown option --unknown"), HasSubstr(":2: there is no key new"), HasSubstr(":3: web wants"), HasSubstr(":1: listen wants"),
                            HasSubstr("--now wants"), HasSubstr("--notify-url and --notify-secret go together")));
}

TEST_F(Config, AMissingFileIsNamed) {
    const auto read = read_options({"--config", (folder_ / "none.toml").string()});
    EXPECT_THAT(read.problems, ElementsAre(HasSubstr("none.toml cannot be read: No such file or directory.")));
    EXPECT_EQ(read_options({"--config", folder_.string()}).problems.size(), 1U) << "a folder";
}

TEST(Commands, HaveOptionsOfTheirOwn) {
    EXPECT_EQ(parse_options({})->command, Command::Serve);
    EXPECT_EQ(parse_options({"serve", "--listen", "127.0.0.1:1"})->port, 1);
    EXPECT_EQ(parse_options({"backup", "x", "--database", "sqlite:a"})->place, "x");
    EXPECT_TRUE(parse_options({"restore", "--replace", "x"})->replace);
    EXPECT_FALSE(parse_options({"backup"}));
    EXPECT_FALSE(parse_options({"backup", "x", "y"}));
    EXPECT_FALSE(parse_options({"serve", "x"}));
    EXPECT_FALSE(parse_options({"--replace"}));
    EXPECT_FALSE(parse_options({"--name", "x"}));
    EXPECT_EQ(parse_options({"init", "--name", "x"})->name, "x");
    EXPECT_FALSE(parse_options({"init", "--kind", "village"}));
    EXPECT_THAT(parse_options({"sevre"}).error(), HasSubstr("Unknown command sevre"));
}

}  // namespace
}  // namespace anju::server
