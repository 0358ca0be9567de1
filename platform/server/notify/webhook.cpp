// SPDX-License-Identifier: Apache-2.0
#include "platform/server/notify/webhook.hpp"

#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <tuple>
#include <vector>

#include "platform/contract/time.hpp"

namespace anju::server {
namespace {

std::string body_of(const Notice& notice, const WebhookOptions& options) {
    nlohmann::ordered_json out;
    out["id"] = notice.id;
    out["event"] = notice.event;
    out["subject"] = notice.subject;
    out["household"] = notice.household;
    out["member"] = notice.member;
    out["name"] = notice.name;
    out["elder"] = notice.calls_elder;
    out["at"] = contract::to_rfc3339(notice.created_at);
    const std::string link = notice.link.empty() ? options.link : options.respond + "#" + notice.link;
    if (!notice.phone.empty()) out["phone"] = notice.phone;
    out["link"] = link;
    out["text"] = options.texts.fill(notice, link);
    return out.dump();
}

Delivery judged(unsigned status) {
    if (status / 100 == 2) return Delivery::Delivered;
    const bool passing = status / 100 == 5 || status / 100 == 3 || status == 408 || status == 409 || status == 425 || status == 429;
    return passing ? Delivery::Later : Delivery::Never;
}

// The words of an answer do not matter: its status does.
std::size_t no_words(char*, std::size_t, std::size_t, void*) { return 0; }

// curl asks at least once a second.
int is_over(void* stopped, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<const std::atomic<bool>*>(stopped)->load() ? 1 : 0; }

Delivery send(const std::string& url, const std::vector<std::string>& headers, const std::string& body, std::chrono::milliseconds patience,
              const std::atomic<bool>& stopped) {
    const std::unique_ptr<CURL, void (*)(CURL*)> request(curl_easy_init(), curl_easy_cleanup);
    std::unique_ptr<curl_slist, void (*)(curl_slist*)> list(nullptr, curl_slist_free_all);
    for (const auto& header : headers) {
        auto* longer = curl_slist_append(list.get(), header.c_str());
        if (longer == nullptr) return Delivery::Later;  // never without its signature
        std::ignore = list.release();
        list.reset(longer);
    }
    if (!request) return Delivery::Later;
    const auto set = [&](CURLoption option, auto value) { return curl_easy_setopt(request.get(), option, value) == CURLE_OK; };
    if (!set(CURLOPT_URL, url.c_str()) || !set(CURLOPT_PROTOCOLS_STR, "http,https") || !set(CURLOPT_PROXY, "") || !set(CURLOPT_NOSIGNAL, 1L) ||
        !set(CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count())) || !set(CURLOPT_HTTPHEADER, list.get()) || !set(CURLOPT_USERAGENT, "anju-platform") ||
        !set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size())) || !set(CURLOPT_POSTFIELDS, body.c_str()) ||
        !set(CURLOPT_NOPROGRESS, 0L) || !set(CURLOPT_XFERINFOFUNCTION, &is_over) || !set(CURLOPT_XFERINFODATA, &stopped) ||
        !set(CURLOPT_FORBID_REUSE, 1L) || !set(CURLOPT_WRITEFUNCTION, &no_words)) {
        return Delivery::Later;
    }
    const auto ended = curl_easy_perform(request.get());
    long status = 0;
    curl_easy_getinfo(request.get(), CURLINFO_RESPONSE_CODE, &status);
    return status < 200 || (ended != CURLE_OK && ended != CURLE_WRITE_ERROR) ? Delivery::Later : judged(static_cast<unsigned>(status));
}

std::int64_t machine_seconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

std::string webhook_signature(const std::string& secret, const std::string& timestamp, const std::string& body) {
    const std::string text = timestamp + "." + body;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         digest.data(), &length);
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "sha256=";
    for (unsigned i = 0; i < length; ++i) {
        out += kHex[digest[i] >> 4U];
        out += kHex[digest[i] & 15U];
    }
    return out;
}

std::optional<WebhookUrl> webhook_url(std::string_view text) {
    WebhookUrl out;
    out.secure = text.starts_with("https://");
    if (!out.secure && !text.starts_with("http://")) return std::nullopt;
    text.remove_prefix(out.secure ? 8 : 7);
    if (std::any_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c >= '\x7f' || c == '"' || c == '@' || c == '#'; })) return std::nullopt;
    const auto slash = std::min(text.find('/'), text.size());
    auto host = text.substr(0, slash);
    out.path = slash == text.size() ? "/" : text.substr(slash);
    out.port = out.secure ? "443" : "80";
    const auto bracket = host.find(']');
    const auto colon = host.find(':', bracket == host.npos ? 0 : bracket);
    if (colon != host.npos) {
        out.port = host.substr(colon + 1);
        host = host.substr(0, colon);
        if (out.port.empty() || out.port.size() > 5 || out.port.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    out.host = host;
    return out.host.empty() ? std::nullopt : std::optional(out);
}

Delivery Webhook::deliver(const Notice& notice) {
    if (!webhook_url(options_.url)) return Delivery::Never;
    const std::string timestamp = std::to_string(options_.unix_seconds ? options_.unix_seconds() : machine_seconds());
    const std::string body = body_of(notice, options_);
    return send(options_.url,
                {"Content-Type: application/json", "Expect:", "Idempotency-Key: " + notice.id, "Anju-Timestamp: " + timestamp,
                 "Anju-Signature: " + webhook_signature(options_.secret, timestamp, body)},
                body, options_.patience, stopped_);
}

}  // namespace anju::server
