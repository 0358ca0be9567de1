// SPDX-License-Identifier: Apache-2.0
// The platform under TLS: certificates of the shipped script, a real handshake, streams, and what comes without it.
#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "tests/server_http/live.hpp"
#include "tests/server_http/tls_client.hpp"

namespace anju::tests {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

void make_certificates(const std::filesystem::path& folder, const std::string& names = "") {
    const std::string command = fmt::format("{}/packaging/lan/certificates '{}' {}", ANJU_SOURCE_DIR, folder.string(), names);
    if (std::system(command.c_str()) != 0) throw std::runtime_error("no certificates were made");
}

server::TlsFiles files_in(const std::filesystem::path& folder) {
    return {(folder / "server.pem").string(), (folder / "server-key.pem").string()};
}

class Tls : public testing::Test {
  protected:
    Tls() {
        std::signal(SIGPIPE, SIG_IGN);  // as main() does: OpenSSL writes without MSG_NOSIGNAL
        make_certificates(certificates.path);
        LiveWish wish;
        wish.tls = files_in(certificates.path);
        wish.limits.first_byte = std::chrono::milliseconds{400};
        wish.times.ping = std::chrono::milliseconds{50};
        live.emplace(wish);
    }
    std::string ca() const { return (certificates.path / "ca.pem").string(); }
    TlsWish trusting() const { return {ca()}; }
    std::uint16_t port() const { return live->server.tls_port(); }

    TemporaryFolder certificates;
    std::optional<Live> live;
};

TEST_F(Tls, AnswersWhoTrustsItsCaUnderEachOfItsNames) {
    for (const char* name : {"localhost", "127.0.0.1"}) {
        TlsWish wish = trusting();
        if (std::string_view(name) == "localhost") wish.name = name;
        TlsClient client(port(), wish);
        EXPECT_EQ(client.protocol(), "http/1.1");
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200"));
        EXPECT_THAT(client.read_until("ok\n"), EndsWith("ok\n"));
        EXPECT_THAT(client.read_until("ok\n"), HasSubstr("HTTP/1.1 200"));
        EXPECT_TRUE(client.ends());
    }
}

TEST_F(Tls, IsRefusedByWhoTrustsAnotherCaOrAnotherName) {
    TemporaryFolder other;
    make_certificates(other.path);
    EXPECT_THROW(TlsClient(port(), {(other.path / "ca.pem").string()}), std::runtime_error);
    EXPECT_THROW(TlsClient(port(), {ca(), "evil.example"}), std::runtime_error);
    EXPECT_THROW(TlsClient(port(), {ca(), "localhost", TLS1_1_VERSION}), std::runtime_error);
    EXPECT_NO_THROW(TlsClient(port(), {ca(), "localhost", TLS1_2_VERSION}));
}

TEST_F(Tls, CarriesLargeBodiesBothWays) {
    TlsClient client(port(), trusting());
    const std::string large(60'000, 'x');
    client.send(fmt::format("POST /v1/staff/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", large.size(), large));
    EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 400"));
}

TEST_F(Tls, SetsCookiesThatOnlyHttpsGetsBack) {
    TlsClient client(port(), trusting());
    const std::string body = fmt::format(R"({{"token":"{}"}})", live->world.wang.link);
    client.send(request_text("POST", "/v1/family/session", {{"Origin", "https://127.0.0.1"}, {"Content-Type", "application/json"}}, body));
    const std::string head = client.read_until("\r\n\r\n");
    EXPECT_THAT(head, StartsWith("HTTP/1.1 204"));
    EXPECT_THAT(head, HasSubstr("; Secure"));
    // The same over plain HTTP on the other port is a cookie for plain HTTP.
    const Answer plain = ask(live->port(), "POST", "/v1/family/session", {{"Content-Type", "application/json"}}, body);
    EXPECT_EQ(plain.status, 204);
    EXPECT_THAT(plain.head, testing::Not(HasSubstr("; Secure")));
}

TEST_F(Tls, StreamsEventsAsTheyAreCommitted) {
    TlsClient client(port(), trusting());
    auto headers = live->world.wang.tv;
    client.send(request_text("GET", "/v1/tv/events", headers));
    EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200"));
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(live->send_message(fmt::format("words {}", i), fmt::format("tls-{}", i), live->world.wang).status, 200);
        EXPECT_THAT(client.read_until("\n\n"), testing::AnyOf(HasSubstr(fmt::format("words {}", i)), HasSubstr(":")));
    }
}

TEST_F(Tls, EndsWhoNeverShakesHandsAndWhoSpeaksNonsense) {
    Wire silent(port());
    EXPECT_TRUE(silent.ends());
    Wire nonsense(port());
    nonsense.send(std::string("\x16\x03\x01\xff\xff", 5) + std::string(400, '\xee'));
    EXPECT_TRUE(nonsense.ends());
    TlsClient after(port(), trusting());  // and still serves
    after.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_THAT(after.read_until("ok\n"), HasSubstr("200"));
}

TEST_F(Tls, SendsPlainHttpToHttps) {
    const Answer sent = ask(port(), "GET", "/v1/family/home", {});
    EXPECT_EQ(sent.status, 308);
    EXPECT_EQ(sent.header("Location"), "https://127.0.0.1/v1/family/home");
}

TEST_F(Tls, ServesANewCertificateWithoutARestartAndKeepsTheOldOneWhenItIsBroken) {
    const std::string first = TlsClient(port(), trusting()).serial();
    make_certificates(certificates.path, "another.example");
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    std::string now = first;
    while (now == first && std::chrono::steady_clock::now() < deadline) now = TlsClient(port(), trusting()).serial();
    EXPECT_NE(now, first);

    std::filesystem::resize_file(certificates.path / "server.pem", 40);
    std::this_thread::sleep_for(std::chrono::milliseconds{100});  // several looks at the files
    EXPECT_EQ(TlsClient(port(), trusting()).serial(), now);
}

TEST(TlsFiles, ThatCannotBeUsedAreNamed) {
    TemporaryFolder folder;
    make_certificates(folder.path);
    const auto good = files_in(folder.path);
    const auto why = [](const server::TlsFiles& files) -> std::string {
        try {
            const server::TlsContext context(files);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(why(good), "");
    EXPECT_THAT(why({"/nowhere.pem", good.key}), HasSubstr("/nowhere.pem"));
    EXPECT_THAT(why({good.certificate, (folder.path / "ca-key.pem").string()}), HasSubstr("ca-key.pem"));
    EXPECT_THAT(why({good.key, good.key}), HasSubstr("server-key.pem"));
}

}  // namespace
}  // namespace anju::tests
