// SPDX-License-Identifier: Apache-2.0
// Where the platform's names led to when they were last answered: so that a call goes out while no name server answers.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anju::alarm {

// Of "https://HOST:PORT/…", without the brackets of an IPv6 address.
std::string host_of(std::string_view url);
bool is_address(const std::string& host);

// One thread; it asks on another.
class Addresses {
  public:
    using Instant = std::chrono::steady_clock::time_point;
    using Resolve = std::function<std::vector<std::string>(const std::string& host)>;
    // kept: what take() gave last.
    explicit Addresses(const std::optional<std::string>& kept = {}, Resolve resolve = {});

    // None of a host that is an address itself.
    std::vector<std::string> of(std::string_view url) const;
    // Asks anew where that is due. Waits for nothing: a name server may hang. What other urls lead to is forgotten with the answer.
    void ask(const std::vector<std::string>& urls, Instant now);
    // What is to be kept, once it is another than before.
    std::optional<std::string> take(Instant now);
    std::string text() const;  // what take() gave last

  private:
    using Known = std::map<std::string, std::vector<std::string>, std::less<>>;
    struct Asked {
        std::atomic<bool> over = false;
        Known found;  // before `over`
    };

    Resolve resolve_;
    Known known_;
    std::shared_ptr<Asked> asked_;  // its thread outlives us where it hangs
    Instant next_{};
};

}  // namespace anju::alarm
