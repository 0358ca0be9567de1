// SPDX-License-Identifier: Apache-2.0
#include "tests/support/legibility.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace anju::testing {

namespace {

using paint::Box;
using paint::Canvas;
using paint::Pixels;

double channel(unsigned value) {
    const double share = value / 255.0;
    return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(std::uint32_t colour) {
    return 0.2126 * channel((colour >> 16) & 255) + 0.7152 * channel((colour >> 8) & 255) + 0.0722 * channel(colour & 255);
}

double contrast(double a, double b) { return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05); }

std::uint32_t at(const Pixels& pixels, int x, int y) {
    return reinterpret_cast<const std::uint32_t*>(reinterpret_cast<const std::uint8_t*>(pixels.data) + static_cast<std::ptrdiff_t>(y) * pixels.stride)[x];
}

// The ground of a line of text: the mean of short pieces just above and just below its ink, where no
// letter's edge is mixed in. The least contrast of any piece counts.
double least_contrast(const Pixels& pixels, const Box& box, std::uint32_t colour) {
    constexpr int kPiece = 16;
    const double text = luminance(colour);
    double least = 21;
    for (const int y : {box.y - 3, box.y + box.h + 2}) {
        if (y < 0 || y >= pixels.height) {
            continue;
        }
        for (int x0 = std::max(0, box.x); x0 < std::min(pixels.width, box.x + box.w); x0 += kPiece) {
            const int x1 = std::min({x0 + kPiece, pixels.width, box.x + box.w});
            double sum = 0;
            for (int x = x0; x < x1; ++x) {
                sum += luminance(at(pixels, x, y));
            }
            least = std::min(least, contrast(text, sum / (x1 - x0)));
        }
    }
    return least;
}

bool meet(const Box& a, const Box& b, int slack) {
    return a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h && b.y + slack < a.y + a.h;
}

}  // namespace

std::vector<std::string> illegible(const Canvas& canvas, Pixels pixels, const Reading& reading) {
    std::vector<std::string> faults;
    const auto texts = canvas.texts();
    const double scale = pixels.height / 1080.0;
    const int safe_x = static_cast<int>(std::floor(96 * scale)) - 1, safe_y = static_cast<int>(std::floor(54 * scale)) - 1;
    constexpr int slack = 0;
    for (const auto& cut : canvas.cut()) {
        faults.push_back(fmt::format("the notice cuts what stands at {},{} {}×{}", cut.x, cut.y, cut.w, cut.h));
    }
    if (texts.empty()) {
        faults.push_back("there is no text at all");
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& text = texts[i];
        const auto say = [&](const std::string& what) { faults.push_back(fmt::format("“{}” ({}): {}", text.text, text.item, what)); };
        if (text.size < reading.least_size) {
            say(fmt::format("{} is smaller than {}", text.size, reading.least_size));
        }
        if (text.clipped) {
            say("not all of it is shown");
        }
        const Box& box = text.box;
        if (box.x < safe_x || box.y < safe_y || box.x + box.w > pixels.width - safe_x || box.y + box.h > pixels.height - safe_y) {
            say(fmt::format("outside the safe area at {},{} {}×{}", box.x, box.y, box.w, box.h));
        }
        const double needed = reading.night ? reading.least_at_night : reading.least_contrast;
        if (const double found = least_contrast(pixels, box, text.colour); found < needed - 0.05) {
            say(fmt::format("contrast {:.2f} is less than {}", found, needed));
        }
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            if (meet(box, texts[j].box, slack)) {
                say(fmt::format("overlaps “{}” ({})", texts[j].text, texts[j].item));
            }
        }
    }
    return faults;
}

}  // namespace anju::testing
