// SPDX-License-Identifier: Apache-2.0
// One page's WebSocket. Beast's templates behind it are the slowest part of the mirror to compile, so they stand behind this door.
#pragma once

#include <utility>  // before asio/awaitable.hpp, which forgets it in Boost 1.74

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace anju::mirror {

// Its owner stays alive while an operation is under way.
class WebSocket {
  public:
    // largest_message: bytes that the page may send at once.
    WebSocket(boost::beast::tcp_stream stream, std::size_t largest_message);
    ~WebSocket();
    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;

    // The request asked to become one; false: it did not.
    boost::asio::awaitable<bool> accept(
        const boost::beast::http::request<boost::beast::http::empty_body>& request);
    // The page's next message; nothing: the page is gone.
    boost::asio::awaitable<std::optional<std::string>> read();
    // One binary message at a time; its bytes stay where they are until done, which hears whether they went.
    void write(boost::asio::const_buffer bytes, std::function<void(bool)> done);
    void close();

  private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

}  // namespace anju::mirror
