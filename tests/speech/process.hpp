// SPDX-License-Identifier: Apache-2.0
// A child process that ends with its owner, by its own number.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace anju::speech {

class Process {
  public:
    // output: receives a descriptor to read its standard output from; else that goes nowhere.
    explicit Process(const std::vector<std::string>& command, int* output = nullptr);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    void signal(int number) const;
    bool running();

  private:
    pid_t pid_;
};

}  // namespace anju::speech
