// SPDX-License-Identifier: Apache-2.0
// A press machine with a clock that the test moves and a disk that answers at once unless it is told not to.
#pragma once

#include <string>
#include <vector>

#include "terminal/alarm/machine.hpp"

namespace anju::alarm {

using namespace std::chrono_literals;

class MachineDriver {
  public:
    enum class Disk { Good, Broken, Hangs };

    explicit MachineDriver(bool paired = true) {
        happens(Restored{{}, boot(boots), 0, false});
        happens(BoxKnown{paired});
    }

    void happens(const Event& event) {
        std::vector<Event> follow_up;
        for (auto& effect : step(state, event, now)) {
            if (const auto* journal = std::get_if<Journal>(&effect)) {
                journaled.push_back(*journal);
                if (disk != Disk::Hangs) {
                    follow_up.emplace_back(Written{journal->number, disk == Disk::Good});
                }
            } else if (const auto* send = std::get_if<Send>(&effect)) {
                sent.push_back(*send);
                sent_at.push_back(now.up);
                if (other_ways && (send->everywhere || send->way == Way::Second)) {
                    follow_up.emplace_back(Elsewhere{send->report.id});
                }
            } else if (const auto* speak = std::get_if<Speak>(&effect)) {
                spoken.push_back(speak->sentence);
            } else if (std::holds_alternative<Hush>(effect)) {
                ++hushes;
            } else if (const auto* tell = std::get_if<Tell>(&effect)) {
                told.push_back(tell->told);
            }
        }
        for (const auto& next : follow_up) {
            happens(next);
        }
    }
    // To that moment, with a tick at each deadline on the way.
    void pass(milliseconds time) {
        const auto end = now.up + time;
        while (true) {
            const auto wanted = deadline(state);
            const auto next = wanted ? std::max(*wanted, now.up) : end;
            if (next >= end) {
                break;
            }
            const auto by = std::max(next - now.up, Moment(1));
            advance(by);
            happens(Tick{});
        }
        advance(end - now.up);
        happens(Tick{});
    }
    void press(contract::AlarmSource source = contract::AlarmSource::Red) { happens(Pressed{source, "run-id-" + std::to_string(++ids)}); }
    void back() { happens(BackPressed{}); }
    void reboot() {
        const auto kept = journaled.empty() ? std::optional<Kept>() : journaled.back().kept;
        now.up = 20s;
        happens(Restored{kept, boot(++boots), 0, false});
        happens(BoxKnown{true});
    }
    void restart() {
        const auto kept = journaled.empty() ? std::optional<Kept>() : journaled.back().kept;
        happens(Restored{kept, boot(boots), 0, false});
        happens(BoxKnown{true});
    }
    contract::Alarm alarm(contract::AlarmState alarm_state, std::uint64_t revision) const {
        contract::Alarm out;
        out.id = "incident";
        out.report = state.kept.run ? state.kept.run->report.id : "";
        out.revision = revision;
        out.state = alarm_state;
        out.received_at = contract::Time(std::chrono::seconds(incidents));
        return out;
    }
    // To the last report.
    void answer(contract::AlarmState alarm_state, std::uint64_t revision) {
        const auto& report = sent.back().report;
        auto out = alarm(alarm_state, revision);
        out.report = report.id;
        happens(Answered{out, report.presses, report.taken_back});
    }
    void news(contract::AlarmState alarm_state, std::uint64_t revision) {
        happens(Answered{alarm(alarm_state, revision), 0, 0});
    }
    Shows shows() const { return state.told.state; }
    const contract::AlarmReport& report() const { return state.kept.run->report; }

    State state;
    Now now{Moment(1'000'000), contract::Time(1'764'000'000s)};
    Disk disk = Disk::Good;
    bool other_ways = true;
    std::vector<Journal> journaled;
    std::vector<Send> sent;
    std::vector<Moment> sent_at;
    std::vector<Sentence> spoken;
    std::vector<Told> told;
    int ids = 0, incidents = 1, boots = 1, hushes = 0;

  private:
    static std::string boot(int number) { return "boot-" + std::to_string(number); }
    void advance(milliseconds by) {
        now.up += by;
        now.wall += by;
    }
};

}  // namespace anju::alarm
