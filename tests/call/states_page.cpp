// SPDX-License-Identifier: Apache-2.0
#include "tests/call/states_page.hpp"

#include <sstream>

#include "tests/call/people.hpp"

namespace anju::call {
namespace {

using namespace std::chrono_literals;

const CallId kCall = "C5";
const CallId kSmaller = "C3";
const CallId kLarger = "C7";
constexpr auto kAgo = 10s;

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

Link link(std::uint32_t round, bool described, bool up) {
    return {.round = round, .since = page_now() - 1s, .described = described, .waiting = {}, .up = up, .words = {}};
}

Active active() {
    Active s;
    s.id = kCall;
    s.peer = kFang;
    s.placed_by = Side::There;
    s.live = {true, true};
    s.since = page_now() - kAgo;
    s.link = link(0, true, true);
    return s;
}

std::string reason(EndReason reason) {
    switch (reason) {
        case EndReason::HungUp: return "hung up";
        case EndReason::Declined: return "declined";
        case EndReason::Cancelled: return "cancelled";
        case EndReason::Missed: return "missed";
        case EndReason::Busy: return "busy";
        case EndReason::Lost: return "lost";
        case EndReason::Failed: return "failed";
        case EndReason::Blocked: return "blocked";
        case EndReason::Alarm: return "alarm";
    }
    return {};
}

std::string facts(const Link& link) {
    std::string text = ", round " + std::to_string(link.round);
    text += link.up ? " up" : link.failed ? " failed" : link.described ? " answered" : "";
    return text + (link.waiting.empty() ? "" : ", " + std::to_string(link.waiting.size()) + " waiting");
}

std::string live(bool camera, bool microphone) {
    return std::string(camera ? "camera" : "no camera") + ", " + (microphone ? "microphone" : "no microphone");
}

std::string words(const Active& s) {
    return " " + s.id + facts(s.link) + (s.round != s.link.round ? ", seen over round " + std::to_string(s.round) : "") +
           (s.weak_since ? ", weak" : "") + (s.live.camera ? "" : ", camera off") +
           (s.live.microphone ? "" : ", microphone off");
}

std::string words(const State& state) {
    return std::visit(
        overloaded{[](const Idle&) -> std::string { return "Idle"; },
                   [](const Dialing& s) { return "Dialing " + s.id + facts(s.link); },
                   [](const Ringing& s) { return "Ringing " + s.id + facts(s.link); },
                   [](const Connecting& s) {
                       return "Connecting " + s.id + (s.automatic ? " (by itself)" : "") + facts(s.link) +
                              (s.live.camera ? "" : ", camera off") + (s.live.microphone ? "" : ", microphone off");
                   },
                   [](const Active& s) { return "Active" + words(s); },
                   [](const Reconnecting& s) { return "Reconnecting" + words(s.last); },
                   [](const Ended& s) {
                       return "Ended " + s.id + ": " + reason(s.reason) + (s.by == Side::Here ? " here" : " there");
                   }},
        state);
}

std::string words(const Command& command) {
    return std::visit(
        overloaded{[](const TellPlaced& c) { return "TellPlaced " + c.id; },
                   [](const TellAccepted& c) { return "TellAccepted " + c.id; },
                   [](const TellEnded& c) { return "TellEnded " + c.id + " (" + reason(c.reason) + ")"; },
                   [](const StartRinging&) -> std::string { return "StartRinging"; },
                   [](const StopRinging&) -> std::string { return "StopRinging"; },
                   [](const Connect& c) { return "Connect " + c.id + " round " + std::to_string(c.round); },
                   [](const OpenDevices& c) { return "**OpenDevices** (" + live(c.camera, c.microphone) + ")"; },
                   [](const GiveSignal& c) {
                       return c.signal.kind == RemoteSignal::Kind::Answer ? std::string("GiveSignal (answer)")
                                                                          : std::string("GiveSignal (candidate)");
                   },
                   [](const StopMedia& c) { return "StopMedia " + c.id; }},
        command);
}

constexpr const char* kHead = R"(# The call machine, pair by pair

`step(State, Event, now)` of `media/call/call.hpp`. Printed by `anju-call-page` from the machine itself and checked by a
test: what stands here is what happens. The call is C5 with 小芳; C3 and C7 are other calls, with a smaller and a larger id.
Under each state: the events that change something or are answered, what the state becomes, and what is commanded, in this order.
All other events leave it as it is and command nothing; they are named below the table.

)";

}  // namespace

Time page_now() { return Time(1'790'000'000'000ms); }

std::vector<NamedState> all_states() {
    const auto since = page_now() - kAgo;
    const auto until = page_now() + kAgo;
    const Ringing ringing{kCall, kFang, since, until, {}, {}, {}};
    auto counting = ringing;
    counting.answers_itself_at = page_now() - 1s;
    auto late = ringing;
    late.until = page_now() - 1s;
    auto ready = ringing;
    ready.link = link(0, true, true);
    Connecting connecting{kCall, kFang, Side::There, false, {true, true}, since, until, {}, {}};
    auto slow = connecting;
    slow.until = page_now() - 1s;
    auto trickling = connecting;
    trickling.link.waiting = {{kCall, 0, RemoteSignal::Kind::Candidate, "candidate:1", 0, "0"}};
    auto building = active();
    building.link = link(1, false, false);
    return {{"Idle", Idle{}},
            {"Dialing", Dialing{kCall, kFang, since, until, {}, {}}},
            {"Dialing, its time over", Dialing{kCall, kFang, since, page_now() - 1s, {}, {}}},
            {"Ringing", ringing},
            {"Ringing, the connection already up", ready},
            {"Ringing, its countdown over", counting},
            {"Ringing, its time over", late},
            {"Connecting", connecting},
            {"Connecting, a candidate came before the answer", trickling},
            {"Connecting, its time over", slow},
            {"Active", active()},
            {"Active, round 1 being built", building},
            {"Reconnecting", Reconnecting{building, since, until}},
            {"Reconnecting, its time over", Reconnecting{building, since, page_now() - 1s}},
            {"Ended", Ended{kCall, kFang, Side::There, EndReason::HungUp, Side::There, since, until, 60s}},
            {"Ended, its time over", Ended{kCall, kFang, Side::There, EndReason::HungUp, Side::There, since, page_now(), 60s}}};
}

std::vector<NamedEvent> all_events() {
    using Kind = RemoteSignal::Kind;
    return {{"Placed C7 to 大伟", Placed{kLarger, kWei}},
            {"Invited C7 by 大伟", Invited{kLarger, kWei, {}, true}},
            {"Invited C7 by 小芳", Invited{kLarger, kFang, {}, true}},
            {"Invited C3 by 小芳", Invited{kSmaller, kFang, {}, true}},
            {"Invited C5 again", Invited{kCall, kFang, {}, true}},
            {"Accepted", Accepted{kCall, false, true, true}},
            {"Accepted C7", Accepted{kLarger, false, true, true}},
            {"Answered", Answered{kCall}},
            {"Answered C7", Answered{kLarger}},
            {"Declined", Declined{kCall}},
            {"Declined C7", Declined{kLarger}},
            {"HungUp here", HungUp{kCall, Side::Here, EndReason::HungUp}},
            {"HungUp there", HungUp{kCall, Side::There, EndReason::HungUp}},
            {"HungUp there: declined", HungUp{kCall, Side::There, EndReason::Declined}},
            {"HungUp C7", HungUp{kLarger, Side::There, EndReason::HungUp}},
            {"Answer of round 0", RemoteSignal{kCall, 0, Kind::Answer, "v=0", 0, {}}},
            {"Candidate of round 0", RemoteSignal{kCall, 0, Kind::Candidate, "candidate:2", 0, "0"}},
            {"Answer of round 1", RemoteSignal{kCall, 1, Kind::Answer, "v=0", 0, {}}},
            {"Candidate of round 1", RemoteSignal{kCall, 1, Kind::Candidate, "candidate:2", 0, "0"}},
            {"Answer of C7", RemoteSignal{kLarger, 0, Kind::Answer, "v=0", 0, {}}},
            {"AgainAsked, round 0", AgainAsked{kCall, 0}},
            {"AgainAsked of C7", AgainAsked{kLarger, 0}},
            {"PeerState: still", PeerState{kCall, {.camera = true, .microphone = true, .sends = Rung::Still}}},
            {"MediaUp, round 0", MediaUp{kCall, 0, {"月", "山", "桥", "灯"}}},
            {"MediaUp, round 1", MediaUp{kCall, 1, {"月", "山", "桥", "灯"}}},
            {"MediaUp of C7", MediaUp{kLarger, 0, {}}},
            {"MediaSilent, round 0", MediaSilent{kCall, 0}},
            {"MediaSilent, round 1", MediaSilent{kCall, 1}},
            {"MediaFailed, round 0", MediaFailed{kCall, 0, "no encoder"}},
            {"MediaFailed, round 1", MediaFailed{kCall, 1, "no encoder"}},
            {"RungChanged: sound only comes", RungChanged{kCall, Rung::Full, Rung::SoundOnly, false}},
            {"CameraWanted off", CameraWanted{kCall, false}},
            {"MicrophoneWanted off", MicrophoneWanted{kCall, false}},
            {"DevicesChanged", DevicesChanged{true, true}},
            {"NetworkChanged", NetworkChanged{}},
            {"Dismissed", Dismissed{}},
            {"TimePassed", TimePassed{}}};
}

std::string states_page() {
    std::ostringstream out;
    out << kHead;
    for (const auto& [name, state] : all_states()) {
        out << "## " << name << "\n\n| event | becomes | commands |\n| --- | --- | --- |\n";
        std::string nothing;
        for (const auto& [event_name, event] : all_events()) {
            const auto [next, commands] = step(state, event, page_now());
            if (next == state && commands.empty()) {
                nothing += (nothing.empty() ? "" : "; ") + event_name;
                continue;
            }
            out << "| " << event_name << " | " << (next == state ? "–" : words(next)) << " | ";
            for (std::size_t i = 0; i < commands.size(); ++i) {
                out << (i == 0 ? "" : ", ") << words(commands[i]);
            }
            out << " |\n";
        }
        out << "\nNothing: " << nothing << ".\n\n";
    }
    auto text = out.str();
    text.pop_back();
    return text;
}

}  // namespace anju::call
