// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/lines.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "platform/contract/codec.hpp"

namespace anju::alarm {
namespace {

template <class T>
bool is(const std::optional<Line>& line) {
    return line && std::holds_alternative<T>(*line);
}

TEST(Lines, WhatTheTvSaysIsUnderstood) {
    const auto box = parse_line(R"({"box":{"platform":"https://12349.example/","key":"k-1","language":"en","help_number":"0-12349","called":"王奶奶"}})");
    ASSERT_TRUE(is<BoxTold>(box));
    EXPECT_EQ(std::get<BoxTold>(*box).box, (Box{"https://12349.example", "k-1", "en", "012349", "王奶奶"}));
    const auto unpaired = parse_line(R"({"box":null})");
    ASSERT_TRUE(is<BoxTold>(unpaired));
    EXPECT_FALSE(std::get<BoxTold>(*unpaired).box);
    const auto key = parse_line(R"({"press":{"source":"tile"}})");
    ASSERT_TRUE(is<KeyTold>(key));
    EXPECT_EQ(std::get<KeyTold>(*key).source, contract::AlarmSource::Tile);
    EXPECT_TRUE(is<BackTold>(parse_line(R"({"back":{}})")));
    const auto shown = parse_line(R"({"shown":{"version":7}})");
    ASSERT_TRUE(is<ShownTold>(shown));
    EXPECT_EQ(std::get<ShownTold>(*shown).version, 7u);
    const auto parts = parse_line(R"({"parts":{"camera":true,"microphone":false,"fault_at":"2026-11-28T01:00:00Z"}})");
    ASSERT_TRUE(is<PartsTold>(parts));
    EXPECT_EQ(std::get<PartsTold>(*parts).parts, (Parts{true, false, contract::from_rfc3339("2026-11-28T01:00:00Z")}));
    EXPECT_TRUE(is<PartsTold>(parse_line(R"({"parts":{"camera":false,"microphone":false}})")));
    EXPECT_TRUE(is<Unheard>(parse_line(R"({"weather":{"rain":true}})")));
}

TEST(Lines, WhatNoTvSaysIsRefused) {
    for (const char* line : {"", "press", "[]", "null", "7", R"({"press":{}})", R"({"press":{"source":"blue"}})", R"({"press":null})",
                             R"({"shown":{"version":-1}})", R"({"shown":{"version":"7"}})", R"({"shown":7})", R"({"box":"x"})",
                             R"({"box":{"platform":"file:///etc/passwd","key":"k"}})", R"({"box":{"platform":"https://a"}})",
                             R"({"box":{"platform":"https://a","key":"k\r\nHost: b"}})", R"({"box":{"platform":"https://a b","key":"k"}})",
                             R"({"box":{"platform":"https://","key":"k"}})", R"({"back":{},"press":{"source":"red"}})", R"({"parts":{"camera":true}})", R"({"parts":{"camera":1,"microphone":true}})",
                             R"({"parts":{"camera":true,"microphone":true,"fault_at":"yesterday"}})", R"({"back":{}} x)",
                             "{\"press\":{\"source\":\"\xff\"}}"}) {
        EXPECT_FALSE(parse_line(line)) << line;
    }
    EXPECT_FALSE(parse_line(std::string(kLongestLine, '[')));
    EXPECT_FALSE(parse_line(R"({"called":")" + std::string(kLongestLine, 'a') + "\"}"));
}

TEST(Lines, TheGuardsLineSaysAllAndNeverGrowsTooLong) {
    Told told;
    told.version = 8;
    told.state = Shows::Accepted;
    told.presses = 2;
    told.take_back_until = contract::from_rfc3339("2026-11-28T01:00:10Z");
    contract::Alarm alarm;
    alarm.id = "i";
    alarm.report = "r";
    alarm.by = contract::AlarmPerson{"李姐", "东关服务站"};
    told.alarm = alarm;
    const auto line = to_line(told);
    EXPECT_EQ(line.back(), '\n');
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    const auto json = nlohmann::json::parse(line)["guard"];
    EXPECT_EQ(json["state"], "accepted");
    EXPECT_EQ(json["rung"], 0);
    EXPECT_EQ(json["take_back_until"], "2026-11-28T01:00:10.000Z");
    EXPECT_EQ(contract::decode<contract::Alarm>(json["alarm"].dump()).value(), alarm);

    told.alarm->family.assign(500, "一位很远的亲戚");
    EXPECT_LE(to_line(told).size(), kLongestLine);
    EXPECT_TRUE(nlohmann::json::parse(to_line(told))["guard"].contains("alarm"));
    told.alarm->by->name = std::string(2 * kLongestLine, 'x');
    EXPECT_LE(to_line(told).size(), kLongestLine);
    EXPECT_FALSE(nlohmann::json::parse(to_line(told))["guard"].contains("alarm"));
}

TEST(KeptBox, IsReadAgainAndIsNobodyElsesToRead) {
    const auto folder = std::filesystem::temp_directory_path() / ("anju-box-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto path = folder / "box.json";
    EXPECT_FALSE(kept_box(path));
    const Box box{"https://12349.example", "k", "zh", "12349", "王奶奶"};
    ASSERT_TRUE(keep_box(path, box));
    EXPECT_EQ(kept_box(path), box);
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    ASSERT_TRUE(forget_box(path));
    EXPECT_FALSE(kept_box(path));
    EXPECT_TRUE(forget_box(path));
    EXPECT_FALSE(keep_box(folder / "none" / "box.json", box));
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace anju::alarm
