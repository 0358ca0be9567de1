// SPDX-License-Identifier: Apache-2.0
#include "platform/server/tls.hpp"

#include <fmt/core.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string_view>

namespace anju::server {
namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, SslFree>;

std::string why() {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    std::string text = reason ? reason : "unknown reason";
    ERR_clear_error();
    return text;
}

// We speak HTTP/1.1 only; a browser that offers h2 first is told so.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* offered, unsigned int count, void*) {
    static constexpr unsigned char kHttp[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, length, kHttp, sizeof kHttp - 1, offered, count) != OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

tl::expected<ContextPtr, std::string> load(const TlsFiles& files) {
    ERR_clear_error();
    ContextPtr context(SSL_CTX_new(TLS_server_method()));
    if (!context) return tl::make_unexpected("OpenSSL has no memory for a certificate.");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION);
    // Idle streams give their buffers back; a retried write may come from another place.
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1) {
        return tl::make_unexpected(fmt::format("The certificate {} cannot be used: {}.", files.certificate, why()));
    }
    if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return tl::make_unexpected(fmt::format("The key {} cannot be used with {}: {}.", files.key, files.certificate, why()));
    }
    return context;
}

}  // namespace

void SslFree::operator()(ssl_st* ssl) const { SSL_free(ssl); }
void SslFree::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

TlsContext::TlsContext(TlsFiles files) : files_(std::move(files)), read_(stamp()) {
    auto loaded = load(files_);
    if (!loaded) throw std::runtime_error(loaded.error());
    context_ = std::move(*loaded);
}

TlsContext::Stamp TlsContext::stamp() const {
    std::error_code missing;
    const auto certificate = std::filesystem::last_write_time(files_.certificate, missing);
    return {certificate, std::filesystem::last_write_time(files_.key, missing)};
}

tl::expected<bool, std::string> TlsContext::reload_if_changed() {
    const Stamp now = stamp();
    if (now == read_) return false;
    read_ = now;
    auto loaded = load(files_);
    if (!loaded) return tl::make_unexpected(loaded.error());
    context_ = std::move(*loaded);
    return true;
}

SslPtr TlsContext::accept_on(int descriptor) const {
    SslPtr ssl(SSL_new(context_.get()));
    if (!ssl || SSL_set_fd(ssl.get(), descriptor) != 1) return {};
    SSL_set_accept_state(ssl.get());
    return ssl;
}

}  // namespace anju::server
