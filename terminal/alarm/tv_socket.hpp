// SPDX-License-Identifier: Apache-2.0
// The TV's way to the guard: a Unix socket, lines of JSON. The newest TV counts; one that does not read, or says what no TV says, holds
// nothing up. One thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <poll.h>

#include "platform/contract/result.hpp"
#include "terminal/alarm/lines.hpp"

namespace anju::alarm {

class TvSocket {
  public:
    // Error code "taken": somebody listens there.
    static contract::Result<TvSocket> listen(const std::string& path);
    ~TvSocket();
    TvSocket(TvSocket&& other) noexcept;
    TvSocket& operator=(TvSocket&&) = delete;

    // For poll(): the listener, and the TV.
    void wanted(std::vector<pollfd>& out) const;
    // Never waits.
    void work(const std::function<void(Line)>& heard);
    // The newest only: what a slow TV has not been given yet is replaced. A TV that connects later gets it, too.
    void tell(std::string line);
    bool connected() const { return tv_ >= 0; }

  private:
    TvSocket(std::string path, int listener) : path_(std::move(path)), listener_(listener) {}
    void accept_newest(const std::function<void(Line)>& heard);
    void read(const std::function<void(Line)>& heard);
    void write();
    void hang_up();

    std::string path_;
    int listener_ = -1, tv_ = -1;
    std::string in_, out_, newest_;
    bool news_ = false;  // newest_ is not in out_ yet
};

}  // namespace anju::alarm
