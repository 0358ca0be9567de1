// SPDX-License-Identifier: Apache-2.0
// A whole server on a free port of loopback, in this process, with the two homes of World in it.
#pragma once

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <thread>

#include "platform/server/images.hpp"
#include "platform/server/server.hpp"
#include "tests/server_http/wire.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {

// No poll within a test: what arrives was woken by its commit.
inline server::StreamTimes without_poll() {
    using namespace std::chrono_literals;
    return {.ping = 5s, .poll = 10min, .touch = 10min, .recheck = 10min, .grace = 50ms};
}

struct LiveWish {
    server::ListenerLimits limits = {};
    server::StreamTimes times = {};
    std::function<void(const std::vector<std::string>&)> on_committed = {};
    unsigned workers = 4;
    server::TlsFiles tls = {};  // empty: plain only
    std::shared_ptr<server::Notifier> notifier = {};
    std::function<Time()> clock = [] { return kMorning; };
};

class Live {
  public:
    explicit Live(LiveWish wish = {}) : server(options(folder, std::move(wish))), world(server.repository()) {
        thread = std::thread([this] {
            server.run();
            ended.set_value();
        });
    }
    ~Live() { stop(); }
    void stop() {
        server.stop();
        if (thread.joinable()) thread.join();
    }

    std::uint16_t port() const { return server.port(); }
    // Over the wire, unlike World's own.
    Answer send_message(const std::string& text, const std::string& key, const Home& home) {
        return ask(port(), "POST", "/v1/family/messages", json_headers(home.family, key), fmt::format(R"({{"text":"{}","photos":[]}})", text));
    }
    static std::vector<Header> json_headers(std::vector<Header> proof, const std::string& key) {
        proof.emplace_back("Content-Type", "application/json");
        proof.emplace_back("Idempotency-Key", key);
        return proof;
    }

    TemporaryFolder folder;
    server::Server server;
    World world;
    std::promise<void> ended;
    std::thread thread;

  private:
    static server::ServerOptions options(const TemporaryFolder& folder, LiveWish wish) {
        server::start_image_library("server_live_test");
        server::ServerOptions out;
        out.database = "sqlite:" + (folder.path / "anju.db").string();
        out.clock = std::move(wish.clock);
        out.storage = quick_storage();
        out.storage.on_committed = std::move(wish.on_committed);
        out.limits = wish.limits;
        out.times = wish.times;
        out.workers = wish.workers;
        if (!wish.tls.certificate.empty()) {
            out.tls_host = "127.0.0.1";
            out.tls_files = wish.tls;
            out.reload = std::chrono::milliseconds{20};
        }
        out.notifier = std::move(wish.notifier);
        return out;
    }
};

}  // namespace anju::tests
