// SPDX-License-Identifier: Apache-2.0
// The painting thread stands back behind decoder and sound while a moving picture is shown.
#pragma once

#include <sys/resource.h>

#include <cerrno>

namespace anju::app {

class Niceness {
  public:
    static constexpr int kBehind = 10;

    // Of the calling thread. Threads that it starts later inherit it, so: only once the others run. Coming forward again
    // needs the right to (LimitNICE of the service); without it the thread stays behind, which only shows on a machine
    // that is busy otherwise.
    void stand_back(bool back) {
        if (back == back_) {
            return;
        }
        if (back) {
            errno = 0;
            before_ = getpriority(PRIO_PROCESS, 0);
            if (errno != 0) {
                return;
            }
        }
        setpriority(PRIO_PROCESS, 0, back ? before_ + kBehind : before_);  // Linux: of this thread alone
        back_ = back;
    }

  private:
    bool back_ = false;
    int before_ = 0;
};

}  // namespace anju::app
