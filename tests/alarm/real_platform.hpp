// SPDX-License-Identifier: Apache-2.0
// The demo's platform as it is installed, for a guard that is: its technician pairs the box, its operator sits at the desk.
#pragma once

#include <fstream>
#include <stdexcept>

#include "tests/alarm/guard_house.hpp"
#include "tests/server_http/wire.hpp"

namespace anju::alarm {

inline const std::string kKey = "guard-test-key-0123456789abcdef0123456789";
inline const std::string kKeyHash = "732921e1632ff5da52c9886f4db5ebf6f3413c3a7ae7d779bba14d308aad9189";  // SHA-256

// The demo's platform, its technician and the operator of its desk.
class RealPlatform {
  public:
    explicit RealPlatform(std::filesystem::path folder) : folder_(std::move(folder)) { start(); }
    // For more than this machine itself.
    RealPlatform(std::filesystem::path folder, std::string listen, int port) : folder_(std::move(folder)), listen_(std::move(listen)), port_(static_cast<std::uint16_t>(port)) { start(); }
    void start() {
        const auto ready = folder_ / "platform.json";
        std::filesystem::remove(ready);
        std::vector<std::string> words{"--listen", listen_ + ":" + std::to_string(port_), "--database", "sqlite:" + (folder_ / "db").string(), "--demo",
                                       (folder_ / "demo").string(), "--art", ANJU_ART_DIR, "--ready", ready.string()};
        if (listen_ != kLoopback) {
            words.insert(words.end(), {"--public-url", url()});
        }
        child = tests::Child(tests::Child::spawn("anju-platform", folder_ / "platform.log", words));
        if (!tests::eventually([&] { return std::filesystem::exists(ready) || !child.alive(); }) || !child.alive()) {
            throw std::runtime_error("the platform did not start: " + tests::text_of(folder_ / "platform.log"));
        }
        port_ = nlohmann::json::parse(tests::text_of(ready)).at("port");
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    void pair() {
        const auto demo = nlohmann::json::parse(tests::text_of(folder_ / "demo/demo.json"));
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
    nlohmann::json desk() { return call(operator_, "GET", "/v1/desk"); }
    nlohmann::json boxes() { return call(operator_, "GET", "/v1/desk/boxes"); }
    nlohmann::json at_desk(const std::string& path, const nlohmann::json& body = nlohmann::json::object()) { return call(operator_, "POST", "/v1/desk/" + path, body); }

    tests::Child child;

  private:
    nlohmann::json call(std::string& cookie, const std::string& method, const std::string& path, const nlohmann::json& body = {}) {
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
        return answer.body.empty() ? nlohmann::json{} : nlohmann::json::parse(answer.body);
    }

    static constexpr const char* kLoopback = "127.0.0.1";
    std::filesystem::path folder_;
    std::string listen_ = kLoopback;
    std::uint16_t port_ = 0;
    std::string technician_, operator_;
    int keys_ = 0;
};

}  // namespace anju::alarm
