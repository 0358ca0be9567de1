// SPDX-License-Identifier: Apache-2.0
// Two streets with a home each, on a real SQLite file: what the router's tests ask about.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/server/open_repository.hpp"
#include "platform/server/router.hpp"

namespace anju::tests {

using contract::Time;
using server::Header;
using server::Request;
using server::Response;

inline constexpr Time kMorning{std::chrono::milliseconds{1'795'570'860'000}};  // 2026-11-25T01:41:00Z

class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::filesystem::path path;
};

// Remembers instead of streaming.
class QuietHub : public server::EventHub {
  public:
    void wake(const std::vector<std::string>&) override {}
    bool terminal_online(const std::string& terminal) const override { return online.contains(terminal); }
    bool household_online(const std::string& household) const override { return online.contains(household); }
    bool member_online(const std::string& member) const override { return online.contains(member); }
    bool visit_open(const std::string& visit) const override { return online.contains(visit); }
    void tell_presence(const std::string&, const contract::Presence& presence) override { told.push_back(presence); }
    void tell_ring(const std::string& terminal, const contract::BoxRings& rings) override { rung.emplace_back(terminal, rings); }
    std::set<std::string> online;
    std::vector<contract::Presence> told;
    std::vector<std::pair<std::string, contract::BoxRings>> rung;
};

// One home with all that opens its doors.
struct Home {
    std::string organisation, household, member, link, terminal;
    std::string staff_name, password = "correct horse battery";
    std::vector<Header> family, staff, tv;  // the headers that prove who asks
    std::string message, photo;             // sent already
    std::string portrait;                   // the elder's
};

server::StorageOptions quick_storage();

class World {
  public:
    World();  // on a file of its own
    explicit World(server::Repository& repository);  // of a running server

    Response ask(const std::string& method, const std::string& target, std::vector<Header> headers = {},
                 std::string body = "");
    Response get(const std::string& target, std::vector<Header> headers = {}) { return ask("GET", target, std::move(headers)); }
    // A JSON body with a fresh idempotency key.
    Response post(const std::string& target, std::vector<Header> headers, std::string body);

    // Every row of every table but those that count wrong tries.
    std::string dump() const;

    TemporaryFolder folder;
    QuietHub hub;
    server::Site site;
    std::chrono::steady_clock::time_point tick{};
    server::Allowance allowance{[this] { return tick; }};
    server::ImportDesk imports{[this] { return tick; }};
    server::Repository* repository = nullptr;
    Time now = kMorning;
    Home wang, zhou;  // of two organisations
    std::string address = "192.0.2.1";

  private:
    Home build(const std::string& name, const std::string& staff_name);
    std::string pair(const Home& home, const std::string& key);
    std::unique_ptr<server::Repository> owned_;
    int keys_ = 0;
};

std::vector<Header> with(std::vector<Header> headers, Header more);
// The cookie that an answer sets, as the next request's header.
Header cookie_of(const Response&);
// A member of a JSON answer as text; empty when absent.
std::string field(const std::string& json, const std::string& name);
std::string code(const Response&);
std::string sha256(const std::string& bytes);

}  // namespace anju::tests
