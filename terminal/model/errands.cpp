// SPDX-License-Identifier: Apache-2.0
// What the platform must hear once: kept on disk first, repeated until it has answered.
#include <algorithm>
#include <cstdint>

#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"

namespace anju::model {
namespace {

// The same errand has the same key in every life of this program.
std::string key_of(const State& state, const Errand::What& what) {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    const auto add = [&](const std::string& text) {
        for (const unsigned char byte : text + '/') {
            hash = (hash ^ byte) * 1099511628211u;
        }
    };
    add(state.box_id);
    const std::string kind = std::visit(overloaded{[&](const Errand::End& end) {
                                                       add(end.visit);
                                                       return "end-";
                                                   },
                                                   [&](const Errand::Rule& rule) {
                                                       add(rule.answer.member);
                                                       add(std::to_string(static_cast<int>(rule.answer.policy)));
                                                       add(std::to_string(state.now.time_since_epoch().count()));
                                                       return "rule-";
                                                   },
                                                   [&](const Errand::Seen& seen) {
                                                       for (const auto& visit : seen.visits) {
                                                           add(visit);
                                                       }
                                                       return "visits-";
                                                   },
                                                   [&](const Errand::Film& film) {
                                                       add(film.recording);
                                                       return "film-";
                                                   }},
                                        what);
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string key = kind;
    for (int shift = 60; shift >= 0; shift -= 4) {
        key += kDigits[(hash >> shift) & 15];
    }
    return key;
}

Effect effect_of(RequestId id, const Errand& errand) {
    return std::visit(
        overloaded{[&](const Errand::End& end) -> Effect { return EndVisit{id, end.visit, end.end}; },
                   [&](const Errand::Rule& rule) -> Effect { return AnswerRule{id, rule.answer}; },
                   [&](const Errand::Seen& seen) -> Effect { return MarkVisitsSeen{id, seen.visits}; },
                   [&](const Errand::Film& film) -> Effect {
                       return SendClip{id, film.recording, film.member, errand.key};
                   }},
        errand.what);
}

}  // namespace

void add_errand(Step& step, Errand::What what) {
    auto& state = step.state;
    auto key = key_of(state, what);
    state.errands.push_back({.what = std::move(what), .key = std::move(key), .next_try = state.now});
    step.effects.push_back(SaveErrands{state.errands});
    send_errands(step);
}

void send_errands(Step& step) {
    auto& state = step.state;
    for (auto& errand : state.errands) {
        // The end of a visit is tried also while only the event stream is away: the phone waits for it.
        const bool now = state.online || std::holds_alternative<Errand::End>(errand.what);
        if (now && !errand.in_flight && errand.next_try <= state.now) {
            errand.in_flight = make_id(state);
            if (const auto* film = std::get_if<Errand::Film>(&errand.what)) {
                film_under_way(state, film->recording);
            }
            step.effects.push_back(effect_of(*errand.in_flight, errand));
        }
    }
}

void on(Step& step, const ErrandDone& message) {
    auto& state = step.state;
    const auto errand = std::ranges::find_if(
        state.errands, [&](const Errand& one) { return one.in_flight == message.id; });
    if (errand == state.errands.end()) {
        return;
    }
    const auto* film = std::get_if<Errand::Film>(&errand->what);
    const auto recording = film ? film->recording : std::string{};
    const auto& error = message.error;
    if (error && error->kind == contract::ErrorKind::Denied) {
        wipe(step, *error);
        return;
    }
    const bool for_good = error && error->retry_after == 0s &&
                          (error->kind == contract::ErrorKind::Refused ||
                           (error->kind == contract::ErrorKind::Broken && film));
    if (!error || for_good) {
        const bool rule = std::holds_alternative<Errand::Rule>(errand->what);
        state.errands.erase(errand);
        step.effects.push_back(SaveErrands{state.errands});
        if (!error) {
            state.last_contact = state.now;
        } else if (rule && !state.snapshot_request) {
            request_snapshot(step);  // what is in force is what the platform has
        }
    } else {
        errand->in_flight.reset();
        ++errand->tries;
        errand->next_try =
            state.now + std::max<std::chrono::milliseconds>(error->retry_after, back_off(state, errand->tries));
    }
    if (!recording.empty()) {
        error ? film_not_sent(step, recording, for_good) : film_sent(step, recording);
    }
}

}  // namespace anju::model
