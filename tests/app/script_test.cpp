// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "terminal/app/script.hpp"
#include "terminal/app/script_player.hpp"

namespace anju::app {
namespace {

using namespace std::chrono_literals;
using script::parse;

TEST(Script, KnowsEveryStep) {
    EXPECT_EQ(*parse("ok"), script::Step(script::Press{keys::Key::Ok}));
    EXPECT_EQ(*parse("  volume_up # louder"), script::Step(script::Press{keys::Key::VolumeUp}));
    EXPECT_EQ(*parse("5"), script::Step(script::Press{keys::Key::Digit5}));
    EXPECT_EQ(*parse("hold ok 800"), script::Step(script::Hold{keys::Key::Ok, 800ms}));
    EXPECT_EQ(*parse("shot a.png"), script::Step(script::Shot{"a.png"}));
    EXPECT_EQ(*parse("scene a.json"), script::Step(script::SceneTo{"a.json"}));
    EXPECT_EQ(*parse("wait home"), script::Step(script::WaitScreen{"home", 5000ms}));
    EXPECT_EQ(*parse("wait home 0.5"), script::Step(script::WaitScreen{"home", 500ms}));
    EXPECT_EQ(*parse("wait_item card 2"), script::Step(script::WaitItem{"card", 2000ms}));
    EXPECT_EQ(*parse("settle"), script::Step(script::Settle{}));
    EXPECT_EQ(*parse("sleep 20"), script::Step(script::Sleep{20ms}));
    EXPECT_EQ(*parse("quit\r"), script::Step(script::Quit{}));
}

TEST(Script, SkipsWhatIsNoStep) {
    EXPECT_EQ(*parse(""), std::nullopt);
    EXPECT_EQ(*parse("   # a comment"), std::nullopt);
}

TEST(Script, SaysWhyALineIsWrong) {
    for (const char* line : {"okay", "ok ok", "hold ok", "hold okay 3", "hold ok long", "hold ok -5", "shot",
                             "shot a b", "wait", "wait home soon", "wait home 1 2", "sleep", "sleep -1",
                             "settle now", "sleep 1e99"}) {
        EXPECT_FALSE(parse(line)) << line;
    }
}

TEST(Script, ComesInPiecesOfAnySize) {
    script::Lines lines;
    EXPECT_TRUE(lines.add("le").empty());
    const auto two = lines.add("ft\nok\nri");
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[0].text, "left");
    EXPECT_EQ(two[1].number, 2);
    EXPECT_EQ(lines.end().at(0).text, "ri");
    EXPECT_TRUE(lines.end().empty());
}

TEST(Script, IsNumberedAnewForEachWriter) {
    script::Lines lines;
    EXPECT_EQ(lines.add("ok\nback").at(0).number, 1);
    EXPECT_EQ(lines.end().at(0).number, 2);
    EXPECT_EQ(lines.add("left\nup\n").at(1).number, 2);
    EXPECT_TRUE(lines.end().empty());
    lines.add("home\n");
    EXPECT_EQ(lines.add("okay\n").at(0).number, 2);
}

class Player : public ::testing::Test {
  protected:
    ScriptPlayer::Action advance(std::chrono::milliseconds at, bool settled = true) {
        const ScriptPlayer::View view{scene_, settled,
                                      [this](const std::string& file) { return write(file); },
                                      [this](const std::string& file) { return write(file); }};
        return player_.advance(view, ScriptPlayer::Moment(at));
    }
    bool write(const std::string& file) {
        written_.push_back(file);
        return file != "/nowhere";
    }
    void lines(std::initializer_list<const char*> texts) {
        for (const char* text : texts) {
            player_.add({++number_, text});
        }
    }

    screens::Scene scene_;
    ScriptPlayer player_;
    std::vector<std::string> written_;
    int number_ = 0;
};

TEST_F(Player, TakesOneStepAPicture) {
    lines({"left", "", "ok"});
    EXPECT_EQ(advance(0ms).press, (keys::KeyPress{keys::Key::Left, false}));
    EXPECT_EQ(advance(1ms).press, (keys::KeyPress{keys::Key::Ok, false}));
    EXPECT_FALSE(advance(2ms).press);
    EXPECT_FALSE(player_.deadline());
}

TEST_F(Player, WaitsForAScreenAndFailsWithItsLine) {
    lines({"# home first", "wait home 1", "ok"});
    scene_.screen = "pairing";
    EXPECT_EQ(advance(0ms).failure, "");
    EXPECT_EQ(player_.deadline(), ScriptPlayer::Moment(1s));
    scene_.screen = "home";
    EXPECT_EQ(advance(400ms).failure, "");
    EXPECT_TRUE(advance(401ms).press);
    lines({"wait night"});
    advance(1s);
    EXPECT_EQ(advance(6s).failure, "script:4: night did not come, home is shown");
}

TEST_F(Player, WaitsForAnItem) {
    lines({"wait_item card 1", "ok"});
    advance(0ms);
    scene_.items.push_back({});
    scene_.items.back().id = "card";
    EXPECT_EQ(advance(1ms).failure, "");
    EXPECT_TRUE(advance(2ms).press);
}

TEST_F(Player, SettlesOnlyAtRest) {
    lines({"settle", "ok"});
    EXPECT_FALSE(advance(0ms, false).press);
    EXPECT_FALSE(advance(1ms, false).press);
    advance(2ms, true);
    EXPECT_TRUE(advance(3ms).press);
    lines({"settle"});
    advance(4ms, false);
    EXPECT_EQ(advance(31s, false).failure, "script:3: the TV did not come to rest within 30 s");
}

TEST_F(Player, HoldsAKeyWithTheRepeatsOfARemote) {
    lines({"hold down 1600", "ok"});
    std::vector<keys::KeyPress> presses;
    for (auto at = 0ms; at < 1600ms; at += 10ms) {
        if (const auto action = advance(at); action.press) {
            presses.push_back(*action.press);
        }
    }
    ASSERT_GE(presses.size(), 2U);
    EXPECT_FALSE(presses[0].repeat);
    EXPECT_TRUE(presses[1].repeat);
    while (advance(1600ms).press != keys::KeyPress{keys::Key::Ok, false}) {
        ASSERT_TRUE(player_.deadline());
    }
}

TEST_F(Player, NamesAFileThatCannotBeWritten) {
    lines({"shot a.png", "scene /nowhere"});
    EXPECT_EQ(advance(0ms).failure, "");
    EXPECT_EQ(advance(1ms).failure, "script:2: /nowhere cannot be written");
    EXPECT_EQ(written_, (std::vector<std::string>{"a.png", "/nowhere"}));
}

TEST_F(Player, Quits) {
    lines({"quit"});
    EXPECT_TRUE(advance(0ms).quit);
}

}  // namespace
}  // namespace anju::app
