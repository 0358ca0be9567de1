// SPDX-License-Identifier: Apache-2.0
// The mirror's thread from inside: its picture, its pages. Nothing here is touched by another thread.
#pragma once

#include <utility>  // before asio/awaitable.hpp, which forgets it in Boost 1.74

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "remote-input/repeat.hpp"
#include "terminal/mirror/mirror.hpp"
#include "terminal/mirror/protocol.hpp"

namespace anju::mirror {

class Listener;
class Viewer;

// A changed part of the picture on its way from the main thread.
struct Patch {
    int width = 0, height = 0;  // of the whole picture
    std::vector<paint::Box> boxes;
    std::vector<std::uint32_t> pixels;  // of the boxes, one behind the other
    std::vector<paint::Box> moving;
    bool night = false;
};
Patch cut(const paint::Pixels& picture, const std::vector<paint::Box>& boxes, const std::vector<paint::Box>& moving, bool night);

class Server {
  public:
    Server(MirrorOptions options, std::function<void(keys::KeyPress)> pressed);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void start();  // accepts from now on
    void apply(const Patch& patch);
    void stop();
    void deafen();  // nothing is heard from here on

    boost::asio::io_context& context() { return context_; }
    const MirrorOptions& options() const { return options_; }
    int port() const { return port_; }
    std::string cookie_name() const;
    std::string config() const;
    std::string security_policy(std::string_view host) const;
    paint::Pixels picture();
    // Whether a moving picture stands there.
    bool moves(const paint::Box& box) const;
    bool night() const { return night_; }

    bool watched() const { return watched_.load(std::memory_order_relaxed); }  // any thread
    void joined(Viewer& viewer);
    void left(Viewer& viewer);
    void joined(Listener& listener);
    void left(Listener& listener);
    // An edge of a key on any page; they share one Repeat, as all remotes do.
    void touched(keys::Key key, keys::Edge edge);
    void pressed(keys::Key key) { pressed_({key, false}); }

  private:
    void accept();
    void heard();

    MirrorOptions options_;
    std::function<void(keys::KeyPress)> pressed_;
    keys::Repeat repeat_;
    int width_, height_;
    std::vector<std::uint32_t> pixels_;
    std::vector<paint::Box> moving_;
    bool night_ = false;
    std::set<Viewer*> viewers_;
    std::set<Listener*> listeners_;
    std::atomic<bool> watched_{false};
    std::mutex sound_mutex_;
    std::deque<Block> sound_;  // from the player's thread
    int port_ = 0;
    boost::asio::io_context context_{1};
    boost::asio::ip::tcp::acceptor acceptor_{context_};
};

}  // namespace anju::mirror
