// SPDX-License-Identifier: Apache-2.0
// 正在找小芳: what the elder is told of the phone she calls, and never more than is known.
#include <gtest/gtest.h>

#include "tests/support/visits.hpp"

namespace anju::test {
namespace {

using keys::Key;

struct Known { std::optional<bool> rings, notified; bool page = false; };
std::string said_of(const Known& known, model::Language language = model::Language::Chinese) {
    auto tv = dialing_at(visiting(), "m1");
    tv.state.settings.language = language;
    tv.state.presence["m1"].online = known.page;
    tv.state.visit->rings = known.rings;
    tv.state.visit->notified = known.notified;
    return tv.scene().lines.front().text;
}

TEST(Calling, ThePhoneRingsOnlyWhenItSaysSo) {
    const auto nothing = std::nullopt;
    EXPECT_EQ(said_of({true, nothing, true}), "她的手机在响");
    EXPECT_EQ(said_of({true, false, false}), "她的手机在响") << "presence lags behind";
    EXPECT_EQ(said_of({false, false, true}), "她的手机上看得到，没有铃声");
    EXPECT_EQ(said_of({nothing, nothing, true}), "正在打过去") << "a page that was just closed counts as open for 3 s";
    EXPECT_EQ(said_of({nothing, false, true}), "正在打过去");
    EXPECT_EQ(said_of({nothing, nothing, false}), "正在打过去") << "the notice is under way";
    EXPECT_EQ(said_of({nothing, true, false}), "给她的手机发了通知");
    EXPECT_EQ(said_of({nothing, true, true}), "给她的手机发了通知");
    EXPECT_EQ(said_of({nothing, false, false}), "小芳没开着网页，可以留言");
    EXPECT_EQ(said_of({nothing, true, false}, model::Language::English), "Xiaofang's phone was sent a notice");
}

TEST(Calling, NothingIsClaimedBeforeThePlatformHasTheCall) {
    auto tv = dialing_at(visiting(), "m1");
    tv.state.visit->id = "another";
    EXPECT_EQ(tv.scene().lines.front().text, "正在打过去");
    tv.state.visit.reset();
    EXPECT_EQ(tv.scene().lines.front().text, "正在打过去");
    EXPECT_EQ(tv.scene().spoken, "正在找小芳") << "what is not known is not said";
    tv.state.online = false;
    EXPECT_EQ(tv.scene().lines.front().text, "网络断了，正在接回来");
    tv.state.obstacle = model::Obstacle::Platform;
    EXPECT_EQ(tv.scene().lines.front().text, "连不上平台，正在接回来");
}

TEST(Calling, WithAnOpenPageThePhoneRingsElseItSaysSo) {
    auto tv = dialing_at(visiting(), "m1");
    EXPECT_EQ(tv.scene().lines.front().text, "她的手机在响");
    EXPECT_EQ(tv.scene().countdown->figures, "31");
    EXPECT_EQ(meaning(tv, Key::Ok), model::Intent(model::StartMessage{"m1"}));
    EXPECT_EQ(meaning(tv, Key::Back), model::Intent(model::HangUp{}));
    EXPECT_EQ(dialing_at(visiting(), "m4").scene().lines.front().text, "李阿姨没开着网页，可以留言");
}

}  // namespace
}  // namespace anju::test
