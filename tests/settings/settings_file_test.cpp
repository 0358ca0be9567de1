// SPDX-License-Identifier: Apache-2.0
#include "platform/settings/settings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace anju::settings {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::array kKnown{Key{"listen", Kind::Text},     Key{"port", Kind::Number},       Key{"scale", Kind::Number},
                            Key{"fullscreen", Kind::Switch}, Key{"proxy", Kind::List},      Key{"turn.url", Kind::Text}};

class SettingsFile : public ::testing::Test {
  protected:
    SettingsFile() : folder_(std::filesystem::path(::testing::TempDir()) / ("anju-settings-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(folder_);
    }
    ~SettingsFile() override { std::filesystem::remove_all(folder_); }

    tl::expected<std::vector<Setting>, std::string> read(std::string_view text) {
        std::ofstream(file(), std::ios::binary) << text;
        return read_settings(file(), kKnown);
    }
    std::string refused(std::string_view text) {
        const auto settings = read(text);
        return settings ? "taken" : settings.error();
    }
    std::string file() const { return folder_ / "anju.toml"; }
    std::string at(int line) const { return file() + ":" + std::to_string(line) + ": "; }
    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

TEST_F(SettingsFile, GivesWordsInTheOrderOfItsLines) {
    const auto settings = read("# 这一行是说明\nscale = 1.25\nport = 8420\nlisten = \"127.0.0.1:8420\"\nfullscreen = true\n"
                               "proxy = [\"::1\",\n  \"10.0.0.1\"]\n[turn]\nurl = 'turn:x'\n");
    ASSERT_TRUE(settings) << settings.error();
    std::vector<std::string> keys;
    for (const auto& setting : *settings) {
        keys.push_back(setting.key);
    }
    EXPECT_THAT(keys, ElementsAre("scale", "port", "listen", "fullscreen", "proxy", "turn.url"));
    EXPECT_THAT((*settings)[0].words, ElementsAre("1.25"));
    EXPECT_THAT((*settings)[1].words, ElementsAre("8420"));
    EXPECT_THAT((*settings)[2].words, ElementsAre("127.0.0.1:8420"));
    EXPECT_THAT((*settings)[3].words, ElementsAre("true"));
    EXPECT_THAT((*settings)[4].words, ElementsAre("::1", "10.0.0.1"));
    EXPECT_EQ((*settings)[4].place, file() + ":6");
    EXPECT_EQ((*settings)[5].place, file() + ":9");
}

TEST_F(SettingsFile, MayBeEmpty) {
    EXPECT_THAT(*read(""), IsEmpty());
    EXPECT_THAT(*read("# nothing but words\n\n"), IsEmpty());
    EXPECT_THAT((*read("\xEF\xBB\xBFport = 1\n"))[0].words, ElementsAre("1")) << "as an editor of Windows writes it";
    EXPECT_THAT((*read("port = 1\r\nscale = 1\r\n"))[1].words, ElementsAre("1"));
}

TEST_F(SettingsFile, RefusesAKeyThatNobodyKnowsByItsLine) {
    EXPECT_EQ(refused("port = 1\n\nprot = 2\n"), at(3) + "there is no key prot.");
    EXPECT_EQ(refused("[tls]\nkey = \"x\"\n"), at(1) + "there is no key tls.");
    EXPECT_EQ(refused("[turn]\nurl = \"x\"\nsecret = \"x\"\n"), at(3) + "there is no key turn.secret.");
    EXPECT_EQ(refused("zzz = 1\naaa = 1\n"), at(1) + "there is no key zzz.") << "the first of two";
    EXPECT_EQ(refused("turn = \"x\"\n"), at(1) + "there is no key turn.");
}

TEST_F(SettingsFile, RefusesAnotherKindOfValueByItsLine) {
    EXPECT_EQ(refused("\nlisten = 8420\n"), at(2) + "listen wants a text in quotes.");
    EXPECT_EQ(refused("port = \"8420\"\n"), at(1) + "port wants a number.");
    EXPECT_EQ(refused("fullscreen = \"yes\"\n"), at(1) + "fullscreen wants true or false.");
    EXPECT_EQ(refused("proxy = \"::1\"\n"), at(1) + "proxy wants a list of texts in quotes, in square brackets.");
    EXPECT_EQ(refused("proxy = [\"::1\", 1]\n"), at(1) + "proxy wants a list of texts in quotes, in square brackets.");
    EXPECT_EQ(refused("listen = \"a\\u0000b\"\n"), at(1) + "listen holds a character U+0000.");
    EXPECT_EQ(refused("port = 2026-11-27\n"), at(1) + "port wants a number.");
}

TEST_F(SettingsFile, RefusesWhatIsNoTomlInOneSentence) {
    for (const auto* text : {"port = 1\nlisten = \n", "port = 1\nlisten = \"open\n", "port = 1\nport = 2\n", "port = 1\nlisten\n",
                             "port = 1\n= 2\n", "port = 1\n\xff\xfe\n", "port = 1\n[turn\n"}) {
        const auto error = refused(text);
        EXPECT_THAT(error, StartsWith(at(2))) << text;
        EXPECT_THAT(error, EndsWith(".")) << text;
        EXPECT_EQ(error.find('\n'), error.npos) << text;
    }
}

TEST_F(SettingsFile, NamesTheLineThatIsInAnotherEncoding) {
    EXPECT_EQ(refused("# 安居\nport = 1\n# \xb0\xb2\xbe\xd3\nscale = 1\n"), at(3) + "this line is not in UTF-8.") << "GB18030";
    EXPECT_EQ(refused("port = 1 # \xe5\xae"), at(1) + "this line is not in UTF-8.") << "cut off";
    EXPECT_THAT(refused("port = 1 # \xed\xa0\x80\n"), StartsWith(at(1))) << "half a pair of UTF-16";
}

TEST_F(SettingsFile, SaysWhyItCannotBeRead) {
    EXPECT_EQ(read_settings(file() + ".no", kKnown).error(), file() + ".no cannot be read: No such file or directory.");
    EXPECT_EQ(read_settings(folder(), kKnown).error(), folder().string() + " cannot be read: Is a directory.");
    EXPECT_THAT(refused(std::string(2 << 20, '#')), HasSubstr("cannot be a configuration"));
}

TEST_F(SettingsFile, SurvivesWhatIsDeep) {
    EXPECT_THAT(refused("proxy = " + std::string(100000, '[')), StartsWith(at(1)));
    EXPECT_THAT(refused("a" + std::string(100000, '.') + " = 1"), StartsWith(at(1)));
}

}  // namespace
}  // namespace anju::settings
