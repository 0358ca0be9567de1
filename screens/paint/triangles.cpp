// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/triangles.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "screens/paint/pixel.hpp"

namespace anju::paint {

namespace {

struct Clip {
    int left, top, right, bottom;
};

double edge(const ImVec2& a, const ImVec2& b, double x, double y) {
    return (static_cast<double>(b.x) - a.x) * (y - a.y) - (static_cast<double>(b.y) - a.y) * (x - a.x);
}

// A pixel on the seam of two triangles belongs to one of them.
bool owns(const ImVec2& a, const ImVec2& b) { return a.y > b.y || (a.y == b.y && a.x < b.x); }

void triangle(Sprite& onto, const Clip& clip, const Atlas& atlas, std::array<ImDrawVert, 3> v) {
    double area = edge(v[0].pos, v[1].pos, v[2].pos.x, v[2].pos.y);
    if (area == 0) {
        return;
    }
    if (area < 0) {
        std::swap(v[1], v[2]);
        area = -area;
    }
    const auto [min_x, max_x] = std::minmax({v[0].pos.x, v[1].pos.x, v[2].pos.x});
    const auto [min_y, max_y] = std::minmax({v[0].pos.y, v[1].pos.y, v[2].pos.y});
    const int x0 = std::max(clip.left, static_cast<int>(std::floor(min_x))), x1 = std::min(clip.right, static_cast<int>(std::ceil(max_x)) + 1);
    const int y0 = std::max(clip.top, static_cast<int>(std::floor(min_y))), y1 = std::min(clip.bottom, static_cast<int>(std::ceil(max_y)) + 1);
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) {
            const double px = x + 0.5, py = y + 0.5;
            const std::array<double, 3> w{edge(v[1].pos, v[2].pos, px, py), edge(v[2].pos, v[0].pos, px, py), edge(v[0].pos, v[1].pos, px, py)};
            bool inside = true;
            for (std::size_t i = 0; i < 3; ++i) {
                inside = inside && (w[i] > 0 || (w[i] == 0 && owns(v[(i + 1) % 3].pos, v[(i + 2) % 3].pos)));
            }
            if (!inside) {
                continue;
            }
            const auto mix = [&](auto of) { return (w[0] * of(v[0]) + w[1] * of(v[1]) + w[2] * of(v[2])) / area; };
            const int u = std::clamp(static_cast<int>(mix([](const ImDrawVert& c) { return static_cast<double>(c.uv.x); }) * atlas.width), 0, atlas.width - 1);
            const int t = std::clamp(static_cast<int>(mix([](const ImDrawVert& c) { return static_cast<double>(c.uv.y); }) * atlas.height), 0, atlas.height - 1);
            const double covered = atlas.coverage[static_cast<std::ptrdiff_t>(t) * atlas.width + u] / 255.0;
            const auto channel = [&](int shift) {
                return static_cast<std::uint32_t>(std::clamp(mix([&](const ImDrawVert& c) { return static_cast<double>((c.col >> shift) & 255); }), 0.0, 255.0) + 0.5);
            };
            const auto alpha = static_cast<std::uint32_t>(std::lround(channel(IM_COL32_A_SHIFT) * covered));
            const std::uint32_t colour = (alpha << 24) | (channel(IM_COL32_R_SHIFT) << 16) | (channel(IM_COL32_G_SHIFT) << 8) | channel(IM_COL32_B_SHIFT);
            std::uint32_t& to = onto.colour[static_cast<std::size_t>(y) * static_cast<std::size_t>(onto.width) + static_cast<std::size_t>(x)];
            to = pixel::over(pixel::premultiply(colour), to);
        }
    }
}

}  // namespace

Sprite rasterise(const ImDrawData& data, const Atlas& atlas, int width, int height) {
    Sprite made;
    made.width = width;
    made.height = height;
    made.colour.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const Clip clip{std::max(0, static_cast<int>(command.ClipRect.x)), std::max(0, static_cast<int>(command.ClipRect.y)),
                            std::min(width, static_cast<int>(std::ceil(command.ClipRect.z))), std::min(height, static_cast<int>(std::ceil(command.ClipRect.w)))};
            for (unsigned at = 0; at + 2 < command.ElemCount; at += 3) {
                const auto corner = [&](unsigned which) {
                    return list.VtxBuffer[static_cast<int>(command.VtxOffset + list.IdxBuffer[static_cast<int>(command.IdxOffset + at + which)])];
                };
                triangle(made, clip, atlas, {corner(0), corner(1), corner(2)});
            }
        }
    }
    return made;
}

}  // namespace anju::paint
