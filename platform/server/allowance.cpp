// SPDX-License-Identifier: Apache-2.0
#include "platform/server/allowance.hpp"

#include <algorithm>
#include <iterator>

namespace anju::server {

void Allowance::fill(Bucket& bucket, Clock::time_point now) {
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    bucket.left = std::min(bucket.rate.burst, bucket.left + seconds * bucket.rate.per_second);
    bucket.at = now;
}

bool Allowance::take(const std::string& name, Rate rate, double weight) {
    const auto now = clock_();
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= look_at_) {
        forget_full(now);
    }
    Bucket& bucket = buckets_.try_emplace(name, Bucket{rate.burst, rate, now}).first->second;
    fill(bucket, now);
    if (bucket.left < weight) {
        return false;
    }
    bucket.left -= weight;
    return true;
}

void Allowance::forget_full(Clock::time_point now) {
    for (auto at = buckets_.begin(); at != buckets_.end();) {
        fill(at->second, now);
        at = at->second.left >= at->second.rate.burst ? buckets_.erase(at) : std::next(at);
    }
    look_at_ = std::max<std::size_t>(1024, buckets_.size() * 2);
}

}  // namespace anju::server
