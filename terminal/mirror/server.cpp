// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/server.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "terminal/mirror/access.hpp"
#include "terminal/mirror/listener.hpp"
#include "terminal/mirror/session.hpp"
#include "terminal/mirror/viewer.hpp"

namespace anju::mirror {
namespace {

using boost::asio::ip::tcp;

constexpr std::size_t kMostOnTheWay = 20;  // blocks of sound

// "http://host:port" of an address, for a policy that must name it.
std::string origin_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) {
        return {};
    }
    return std::string(url.substr(0, std::min(url.find_first_of("/?#", scheme + 3), url.size())));
}

}  // namespace

Patch cut(const paint::Pixels& picture, const std::vector<paint::Box>& boxes, const std::vector<paint::Box>& moving, bool night) {
    Patch patch{picture.width, picture.height, boxes, {}, moving, night};
    std::size_t total = 0;
    for (const auto& box : boxes) {
        total += static_cast<std::size_t>(box.w) * static_cast<std::size_t>(box.h);
    }
    patch.pixels.reserve(total);
    const auto* first = reinterpret_cast<const std::uint8_t*>(picture.data);
    for (const auto& box : boxes) {
        for (int y = box.y; y < box.y + box.h; ++y) {
            const auto* row = reinterpret_cast<const std::uint32_t*>(
                                  first + std::ptrdiff_t{picture.stride} * y) + box.x;
            patch.pixels.insert(patch.pixels.end(), row, row + box.w);
        }
    }
    return patch;
}

Server::Server(MirrorOptions options, std::function<void(keys::KeyPress)> pressed)
    : options_(std::move(options)), pressed_(std::move(pressed)), width_(options_.width),
      height_(options_.height),
      pixels_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)) {
    const tcp::endpoint wanted(boost::asio::ip::address_v4::loopback(),
                               static_cast<std::uint16_t>(options_.port));
    boost::system::error_code error;
    acceptor_.open(wanted.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address(true));
    acceptor_.bind(wanted, error);
    if (!error) {
        acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
    }
    if (error == boost::asio::error::address_in_use) {
        throw std::runtime_error(fmt::format(
            "Port {} for the mirror is taken by another program: choose another with --mirror PORT.",
            options_.port));
    }
    if (error) {
        throw std::runtime_error(fmt::format("The mirror cannot listen on port {}: {}.",
                                             options_.port, error.message()));
    }
    port_ = acceptor_.local_endpoint().port();
}

void Server::start() { accept(); }

void Server::accept() {
    acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
        if (error == boost::asio::error::operation_aborted) {
            return;
        }
        if (!error) {
            boost::asio::co_spawn(context_, serve(std::move(socket), *this), boost::asio::detached);
        }
        accept();
    });
}

void Server::stop() { context_.stop(); }

void Server::deafen() {
    if (options_.tap != nullptr) {
        options_.tap->listen({});
    }
}

void Server::joined(Viewer& viewer) {
    viewers_.insert(&viewer);
    watched_ = true;
}

void Server::left(Viewer& viewer) {
    viewers_.erase(&viewer);
    watched_ = !viewers_.empty();
}

void Server::joined(Listener& listener) {
    listeners_.insert(&listener);
    if (listeners_.size() == 1 && options_.tap != nullptr) {
        options_.tap->listen([this](media::SoundTap::Samples samples) {
            bool first = false;
            {
                const std::scoped_lock lock(sound_mutex_);
                first = sound_.empty();
                if (sound_.size() == kMostOnTheWay) {
                    sound_.pop_front();  // this thread is held up: nobody misses what is old then
                }
                sound_.push_back(std::make_shared<const std::vector<std::int16_t>>(samples.begin(), samples.end()));
            }
            if (first) {
                boost::asio::post(context_, [this] { heard(); });
            }
        });
    }
}

void Server::left(Listener& listener) {
    if (listeners_.erase(&listener) > 0 && listeners_.empty() && options_.tap != nullptr) {
        options_.tap->listen({});
    }
}

void Server::heard() {
    std::deque<Block> blocks;
    {
        const std::scoped_lock lock(sound_mutex_);
        blocks.swap(sound_);
    }
    for (const auto& block : blocks) {
        for (auto* listener : listeners_) {
            listener->heard(block);
        }
    }
}

bool Server::moves(const paint::Box& box) const {
    return std::ranges::any_of(moving_, [&](const paint::Box& other) { return meet(box, other); });
}

void Server::apply(const Patch& patch) {
    if (patch.width != width_ || patch.height != height_) {
        width_ = patch.width;
        height_ = patch.height;
        pixels_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
        // A page asks for the size once: closed, it comes back and asks again.
        for (auto* viewer : std::set<Viewer*>(viewers_)) {
            viewer->close();
        }
    }
    moving_ = patch.moving;
    night_ = patch.night;
    const auto* from = patch.pixels.data();
    for (const auto& box : patch.boxes) {
        for (int y = box.y; y < box.y + box.h; ++y) {
            auto* row = pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_ + box.x;
            std::memcpy(row, from, static_cast<std::size_t>(box.w) * 4);
            from += box.w;
        }
    }
    for (auto* viewer : viewers_) {
        viewer->changed(patch.boxes);
    }
}

std::string Server::cookie_name() const { return fmt::format("anju_mirror_{}", port_); }

std::string Server::config() const {
    return nlohmann::json{{"family_url", options_.family_url},
                          {"family_name", options_.family_name},
                          {"width", width_},
                          {"height", height_},
                          {"name", options_.name},
                          {"sound", options_.tap != nullptr}}
        .dump();
}

std::string Server::security_policy(std::string_view host) const {
    const auto family = origin_of(options_.family_url);
    return fmt::format(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data: blob:; connect-src 'self' ws://{}; frame-src {}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        host, family.empty() ? "'none'" : family);
}

paint::Pixels Server::picture() { return {pixels_.data(), width_, height_, width_ * 4}; }

void Server::touched(keys::Key key, keys::Edge edge) {
    if (const auto press = repeat_.feed(key, edge, std::chrono::steady_clock::now())) {
        pressed_(*press);
    }
}

}  // namespace anju::mirror
