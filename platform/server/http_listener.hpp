// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 on one io thread: reads requests within limits of size and time, lets workers answer them,
// and hands a socket that asked for events to the streams.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "platform/server/allowance.hpp"
#include "platform/server/import_desk.hpp"
#include "platform/server/metrics.hpp"
#include "platform/server/repository.hpp"
#include "platform/server/request.hpp"
#include "platform/server/site.hpp"
#include "platform/server/streams.hpp"
#include "platform/server/tls.hpp"

namespace anju::server {

struct ListenerLimits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t connections = 4096;                // without streams
    std::size_t for_help = 1024;                   // so many more, on which only calls for help and the desk are answered
    std::size_t photos_at_once = 8;                // bodies above the JSON limit in memory
    std::chrono::milliseconds first_byte{15'000};  // of a new connection
    std::chrono::milliseconds idle{60'000};        // between two requests
    std::chrono::milliseconds header{10'000};      // from its first byte to its end
    std::chrono::milliseconds body{15'000};        // and as much again as `slowest` allows
    std::size_t slowest = 16 * 1024;               // bytes a second
};

class HttpListener {
  public:
    // Everything a connection needs; outlives the io thread.
    struct Parts {
        boost::asio::io_context& io;
        boost::asio::thread_pool& workers;
        Repository& repository;
        Streams& streams;
        const Site& site;
        std::function<Time()> clock;
        Allowance& allowance;
        ImportDesk& imports;
        const TlsContext* tls = nullptr;  // nothing: plain HTTP
        Metrics* metrics = nullptr;       // nothing: not counted
        boost::asio::thread_pool* help_workers = nullptr;  // of boxes that call for help; nothing: `workers`
        boost::asio::thread_pool* desk_workers = nullptr;  // of the desk; nothing: `workers`
        int* help_waiting = nullptr;      // io thread: reports of boxes that are not answered yet; nothing: not counted
        std::function<Response(const Request&)> instead = {};  // answers, and the router does not
    };

    HttpListener(Parts parts, ListenerLimits limits = {});
    ~HttpListener();

    // Throws boost::system::system_error when the address cannot be had.
    void listen(const std::string& host, std::uint16_t port);
    std::uint16_t port() const;
    // io thread: no new connection; idle ones end now, busy ones after their answer.
    void stop();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace anju::server
