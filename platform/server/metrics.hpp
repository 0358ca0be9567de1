// SPDX-License-Identifier: Apache-2.0
// The figures of a running platform, in the text format of Prometheus. No label holds anything of a person: routes are
// patterns, streams are kinds. Any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/server/storage_figures.hpp"

namespace anju::server {

class Metrics {
  public:
    explicit Metrics(std::shared_ptr<const StorageFigures> storage);
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // method and route are of a small, fixed set, and live as long as the program.
    void answered(std::string_view method, std::string_view route, int status, std::chrono::nanoseconds took);
    // more: 1 for one that opens, -1 for one that ends.
    void stream(std::string_view kind, int more);
    void events_written(std::size_t count);

    // text/plain; version=0.0.4
    std::string text();

  private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace anju::server
