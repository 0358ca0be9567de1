// SPDX-License-Identifier: Apache-2.0
// The door between a painted picture and glass: a window's surface, a GPU's texture, or plain memory.
// Main thread only.
//
// How video gets in, when there is some (a presenter is then asked two things more):
// - `bool takes_video()`: the renderer says yes, and the painter leaves a hole: where a video item stands it paints
//   transparent pixels (0), on which overlays are composed as on anything else, premultiplied. Opaque pixels keep
//   alpha 255 everywhere else, which the painter does already. The surface says no: there the painter scales the
//   video into the picture itself.
// - `video({place, format, planes, pitches, width, height, revision})` before present(): at most one per area, in pixels
//   of the picture; IYUV (three planes) or NV12 (two) as the decoder's FrameSlot has them, never RGBA. The renderer
//   keeps one YUV texture an area (made anew when format or size change), uploads with SDL_UpdateYUVTexture or
//   SDL_UpdateNVTexture when the revision changed, and draws it *before* the picture, which then blends over it with
//   SDL_ComposeCustomBlendMode(ONE, ONE_MINUS_SRC_ALPHA, ADD, …) from a texture in ARGB8888 instead of RGB888. A
//   frame of video with a still picture is then one upload of 1.4 MB (720p) and two draws, and no dirty rectangle.
// The shaders for both formats are in SDL's opengles2 and opengl; tests/paint/presenter_test.cpp shows that a video
// texture comes out under such a picture in the right colours.
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
