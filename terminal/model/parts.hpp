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
void wipe(Step& step, const std::string& how = {});  // Started::ended
void wipe(Step& step, const contract::Error& denied);

// pairing.cpp
void begin_pairing(Step& step);
void become(Step& step, const Paired& paired);
void on(Step& step, const PairingCodeReceived& message);
void on(Step& step, const PairingPolled& message);
void pairing_tick(Step& step);

// connection.cpp
void request_snapshot(Step& step);
void on(Step& step, const SnapshotReceived& message);
void on(Step& step, const StreamOpened& message);
void on(Step& step, const StreamLost& message);
Obstacle obstacle_of(const contract::Error& error);
void on(Step& step, const Heard& message);
void connection_tick(Step& step);
void reopen_stream(Step& step);  // this machine has another address, or the line was cut
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
void show_gauges(Step& step);
void open_message(Step& step, const std::string& id);
void open_leave_message(Step& step, const std::string& member);
bool of_visits(Route route);
void show_photo(Step& step, int index);
void drop_stale_notice(State& state);

// settings.cpp
void choose(Step& step, const Choose& choice);
void keep_choices(Step& step);
void follow_home(Step& step);  // after the household came: how its person reads
void change_volume(Step& step, int steps);
void toggle_mute(Step& step);
void apply_volume(Step& step);  // in a talk about an alarm never less than a new TV has

// photos.cpp
inline constexpr std::size_t kPhotosAtOnce = 4;  // requests under way
void fetch_photos(Step& step);
void on(Step& step, const PhotoStored& message);
void on(Step& step, const PhotoFailed& message);

// call_line.cpp
// The call machine takes a step and its commands become effects. by_key: the person asked for it just now.
void move_call(Step& step, const call::Event& event, bool by_key = false);
bool is_on(const call::State& call);  // neither Idle nor Ended
bool in_call(const State& state);
void on(Step& step, const CallMoved& message);
void on(Step& step, const TicketReceived& message);
void on(Step& step, const DevicesSeen& message);
void on(Step& step, const LiveSeen& message);
void place_waiting(Step& step);  // the call that waited until the certificate was told: it goes on, or cannot be placed
void line_again(Step& step);  // the stream stands again
void line_tick(Step& step);
const call::Live* wanted_live(const State& state);  // nothing: no call is answered
// What this side sends, as the phone is told it; nothing before it was answered.
std::optional<contract::SideState> side_state(const State& state);
call::There there_of(const contract::SideState& side);
void await_camera(State& state);  // notes since when it is wanted and not live

// call_signals.cpp
const call::Link* link_of(const State& state);  // nothing: no call is on
void add_signal(Step& step, contract::Signal signal);
void send_signals(Step& step);
void heard_signal(Step& step, const contract::Signal& signal);
void on(Step& step, const SignalMade& message);
void on(Step& step, const SignalSent& message);

// visits.cpp
void keep_visit(State& state, contract::Visit visit);
void heard_visit(Step& step, const contract::Visit& visit);
void apply_visits(Step& step, const contract::Snapshot& snapshot);
void weigh_countdown(Step& step);  // whether the call may still answer itself: by its rule, and heard
void look_at_missed(Step& step);
void call_member(Step& step, const std::string& member);
void answer_call(Step& step);
void leave_call(Step& step);  // what Back means on a screen of a call
void agree_rule(Step& step, const AgreeRule& intent);
std::optional<contract::RuleProposal> open_question(const State& state);  // what the screen asks the elder to agree to
void read_first(Step& step, const std::optional<contract::RuleProposal>& before);  // a question that came just now hears no key yet
void end_visit(Step& step, const std::string& visit, contract::VisitEnd end);
std::string make_visit_id(State& state);
bool being_ended(const State& state, const std::string& visit);  // the platform is being told

// ringback.cpp
void settle_ringback(Step& step);

// errands.cpp
void add_errand(Step& step, Errand::What what);
void send_errands(Step& step);
void on(Step& step, const ErrandDone& message);

// certificate.cpp
void register_certificate(Step& step);
void forget_certificate(State& state);  // the platform does not know it after all
void on(Step& step, const CertificateRegistered& message);

// invitation.cpp
void show_code(Step& step);
void use_up_code(Step& step);  // a guest came with it, or its time is over
void new_code(Step& step);
void invitation_tick(Step& step);
void presence_tick(Step& step);
void on(Step& step, const InvitationReceived& message);

// films.cpp
void start_message(Step& step, const std::string& member);
void finish_message(Step& step, bool keep);
void play_clip(Step& step, const std::string& message);
void stop_clip(Step& step);
void fetch_films(Step& step);
void films_tick(Step& step);
void settle_films(Step& step);  // a screen that is gone films and plays nothing
void film_under_way(State& state, const std::string& recording);
void film_sent(Step& step, const std::string& recording);
void film_not_sent(Step& step, const std::string& recording, bool for_good);
void on(Step& step, const RecordingEnded& message);
void on(Step& step, const ClipStored& message);
void on(Step& step, const ClipFailed& message);
void on(Step& step, const ClipEnded& message);

// ring.cpp
void heard_ring(Step& step, const contract::BoxRings& rings);
void settle_ring(Step& step);  // chimes that are due; and it ends where something else takes the screen
void ring_tick(Step& step);
void on(Step& step, const RingAnswered& message);

// condition.cpp
void look_at_machine(Step& step);
void settle_condition(Step& step);  // tells what is not told yet
void on(Step& step, const MachineSeen& message);
void on(Step& step, const ConditionTold& message);

// alarm.cpp
inline constexpr std::chrono::seconds kGuardAnswers{1};  // one that is well takes milliseconds
void call_help(Step& step, const CallHelp& intent);
void take_back(Step& step, const TakeBack& intent);
void leave_alarm(Step& step);  // what is over, or a guard that does not answer
void settle_alarm(Step& step, bool before);  // before: it was in progress
void on(Step& step, const GuardSaid& message);
void on(Step& step, const GuardGone& message);

// beside.cpp. The call beside is moved as any call is: it stands in the other's place meanwhile. No screen changes by that.
void swap_beside(State& state);
template <class Do>
void in_turn(Step& step, Do what) {
    const auto ignored_until = step.state.ignore_keys_until;
    const auto focus = step.state.call_focus;
    swap_beside(step.state);
    what();
    swap_beside(step.state);
    step.state.ignore_keys_until = ignored_until;
    step.state.call_focus = focus;
}
bool of_beside(const State& state, const std::string& visit);
bool of_beside(const State& state, const call::Event& event);
bool asked_beside(const State& state, RequestId request);
void dial_beside(Step& step, const contract::Visit& visit);  // placed by the platform; this TV offers

// talk.cpp
void heard_talk(Step& step, const contract::Visit& visit);  // about an alarm, and not the call that is on
void settle_talk(Step& step);  // answers what waits, and ends what no person has any more

// clock.cpp
void move_clock(Step& step, Time now);

}  // namespace anju::model
