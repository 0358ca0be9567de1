// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "screens/scene_json.hpp"
#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

using nlohmann::json;

TEST(SceneJson, HasEveryFieldOfTheInterface) {
    auto tv = at_home(some_messages());
    const auto scene = json::parse(screens::scene_json(tv.scene(), {{"card", {96, 232, 1251, 664}}}));
    EXPECT_EQ(scene["screen"], "home");
    EXPECT_EQ(scene["title"], "上午好，王奶奶");
    EXPECT_TRUE(scene["text"].is_array());
    EXPECT_EQ(scene["items"][0]["id"], "card");
    EXPECT_EQ(scene["items"][0]["label"], "女儿小芳");
    EXPECT_EQ(scene["items"][0]["enabled"], true);
    EXPECT_EQ(scene["items"][0]["reason"], "");
    EXPECT_EQ(scene["items"][0]["box"], json::array({96, 232, 1251, 664}));
    EXPECT_EQ(scene["items"][1]["box"], json::array({0, 0, 0, 0}));
    EXPECT_EQ(scene["focus"], "card");
    EXPECT_EQ(scene["shortcuts"][0]["key"], "ok");
    EXPECT_EQ(scene["shortcuts"][0]["label"], "看小芳的照片");
    EXPECT_EQ(scene["banner"], "");
    EXPECT_EQ(scene["live"]["camera"], false);
    EXPECT_EQ(scene["connection"], "online");
    EXPECT_EQ(scene["since"], "2026-11-21T01:41:00.000Z");
    EXPECT_EQ(scene["now"], "2026-11-21T01:41:00.000Z");
    EXPECT_EQ(scene["language"], "zh");
    EXPECT_EQ(scene["scale"], 1.0);
    EXPECT_FALSE(scene["spoken"].get<std::string>().empty());
}

TEST(SceneJson, SpokenIsTheSentenceSaidLast) {
    const auto scene = json::parse(screens::scene_json(at_home().scene(), {}, "这一句"));
    EXPECT_EQ(scene["spoken"], "这一句");
}

TEST(SceneJson, QuotesAndLineEndsSurvive) {
    const std::string nasty = "他说：\"好\"\\\n\t\x01 end";
    auto tv = at_home({text_message("a", "m1", nasty, at(11, 21, 9, 0))});
    const auto scene = json::parse(screens::scene_json(tv.scene(), {}));
    EXPECT_EQ(scene["items"][0]["sub"], nasty);
}

TEST(SceneJson, AMovingPictureSaysHowManyWerePainted) {
    using Which = screens::VideoArea::Which;
    auto shown = at_home().scene();
    shown.videos = {{}, {.which = Which::Self, .x = 1378, .y = 636, .w = 440, .h = 288}};
    const auto scene = json::parse(screens::scene_json(shown, {}, {}, {{Which::Remote, 41}}));
    EXPECT_EQ(scene["videos"][0]["pictures"], 41);
    EXPECT_EQ(scene["videos"][1]["pictures"], 0);
}

TEST(SceneJson, EveryStartIsValidJson) {
    for (const auto& start : starts()) {
        EXPECT_TRUE(json::accept(screens::scene_json(start.tv.scene(), {}))) << start.name;
    }
}

TEST(SceneJson, OfflineHasItsBannerAndTime) {
    auto tv = at_home();
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    const auto scene = json::parse(screens::scene_json(tv.scene(), {}));
    EXPECT_EQ(scene["connection"], "offline");
    EXPECT_NE(scene["banner"].get<std::string>().find("没有网络，从上午9点41分起"), std::string::npos);
}

}  // namespace
}  // namespace anju::test
