// SPDX-License-Identifier: Apache-2.0
// The door between a painted picture and glass: a window's surface, a GPU's texture, or plain memory.
// Main thread only.
//
// Moving pictures: the painter scales them into its pixels, for every presenter today. A presenter that takes_video() is
// made for GPUs and switched off until its picture equals the painter's (presenter_test): the painter leaves transparent holes (alpha 0) where they stand, on which overlays are composed as on anything else,
// premultiplied; their planes (three, or two with interleaved colour, never RGBA) become one texture a picture, drawn
// below the painted one. A frame over which nothing changes is then one upload and two draws, and no dirty rectangle.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "screens/paint/canvas.hpp"

struct SDL_Window;

namespace anju::paint {

class Presenter {
  public:
    virtual ~Presenter() = default;
    // Where to paint, 16:9. They stay until refit().
    virtual Pixels pixels() = 0;
    virtual void present(const std::vector<Box>& changed) = 0;
    // Whether it shows moving pictures from below the painted one, where that is transparent.
    virtual bool takes_video() const { return false; }
    // The ones of the next present(), the lowest first. Their frames are only valid until it returns.
    virtual void video(const std::vector<Canvas::Moving>&) {}
    // The window has changed: fetches its surface again. What was painted is gone, and the pixels
    // may have another size.
    virtual void refit() = 0;
    virtual std::string name() const = 0;  // for the about screen
};

enum class PresenterChoice { Automatic, Surface, Texture };

std::unique_ptr<Presenter> make_memory_presenter(int width, int height);

// Throws std::runtime_error with one sentence when the window cannot be drawn to. Automatic takes
// the texture only where a GPU's driver is real: on software GL the surface is six times cheaper.
std::unique_ptr<Presenter> make_window_presenter(SDL_Window* window, PresenterChoice choice);

// The largest 16:9 picture in a window, in its middle.
Box letterbox(int width, int height);

}  // namespace anju::paint
