// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "screens/pages.hpp"
#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

using keys::Key;
using screens::Form;

TerminalDriver reading(contract::Message message) {
    auto tv = at_home({message});
    tv.happens(model::Asked{model::OpenMessage{message.id}});
    return tv;
}

TEST(MessageView, APhotoFillsTheScreenWithWordsOnIt) {
    auto tv = reading(photo_message("a", "m1", "豆豆今天会自己骑车了", at(11, 21, 9, 38), 3));
    const auto scene = tv.scene();
    EXPECT_EQ(scene.form, Form::Photo);
    EXPECT_EQ(scene.photo, "ap1");
    EXPECT_EQ(scene.photo_width, 1600);
    EXPECT_EQ(scene.from, "女儿小芳");
    EXPECT_EQ(scene.when, "今天上午9点38分发来");
    EXPECT_EQ(scene.text, std::vector<std::string>{"豆豆今天会自己骑车了"});
    EXPECT_TRUE(scene.more_right);
    EXPECT_EQ(scene.shortcuts[0].label, "告诉小芳：我看到了");
    EXPECT_EQ(scene.shortcuts[1].label, "回主页");
    EXPECT_EQ(scene.shortcuts[2].key_label, "左 右");
}

TEST(MessageView, OnePhotoHasNoPages) {
    auto tv = reading(photo_message("a", "m1", "", at(11, 21, 9, 38), 1));
    EXPECT_EQ(tv.scene().page_word, "");
    EXPECT_EQ(tv.scene().shortcuts.size(), 2u);
    EXPECT_TRUE(tv.scene().text.empty());
}

TEST(MessageView, WordsAloneStandLarge) {
    auto tv = reading(text_message("a", "m4", "饺子包好了", at(11, 20, 16, 20)));
    EXPECT_EQ(tv.scene().form, Form::Words);
    EXPECT_EQ(tv.scene().from, "邻居李阿姨");
    EXPECT_EQ(tv.scene().when, "昨天下午4点20分发来");
}

TEST(MessageView, OnceAllIsSeenOkLeadsBack) {
    auto tv = reading(text_message("a", "m1", "早", at(11, 21, 8, 0)));
    tv.press(Key::Ok).wait(1s);
    EXPECT_EQ(tv.scene().shortcuts[0].label, "好了，回主页");
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "home");
}

TEST(MessageView, FromTheListOkLeadsBackToTheList) {
    auto tv = at_home({text_message("a", "m1", "早", at(11, 21, 8, 0))});
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    tv.press(Key::Ok).press(Key::Ok).wait(1s);
    EXPECT_EQ(tv.scene().shortcuts[0].label, "好了，回消息");
    EXPECT_EQ(tv.scene().shortcuts[1].label, "回消息");
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "messages");
}

TEST(MessageView, WhatIsSaidIsWhoWhenAndTheWords) {
    auto tv = reading(text_message("a", "m1", "妈，我到家了", at(11, 21, 9, 38)));
    EXPECT_EQ(tv.scene().spoken, "小芳的消息。女儿小芳，今天上午9点38分发来。妈，我到家了");
}

TEST(MessageView, ARemovedMembersFaceStays) {
    auto tv = reading(photo_message("a", "m1", "", at(11, 21, 9, 38), 1));
    tv.state.household->members[0].active = false;
    EXPECT_EQ(tv.scene().faces.front().photo, "face1:small");
}

TEST(Pages, ShortWordsAreOnePage) {
    EXPECT_EQ(screens::pages_of("妈，我到家了。", 100), std::vector<std::string>{"妈，我到家了。"});
    EXPECT_TRUE(screens::pages_of("", 100).empty());
    EXPECT_TRUE(screens::pages_of("  \n ", 100).empty());
}

TEST(Pages, CutAfterASentence) {
    EXPECT_EQ(screens::pages_of("今天天气好。我们去公园了。豆豆很高兴。", 14),
              (std::vector<std::string>{"今天天气好。我们去公园了。", "豆豆很高兴。"}));
}

TEST(Pages, ElseAfterAComma) {
    EXPECT_EQ(screens::pages_of("今天天气很好，我们都去公园了", 10),
              (std::vector<std::string>{"今天天气很好，", "我们都去公园了"}));
}

TEST(Pages, ElseBetweenCharactersAndNeverInsideOne) {
    const std::string long_word(300, 'x');
    for (const auto& text : {std::string{"一二三四五六七八九十一二三四五六七八九十"}, long_word}) {
        std::string joined;
        for (const auto& page : screens::pages_of(text, 7)) {
            EXPECT_LE(page.size(), 21u);
            EXPECT_NE(static_cast<unsigned char>(page.front()) & 0xC0, 0x80) << "inside a character";
            joined += page;
        }
        EXPECT_EQ(joined, text);
    }
}

TEST(Pages, BrokenUtf8EndsAndLosesNothing) {
    const std::string broken = "妈\xE5\xA6";
    std::string joined;
    for (const auto& page : screens::pages_of(broken, 1)) {
        joined += page;
    }
    EXPECT_EQ(joined, broken);
}

TEST(Pages, FiveHundredCharactersAreAllReadable) {
    std::string text;
    for (int i = 0; i < 500; ++i) {
        text += i % 25 == 24 ? "。" : "好";
    }
    for (const double room : {64.0, 96.0, 140.0}) {
        std::string joined;
        for (const auto& page : screens::pages_of(text, room)) {
            joined += page;
        }
        EXPECT_EQ(joined, text);
    }
}

}  // namespace
}  // namespace anju::test
