// SPDX-License-Identifier: Apache-2.0
#include "platform/server/options.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "platform/server/notify/webhook.hpp"
#include "platform/server/turn.hpp"

namespace anju::server {

const char* const kUsage =
    "anju-platform [options]\n"
    "  --listen HOST:PORT        127.0.0.1:8420; port 0 takes any free one\n"
    "  --listen-tls HOST:PORT    speak TLS there as well, with --certificate FILE and --key FILE (PEM, read again when they change)\n"
    "  --proxy ADDRESS           believe X-Forwarded-For and X-Forwarded-Proto of this address; repeatable\n"
    "  --database WHERE          sqlite:PATH or postgres:CONNINFO\n"
    "  --web DIR                 the web pages\n"
    "  --public-url URL          how browsers and TVs reach it, when that is not the listening address\n"
    "  --frame-ancestor ORIGIN   the only page that may show the family page in a frame\n"
    "  --demo DIR, --art DIR     seed an empty database with the demo household, its logins into DIR/demo.json\n"
    "  --turn URL                a relay, turn:HOST:PORT[?transport=tcp] or turns:…; may be said again\n"
    "  --turn-secret FILE        the secret that it shares (coturn's static-auth-secret)\n"
    "  --notify-url URL          POST a signed notice there when the elder calls or leaves a film (SMS, WeChat gateways)\n"
    "  --notify-secret FILE      the secret that signs it\n"
    "  --notify-texts FILE       other texts than ours, JSON by event and language\n"
    "  --ready FILE              write {\"url\", \"port\", \"pid\"} there once it answers\n"
    "  --now RFC3339             start the clock there\n";

namespace {

bool parse_address(std::string_view text, std::string& host_out, std::uint16_t& port_out) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto digits = text.substr(colon + 1);
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port_out);
    if (failed != std::errc{} || end != digits.data() + digits.size()) return false;
    auto host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    host_out = host;
    return true;
}

}  // namespace

bool is_origin(std::string_view text) {
    const auto rest = text.starts_with("http://") ? text.substr(7) : text.starts_with("https://") ? text.substr(8) : "";
    return !rest.empty() && std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':' || c == '[' || c == ']';
    });
}

tl::expected<Options, std::string> parse_options(const std::vector<std::string>& arguments) {
    Options out;
    const std::pair<std::string_view, std::string*> words[] = {
        {"--database", &out.database}, {"--web", &out.web},   {"--demo", &out.demo},
        {"--art", &out.art},           {"--ready", &out.ready}, {"--turn-secret", &out.turn_secret},
        {"--certificate", &out.certificate}, {"--key", &out.key},
        {"--notify-url", &out.notify_url}, {"--notify-secret", &out.notify_secret}, {"--notify-texts", &out.notify_texts},
    };
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--help") {
            out.help = true;
            return out;
        }
        const bool known = name == "--listen" || name == "--listen-tls" || name == "--proxy" || name == "--public-url" || name == "--frame-ancestor" || name == "--now" || name == "--turn" ||
                           std::any_of(std::begin(words), std::end(words), [&](const auto& w) { return w.first == name; });
        if (!known) return tl::make_unexpected(fmt::format("Unknown option {}; --help lists them.", name));
        if (++i == arguments.size()) return tl::make_unexpected(fmt::format("{} needs a value.", name));
        const std::string& value = arguments[i];
        for (const auto& [word, target] : words) {
            if (word == name) *target = value;
        }
        if (name == "--listen" && !parse_address(value, out.host, out.port)) {
            return tl::make_unexpected(fmt::format("--listen wants HOST:PORT, not {}.", value));
        }
        if (name == "--listen-tls" && !parse_address(value, out.tls_host, out.tls_port)) {
            return tl::make_unexpected(fmt::format("--listen-tls wants HOST:PORT, not {}.", value));
        }
        if (name == "--proxy") out.proxies.push_back(value);
        if (name == "--public-url") {
            out.public_url = value.ends_with('/') ? value.substr(0, value.size() - 1) : value;
            if (!is_origin(out.public_url)) {
                return tl::make_unexpected(fmt::format("--public-url wants http(s)://HOST[:PORT], not {}.", value));
            }
        }
        if (name == "--frame-ancestor") {
            out.frame_ancestor = value;
            if (!is_origin(value)) {
                return tl::make_unexpected(fmt::format("--frame-ancestor wants http(s)://HOST[:PORT], not {}.", value));
            }
        }
        if (name == "--turn") {
            if (!is_turn_url(value)) return tl::make_unexpected(fmt::format("--turn wants turn:HOST[:PORT] or turns:HOST[:PORT], not {}.", value));
            out.turn.push_back(value);
        }
        if (name == "--notify-url" && !webhook_url(value)) {
            return tl::make_unexpected(fmt::format("--notify-url wants http(s)://HOST[:PORT][/PATH], not {}.", value));
        }
        if (name == "--now") {
            out.now = contract::from_rfc3339(value);
            if (!out.now) return tl::make_unexpected(fmt::format("--now wants a time like 2026-11-21T09:41:00+08:00, not {}.", value));
        }
    }
    if (out.turn.empty() != out.turn_secret.empty()) return tl::make_unexpected("--turn and --turn-secret go together.");
    if (!out.tls_host.empty() && (out.certificate.empty() || out.key.empty())) {
        return tl::make_unexpected("--listen-tls needs --certificate and --key, both PEM files.");
    }
    if (out.notify_url.empty() != out.notify_secret.empty()) return tl::make_unexpected("--notify-url and --notify-secret go together.");
    return out;
}

}  // namespace anju::server
