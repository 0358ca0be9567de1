// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/tls_client.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <stdexcept>

namespace anju::tests {

TlsClient::TlsClient(std::uint16_t port, const TlsWish& wish) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("nobody listens");
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_max_proto_version(context_.get(), wish.max_version);
    if (!wish.ca.empty()) {
        if (SSL_CTX_load_verify_locations(context_.get(), wish.ca.c_str(), nullptr) != 1) throw std::runtime_error("no such CA");
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    }
    ssl_.reset(SSL_new(context_.get()));
    static constexpr unsigned char kOffers[] = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(ssl_.get(), kOffers, sizeof kOffers - 1);
    SSL_set1_host(ssl_.get(), wish.name.c_str());
    SSL_set_fd(ssl_.get(), socket_);
    if (SSL_connect(ssl_.get()) != 1) {
        const char* reason = ERR_reason_error_string(ERR_get_error());
        ::close(socket_);
        throw std::runtime_error(reason ? reason : "the handshake failed");
    }
}

TlsClient::~TlsClient() {
    ssl_.reset();
    ::close(socket_);
}

void TlsClient::send(const std::string& bytes) {
    if (SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) != static_cast<int>(bytes.size())) throw std::runtime_error("not sent");
}

std::string TlsClient::read_until(const std::string& mark) {
    for (;;) {
        if (const auto at = pending_.find(mark); at != std::string::npos) {
            std::string out = pending_.substr(0, at + mark.size());
            pending_.erase(0, at + mark.size());
            return out;
        }
        char scrap[4096];
        const int got = SSL_read(ssl_.get(), scrap, sizeof scrap);
        if (got <= 0) throw std::runtime_error("ended before \"" + mark + "\" came");
        pending_.append(scrap, static_cast<std::size_t>(got));
    }
}

bool TlsClient::ends() {
    char scrap[4096];
    int got = 0;
    while ((got = SSL_read(ssl_.get(), scrap, sizeof scrap)) > 0) {}
    return SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN;
}

std::string TlsClient::serial() const {
    const std::unique_ptr<X509, void (*)(X509*)> shown(SSL_get1_peer_certificate(ssl_.get()), X509_free);
    const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(shown.get()), nullptr), BN_free);
    char* text = BN_bn2hex(number.get());
    std::string out = text;
    OPENSSL_free(text);
    return out;
}

std::string TlsClient::protocol() const {
    const unsigned char* name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
}

}  // namespace anju::tests
