// SPDX-License-Identifier: Apache-2.0
// A page as the mirror sees it: HTTP requests and one WebSocket, blocking, each with a limit.
#pragma once

#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <cstring>
#include <string>
#include <vector>

#include "screens/paint/canvas.hpp"

namespace anju::mirror {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

struct Reply {
    int status = 0;
    std::string body;
    http::fields fields;
};

inline asio::ip::tcp::endpoint loopback(int port) {
    return {asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)};
}

inline Reply get(int port, const std::string& target, const std::string& host,
                 const std::string& cookie = "", http::verb verb = http::verb::get) {
    asio::io_context context;
    beast::tcp_stream stream(context);
    stream.socket().connect(loopback(port));
    http::request<http::empty_body> request{verb, target, 11};
    request.set(http::field::host, host);
    if (!cookie.empty()) {
        request.set(http::field::cookie, cookie);
    }
    http::write(stream, request);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.skip(verb == http::verb::head);
    http::read(stream, buffer, parser);
    auto response = parser.release();
    return {static_cast<int>(response.result_int()), response.body(), response.base()};
}

// One part of a picture as it came.
struct Part {
    std::uint32_t type = 0, coding = 0, hours = 0, seq = 0;
    paint::Box box;
    std::vector<std::uint8_t> rgba;  // or a JPEG
};

class Page {
  public:
    Page(int port, const std::string& target, const std::string& host) : socket_(context_) {
        beast::get_lowest_layer(socket_).connect(loopback(port));
        socket_.set_option(beast::websocket::stream_base::decorator(
            [host](beast::websocket::request_type& request) {
                request.set(http::field::host, host);
            }));
        socket_.read_message_max(64 * 1024 * 1024);
        socket_.handshake(host, target);
    }

    void send(const std::string& text) {
        socket_.text(true);
        socket_.write(asio::buffer(text));
    }

    void acknowledge(std::uint32_t seq) { send("{\"ack\":" + std::to_string(seq) + "}"); }

    Part part() {
        beast::flat_buffer buffer;
        socket_.read(buffer);
        const auto* bytes = static_cast<const std::uint8_t*>(buffer.data().data());
        const auto number = [&](std::size_t at, std::size_t size) {
            std::uint32_t value = 0;
            std::memcpy(&value, bytes + at, size);
            return value;
        };
        Part part;
        part.type = number(0, 1);
        part.coding = number(1, 1);
        part.hours = number(2, 2);
        part.box = {static_cast<int>(number(4, 2)), static_cast<int>(number(6, 2)),
                    static_cast<int>(number(8, 2)), static_cast<int>(number(10, 2))};
        part.seq = number(12, 4);
        part.rgba.assign(bytes + 16, bytes + buffer.size());
        return part;
    }

    // All parts of the next picture; acknowledged.
    std::vector<Part> picture() {
        std::vector<Part> parts;
        do {
            parts.push_back(part());
        } while (parts.back().type != 2);
        acknowledge(parts.back().seq);
        return parts;
    }

    // What came as it is; for /sound.
    std::vector<std::int16_t> samples() {
        beast::flat_buffer buffer;
        socket_.read(buffer);
        std::vector<std::int16_t> out(buffer.size() / 2);
        std::memcpy(out.data(), buffer.data().data(), out.size() * 2);
        return out;
    }

    // Whether anything has come that nobody has read.
    bool more() {
        auto& socket = beast::get_lowest_layer(socket_).socket();
        return socket.available() > 0;
    }

  private:
    asio::io_context context_;
    beast::websocket::stream<beast::tcp_stream> socket_;
};

}  // namespace anju::mirror
