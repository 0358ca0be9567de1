// SPDX-License-Identifier: Apache-2.0
// Where a layout puts things: takes places in pixels of the 1080p design, makes items of the picture.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screens/paint/canvas.hpp"
#include "screens/paint/fonts.hpp"
#include "screens/paint/item.hpp"
#include "screens/paint/photos.hpp"
#include "screens/paint/sprites.hpp"
#include "screens/paint/text.hpp"
#include "screens/paint/theme.hpp"
#include "screens/paint/video.hpp"

namespace anju::paint {

struct Rect {
    double x = 0, y = 0, w = 0, h = 0;
    double right() const { return x + w; }
    double bottom() const { return y + h; }
};

// Items on one layer do not overlap each other; a higher layer is in front.
enum Layer : std::uint8_t { kGround, kPicture, kShade, kShadow, kCard, kInner, kInnerTop, kFace, kDot, kWords, kTouch, kRing, kLayers };

enum class Align { Left, Centre, Right };

struct Style {
    int size = 40;
    Weight weight = Weight::Regular;
    Colour colour = theme::kText;
};

struct Spot {  // where an item of the scene stands
    Box box;
    int radius = 0;  // of its corners, design pixels; negative: no ring is drawn around it
    bool grows = false;
};

struct Materials {
    Fonts& fonts;
    Sprites& sprites;
    const std::function<std::optional<std::vector<std::uint8_t>>(const std::string&)>& load_photo;
    Videos& videos;
    bool holes = false;  // moving pictures are shown from below by the presenter
};

// A moving picture as it was laid out.
struct VideoPlace {
    screens::VideoArea::Which which{};
    Box area;  // pixels of the picture
    int radius = 0;
    bool mirrored = false;
    bool as_it_is = false;
    bool operator==(const VideoPlace&) const = default;
};

// How the words on a photo leave it clear: design pixels from the top of its place.
struct Veil {
    double top = 0;                // a notice covers what is above
    double from = 0, to = 0;       // the scrim, softly from nothing to its colour
    Colour colour = 0;             // 0: no words on it
};

class Stage {
  public:
    Stage(Materials materials, int width, int height, model::TextSize size, const std::map<std::string, int>& grown)
        : with_(materials), scale_(height / static_cast<double>(theme::kHeight)), width_(width), height_(height), size_(size), grown_(grown) {}

    int at(const theme::Sizes& sizes) const { return theme::at(sizes, size_); }
    model::TextSize text_size() const { return size_; }
    double scale() const { return scale_; }
    int px(double design) const;
    Box box(const Rect& rect) const;

    void ground(Fill fill);  // the newest counts
    // Items that follow belong to this item of the scene (for texts()).
    void owner(std::string id) { owner_ = std::move(id); }
    // Adds this to the layer of all that follows: for what lies over the screen.
    void lift(int layers) { lift_ = layers; }

    // A place to stand for the focus; grows: by 8 on each side when it has it.
    void spot(const std::string& id, const Rect& rect, int radius, bool grows);
    // By how many pixels of the picture this item is grown now.
    int grown(const std::string& id) const;

    void shadow(const std::string& name, const Rect& rect, int radius, int grown = 0, int percent = theme::kShadowPercent);
    void plate(const std::string& name, const Rect& rect, int radius, Fill fill, Colour edge = 0, Layer layer = kCard, int grown = 0, int edge_width = theme::kEdge);
    void line(const std::string& name, const Rect& rect, Colour colour);
    void icon(const std::string& name, std::string_view icon, double x, double y, double size, Colour colour);

    // A photo by its name, filling the place. False: it is not here; nothing is drawn.
    bool photo(const std::string& name, const std::string& photo, const Rect& rect, int radius, const Veil& veil, Colour edge, Layer layer = kCard, int grown = 0,
               int edge_width = theme::kEdge);
    // The mean colours of its upper and its lower half, as it was put here.
    Fill tones(const std::string& name) const;
    // A moving picture, where it has one; the first of a screen under everything.
    void video(const screens::VideoArea& area);
    // A veil from one opacity to the other between two heights, over what lies under `rect`: one factor a row, which
    // costs a sixth of a sprite with an opacity for each pixel.
    void scrim(const std::string& name, const Rect& rect, int radius, Fill veil, double from, double to, Layer layer = kShade);
    // A person, filling the place: the large photo, else the small one, else the drawn head.
    void portrait(const std::string& name, const std::string& photo, const Rect& rect, int radius, Colour edge, Layer layer = kCard, int grown = 0, int edge_width = theme::kEdge);
    // Round; the drawn head where there is no photo.
    void face(const std::string& name, const std::string& photo, double x, double y, double size, Colour edge, int edge_width = 4);
    void sprite(const std::string& name, const std::string& key, double x, double y, Colour colour, Layer layer, const std::function<Sprite()>& bake);

    // What widgets are drawn into; its words count as the stage's.
    void panel(const std::string& name, const std::string& key, const Rect& rect, const std::function<Sprite(int width, int height)>& draw);
    FontFile font(Weight weight) const { return with_.fonts.mapped(weight); }

    // Pictures in the lines that follow shine through this colour: for a screen that is dark on purpose.
    void tint(Colour colour) { tint_ = colour; }
    // What stands in place of words that are pictures only, where none of them can be drawn.
    void instead(std::string words) { instead_ = std::move(words); }
    std::string said(std::string_view utf8, Weight weight = Weight::Regular);

    double measure(std::u32string_view text, const Style& style) const;
    std::u32string clean(std::string_view utf8, Weight weight) { return paint::clean(utf8, with_.fonts, weight); }
    Wrapped wrap(std::string_view utf8, const Style& style, double width, int most_lines);
    bool fits(std::string_view utf8, const Style& style, double width);
    // One line, as wide as it is. Returns its width.
    double text(std::u32string_view line, double x, double top, double line_height, const Style& style, Align align = Align::Left, bool clipped = false);
    double text(std::string_view utf8, double x, double top, double line_height, const Style& style, Align align = Align::Left);
    // Several lines; returns how many were drawn.
    int paragraph(std::string_view utf8, const Rect& rect, double line_height, const Style& style, int most_lines, Align align = Align::Left);

    // What has been put here.
    List list;
    std::map<std::string, Spot> spots;
    std::vector<Canvas::Text> texts;
    std::vector<VideoPlace> videos;
    std::vector<Box> cut;  // what a notice covers in part only: there should be nothing

  private:
    Item& add(const std::string& name, Layer layer, ItemKind kind, const Box& box);

    Materials with_;
    double scale_;
    int width_, height_;
    model::TextSize size_;
    const std::map<std::string, int>& grown_;
    std::string owner_, instead_;
    Colour tint_ = theme::kWhite;
    int lift_ = 0;
};

}  // namespace anju::paint
