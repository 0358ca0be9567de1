// SPDX-License-Identifier: Apache-2.0
// How long to wait before the next try: doubling, with jitter, so that the boxes of a district do
// not come back in the same second after the platform was away. Pure but for the random source it
// is given.
#pragma once

#include <chrono>
#include <functional>

namespace anju::client {

class Backoff {
  public:
    using Wait = std::chrono::milliseconds;
    // random gives [0, 1). A wait lies between half of its step and the whole of it.
    Backoff(Wait first, Wait most, std::function<double()> random);

    Wait next();
    void reset() { step_ = first_; }

  private:
    Wait first_;
    Wait most_;
    Wait step_;
    std::function<double()> random_;
};

}  // namespace anju::client
