// SPDX-License-Identifier: Apache-2.0
#include "platform/server/server.hpp"

#include <fmt/core.h>

#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>

namespace anju::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds kLastCall{5};
constexpr std::chrono::hours kPruneEvery{1};
constexpr std::chrono::seconds kSweepEvery{1};

Time machine_time() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

StorageOptions woken_by(StorageOptions storage, Streams& streams) {
    storage.on_committed = [&streams, before = std::move(storage.on_committed)](const std::vector<std::string>& recipients) {
        if (before) before(recipients);
        streams.wake(recipients);
    };
    return storage;
}

std::string url_of(const std::string& host, std::uint16_t port) {
    const bool six = host.find(':') != std::string::npos;
    return fmt::format("http://{}{}{}:{}", six ? "[" : "", host, six ? "]" : "", port);
}

}  // namespace

Server::Server(ServerOptions options)
    : clock_(options.clock ? std::move(options.clock) : machine_time),
      workers_(options.workers),
      streams_(io_, workers_, clock_, options.times),
      prune_(io_),
      sweep_(io_) {
    auto opened = open_repository(options.database, woken_by(std::move(options.storage), streams_), clock_());
    if (!opened) throw std::runtime_error(opened.error().context);
    repository_ = std::move(*opened);
    listener_ = std::make_unique<HttpListener>(
        HttpListener::Parts{io_, workers_, *repository_, streams_, site_, clock_, allowance_}, options.limits);
    try {
        listener_->listen(options.host, options.port);
    } catch (const boost::system::system_error& failure) {
        if (failure.code() == boost::system::errc::address_in_use) {
            throw std::runtime_error(fmt::format("Another program already listens on {}:{}.", options.host, options.port));
        }
        throw std::runtime_error(fmt::format("Cannot listen on {}:{}: {}.", options.host, options.port, failure.code().message()));
    }
    site_.public_url = options.public_url.empty() ? url_of(options.host, listener_->port()) : options.public_url;
    site_.pages = std::move(options.pages);
    site_.turn = std::move(options.turn);
    streams_.start(*repository_);
    prune_every_hour();
    sweep_every_second();
}

Server::~Server() { workers_.join(); }

void Server::prune_every_hour() {
    prune_.expires_after(kPruneEvery);
    prune_.async_wait([this](error_code stopped) {
        if (stopped) return;
        asio::post(workers_, [this] {
            if (const auto done = repository_->prune(clock_()); !done) {
                fmt::print(stderr, "anju-platform: old rows not removed: {}\n", done.error().context);
            }
        });
        prune_every_hour();
    });
}

// What nobody answered and who was lost is in the database, so that a restart goes on where this ends.
void Server::sweep_every_second() {
    sweep_.expires_after(kSweepEvery);
    sweep_.async_wait([this](error_code stopped) {
        if (stopped) return;
        if (!sweeping_.exchange(true)) {
            asio::post(workers_, [this] {
                const Listening listening{[this](const std::string& tv) { return streams_.terminal_online(tv); },
                                          [this](const std::string& visit) { return streams_.visit_open(visit); }};
                if (const auto done = repository_->sweep_visits(listening, clock_()); !done) {
                    fmt::print(stderr, "anju-platform: visits not ended: {}\n", done.error().context);
                }
                sweeping_ = false;
            });
        }
        sweep_every_second();
    });
}

void Server::run() {
    io_.run();  // until stop()
    io_.restart();
    io_.run_for(kLastCall);  // what is under way
    workers_.join();
}

void Server::stop() {
    asio::post(io_, [this] {
        listener_->stop();
        streams_.stop();
        prune_.cancel();
        sweep_.cancel();
        io_.stop();
    });
}

}  // namespace anju::server
