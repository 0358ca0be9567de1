// SPDX-License-Identifier: Apache-2.0
#include "media/engine.hpp"

namespace anju::media {
namespace {

class NoEngine final : public CallEngine {
  public:
    void order(Order) override {}
    FrameSlot& remote() override { return remote_; }
    FrameSlot& beside() override { return beside_; }
    FrameSlot& self() override { return self_; }

  private:
    FrameSlot remote_, beside_, self_;
};

}  // namespace

std::unique_ptr<CallEngine> make_no_engine() { return std::make_unique<NoEngine>(); }

}  // namespace anju::media
