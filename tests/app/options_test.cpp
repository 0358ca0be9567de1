// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

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

TEST(TvOptions, AreAllInTheHelp) {
    for (const char* name : {"--input", "--now", "--size", "--language", "--scale", "--platform", "--record",
                             "--replay", "--mirror", "--script", "--data", "--ready", "--headless", "--font"}) {
        EXPECT_THAT(usage(), HasSubstr(name));
    }
}

}  // namespace
}  // namespace anju::app
