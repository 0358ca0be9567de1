// SPDX-License-Identifier: Apache-2.0
// Whether the key for help would work: heartbeats, faults and test alarms of the boxes. docs/alarm.md has the rules.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/time.hpp"

namespace anju::contract {

// UncleanStart: the machine or the guard went off without a word. ClockWrong: not synchronised, or more than 30 s beside the
// platform's. RemoteSilent: no key for seven days. PathDown: one of the addresses or networks answers no more.
enum class BoxFault { UncleanStart, Watchdog, DiskFull, ClockWrong, CameraLost, MicrophoneLost, RemoteSilent, PathDown };

// Of the guard, each 30 s and at once when something of it has changed.
struct Heartbeat {
    Time at{};                     // by the box's clock
    std::string path;              // primary, secondary: the address that this came by
    std::vector<BoxFault> faults;  // all that hold now, each once
    bool leaving = false;          // it goes off as somebody wanted: planned-off from now on
    bool operator==(const Heartbeat&) const = default;
};
struct HeartbeatAnswer {
    Time now{};
    std::chrono::seconds every{30};  // when the next is expected
    bool operator==(const HeartbeatAnswer&) const = default;
};

// Silent: each week by each path, nobody notices. Voice: each month by day, the guard says aloud what it does.
enum class TestKind { Silent, Voice };
struct TestReport {
    std::string id;        // made by the box, as of an AlarmReport: said twice changes nothing
    TestKind kind{};
    std::string path;      // primary, secondary
    Time at{};
    bool spoken = false;   // of Voice: the sentence was played to its end
    bool operator==(const TestReport&) const = default;
};

enum class BoxHealth { Online, PlannedOff, Offline };
// A box as the desk knows it: only those about which there is something to say.
struct DeskBox {
    std::string id, number, household, person, address;
    BoxHealth state{};
    std::optional<Time> since;           // of the state; nothing: it was never heard
    std::vector<BoxFault> faults;
    std::optional<Time> tested_at;       // the last test that came, by any path
    bool overdue = false;                // a test of a path is 8 days old, or that with voice 32
    bool operator==(const DeskBox&) const = default;
};
// A time in which a box was not heard; planned: as somebody wanted. Nothing at its end: it still is.
struct BoxOff {
    Time from{};
    std::optional<Time> to;
    bool planned = false;
    bool operator==(const BoxOff&) const = default;
};
// What the page of boxes shows beside a box that stands in a home.
struct BoxWatch {
    BoxHealth state{};
    std::optional<Time> since;           // as of DeskBox
    std::vector<BoxFault> faults;
    std::optional<Time> tested_at, voice_tested_at;
    bool overdue = false;
    std::string away_until;              // 2026-12-01: nobody is at home, as staff wrote; empty: nobody did
    std::vector<BoxOff> offs;            // newest first, the last five; of one box alone
    bool operator==(const BoxWatch&) const = default;
};
// Offline ones first, those that wait longest on top; then faults, overdue, planned-off. At most 200; the figures count all.
struct DeskBoxes {
    std::vector<DeskBox> boxes;
    int online = 0, offline = 0, planned_off = 0, with_faults = 0, overdue = 0;
    bool operator==(const DeskBoxes&) const = default;
};

inline constexpr std::chrono::seconds kHeartbeat{30};
inline constexpr std::chrono::seconds kOfflineAfter{75};  // the desk shows it within 90
inline constexpr std::chrono::hours kSilentTest{7 * 24}, kVoiceTest{30 * 24};
inline constexpr std::chrono::hours kSilentOverdue{8 * 24}, kVoiceOverdue{32 * 24};
inline constexpr std::chrono::hours kRemoteSilent{7 * 24};

}  // namespace anju::contract
