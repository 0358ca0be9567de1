// SPDX-License-Identifier: Apache-2.0
// The door of the painter: a Scene and a time in, changed rectangles of a picture out. Main thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "media/frame.hpp"
#include "screens/scene.hpp"

namespace anju::paint {

struct Box {
    int x = 0, y = 0, w = 0, h = 0;
    bool operator==(const Box&) const = default;
};

// 32-bit pixels 0xXXRRGGBB, top row first. The presenter owns them (a window surface, or memory).
struct Pixels {
    std::uint32_t* data = nullptr;
    int width = 0, height = 0;
    int stride = 0;  // bytes
};

// Noto Sans CJK or WenQuanYi Micro Hei; by itself the first of them that is installed.
enum class FontChoice : std::uint8_t { Automatic, Noto, MicroHei };

// The file that plain letters come from. Throws std::runtime_error with one sentence when it is not installed.
std::string font_file(FontChoice choice);

struct CanvasOptions {
    int width = 1920, height = 1080;  // 16:9; other shapes are letterboxed by the presenter
    std::string font_regular, font_medium, font_bold;  // files; empty: found by fonts.cpp
    // The JPEG of a photo by its name in the Scene, or nothing: not here (yet). Called on the main thread.
    std::function<std::optional<std::vector<std::uint8_t>>(const std::string& name)> load_photo;
    // Moving pictures are left out, transparent (alpha 0), for a presenter that shows them from below.
    bool holes = false;
    FontChoice font = FontChoice::Automatic;  // where no files are named
    std::string font_emoji = {};               // file of coloured bitmaps; empty: Debian's, where it is installed
};

using Moment = std::chrono::steady_clock::time_point;

class Canvas {
  public:
    explicit Canvas(CanvasOptions options);
    ~Canvas();

    // A new Scene to show; movement (focus glide, cross-fade) starts at `now`.
    void show(const screens::Scene& scene, Moment now);
    // Brightens the focused button for a moment: a key was felt.
    void acknowledge(Moment now);
    // A photo file has arrived or changed.
    void photo_changed(const std::string& name);

    // The newest moving picture; nothing: there is none any more. It shows with the next paint(), which is the caller's
    // to ask for. One that no area of the scene shows is let go.
    using Which = screens::VideoArea::Which;
    void video(Which which, std::unique_ptr<media::Frame> frame);
    std::unique_ptr<media::Frame> take_video(Which which);  // for the canvas that comes after this one
    // The remote one pixel for pixel in the middle of its area, where it has room: for a machine that is too slow.
    void video_as_it_is(bool on);

    // Paints what changed since the last call into the same pixels, and says where. Empty: nothing changed.
    std::vector<Box> paint(Pixels target, Moment now);
    // The next picture must be painted whole (the target is new).
    void forget();
    // When the next paint is wanted; nothing: the picture rests.
    std::optional<Moment> next_frame() const;

    // Where items stand in the picture, in its pixels, by item id; shortcuts as "hint:0" …
    const std::map<std::string, Box>& boxes() const;

    // Moving pictures where the last paint() put them, the lowest first; for a presenter and for the mirror.
    struct Moving {
        Which which{};
        const media::Frame* frame = nullptr;  // until the next video() or show()
        std::uint32_t revision = 0;           // another with every frame
        Box box;                              // in the picture
        double x = 0, y = 0, w = 0, h = 0;    // of the frame: what is seen of it
        int radius = 0;
        bool mirrored = false;
    };
    std::vector<Moving> moving() const;

    // Family and style of the letters: "Noto Sans CJK SC Regular".
    std::string font() const;

    // For checks of legibility: every line of text as laid out.
    struct Text {
        std::string text;
        Box box;             // of the ink
        int size = 0;        // em in design pixels at 1080p
        std::uint32_t colour = 0;
        std::string item;    // id, may be empty
        bool clipped = false;
    };
    std::vector<Text> texts() const;
    // For the same: faces, words and plates of which a notice hides a part and shows a part.
    std::vector<Box> cut() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Writes an 8-bit RGB PNG by rename; false with nothing written when it cannot.
bool write_png(const std::string& path, Pixels pixels);

}  // namespace anju::paint
