// SPDX-License-Identifier: Apache-2.0
// One overload for each thing that a state makes of an event; the last of them, that says nothing, is for the rest.
#include "media/call/call.hpp"

#include <algorithm>
#include <concepts>
#include <utility>

namespace anju::call {
namespace {

// A call that is going on.
template <class S>
concept Open = !std::same_as<S, Idle> && !std::same_as<S, Ended>;
// Somebody agreed to it.
template <class S>
concept Agreed = std::same_as<S, Connecting> || std::same_as<S, Active> || std::same_as<S, Reconnecting>;
template <class S>
concept Unanswered = std::same_as<S, Dialing> || std::same_as<S, Ringing>;

template <class S>
auto& body(S& s) { return s; }
Active& body(Reconnecting& s) { return s.last; }
const Active& body(const Reconnecting& s) { return s.last; }

template <Open S>
Side placed_by(const S& s) { return body(s).placed_by; }
Side placed_by(const Dialing&) { return Side::Here; }
Side placed_by(const Ringing&) { return Side::There; }

std::optional<std::chrono::milliseconds> talked(const Dialing&, Time) { return std::nullopt; }
std::optional<std::chrono::milliseconds> talked(const Ringing&, Time) { return std::nullopt; }
std::optional<std::chrono::milliseconds> talked(const Connecting&, Time) { return std::chrono::milliseconds(0); }
std::optional<std::chrono::milliseconds> talked(const Active& s, Time now) { return now - s.since; }
std::optional<std::chrono::milliseconds> talked(const Reconnecting& s, Time) { return s.lost_at - s.last.since; }

class Rules {
  public:
    Rules(Time now, std::vector<Command>& say) : now_(now), say_(say) {}

    template <class S, class E>
    State on(S s, const E&) { return s; }

    // ---- beginning ----
    State on(Idle, const Placed& e) { return dial(e); }
    State on(Ended s, const Placed& e) { return e.id == s.id ? State(s) : dial(e); }
    State on(Idle, const Invited& e) { return ring(e); }
    State on(Ended s, const Invited& e) { return e.id == s.id ? State(s) : ring(e); }
    template <Open S>
    State on(S s, const Invited& e) {
        if (e.id != body(s).id) {
            tell(TellEnded{e.id, EndReason::Busy});
        }
        return s;
    }
    // Said again: a rule that was taken back meanwhile takes its countdown along. Nothing else of it is heard.
    State on(Ringing s, const Invited& e) {
        if (e.id != s.id) {
            tell(TellEnded{e.id, EndReason::Busy});
        } else if (!e.answers_itself_in) {
            s.answers_itself_at.reset();
        }
        return s;
    }
    // Both called each other: the smaller id stays, and who placed a call has agreed to it.
    State on(Dialing s, const Invited& e) {
        const bool same_person = !e.peer.member.empty() && e.peer.member == s.peer.member;
        if (e.id == s.id) {
            return s;
        }
        if (!same_person || s.id < e.id) {
            tell(TellEnded{e.id, EndReason::Busy});
            return s;
        }
        tell(TellEnded{s.id, EndReason::Cancelled});
        tell(StopMedia{s.id});
        tell(Connect{e.id, 0});
        tell(TellAccepted{e.id, false});
        return agreed(e.id, e.peer, Side::There, false, {true, true}, Link{.since = now_}, {.camera = e.camera});
    }

    // ---- answering ----
    State on(Ringing s, const Accepted& e) {
        return e.id == s.id ? accept(s, e.automatic, {e.camera, e.microphone}) : State(s);
    }
    State on(Dialing s, const Answered& e) {
        return e.id == s.id ? agreed(s.id, s.peer, Side::Here, false, {true, true}, s.link, s.there) : State(s);
    }
    State on(Ringing s, const Declined& e) {
        if (e.id != s.id) {
            return s;
        }
        tell(TellEnded{s.id, EndReason::Declined});
        return ended(s, EndReason::Declined, Side::Here);
    }

    // ---- ending ----
    template <Open S>
    State on(S s, const HungUp& e) {
        if (e.id != body(s).id) {
            return s;
        }
        auto reason = e.reason;
        if (e.by == Side::Here) {
            if constexpr (std::same_as<S, Ringing>) {
                if (reason != EndReason::Alarm) {
                    return on(s, Declined{e.id});
                }
            }
            if (std::same_as<S, Dialing> && reason == EndReason::HungUp) {
                reason = EndReason::Cancelled;
            }
            tell(TellEnded{e.id, reason});
        } else if (std::same_as<S, Ringing> && reason == EndReason::HungUp) {
            reason = EndReason::Cancelled;
        }
        return ended(s, reason, e.by, e.by == Side::There ? Fault::Unknown : Fault::Network);
    }
    State on(Ended, const Dismissed&) { return Idle{}; }

    // ---- the connection ----
    template <Open S>
    State on(S s, const RemoteSignal& e) {
        auto& link = body(s).link;
        if (e.id != body(s).id || e.round != link.round) {
            return s;
        }
        if (e.kind == RemoteSignal::Kind::Candidate) {
            if (link.described) {
                tell(GiveSignal{e.id, e.round, e});
            } else if (link.waiting.size() < kMostWaiting) {
                link.waiting.push_back(e);
            }
        } else if (!link.described) {
            link.described = true;
            tell(GiveSignal{e.id, e.round, e});
            for (auto& signal : std::exchange(link.waiting, {})) {
                tell(GiveSignal{e.id, e.round, std::move(signal)});
            }
        }
        return s;
    }
    // About an older round, while the newer offer is on its way to the phone: that one will do.
    template <Open S>
    State on(S s, const AgainAsked& e) {
        const auto& link = body(s).link;
        const bool on_its_way = e.round < link.round && !link.described && now_ < link.since + kOfferTravels;
        const bool too_soon = now_ < link.since + kAgainApart;
        return e.id == body(s).id && !on_its_way && !too_soon ? next_round(std::move(s)) : State(s);
    }
    template <Open S>
    State on(S s, const NetworkChanged&) { return next_round(std::move(s)); }

    template <Unanswered S>
    State on(S s, const MediaUp& e) {
        if (of_link(s, e)) {
            s.link.up = true;
            s.link.words = e.words;
        }
        return s;
    }
    State on(Connecting s, const MediaUp& e) {
        if (!of_link(s, e)) {
            return s;
        }
        s.link.up = true;
        s.link.words = e.words;
        return active(s);
    }
    State on(Active s, const MediaUp& e) {
        if (of_link(s, e)) {
            s.link.up = true;
            s.link.words = e.words;
            s.round = e.round;
        }
        return s;
    }
    // Also the round that had fallen silent may speak again, while the next one is still being built.
    State on(Reconnecting s, const MediaUp& e) {
        if (e.id != s.last.id || (e.round != s.last.link.round && e.round != s.last.round)) {
            return s;
        }
        return on(std::move(s.last), e);
    }

    template <Open S>
    State on(S s, const MediaSilent& e) { return of_link(s, e) ? next_round(std::move(s)) : State(s); }
    State on(Active s, const MediaSilent& e) {
        if (e.id != s.id || (e.round != s.link.round && e.round != s.round)) {
            return s;
        }
        if (e.round != s.round) {
            return next_round(std::move(s));  // the one being built; what is seen goes on
        }
        Reconnecting lost{std::move(s), now_, now_ + kReconnectsFor};
        const bool building = lost.last.link.round != lost.last.round && !lost.last.link.failed;
        return building ? State(std::move(lost)) : next_round(std::move(lost));
    }
    template <Open S>
    State on(S s, const MediaFailed& e) {
        if (!of_link(s, e)) {
            return s;
        }
        tell(TellEnded{e.id, EndReason::Failed});
        return ended(s, EndReason::Failed, Side::Here, e.fault);
    }
    State on(Active s, const MediaFailed& e) {
        if (of_link(s, e) && s.link.round != s.round) {
            s.link.failed = true;
            return s;
        }
        return fails(std::move(s), e);
    }

    // ---- what is seen and heard ----
    template <Open S>
    State on(S s, const PeerState& e) {
        if (e.id == body(s).id) {
            body(s).there = e.there;
            weigh(body(s));
        }
        return s;
    }
    template <Agreed S>
    State on(S s, const RungChanged& e) {
        if constexpr (!std::same_as<S, Connecting>) {
            auto& call = body(s);
            if (e.id == call.id) {
                call.sends = e.sends;
                call.receives = e.receives;
                call.peer_speaking = e.peer_speaking;
                weigh(call);
            }
        }
        return s;
    }
    template <Agreed S>
    State on(S s, const CameraWanted& e) {
        auto& call = body(s);
        return e.id == call.id ? lives(std::move(s), {e.on, call.live.microphone}) : State(s);
    }
    template <Agreed S>
    State on(S s, const MicrophoneWanted& e) {
        auto& call = body(s);
        return e.id == call.id ? lives(std::move(s), {call.live.camera, e.on}) : State(s);
    }
    // A camera that was plugged in joins, when it is wanted.
    template <Agreed S>
    State on(S s, const DevicesChanged&) {
        tell(OpenDevices{body(s).id, body(s).live.camera, body(s).live.microphone});
        return s;
    }

    // ---- time ----
    State on(Dialing s, const TimePassed&) { return limit(s, EndReason::Missed); }
    State on(Ringing s, const TimePassed&) {
        if (now_ < s.until && s.answers_itself_at && now_ >= *s.answers_itself_at) {
            return accept(s, true, {true, true});
        }
        return limit(s, EndReason::Missed);
    }
    State on(Connecting s, const TimePassed&) { return limit(s, EndReason::Failed); }
    State on(Reconnecting s, const TimePassed&) { return limit(s, EndReason::Lost); }
    State on(Ended s, const TimePassed&) { return now_ >= s.until ? State(Idle{}) : State(s); }

  private:
    void tell(Command command) { say_.push_back(std::move(command)); }

    template <class S, class E>
    static bool of_link(const S& s, const E& e) {
        return e.id == body(s).id && e.round == body(s).link.round;
    }

    State dial(const Placed& e) {
        tell(TellPlaced{e.id, e.peer});
        tell(Connect{e.id, 0});
        return Dialing{e.id, e.peer, now_, now_ + kRingsFor, Link{.since = now_}, {}};
    }

    State ring(const Invited& e) {
        tell(StartRinging{e.id});
        tell(Connect{e.id, 0});
        Ringing s{e.id, e.peer, now_, now_ + kRingsFor, {}, Link{.since = now_}, {.camera = e.camera}};
        if (e.answers_itself_in) {
            s.answers_itself_at = now_ + *e.answers_itself_in;
        }
        return s;
    }

    State accept(const Ringing& s, bool automatic, Live live) {
        tell(StopRinging{});
        tell(TellAccepted{s.id, automatic});
        return agreed(s.id, s.peer, Side::There, automatic, live, s.link, s.there);
    }

    // The only place where a call's camera and microphone come on.
    State agreed(const CallId& id, const Peer& peer, Side placed_by, bool automatic, Live live, Link link, There there) {
        tell(OpenDevices{id, live.camera, live.microphone});
        Connecting s{id, peer, placed_by, automatic, live, now_, now_ + kConnectsFor, std::move(link), there};
        return s.link.up ? active(s) : State(std::move(s));
    }

    State active(const Connecting& s) {
        Active call{.id = s.id, .peer = s.peer, .placed_by = s.placed_by, .automatic = s.automatic, .live = s.live,
                    .since = now_, .round = s.link.round, .link = s.link, .there = s.there, .weak_since = {}};
        weigh(call);
        return call;
    }

    template <class S>
    State lives(S s, Live live) {
        if (body(s).live != live) {
            body(s).live = live;
            tell(OpenDevices{body(s).id, live.camera, live.microphone});
        }
        return s;
    }

    template <class S>
    State next_round(S s) {
        auto& call = body(s);
        call.link = Link{.round = call.link.round + 1, .since = now_, .waiting = {}, .words = {}};
        tell(Connect{call.id, call.link.round});
        return s;
    }

    template <class S>
    void weigh(S&) {}
    void weigh(Active& call) {
        const bool weak = call.there.camera && std::max(call.receives, call.there.sends) >= Rung::Still;
        if (!weak) {
            call.weak_since.reset();
        } else if (!call.weak_since) {
            call.weak_since = now_;
        }
    }

    template <class S>
    State fails(S s, const MediaFailed& e) {
        if (!of_link(s, e)) {
            return s;
        }
        tell(TellEnded{e.id, EndReason::Failed});
        return ended(s, EndReason::Failed, Side::Here, e.fault);
    }

    template <class S>
    State limit(const S& s, EndReason reason) {
        if (now_ < s.until) {
            return s;
        }
        tell(TellEnded{body(s).id, reason});
        return ended(s, reason, Side::Here);
    }

    template <Open S>
    State ended(const S& s, EndReason reason, Side by, Fault fault = Fault::Network) {
        if constexpr (std::same_as<S, Ringing>) {
            tell(StopRinging{});
        }
        tell(StopMedia{body(s).id});
        if (by == Side::Here && (reason == EndReason::Cancelled || reason == EndReason::Alarm)) {
            return Idle{};  // the person's own wish, nothing to say about it; or the alarm has the screen
        }
        const auto length = talked(s, now_);
        auto stays = kEndStaysFor;
        if (std::same_as<S, Ringing>) {
            stays = reason == EndReason::Declined ? kDeclinedStaysFor : kMissedStaysFor;
        }
        return Ended{body(s).id, body(s).peer, placed_by(s), reason, by, now_, now_ + stays, length, fault};
    }

    Time now_;
    std::vector<Command>& say_;
};

}  // namespace

Step step(State state, const Event& event, Time now) {
    std::vector<Command> commands;
    Rules rules(now, commands);
    auto next = std::visit([&](auto s, const auto& e) { return rules.on(std::move(s), e); }, std::move(state), event);
    return {std::move(next), std::move(commands)};
}

}  // namespace anju::call
