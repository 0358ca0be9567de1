// SPDX-License-Identifier: Apache-2.0
// The sink of a client under test: keeps the news and waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "platform/client/http_client.hpp"

namespace anju::client {

class NewsLog {
  public:
    std::function<void(News)> sink() {
        return [this](News news) {
            {
                const std::lock_guard lock(mutex_);
                news_.push_back(std::move(news));
            }
            changed_.notify_all();
        };
    }

    // The answer to a request, or nothing after ten seconds.
    std::optional<contract::Result<Answer>> reply(RequestId id) {
        std::optional<contract::Result<Answer>> out;
        wait([&](const std::vector<News>& all) {
            for (const News& news : all) {
                if (const auto* replied = std::get_if<Replied>(&news);
                    replied && replied->id == id) {
                    out = replied->result;
                }
            }
            return out.has_value();
        });
        return out;
    }

    template <class T>
    bool wait_for(std::size_t count) {
        return wait([&](const std::vector<News>& all) { return of<T>(all).size() >= count; });
    }
    template <class T>
    std::vector<T> all() {
        const std::lock_guard lock(mutex_);
        return of<T>(news_);
    }

  private:
    template <class Predicate>
    bool wait(Predicate predicate) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return predicate(news_); });
    }
    template <class T>
    static std::vector<T> of(const std::vector<News>& all) {
        std::vector<T> out;
        for (const News& news : all) {
            if (const auto* one = std::get_if<T>(&news)) {
                out.push_back(*one);
            }
        }
        return out;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<News> news_;
};

// Quick to try again, but patient: a busy machine must not look like a silent one.
inline Timing quick() {
    using namespace std::chrono_literals;
    Timing timing;
    timing.silence = 10s;
    timing.first_wait = 10ms;
    timing.longest_wait = 40ms;
    timing.call_limit = 10s;
    timing.random = [] { return 0.5; };
    return timing;
}
// For servers that hang.
inline Timing impatient() {
    using namespace std::chrono_literals;
    Timing timing = quick();
    timing.silence = 300ms;
    timing.call_limit = 300ms;
    return timing;
}

inline std::unique_ptr<PlatformClient> client_of(const std::string& url, NewsLog& log,
                                                 Timing timing = quick()) {
    return std::make_unique<HttpClient>(ClientOptions{url, "the-key", "anju-test"}, log.sink(),
                                        make_curl_transport("anju-test"), std::move(timing));
}

}  // namespace anju::client
