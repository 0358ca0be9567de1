// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

using keys::Key;

TerminalDriver listing(std::vector<contract::Message> messages) {
    auto tv = at_home(std::move(messages));
    tv.happens(model::Asked{model::Open{model::Route::Messages}});
    return tv;
}

std::string hint(const TerminalDriver& tv, Key key) {
    for (const auto& shortcut : tv.scene().shortcuts) {
        if (std::ranges::find(shortcut.keys, key) != shortcut.keys.end()) {
            return shortcut.label;
        }
    }
    return {};
}

TEST(MessageList, AsksItsQuestionInTheTitle) {
    EXPECT_EQ(listing(some_messages()).scene().title, "有 2 条您还没看过");
    EXPECT_EQ(listing({some_messages().back()}).scene().title, "都看过了");
}

TEST(MessageList, ARowSaysWhoWhenWhatAndWhetherSeen) {
    auto tv = listing(some_messages());
    const auto* row = tv.item("message:a");
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->label, "小芳");
    EXPECT_EQ(row->aside, "女儿　今天上午9点38分");
    EXPECT_EQ(row->sub, "豆豆今天会自己骑车了，您快看！");
    EXPECT_EQ(row->note, "没看过");
    EXPECT_TRUE(row->face_new);
    EXPECT_EQ(row->photo, "ap1:small");
    EXPECT_EQ(row->count, 3);
    EXPECT_EQ(tv.item("message:d")->note, "昨天看过");
    EXPECT_EQ(tv.item("message:d")->note_tone, screens::Tone::Good);
}

TEST(MessageList, SeenDaysAgoIsSeenThatDay) {
    auto old = text_message("x", "m3", "奶奶好", at(11, 18, 9, 0));
    old.seen_at = at(11, 18, 10, 0);
    EXPECT_EQ(listing({old}).item("message:x")->note, "那天看过");
    old.seen_at = at(11, 19, 10, 0);
    EXPECT_EQ(listing({old}).item("message:x")->note, "看过了");
}

TEST(MessageList, AtMostFourAndTheHintSaysHowManyMore) {
    auto tv = listing(many_messages());
    EXPECT_EQ(tv.scene().items.size(), 4u);
    EXPECT_EQ(hint(tv, Key::Down), "还有 11 条");
    EXPECT_EQ(hint(tv, Key::Up), "");
}

TEST(MessageList, DownWalksThroughAllAndUpBack) {
    auto tv = listing(many_messages());
    std::vector<std::string> down{tv.focus()};
    for (int i = 0; i < 30; ++i) {
        tv.press(Key::Down);
        if (tv.focus() != down.back()) {
            down.push_back(tv.focus());
        }
    }
    EXPECT_EQ(down.size(), 15u);
    EXPECT_EQ(hint(tv, Key::Down), "");
    EXPECT_EQ(hint(tv, Key::Up), "上面还有 12 条");
    for (std::size_t i = down.size() - 1; i-- > 0;) {
        tv.press(Key::Up);
        EXPECT_EQ(tv.focus(), down[i]);
    }
}

TEST(MessageList, AHeldDownKeyWalksToo) {
    auto tv = listing(many_messages());
    for (int i = 0; i < 6; ++i) {
        tv.press(Key::Down, i > 0);
    }
    EXPECT_EQ(tv.focus(), "message:" + tv.state.messages[6].id);
}

TEST(MessageList, OkSaysWhetherThereArePhotos) {
    auto tv = listing(some_messages());
    EXPECT_EQ(hint(tv, Key::Ok), "看照片");
    tv.press(Key::Down);
    EXPECT_EQ(hint(tv, Key::Ok), "看全文");
}

TEST(MessageList, FewerRowsWithABannerOrLargerText) {
    auto tv = listing(many_messages());
    EXPECT_EQ(tv.scene().items.size(), 4u);
    tv.state.settings.text_size = model::TextSize::Large;
    EXPECT_EQ(tv.scene().items.size(), 3u);
    tv.state.settings.text_size = model::TextSize::Largest;
    EXPECT_EQ(tv.scene().items.size(), 2u);
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_EQ(tv.scene().items.size(), 2u);  // there the banner takes the title's place
    tv.state.settings.text_size = model::TextSize::Standard;
    EXPECT_EQ(tv.scene().items.size(), 3u);
}

TEST(MessageList, EmptyItSaysWhoCouldWriteAndOkIsHome) {
    auto tv = listing({});
    EXPECT_EQ(tv.scene().form, screens::Form::Empty);
    EXPECT_EQ(tv.scene().title, "还没有消息");
    EXPECT_EQ(tv.scene().faces.size(), 3u);
    EXPECT_EQ(tv.scene().text.front(), "他们在手机上就能给您发");
    tv.press(Key::Ok);
    EXPECT_EQ(tv.screen(), "home");
}

TEST(MessageList, TheFirstMessageAppearsInAnEmptyListThatIsOpen) {
    auto tv = listing({});
    tv.receives(some_messages().front());
    EXPECT_EQ(tv.screen(), "messages");
    EXPECT_EQ(tv.focus(), "message:a");
}

}  // namespace
}  // namespace anju::test
