// SPDX-License-Identifier: Apache-2.0
// The door to whatever reaches a phone in a pocket.
#pragma once

#include "platform/server/records.hpp"

namespace anju::server {

enum class Delivery {
    Delivered,  // the other side has taken it upon itself
    Later,      // not now: down, slow, busy
    Never,      // it will not take this one, however often it comes
};

class Notifier {
  public:
    virtual ~Notifier() = default;
    // Blocks for some seconds at most. A notice may come twice with the same id: a machine may die between.
    virtual Delivery deliver(const Notice&) = 0;
    // Any thread: what is under way is given up within a second or so, and comes again another time.
    virtual void stop() {}
};

}  // namespace anju::server
