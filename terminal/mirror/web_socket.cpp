// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/web_socket.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace anju::mirror {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

}  // namespace

// Without compression: it is for this machine only.
struct WebSocket::Stream : websocket::stream<beast::tcp_stream, false> {
    using stream::stream;
};

WebSocket::WebSocket(beast::tcp_stream stream, std::size_t largest_message)
    : stream_(std::make_unique<Stream>(std::move(stream))) {
    auto timeout = websocket::stream_base::timeout::suggested(beast::role_type::server);
    timeout.keep_alive_pings = true;
    stream_->set_option(timeout);
    stream_->read_message_max(largest_message);
    stream_->auto_fragment(false);  // else a picture goes out in frames of 4 KiB
    stream_->binary(true);
}

WebSocket::~WebSocket() = default;

asio::awaitable<bool> WebSocket::accept(const beast::http::request<beast::http::empty_body>& request) {
    boost::system::error_code error;
    co_await stream_->async_accept(request, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

asio::awaitable<std::optional<std::string>> WebSocket::read() {
    boost::system::error_code error;
    beast::flat_buffer buffer;
    co_await stream_->async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        co_return std::nullopt;
    }
    co_return beast::buffers_to_string(buffer.data());
}

void WebSocket::write(asio::const_buffer bytes, std::function<void(bool)> done) {
    stream_->async_write(bytes, [done = std::move(done)](boost::system::error_code error, std::size_t) {
        done(!error);
    });
}

void WebSocket::close() { beast::get_lowest_layer(*stream_).close(); }

}  // namespace anju::mirror
