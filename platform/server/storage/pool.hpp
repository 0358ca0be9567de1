// SPDX-License-Identifier: Apache-2.0
// Connections lent to one thread at a time; the next one waits for the first to come back.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace anju::server {

template <class T>
class Pool {
  public:
    struct GiveBack {
        Pool* pool;
        void operator()(T* item) const { pool->give_back(item); }
    };
    using Lent = std::unique_ptr<T, GiveBack>;

    explicit Pool(std::vector<std::unique_ptr<T>> items) : items_(std::move(items)) {
        for (const auto& item : items_) {
            free_.push_back(item.get());
        }
    }

    Lent borrow() {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [this] { return !free_.empty(); });
        T* item = free_.back();
        free_.pop_back();
        return Lent(item, GiveBack{this});
    }

  private:
    void give_back(T* item) {
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(item);
        }
        returned_.notify_one();
    }

    std::vector<std::unique_ptr<T>> items_;
    std::vector<T*> free_;
    std::mutex mutex_;
    std::condition_variable returned_;
};

}  // namespace anju::server
