// SPDX-License-Identifier: Apache-2.0
#include "platform/server/server.hpp"

#include <fmt/core.h>

#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>
#include <utility>

#include "platform/server/problems.hpp"

namespace anju::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds kLastCall{3};
constexpr std::chrono::hours kPruneEvery{1};
constexpr std::chrono::seconds kSweepEvery{1};
constexpr std::chrono::milliseconds kAlarmsEvery{250};
constexpr std::chrono::seconds kBoxesEvery{5};

Time machine_time() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

StorageOptions woken_by(StorageOptions storage, Streams& streams, Metrics& metrics) {
    storage.on_committed = [&streams, &metrics, before = std::move(storage.on_committed)](const std::vector<std::string>& recipients) {
        if (before) before(recipients);
        metrics.events_written(recipients.size());
        streams.wake(recipients);
    };
    return storage;
}

std::string url_of(std::string_view scheme, const std::string& host, std::uint16_t port) {
    const bool six = host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", scheme, six ? "[" : "", host, six ? "]" : "", port);
}

}  // namespace

Server::Server(ServerOptions options)
    : clock_(options.clock ? std::move(options.clock) : machine_time),
      workers_(options.workers),
      streams_(io_, tellers_, clock_, options.times),
      prune_(io_),
      sweep_(io_),
      alarms_(io_),
      boxes_(io_),
      reload_(io_) {
    options.storage.notify = options.notifier != nullptr;
    options.storage.figures = figures_;
    streams_.count_with([this](std::string_view kind, int more) { metrics_.stream(kind, more); });
    auto opened = open_repository(options.database, woken_by(std::move(options.storage), streams_, metrics_), clock_());
    if (!opened) throw std::runtime_error(opened.error().context);
    repository_ = std::move(*opened);
    HttpListener::Parts parts{io_, workers_, *repository_, streams_, site_, clock_, allowance_, imports_};
    parts.metrics = &metrics_;
    parts.help_workers = &helpers_;
    parts.desk_workers = &desk_;
    parts.help_waiting = &help_waiting_;
    listener_ = std::make_unique<HttpListener>(parts, options.limits);
    listen(*listener_, options.host, options.port);
    plain_url_ = url_of("http", options.host, listener_->port());
    site_.public_url = plain_url_;
    if (!options.tls_host.empty()) {
        tls_ = std::make_unique<TlsContext>(options.tls_files);
        auto secured = parts;
        secured.tls = tls_.get();
        tls_listener_ = std::make_unique<HttpListener>(secured, options.limits);
        listen(*tls_listener_, options.tls_host, options.tls_port);
        site_.public_url = url_of("https", options.tls_host, tls_listener_->port());
        reload_every(options.reload);
    }
    listen_for_metrics(options, parts);
    if (!options.public_url.empty()) site_.public_url = options.public_url;
    site_.own_tls = tls_ != nullptr;
    site_.proxies = std::move(options.proxies);
    site_.pages = std::move(options.pages);
    site_.turn = std::move(options.turn);
    streams_.start(*repository_);
    notifier_ = std::move(options.notifier);
    if (notifier_) outbox_ = std::make_unique<Outbox>(*repository_, *notifier_, clock_);
    prune_every_hour();
    sweep_every_second();
    move_alarms_every(kAlarmsEvery);
    watch_boxes_every(kBoxesEvery);
}

Server::~Server() {
    onlooker_.join();
    helpers_.join();
    desk_.join();
    workers_.join();
    tellers_.join();
}

void Server::listen(HttpListener& listener, const std::string& host, std::uint16_t port) {
    try {
        listener.listen(host, port);
    } catch (const boost::system::system_error& failure) {
        if (failure.code() == boost::system::errc::address_in_use) {
            throw std::runtime_error(fmt::format("Another program already listens on {}:{}.", host, port));
        }
        throw std::runtime_error(fmt::format("Cannot listen on {}:{}: {}.", host, port, failure.code().message()));
    }
}

// Own address, own worker: the world does not see it, and a platform that is busy is still looked at.
void Server::listen_for_metrics(const ServerOptions& options, HttpListener::Parts parts) {
    if (options.metrics_host.empty()) return;
    HttpListener::Parts own{io_, onlooker_, parts.repository, streams_, site_, clock_, allowance_, imports_};
    own.instead = [this](const Request& request) {
        if (request.path() != "/metrics") return not_found();
        if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET, HEAD");
        Response response;
        response.body = metrics_.text();
        return response.with("Content-Type", "text/plain; version=0.0.4; charset=utf-8").with("Cache-Control", "no-store");
    };
    metrics_listener_ = std::make_unique<HttpListener>(std::move(own), options.limits);
    listen(*metrics_listener_, options.metrics_host, options.metrics_port);
}

void Server::reload_every(std::chrono::milliseconds period) {
    reload_.expires_after(period);
    reload_.async_wait([this, period](error_code stopped) {
        if (stopped) return;
        if (const auto fresh = tls_->reload_if_changed(); !fresh) {
            fmt::print(stderr, "anju-platform: {} The certificate read before goes on serving.\n", fresh.error());
        } else if (*fresh) {
            fmt::print(stderr, "anju-platform: a new certificate serves\n");
        }
        reload_every(period);
    });
}

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
                                          [this](const std::string& visit) { return streams_.visit_open(visit); },
                                          [this](const std::string& member) { return streams_.member_online(member); }};
                if (const auto done = repository_->sweep_visits(listening, clock_()); !done) {
                    fmt::print(stderr, "anju-platform: visits not ended: {}\n", done.error().context);
                }
                sweeping_ = false;
            });
        }
        sweep_every_second();
    });
}

// Whom an alarm reaches next is in the database: a restart, or another node, goes on where this ends.
void Server::move_alarms_every(std::chrono::milliseconds period) {
    alarms_.expires_after(period);
    alarms_.async_wait([this, period](error_code stopped) {
        if (stopped) return;
        if (!moving_alarms_.exchange(true)) {
            asio::post(desk_, [this] {
                const auto online = [this](const std::string& member) { return streams_.member_online(member); };
                auto done = repository_->move_alarms(online, clock_());
                // There may be more than one round takes, and each is told by the time it begins.
                while (done && *done > 0) done = repository_->move_alarms(online, clock_());
                if (!done && !std::exchange(alarms_failed_, true)) {
                    fmt::print(stderr, "anju-platform: alarms not moved on: {}\n", done.error().context);
                }
                alarms_failed_ = !done;
                moving_alarms_ = false;
            });
        }
        move_alarms_every(period);
    });
}

// Who was heard, and who is silent.
void Server::watch_boxes_every(std::chrono::milliseconds period) {
    boxes_.expires_after(period);
    boxes_.async_wait([this, period](error_code stopped) {
        if (stopped) return;
        if (!watching_boxes_.exchange(true)) {
            asio::post(workers_, [this] {
                auto done = repository_->watch_boxes(clock_());
                if (!done && !std::exchange(boxes_failed_, true)) {
                    fmt::print(stderr, "anju-platform: boxes not watched: {}\n", done.error().context);
                }
                boxes_failed_ = !done;
                watching_boxes_ = false;
            });
        }
        watch_boxes_every(period);
    });
}

void Server::run() {
    io_.run();  // until stop()
    io_.restart();
    io_.run_for(kLastCall);  // what is under way
    workers_.join();
    tellers_.join();
}

void Server::stop() {
    asio::post(io_, [this] {
        listener_->stop();
        if (tls_listener_) tls_listener_->stop();
        if (metrics_listener_) metrics_listener_->stop();
        if (notifier_) notifier_->stop();
        reload_.cancel();
        streams_.stop();
        prune_.cancel();
        sweep_.cancel();
        alarms_.cancel();
        boxes_.cancel();
        io_.stop();
    });
}

}  // namespace anju::server
