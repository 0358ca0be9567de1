// SPDX-License-Identifier: Apache-2.0
#include "platform/server/wire.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <limits>

namespace anju::server {

namespace asio = boost::asio;

namespace {

int as_int(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max())); }

}  // namespace

Wire::Wire(Socket socket) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
}

Wire::error_code Wire::told_by(int result) {
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_WANT_READ:
            wants_ = Socket::wait_read;
            return asio::error::would_block;
        case SSL_ERROR_WANT_WRITE:
            wants_ = Socket::wait_write;
            return asio::error::would_block;
        case SSL_ERROR_ZERO_RETURN:
            return asio::error::eof;
        default:
            broken_ = true;
            ERR_clear_error();
            return asio::error::connection_reset;
    }
}

void Wire::shake(error_code& failed) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    failed = result == 1 ? error_code{} : told_by(result);
}

std::size_t Wire::read_some(asio::mutable_buffer into, error_code& failed) {
    if (!ssl_) {
        const std::size_t got = socket_.read_some(into, failed);
        wants_ = Socket::wait_read;
        return got;
    }
    failed = {};
    if (into.size() == 0) return 0;
    ERR_clear_error();
    const int got = SSL_read(ssl_.get(), into.data(), as_int(into.size()));
    if (got > 0) return static_cast<std::size_t>(got);
    failed = told_by(got);
    return 0;
}

std::size_t Wire::write_some(asio::const_buffer from, error_code& failed) {
    if (!ssl_) {
        const std::size_t sent = socket_.write_some(from, failed);
        wants_ = Socket::wait_write;
        return sent;
    }
    failed = {};
    if (from.size() == 0) return 0;
    ERR_clear_error();
    const int sent = SSL_write(ssl_.get(), from.data(), as_int(from.size()));
    if (sent > 0) return static_cast<std::size_t>(sent);
    failed = told_by(sent);
    return 0;
}

unsigned char Wire::peek(error_code& failed) {
    unsigned char first = 0;
    const std::size_t got = socket_.receive(asio::buffer(&first, 1), MSG_PEEK, failed);
    wants_ = Socket::wait_read;
    if (!failed && got == 0) failed = asio::error::eof;
    return first;
}

void Wire::end_sending() {
    if (!socket_.is_open()) return;
    if (ssl_ && !broken_ && SSL_is_init_finished(ssl_.get())) {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());  // sends close_notify; the other side's is not waited for
        ERR_clear_error();
    }
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void Wire::close() {
    if (!socket_.is_open()) return;
    end_sending();
    error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
}

}  // namespace anju::server
