// SPDX-License-Identifier: Apache-2.0
// SDL's window surface: shared memory with X11, no GPU. Painted in place, changed rectangles shown.
#include <SDL.h>

#include <stdexcept>

#include "screens/paint/presenter_window.hpp"

namespace anju::paint {
namespace {

class SurfacePresenter final : public Presenter {
  public:
    explicit SurfacePresenter(SDL_Window* window) : window_(window) { refit(); }

    Pixels pixels() override {
        auto* row = static_cast<std::uint8_t*>(surface_->pixels) + picture_.y * surface_->pitch;
        return {reinterpret_cast<std::uint32_t*>(row) + picture_.x, picture_.w, picture_.h,
                surface_->pitch};
    }

    void present(const std::vector<Box>& changed) override {
        if (bars_) {
            bars_ = false;
            SDL_UpdateWindowSurface(window_);
            return;
        }
        rects_.clear();
        for (const Box& box : changed) {
            rects_.push_back({box.x + picture_.x, box.y + picture_.y, box.w, box.h});
        }
        if (!rects_.empty()) {
            SDL_UpdateWindowSurfaceRects(window_, rects_.data(), static_cast<int>(rects_.size()));
        }
    }

    void refit() override {
        // SDL frees the old surface when the window's size changes.
        surface_ = SDL_GetWindowSurface(window_);
        if (surface_ == nullptr) {
            throw std::runtime_error(std::string("The window cannot be drawn to: ") +
                                     SDL_GetError() + ".");
        }
        const auto& format = *surface_->format;
        if (format.BytesPerPixel != 4 || format.Rmask != 0xFF0000 || format.Bmask != 0xFF) {
            throw std::runtime_error("The display does not take 32-bit pixels.");
        }
        picture_ = letterbox(surface_->w, surface_->h);
        SDL_FillRect(surface_, nullptr, 0);
        bars_ = true;
    }

    std::string name() const override { return "window surface"; }

  private:
    SDL_Window* window_;
    SDL_Surface* surface_ = nullptr;  // the window's
    Box picture_;
    std::vector<SDL_Rect> rects_;
    bool bars_ = true;  // the next picture is shown whole, with what lies beside it
};

}  // namespace

std::unique_ptr<Presenter> make_surface_presenter(SDL_Window* window) {
    return std::make_unique<SurfacePresenter>(window);
}

}  // namespace anju::paint
