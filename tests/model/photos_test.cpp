// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/terminal_driver.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using model::FetchPhoto;
using model::PhotoFailed;
using model::PhotoStored;

std::set<std::string> names(const std::vector<FetchPhoto>& effects) {
    std::set<std::string> names;
    for (const auto& effect : effects) {
        names.insert(effect.name);
    }
    return names;
}

// Answers every request until nothing more is asked for.
std::set<std::string> fetch_all(TerminalDriver& tv) {
    std::set<std::string> fetched;
    for (int i = 0; i < 500 && !tv.state.photos_asked.empty(); ++i) {
        const auto name = tv.state.photos_asked.begin()->first;
        fetched.insert(name);
        tv.happens(PhotoStored{name});
    }
    return fetched;
}

TEST(Photos, FacesComeSmallAndMessagesLarge) {
    auto tv = at_home({photo_message("p", "m1", "", at(11, 21, 9, 0), 3)});
    EXPECT_EQ(fetch_all(tv), (std::set<std::string>{"face1:small", "face3:small", "pp1", "pp2", "pp3", "pp1:small"}));
}

TEST(Photos, NeverMoreThanFourAtOnce) {
    auto tv = at_home({photo_message("p", "m1", "", at(11, 21, 9, 0), 9)});
    EXPECT_EQ(tv.state.photos_asked.size(), 4u);
    tv.happens(PhotoStored{tv.state.photos_asked.begin()->first});
    EXPECT_EQ(tv.state.photos_asked.size(), 4u);
}

TEST(Photos, WhatIsOnDiskIsNotAskedForAgain) {
    auto start = started();
    start.paired = model::Paired{"t1", "DT47C"};
    start.cached = snapshot(demo_household(), {});
    start.photos_here = {"face1:small"};
    TerminalDriver tv;
    tv.happens(start).happens(model::StreamOpened{});
    EXPECT_EQ(names(tv.all<FetchPhoto>()), std::set<std::string>{"face3:small"});
}

TEST(Photos, NothingIsAskedForWithoutANetwork) {
    auto start = started();
    start.paired = model::Paired{"t1", "DT47C"};
    start.cached = snapshot(demo_household(), {});
    TerminalDriver tv;
    tv.happens(start);
    EXPECT_FALSE(tv.did<FetchPhoto>());
}

TEST(Photos, AFailedOneIsTriedAgainLater) {
    auto tv = at_home();
    const auto name = tv.state.photos_asked.begin()->first;
    tv.happens(PhotoFailed{name, error(ErrorKind::Timeout)});
    EXPECT_FALSE(names(tv.all<FetchPhoto>()).contains(name));
    tv.tick(*tv.state.photos_failed[name].next_try);
    EXPECT_TRUE(names(tv.all<FetchPhoto>()).contains(name));
}

TEST(Photos, ItsNextTryIsADeadline) {
    auto tv = at_home();
    const auto name = tv.state.photos_asked.begin()->first;
    tv.happens(PhotoFailed{name, error(ErrorKind::Timeout)});
    EXPECT_EQ(model::next_deadline(tv.state), *tv.state.photos_failed[name].next_try);
}

TEST(Photos, AReconnectTriesAtOnce) {
    auto tv = at_home();
    const auto name = tv.state.photos_asked.begin()->first;
    for (int i = 0; i < 8; ++i) {
        tv.happens(PhotoFailed{name, error(ErrorKind::Offline)});
        tv.state.photos_asked[name] = tv.state.now;
    }
    tv.happens(PhotoFailed{name, error(ErrorKind::Offline)});
    tv.happens(model::StreamLost{error(ErrorKind::Offline)}).happens(model::StreamOpened{});
    EXPECT_TRUE(names(tv.all<FetchPhoto>()).contains(name));
}

TEST(Photos, AGoneOneIsNotAskedForAgain) {
    auto tv = at_home();
    const auto name = tv.state.photos_asked.begin()->first;
    tv.happens(PhotoFailed{name, error(ErrorKind::Refused, "not_found")});
    for (int i = 0; i < 60; ++i) {
        tv.wait(60s);
        EXPECT_FALSE(names(tv.all<FetchPhoto>()).contains(name));
    }
}

TEST(Photos, ADeniedPhotoAloneDoesNotWipe) {
    auto tv = at_home();
    tv.happens(PhotoFailed{tv.state.photos_asked.begin()->first, error(ErrorKind::Denied)});
    EXPECT_FALSE(tv.did<model::Wipe>());
    EXPECT_TRUE(tv.did<model::FetchSnapshot>()) << "that one will say";
}

TEST(Photos, WhatNobodyNeedsGoesFromTheDisk) {
    auto start = started();
    start.paired = model::Paired{"t1", "DT47C"};
    start.cached = snapshot(demo_household(), {});
    start.photos_here = {"face1:small", "long-gone"};
    TerminalDriver tv;
    tv.happens(start);
    ASSERT_TRUE(tv.did<model::KeepPhotos>());
    EXPECT_THAT(tv.find<model::KeepPhotos>()->names, testing::ElementsAre("face1:small", "face3:small"));
    tv.wait(60s);
    EXPECT_FALSE(tv.did<model::KeepPhotos>()) << "said once";
}

TEST(Photos, OldMessagesKeepTheirThumbnailsAndGetLargeOnesWhenOpened) {
    std::vector<contract::Message> many;
    for (int i = 0; i < 20; ++i) {
        many.push_back(photo_message("m" + std::to_string(i), "m1", "", at(11, 20, 20 - i, 0), 1));
    }
    auto tv = at_home(many);
    const auto fetched = fetch_all(tv);
    EXPECT_TRUE(fetched.contains("m19p1:small"));
    EXPECT_FALSE(fetched.contains("m19p1"));
    tv.happens(model::Asked{model::OpenMessage{"m19"}});
    EXPECT_TRUE(names(tv.all<FetchPhoto>()).contains("m19p1"));
}

TEST(Photos, TheOneBeingLookedAtComesFirst) {
    auto tv = at_home();
    fetch_all(tv);
    tv.receives(photo_message("p", "m1", "", at(11, 21, 9, 40), 2));
    EXPECT_EQ(tv.all<FetchPhoto>().front().name, "pp1");
}

}  // namespace
}  // namespace anju::test
