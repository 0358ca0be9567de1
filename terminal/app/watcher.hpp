// SPDX-License-Identifier: Apache-2.0
// One thread that sleeps on the script's file and on the signals that end the program.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "terminal/app/script.hpp"

namespace anju::app {

// From here on SIGINT and SIGTERM do not end the program; a Watcher tells of them. Call it before
// any thread starts.
void catch_signals();

class Watcher {
  public:
    // script: a file, read once; a FIFO, opened again whenever its writers have gone; empty: none.
    // Both run on the watcher's thread: copy, post, return. Throws std::runtime_error with one
    // sentence when the script cannot be opened.
    Watcher(const std::string& script, std::function<void(script::Lines::Line)> line,
            std::function<void()> stop);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

  private:
    void watch();
    bool read_script();  // false: no more will come
    void open_script();

    std::string path_;
    std::function<void(script::Lines::Line)> line_;
    std::function<void()> stop_;
    script::Lines lines_;
    bool fifo_ = false;
    int script_ = -1;
    int ended_ = -1;  // an eventfd: this object goes
    std::jthread thread_;
};

}  // namespace anju::app
