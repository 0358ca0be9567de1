// SPDX-License-Identifier: Apache-2.0
// Writes one file durably on its own thread, the newest text only: syncing a cheap card takes up to
// a tenth of a second, which the screen must not wait for. What was given is on disk after finish()
// or destruction.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace anju::disk {

class LaterWriter {
  public:
    explicit LaterWriter(std::filesystem::path path);
    ~LaterWriter();

    void write(std::string text);
    void finish();
    void forget();  // nothing is written after this returns, until the next write()

  private:
    void run(const std::stop_token& stop);

    const std::filesystem::path path_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<std::string> text_;  // under mutex_
    bool writing_ = false;             // under mutex_
    std::jthread thread_;
};

}  // namespace anju::disk
