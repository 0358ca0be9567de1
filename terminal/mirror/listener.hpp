// SPDX-License-Identifier: Apache-2.0
// One page that listens: gets what the loudspeaker plays, in blocks as they come; old ones go when it is slow.
#pragma once

#include <utility>  // before asio/awaitable.hpp, which forgets it in Boost 1.74

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <memory>

#include "terminal/mirror/protocol.hpp"
#include "terminal/mirror/web_socket.hpp"

namespace anju::mirror {

class Server;

// shared_ptr: an operation under way keeps its listener alive.
class Listener : public std::enable_shared_from_this<Listener> {
  public:
    Listener(boost::beast::tcp_stream stream, Server& server);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Until the page goes away.
    boost::asio::awaitable<void> stay(const boost::beast::http::request<boost::beast::http::empty_body>& request);
    void heard(const Block& block);

  private:
    void send();

    Server& server_;
    WebSocket socket_;
    std::deque<Block> waiting_;
    Block sending_;
    bool open_ = false;
};

}  // namespace anju::mirror
