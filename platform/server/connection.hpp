// SPDX-License-Identifier: Apache-2.0
// One connection: request after request until either side has enough. io thread only.
#pragma once

#include <utility>  // boost 1.74's awaitable.hpp forgets it

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <string>

#include "platform/server/http_listener.hpp"
#include "platform/server/router.hpp"
#include "platform/server/timed_wire.hpp"

namespace anju::server {

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    // What the references point into stays alive with `owner`.
    Connection(Wire::Socket socket, const HttpListener::Parts& parts, const ListenerLimits& limits,
               std::size_t& photos_in_memory, const bool& stopping, bool only_help, std::shared_ptr<const void> owner);
    boost::asio::awaitable<void> run();
    // Ends it now unless a request is being answered.
    void stop();

  private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using Ms = std::chrono::milliseconds;

    // TLS where the listener has certificates. Plain HTTP on such a port is sent to https.
    boost::asio::awaitable<bool> shake_hands();
    boost::asio::awaitable<bool> exchange(bool first);
    boost::asio::awaitable<bool> read_head(Parser& parser, bool first);
    // Takes the body in, or answers why not; false ends the connection.
    boost::asio::awaitable<bool> read_body(Parser& parser, Request& request);
    boost::asio::awaitable<bool> refuse(Response response);
    boost::asio::awaitable<Response> answered(const Request& request);
    // The same, or that nobody knows, after so long.
    boost::asio::awaitable<Response> answered_within(const Request& request, Ms limit);
    boost::asio::thread_pool& workers_of(const Request& request) const;
    void count(int status);
    boost::asio::awaitable<bool> write(Response response, unsigned version, bool keep, bool head_only);
    boost::asio::awaitable<void> turn_into_stream(Response response);
    // Lets the answer arrive before the socket goes: data still under way would reset it.
    boost::asio::awaitable<void> linger();
    template <class Work>
    boost::asio::awaitable<typename std::invoke_result_t<Work>> on(boost::asio::thread_pool& workers, Work work);
    template <class Work>
    boost::asio::awaitable<typename std::invoke_result_t<Work>> on_workers(Work work);
    Context context(Time now) const { return {parts_.repository, parts_.streams, parts_.site, now, parts_.allowance, parts_.imports}; }

    const std::shared_ptr<const void> owner_;
    TimedWire stream_;
    boost::beast::flat_buffer buffer_;
    const HttpListener::Parts& parts_;
    const ListenerLimits& limits_;
    std::size_t& photos_in_memory_;
    const bool& stopping_;
    std::string address_;
    std::string_view method_ = "(none)", route_ = "(none)";  // of the request that is being answered
    std::chrono::steady_clock::time_point came_;
    bool busy_ = false;
    const bool only_help_;  // it came when there were too many: calls for help and the desk are answered
    bool strayed_ = false;  // speaks plain HTTP to a port of TLS
    bool became_stream_ = false;
};

}  // namespace anju::server
