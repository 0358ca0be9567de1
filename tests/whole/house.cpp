// SPDX-License-Identifier: Apache-2.0
#include "tests/whole/house.hpp"

#include <unistd.h>

#include <atomic>
#include <fstream>
#include <stdexcept>

#include "tests/server_http/wire.hpp"

namespace anju::tests {
namespace {

std::filesystem::path new_folder() {
    static std::atomic<int> count{0};
    const auto folder = std::filesystem::temp_directory_path() /
                        ("anju-house-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

}  // namespace

House::House() : folder_(new_folder()) { open_platform(); }

House::~House() {
    platform_.kill_now();
    std::filesystem::remove_all(folder_);
}

void House::open_platform() {
    const auto ready = folder_ / "platform.json";
    std::filesystem::remove(ready);
    platform_ = Child(Child::spawn(
        "anju-platform", folder_ / "platform.log",
        {"--listen", "127.0.0.1:" + std::to_string(port_), "--database",
         "sqlite:" + (folder_ / "db.sqlite").string(), "--demo", folder_ / "demo", "--art",
         ANJU_ART_DIR, "--now", kMorning, "--ready", ready}));
    if (!eventually([&] { return std::filesystem::exists(ready) || !platform_.alive(); }) ||
        !platform_.alive()) {
        throw std::runtime_error("the platform did not start: " + text_of(folder_ / "platform.log"));
    }
    port_ = nlohmann::json::parse(text_of(ready)).at("port");
    std::ifstream in(folder_ / "demo" / "demo.json");
    demo_ = nlohmann::json::parse(in);
}

std::string House::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

Answer House::asked(std::string& cookie, const std::string& method, const std::string& path, const std::string& body) {
    std::vector<server::Header> headers{{"Host", "127.0.0.1:" + std::to_string(port_)},
                                        {"Origin", url()},
                                        {"Content-Type", "application/json"},
                                        {"Idempotency-Key", "whole-" + std::to_string(++keys_)}};
    if (!cookie.empty()) {
        headers.push_back({"Cookie", cookie});
    }
    auto answer = ask(port_, method, path, headers, body);
    if (const auto given = answer.header("Set-Cookie"); !given.empty()) {
        cookie = given.substr(0, given.find(';'));
    }
    return answer;
}

nlohmann::json House::call(std::string& cookie, const std::string& method, const std::string& path,
                           const nlohmann::json& body) {
    const auto answer = asked(cookie, method, path, body.is_null() ? "" : body.dump());
    if (answer.status >= 300) {
        throw std::runtime_error(method + " " + path + ": " + answer.body);
    }
    return answer.body.empty() ? nlohmann::json{} : nlohmann::json::parse(answer.body);
}

void House::sign_in() {
    if (staff_.empty()) {
        for (const auto& login : demo_.at("logins")) {
            if (login.at("role") == "manager") {
                call(staff_, "POST", "/v1/staff/session", {{"name", login.at("name")}, {"password", login.at("password")}});
            }
        }
    }
}

std::string House::move_in(TvProcess& tv) {
    tv.start(url(), {"--now", kMorning});
    const auto id = approve(tv.after("wait pairing 10\nsettle"), household());
    tv.after("wait home 20\nsettle");
    return id;
}

std::string House::approve(const nlohmann::json& scene, const std::string& household) {
    std::string code;
    for (const std::string text : scene.at("text")) {
        if (text.size() == 8 && text.find_first_not_of("BCDFGHJKLMNPQRSTVWXZ") == text.npos) {
            code = text;
        }
    }
    sign_in();
    return call(staff_, "POST", "/v1/staff/pairings/" + code + "/approve", {{"household", household}}).at("id");
}

void House::unpair(const std::string& terminal) {
    act(terminal, {{"act", "take_back"}, {"number", box(terminal).at("number")}});
}

nlohmann::json House::box(const std::string& terminal) {
    sign_in();
    return call(staff_, "GET", "/v1/staff/boxes/" + terminal);
}

nlohmann::json House::act(const std::string& terminal, nlohmann::json what) {
    what["seen"] = box(terminal).at("revision");
    return call(staff_, "POST", "/v1/staff/boxes/" + terminal, what);
}

std::string House::home_of(const std::string& name) {
    sign_in();
    const auto found = call(staff_, "GET", "/v1/staff/households");
    for (const auto& home : found.at("households")) {
        if (home.at("name") == name) {
            return home.at("id");
        }
    }
    throw std::runtime_error("no home " + name);
}

std::string House::household() const { return demo_.at("household").at("id"); }

Answer House::staff(const std::string& method, const std::string& path, const std::string& body) {
    sign_in();
    return asked(staff_, method, path, body);
}

Answer House::phone(const std::string& method, const std::string& path, const std::string& body) {
    if (visitor_.empty()) {
        call(visitor_, "POST", "/v1/visitor/session", {{"link", demo_.at("family").at(0).at("token")}});
    }
    return asked(visitor_, method, path, body);
}

std::string House::send(const std::string& text) {
    if (daughter_.empty()) {
        call(daughter_, "POST", "/v1/family/session",
             {{"token", demo_.at("family").at(0).at("token")}});
    }
    return call(daughter_, "POST", "/v1/family/messages",
                {{"text", text}, {"photos", nlohmann::json::array()}})
        .at("id");
}

nlohmann::json House::message(const std::string& id) {
    const auto home = call(daughter_, "GET", "/v1/family/home");
    for (const auto& message : home.at("messages")) {
        if (message.at("id") == id) {
            return message;
        }
    }
    throw std::runtime_error("the message is gone");
}

}  // namespace anju::tests
