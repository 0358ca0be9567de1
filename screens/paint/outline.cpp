// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/outline.hpp"

#include <ft2build.h>

#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <cctype>
#include <charconv>
#include <cmath>
#include <memory>
#include <string>

namespace anju::paint {

namespace {

struct Point {
    double x = 0, y = 0;
};

class Path {
  public:
    Path(const ViewBox& view, int width, int height)
        : view_(view), scale_x_(width / view.width), scale_y_(height / view.height), height_(height) {}

    void read(std::string_view data) {
        const char* at = data.data();
        const char* end = at + data.size();
        char command = 0;
        while (skip(at, end)) {
            if (std::isalpha(static_cast<unsigned char>(*at)) != 0) {
                command = *at++;
                if (command == 'Z' || command == 'z') {
                    close();
                    continue;
                }
            }
            if (command == 0 || !step(command, at, end)) {
                break;
            }
            if (command == 'M' || command == 'm') {
                command = command == 'M' ? 'L' : 'l';
            }
        }
        close();
    }

    std::vector<FT_Vector> points;
    std::vector<char> tags;
    std::vector<short> contours;

  private:
    static bool skip(const char*& at, const char* end) {
        while (at != end && (std::isspace(static_cast<unsigned char>(*at)) != 0 || *at == ',')) {
            ++at;
        }
        return at != end;
    }
    static bool number(const char*& at, const char* end, double& value) {
        if (!skip(at, end)) {
            return false;
        }
        if (*at == '+') {
            ++at;
        }
        const auto read = std::from_chars(at, end, value);
        at = read.ptr;
        return read.ec == std::errc{};
    }
    void add(Point p, char tag) {
        if (points.size() < 32000) {
            points.push_back({std::lround((p.x - view_.x) * scale_x_ * 64),
                              std::lround((height_ - (p.y - view_.y) * scale_y_) * 64)});
            tags.push_back(tag);
        }
    }
    void close() {
        const short first = contours.empty() ? 0 : static_cast<short>(contours.back() + 1);
        if (static_cast<int>(points.size()) > first) {
            contours.push_back(static_cast<short>(points.size() - 1));
        }
        at_ = start_;
    }
    bool step(char command, const char*& at, const char* end) {
        const bool relative = std::islower(static_cast<unsigned char>(command)) != 0;
        const Point base = relative ? at_ : Point{};
        const auto point = [&](Point& p) {
            if (!number(at, end, p.x) || !number(at, end, p.y)) {
                return false;
            }
            p = {p.x + base.x, p.y + base.y};
            return true;
        };
        Point a, b, c;
        switch (std::toupper(static_cast<unsigned char>(command))) {
            case 'M':
                if (!point(c)) return false;
                close();
                start_ = c;
                add(c, FT_CURVE_TAG_ON);
                break;
            case 'L':
                if (!point(c)) return false;
                add(c, FT_CURVE_TAG_ON);
                break;
            case 'H':
                if (!number(at, end, c.x)) return false;
                c = {c.x + base.x, at_.y};
                add(c, FT_CURVE_TAG_ON);
                break;
            case 'V':
                if (!number(at, end, c.y)) return false;
                c = {at_.x, c.y + base.y};
                add(c, FT_CURVE_TAG_ON);
                break;
            case 'Q':
                if (!point(a) || !point(c)) return false;
                quadratic(a, c);
                break;
            case 'T':
                if (!point(c)) return false;
                a = last_ == 'Q' ? Point{2 * at_.x - control_.x, 2 * at_.y - control_.y} : at_;
                quadratic(a, c);
                break;
            case 'C':
                if (!point(a) || !point(b) || !point(c)) return false;
                cubic(a, b, c);
                break;
            case 'S':
                if (!point(b) || !point(c)) return false;
                a = last_ == 'C' ? Point{2 * at_.x - control_.x, 2 * at_.y - control_.y} : at_;
                cubic(a, b, c);
                break;
            default: return false;
        }
        const int upper = std::toupper(static_cast<unsigned char>(command));
        last_ = upper == 'T' ? 'Q' : upper == 'S' ? 'C' : static_cast<char>(upper);
        at_ = c;
        return true;
    }
    void quadratic(Point a, Point c) {
        add(a, FT_CURVE_TAG_CONIC);
        add(c, FT_CURVE_TAG_ON);
        control_ = a;
    }
    void cubic(Point a, Point b, Point c) {
        add(a, FT_CURVE_TAG_CUBIC);
        add(b, FT_CURVE_TAG_CUBIC);
        add(c, FT_CURVE_TAG_ON);
        control_ = b;
    }

    ViewBox view_;
    double scale_x_, scale_y_;
    int height_;
    Point at_, start_, control_;
    char last_ = 0;
};

// The rasteriser needs a library object; one for the program's life is enough.
FT_Library library() {
    static const auto kept = [] {
        FT_Library made = nullptr;
        FT_Init_FreeType(&made);
        return std::unique_ptr<std::remove_pointer_t<FT_Library>, decltype(&FT_Done_FreeType)>(made, FT_Done_FreeType);
    }();
    return kept.get();
}

}  // namespace

Coverage draw_path(std::string_view data, const ViewBox& view, int width, int height) {
    Coverage made{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
    Path path(view, width, height);
    path.read(data);
    if (path.contours.empty() || library() == nullptr) {
        return made;
    }
    FT_Outline outline{};
    outline.n_contours = static_cast<short>(path.contours.size());
    outline.n_points = static_cast<short>(path.points.size());
    outline.points = path.points.data();
    outline.tags = path.tags.data();
    outline.contours = path.contours.data();
    FT_Bitmap bitmap{};
    bitmap.rows = static_cast<unsigned>(height);
    bitmap.width = static_cast<unsigned>(width);
    bitmap.pitch = width;
    bitmap.buffer = made.data.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    FT_Outline_Get_Bitmap(library(), &outline, &bitmap);
    return made;
}

}  // namespace anju::paint
