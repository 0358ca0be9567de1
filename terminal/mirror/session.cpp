// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/session.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <chrono>
#include <fmt/format.h>

#include "terminal/mirror/access.hpp"
#include "terminal/mirror/files.hpp"
#include "terminal/mirror/listener.hpp"
#include "terminal/mirror/server.hpp"
#include "terminal/mirror/viewer.hpp"

namespace anju::mirror {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Request = http::request<http::empty_body>;
using Response = http::response<http::string_body>;

constexpr std::uint32_t kLargestHeader = 8 * 1024;
constexpr auto kPatience = std::chrono::seconds(15);

std::string_view text(beast::string_view view) { return {view.data(), view.size()}; }

Response answer(const Request& request, http::status status, std::string type, std::string body) {
    Response response{status, request.version()};
    response.set(http::field::content_type, type);
    response.set(http::field::cache_control, "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.keep_alive(request.keep_alive());
    response.body() = std::move(body);
    response.prepare_payload();
    if (request.method() == http::verb::head) {
        response.body().clear();  // its length stays in the header
    }
    return response;
}

Response refusal(const Request& request, http::status status, std::string sentence) {
    return answer(request, status, "text/plain; charset=utf-8", sentence + "\n");
}

Response page(const Request& request, const Server& server, const Target& target, File file) {
    auto response = answer(request, http::status::ok, file.type, std::move(file.body));
    response.set("Content-Security-Policy",
                 server.security_policy(text(request[http::field::host])));
    if (!target.token.empty()) {
        // The page's own files are asked for without a query.
        response.set(http::field::set_cookie,
                     fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/", server.cookie_name(),
                                 target.token));
    }
    return response;
}

Response respond(const Request& request, const Server& server) {
    const auto& options = server.options();
    if (!host_allowed(text(request[http::field::host]))) {
        return refusal(request, http::status::forbidden, "This page is for its own machine only.");
    }
    const auto target = split_target(text(request.target()));
    const bool config = target.path == "/config";
    const bool socket = target.path == "/ws" || (target.path == "/sound" && options.tap != nullptr);
    auto file = config || socket ? std::nullopt : read_page_file(options.web_root, target.path);
    if (!config && !socket && !file) {
        return refusal(request, http::status::not_found, "There is no such page.");
    }
    // A cookie goes along with requests that other pages of this host make: it opens files, no more.
    const auto cookie = cookie_value(text(request[http::field::cookie]), server.cookie_name());
    const bool token = same_token(target.token, options.token);
    if (!token && !(file && same_token(cookie, options.token))) {
        return refusal(request, http::status::forbidden, "The address lacks its token.");
    }
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
        return refusal(request, http::status::method_not_allowed, "This page is only read.");
    }
    if (config) {
        return answer(request, http::status::ok, "application/json", server.config());
    }
    if (socket) {
        return refusal(request, http::status::upgrade_required, "This address is a WebSocket.");
    }
    return page(request, server, target, std::move(*file));
}

bool opens_socket(const Request& request, const Server& server, std::string_view path) {
    const auto target = split_target(text(request.target()));
    return beast::websocket::is_upgrade(request) && target.path == path &&
           host_allowed(text(request[http::field::host])) &&
           same_token(target.token, server.options().token);
}

}  // namespace

asio::awaitable<void> serve(asio::ip::tcp::socket socket, Server& server) {
    boost::system::error_code error;
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    // A fresh one each time: Boost 1.74 takes no const token.
    const auto token = [&error] { return asio::redirect_error(asio::use_awaitable, error); };
    while (true) {
        http::request_parser<http::empty_body> parser;
        parser.header_limit(kLargestHeader);
        stream.expires_after(kPatience);
        co_await http::async_read(stream, buffer, parser, token());
        if (error) {
            co_return;
        }
        const auto request = parser.release();
        if (server.options().tap != nullptr && opens_socket(request, server, "/sound")) {
            stream.expires_never();
            auto listener = std::make_shared<Listener>(std::move(stream), server);
            co_await listener->stay(request);
            co_return;
        }
        if (opens_socket(request, server, "/ws")) {
            stream.expires_never();
            auto viewer = std::make_shared<Viewer>(std::move(stream), server);
            co_await viewer->watch(request);
            co_return;
        }
        const auto response = respond(request, server);
        co_await http::async_write(stream, response, token());
        if (error || !response.keep_alive()) {
            co_return;
        }
    }
}

}  // namespace anju::mirror
