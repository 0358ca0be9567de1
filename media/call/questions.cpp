// SPDX-License-Identifier: Apache-2.0
// What is asked of a call in any of its states.
#include "media/call/call.hpp"

#include <algorithm>

namespace anju::call {
namespace {

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace

std::optional<Time> next_deadline(const State& state) {
    using Due = std::optional<Time>;
    return std::visit(overloaded{[](const Idle&) -> Due { return {}; },
                                 [](const Active&) -> Due { return {}; },
                                 [](const Ringing& s) -> Due {
                                     return s.answers_itself_at ? std::min(*s.answers_itself_at, s.until) : s.until;
                                 },
                                 [](const auto& s) -> Due { return s.until; }},
                      state);
}

const CallId* id_of(const State& state) {
    return std::visit(overloaded{[](const Idle&) -> const CallId* { return nullptr; },
                                 [](const Reconnecting& s) { return &s.last.id; },
                                 [](const auto& s) { return &s.id; }},
                      state);
}

}  // namespace anju::call
