// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "screens/interpret.hpp"

namespace anju::test {
namespace {

using keys::Key;
using model::Intent;
using screens::Item;
using screens::Scene;

Item item(std::string id, int row, int left, int right, int rows = 1) {
    Item item;
    item.id = std::move(id);
    item.cell = {.row = row, .rows = rows, .left = left, .right = right};
    item.ok = model::OpenMessage{item.id};
    return item;
}

// A tall card at the left, two rows of tiles beside it, a pill above at the right.
Scene grid() {
    Scene scene;
    scene.items = {item("card", 1, 0, 300, 2), item("a", 1, 320, 600), item("b", 1, 620, 1000),
                   item("c", 2, 320, 480),     item("d", 2, 500, 700), item("e", 2, 720, 1000),
                   item("pill", 0, 700, 1000)};
    scene.focus = "a";
    return scene;
}

std::string moved(Scene scene, std::string from, Key key) {
    scene.focus = std::move(from);
    const auto intent = screens::interpret(scene, {key, false});
    const auto* focus = intent ? std::get_if<model::FocusItem>(&*intent) : nullptr;
    return focus ? focus->id : "";
}

TEST(Interpret, ArrowsGoToTheNearestInTheirDirection) {
    EXPECT_EQ(moved(grid(), "card", Key::Right), "a");
    EXPECT_EQ(moved(grid(), "a", Key::Right), "b");
    EXPECT_EQ(moved(grid(), "b", Key::Left), "a");
    EXPECT_EQ(moved(grid(), "c", Key::Left), "card");
    EXPECT_EQ(moved(grid(), "e", Key::Left), "d");
}

TEST(Interpret, UpAndDownTakeTheOneThatOverlapsMost) {
    EXPECT_EQ(moved(grid(), "a", Key::Down), "c");
    EXPECT_EQ(moved(grid(), "b", Key::Down), "e");
    EXPECT_EQ(moved(grid(), "d", Key::Up), "a");
    EXPECT_EQ(moved(grid(), "e", Key::Up), "b");
    EXPECT_EQ(moved(grid(), "b", Key::Up), "pill");
    EXPECT_EQ(moved(grid(), "a", Key::Up), "pill") << "also where nothing overlaps: one up is settings";
    EXPECT_EQ(moved(grid(), "card", Key::Up), "pill");
    EXPECT_EQ(moved(grid(), "pill", Key::Down), "b");
}

TEST(Interpret, AnItemMayOwnTheArrowsAndWhatGoesOnRepeats) {
    auto scene = grid();
    scene.focus = "a";
    scene.items[1].up = model::ChangeVolume{1};
    scene.items[1].right = model::SetCamera{false};
    EXPECT_EQ(screens::interpret(scene, {Key::Up, false}), Intent{model::ChangeVolume{1}});
    EXPECT_EQ(screens::interpret(scene, {Key::Up, true}), Intent{model::ChangeVolume{1}}) << "held down, it goes on";
    EXPECT_FALSE(screens::interpret(scene, {Key::Down, false})) << "the other way is an edge";
    EXPECT_EQ(screens::interpret(scene, {Key::Right, false}), Intent{model::SetCamera{false}});
    EXPECT_FALSE(screens::interpret(scene, {Key::Right, true})) << "a camera does not flicker";
}

TEST(Interpret, EdgesDoNotWrap) {
    EXPECT_EQ(moved(grid(), "card", Key::Left), "");
    EXPECT_EQ(moved(grid(), "b", Key::Right), "");
    EXPECT_EQ(moved(grid(), "e", Key::Down), "");
    EXPECT_EQ(moved(grid(), "pill", Key::Up), "");
    EXPECT_EQ(moved(grid(), "card", Key::Down), "");
}

TEST(Interpret, WhatIsOffIsSkipped) {
    auto scene = grid();
    scene.items[2].enabled = false;
    EXPECT_EQ(moved(scene, "a", Key::Right), "");
    scene.items[1].enabled = false;
    EXPECT_EQ(moved(scene, "card", Key::Right), "c");
}

TEST(Interpret, OkIsTheFocusedItems) {
    EXPECT_EQ(screens::interpret(grid(), {Key::Ok, false}), Intent{model::OpenMessage{"a"}});
}

TEST(Interpret, OkOnNothingIsNothing) {
    auto scene = grid();
    scene.focus = "nowhere";
    EXPECT_FALSE(screens::interpret(scene, {Key::Ok, false}));
    EXPECT_FALSE(screens::interpret(scene, {Key::Left, false}));
}

TEST(Interpret, AShortcutComesFirst) {
    auto scene = grid();
    scene.shortcuts = {{.keys = {Key::Down}, .key_label = "下", .label = "还有", .intent = model::FocusItem{"next"}}};
    EXPECT_EQ(moved(scene, "a", Key::Down), "next");
    scene.shortcuts[0].intent.reset();
    EXPECT_EQ(moved(scene, "a", Key::Down), "c") << "a hint without an intent only explains";
}

TEST(Interpret, BackAndHomeWorkEverywhere) {
    EXPECT_EQ(screens::interpret(Scene{}, {Key::Back, false}), Intent{model::GoBack{}});
    EXPECT_EQ(screens::interpret(Scene{}, {Key::Home, false}), Intent{model::GoHome{}});
}

TEST(Interpret, VolumeAndMuteWorkEverywhere) {
    EXPECT_EQ(screens::interpret(Scene{}, {Key::VolumeUp, false}), Intent{model::ChangeVolume{1}});
    EXPECT_EQ(screens::interpret(Scene{}, {Key::VolumeDown, false}), Intent{model::ChangeVolume{-1}});
    EXPECT_EQ(screens::interpret(Scene{}, {Key::Mute, false}), Intent{model::ToggleMute{}});
}

TEST(Interpret, RepeatsMoveTheFocusAndDoNothingElse) {
    EXPECT_EQ(screens::interpret(grid(), {Key::Right, true}), Intent{model::FocusItem{"b"}});
    for (const auto key : {Key::Ok, Key::Back, Key::Home, Key::Mute, Key::VolumeUp}) {
        EXPECT_FALSE(screens::interpret(grid(), {key, true})) << keys::name(key);
    }
}

TEST(Interpret, LeftAndRightBelongToAnItemThatTurns) {
    auto scene = grid();
    scene.items[1].left = model::ShowPhoto{0};
    EXPECT_EQ(screens::interpret(scene, {Key::Left, false}), Intent{model::ShowPhoto{0}});
    EXPECT_FALSE(screens::interpret(scene, {Key::Right, false})) << "its end is an edge";
    EXPECT_FALSE(screens::interpret(scene, {Key::Left, true}));
    EXPECT_EQ(moved(scene, "a", Key::Down), "c");
}

TEST(Interpret, DigitsColoursAndChannelsDoNothingYet) {
    for (const auto key : {Key::Digit0, Key::Digit5, Key::Green, Key::Menu, Key::ChannelUp}) {
        EXPECT_FALSE(screens::interpret(grid(), {key, false})) << keys::name(key);
    }
}

TEST(Interpret, RedAndSosCallForHelpOnEveryScreenAndOnceWhenHeld) {
    Scene night;
    night.form = screens::Form::Night;
    for (const auto& scene : {grid(), night, Scene{}}) {
        EXPECT_EQ(screens::interpret(scene, {Key::Red, false}), Intent{model::CallHelp{contract::AlarmSource::Red}});
        EXPECT_EQ(screens::interpret(scene, {Key::Sos, false, true}), (Intent{model::CallHelp{contract::AlarmSource::Sos, true}})) << "the guard reads it";
        EXPECT_FALSE(screens::interpret(scene, {Key::Red, true}));
        EXPECT_FALSE(screens::interpret(scene, {Key::Sos, true}));
    }
}

TEST(Interpret, BackThatTakesAnAlarmBackKnowsWhoElseReadsIt) {
    Scene scene;
    scene.shortcuts = {{{Key::Back}, "返回", "我按错了，取消", model::TakeBack{}}};
    EXPECT_EQ(screens::interpret(scene, {Key::Back, false}), Intent{model::TakeBack{}});
    EXPECT_EQ(screens::interpret(scene, {Key::Back, false, true}), Intent{model::TakeBack{true}});
    EXPECT_FALSE(screens::interpret(scene, {Key::Back, true}));
}

TEST(Interpret, AtNightEveryOtherKeyWakes) {
    Scene scene;
    scene.form = screens::Form::Night;
    for (const auto key : {Key::Ok, Key::Back, Key::Up, Key::VolumeUp, Key::Digit1, Key::Home}) {
        EXPECT_EQ(screens::interpret(scene, {key, false}), Intent{model::Wake{}}) << keys::name(key);
    }
    EXPECT_FALSE(screens::interpret(scene, {Key::Ok, true}));
}

}  // namespace
}  // namespace anju::test
