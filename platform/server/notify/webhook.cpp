// SPDX-License-Identifier: Apache-2.0
#include "platform/server/notify/webhook.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <nlohmann/json.hpp>

#include "platform/contract/time.hpp"

namespace anju::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t kMaxAnswer = 64 * 1024;

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
    out["link"] = options.link;
    out["text"] = options.texts.fill(notice, options.link);
    return out.dump();
}

Delivery judged(unsigned status) {
    if (status / 100 == 2) return Delivery::Delivered;
    const bool passing = status / 100 == 5 || status / 100 == 3 || status == 408 || status == 409 || status == 425 || status == 429;
    return passing ? Delivery::Later : Delivery::Never;
}

// One request over a stream that is connected already; every step under one deadline.
template <class Stream>
class Exchange {
  public:
    Exchange(Stream& stream, http::request<http::string_body>& request) : stream_(stream), request_(request) { parser_.body_limit(kMaxAnswer); }
    void begin(std::function<void(Delivery)> done) {
        done_ = std::move(done);
        http::async_write(stream_, request_, [this](error_code failed, std::size_t) {
            if (failed) return done_(Delivery::Later);
            http::async_read_header(stream_, buffer_, parser_, [this](error_code lost, std::size_t) {
                done_(lost ? Delivery::Later : judged(parser_.get().result_int()));
            });
        });
    }

  private:
    Stream& stream_;
    http::request<http::string_body>& request_;
    beast::flat_buffer buffer_;
    http::response_parser<http::string_body> parser_;
    std::function<void(Delivery)> done_;
};

Delivery send(const WebhookUrl& url, http::request<http::string_body>& request, std::chrono::milliseconds patience) {
    asio::io_context io;
    asio::ip::tcp::resolver resolver(io);
    asio::ssl::context trust(asio::ssl::context::tls_client);
    error_code failed;
    trust.set_default_verify_paths(failed);
    trust.set_verify_mode(asio::ssl::verify_peer);
    beast::ssl_stream<beast::tcp_stream> secure(io, trust);
    beast::tcp_stream plain(io);
    Exchange over_tls(secure, request);
    Exchange over_tcp(plain, request);
    auto& lowest = url.secure ? beast::get_lowest_layer(secure) : plain;
    lowest.expires_after(patience);

    Delivery out = Delivery::Later;
    const auto done = [&](Delivery said) { out = said; };
    resolver.async_resolve(url.host, url.port, [&](error_code lost, const asio::ip::tcp::resolver::results_type& found) {
        if (lost) return;
        lowest.async_connect(found, [&](error_code refused, const asio::ip::tcp::endpoint&) {
            if (refused) return;
            if (!url.secure) return over_tcp.begin(done);
            secure.set_verify_callback(asio::ssl::host_name_verification(url.host));
            if (!SSL_set_tlsext_host_name(secure.native_handle(), url.host.c_str())) return;
            secure.async_handshake(asio::ssl::stream_base::client, [&](error_code distrusted) {
                if (!distrusted) over_tls.begin(done);
            });
        });
    });
    io.run_for(patience + std::chrono::seconds{1});  // names are looked up without a deadline of their own
    return out;
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
    const auto url = webhook_url(options_.url);
    if (!url) return Delivery::Never;
    const std::string timestamp = std::to_string(options_.unix_seconds ? options_.unix_seconds() : machine_seconds());
    http::request<http::string_body> request{http::verb::post, url->path, 11};
    request.set(http::field::host, url->host + ":" + url->port);
    request.set(http::field::user_agent, "anju-platform");
    request.set(http::field::content_type, "application/json");
    request.set("Idempotency-Key", notice.id);
    request.body() = body_of(notice, options_);
    request.set("Anju-Timestamp", timestamp);
    request.set("Anju-Signature", webhook_signature(options_.secret, timestamp, request.body()));
    request.keep_alive(false);
    request.prepare_payload();
    return send(*url, request, options_.patience);
}

}  // namespace anju::server
