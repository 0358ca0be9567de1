// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

std::string said(const screens::Scene& scene) {
    std::string all = scene.title;
    for (const auto& line : scene.text) all += "\n" + line;
    return all;
}

TEST(Pairing, SaysThatTheTvIsWipedOnlyWhenItIs) {
    auto tv = at_home();
    tv.hears(contract::Unpaired{"moved"});
    auto& state = tv.state;
    EXPECT_THAT(said(tv.scene()), testing::HasSubstr("正在抹掉"));
    state.wiping = false;
    EXPECT_THAT(said(tv.scene()), testing::HasSubstr("都抹掉了"));
    EXPECT_THAT(said(tv.scene()), testing::HasSubstr("把这个码告诉安装师傅"));
    state.unwiped = true;
    for (const std::string how : {"moved", "lost", "taken_back", ""}) {
        state.ended = how;
        EXPECT_THAT(said(tv.scene()), testing::HasSubstr("没能抹干净")) << how;
        EXPECT_THAT(said(tv.scene()), testing::Not(testing::HasSubstr("都抹掉了"))) << how;
    }
}

}  // namespace
}  // namespace anju::test
