// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/call_json.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "terminal/model/overloaded.hpp"

namespace anju::disk {

using model::overloaded;
using nlohmann::json;

namespace {

call::Rung rung_of(const json& in) {
    const int value = in.get<int>();
    if (value < 0 || value > static_cast<int>(call::Rung::SoundOnly)) {
        throw std::runtime_error("unknown rung");
    }
    return static_cast<call::Rung>(value);
}

call::Fault fault_of(const json& in) {
    const int value = in.get<int>();
    if (value < 0 || value > static_cast<int>(call::Fault::Unknown)) {
        throw std::runtime_error("unknown fault");
    }
    return static_cast<call::Fault>(value);
}

}  // namespace

json call_json(const model::CallMoved& moved) {
    json out{{"message", "call_moved"}};
    std::visit(overloaded{[&](const call::MediaUp& e) {
                              out.update({{"event", "media_up"}, {"id", e.id}, {"round", e.round}, {"words", e.words}});
                          },
                          [&](const call::MediaSilent& e) {
                              out.update({{"event", "media_silent"}, {"id", e.id}, {"round", e.round}});
                          },
                          [&](const call::MediaFailed& e) {
                              out.update({{"event", "media_failed"}, {"id", e.id}, {"round", e.round}, {"fault", static_cast<int>(e.fault)}});
                          },
                          [&](const call::RungChanged& e) {
                              out.update({{"event", "rung_changed"},
                                          {"id", e.id},
                                          {"sends", static_cast<int>(e.sends)},
                                          {"receives", static_cast<int>(e.receives)},
                                          {"peer_speaking", e.peer_speaking}});
                          },
                          [&](const auto&) { out["event"] = "network_changed"; }},
               moved.event);
    return out;
}

model::CallMoved call_moved_of(const json& in) {
    const auto event = in.at("event").get<std::string>();
    if (event == "network_changed") {
        return model::CallMoved{call::NetworkChanged{}};
    }
    const auto id = in.at("id").get<std::string>();
    if (event == "rung_changed") {
        return model::CallMoved{call::RungChanged{id, rung_of(in.at("sends")), rung_of(in.at("receives")),
                                                  in.at("peer_speaking").get<bool>()}};
    }
    const auto round = in.at("round").get<std::uint32_t>();
    if (event == "media_up") {
        return model::CallMoved{call::MediaUp{id, round, in.at("words").get<std::vector<std::string>>()}};
    }
    if (event == "media_silent") {
        return model::CallMoved{call::MediaSilent{id, round}};
    }
    if (event == "media_failed") {
        return model::CallMoved{call::MediaFailed{id, round, {}, fault_of(in.at("fault"))}};
    }
    throw std::runtime_error("unknown word");
}

}  // namespace anju::disk
