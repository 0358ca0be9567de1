// SPDX-License-Identifier: Apache-2.0
// A blocking TLS connection to 127.0.0.1 that trusts one CA, with a deadline on every read.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>

namespace anju::tests {

struct TlsWish {
    std::string ca;                      // PEM file; empty: trusts nobody, checks nothing
    std::string name = "localhost";      // that the certificate must be for
    int max_version = TLS1_3_VERSION;
};

class TlsClient {
  public:
    // Throws std::runtime_error when the handshake fails.
    TlsClient(std::uint16_t port, const TlsWish& wish);
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    void send(const std::string& bytes);
    // Throws when it does not come within ten seconds or the connection ends before.
    std::string read_until(const std::string& mark);
    bool ends();               // discards what still comes; true: by a goodbye
    std::string serial() const;  // of the certificate that was shown
    std::string protocol() const;  // chosen by ALPN

  private:
    int socket_ = -1;
    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{nullptr, SSL_CTX_free};
    std::unique_ptr<SSL, void (*)(SSL*)> ssl_{nullptr, SSL_free};
    std::string pending_;
};

}  // namespace anju::tests
