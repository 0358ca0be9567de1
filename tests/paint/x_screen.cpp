// SPDX-License-Identifier: Apache-2.0
#include "tests/paint/x_screen.hpp"

#include <SDL.h>
#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace anju::paint::testing {

XScreen::XScreen() {
    if (std::getenv("SDL_VIDEODRIVER") != nullptr) {
        works_ = true;
        return;
    }
    server_ = std::make_unique<speech::Process>(
        std::vector<std::string>{"Xvfb", "-displayfd", "1", "-screen", "0", "3840x2160x24", "-nolisten", "tcp"}, &output_);
    std::string number;
    char c = 0;
    while (read(output_, &c, 1) == 1 && c != '\n') {
        number += c;
    }
    works_ = !number.empty();
    if (works_) {
        setenv("DISPLAY", (":" + number).c_str(), 1);
    }
}

XScreen::~XScreen() {
    if (output_ >= 0) {
        close(output_);
    }
}

std::vector<std::uint32_t> shown(SDL_Window* window, int width, int height) {
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) == SDL_TRUE && info.subsystem == SDL_SYSWM_X11) {
        // SDL's own connection: the picture is ahead of the question.
        XImage* image = XGetImage(info.info.x11.display, info.info.x11.window, 0, 0, static_cast<unsigned>(width), static_cast<unsigned>(height), AllPlanes, ZPixmap);
        if (image == nullptr || image->bits_per_pixel != 32) {
            return {};
        }
        for (int y = 0; y < height; ++y) {
            std::memcpy(pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width), image->data + static_cast<std::ptrdiff_t>(y) * image->bytes_per_line,
                        static_cast<std::size_t>(width) * 4);
        }
        XDestroyImage(image);
    } else if (SDL_Renderer* renderer = SDL_GetRenderer(window)) {
        if (SDL_RenderReadPixels(renderer, nullptr, SDL_PIXELFORMAT_ARGB8888, pixels.data(), width * 4) != 0) {
            return {};
        }
    } else {
        const SDL_Surface* surface = SDL_GetWindowSurface(window);
        if (surface == nullptr || surface->w != width || surface->h != height) {
            return {};
        }
        for (int y = 0; y < height; ++y) {
            std::memcpy(pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width),
                        static_cast<const std::uint8_t*>(surface->pixels) + static_cast<std::ptrdiff_t>(y) * surface->pitch, static_cast<std::size_t>(width) * 4);
        }
    }
    for (auto& pixel : pixels) {
        pixel &= 0xFFFFFF;
    }
    return pixels;
}

}  // namespace anju::paint::testing
