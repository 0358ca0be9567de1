// SPDX-License-Identifier: Apache-2.0
#include "platform/server/notify/texts.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace anju::server {

extern const std::string_view kNoticeTexts;  // texts.json, made by http.cmake

tl::expected<NoticeTexts, std::string> NoticeTexts::read(std::string_view json) {
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object()) return tl::make_unexpected("The texts of notices are no JSON object.");
    NoticeTexts out;
    for (const auto& [event, languages] : parsed.items()) {
        if (!languages.is_object()) return tl::make_unexpected(fmt::format("The texts of the notice {} are no object.", event));
        for (const auto& [language, text] : languages.items()) {
            if (!text.is_string()) return tl::make_unexpected(fmt::format("The text of the notice {} in {} is no text.", event, language));
            out.texts_[event][language] = text.get<std::string>();
        }
    }
    for (const char* event : {"alarm", "responder"}) {  // a file from before there was such a notice
        if (out.texts_.contains(event)) continue;
        if (json == kNoticeTexts) return tl::make_unexpected(fmt::format("The notice {} has no text.", event));
        out.texts_[event] = ours().texts_.at(event);
    }
    for (const char* event : {"visit", "visit_missed", "film", "alarm", "responder"}) {
        for (const char* language : {"zh", "en"}) {
            const auto found = out.texts_.find(event);
            if (found == out.texts_.end() || !found->second.contains(language)) {
                return tl::make_unexpected(fmt::format("The notice {} has no text in {}.", event, language));
            }
        }
    }
    return out;
}

NoticeTexts NoticeTexts::ours() { return *read(kNoticeTexts); }

std::map<std::string, std::string> NoticeTexts::fill(const Notice& notice, std::string_view link) const {
    std::map<std::string, std::string> out;
    const auto found = texts_.find(notice.event);
    if (found == texts_.end()) return out;
    const std::pair<std::string_view, std::string_view> words[] = {{"{elder}", notice.calls_elder}, {"{name}", notice.name}, {"{link}", link}};
    for (const auto& [language, text] : found->second) {
        std::string& filled = out[language];
        for (std::string_view rest = text; !rest.empty();) {
            bool known = false;
            for (const auto& [word, value] : words) {
                if (!rest.starts_with(word)) continue;
                filled += value;
                rest.remove_prefix(word.size());
                known = true;
                break;
            }
            if (known) continue;
            filled += rest.front();
            rest.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace anju::server
