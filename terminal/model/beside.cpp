// SPDX-License-Identifier: Apache-2.0
// A relative in the talk about an alarm: a second call beside the desk's, which never disturbs the first and never outlives it.
#include <algorithm>
#include <array>
#include <utility>

#include "terminal/model/overloaded.hpp"
#include "terminal/model/parts.hpp"

namespace anju::model {

void swap_beside(State& state) {
    auto& beside = state.beside;
    std::swap(state.call, beside.call);
    std::swap(state.visit, beside.visit);
    std::swap(state.peer_state, beside.peer_state);
    std::swap(state.line, beside.line);
}

bool of_beside(const State& state, const std::string& visit) {
    const auto* id = call::id_of(state.beside.call);
    return id && *id == visit;
}

bool of_beside(const State& state, const call::Event& event) {
    return std::visit(overloaded{[](const call::DevicesChanged&) { return false; },
                                 [](const call::NetworkChanged&) { return false; },
                                 [](const call::Dismissed&) { return false; },
                                 [](const call::TimePassed&) { return false; },
                                 [&](const auto& e) { return of_beside(state, e.id); }},
                      event);
}

bool asked_beside(const State& state, RequestId request) {
    const auto& line = state.beside.line;
    const std::array askings{&line.placing, &line.answering, &line.ticketing};
    return std::ranges::any_of(askings, [&](const auto* one) { return one->in_flight == request; }) ||
           std::ranges::any_of(line.signals, [&](const auto& one) { return one.in_flight == request; });
}

void dial_beside(Step& step, const contract::Visit& visit) {
    in_turn(step, [&] {
        step.state.visit = visit;
        move_call(step, call::Placed{visit.id, {visit.visitor.member, visit.visitor.name}});
    });
}

}  // namespace anju::model
