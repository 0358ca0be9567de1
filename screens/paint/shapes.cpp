// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/shapes.hpp"

#include <algorithm>
#include <cmath>

#include "screens/paint/pixel.hpp"
#include "screens/paint/theme.hpp"

namespace anju::paint {

namespace {

constexpr double kTail = 2.3;  // standard deviations after which a blur is not seen

// Distance from the border of a rounded rectangle whose corner lies at (reach, reach); inside is negative.
double distance(int x, int y, int reach, int radius) {
    const double qx = reach + radius - x - 0.5, qy = reach + radius - y - 0.5;
    return std::hypot(std::max(qx, 0.0), std::max(qy, 0.0)) + std::min(std::max(qx, qy), 0.0) - radius;
}

// Share of a blurred half plane at this distance outside of it, faded out to nothing at the tail.
double blurred(double distance, double deviation) {
    const double edge = 0.5 * std::erfc(kTail / std::sqrt(2.0));
    return std::max(0.0, (0.5 * std::erfc(distance / (deviation * std::sqrt(2.0))) - edge) / (1 - edge));
}

double covered(double distance) { return std::clamp(0.5 - distance, 0.0, 1.0); }

template <class Pixel>
void quarters(int slice, Pixel pixel) {  // calls with a place of the first quarter and its mirrors
    for (int y = 0; y < slice; ++y) {
        for (int x = 0; x < slice; ++x) {
            pixel(x, y, 2 * slice - 1 - x, 2 * slice - 1 - y);
        }
    }
}

}  // namespace

int shadow_reach(double scale) { return static_cast<int>(std::ceil(theme::kShadowBlur / 2.0 * kTail * scale)); }

Sprite shadow(int radius, double scale) {
    const int reach = shadow_reach(scale);
    const int down = static_cast<int>(std::lround(theme::kShadowDown * scale));
    Sprite made;
    made.slice = reach + radius + down + 2;  // deeper inside, the plate above hides it
    made.width = made.height = 2 * made.slice;
    made.frame = made.slice;
    const int stride = made.mask_stride();
    made.mask.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(made.height));
    const double deviation = theme::kShadowBlur / 2.0 * scale;
    quarters(made.slice, [&](int x, int y, int mx, int my) {
        const auto value = static_cast<std::uint8_t>(std::lround(255 * blurred(distance(x, y, reach, radius), deviation)));
        for (const int row : {y, my}) {
            made.mask[static_cast<std::size_t>(row * stride + x)] = value;
            made.mask[static_cast<std::size_t>(row * stride + mx)] = value;
        }
    });
    return made;
}

int glow_reach(double scale) {
    return static_cast<int>(std::ceil((theme::kGlowSpread + theme::kGlowBlur / 2.0 * kTail) * scale));
}

Sprite ring(int radius, double scale) {
    const int reach = glow_reach(scale);
    const double width = std::max(2.0, std::round(theme::kRingWidth * scale));
    const double glow = theme::kGlowBlur / 2.0 * scale, inner = theme::kInnerBlur / 2.0 * scale;
    Sprite made;
    made.slice = reach + std::max(radius, static_cast<int>(std::ceil(width + inner * kTail))) + 1;
    made.width = made.height = 2 * made.slice;
    made.colour.resize(static_cast<std::size_t>(made.width) * static_cast<std::size_t>(made.height));
    quarters(made.slice, [&](int x, int y, int mx, int my) {
        const double d = distance(x, y, reach, radius);
        const double line = covered(d) * (1 - covered(d + width));
        const double outside = (1 - covered(d)) * blurred(d - theme::kGlowSpread * scale, glow) * theme::kGlowPercent / 100;
        const double inside = covered(d + width) * blurred(-width - d, inner) * theme::kInnerPercent / 100;
        const auto alpha = [](double share) { return static_cast<std::uint32_t>(std::lround(255 * share)) << 24; };
        const std::uint32_t halo = pixel::premultiply((theme::kGlow & 0xFFFFFF) | alpha(outside + inside));
        const std::uint32_t value = pixel::over(pixel::premultiply((theme::kRing & 0xFFFFFF) | alpha(line)), halo);
        if (value != 0) {
            made.frame = std::max(made.frame, std::min(x, y) + 1);
        }
        for (const int row : {y, my}) {
            made.colour[static_cast<std::size_t>(row * made.width + x)] = value;
            made.colour[static_cast<std::size_t>(row * made.width + mx)] = value;
        }
    });
    return made;
}

}  // namespace anju::paint
