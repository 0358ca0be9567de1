// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/addresses.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <thread>

#include <nlohmann/json.hpp>

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

constexpr std::chrono::minutes kAskNamesAgain = 6h, kAfterNone = 10min;
constexpr std::size_t kMostAddresses = 8;  // of one host

std::vector<std::string> resolved(const std::string& host) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* first = nullptr;
    if (::getaddrinfo(host.c_str(), nullptr, &wanted, &first) != 0) {
        return {};
    }
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> all(first, ::freeaddrinfo);
    std::vector<std::string> found;
    for (const auto* one = first; one != nullptr && found.size() < kMostAddresses; one = one->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (::getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0 && is_address(text.data())) {
            found.emplace_back(text.data());
        }
    }
    return found;
}

}  // namespace

std::string host_of(std::string_view url) {
    const auto begins = url.find("//");
    auto host = begins == url.npos ? std::string_view() : url.substr(begins + 2);
    host = host.substr(0, host.find_first_of("/?#"));
    host = host.substr(host.find('@') + 1);
    if (host.starts_with('[')) {
        return std::string(host.substr(1, host.find(']') - 1));
    }
    return std::string(host.substr(0, host.find(':')));
}

bool is_address(const std::string& host) {
    in6_addr room{};
    return ::inet_pton(AF_INET, host.c_str(), &room) == 1 || ::inet_pton(AF_INET6, host.c_str(), &room) == 1;
}

Addresses::Addresses(const std::optional<std::string>& kept, Resolve resolve) : resolve_(resolve ? std::move(resolve) : resolved) {
    const auto in = Json::parse(kept.value_or(""), nullptr, false);
    if (!in.is_object()) {
        return;
    }
    for (const auto& [host, addresses] : in.items()) {
        for (const auto& one : addresses) {
            auto& known = known_[host];
            if (one.is_string() && is_address(one.get<std::string>()) && known.size() < kMostAddresses) {
                known.push_back(one);
            }
        }
    }
}

std::vector<std::string> Addresses::of(std::string_view url) const {
    const auto found = known_.find(host_of(url));
    return found == known_.end() ? std::vector<std::string>() : found->second;
}

void Addresses::ask(const std::vector<std::string>& urls, Instant now) {
    std::set<std::string> hosts;
    for (const auto& url : urls) {
        if (auto host = host_of(url); !host.empty() && !is_address(host)) {
            hosts.insert(std::move(host));
        }
    }
    const bool new_one = std::ranges::any_of(hosts, [this](const auto& host) { return !known_.contains(host); });
    if (hosts.empty() || asked_ || (now < next_ && !new_one)) {
        return;
    }
    asked_ = std::make_shared<Asked>();
    try {
        std::thread([asked = asked_, hosts, resolve = resolve_] {
            for (const auto& host : hosts) {
                asked->found[host] = resolve(host);
            }
            asked->over = true;
        }).detach();
    } catch (const std::system_error&) {  // no room for a thread: another time
        asked_.reset();
        next_ = now + kAfterNone;
    }
}

std::optional<std::string> Addresses::take(Instant now) {
    if (!asked_ || !asked_->over) {
        return std::nullopt;
    }
    auto found = std::move(asked_->found);
    asked_.reset();
    bool all = true;
    for (auto& [host, addresses] : found) {
        std::ranges::sort(addresses);  // a name server turns them round each time
        if (addresses.empty()) {
            all = false;
            if (const auto before = known_.find(host); before != known_.end()) {
                addresses = before->second;
            }
        }
    }
    next_ = now + (all ? kAskNamesAgain : kAfterNone);
    if (found == known_) {
        return std::nullopt;
    }
    known_ = std::move(found);
    return text();
}

std::string Addresses::text() const { return Json(known_).dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace anju::alarm
