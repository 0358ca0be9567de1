// SPDX-License-Identifier: Apache-2.0
#include "tests/server_operations/operations.hpp"

#include <fmt/core.h>

#include <atomic>
#include <stdexcept>

#include "platform/server/images.hpp"
#include "tests/support/postgres_cluster.hpp"

namespace anju::tests {

void Operations::SetUp() {
    server::start_image_library("server_operations_test");
    if (GetParam() != Dialect::Postgres) return;
    auto& cluster = PostgresCluster::instance();
    if (cluster.missing()) GTEST_SKIP() << cluster.failure();
    ASSERT_EQ(cluster.failure(), "");
}

std::string Operations::fresh_database() {
    static std::atomic<int> number{0};
    if (GetParam() == Dialect::Postgres) return "postgres:" + PostgresCluster::instance().fresh_database("operations" + std::to_string(++number));
    const auto place = folder() / ("database" + std::to_string(++databases_));
    std::filesystem::create_directory(place);
    return "sqlite:" + (place / "anju.db").string();
}

Home Operations::furnish(const std::string& database) {
    const auto repository = server::open_repository(database, quick_storage(), kMorning);
    if (!repository) throw std::runtime_error(repository.error().context);
    return World(**repository).wang;
}

std::vector<std::string> Operations::told(std::uint16_t port, const Home& home) {
    const auto last = std::stoull(field(ask(port, "GET", "/v1/tv/snapshot", home.tv).body, "cursor"));
    Wire stream = open_stream(port, "/v1/tv/events?last=0", home.tv);
    std::vector<std::string> texts;
    for (std::uint64_t seen = 0; seen < last;) {
        const auto event = stream.read_event();
        if (!event) throw std::runtime_error("the stream ended");
        if (event->id == 0) continue;
        if (event->id != seen + 1) throw std::runtime_error(fmt::format("event {} after {}", event->id, seen));
        seen = event->id;
        if (event->name == "message") texts.push_back(field(event->data, "text"));
    }
    return texts;
}

Writer::Writer(std::uint16_t port, Home home, std::string tag)
    : port_(port), home_(std::move(home)), tag_(std::move(tag)), thread_([this](const std::stop_token& stop) { write(stop); }) {}

void Writer::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

std::vector<std::string> Writer::acknowledged() const {
    const std::lock_guard lock(mutex_);
    return acknowledged_;
}

void Writer::wait_for(std::size_t count) const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(40);
    while (acknowledged().size() < count) {
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("nobody answers the writer");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void Writer::write(const std::stop_token& stop) {
    for (int i = 0; !stop.stop_requested(); ++i) {
        const std::string text = tag_ + std::to_string(i);
        auto headers = home_.family;
        headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", text}});
        int status = 0;
        while (status != 200 && !stop.stop_requested()) {
            try {
                status = ask(port_, "POST", "/v1/family/messages", headers, fmt::format(R"({{"text":"{}","photos":[]}})", text)).status;
            } catch (const std::runtime_error&) {  // nobody there now
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
        }
        if (status != 200) return;
        const std::lock_guard lock(mutex_);
        acknowledged_.push_back(text);
    }
}

}  // namespace anju::tests
