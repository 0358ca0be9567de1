// SPDX-License-Identifier: Apache-2.0
// One HTTP request and its answer as plain values: the router knows no socket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/server/callers.hpp"

namespace anju::server {

using Header = std::pair<std::string, std::string>;

struct Request {
    std::string method = "GET";
    std::string target = "/";      // path and query, as it came
    std::vector<Header> headers;
    std::string body;
    std::string address;           // of the other end, for the limits on guessing
    bool secure = false;           // came by https

    std::string_view path() const;
    // Empty when absent; names in any case.
    std::string_view header(std::string_view name) const;
    // Percent-decoded; nothing when absent or not decodable.
    std::optional<std::string> query(std::string_view name) const;
    // Empty when absent.
    std::string_view cookie(std::string_view name) const;
};

using StreamCaller = std::variant<TerminalCaller, FamilyCaller, VisitListener, GuardListener, StaffCaller>;

// The answer turns into an event stream that lasts.
struct OpenStream {
    StreamCaller caller;
    std::uint64_t after = 0;
    std::string proof;  // the secret that opened it, to be asked about again
};

struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    std::optional<OpenStream> stream;

    std::string_view header(std::string_view name) const;
    Response& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

bool same_word(std::string_view left, std::string_view right);  // ASCII, any case
bool is_id(std::string_view text);                               // 1–64 of A–Z a–z 0–9 - _
bool is_utf8(std::string_view text);

}  // namespace anju::server
