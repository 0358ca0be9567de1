// SPDX-License-Identifier: Apache-2.0
// One page that watches: sends it the newest picture's changes, one picture at a time, and takes its keys.
#pragma once

#include <utility>  // before asio/awaitable.hpp, which forgets it in Boost 1.74

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "terminal/mirror/protocol.hpp"
#include "terminal/mirror/web_socket.hpp"

namespace anju::mirror {

class Server;

// shared_ptr: an operation under way keeps its viewer alive.
class Viewer : public std::enable_shared_from_this<Viewer> {
  public:
    Viewer(boost::beast::tcp_stream stream, Server& server);
    ~Viewer();
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;

    // Until the page goes away.
    boost::asio::awaitable<void> watch(
        const boost::beast::http::request<boost::beast::http::empty_body>& request);
    void changed(const std::vector<paint::Box>& boxes);
    void close();

  private:
    void next_picture();
    void next_part();
    void sharpen_later();
    void obey(const Command& command);
    void keep_holding(int count);
    void let_go();

    Server& server_;
    WebSocket socket_;
    boost::asio::steady_timer repeats_, rests_;
    std::optional<keys::Key> held_;
    Changes changes_;
    std::vector<paint::Box> sending_;  // of the picture under way, the next one last
    Changes blurred_;      // sent as JPEG; sent once more as it is when it rests
    bool sharp_ = false;   // the next picture is that
    std::vector<std::uint8_t> part_;
    std::uint32_t seq_ = 0;
    bool open_ = false;
    bool writing_ = false;
    bool unacknowledged_ = false;
};

}  // namespace anju::mirror
