// SPDX-License-Identifier: Apache-2.0
// The guard's own health: what it finds when it starts, and how it goes.
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "terminal/alarm/guard.hpp"
#include "terminal/alarm/ids.hpp"
#include "terminal/alarm/interfaces.hpp"
#include "terminal/alarm/small_file.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr auto kGoodbye = 2s;
constexpr auto kWriteAgain = 3s;

Here here_at(contract::Time now) {
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, local.tm_hour * 60 + local.tm_min};
}

}  // namespace

Network Guard::network() const {
    return {[this](const std::string& url) {
                auto to = addresses_.of(url);
                if (auto host = host_of(url); is_address(host)) {
                    to.push_back(std::move(host));
                }
                return other_interfaces(links_now(), own_addresses(to));
            },
            [this](const std::string& url) { return addresses_.of(url); }};
}

// answered: so the names are, most likely.
void Guard::know_addresses(bool answered) {
    const auto here = std::chrono::steady_clock::now();
    if (answered && box_) {
        addresses_.ask({box_->platform, options_.second}, here);
    }
    auto text = addresses_.take(here);
    if (!text && addresses_unkept_ && here >= keep_addresses_again_) {
        text = addresses_.text();
    }
    if (text) {
        const bool said = addresses_unkept_.exchange(false);
        keep_addresses_again_ = here + kWriteAgain;
        writer_->also([this, said, path = fs::path(options_.data) / "addresses.json", text = std::move(*text)] {
            if (const auto kept = keep_text(path, text); !kept) {
                if (!said) {
                    std::fprintf(stderr, "Where the platform's names lead could not be kept: %s\n", kept.error().context.c_str());
                }
                addresses_unkept_ = true;
            }
        });
    }
}

Upkeep::Doors Guard::doors() {
    return {delivery_, *voice_,
            [this] {
                handle(WriteAgain{});
                return state_.number;
            },
            [this](Sentence sentence, Voice::Done done) { speak(sentence, std::move(done)); },
            [this] { inbox_.post(Tick{}); },
            [this](std::string text) {
                // What is lost with a full disk is seen again, or tested again.
                writer_->also([path = fs::path(options_.data) / "upkeep.json", text = std::move(text)] { static_cast<void>(keep_text(path, text)); });
            },
            fresh_id, here_at};
}

// The mark stands as long as this guard runs: who finds it was not told goodbye.
void Guard::look_after_itself() {
    const fs::path folder(options_.data), mark = folder / "running";
    upkeep_.emplace(doors(), text_of(folder / "upkeep.json"), text_of(mark), state_.kept.boot, now());
    writer_->also([mark, boot = state_.kept.boot] { static_cast<void>(keep_text(mark, boot)); });
}

// Off because somebody wanted it: planned. Not so the restart of an upgrade, whose package leaves a note beside the socket; and an alarm
// that is not through yet has the line to itself.
void Guard::say_goodbye() {
    const bool upgrade = ::access((fs::path(options_.socket).parent_path() / "upgrade").c_str(), F_OK) == 0;
    if (!upgrade && !undelivered(state_) && upkeep_->leave(now())) {
        const auto until = std::chrono::steady_clock::now() + kGoodbye;
        for (bool told = false; !told && std::chrono::steady_clock::now() < until;) {
            for (const auto& one : delivery_.work(100ms, {})) {
                told = told || std::holds_alternative<Beaten>(one);
            }
        }
    }
    static_cast<void>(forget_file(fs::path(options_.data) / "running"));
}

}  // namespace anju::alarm
