// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/message_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "platform/contract/codec.hpp"
#include "terminal/app/disk/call_json.hpp"
#include "terminal/app/disk/guard_json.hpp"
#include "terminal/app/disk/intent_json.hpp"
#include "terminal/app/disk/model_json.hpp"
#include "terminal/app/disk/words.hpp"
#include "terminal/model/overloaded.hpp"

namespace anju::disk {
namespace {

using model::overloaded;
using nlohmann::json;

constexpr std::array<std::string_view, 6> kKinds{"offline", "timeout",   "denied",
                                                 "refused", "malformed", "broken"};

template <class T>
T known(std::optional<T> value) {
    if (!value) {
        throw std::runtime_error("damaged value");
    }
    return std::move(*value);
}

template <class T>
json contract_json(const T& value) {
    return json::parse(contract::encode(value));
}

template <class T>
T contract_value(const json& in) {
    auto value = contract::decode<T>(in.dump());
    if (!value) {
        throw std::runtime_error(value.error().context);
    }
    return std::move(*value);
}

json error_json(const contract::Error& error) {
    return {{"kind", word(kKinds, error.kind)},
            {"code", error.code},
            {"context", error.context},
            {"retry_after", error.retry_after.count()}};
}

contract::Error error_of(const json& in) {
    return {value_of<contract::ErrorKind>(kKinds, in.at("kind")), in.at("code").get<std::string>(),
            in.at("context").get<std::string>(),
            std::chrono::seconds(in.at("retry_after").get<int>())};
}

template <class T>
json reply_json(const char* name, model::RequestId id, const contract::Result<T>& result) {
    json out{{"message", name}, {"id", id}};
    if (result) {
        out["result"] = contract_json(*result);
    } else {
        out["error"] = error_json(result.error());
    }
    return out;
}

// An acknowledgement without content.
json done_json(const char* name, model::RequestId id, const std::optional<contract::Error>& error) {
    json out{{"message", name}, {"id", id}};
    if (error) {
        out["error"] = error_json(*error);
    }
    return out;
}

template <class Done>
model::Message done_of(const json& in) {
    Done out{in.at("id").get<model::RequestId>(), {}};
    if (in.contains("error")) {
        out.error = error_of(in.at("error"));
    }
    return out;
}

template <class Reply, class T>
model::Message reply_of(const json& in) {
    const auto id = in.at("id").get<model::RequestId>();
    if (in.contains("error")) {
        return Reply{id, tl::unexpected(error_of(in.at("error")))};
    }
    return Reply{id, contract_value<T>(in.at("result"))};
}

json started_json(const model::Started& started) {
    json capabilities = json::array();
    for (const auto capability : started.device.capabilities) {
        capabilities.push_back(contract::word(capability));
    }
    json out{{"message", "started"},
             {"version", started.device.version},
             {"platform", started.device.platform},
             {"presenter", started.device.presenter},
             {"test_clock", started.device.test_clock},
             {"sound_available", started.device.sound_available},
             {"speech_available", started.device.speech_available},
             {"capabilities", std::move(capabilities)},
             {"lacking", started.device.lacking},
             {"box_id", started.box_id},
             {"ended", started.ended},
             {"unwiped", started.unwiped},
             {"settings", json::parse(to_text(started.settings))},
             {"outbox", json::parse(to_text(started.outbox))},
             {"photos_here", started.photos_here},
             {"errands", json::parse(to_text(started.errands))},
             {"clips_here", started.clips_here},
             {"now", contract::to_rfc3339(started.now)}};
    if (started.stop) {
        out["stop"] = contract_json(*started.stop);
    }
    if (started.paired) {
        out["paired"] = json::parse(to_text(*started.paired));
    }
    if (started.cached) {
        out["cached"] = contract_json(*started.cached);
    }
    return out;
}

std::set<contract::Capability> capabilities_of(const json& words) {
    std::set<contract::Capability> out;
    for (int i = 0; i <= static_cast<int>(contract::Capability::Help); ++i) {
        const auto capability = static_cast<contract::Capability>(i);
        if (std::ranges::find(words, json(contract::word(capability))) != words.end()) {
            out.insert(capability);
        }
    }
    return out;
}

model::Started started_of(const json& in) {
    model::Started out;
    in.at("version").get_to(out.device.version);
    in.at("platform").get_to(out.device.platform);
    in.at("presenter").get_to(out.device.presenter);
    in.at("test_clock").get_to(out.device.test_clock);
    in.at("sound_available").get_to(out.device.sound_available);
    in.at("speech_available").get_to(out.device.speech_available);
    out.device.capabilities = capabilities_of(in.at("capabilities"));
    out.device.lacking = in.value("lacking", "");
    in.at("box_id").get_to(out.box_id);
    out.ended = in.value("ended", "");
    out.unwiped = in.value("unwiped", false);
    out.settings = known(settings_from(in.at("settings").dump()));
    out.outbox = known(outbox_from(in.at("outbox").dump()));
    in.at("photos_here").get_to(out.photos_here);
    out.errands = known(errands_from(in.at("errands").dump()));
    in.at("clips_here").get_to(out.clips_here);
    out.now = known(contract::from_rfc3339(in.at("now").get<std::string>()));
    if (in.contains("stop")) {
        out.stop = contract_value<contract::BoxStop>(in.at("stop"));
    }
    if (in.contains("paired")) {
        out.paired = known(paired_from(in.at("paired").dump()));
    }
    if (in.contains("cached")) {
        out.cached = contract_value<contract::Snapshot>(in.at("cached"));
    }
    return out;
}

json gauges_json(const model::Gauges& gauges) {
    return {{"message", "gauges_read"},
            {"font", gauges.font},
            {"width", gauges.width},
            {"height", gauges.height},
            {"paint_mean_us", gauges.paint_mean.count()},
            {"paint_worst_us", gauges.paint_worst.count()},
            {"per_second", gauges.per_second}};
}

model::Message gauges_of(const json& in) {
    model::Gauges out;
    in.at("font").get_to(out.font);
    in.at("width").get_to(out.width);
    in.at("height").get_to(out.height);
    out.paint_mean = std::chrono::microseconds(in.at("paint_mean_us").get<std::int64_t>());
    out.paint_worst = std::chrono::microseconds(in.at("paint_worst_us").get<std::int64_t>());
    in.at("per_second").get_to(out.per_second);
    return model::GaugesRead{std::move(out)};
}

json machine_json(const model::Machine& machine) {
    const auto maybe = [](const std::optional<bool>& value) { return value ? json(*value) : json(nullptr); };
    return {{"message", "machine_seen"}, {"signal", machine.signal}, {"camera", maybe(machine.camera)}, {"microphone", maybe(machine.microphone)}};
}

model::Message machine_of(const json& in) {
    const auto maybe = [&](const char* name) { return in.at(name).is_null() ? std::nullopt : std::optional(in.at(name).get<bool>()); };
    return model::MachineSeen{{maybe("camera"), maybe("microphone"), in.at("signal").get<std::string>()}};
}

json message_json(const model::Message& message) {
    return std::visit(
        overloaded{
            [](const model::Started& m) { return started_json(m); },
            [](const model::Asked& m) {
                json out = intent_json(m.intent);
                out["message"] = "asked";
                return out;
            },
            [](const model::KeyTouched&) {
                return json{{"message", "key_touched"}};
            },
            [](const model::Tick& m) {
                return json{{"message", "tick"}, {"now", contract::to_rfc3339(m.now)}};
            },
            [](const model::PairingCodeReceived& m) {
                return reply_json("pairing_code_received", m.id, m.result);
            },
            [](const model::PairingPolled& m) {
                return reply_json("pairing_polled", m.id, m.result);
            },
            [](const model::SnapshotReceived& m) {
                return reply_json("snapshot_received", m.id, m.result);
            },
            [](const model::SeenAcknowledged& m) {
                return reply_json("seen_acknowledged", m.id, m.result);
            },
            [](const model::PhotoStored& m) {
                return json{{"message", "photo_stored"}, {"name", m.name}};
            },
            [](const model::PhotoFailed& m) {
                return json{
                    {"message", "photo_failed"}, {"name", m.name}, {"error", error_json(m.error)}};
            },
            [](const model::StreamOpened&) {
                return json{{"message", "stream_opened"}};
            },
            [](const model::StreamLost& m) {
                return json{{"message", "stream_lost"}, {"error", error_json(m.error)}};
            },
            [](const model::Heard& m) {
                return json{{"message", "heard"},
                            {"seq", m.event.seq},
                            {"event", contract::event_name(m.event.body)},
                            {"data", json::parse(contract::encode_event_data(m.event.body))}};
            },
            [](const model::SoundChanged& m) {
                return json{{"message", "sound_changed"},
                            {"sound", m.sound_available},
                            {"speech", m.speech_available}};
            },
            [](const model::VisitsLacking& m) { return json{{"message", "visits_lacking"}, {"plugins", m.plugins}}; },
            [](const model::GaugesRead& m) { return gauges_json(m.gauges); },
            [](const model::CallMoved& m) { return call_json(m); },
            [](const model::SignalMade& m) {
                return json{{"message", "signal_made"}, {"signal", contract_json(m.signal)}};
            },
            [](const model::TicketReceived& m) { return reply_json("ticket_received", m.id, m.result); },
            [](const model::SignalSent& m) { return done_json("signal_sent", m.id, m.error); },
            [](const model::ErrandDone& m) { return done_json("errand_done", m.id, m.error); },
            [](const model::InvitationReceived& m) {
                return reply_json("invitation_received", m.id, m.result);
            },
            [](const model::CertificateRegistered& m) {
                return done_json("certificate_registered", m.id, m.error);
            },
            [](const model::DevicesSeen& m) {
                return json{{"message", "devices_seen"},
                            {"camera", m.devices.camera},
                            {"microphone", m.devices.microphone},
                            {"speaker", m.devices.speaker}};
            },
            [](const model::LiveSeen& m) {
                return json{{"message", "live_seen"}, {"camera", m.live.camera}, {"microphone", m.live.microphone}};
            },
            [](const model::RecordingEnded& m) {
                return json{{"message", "recording_ended"}, {"id", m.id}, {"failed", m.failed}};
            },
            [](const model::ClipStored& m) {
                return json{{"message", "clip_stored"}, {"clip", m.clip}};
            },
            [](const model::ClipFailed& m) {
                return json{{"message", "clip_failed"}, {"clip", m.clip}, {"error", error_json(m.error)}};
            },
            [](const model::ClipEnded& m) {
                return json{{"message", "clip_ended"}, {"clip", m.clip}, {"failed", m.failed}};
            },
            [](const model::RingAnswered& m) { return done_json("ring_answered", m.id, m.error); },
            [](const model::MachineSeen& m) { return machine_json(m.machine); },
            [](const model::ConditionTold& m) { return done_json("condition_told", m.id, m.error); },
            [](const model::GuardSaid& m) { return json{{"message", "guard_said"}, {"guard", guard_json(m.said)}}; },
            [](const model::GuardGone&) { return json{{"message", "guard_gone"}}; },
        },
        message);
}

model::Message heard_of(const json& in) {
    auto body = contract::decode_event(in.at("event").get<std::string>(), in.at("data").dump());
    if (!body) {
        throw std::runtime_error(body.error().context);
    }
    model::Heard heard;  // by parts: gcc 12 takes a moved temporary here for uninitialised
    heard.event.seq = in.at("seq").get<std::uint64_t>();
    heard.event.body = std::move(*body);
    return heard;
}

model::Message message_of(const json& in) {
    using Read = model::Message (*)(const json&);
    static const std::map<std::string, Read> kReads{
        {"started", [](const json& j) -> model::Message { return started_of(j); }},
        {"asked", [](const json& j) -> model::Message { return model::Asked{intent_of(j)}; }},
        {"key_touched", [](const json&) -> model::Message { return model::KeyTouched{}; }},
        {"tick",
         [](const json& j) -> model::Message {
             return model::Tick{known(contract::from_rfc3339(j.at("now").get<std::string>()))};
         }},
        {"pairing_code_received", reply_of<model::PairingCodeReceived, contract::PairingCode>},
        {"pairing_polled", reply_of<model::PairingPolled, contract::Paired>},
        {"snapshot_received", reply_of<model::SnapshotReceived, contract::Snapshot>},
        {"seen_acknowledged", reply_of<model::SeenAcknowledged, contract::Message>},
        {"photo_stored",
         [](const json& j) -> model::Message { return model::PhotoStored{j.at("name")}; }},
        {"photo_failed",
         [](const json& j) -> model::Message {
             return model::PhotoFailed{j.at("name"), error_of(j.at("error"))};
         }},
        {"stream_opened", [](const json&) -> model::Message { return model::StreamOpened{}; }},
        {"stream_lost",
         [](const json& j) -> model::Message {
             return model::StreamLost{error_of(j.at("error"))};
         }},
        {"heard", heard_of},
        {"sound_changed",
         [](const json& j) -> model::Message {
             return model::SoundChanged{j.at("sound"), j.at("speech")};
         }},
        {"visits_lacking", [](const json& j) -> model::Message { return model::VisitsLacking{j.at("plugins")}; }},
        {"gauges_read", gauges_of},
        {"call_moved", [](const json& j) -> model::Message { return call_moved_of(j); }},
        {"signal_made",
         [](const json& j) -> model::Message {
             return model::SignalMade{contract_value<contract::Signal>(j.at("signal"))};
         }},
        {"ticket_received", reply_of<model::TicketReceived, contract::VisitTicket>},
        {"signal_sent", done_of<model::SignalSent>},
        {"errand_done", done_of<model::ErrandDone>},
        {"invitation_received", reply_of<model::InvitationReceived, contract::Invitation>},
        {"certificate_registered", done_of<model::CertificateRegistered>},
        {"devices_seen",
         [](const json& j) -> model::Message {
             return model::DevicesSeen{{.camera = j.at("camera"), .microphone = j.at("microphone"), .speaker = j.at("speaker")}};
         }},
        {"live_seen",
         [](const json& j) -> model::Message {
             return model::LiveSeen{{.camera = j.at("camera"), .microphone = j.at("microphone")}};
         }},
        {"recording_ended",
         [](const json& j) -> model::Message { return model::RecordingEnded{j.at("id"), j.at("failed")}; }},
        {"clip_stored", [](const json& j) -> model::Message { return model::ClipStored{j.at("clip")}; }},
        {"clip_failed",
         [](const json& j) -> model::Message { return model::ClipFailed{j.at("clip"), error_of(j.at("error"))}; }},
        {"clip_ended",
         [](const json& j) -> model::Message { return model::ClipEnded{j.at("clip"), j.at("failed")}; }},
        {"ring_answered", done_of<model::RingAnswered>},
        {"machine_seen", machine_of},
        {"condition_told", done_of<model::ConditionTold>},
        {"guard_said", [](const json& j) -> model::Message { return model::GuardSaid{guard_of(j.at("guard"))}; }},
        {"guard_gone", [](const json&) -> model::Message { return model::GuardGone{}; }},
    };
    return kReads.at(in.at("message"))(in);
}

}  // namespace

std::string to_line(const model::Message& message) {
    return message_json(message).dump(-1, ' ', false, json::error_handler_t::replace);
}

contract::Result<model::Message> from_line(std::string_view line) {
    try {
        return message_of(json::parse(line));
    } catch (const std::exception& error) {
        return tl::unexpected(
            contract::Error{contract::ErrorKind::Malformed, "", error.what(), {}});
    }
}

}  // namespace anju::disk
