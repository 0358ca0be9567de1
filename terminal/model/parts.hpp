// SPDX-License-Identifier: Apache-2.0
// The capabilities that update() is made of; each is one .cpp file. Only for terminal/model itself.
#pragma once

#include <chrono>

#include "terminal/model/message.hpp"
#include "terminal/model/update.hpp"

namespace anju::model {

using namespace std::chrono_literals;

inline RequestId make_id(State& state) { return ++state.made; }
// 1, 2, 4 … 60 s; the jitter comes from the box's id, so that a town does not knock all at once.
std::chrono::milliseconds back_off(const State& state, int tries);
void wipe(Step& step);

// pairing.cpp
void begin_pairing(Step& step);
void on(Step& step, const PairingCodeReceived& message);
void on(Step& step, const PairingPolled& message);
void pairing_tick(Step& step);

// connection.cpp
void request_snapshot(Step& step);
void on(Step& step, const SnapshotReceived& message);
void on(Step& step, const StreamOpened& message);
void on(Step& step, const StreamLost& message);
void on(Step& step, const Heard& message);
void connection_tick(Step& step);
void save_snapshot(Step& step);
void save_snapshot_of(Step& step, contract::Time platform_now);

// messages.cpp
// Puts a message where it belongs; never forgets that it was seen.
void keep_message(State& state, contract::Message message);
void replace_messages(State& state, std::vector<contract::Message> messages);
// It is new here: opens large on home by day, else a notice names the sender.
void announce(Step& step, const std::string& id);
void repair_pages(State& state, const std::vector<contract::Message>& before);

// seen.cpp
void confirm_seen(Step& step, const std::string& message);
void send_pending(Step& step);
void on(Step& step, const SeenAcknowledged& message);

// navigation.cpp
void focus_item(Step& step, const std::string& id);
void go_back(Step& step);
void go_home(Step& step);
void open(Step& step, Route route);
void open_message(Step& step, const std::string& id);
void show_photo(Step& step, int index);
void drop_stale_notice(State& state);

// settings.cpp
void choose(Step& step, const Choose& choice);
void keep_choices(Step& step);
void change_volume(Step& step, int steps);
void toggle_mute(Step& step);

// photos.cpp
inline constexpr std::size_t kPhotosAtOnce = 4;  // requests under way
void fetch_photos(Step& step);
void on(Step& step, const PhotoStored& message);
void on(Step& step, const PhotoFailed& message);

// clock.cpp
void move_clock(Step& step, Time now);

}  // namespace anju::model
