// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/guard_json.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "platform/contract/codec.hpp"
#include "platform/contract/time.hpp"
#include "terminal/app/disk/words.hpp"

namespace anju::disk {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 8> kStages{"idle", "calling", "received", "accepted", "changing", "cancelled", "ended", "lost"};

contract::Time time_of(const json& in) {
    const auto time = contract::from_rfc3339(in.get<std::string>());
    if (!time) {
        throw std::runtime_error("no time");
    }
    return *time;
}

}  // namespace

json guard_json(const model::GuardState& said) {
    json out{{"version", said.version}, {"state", word(kStages, said.stage)}, {"at", contract::to_rfc3339(said.at)}, {"presses", said.presses}, {"rung", said.rung}};
    if (said.take_back_until) {
        out["take_back_until"] = contract::to_rfc3339(*said.take_back_until);
    }
    if (said.alarm) {
        out["alarm"] = json::parse(contract::encode(*said.alarm));
    }
    return out;
}

model::GuardState guard_of(const json& in) {
    model::GuardState out;
    out.version = in.at("version").get<std::uint64_t>();
    out.stage = value_of<model::GuardState::Stage>(kStages, in.at("state").get<std::string>());
    out.at = time_of(in.at("at"));
    out.presses = in.at("presses").get<int>();
    if (out.presses < 0 || out.presses > contract::kMaxPresses) {
        throw std::runtime_error("presses are 0 to 100,000");
    }
    const auto there = [&](const char* name) { return in.contains(name) && !in.at(name).is_null(); };
    if (there("take_back_until")) {
        out.take_back_until = time_of(in.at("take_back_until"));
    }
    if (there("rung")) {
        out.rung = in.at("rung").get<int>();
    }
    if (there("alarm")) {
        auto alarm = contract::decode<contract::Alarm>(in.at("alarm").dump());
        if (!alarm) {
            throw std::runtime_error(alarm.error().context);
        }
        out.alarm = std::move(*alarm);
    }
    return out;
}

}  // namespace anju::disk
