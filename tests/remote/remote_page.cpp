// SPDX-License-Identifier: Apache-2.0
#include <libevdev/libevdev.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "remote-input/evdev_device.hpp"
#include "tests/remote/rc_keymap.hpp"

namespace anju::keys {
namespace {

constexpr Key kSix[] = {Key::Up, Key::Down, Key::Left, Key::Right, Key::Ok, Key::Back};

std::string code_name(Code code) {
    const char* name = libevdev_event_code_get_name(EV_KEY, code);
    return name == nullptr ? "?" : std::string(name).substr(std::string("KEY_").size());
}

struct Reach {
    std::vector<Key> missing;
    std::map<Key, Code> stand_ins;
    std::vector<Key> given_up;  // what the stand-ins meant by themselves
};

Reach reach(const RcKeymap& remote) {
    Reach found;
    const auto* map = choose(keymaps(), remote.codes);
    const auto given = keys_of(*map, remote.codes);
    for (const Key key : kSix) {
        const auto has = std::find_if(given.begin(), given.end(),
                                      [&](const auto& e) { return e.second == key; });
        if (has == given.end()) {
            found.missing.push_back(key);
            continue;
        }
        const auto own = map->meanings.find(has->first);
        if (own == map->meanings.end() || own->second != key) {
            found.stand_ins.emplace(key, has->first);
            if (own != map->meanings.end()) {
                found.given_up.push_back(own->second);
            }
        }
    }
    return found;
}

std::string words(const std::vector<Key>& keys) {
    std::string text;
    for (const Key key : keys) {
        text += (text.empty() ? "" : ", ") + std::string(name(key));
    }
    return text;
}

void print_table(std::ostringstream& out,
                 const std::vector<std::pair<std::string, Reach>>& remotes) {
    out << "| keymap | up | down | left | right | ok | back | no longer |\n| --- | --- | --- | --- "
           "| --- | --- | --- | --- |\n";
    for (const auto& [remote, found] : remotes) {
        out << "| " << remote << " |";
        for (const Key key : kSix) {
            const auto stand_in = found.stand_ins.find(key);
            out << " " << (stand_in == found.stand_ins.end() ? "" : code_name(stand_in->second))
                << " |";
        }
        out << " " << words(found.given_up) << " |\n";
    }
}

constexpr const char* kHead = R"(# Remotes

Anju TV needs six keys: four arrows, OK and Back. It reads the kernel's key codes from `/dev/input/event*`, beside
whoever else reads them: no device is grabbed. This page is printed by `anju-remote-page` and checked by a test.

- OK, SELECT, ENTER and KPENTER are alike; BACK, EXIT and ESC are alike.
- What a key does depends on which keys the remote has. Where one of the six is missing, another key stands in
  (`remote-input/keymaps/90-remote.keymap`, tried from top to bottom): for the arrows the digits 2 8 4 6, else
  CHANNEL+/- and VOLUME-/+; for OK PLAY, PLAYPAUSE, 5 or MENU (5 first, when the digits are the arrows); for Back
  LAST, PREVIOUS, STOP or 0 (0 first, when 2 8 4 6 5 are the rest). The digits come first because the volume stays
  reachable with them.
- A key never does two things: one that stands in gives up what it meant by itself (the last column). The colours,
  SOS, Home, Mute and the six themselves never stand in for anything.
- A whole keyboard has its own map: F1 to F4 are the colours, Space is OK, Backspace is Back.
- A key that does something new is one line in a keymap.

## What counts as one press

| what the hand does | what happens |
| --- | --- |
| the contact bounces (again within 80 ms of the release) | one press |
| it trembles (again within 400 ms of the press before; on arrows only when it lifted for less than 250 ms) | one press, however long it goes on |
| it taps twice a second or slower, any key | every press counts |
| it taps an arrow three times a second, touching it for less than 80 ms each time | every press counts |
| it holds a key for up to a second | one press |
| it holds an arrow for longer | the focus goes on, four steps a second; OK and Back do nothing more |

## The kernel's remotes

)";

}  // namespace

std::string remote_page() {
    std::vector<std::pair<std::string, Reach>> whole, helped, lacking;
    for (const auto& remote : rc_keymaps()) {
        auto found = reach(remote);
        auto& list = !found.missing.empty() ? lacking : found.stand_ins.empty() ? whole : helped;
        list.emplace_back(remote.name, std::move(found));
    }
    const auto all = whole.size() + helped.size() + lacking.size();
    std::ostringstream out;
    out << kHead << "Of the " << all << " keymaps that Debian's ir-keytable ships, " << whole.size()
        << " have all six keys, " << helped.size() << " reach them with stand-ins, "
        << lacking.size()
        << " do not reach them.\n\n### Not all six\n\n| keymap | missing |\n| --- | --- |\n";
    for (const auto& [remote, found] : lacking) {
        out << "| " << remote << " | " << words(found.missing) << " |\n";
    }
    out << "\n### With stand-ins\n\n";
    print_table(out, helped);
    out << "\n### All six of their own\n\n";
    std::string line;
    for (const auto& [remote, found] : whole) {
        if (line.size() + remote.size() > 110) {
            out << line.substr(0, line.size() - 1) << "\n";
            line.clear();
        }
        line += remote + (remote == whole.back().first ? "." : ", ");
    }
    out << line << "\n";
    return out.str();
}

}  // namespace anju::keys
