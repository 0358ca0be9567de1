// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "tests/server_operations/exposition.hpp"
#include "tests/server_operations/operations.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

ON_BOTH(MetricsOf);

class Figures {
  public:
    explicit Figures(const PlatformProcess& platform) : port_(platform.port_named("metrics_port")) {}
    std::string text() const { return ask(port_, "GET", "/metrics", {}).body; }
    double of(const std::string& series) const {
        const auto all = read_exposition(text());
        const auto found = all.find(series);
        return found == all.end() ? -1 : found->second;
    }
    // What changes on another thread comes soon.
    bool soon(const std::string& series, double value) const {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (std::chrono::steady_clock::now() < deadline) {
            if (of(series) == value) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }
    std::uint16_t port() const { return port_; }

  private:
    std::uint16_t port_;
};

std::vector<std::string> with_metrics(std::vector<std::string> words) {
    words.insert(words.end(), {"--metrics-listen", "127.0.0.1:0"});
    return words;
}

TEST_P(MetricsOf, ThePlatformSayWhatItDid) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(with_metrics(serving(database)));
    const Figures figures(platform);
    EXPECT_EQ(figures.of("anju_build_info{version=\"" ANJU_VERSION "\"}"), 1);
    EXPECT_EQ(figures.of("anju_streams_open{kind=\"tv\"}"), 0);

    for (int i = 0; i < 3; ++i) ask(platform.port(), "GET", "/v1/tv/snapshot", home.tv);
    ask(platform.port(), "GET", "/v1/tv/photos/" + home.photo, home.tv);
    ask(platform.port(), "GET", "/v1/tv/photos/" + home.photo, {});
    ask(platform.port(), "GET", "/nowhere/" + home.household, {});
    ask(platform.port(), "PROPFIND", "/v1/tv/snapshot", {});
    ask(platform.port(), "POST", "/v1/family/photos", {}, std::string(100, 'x'));
    EXPECT_EQ(figures.of(R"(anju_http_requests_total{method="GET",route="/v1/tv/snapshot",status="2xx"})"), 3);
    EXPECT_EQ(figures.of(R"(anju_http_requests_total{method="GET",route="/v1/tv/photos/{id}",status="2xx"})"), 1);
    EXPECT_EQ(figures.of(R"(anju_http_requests_total{method="GET",route="/v1/tv/photos/{id}",status="4xx"})"), 1);
    EXPECT_EQ(figures.of(R"-(anju_http_requests_total{method="GET",route="(page)",status="4xx"})-"), 1);
    EXPECT_EQ(figures.of(R"-(anju_http_requests_total{method="(other)",route="(page)",status="4xx"})-"), 1);
    EXPECT_EQ(figures.of("anju_http_request_seconds_count"), 8) << "reading the figures is not one of them";

    const double events = figures.of("anju_events_written_total");
    {
        Wire tv = open_stream(platform.port(), "/v1/tv/events", home.tv);
        Wire family = open_stream(platform.port(), "/v1/family/events", home.family);
        EXPECT_TRUE(figures.soon("anju_streams_open{kind=\"tv\"}", 1));
        EXPECT_TRUE(figures.soon("anju_streams_open{kind=\"family\"}", 1));
        Writer writer(platform.port(), home, "m");
        writer.wait_for(5);
        writer.stop();
        EXPECT_GE(figures.of("anju_events_written_total"), events + 10) << "each for the TV and for the relative";
    }
    EXPECT_TRUE(figures.soon("anju_streams_open{kind=\"tv\"}", 0));
    EXPECT_EQ(figures.of("anju_writes_waiting"), 0);
    EXPECT_EQ(figures.of("anju_database_errors_total{reason=\"disk_full\"}"), 0);
    EXPECT_GT(figures.of("process_resident_memory_bytes"), 1e6);
    EXPECT_LT(figures.of("process_resident_memory_bytes"), 1e9);
    EXPECT_GT(figures.of("anju_heap_bytes{state=\"in_use\"}"), 1e5);
    EXPECT_GE(figures.of("anju_heap_bytes{state=\"held\"}"), figures.of("anju_heap_bytes{state=\"in_use\"}"));
    EXPECT_GT(figures.of("process_open_fds"), 5);
    EXPECT_GT(figures.of("process_max_fds"), 100);

    const std::string text = figures.text();
    for (const std::string& secret : {home.household, home.member, home.terminal, home.photo, home.staff_name, std::string("王桂兰")}) {
        EXPECT_THAT(text, Not(HasSubstr(secret)));
    }
}

TEST_P(MetricsOf, ThePlatformAreForNobodyElse) {
    const std::string database = fresh_database();
    furnish(database);
    {
        PlatformProcess platform(folder());
        platform.start(with_metrics(serving(database)));
        EXPECT_EQ(ask(platform.port(), "GET", "/metrics", {}).status, 404);
        EXPECT_EQ(ask(platform.port(), "GET", "/metrics", {{"X-Forwarded-For", "127.0.0.1"}}).status, 404);
        const auto port = Figures(platform).port();
        EXPECT_EQ(ask(port, "GET", "/v1/tv/snapshot", {}).status, 404);
        EXPECT_EQ(ask(port, "POST", "/metrics", {}).status, 405);
        EXPECT_EQ(ask(port, "HEAD", "/metrics", {}).status, 200);
        EXPECT_EQ(ask(port, "GET", "/metrics", {}).header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    }
    PlatformProcess without(folder());
    without.start(serving(database));
    EXPECT_EQ(without.port_named("metrics_port"), 0);
}

TEST(Exposition, IsReadStrictly) {
    const std::string good = "# HELP a_total words\n# TYPE a_total counter\na_total{b=\"c\\\"d\"} 1\n";
    EXPECT_EQ(read_exposition(good).size(), 1U);
    for (const std::string bad : {"a_total 1\n", "# HELP a_total x\n# TYPE a_total counter\na_total 1", "# HELP a x\n# TYPE a counter\na 1\n",
                                  "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"c} 1\n", "# HELP a_total x\n# TYPE a_total counter\na_total 1\na_total 2\n",
                                  "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"\n\"} 1\n", "# HELP a x\n# TYPE a gauge\nb 1\n",
                                  "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
                                  "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_sum 1\na_count 2\n", "# HELP a x\n# TYPE a gauge\na one\n"}) {
        EXPECT_ANY_THROW(read_exposition(bad)) << bad;
    }
}

}  // namespace
}  // namespace anju::tests
