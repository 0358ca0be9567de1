// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/intent_json.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "platform/contract/codec.hpp"
#include "terminal/app/disk/words.hpp"
#include "terminal/model/overloaded.hpp"

namespace anju::disk {
namespace {

using model::overloaded;
using nlohmann::json;

constexpr std::array<std::string_view, 10> kRoutes{"home",   "messages",   "message",   "settings",      "about",
                                                   "family", "visit_code", "visit_log", "leave_message", "visit_rule"};
constexpr std::array<std::string_view, 3> kSettingWords{"text_size", "language", "sound"};

contract::VisitPolicy policy_of(const json& in) {
    using contract::VisitPolicy;
    for (const auto policy : {VisitPolicy::Ring, VisitPolicy::Automatic, VisitPolicy::AutomaticByDay,
                              VisitPolicy::AutomaticInAlarm}) {
        if (in == json(contract::word(policy))) {
            return policy;
        }
    }
    throw std::runtime_error("unknown word");
}

contract::AlarmSource source_of(const json& in) {
    using contract::AlarmSource;
    for (const auto source : {AlarmSource::Red, AlarmSource::Sos, AlarmSource::Button, AlarmSource::Tile}) {
        if (in == json(contract::word(source))) {
            return source;
        }
    }
    throw std::runtime_error("unknown word");
}

}  // namespace

json intent_json(const model::Intent& intent) {
    return std::visit(overloaded{
                          [](const model::FocusItem& i) {
                              return json{{"intent", "focus_item"}, {"id", i.id}};
                          },
                          [](const model::GoBack&) {
                              return json{{"intent", "go_back"}};
                          },
                          [](const model::GoHome&) {
                              return json{{"intent", "go_home"}};
                          },
                          [](const model::Open& i) {
                              return json{{"intent", "open"}, {"route", word(kRoutes, i.route)}};
                          },
                          [](const model::OpenMessage& i) {
                              return json{{"intent", "open_message"}, {"id", i.id}};
                          },
                          [](const model::ConfirmSeen& i) {
                              return json{{"intent", "confirm_seen"}, {"id", i.message}};
                          },
                          [](const model::ShowPhoto& i) {
                              return json{{"intent", "show_photo"}, {"index", i.index}};
                          },
                          [](const model::Choose& i) {
                              return json{{"intent", "choose"},
                                          {"setting", word(kSettingWords, i.setting)},
                                          {"option", i.option}};
                          },
                          [](const model::KeepChoices&) {
                              return json{{"intent", "keep_choices"}};
                          },
                          [](const model::ShowGauges&) {
                              return json{{"intent", "show_gauges"}};
                          },
                          [](const model::ReadAloud& i) {
                              return json{{"intent", "read_aloud"}, {"text", i.text}};
                          },
                          [](const model::ChangeVolume& i) {
                              return json{{"intent", "change_volume"}, {"steps", i.steps}};
                          },
                          [](const model::ToggleMute&) {
                              return json{{"intent", "toggle_mute"}};
                          },
                          [](const model::Wake&) {
                              return json{{"intent", "wake"}};
                          },
                          [](const model::CallMember& i) {
                              return json{{"intent", "call_member"}, {"member", i.member}};
                          },
                          [](const model::AnswerCall&) {
                              return json{{"intent", "answer_call"}};
                          },
                          [](const model::DeclineCall&) {
                              return json{{"intent", "decline_call"}};
                          },
                          [](const model::HangUp&) {
                              return json{{"intent", "hang_up"}};
                          },
                          [](const model::DismissCall&) {
                              return json{{"intent", "dismiss_call"}};
                          },
                          [](const model::SetCamera& i) {
                              return json{{"intent", "set_camera"}, {"on", i.on}};
                          },
                          [](const model::SetMicrophone& i) {
                              return json{{"intent", "set_microphone"}, {"on", i.on}};
                          },
                          [](const model::StartMessage& i) {
                              return json{{"intent", "start_message"}, {"member", i.member}};
                          },
                          [](const model::FinishMessage& i) {
                              return json{{"intent", "finish_message"}, {"keep", i.keep}};
                          },
                          [](const model::AgreeRule& i) {
                              return json{{"intent", "agree_rule"},
                                          {"member", i.member},
                                          {"policy", contract::word(i.policy)},
                                          {"agreed", i.agreed}};
                          },
                          [](const model::PlayClip& i) {
                              return json{{"intent", "play_clip"}, {"message_id", i.message}};
                          },
                          [](const model::StopClip&) {
                              return json{{"intent", "stop_clip"}};
                          },
                          [](const model::NewCode&) {
                              return json{{"intent", "new_code"}};
                          },
                          [](const model::CallHelp& i) {
                              return json{{"intent", "call_help"}, {"source", contract::word(i.source)}, {"by_guard", i.by_guard}};
                          },
                          [](const model::TakeBack& i) {
                              return json{{"intent", "take_back"}, {"by_guard", i.by_guard}};
                          },
                      },
                      intent);
}

model::Intent intent_of(const json& in) {
    using Read = model::Intent (*)(const json&);
    static const std::map<std::string, Read> kReads{
        {"focus_item", [](const json& j) -> model::Intent { return model::FocusItem{j.at("id")}; }},
        {"go_back", [](const json&) -> model::Intent { return model::GoBack{}; }},
        {"go_home", [](const json&) -> model::Intent { return model::GoHome{}; }},
        {"open",
         [](const json& j) -> model::Intent {
             return model::Open{value_of<model::Route>(kRoutes, j.at("route"))};
         }},
        {"open_message",
         [](const json& j) -> model::Intent { return model::OpenMessage{j.at("id")}; }},
        {"confirm_seen",
         [](const json& j) -> model::Intent { return model::ConfirmSeen{j.at("id")}; }},
        {"show_photo",
         [](const json& j) -> model::Intent { return model::ShowPhoto{j.at("index")}; }},
        {"choose",
         [](const json& j) -> model::Intent {
             return model::Choose{value_of<model::Setting>(kSettingWords, j.at("setting")),
                                  j.at("option")};
         }},
        {"keep_choices", [](const json&) -> model::Intent { return model::KeepChoices{}; }},
        {"show_gauges", [](const json&) -> model::Intent { return model::ShowGauges{}; }},
        {"read_aloud",
         [](const json& j) -> model::Intent { return model::ReadAloud{j.at("text")}; }},
        {"change_volume",
         [](const json& j) -> model::Intent { return model::ChangeVolume{j.at("steps")}; }},
        {"toggle_mute", [](const json&) -> model::Intent { return model::ToggleMute{}; }},
        {"wake", [](const json&) -> model::Intent { return model::Wake{}; }},
        {"call_member", [](const json& j) -> model::Intent { return model::CallMember{j.at("member")}; }},
        {"answer_call", [](const json&) -> model::Intent { return model::AnswerCall{}; }},
        {"decline_call", [](const json&) -> model::Intent { return model::DeclineCall{}; }},
        {"hang_up", [](const json&) -> model::Intent { return model::HangUp{}; }},
        {"dismiss_call", [](const json&) -> model::Intent { return model::DismissCall{}; }},
        {"set_camera", [](const json& j) -> model::Intent { return model::SetCamera{j.at("on")}; }},
        {"set_microphone", [](const json& j) -> model::Intent { return model::SetMicrophone{j.at("on")}; }},
        {"start_message", [](const json& j) -> model::Intent { return model::StartMessage{j.at("member")}; }},
        {"finish_message", [](const json& j) -> model::Intent { return model::FinishMessage{j.at("keep")}; }},
        {"agree_rule",
         [](const json& j) -> model::Intent {
             return model::AgreeRule{j.at("member"), policy_of(j.at("policy")), j.at("agreed")};
         }},
        {"play_clip", [](const json& j) -> model::Intent { return model::PlayClip{j.at("message_id")}; }},
        {"stop_clip", [](const json&) -> model::Intent { return model::StopClip{}; }},
        {"new_code", [](const json&) -> model::Intent { return model::NewCode{}; }},
        {"call_help", [](const json& j) -> model::Intent { return model::CallHelp{source_of(j.at("source")), j.at("by_guard")}; }},
        {"take_back", [](const json& j) -> model::Intent { return model::TakeBack{j.at("by_guard")}; }},
    };
    return kReads.at(in.at("intent"))(in);
}

}  // namespace anju::disk
