// SPDX-License-Identifier: Apache-2.0
// From the kernel's key codes to Keys, as data (keymaps/*.keymap). Which key does what depends on
// which keys the remote has: where one is missing, another stands in. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "remote-input/key.hpp"

namespace anju::keys {

using Code = std::uint16_t;  // of linux/input-event-codes.h
using CodeOf = std::function<std::optional<Code>(std::string_view)>;  // "KEY_OK" to 352

// codes[i] stands in for missing[i], when the remote has no key for any of `missing` and has all
// `codes`.
struct StandIn {
    std::vector<Key> missing;
    std::vector<Code> codes;
    bool operator==(const StandIn&) const = default;
};

struct Keymap {
    std::vector<Code> match;         // for devices that have all of these
    std::map<Code, Key> meanings;    // several codes may mean one Key: OK, SELECT, ENTER
    std::vector<StandIn> stand_ins;  // tried in this order
    bool operator==(const Keymap&) const = default;
};

struct KeymapError {
    int line = 0;
    std::string reason;
    bool operator==(const KeymapError&) const = default;
};

// One statement a line, # starts a comment:
//   match KEY_Q KEY_P            the map is for devices with these keys
//   ok = KEY_OK KEY_SELECT       these keys mean OK
//   missing ok: KEY_PLAY         no key means OK: PLAY does
std::variant<Keymap, KeymapError> parse_keymap(std::string_view text, const CodeOf& code_of);

// Each code of the remote has at most one Key. A key that stands in gives up its own meaning there;
// the keys in `never_stands_in` keep theirs.
std::map<Code, Key> keys_of(const Keymap& keymap, const std::set<Code>& remote);
bool never_stands_in(Key key);

// The first map whose `match` the remote has; the maps built in are ordered so that there always is
// one.
const Keymap* choose(const std::vector<Keymap>& keymaps, const std::set<Code>& remote);

// keymaps/*.keymap as built in, in the order of their file names.
struct KeymapFile {
    std::string_view name, text;
};
const std::vector<KeymapFile>& builtin_keymaps();

}  // namespace anju::keys
