// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/video_textures.hpp"

#include <SDL.h>

#include <cmath>
#include <numbers>

namespace anju::paint {

namespace {

constexpr int kStepsOfACorner = 12;

// Corner points of a rounded rectangle, clockwise, as places in it.
std::vector<SDL_FPoint> outline(float w, float h, float radius) {
    if (radius <= 0) {
        return {{0, 0}, {w, 0}, {w, h}, {0, h}};
    }
    std::vector<SDL_FPoint> points;
    const SDL_FPoint middles[] = {{radius, radius}, {w - radius, radius}, {w - radius, h - radius}, {radius, h - radius}};
    for (int corner = 0; corner < 4; ++corner) {
        for (int step = 0; step <= kStepsOfACorner; ++step) {
            const double angle = std::numbers::pi * (1 + 0.5 * (corner + step / static_cast<double>(kStepsOfACorner)));
            points.push_back({middles[corner].x + radius * static_cast<float>(std::cos(angle)), middles[corner].y + radius * static_cast<float>(std::sin(angle))});
        }
    }
    return points;
}

}  // namespace

bool VideoTextures::upload(Planes& planes, const Canvas::Moving& moving) const {
    const media::Frame& frame = *moving.frame;
    const bool nv12 = frame.format == media::Frame::Format::Nv12;
    const std::uint32_t format = nv12 ? SDL_PIXELFORMAT_NV12 : SDL_PIXELFORMAT_IYUV;
    if (planes.texture == nullptr || planes.format != format || planes.width != frame.width || planes.height != frame.height) {
        SDL_DestroyTexture(planes.texture);
        // Not streaming: SDL would keep a second copy of the planes.
        planes = {SDL_CreateTexture(renderer_, format, SDL_TEXTUREACCESS_STATIC, frame.width, frame.height), format, frame.width, frame.height, moving.revision - 1};
        if (planes.texture == nullptr) {
            return false;
        }
        SDL_SetTextureBlendMode(planes.texture, SDL_BLENDMODE_NONE);
        SDL_SetTextureScaleMode(planes.texture, SDL_ScaleModeLinear);
    }
    if (planes.revision == moving.revision) {
        return true;
    }
    planes.revision = moving.revision;
    const auto& at = frame.planes;
    return (nv12 ? SDL_UpdateNVTexture(planes.texture, nullptr, at[0].data, at[0].stride, at[1].data, at[1].stride)
                 : SDL_UpdateYUVTexture(planes.texture, nullptr, at[0].data, at[0].stride, at[1].data, at[1].stride, at[2].data, at[2].stride)) == 0;
}

void VideoTextures::take(const std::vector<Canvas::Moving>& moving) {
    shown_.clear();
    for (const auto& one : moving) {
        const auto which = static_cast<std::size_t>(one.which);
        if (one.frame != nullptr && upload(planes_[which], one)) {
            high_definition_[which] = one.frame->matrix == media::Frame::Matrix::Bt709;
            shown_.push_back(one);
            shown_.back().frame = nullptr;
        }
    }
}

void VideoTextures::draw(int at_x, int at_y) const {
    for (const auto& one : shown_) {
        const auto which = static_cast<std::size_t>(one.which);
        const Planes& planes = planes_[which];
        const auto w = static_cast<float>(one.box.w), h = static_cast<float>(one.box.h);
        const auto left = static_cast<float>(one.x / planes.width), top = static_cast<float>(one.y / planes.height);
        const auto wide = static_cast<float>(one.w / planes.width), high = static_cast<float>(one.h / planes.height);
        std::vector<SDL_Vertex> vertices;
        const auto add = [&](float x, float y) {
            const float across = one.mirrored ? 1 - x / w : x / w;
            vertices.push_back({{x + static_cast<float>(one.box.x + at_x), y + static_cast<float>(one.box.y + at_y)}, {255, 255, 255, 255},
                                {left + across * wide, top + y / h * high}});
        };
        add(w / 2, h / 2);
        for (const SDL_FPoint& point : outline(w, h, static_cast<float>(one.radius))) {
            add(point.x, point.y);
        }
        std::vector<int> fan;
        const int count = static_cast<int>(vertices.size()) - 1;
        for (int i = 0; i < count; ++i) {
            fan.insert(fan.end(), {0, 1 + i, 1 + (i + 1) % count});
        }
        // SDL asks for it when it draws, not before.
        SDL_SetYUVConversionMode(high_definition_[which] ? SDL_YUV_CONVERSION_BT709 : SDL_YUV_CONVERSION_BT601);
        SDL_RenderGeometry(renderer_, planes.texture, vertices.data(), static_cast<int>(vertices.size()), fan.data(), static_cast<int>(fan.size()));
        SDL_RenderFlush(renderer_);
    }
}

void VideoTextures::drop() {
    for (Planes& planes : planes_) {
        SDL_DestroyTexture(planes.texture);
        planes = {};
    }
    shown_.clear();
}

}  // namespace anju::paint
