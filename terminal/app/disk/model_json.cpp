// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/model_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "platform/contract/codec.hpp"
#include "terminal/model/overloaded.hpp"

namespace anju::disk {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> kTextSizes{"standard", "large", "largest"};
constexpr std::array<std::string_view, 2> kLanguages{"zh", "en"};
constexpr std::array<std::string_view, 3> kSounds{"chimes_only", "speak_softly", "speak_loudly"};

std::string dump(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

// Nothing, where there is no word or an unknown one.
template <class Enum, std::size_t N>
std::optional<Enum> picked(const json& in, const char* name, const std::array<std::string_view, N>& words) {
    const auto found = in.find(name);
    if (found == in.end() || !found->is_string()) {
        return {};
    }
    const auto at = std::ranges::find(words, found->get_ref<const std::string&>());
    return at == words.end() ? std::nullopt : std::optional(static_cast<Enum>(at - words.begin()));
}

std::string text_of(const json& in, const char* name) {
    const auto found = in.find(name);
    return found != in.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<json> object_from(std::string_view text) {
    auto value = json::parse(text, nullptr, false);
    return value.is_object() ? std::optional(std::move(value)) : std::nullopt;
}

}  // namespace

std::string to_text(const model::Settings& s) {
    json out{{"text_size", kTextSizes[static_cast<std::size_t>(s.text_size)]},
             {"language", kLanguages[static_cast<std::size_t>(s.language)]},
             {"sound", kSounds[static_cast<std::size_t>(s.sound)]},
             {"volume", s.volume},
             {"muted", s.muted}};
    if (s.asked_text_size) {
        out["asked_text_size"] = kTextSizes[static_cast<std::size_t>(*s.asked_text_size)];
    }
    if (s.asked_language) {
        out["asked_language"] = kLanguages[static_cast<std::size_t>(*s.asked_language)];
    }
    return dump(out);
}

std::string to_text(const model::Paired& paired) {
    return dump({{"terminal", paired.terminal}, {"box_number", paired.box_number}});
}

std::string to_text(const std::vector<model::PendingSeen>& outbox) {
    json list = json::array();
    for (const auto& pending : outbox) {
        list.push_back({{"message", pending.message},
                        {"seen_at", contract::to_rfc3339(pending.seen_at)},
                        {"key", pending.key}});
    }
    return dump({{"seen", std::move(list)}});
}

std::string to_text(const std::vector<model::Errand>& errands) {
    json list = json::array();
    for (const auto& errand : errands) {
        json one = std::visit(
            model::overloaded{[](const model::Errand::End& what) {
                                  return json{{"kind", "end"},
                                              {"visit", what.visit},
                                              {"body", contract::encode(contract::VisitEnding{what.end})}};
                              },
                              [](const model::Errand::Rule& what) {
                                  return json{{"kind", "rule"}, {"body", contract::encode(what.answer)}};
                              },
                              [](const model::Errand::Seen& what) {
                                  return json{{"kind", "seen"},
                                              {"body", contract::encode(contract::VisitsSeen{what.visits})}};
                              },
                              [](const model::Errand::Film& what) {
                                  return json{{"kind", "film"}, {"recording", what.recording}, {"member", what.member}};
                              }},
            errand.what);
        one["key"] = errand.key;
        list.push_back(std::move(one));
    }
    return dump({{"errands", std::move(list)}});
}

std::optional<model::Settings> settings_from(std::string_view text) {
    const auto in = object_from(text);
    if (!in) {
        return {};
    }
    model::Settings out;
    // An unknown word leaves the default: one setting is lost then, not all of them.
    out.text_size = picked<model::TextSize>(*in, "text_size", kTextSizes).value_or(out.text_size);
    out.language = picked<model::Language>(*in, "language", kLanguages).value_or(out.language);
    out.sound = picked<model::Sound>(*in, "sound", kSounds).value_or(out.sound);
    out.asked_text_size = picked<model::TextSize>(*in, "asked_text_size", kTextSizes);
    out.asked_language = picked<model::Language>(*in, "asked_language", kLanguages);
    if (const auto volume = in->find("volume");
        volume != in->end() && volume->is_number_integer()) {
        out.volume = static_cast<int>(std::clamp<std::int64_t>(volume->get<std::int64_t>(), 0, 10));
    }
    if (const auto muted = in->find("muted"); muted != in->end() && muted->is_boolean()) {
        out.muted = muted->get<bool>();
    }
    return out;
}

std::optional<model::Paired> paired_from(std::string_view text) {
    const auto in = object_from(text);
    if (!in) {
        return {};
    }
    model::Paired out{text_of(*in, "terminal"), text_of(*in, "box_number")};
    return out.terminal.empty() ? std::nullopt : std::optional(std::move(out));
}

std::optional<std::vector<model::PendingSeen>> outbox_from(std::string_view text) {
    const auto in = object_from(text);
    if (!in || !in->contains("seen") || !in->at("seen").is_array()) {
        return {};
    }
    std::vector<model::PendingSeen> out;
    for (const json& one : in->at("seen")) {
        model::PendingSeen pending;
        if (one.is_object()) {
            pending.message = text_of(one, "message");
            pending.key = text_of(one, "key");
        }
        const auto seen_at =
            one.is_object() ? contract::from_rfc3339(text_of(one, "seen_at")) : std::nullopt;
        if (!pending.message.empty() && !pending.key.empty() && seen_at) {
            pending.seen_at = *seen_at;
            out.push_back(std::move(pending));
        }
    }
    return out;
}

namespace {

std::optional<model::Errand::What> errand_from(const json& one) {
    using model::Errand;
    const auto kind = text_of(one, "kind");
    const auto body = text_of(one, "body");
    if (kind == "end") {
        const auto ending = contract::decode<contract::VisitEnding>(body);
        return ending ? std::optional<Errand::What>(Errand::End{text_of(one, "visit"), ending->end}) : std::nullopt;
    }
    if (kind == "rule") {
        const auto answer = contract::decode<contract::RuleAnswer>(body);
        return answer ? std::optional<Errand::What>(Errand::Rule{*answer}) : std::nullopt;
    }
    if (kind == "seen") {
        const auto seen = contract::decode<contract::VisitsSeen>(body);
        return seen ? std::optional<Errand::What>(Errand::Seen{seen->visits}) : std::nullopt;
    }
    if (kind == "film" && !text_of(one, "recording").empty()) {
        return Errand::Film{text_of(one, "recording"), text_of(one, "member")};
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::vector<model::Errand>> errands_from(std::string_view text) {
    const auto in = object_from(text);
    if (!in || !in->contains("errands") || !in->at("errands").is_array()) {
        return {};
    }
    std::vector<model::Errand> out;
    for (const json& one : in->at("errands")) {
        auto what = one.is_object() ? errand_from(one) : std::nullopt;
        const auto key = one.is_object() ? text_of(one, "key") : std::string{};
        if (what && !key.empty()) {
            out.push_back({.what = std::move(*what), .key = key});
        }
    }
    return out;
}

}  // namespace anju::disk
