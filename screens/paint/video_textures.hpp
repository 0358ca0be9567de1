// SPDX-License-Identifier: Apache-2.0
// Moving pictures on a GPU: their planes as they come from the decoder, coloured and scaled there.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "screens/paint/canvas.hpp"

struct SDL_Renderer;
struct SDL_Texture;

namespace anju::paint {

class VideoTextures {
  public:
    explicit VideoTextures(SDL_Renderer* renderer) : renderer_(renderer) {}
    ~VideoTextures() { drop(); }
    VideoTextures(const VideoTextures&) = delete;
    VideoTextures& operator=(const VideoTextures&) = delete;

    // Uploads what is new. Nothing of a frame is kept.
    void take(const std::vector<Canvas::Moving>& moving);
    // The lowest first; `at`: where the picture begins in the window.
    void draw(int at_x, int at_y) const;
    bool any() const { return !shown_.empty(); }
    void drop();  // they are gone with the device, or shall go

  private:
    struct Planes {
        SDL_Texture* texture = nullptr;
        std::uint32_t format = 0;  // of SDL
        int width = 0, height = 0;
        std::uint32_t revision = 0;
    };
    bool upload(Planes& planes, const Canvas::Moving& moving) const;

    SDL_Renderer* renderer_;
    std::array<Planes, 3> planes_;  // as many as Videos::kAll
    std::vector<Canvas::Moving> shown_;  // their frames are not valid here
    std::array<bool, 3> high_definition_{};
};

}  // namespace anju::paint
