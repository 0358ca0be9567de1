// SPDX-License-Identifier: Apache-2.0
// A notice as a signed POST to an operator's gateway for SMS, WeChat and the like. docs/platform-api.md has its shape.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "platform/server/notify/notifier.hpp"
#include "platform/server/notify/texts.hpp"

namespace anju::server {

struct WebhookOptions {
    std::string url;     // http or https
    std::string secret;
    std::string link;    // of the page that the text leads to
    std::string respond; // and of the one for who is sent, without its #
    NoticeTexts texts = NoticeTexts::ours();
    std::chrono::milliseconds patience{10'000};  // from the first byte to the answer
    std::function<std::int64_t()> unix_seconds;  // empty: the machine's; the receiver compares it with its own
};

class Webhook : public Notifier {
  public:
    explicit Webhook(WebhookOptions options) : options_(std::move(options)) {}
    Delivery deliver(const Notice&) override;
    void stop() override { stopped_ = true; }

  private:
    WebhookOptions options_;
    std::atomic<bool> stopped_{false};
};

// "sha256=" and the hex of HMAC-SHA256 over "TIMESTAMP.BODY".
std::string webhook_signature(const std::string& secret, const std::string& timestamp, const std::string& body);

// http(s)://HOST[:PORT][/PATH], as --notify-url wants it.
struct WebhookUrl {
    bool secure = false;
    std::string host, port, path;
};
std::optional<WebhookUrl> webhook_url(std::string_view text);

}  // namespace anju::server
