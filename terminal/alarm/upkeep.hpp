// SPDX-License-Identifier: Apache-2.0
// Keeps the guard's own health: says that it is there, tests itself, remembers what it needs for that. beating, testing and remembered decide;
// this does. An alarm goes before all of it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "terminal/alarm/delivery.hpp"
#include "terminal/alarm/machine.hpp"
#include "terminal/alarm/testing.hpp"
#include "terminal/alarm/voice.hpp"

namespace anju::alarm {

class Upkeep {
  public:
    struct Doors {
        Delivery& delivery;
        Voice& voice;
        std::function<std::uint64_t()> write_journal;                    // once more what is kept; answers its number
        std::function<void(Sentence, std::function<void(bool)>)> speak;  // done on any thread: whether to its end
        std::function<void()> wake;                                      // from any thread
        std::function<void(std::string text)> keep;                      // the file below
        std::function<std::string()> fresh_id;
        std::function<Here(contract::Time)> here;
    };
    // kept: what was given to `keep` last. mark: what the run before left behind, where it did not end as it should.
    Upkeep(Doors doors, const std::optional<std::string>& kept, const std::optional<std::string>& mark, std::string_view boot, const Now& now);

    void use(bool box, bool second, std::string_view key, bool at_once, const Now& now);
    void key_pressed(const Now& now);
    void parts_are(const Parts& parts, const Now& now);
    void heard(const Beaten& beaten, const Now& now);
    void heard(const Tested& tested, const Now& now);
    // What is due, after everything else had its turn.
    void turn(const State& alarm, const Now& now);
    std::optional<Moment> deadline() const;
    // Says that it goes off as somebody wanted; the answer is heard as a beat. False: there is nobody to tell.
    bool leave(const Now& now);

  private:
    enum class Stage { Writing, Speaking, Sending };
    struct Under {
        BeginTest test;
        std::string id;
        Stage stage{};
        std::uint64_t journal = 0;
        int sent = 0;
        bool asked = false;  // an answer is awaited
        Moment begun{}, next{};  // begun: this stage
        std::shared_ptr<std::atomic<int>> spoken;  // 1: to its end, 2: not
        bool whole = false;
    };

    void try_the_disk(const State& alarm, const Now& now);
    void look_at_faults(const State& alarm, const Now& now);
    void begin_test(const Now& now);
    void go_on_testing(const State& alarm, const Now& now);
    void send_test(const Now& now);
    void end_test(bool came, const Now& now);
    void stop_for_an_alarm();
    void keep() { doors_.keep(to_text(remembered_)); }

    const Doors doors_;
    std::string key_;
    bool second_ = false;
    Remembered remembered_;
    Signs signs_;
    Beating beating_;
    Testing testing_;
    std::optional<Under> under_;
    bool spoke_ = false;  // since the last alarm: never hushes what the alarm says after a start
    std::optional<Moment> look_again_, write_again_;
    std::optional<Moment> held_until_;  // an alarm has the line to itself
};

}  // namespace anju::alarm
