// SPDX-License-Identifier: Apache-2.0
#include "platform/server/rights_words.hpp"

#include <utility>

namespace anju::server {

std::string written(const contract::Rights& rights) {
    std::string words;
    for (const auto& [may, word] : {std::pair(rights.message, "message"), std::pair(rights.visit, "visit"), std::pair(rights.order, "order"),
                                    std::pair(rights.health, "health")}) {
        words.append(may && !words.empty() ? "," : "").append(may ? word : "");
    }
    return words;
}

std::string rights_in_chinese(std::string_view written) {
    std::string out;
    for (const auto& [word, chinese] : {std::pair("message", "发消息"), std::pair("visit", "视频"), std::pair("order", "代订"), std::pair("health", "看健康")}) {
        if (written.find(word) != std::string_view::npos) {
            out.append(out.empty() ? "" : "、").append(chinese);
        }
    }
    return out.empty() ? "什么都不可以" : out;
}

}  // namespace anju::server
