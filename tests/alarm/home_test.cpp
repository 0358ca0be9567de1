// SPDX-License-Identifier: Apache-2.0
// The guard and the platform as they are installed: from the red key to the desk and back, over deaths of both.
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "tests/alarm/guard_house.hpp"
#include "tests/server_http/wire.hpp"
#include "tests/support/slow.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using tests::eventually;

const std::string kKey = "guard-test-key-0123456789abcdef0123456789";
const std::string kKeyHash = "732921e1632ff5da52c9886f4db5ebf6f3413c3a7ae7d779bba14d308aad9189";  // SHA-256

// The demo's platform, its technician and the operator of its desk.
class RealPlatform {
  public:
    explicit RealPlatform(std::filesystem::path folder) : folder_(std::move(folder)) { start(); }
    void start() {
        const auto ready = folder_ / "platform.json";
        std::filesystem::remove(ready);
        child = tests::Child(tests::Child::spawn("anju-platform", folder_ / "platform.log",
            {"--listen", "127.0.0.1:" + std::to_string(port_), "--database", "sqlite:" + (folder_ / "db").string(), "--demo",
             (folder_ / "demo").string(), "--art", ANJU_ART_DIR, "--ready", ready.string()}));
        if (!eventually([&] { return std::filesystem::exists(ready) || !child.alive(); }) || !child.alive()) {
            throw std::runtime_error("the platform did not start: " + tests::text_of(folder_ / "platform.log"));
        }
        port_ = json::parse(tests::text_of(ready)).at("port");
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    void pair() {
        const auto demo = json::parse(tests::text_of(folder_ / "demo/demo.json"));
        std::string none;
        const auto code = call(none, "POST", "/v1/pairing", {{"key_hash", kKeyHash}, {"model", "anju-tv"}, {"version", "0"}}).at("user_code").get<std::string>();
        for (const auto& login : demo.at("logins")) {
            auto* cookie = login.at("role") == "technician" ? &technician_ : login.at("role") == "operator" ? &operator_ : nullptr;
            if (cookie != nullptr) {
                call(*cookie, "POST", "/v1/staff/session", {{"name", login.at("name")}, {"password", login.at("password")}});
            }
        }
        call(technician_, "POST", "/v1/staff/pairings/" + code + "/approve", {{"household", demo.at("household").at("id")}});
    }
    json desk() { return call(operator_, "GET", "/v1/desk"); }
    json boxes() { return call(operator_, "GET", "/v1/desk/boxes"); }
    json at_desk(const std::string& path, const json& body = json::object()) { return call(operator_, "POST", "/v1/desk/" + path, body); }

    tests::Child child;

  private:
    json call(std::string& cookie, const std::string& method, const std::string& path, const json& body = {}) {
        std::vector<server::Header> headers{{"Host", "127.0.0.1:" + std::to_string(port_)}, {"Origin", url()}, {"Content-Type", "application/json"},
                                            {"Idempotency-Key", "guard-" + std::to_string(++keys_)}};
        if (!cookie.empty()) {
            headers.emplace_back("Cookie", cookie);
        }
        const auto answer = tests::ask(port_, method, path, headers, body.is_null() ? "" : body.dump());
        if (answer.status >= 300) {
            throw std::runtime_error(method + " " + path + ": " + std::to_string(answer.status) + " " + answer.body);
        }
        if (const auto given = answer.header("Set-Cookie"); !given.empty()) {
            cookie = given.substr(0, given.find(';'));
        }
        return answer.body.empty() ? json{} : json::parse(answer.body);
    }

    std::filesystem::path folder_;
    std::uint16_t port_ = 0;
    std::string technician_, operator_;
    int keys_ = 0;
};

TEST(GuardAtHome, FromTheRedKeyToTheDeskAndBackOverDeathsOfBoth) {
    GuardHouse house;
    RealPlatform platform(house.folder);
    platform.pair();
    std::ofstream(house.folder / "key") << kKey << '\n';
    const auto start_guard = [&] { house.start({"--platform", platform.url(), "--key-file", (house.folder / "key").string()}); };
    start_guard();
    platform.at_desk("seat", {{"on_duty", true}});
    std::string incident;
    {
        PlayedTv tv(house.socket());
        house.tap(KEY_RED);
        const auto received = tv.until("received");
        ASSERT_FALSE(received.is_null()) << house.log();
        incident = received["alarm"]["id"];
        const auto desk = platform.desk();
        ASSERT_EQ(desk["alarms"].size(), 1u);
        EXPECT_EQ(desk["alarms"][0]["alarm"]["id"], incident);
        platform.at_desk("alarms/" + incident + "/accept");
        EXPECT_FALSE(tv.until("accepted")["alarm"]["by"].is_null());
        house.tap(KEY_BACK);  // takes nothing back any more
        house.tap(KEY_SOS);
        EXPECT_TRUE(eventually([&] { return platform.desk()["alarms"][0]["alarm"]["presses"] == 2; }));
        platform.at_desk("alarms/" + incident + "/outcome", {{"outcome", "helped"}, {"text", ""}});
        platform.at_desk("alarms/" + incident + "/close");
        EXPECT_FALSE(tv.until("ended").is_null()) << house.log();
    }
    // The next run, while both are killed again and again.
    std::mt19937 random(7);
    int pressed = 0;
    const int kills = test::rounds(500);
    for (int i = 0; i < kills; ++i) {
        for (int burst = 0; burst < 3; ++burst) {
            house.tap(pressed++ % 2 == 0 ? KEY_RED : KEY_SOS);
            ::usleep(random() % 4'000);
        }
        ::usleep(random() % 30'000);
        // Both at once; whose process takes longer to start is spared now and then where time is short.
        if (test::slow() || i % 5 == 4) {
            platform.child.kill_now();
        }
        house.guard.kill_now();
        start_guard();
        if (!platform.child.alive()) {
            platform.start();
        }
    }
    PlayedTv tv(house.socket());
    auto received = tv.until("received");
    while (received.is_object() && !received.contains("alarm")) {  // from the journal, until the platform has answered
        received = tv.until("received");
    }
    ASSERT_FALSE(received.is_null()) << house.log();
    EXPECT_NE(received["alarm"]["id"], incident);
    json desk;
    EXPECT_TRUE(eventually([&] {
        desk = platform.desk();
        return desk["alarms"].size() == 1 && desk["alarms"][0]["alarm"]["presses"] >= received["presses"];
    })) << desk;
    EXPECT_LE(desk["alarms"][0]["alarm"]["presses"], pressed);
    const int before = desk["alarms"][0]["alarm"]["presses"];
    house.tap(KEY_RED);  // 返回 counts within ten seconds of it
    EXPECT_TRUE(eventually([&] { return platform.desk()["alarms"][0]["alarm"]["presses"] >= before + 1; }));
    house.tap(KEY_BACK);
    EXPECT_FALSE(tv.until("cancelled").is_null());
    EXPECT_TRUE(eventually([&] {
        desk = platform.desk();
        return desk["alarms"].empty() && desk["call_back"].size() == 1;
    })) << desk;
}

// What the desk knows of a box: it is there, it went as somebody wanted, it is there again.
TEST(GuardAtHome, TheDeskHearsThatTheBoxIsThereAndThatItGoes) {
    GuardHouse house;
    RealPlatform platform(house.folder);
    platform.pair();
    house.start();
    const auto counts = [&](const char* state) { return platform.boxes().at(state).get<int>(); };
    const auto pairs = [&] {
        PlayedTv tv(house.socket());
        tv.until("idle");
        house.pair(tv, platform.url(), kKey);
        return eventually([&] { return counts("online") == 1; }, 20s);
    };
    EXPECT_EQ(counts("online"), 0);
    ASSERT_TRUE(pairs()) << house.log();
    house.guard.signal(SIGTERM);
    EXPECT_EQ(house.guard.end(), 0);
    EXPECT_EQ(counts("planned_off"), 1) << "written before the guard has gone";
    std::filesystem::remove(house.folder / "data/box.json");
    house.start();
    EXPECT_TRUE(pairs()) << house.log();
    EXPECT_EQ(counts("planned_off"), 0);
}

}  // namespace
}  // namespace anju::alarm
