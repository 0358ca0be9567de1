// SPDX-License-Identifier: Apache-2.0
// A connected socket, plain or under TLS, that never blocks: each call does what can be done now, or says
// would_block, and wants() what to wait for. As slim as an idle stream needs it. io thread only.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "platform/server/tls.hpp"

namespace anju::server {

class Wire {
  public:
    // By the loop itself, not by any executor there may be: that is a hundred bytes less a stream.
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
    using error_code = boost::system::error_code;

    explicit Wire(Socket socket);

    // From here on the bytes are TLS; shake() until it says no more would_block.
    void secure(SslPtr ssl) { ssl_ = std::move(ssl); }
    bool secure() const { return ssl_ != nullptr; }
    void shake(error_code& failed);

    std::size_t read_some(boost::asio::mutable_buffer into, error_code& failed);
    std::size_t write_some(boost::asio::const_buffer from, error_code& failed);
    // The first byte of what has come, left where it is; would_block: nothing yet.
    unsigned char peek(error_code& failed);

    Socket::wait_type wants() const { return wants_; }
    Socket& socket() { return socket_; }
    bool is_open() const { return socket_.is_open(); }
    // Says goodbye in its own tongue: close_notify, then FIN.
    void end_sending();
    void close();

  private:
    error_code told_by(int result);

    Socket socket_;
    SslPtr ssl_;
    Socket::wait_type wants_ = Socket::wait_read;
    bool broken_ = false;  // a fatal error: no goodbye can be said any more
};

}  // namespace anju::server
