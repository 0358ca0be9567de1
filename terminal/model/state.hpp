// SPDX-License-Identifier: Apache-2.0
// All that the terminal knows. Values only; the visible screen is derived by current_screen(), never stored.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "media/call/call.hpp"
#include "platform/contract/box_condition.hpp"
#include "platform/contract/box_ring.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/message.hpp"
#include "platform/contract/tv.hpp"
#include "terminal/model/alarm.hpp"
#include "terminal/model/intent.hpp"
#include "terminal/model/settings.hpp"
#include "terminal/model/visit_state.hpp"

namespace anju::model {

// What this program is and stands on; told once at start.
struct Device {
    std::string version;
    std::string platform;         // host of the platform, for the about screen
    std::string presenter;        // "window surface", "opengles2", "memory"
    bool test_clock = false;      // --now
    bool sound_available = true;
    bool speech_available = true;
    std::set<contract::Capability> capabilities;  // what this terminal can do
    std::string lacking;          // for visits: the plugins' names; then they are not among the capabilities
    bool operator==(const Device&) const = default;
};

// Why nothing is heard of the platform. Platform: somebody answered something, or what stood broke off.
enum class Obstacle { Network, Platform, Stranger };

struct Pairing {
    std::optional<contract::PairingCode> code;
    Time asked_at{};      // when the code was received
    Time next_poll{};
    bool unreachable = false;
    Obstacle obstacle{};                // … because of this
    std::optional<RequestId> request;   // for a code, or a poll
    std::chrono::seconds interval{5};   // grows when the platform says slow_down
    int tries = 0;                      // that failed in a row
    bool operator==(const Pairing&) const = default;
};

struct Paired {
    std::string terminal;
    std::string box_number;
    bool operator==(const Paired&) const = default;
};

// What the program measured of itself, when the technician's page last asked.
struct Gauges {
    std::string font;            // of the letters on the screen
    int width = 0, height = 0;   // of the picture
    std::chrono::microseconds paint_mean{}, paint_worst{};  // of the last ones
    int per_second = 0;          // while something moved; 0: nothing has
    bool operator==(const Gauges&) const = default;
};

// The connection came or went.
struct LinkChange {
    Time at{};
    bool online = false;
    bool operator==(const LinkChange&) const = default;
};

struct Page {
    Route route = Route::Home;
    std::string message{};  // Route::Message
    int photo = 0;
    std::string focus{};    // remembered; repaired by the view when the item is gone
    std::string member{};   // Route::LeaveMessage, Route::VisitRule
    std::string anchor{};   // Route::Messages: the newest message when the list was opened; later ones go above it
    bool gauges = false;    // Route::About: its second page, for the technician
    bool operator==(const Page&) const = default;
};

// A press that the platform has not acknowledged yet; kept on disk until it is.
struct PendingSeen {
    std::string message;
    Time seen_at{};
    std::string key;                       // idempotency key
    std::optional<RequestId> in_flight{};
    Time next_try{};
    int tries = 0;
    bool operator==(const PendingSeen&) const = default;
};

// A photo that did not come: when to ask again.
struct PhotoRetry {
    int tries = 0;
    std::optional<Time> next_try;  // nothing: never, the platform has it no more
    bool operator==(const PhotoRetry&) const = default;
};

// A message that came while the person was elsewhere: named in a Notice, the screen stays.
struct Notice {
    std::string message;
    bool operator==(const Notice&) const = default;
};

// What is plugged in, as the machine shows it without opening anything. Nothing: it does not tell.
struct Machine {
    std::optional<bool> camera, microphone;
    std::string signal;  // BoxCondition::signal
    bool operator==(const Machine&) const = default;
};

// Staff looks for this box: its chime sounds a few times, and a line says who asked.
struct Ring {
    std::string id;
    std::string by;
    Time until{};               // the line goes
    bool sounds = false;        // else it is only written
    int chimes_left = 0;
    Time next_chime{};
    bool operator==(const Ring&) const = default;
};

// An answer to a ring that the platform has not acknowledged yet. Not kept: soon nobody waits for it.
struct RingReply {
    std::string ring;
    contract::RingHow how{};
    Time until{};               // then nobody asks any more
    std::optional<RequestId> in_flight{};
    Time next_try{};
    int tries = 0;
    bool operator==(const RingReply&) const = default;
};

// What the platform is told of this box.
struct Telling {
    std::optional<Machine> machine{};              // as it was looked at last
    Time looked_at{};
    std::optional<contract::BoxCondition> told{};  // and acknowledged, since the stream opened
    std::optional<contract::BoxCondition> saying{};// under way
    std::optional<RequestId> in_flight{};
    Time next_try{};                               // no sooner
    int tries = 0;
    bool unwanted = false;                         // this platform does not know of it
    bool operator==(const Telling&) const = default;
};

struct State {
    Device device;
    Time now{};
    std::string box_id;  // random, made with the key; seeds the ids that the model makes
    std::uint64_t made = 0;  // how many ids were made
    Settings settings;   // kept
    std::optional<Settings> preview;  // being chosen on the settings screen
    std::optional<Pairing> pairing;   // set while unpaired
    std::optional<Paired> paired;
    std::string ended;                // Started::ended
    bool unwiped = false;             // Started::unwiped
    std::optional<contract::BoxStop> stop;  // Started::stop
    bool sound_heard = false;         // what the device says of sound was found, not assumed
    Telling telling;
    std::optional<Ring> ring;
    std::optional<RingReply> ring_reply;
    std::optional<contract::Household> household;
    std::vector<contract::Message> messages;  // newest first
    std::uint64_t cursor = 0;
    std::string platform_version;
    bool online = false;
    bool ever_online = false;
    bool connection_failed = false;   // offline is known, not only not yet online
    Obstacle obstacle{};              // with connection_failed
    Time obstacle_since{};            // … it is this one
    Time connection_since{};          // since when online or offline
    std::vector<LinkChange> link;     // oldest first, since the start; the last hour and the one change before it
    std::optional<Time> last_contact; // with the platform
    std::optional<RequestId> snapshot_request;
    std::optional<Time> snapshot_next_try;
    int snapshot_tries = 0;
    bool snapshot_behind = false;     // the last snapshot was older than the events heard
    bool synced = false;              // a snapshot came since the start
    bool wiping = false;              // until Started comes again
    std::vector<Page> pages{Page{}};  // never empty; front is home
    bool taken_over = false;          // the message page on top came by itself; Back restores what was there
    Time ignore_keys_until{};         // after a takeover
    std::optional<Time> confirmed_at; // when OK said "seen" last: a trembling second OK leads nowhere
    std::optional<Notice> notice;
    std::vector<PendingSeen> outbox;
    std::map<std::string, Time> photos_asked;  // photo id (":small" appended for thumbnails) → when
    std::map<std::string, PhotoRetry> photos_failed;
    std::set<std::string> photos_here;         // same names; on disk
    std::optional<Time> last_key;     // for the about screen
    std::optional<Gauges> gauges;     // for its second page
    Time awake_until{};               // at night, after a key
    std::optional<Time> clock_stepped;
    std::string spoken;               // the sentence said last
    Alarm alarm;
    Talk talk;

    // Visits.
    anju::call::State call;
    std::string call_focus;                // on the screens of a call; empty: nobody has moved it
    std::optional<contract::Visit> visit;  // of the call; the last one also while its end is shown
    std::optional<contract::SideState> peer_state;  // what the phone says of itself, and why
    Line line;
    Beside beside;
    bool rings_back = false;  // the tone is heard
    std::vector<contract::Visit> visits;   // newest first
    std::map<std::string, contract::Presence> presence;  // by member
    std::set<std::string> presence_heard;  // of these members, since the snapshot under way was asked for
    std::vector<Errand> errands;
    Asking certificate;                    // the platform is to know this box's
    bool certificate_known = false;        // told in this life
    std::chrono::milliseconds platform_ahead{0};  // the platform's clock against ours
    std::optional<contract::Invitation> invitation;
    std::optional<RequestId> invitation_request;
    bool invitation_failed = false;
    Devices devices;
    Live live;
    std::optional<Recording> recording;
    std::optional<std::string> playing;    // message whose film plays
    Films films;
    bool operator==(const State&) const = default;
};

const Settings& shown_settings(const State& state);  // preview, else kept

}  // namespace anju::model
