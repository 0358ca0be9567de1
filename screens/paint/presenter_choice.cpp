// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <stdexcept>

#include "screens/paint/presenter_window.hpp"

namespace anju::paint {
namespace {

// Without a render node there is no GPU, and asking GL would load Mesa: 250 ms and 80 MB for nothing.
bool gpu_node() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", error)) {
        if (entry.path().filename().string().starts_with("renderD")) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::unique_ptr<Presenter> make_window_presenter(SDL_Window* window, PresenterChoice choice) {
    if (choice == PresenterChoice::Texture) {
        if (auto presenter = make_texture_presenter(window, false)) {
            return presenter;
        }
        throw std::runtime_error("No renderer of SDL works here: leave --presenter out.");
    }
    if (choice == PresenterChoice::Automatic && gpu_node()) {
        if (auto presenter = make_texture_presenter(window, true)) {
            return presenter;
        }
    }
    return make_surface_presenter(window);
}

}  // namespace anju::paint
