// SPDX-License-Identifier: Apache-2.0
// Certificates, and TLS by OpenSSL directly on a socket's descriptor (a fifth of asio::ssl::stream's memory).
// io thread only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>

struct ssl_st;
struct ssl_ctx_st;

namespace anju::server {

struct SslFree {
    void operator()(ssl_st* ssl) const;
    void operator()(ssl_ctx_st* context) const;
};
using SslPtr = std::unique_ptr<ssl_st, SslFree>;

struct TlsFiles {
    std::string certificate;  // PEM, the chain with the leaf first
    std::string key;          // PEM
};

class TlsContext {
  public:
    // Throws std::runtime_error with one sentence that names the file.
    explicit TlsContext(TlsFiles files);

    // Reads the files again when one of them has changed; connections that stand keep what they have.
    // true: a new certificate serves now. The error is one sentence, and the old one goes on serving.
    tl::expected<bool, std::string> reload_if_changed();

    // The server's side of a connection on this descriptor; nothing when OpenSSL has no memory for it.
    SslPtr accept_on(int descriptor) const;

  private:
    using Stamp = std::pair<std::filesystem::file_time_type, std::filesystem::file_time_type>;
    Stamp stamp() const;

    TlsFiles files_;
    Stamp read_{};
    std::unique_ptr<ssl_ctx_st, SslFree> context_;
};

}  // namespace anju::server
