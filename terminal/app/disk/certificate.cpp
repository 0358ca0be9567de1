// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/certificate.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace anju::disk {
namespace {

template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* what) const { Free(what); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

tl::unexpected<contract::Error> broken(const char* what) {
    return tl::unexpected(contract::Error{contract::ErrorKind::Broken, {}, what, {}});
}

// Peers compare fingerprints and look at no dates, and a box may not know the date: valid for ever.
bool fill(X509* certificate, EVP_PKEY* key) {
    X509_NAME* name = X509_get_subject_name(certificate);
    const auto* words = reinterpret_cast<const unsigned char*>("Anju TV");
    return X509_set_version(certificate, 2) == 1 &&
           ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) == 1 &&
           ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20200101000000Z") == 1 &&
           ASN1_TIME_set_string(X509_getm_notAfter(certificate), "99991231235959Z") == 1 &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, words, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1 &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

Bio reader(std::string_view text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

}  // namespace

contract::Result<std::string> make_certificate() {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    if (!key || !certificate || !fill(certificate.get(), key.get())) {
        return broken("no certificate could be made");
    }
    const Bio out(BIO_new(BIO_s_mem()));
    if (!out || PEM_write_bio_X509(out.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return broken("the certificate could not be written");
    }
    char* text = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

std::optional<std::string> certificate_fingerprint(std::string_view pem) {
    const auto of_certificate = reader(pem), of_key = reader(pem);
    const Certificate certificate(PEM_read_bio_X509(of_certificate.get(), nullptr, nullptr, nullptr));
    const Key key(PEM_read_bio_PrivateKey(of_key.get(), nullptr, nullptr, nullptr));
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!certificate || !key || X509_check_private_key(certificate.get(), key.get()) != 1 ||
        X509_digest(certificate.get(), EVP_sha256(), digest, &size) != 1) {
        return std::nullopt;
    }
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text = "sha-256 ";
    for (unsigned i = 0; i < size; ++i) {
        text += i == 0 ? "" : ":";
        text += {kDigits[digest[i] >> 4], kDigits[digest[i] & 15]};
    }
    return text;
}

}  // namespace anju::disk
