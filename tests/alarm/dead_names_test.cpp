// SPDX-License-Identifier: Apache-2.0
// Names and certificates that lead nowhere: a resolver that hangs, and a box whose clock is before the certificate's beginning.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <optional>
#include <thread>

#include "platform/contract/codec.hpp"
#include "terminal/alarm/delivery.hpp"
#include "tests/support/scripted_server.hpp"

namespace {
std::atomic<bool> resolver_hangs{false};
}

// Before libc's own, also for libraries: what a resolver does whose servers answer nothing.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found) {
    using Real = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto real = reinterpret_cast<Real>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    const auto gives_up = std::chrono::steady_clock::now() + std::chrono::seconds{5};
    while (resolver_hangs && std::chrono::steady_clock::now() < gives_up && node != nullptr && std::strstr(node, "never-resolves") != nullptr) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return real(node, service, hints, found);
}

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;

const contract::AlarmReport kPressed{"22222222-2222-4333-8444-555555555555", 1, contract::AlarmSource::Sos, contract::Time(1'764'000'000s), 1, 0};

std::string waiting_json() {
    contract::Alarm alarm;
    alarm.id = "incident";
    alarm.report = kPressed.id;
    alarm.revision = 1;
    return contract::encode(alarm);
}

TEST(DeadNames, ANameThatNeverResolvesHoldsTheSecondAddressNotUp) {
    resolver_hangs = true;
    test::ScriptedServer server([](const test::ScriptedRequest&, test::ScriptedConnection& connection) {
        connection.answer(200, test::kJson, waiting_json());
        return true;
    });
    std::string log;
    {
        Delivery delivery([] { return client::make_curl_transport("test"); }, server.url(), [&](const std::string& line) { log += line + "\n"; }, 300ms);
        delivery.use(Box{"http://never-resolves.invalid", "key", "zh", "12349", ""});
        auto longest = 0ms;
        std::size_t heard = 0;
        for (int turn = 0; turn < 3; ++turn) {
            for (const Way way : {Way::First, Way::Second}) {
                delivery.send(kPressed, way, std::chrono::steady_clock::now());
            }
            while (!delivery.resting()) {  // the first address has its whole time each turn
                const auto began = std::chrono::steady_clock::now();
                heard += delivery.work(20ms, {}).size();
                longest = std::max(longest, std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began));
            }
        }
        EXPECT_EQ(heard, 3u) << log;
        EXPECT_LT(longest, 2s) << "it waits for no resolver";
        EXPECT_FALSE(log.empty());
    }
    resolver_hangs = false;
}

TEST(DeadNames, AnAddressKnownFromBeforeNeedsNoNameServerAndIsNobodyElses) {
    resolver_hangs = true;
    test::ScriptedServer server([](const test::ScriptedRequest&, test::ScriptedConnection& connection) {
        connection.answer(200, test::kJson, waiting_json());
        return true;
    });
    const auto port = server.url().substr(server.url().rfind(':'));
    {
        Network network;
        network.addresses = [](const std::string&) { return std::vector<std::string>{"::1", "127.0.0.1"}; };
        Delivery delivery([] { return client::make_curl_transport("test"); }, "", [](const std::string&) {}, 600ms, network);
        delivery.use(Box{"http://never-resolves.invalid" + port, "key", "zh", "12349", ""});
        const auto all = [&] {
            std::size_t heard = 0;
            do {
                heard += delivery.work(20ms, {}).size();
            } while (!delivery.resting());
            return heard;
        };
        delivery.send(kPressed, Way::First, std::chrono::steady_clock::now());
        EXPECT_EQ(all(), 0u);
        delivery.send(kPressed, Way::First, std::chrono::steady_clock::now(), true);
        EXPECT_EQ(all(), 1u) << "the one that asks is not led by the other's, and gets none of its connections";
        EXPECT_EQ(server.requests().at(0).headers.at("host"), "never-resolves.invalid" + port);
    }
    resolver_hangs = false;
}

struct TlsFile {
    std::filesystem::path path;
    std::shared_ptr<SSL_CTX> context;
};

// For localhost, signed by itself, good from so long after now on.
TlsFile certificate_from(std::chrono::seconds begins) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* one = X509_new();
    X509_set_version(one, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(one), static_cast<long>(begins.count() & 0xFFFF) + 1);
    X509_gmtime_adj(X509_getm_notBefore(one), begins.count());
    X509_gmtime_adj(X509_getm_notAfter(one), begins.count() + 30L * 24 * 3600);
    X509_set_pubkey(one, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(one), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(one, X509_get_subject_name(one));
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(one, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(one, key, EVP_sha256());
    TlsFile made{std::filesystem::temp_directory_path() / ("anju-clock-" + std::to_string(::getpid()) + "-" + std::to_string(begins.count()) + ".pem"), {SSL_CTX_new(TLS_server_method()), SSL_CTX_free}};
    std::FILE* file = std::fopen(made.path.c_str(), "we");
    PEM_write_X509(file, one);
    std::fclose(file);
    SSL_CTX_use_certificate(made.context.get(), one);
    SSL_CTX_use_PrivateKey(made.context.get(), key);
    X509_free(one);
    EVP_PKEY_free(key);
    return made;
}

// Answers each connection once, whatever it is asked.
class TlsPlatform {
  public:
    explicit TlsPlatform(TlsFile tls) : tls_(std::move(tls)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&own), sizeof own);
        socklen_t size = sizeof own;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&own), &size);
        port_ = ntohs(own.sin_port);
        ::listen(listener_, 8);
        thread_ = std::thread([this] { serve(); });
    }
    ~TlsPlatform() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
        std::filesystem::remove(tls_.path);
    }
    std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
    std::string ca() const { return tls_.path.string(); }
    std::atomic<int> asked{0};

  private:
    void serve() {
        for (int one = ::accept(listener_, nullptr, nullptr); one >= 0; one = ::accept(listener_, nullptr, nullptr)) {
            SSL* ssl = SSL_new(tls_.context.get());
            SSL_set_fd(ssl, one);
            char bytes[4096];
            if (SSL_accept(ssl) == 1 && SSL_read(ssl, bytes, sizeof bytes) > 0) {
                ++asked;
                const std::string body = waiting_json();
                const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
                SSL_write(ssl, answer.data(), static_cast<int>(answer.size()));
                SSL_shutdown(ssl);
            }
            SSL_free(ssl);
            ::close(one);
        }
    }
    TlsFile tls_;
    int listener_, port_ = 0;
    std::thread thread_;
};

// What a box hears of it, and what its log has.
std::pair<std::size_t, std::string> called(const TlsPlatform& platform) {
    std::string log;
    Delivery delivery([ca = platform.ca()] { return client::make_curl_transport("test", ca); }, {}, [&](const std::string& line) { log += line + "\n"; }, 5s);
    delivery.use(Box{platform.url(), "key", "zh", "12349", ""});
    delivery.send(kPressed, Way::First, std::chrono::steady_clock::now());
    std::size_t heard = 0;
    while (!delivery.resting()) {
        heard += delivery.work(20ms, {}).size();
    }
    return {heard, log};
}

TEST(SkewedClock, BeforeTheCertificateBeginsNothingIsToldAndTheClockIsNamed) {
    const TlsPlatform early(certificate_from(24h));
    const auto [none, why] = called(early);
    EXPECT_EQ(none, 0u);
    EXPECT_EQ(early.asked, 0) << "the key of the box went to nobody";
    EXPECT_NE(why.find("not valid yet by the clock of this machine"), std::string::npos) << why;
    const TlsPlatform over(certificate_from(-40 * 24h));
    EXPECT_NE(called(over).second.find("not valid any more by the clock of this machine"), std::string::npos);
    const TlsPlatform good(certificate_from(-1h));
    const auto [heard, said] = called(good);
    EXPECT_EQ(heard, 1u) << said;
}

}  // namespace
}  // namespace anju::alarm
