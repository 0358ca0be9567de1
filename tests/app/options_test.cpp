// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

namespace anju::app {
namespace {

using ::testing::HasSubstr;

tl::expected<Options, std::string> parse(std::vector<const char*> arguments) {
    return parse_options(arguments);
}

TEST(TvOptions, NeedAPlatform) {
    EXPECT_THAT(parse({"--data", "d"}).error(), HasSubstr("needs --platform URL"));
}

TEST(TvOptions, HaveTheDefaultsOfALivingRoom) {
    const auto options = parse({"--platform", "http://127.0.0.1:8420/", "--data", "d"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->platform, "http://127.0.0.1:8420");
    EXPECT_EQ(options->width, 1920);
    EXPECT_FALSE(options->mirror) << "off on a box";
    EXPECT_FALSE(options->language) << "what this TV keeps counts";
}

TEST(TvOptions, AreTakenWithASpaceOrAnEqualsSign) {
    const auto options = parse({"--platform=http://p", "--data=d", "--size=3840x2160", "--mirror", "0",
                                "--scale", "1.6", "--language", "en", "--input", "a", "--input=b",
                                "--now", "2026-11-21T09:41:00+08:00", "--headless", "--font=wqy"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->width, 3840);
    EXPECT_EQ(options->height, 2160);
    EXPECT_EQ(options->mirror, 0);
    EXPECT_EQ(options->font, paint::FontChoice::MicroHei);
    EXPECT_EQ(options->text_size, model::TextSize::Largest);
    EXPECT_EQ(options->language, model::Language::English);
    EXPECT_EQ(options->inputs, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(options->now, contract::from_rfc3339("2026-11-21T01:41:00Z"));
}

TEST(TvOptions, TakeTheFamilysAddressFromAFile) {
    const auto file = std::filesystem::path(::testing::TempDir()) / "anju-family-url";
    std::ofstream(file) << "http://p/family/#token\n";
    const auto options = parse({"--platform=http://p", "--data=d", "--family-url-file", file.c_str()});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->family_url, "http://p/family/#token");
    EXPECT_EQ(options->family_name, "");
    std::ofstream(file, std::ios::app) << "小芳\n";
    EXPECT_EQ(parse({"--platform=http://p", "--data=d", "--family-url-file", file.c_str()})->family_name, "小芳");
    std::ofstream(file, std::ios::trunc).close();
    EXPECT_FALSE(parse({"--platform=http://p", "--data=d", "--family-url-file", file.c_str()})) << "nothing in it";
    std::filesystem::remove(file);
}

TEST(TvOptions, SayInOneSentenceWhatIsWrong) {
    const std::vector<std::vector<const char*>> wrong{
        {"--platform", "ftp://x"},  {"--platform", "http://"}, {"--platform"},
        {"--size", "1920"},         {"--size", "10x10"},       {"--size", "1920x"},
        {"--size", "x1080"},        {"--size", "1920x1080x2"}, {"--size", "99999x99999"},
        {"--language", "de"},       {"--scale", "2"},          {"--mirror", "70000"},
        {"--mirror", "-1"},         {"--mirror", "http"},      {"--now", "today"},
        {"--headless=yes"},         {"--nonsense"},            {"stray"},
        {"--presenter", "opengl"},  {"--data", ""},            {"--camera", "off"},
        {"--font", "comic"},        {"--family-url-file", "/nowhere/url"},
        {"--microphone", "/dev/x"}, {"--speaker", "test"},
    };
    for (const auto& arguments : wrong) {
        auto all = std::vector<const char*>{"--platform=http://p", "--data=d"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto options = parse(all);
        ASSERT_FALSE(options) << arguments[0];
        EXPECT_THAT(options.error(), ::testing::EndsWith("."));
        EXPECT_EQ(options.error().find('\n'), std::string::npos);
    }
}

class TvSettings : public ::testing::Test {
  protected:
    ~TvSettings() override { std::filesystem::remove(file_); }
    tl::expected<Options, std::string> with(std::string_view text, std::vector<const char*> more = {}) {
        std::ofstream(file_) << text;
        std::vector<const char*> all{"--config", file_.c_str()};
        all.insert(all.end(), more.begin(), more.end());
        return parse(all);
    }
    std::string at(int line) const { return fmt::format("{}:{}: ", file_, line); }

  private:
    std::string file_ = ::testing::TempDir() + "anju-tv-settings-" + std::to_string(getpid());
};

TEST_F(TvSettings, AreTheWordsOfTheCommandLine) {
    const auto options = with("platform = \"https://anju.example.org/\"\ndata = \"d\"\nsize = \"1280x720\"\nfullscreen = true\n"
                              "scale = 1.6\nlanguage = \"en\"\ninput = [\"/dev/input/event3\", \"/dev/input/event4\"]\n");
    ASSERT_TRUE(options) << options.error();
    EXPECT_EQ(options->platform, "https://anju.example.org");
    EXPECT_EQ(options->width, 1280);
    EXPECT_TRUE(options->fullscreen);
    EXPECT_EQ(options->text_size, model::TextSize::Largest);
    EXPECT_EQ(options->language, model::Language::English);
    EXPECT_THAT(options->inputs, ::testing::ElementsAre("/dev/input/event3", "/dev/input/event4"));
    EXPECT_FALSE(with("platform = \"http://p\"\ndata = \"d\"\nfullscreen = false\n")->fullscreen);
    EXPECT_EQ(with("platform = \"http://p\"\ndata = \"d\"\nscale = 1\n")->text_size, model::TextSize::Standard);
}

TEST_F(TvSettings, GiveWayToTheCommandLine) {
    const auto options = with("platform = \"http://file\"\ndata = \"file\"\ninput = [\"/file\"]\ncamera = \"none\"\n",
                              {"--platform", "http://word", "--input=/word"});
    ASSERT_TRUE(options) << options.error();
    EXPECT_EQ(options->platform, "http://word");
    EXPECT_EQ(options->data, "file");
    EXPECT_EQ(options->camera, "none");
    EXPECT_THAT(options->inputs, ::testing::ElementsAre("/word"));
}

TEST_F(TvSettings, AreRefusedByFileLineAndKey) {
    EXPECT_EQ(with("platform = \"http://p\"\nsizes = \"1280x720\"\n").error(), at(2) + "there is no key sizes.");
    EXPECT_EQ(with("\n\nsize = \"1280\"\n").error(), at(3) + "size wants WIDTHxHEIGHT, each 360 to 8192, such as 1920x1080, not 1280.");
    EXPECT_EQ(with("fullscreen = \"yes\"\n").error(), at(1) + "fullscreen wants true or false.");
    EXPECT_EQ(with("input = [\"/a\",\n\"\"]\n").error(), at(1) + "input wants PATH.");
    EXPECT_EQ(with("scale = 2\n").error(), at(1) + "scale is 1, 1.25 or 1.6, not 2.");
    EXPECT_EQ(with("headless = true\n").error(), at(1) + "there is no key headless.") << "only for the command line";
    EXPECT_EQ(with("", {"--config", "/nowhere/tv.toml"}).error(), "/nowhere/tv.toml cannot be read: No such file or directory.");
    EXPECT_THAT(with("language = \"zh\"\n").error(), HasSubstr("needs --platform URL"));
}

TEST(TvOptions, AreAllInTheHelp) {
    for (const char* name : {"--input", "--now", "--size", "--language", "--scale", "--platform", "--record",
                             "--replay", "--mirror", "--script", "--data", "--ready", "--headless", "--font"}) {
        EXPECT_THAT(usage(), HasSubstr(name));
    }
}

}  // namespace
}  // namespace anju::app
