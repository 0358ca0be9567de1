// SPDX-License-Identifier: Apache-2.0
// The platform as one thing: repository, workers, streams and listener, put together in the order in
// which they need each other.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "platform/server/http_listener.hpp"
#include "platform/server/notify/outbox.hpp"
#include "platform/server/open_repository.hpp"
#include "platform/server/site.hpp"
#include "platform/server/streams.hpp"

namespace anju::server {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::string tls_host;  // empty: no TLS of our own
    std::uint16_t tls_port = 0;
    TlsFiles tls_files;
    std::string metrics_host;  // empty: nobody gets the figures
    std::uint16_t metrics_port = 0;
    std::chrono::milliseconds reload{10'000};  // how often the certificate files are looked at
    std::vector<std::string> proxies;
    std::string database;
    std::string public_url;  // empty: https://host:port of TLS, else http://host:port
    StaticPages pages;
    Turn turn;
    std::shared_ptr<Notifier> notifier;  // none: nothing reaches a closed page
    std::function<Time()> clock;  // empty: the machine's
    StorageOptions storage;
    ListenerLimits limits;
    StreamTimes times;
    unsigned workers = 32;
};

class Server {
  public:
    // Listens when it returns; throws std::runtime_error with one sentence for the operator.
    explicit Server(ServerOptions options);
    ~Server();

    // Serves until stop(); the calling thread is the io thread.
    void run();
    // Any thread: no new connection, answers under way are finished, at most a few seconds.
    void stop();

    std::uint16_t port() const { return listener_->port(); }
    std::uint16_t tls_port() const { return tls_listener_ ? tls_listener_->port() : 0; }
    std::uint16_t metrics_port() const { return metrics_listener_ ? metrics_listener_->port() : 0; }
    const std::string& url() const { return site_.public_url; }
    // By plain HTTP, for programs on this machine.
    const std::string& plain_url() const { return plain_url_; }
    Repository& repository() { return *repository_; }
    boost::asio::io_context& io() { return io_; }
    Time now() const { return clock_(); }

  private:
    void listen(HttpListener& listener, const std::string& host, std::uint16_t port);
    void listen_for_metrics(const ServerOptions& options, HttpListener::Parts parts);
    void prune_every_hour();
    void sweep_every_second();
    void move_alarms_every(std::chrono::milliseconds period);
    void watch_boxes_every(std::chrono::milliseconds period);
    void reload_every(std::chrono::milliseconds period);

    std::function<Time()> clock_;
    int help_waiting_ = 0;  // io thread
    boost::asio::io_context io_{1};
    boost::asio::thread_pool workers_;
    boost::asio::thread_pool helpers_{32};  // answer calls for help: so many of a storm share one write to the disk
    boost::asio::thread_pool desk_{8};      // who answers them, and the alarms' time: no storm of reports stands before an accept
    boost::asio::thread_pool tellers_{4};   // the hub's: posts that wait for the disk take none of them
    boost::asio::thread_pool onlooker_{1};  // for the figures, when all workers are busy
    std::shared_ptr<StorageFigures> figures_ = std::make_shared<StorageFigures>();
    Metrics metrics_{figures_};
    Site site_;
    Streams streams_;
    Allowance allowance_;
    ImportDesk imports_;
    std::unique_ptr<Repository> repository_;
    std::unique_ptr<TlsContext> tls_;
    std::unique_ptr<HttpListener> listener_, tls_listener_, metrics_listener_;
    std::shared_ptr<Notifier> notifier_;
    std::unique_ptr<Outbox> outbox_;
    std::string plain_url_;
    boost::asio::steady_timer prune_, sweep_, alarms_, boxes_, reload_;
    std::atomic<bool> moving_alarms_{false};
    std::atomic<bool> watching_boxes_{false};
    bool boxes_failed_ = false;   // likewise
    bool alarms_failed_ = false;  // said once; of whoever moves them
    std::atomic<bool> sweeping_{false};  // one at a time, however slow the disk is
};

}  // namespace anju::server
