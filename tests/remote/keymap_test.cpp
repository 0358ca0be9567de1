// SPDX-License-Identifier: Apache-2.0
#include "remote-input/keymap.hpp"

#include <gtest/gtest.h>

namespace anju::keys {
namespace {

// A small kernel of its own: KEY_A is 1, KEY_B 2 …
std::optional<Code> letters(std::string_view name) {
    const bool known =
        name.size() == 5 && name.starts_with("KEY_") && name[4] >= 'A' && name[4] <= 'Z';
    return known ? std::optional<Code>(static_cast<Code>(name[4] - 'A' + 1)) : std::nullopt;
}
constexpr Code A = 1, B = 2, C = 3, D = 4;

Keymap read(std::string_view text) {
    auto result = parse_keymap(text, letters);
    const auto* error = std::get_if<KeymapError>(&result);
    EXPECT_EQ(error, nullptr) << error->line << ": " << error->reason;
    return error == nullptr ? std::get<Keymap>(result) : Keymap{};
}

KeymapError refused(std::string_view text) {
    const auto result = parse_keymap(text, letters);
    const auto* error = std::get_if<KeymapError>(&result);
    EXPECT_NE(error, nullptr) << text;
    return error == nullptr ? KeymapError{} : *error;
}

TEST(Key, HasOneNameEach) {
    for (int i = 0; i <= static_cast<int>(Key::Digit9); ++i) {
        EXPECT_EQ(from_name(name(static_cast<Key>(i))), static_cast<Key>(i));
    }
    EXPECT_EQ(name(Key::VolumeUp), "volume_up");
    EXPECT_EQ(name(Key::Digit7), "7");
    EXPECT_EQ(from_name("OK"), std::nullopt);
    EXPECT_EQ(from_name(""), std::nullopt);
}

TEST(Keymap, ReadsMeaningsStandInsAndComments) {
    const auto map = read(
        "# a remote\nmatch KEY_C\nok = KEY_A KEY_B  # alike\r\n\nmissing left right: KEY_C KEY_D");
    EXPECT_EQ(map.match, std::vector<Code>{C});
    EXPECT_EQ(map.meanings, (std::map<Code, Key>{{A, Key::Ok}, {B, Key::Ok}}));
    EXPECT_EQ(map.stand_ins, (std::vector<StandIn>{{{Key::Left, Key::Right}, {C, D}}}));
}

TEST(Keymap, SaysWhichLineIsWrongAndWhy) {
    EXPECT_EQ(refused("ok = KEY_A\nno = KEY_B"), (KeymapError{2, "no such action: no"}));
    EXPECT_EQ(refused("ok = KEY_OK"), (KeymapError{1, "no such key: KEY_OK"}));
    EXPECT_EQ(refused("ok KEY_A"), (KeymapError{1, "expected = after ok"}));
    EXPECT_EQ(refused("ok ="), (KeymapError{1, "a key is missing"}));
    EXPECT_EQ(refused("ok = KEY_A\nback = KEY_A"),
              (KeymapError{2, "a key of this line has a meaning already"}));
    EXPECT_EQ(refused("missing ok KEY_A"), (KeymapError{1, "no such action: KEY_A"}));
    EXPECT_EQ(refused("missing ok"), (KeymapError{1, "expected : after the actions"}));
    EXPECT_EQ(refused("missing up down: KEY_A"),
              (KeymapError{1, "as many keys as actions are needed"}));
    EXPECT_EQ(refused("missing up down: KEY_A KEY_A"),
              (KeymapError{1, "one key would do two things"}));
    EXPECT_EQ(refused("missing up up: KEY_A KEY_B"), (KeymapError{1, "named twice: up"}));
    EXPECT_EQ(refused("match KEY_A\nmatch KEY_B"), (KeymapError{2, "a second match"}));
    EXPECT_EQ(refused(std::string(2000, '\n')).reason, "too many lines");
}

TEST(Keymap, StandInIsTakenOnlyForAMissingKey) {
    const auto map = read("ok = KEY_A\nmissing ok: KEY_B");
    EXPECT_EQ(keys_of(map, {A, B}), (std::map<Code, Key>{{A, Key::Ok}}));
    EXPECT_EQ(keys_of(map, {B}), (std::map<Code, Key>{{B, Key::Ok}}));
    EXPECT_TRUE(keys_of(map, {C}).empty());
}

TEST(Keymap, FirstStandInThatTheRemoteHasWins) {
    const auto map = read("missing ok: KEY_A\nmissing ok: KEY_B");
    EXPECT_EQ(keys_of(map, {A, B}), (std::map<Code, Key>{{A, Key::Ok}}));
    EXPECT_EQ(keys_of(map, {B}), (std::map<Code, Key>{{B, Key::Ok}}));
}

TEST(Keymap, PairStandsInOnlyWhole) {
    const auto map = read("missing left right: KEY_A KEY_B");
    EXPECT_TRUE(keys_of(map, {A}).empty());
    EXPECT_EQ(keys_of(map, {A, B}), (std::map<Code, Key>{{A, Key::Left}, {B, Key::Right}}));
}

TEST(Keymap, KeyThatStandsInGivesUpItsOwnMeaning) {
    const auto map = read("5 = KEY_A\nmissing ok: KEY_A");
    EXPECT_EQ(keys_of(map, {A}), (std::map<Code, Key>{{A, Key::Ok}}));
}

TEST(Keymap, KeyStandsInForOneActionOnly) {
    const auto map = read("missing ok: KEY_A\nmissing back: KEY_A\nmissing back: KEY_B");
    EXPECT_EQ(keys_of(map, {A, B}), (std::map<Code, Key>{{A, Key::Ok}, {B, Key::Back}}));
}

TEST(Keymap, RedAndTheSixNeverStandIn) {
    for (const auto* keep : {"red", "sos", "up", "back", "mute", "home"}) {
        const auto map = read(std::string(keep) + " = KEY_A\nmissing ok: KEY_A");
        EXPECT_EQ(keys_of(map, {A}), (std::map<Code, Key>{{A, *from_name(keep)}})) << keep;
    }
}

TEST(Keymap, IsChosenByTheKeysOfTheRemote) {
    const std::vector<Keymap> maps{read("match KEY_A KEY_B\nok = KEY_A"), read("ok = KEY_B")};
    EXPECT_EQ(choose(maps, {A, B, C}), &maps[0]);
    EXPECT_EQ(choose(maps, {A}), &maps[1]);
    EXPECT_EQ(choose({}, {A}), nullptr);
}

}  // namespace
}  // namespace anju::keys
