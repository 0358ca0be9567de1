// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "screens/paint/presenter.hpp"

namespace anju::paint {
namespace {

class MemoryPresenter final : public Presenter {
  public:
    MemoryPresenter(int width, int height)
        : width_(width), height_(height),
          pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

    Pixels pixels() override { return {pixels_.data(), width_, height_, width_ * 4}; }
    void present(const std::vector<Box>&) override {}
    void refit() override {}
    std::string name() const override { return "memory"; }

  private:
    int width_, height_;
    std::vector<std::uint32_t> pixels_;
};

}  // namespace

Box letterbox(int width, int height) {
    const int w = std::min(width, height * 16 / 9);
    const int h = std::min(height, width * 9 / 16);
    return {(width - w) / 2, (height - h) / 2, w, h};
}

std::unique_ptr<Presenter> make_memory_presenter(int width, int height) {
    const Box picture = letterbox(width, height);
    return std::make_unique<MemoryPresenter>(picture.w, picture.h);
}

}  // namespace anju::paint
