// SPDX-License-Identifier: Apache-2.0
// The guard put together: keys, journal, platform, TV and voice around the press machine. One thread, which waits in one place.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "platform/settings/watchdog.hpp"
#include "remote-input/evdev_source.hpp"
#include "terminal/alarm/addresses.hpp"
#include "terminal/alarm/delivery.hpp"
#include "terminal/alarm/inbox.hpp"
#include "terminal/alarm/journal_writer.hpp"
#include "terminal/alarm/machine.hpp"
#include "terminal/alarm/options.hpp"
#include "terminal/alarm/tv_socket.hpp"
#include "terminal/alarm/upkeep.hpp"
#include "terminal/alarm/voice.hpp"

namespace anju::alarm {

class Guard {
  public:
    // Throws std::runtime_error with one sentence: another guard is at work here.
    Guard(Options options, std::unique_ptr<Voice> voice);
    ~Guard();

    // Until stop_descriptor can be read.
    void run(int stop_descriptor);

  private:
    using Instant = client::Instant;

    Now now() const;
    void restore();
    void read_keys();
    void listen();
    void turn(int stop_descriptor);
    void handle(const Event& event);
    void look_after_itself();
    Network network() const;
    void know_addresses(bool answered);
    Upkeep::Doors doors();
    void say_goodbye();
    void speak(Sentence sentence, Voice::Done done);
    void obey(const Journal& journal) { writer_->write(journal); }
    void obey(const Send& send);
    void obey(const Speak& speak);
    void obey(const Hush&) { voice_->hush(); }
    void obey(const Tell& tell);
    void heard(const Line& line);
    void use_box(std::optional<Box> box);
    void keep_what_is_told();
    milliseconds patience() const;

    const Options options_;
    const std::unique_ptr<Voice> voice_;
    std::string sentences_;
    std::chrono::nanoseconds offset_{};  // of --now
    Inbox inbox_;
    State state_;
    std::optional<Box> box_;
    std::atomic<bool> box_unkept_ = false;
    Instant keep_again_{};
    std::optional<TvSocket> socket_;
    Instant listen_again_{};
    Addresses addresses_;
    std::atomic<bool> addresses_unkept_ = false;
    Instant keep_addresses_again_{};
    Delivery delivery_;
    std::optional<Elsewhere> elsewhere_;  // of the step that is obeyed
    std::optional<Upkeep> upkeep_;
    std::atomic<bool> key_pressed_ = false;
    bool started_ = false;
    settings::Watchdog watchdog_;
    std::unique_ptr<JournalWriter> writer_;
    std::unique_ptr<keys::EvdevSource> keys_;  // last: its thread posts
};

}  // namespace anju::alarm
