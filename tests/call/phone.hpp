// SPDX-License-Identifier: Apache-2.0
// One side of a call with its clock, and the first things that happen to it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "media/call/call.hpp"
#include "tests/call/people.hpp"

namespace anju::call {

using namespace std::chrono_literals;

// One side of a call and its clock.
class Phone {
  public:
    State state;
    std::vector<Command> said;
    Time now{1'000'000ms};

    Phone& happens(const Event& event) {
        auto next = step(std::move(state), event, now);
        state = std::move(next.state);
        said = std::move(next.commands);
        return *this;
    }
    Phone& wait(std::chrono::milliseconds time) {
        now += time;
        return happens(TimePassed{});
    }
    template <class S>
    const S& as() const {
        return std::get<S>(state);
    }
    template <class S>
    bool is() const {
        return std::holds_alternative<S>(state);
    }
};

inline RemoteSignal answer(CallId id, std::uint32_t round = 0) {
    return {std::move(id), round, RemoteSignal::Kind::Answer, "v=0", 0, {}};
}
inline RemoteSignal candidate(CallId id, std::uint32_t round = 0, std::string text = "candidate:1") {
    return {std::move(id), round, RemoteSignal::Kind::Candidate, std::move(text), 0, "0"};
}

inline Phone ringing() {
    Phone tv;
    tv.happens(Invited{"c1", kFang, {}, true});
    return tv;
}
inline Phone talking() {
    auto tv = ringing();
    tv.happens(answer("c1")).happens(Accepted{"c1"}).happens(MediaUp{"c1", 0, {"a", "b", "c", "d"}});
    return tv;
}

}  // namespace anju::call
