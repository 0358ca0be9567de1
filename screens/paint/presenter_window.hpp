// SPDX-License-Identifier: Apache-2.0
// The two ways into a window; make_window_presenter chooses.
#pragma once

#include "screens/paint/presenter.hpp"

namespace anju::paint {

std::unique_ptr<Presenter> make_surface_presenter(SDL_Window* window);

// Nothing when no renderer works, or (real_gpu_only) when its driver is a software one.
std::unique_ptr<Presenter> make_texture_presenter(SDL_Window* window, bool real_gpu_only);

}  // namespace anju::paint
