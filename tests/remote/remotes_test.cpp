// SPDX-License-Identifier: Apache-2.0
// The maps built in against every remote that the kernel knows.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "remote-input/evdev_device.hpp"
#include "tests/remote/rc_keymap.hpp"

namespace anju::keys {
namespace {

constexpr Key kSix[] = {Key::Up, Key::Down, Key::Left, Key::Right, Key::Ok, Key::Back};

// Second names of the kernel's header (ZOOM is FULL_SCREEN, SCREEN is ASPECT_RATIO) and one younger
// than it.
const std::set<std::string> kLibevdevLacks{"KEY_ZOOM", "KEY_SCREEN", "KEY_DASHBOARD"};

std::set<Code> codes(std::initializer_list<const char*> names) {
    std::set<Code> result;
    for (const auto* name : names) {
        result.insert(code_of(name).value());
    }
    return result;
}

Key key(const std::set<Code>& remote, const char* name) {
    return keys_of_remote(remote).at(code_of(name).value());
}

TEST(BuiltInKeymaps, OkAndBackHaveManyNames) {
    for (const auto* name : {"KEY_OK", "KEY_SELECT", "KEY_ENTER", "KEY_KPENTER"}) {
        EXPECT_EQ(key(codes({name}), name), Key::Ok) << name;
    }
    for (const auto* name : {"KEY_BACK", "KEY_EXIT", "KEY_ESC"}) {
        EXPECT_EQ(key(codes({name}), name), Key::Back) << name;
    }
    const auto all =
        codes({"KEY_OK", "KEY_SELECT", "KEY_ENTER", "KEY_BACK", "KEY_EXIT", "KEY_ESC"});
    EXPECT_EQ(keys_of_remote(all).size(), 6U);
}

TEST(BuiltInKeymaps, KnowWhatSdlLoses) {
    for (const auto& [name, meaning] :
         std::vector<std::pair<const char*, Key>>{{"KEY_RED", Key::Red},
                                                  {"KEY_GREEN", Key::Green},
                                                  {"KEY_YELLOW", Key::Yellow},
                                                  {"KEY_BLUE", Key::Blue},
                                                  {"KEY_SOS", Key::Sos},
                                                  {"KEY_CHANNELUP", Key::ChannelUp},
                                                  {"KEY_NUMERIC_0", Key::Digit0},
                                                  {"KEY_NUMERIC_9", Key::Digit9},
                                                  {"KEY_MENU", Key::Menu},
                                                  {"KEY_HOMEPAGE", Key::Home}}) {
        const auto remote =
            codes({"KEY_UP", "KEY_DOWN", "KEY_LEFT", "KEY_RIGHT", "KEY_OK", "KEY_BACK", name});
        EXPECT_EQ(key(remote, name), meaning) << name;
    }
}

TEST(BuiltInKeymaps, DigitsAreTheArrowsWhereThereAreNone) {
    const auto remote =
        codes({"KEY_NUMERIC_0", "KEY_NUMERIC_1", "KEY_NUMERIC_2", "KEY_NUMERIC_4", "KEY_NUMERIC_5",
               "KEY_NUMERIC_6", "KEY_NUMERIC_8", "KEY_VOLUMEUP", "KEY_PLAY", "KEY_STOP"});
    EXPECT_EQ(key(remote, "KEY_NUMERIC_2"), Key::Up);
    EXPECT_EQ(key(remote, "KEY_NUMERIC_8"), Key::Down);
    EXPECT_EQ(key(remote, "KEY_NUMERIC_4"), Key::Left);
    EXPECT_EQ(key(remote, "KEY_NUMERIC_6"), Key::Right);
    EXPECT_EQ(key(remote, "KEY_NUMERIC_5"), Key::Ok);
    EXPECT_EQ(key(remote, "KEY_NUMERIC_0"), Key::Back);
    EXPECT_EQ(key(remote, "KEY_NUMERIC_1"), Key::Digit1);
    EXPECT_EQ(key(remote, "KEY_VOLUMEUP"), Key::VolumeUp);
    EXPECT_FALSE(keys_of_remote(remote).contains(code_of("KEY_PLAY").value()));
}

TEST(BuiltInKeymaps, WholeKeyboardHasItsOwn) {
    const auto keyboard =
        codes({"KEY_Q", "KEY_P", "KEY_ENTER", "KEY_ESC", "KEY_UP", "KEY_DOWN", "KEY_LEFT",
               "KEY_RIGHT", "KEY_F1", "KEY_F4", "KEY_SPACE", "KEY_5"});
    EXPECT_EQ(key(keyboard, "KEY_F1"), Key::Red);
    EXPECT_EQ(key(keyboard, "KEY_SPACE"), Key::Ok);
    EXPECT_EQ(key(keyboard, "KEY_5"), Key::Digit5);
    EXPECT_FALSE(keys_of_remote(keyboard).contains(code_of("KEY_Q").value()));
}

TEST(BuiltInKeymaps, MouseAndPowerButtonAreNoRemotes) {
    EXPECT_TRUE(keys_of_remote({}).empty());
    EXPECT_TRUE(keys_of_remote(codes({"BTN_LEFT", "BTN_RIGHT"})).empty());
    EXPECT_TRUE(keys_of_remote(codes({"KEY_POWER"})).empty());
}

class KernelRemotes : public testing::Test {
  protected:
    void SetUp() override {
        if (remotes_.empty()) {
            GTEST_SKIP() << "no keymaps in " << rc_folder()
                         << ": Debian's package ir-keytable is not installed";
        }
    }
    const std::vector<RcKeymap> remotes_ = rc_keymaps();
};

TEST_F(KernelRemotes, AreAllRead) {
    EXPECT_GE(remotes_.size(), 148U);
    for (const auto& remote : remotes_) {
        EXPECT_FALSE(remote.codes.empty()) << remote.name;
        for (const auto& key : remote.unknown) {
            EXPECT_TRUE(kLibevdevLacks.contains(key)) << remote.name << ": " << key;
        }
    }
}

TEST_F(KernelRemotes, ReachAllSixKeysButForThoseWithOnlyTwo) {
    std::size_t reached = 0;
    for (const auto& remote : remotes_) {
        std::set<Key> keys;
        for (const auto& [code, key] : keys_of_remote(remote.codes)) {
            keys.insert(key);
        }
        reached += std::all_of(std::begin(kSix), std::end(kSix),
                               [&](Key key) { return keys.contains(key); })
                       ? 1
                       : 0;
    }
    EXPECT_GE(reached, 146U) << "of " << remotes_.size();
}

TEST_F(KernelRemotes, KeepEveryKeyThatHasTheMeaning) {
    for (const auto& remote : remotes_) {
        const auto given = keys_of_remote(remote.codes);
        const auto& own = choose(keymaps(), remote.codes)->meanings;
        for (const auto& [code, key] : given) {
            const auto meaning = own.find(code);
            if (meaning != own.end() && meaning->second != key) {
                EXPECT_FALSE(never_stands_in(meaning->second))
                    << remote.name << ": " << name(meaning->second);
            }
        }
    }
}

TEST_F(KernelRemotes, StandInsAreOnlyForKeysThatAreMissing) {
    for (const auto& remote : remotes_) {
        const auto& own = choose(keymaps(), remote.codes)->meanings;
        for (const auto& [code, key] : keys_of_remote(remote.codes)) {
            const auto meaning = own.find(code);
            if (meaning != own.end() && meaning->second == key) {
                continue;
            }
            for (const auto other : remote.codes) {
                const auto real = own.find(other);
                EXPECT_FALSE(real != own.end() && real->second == key)
                    << remote.name << ": " << name(key);
            }
        }
    }
}

TEST_F(KernelRemotes, AreListedInTheManual) {
    std::ifstream file(ANJU_SOURCE_DIR "/docs/remote.md");
    std::stringstream committed;
    committed << file.rdbuf();
    EXPECT_EQ(committed.str(), remote_page())
        << "print it again: bin/anju-remote-page > docs/remote.md";
}

}  // namespace
}  // namespace anju::keys
