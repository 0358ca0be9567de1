// SPDX-License-Identifier: Apache-2.0
// A terminal without a display: messages and keys in, a Scene and the effects asked for out.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "platform/contract/time.hpp"
#include "platform/contract/unreached.hpp"
#include "remote-input/key.hpp"
#include "screens/interpret.hpp"
#include "screens/view.hpp"
#include "terminal/model/screen.hpp"
#include "terminal/model/update.hpp"

namespace anju::test {

using model::Time;
using namespace std::chrono_literals;

// Local time of the demo household, in Asia/Shanghai.
inline Time at(int month, int day, int hour, int minute, int second = 0) {
    return std::chrono::sys_days{std::chrono::year{2026} / month / day} +
           std::chrono::hours{hour - 8} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}
inline const Time kMorning = at(11, 21, 9, 41);

inline contract::Error error(contract::ErrorKind kind, std::string code = {}) {
    return {.kind = kind, .code = std::move(code), .context = {}};
}

// The demo household: 王奶奶, her family, messages only.
inline contract::Household demo_household() {
    using contract::Member;
    using contract::Relation;
    contract::Household home;
    home.id = "h1";
    home.name = "王桂兰家";
    home.version = 1;
    home.person = {"王桂兰", "王奶奶", "Mrs Wang"};
    home.capabilities = {contract::Capability::Messages};
    home.members = {
        Member{"m1", "小芳", "Xiaofang", Relation::Daughter, contract::Photo{"face1", 600, 600}, true},
        Member{"m2", "大伟", "Dawei", Relation::Son, {}, true},
        Member{"m3", "豆豆", "Doudou", Relation::Granddaughter, contract::Photo{"face3", 600, 600}, true},
        Member{"m4", "李阿姨", "Auntie Li", Relation::Neighbour, {}, true}};
    return home;
}

inline model::Device demo_device() {
    model::Device device;
    device.version = "0.1.0";
    device.platform = "127.0.0.1";
    device.presenter = "memory";
    device.capabilities = {contract::Capability::Messages};
    return device;
}

inline contract::Message text_message(std::string id, std::string from, std::string text, Time sent) {
    contract::Message message;
    message.id = std::move(id);
    message.from = std::move(from);
    message.text = std::move(text);
    message.sent_at = sent;
    return message;
}

inline contract::Message photo_message(std::string id, std::string from, std::string text, Time sent,
                                       int photos) {
    auto message = text_message(id, std::move(from), std::move(text), sent);
    for (int i = 0; i < photos; ++i) {
        message.photos.push_back({id + "p" + std::to_string(i + 1), 1600, 900});
    }
    return message;
}

class TerminalDriver {
  public:
    model::State state;
    std::vector<model::Effect> asked;    // since the last happens(), press() or tick()
    std::vector<model::Message> history;  // everything, for a replay

    TerminalDriver& happens(model::Message message) {
        asked.clear();
        return also(std::move(message));
    }

    TerminalDriver& tick(Time now) { return happens(model::Tick{now}); }
    TerminalDriver& wait(std::chrono::milliseconds time) { return tick(state.now + time); }

    // As the program does it: the key is noted, its meaning on the screen before it is asked.
    TerminalDriver& press(keys::Key key, bool repeat = false) {
        asked.clear();
        const auto intent = screens::interpret(scene(), {key, repeat});
        also(model::KeyTouched{});
        if (intent) {
            also(model::Asked{*intent});
        }
        return *this;
    }

    screens::Scene scene() const { return screens::view(state); }
    std::string screen() const { return scene().screen; }
    std::string focus() const { return scene().focus; }
    const screens::Item* item(const std::string& id) {
        shown_ = scene();
        const auto found = std::ranges::find(shown_.items, id, &screens::Item::id);
        return found == shown_.items.end() ? nullptr : &*found;
    }

    template <class E>
    std::vector<E> all() const {
        std::vector<E> found;
        for (const auto& effect : asked) {
            if (const auto* one = std::get_if<E>(&effect)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    template <class E>
    const E* find() const {
        for (const auto& effect : asked) {
            if (const auto* one = std::get_if<E>(&effect)) {
                return one;
            }
        }
        return nullptr;
    }
    template <class E>
    bool did() const {
        return find<E>() != nullptr;
    }

    // What the platform says next on the event stream.
    TerminalDriver& hears(contract::EventBody body) {
        return happens(model::Heard{{state.cursor + 1, std::move(body)}});
    }
    TerminalDriver& receives(contract::Message message) {
        return hears(contract::MessageChanged{std::move(message)});
    }

  private:
    TerminalDriver& also(model::Message message) {
        history.push_back(message);
        auto step = model::update(std::move(state), message);
        state = std::move(step.state);
        asked.insert(asked.end(), step.effects.begin(), step.effects.end());
        return *this;
    }

    screens::Scene shown_;
};

inline model::Started started(Time now = kMorning) {
    model::Started start;
    start.device = demo_device();
    start.box_id = "box-7f3a";
    start.now = now;
    return start;
}

inline contract::Snapshot snapshot(contract::Household home, std::vector<contract::Message> messages,
                                   std::uint64_t cursor = 10, Time now = kMorning) {
    return {.terminal = "t1",
            .box_number = "DT47C",
            .household = std::move(home),
            .messages = std::move(messages),
            .visits = {},
            .presence = {},
            .cursor = cursor,
            .platform_version = "0.1.0",
            .now = now};
}

// Paired, online, at home in the morning.
inline TerminalDriver at_home(std::vector<contract::Message> messages = {}, Time now = kMorning,
                              contract::Household home = demo_household()) {
    TerminalDriver tv;
    auto start = started(now);
    start.paired = model::Paired{"t1", "DT47C"};
    tv.happens(start);
    tv.happens(model::SnapshotReceived{*tv.state.snapshot_request,
                                       snapshot(std::move(home), std::move(messages), 10, now)});
    tv.happens(model::StreamOpened{});
    return tv;
}

inline model::Screen screen_of(const TerminalDriver& tv) { return model::current_screen(tv.state); }

}  // namespace anju::test
