// SPDX-License-Identifier: Apache-2.0
// A guard as a box has it, with a remote, a TV and a platform that a test plays.
#pragma once

#include <fcntl.h>
#include <linux/input.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "platform/contract/codec.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/whole/child.hpp"

namespace anju::alarm {

// Keeps reports by the rule, says what becomes of them, and can be dead.
class PlayedPlatform {
  public:
    PlayedPlatform()
        : server_([this](const test::ScriptedRequest& request, test::ScriptedConnection& connection) { return serve(request, connection); }) {}

    std::string url() const { return server_.url(); }
    std::atomic<bool> dead{false};
    std::atomic<bool> hung{false};  // takes what comes and never answers, as a network that is cut
    std::atomic<bool> backwards{false};  // a report said less than one before it
    std::size_t runs() const {
        const std::lock_guard lock(mutex_);
        return reports_.size();
    }
    contract::AlarmReport last() const {
        const std::lock_guard lock(mutex_);
        return last_;
    }
    int presses() const {
        const std::lock_guard lock(mutex_);
        int all = 0;
        for (const auto& [id, report] : reports_) {
            all += report.presses;
        }
        return all;
    }
    std::vector<contract::Heartbeat> beats() const {
        const std::lock_guard lock(mutex_);
        return beats_;
    }
    std::vector<contract::TestReport> tests() const {
        const std::lock_guard lock(mutex_);
        return tests_;
    }
    void becomes(contract::AlarmState state) {
        const std::lock_guard lock(mutex_);
        state_ = state;
        ++revision_;
    }

  private:
    bool serve(const test::ScriptedRequest& request, test::ScriptedConnection& connection) {
        if (dead) {
            return false;
        }
        if (hung) {
            connection.wait_until_closed();
            return false;
        }
        if (request.target.ends_with("/events")) {
            connection.answer(503, "text/plain", "not now");  // the guard asks instead
            return true;
        }
        if (request.target.ends_with("/heartbeat")) {
            const std::lock_guard lock(mutex_);
            beats_.push_back(contract::decode<contract::Heartbeat>(request.body).value());
            connection.answer(200, test::kJson, contract::encode(contract::HeartbeatAnswer{beats_.back().at, contract::kHeartbeat}));
            return true;
        }
        if (request.target.ends_with("/tests")) {
            const std::lock_guard lock(mutex_);
            tests_.push_back(contract::decode<contract::TestReport>(request.body).value());
            connection.answer(204, test::kJson, "");
            return true;
        }
        std::string body;
        {
            const std::lock_guard lock(mutex_);
            if (request.method == "POST") {
                last_ = contract::decode<contract::AlarmReport>(request.body).value();
                auto [at, fresh] = reports_.try_emplace(last_.id, last_);
                if (fresh || at->second.presses != last_.presses || at->second.taken_back != last_.taken_back) {
                    ++revision_;
                }
                at->second.presses = std::max(at->second.presses, last_.presses);
                at->second.taken_back = std::max(at->second.taken_back, last_.taken_back);
            }
            contract::Alarm alarm;
            alarm.id = "incident-" + last_.id;
            alarm.report = last_.id;
            alarm.revision = revision_;
            const auto& kept = reports_[last_.id];
            alarm.state = kept.taken_back >= kept.presses && state_ == contract::AlarmState::Waiting ? contract::AlarmState::Cancelled : state_;
            body = contract::encode(alarm);
        }
        connection.answer(200, test::kJson, body);
        return true;
    }

    mutable std::mutex mutex_;
    std::map<std::string, contract::AlarmReport> reports_;
    contract::AlarmReport last_;
    std::vector<contract::Heartbeat> beats_;
    std::vector<contract::TestReport> tests_;
    contract::AlarmState state_ = contract::AlarmState::Waiting;
    std::uint64_t revision_ = 1;
    test::ScriptedServer server_;  // last: its threads use the rest
};

// The TV's end of the socket.
class PlayedTv {
  public:
    explicit PlayedTv(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, path.size());
        tests::eventually([&] { return ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0; });
    }
    ~PlayedTv() { ::close(socket_); }
    PlayedTv(const PlayedTv&) = delete;
    PlayedTv& operator=(const PlayedTv&) = delete;
    void say(const std::string& line) const { ::send(socket_, line.data(), line.size(), MSG_NOSIGNAL); }
    // Reads until the guard says such a state; "" when it does not.
    nlohmann::json until(const std::string& state, std::chrono::seconds limit = std::chrono::seconds(20)) {
        nlohmann::json found;
        tests::eventually([&] {
            std::array<char, 4096> part;
            const auto count = ::recv(socket_, part.data(), part.size(), MSG_DONTWAIT);
            if (count > 0) {
                in_.append(part.data(), static_cast<std::size_t>(count));
            }
            for (auto end = in_.find('\n'); end != in_.npos && found.is_null(); end = in_.find('\n')) {
                auto said = nlohmann::json::parse(in_.substr(0, end))["guard"];
                in_.erase(0, end + 1);
                if (said["state"] == state) {
                    found = std::move(said);
                }
            }
            return !found.is_null();
        }, limit);
        return found;
    }

  private:
    int socket_;
    std::string in_;
};

class GuardHouse {
  public:
    GuardHouse() {
        static std::atomic<int> houses = 0;
        folder = std::filesystem::temp_directory_path() / ("anju-guard-" + std::to_string(::getpid()) + "-" + std::to_string(++houses));
        std::filesystem::create_directories(folder);
        ::mkfifo(input().c_str(), 0600);
        remote_ = ::open(input().c_str(), O_RDWR | O_CLOEXEC);  // what is pressed while no guard reads waits in the pipe
    }
    ~GuardHouse() {
        guard.kill_now();
        ::close(remote_);
        std::filesystem::remove_all(folder);
    }
    void start(std::vector<std::string> more = {}) {
        std::vector<std::string> words{"--data", (folder / "data").string(), "--socket", socket(), "--input", input(), "--speaker", "none"};
        words.insert(words.end(), more.begin(), more.end());
        pid = tests::Child::spawn("anju-alarmd", folder / "log", words);
        guard = tests::Child(pid);
    }
    void pair(PlayedTv& tv, const std::string& platform, const std::string& key = "the-key") const {
        tv.say(R"({"box":{"platform":")" + platform + R"(","key":")" + key + R"(","language":"zh","help_number":"12349","called":""}})" + "\n");
    }
    void tap(int code) const {
        for (const int value : {1, 0}) {
            input_event event{};
            event.type = EV_KEY;
            event.code = static_cast<std::uint16_t>(code);
            event.value = value;
            ASSERT_EQ(::write(remote_, &event, sizeof event), static_cast<ssize_t>(sizeof event));
        }
    }
    std::string socket() const { return (folder / "socket").string(); }
    std::string input() const { return (folder / "input").string(); }
    std::string log() const { return tests::text_of(folder / "log"); }

    std::filesystem::path folder;
    tests::Child guard;
    pid_t pid = -1;

  private:
    int remote_ = -1;
};

}  // namespace anju::alarm
