// SPDX-License-Identifier: Apache-2.0
// What a photo was taken for stands beside the words on it, whatever its shape, the letters and the screen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "screens/paint/framing.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"

namespace anju::paint {
namespace {

using model::Language;
using model::TextSize;

struct Shape {
    const char* name;
    int width, height;
    double middle;  // where of its height what it was taken for is
};
constexpr Shape kShapes[] = {{"panorama", 3000, 750, 0.5}, {"wide", 1600, 900, 0.42},    {"camera", 1500, 1000, 0.42}, {"phone", 1600, 1200, 0.42},
                             {"square", 1200, 1200, 0.36}, {"upright", 1200, 1600, 0.36}, {"narrow", 900, 1600, 0.36},   {"tiny", 64, 48, 0.42},
                             {"strip", 300, 3000, 0.36}};

// A full screen with a line of words, about: see layout/photo.cpp.
const Framing kScreen{{0, 0, 1920, 720}, 860};

TEST(Frame, FillsTheWidthAndHoldsTheMiddleInWhatIsClearButCutsNoHead) {
    EXPECT_EQ(frame(1600, 900, 1920, kScreen), (Box{0, -173, 1920, 1080})) << "a sixth of it is sky";
    EXPECT_EQ(frame(1600, 1200, 1920, kScreen), (Box{0, -232, 1920, 1440}));
    EXPECT_EQ(frame(1200, 1600, 1920, kScreen), (Box{0, -562, 1920, 2560})) << "the upper third in the middle";
    EXPECT_EQ(frame(4000, 1000, 1920, kScreen), (Box{-760, 0, 3440, 860}));
    auto low = kScreen;
    low.clear.h = 430;
    EXPECT_EQ(frame(1600, 1200, 1920, low), (Box{0, -348, 1920, 1440})) << "the middle is seen above large letters";
}

TEST(Frame, UnderANoticeIsLowerAndAsLargeAsBefore) {
    auto noticed = kScreen;
    noticed.clear = {0, 184, 1920, 720 - 184};
    EXPECT_EQ(frame(1600, 900, 1920, noticed), (Box{0, 0, 1920, 1080}));
    EXPECT_EQ(frame(1600, 1200, 1920, noticed), (Box{0, -58, 1920, 1440}));
}

TEST(Frame, LeavesNoGap) {
    for (int width = 1; width <= 4000; width = width * 5 / 4 + 1) {
        for (int height = 1; height <= 4000; height = height * 5 / 4 + 1) {
            for (const int seen : {200, 460, 545, 720}) {
                for (const int top : {0, 100}) {
                    const Framing framing{{0, top, 1920, seen - top}, seen + 90};
                    const Box at = frame(width, height, 1920, framing);
                    ASSERT_TRUE(at.x <= 0 && at.y <= 0 && at.x + at.w >= 1920 && at.y + at.h >= framing.filled) << width << "×" << height << " seen " << seen << " from " << top;
                    const double shape = 1.0 * width / height;
                    ASSERT_LE(std::abs(at.w - at.h * shape), 1 + shape) << "stretched";
                }
            }
        }
    }
}

// Blue, with a red disc of a quarter of the shorter side where what it was taken for is.
std::optional<std::vector<std::uint8_t>> with_a_disc(const Shape& shape) {
    const double radius = std::min(shape.width, shape.height) / 8.0, x0 = shape.width / 2.0, y0 = shape.height * shape.middle;
    return samples::jpeg(shape.width, shape.height, [&](int x, int y) { return std::hypot(x - x0, y - y0) < radius ? 0xE01010u : 0x4060F0u; });
}

// The red that can be seen: more than half of its light.
struct Seen {
    int left = 1 << 20, top = 1 << 20, right = -1, bottom = -1;
};
Seen look_for_the_disc(const Pixels& pixels, const Box& in) {
    Seen seen;
    for (int y = in.y; y < in.y + in.h; ++y) {
        for (int x = in.x; x < in.x + in.w; ++x) {
            const auto pixel = pixels.data[y * pixels.width + x];
            const auto red = (pixel >> 16) & 255, green = (pixel >> 8) & 255, blue = pixel & 255;
            if (red > 120 && green < 60 && blue < 60) {
                seen = {std::min(seen.left, x), std::min(seen.top, y), std::max(seen.right, x), std::max(seen.bottom, y)};
            }
        }
    }
    return seen;
}

class Photos : public ::testing::TestWithParam<std::tuple<int, Shape>> {};

TEST_P(Photos, ShowWhatTheyWereTakenForAboveTheirWords) {
    const auto& [height, shape] = GetParam();
    const int width = height * 16 / 9;
    std::vector<std::uint32_t> memory(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Pixels pixels{memory.data(), width, height, width * 4};
    const auto file = with_a_disc(shape);
    Canvas canvas({width, height, {}, {}, {}, [&](const std::string& name) { return name == "disc" ? file : std::nullopt; }});
    Moment now{};
    const auto sees = [&](const std::string& what, screens::Scene scene, const std::string& owner) {
        now += std::chrono::seconds(1);
        canvas.show(scene, now);
        canvas.paint(pixels, now + std::chrono::milliseconds(500));
        const Box place = owner.empty() ? Box{0, 0, width, height} : canvas.boxes().at(owner);
        const auto seen = look_for_the_disc(pixels, place);
        const std::string which = std::string(shape.name) + ", " + what + " at " + std::to_string(height);
        ASSERT_GE(seen.right, 0) << which << ": it is nowhere";
        EXPECT_LE(std::abs(seen.bottom - seen.top - seen.right + seen.left), std::max(2.0, 0.12 * (seen.right - seen.left))) << which << ": a part of it is hidden";
        for (const auto& text : canvas.texts()) {
            const bool meets = text.box.x < seen.right && seen.left < text.box.x + text.box.w && text.box.y < seen.bottom && seen.top < text.box.y + text.box.h;
            EXPECT_FALSE(meets) << which << ": under “" << text.text << "”";
        }
        const auto blue = [&](int x, int y) { return (pixels.data[y * width + x] & 255) > 150; };
        const int middle = (seen.top + seen.bottom) / 2;
        if (!owner.empty()) {
            EXPECT_TRUE(blue(place.x + 12, middle) && blue(place.x + place.w - 12, middle)) << which << ": the card is not filled";
        } else if (shape.width >= 640 && shape.width <= 2.8 * shape.height && shape.width > 1.2 * shape.height) {
            EXPECT_TRUE(blue(12, middle) && blue(width - 12, middle)) << which << ": the screen is not filled";
        } else {
            EXPECT_FALSE(blue(12, middle) || blue(width - 12, middle) || blue(width / 2, height - 2)) << which << ": not all of it is there";
            // As large as the screen allows, but no pixel larger than three.
            const double across = std::min(shape.width, shape.height) / 4.0, by = (seen.right - seen.left + 1) / across / (height / 1080.0);
            EXPECT_LT(by, 3.2) << which;
            const bool tall = shape.height >= shape.width && shape.width * 3 > shape.height;
            const double notice = scene.notice ? 165 : 0;
            if (tall) {
                EXPECT_GT(by * shape.height, 840 - notice) << which << ": it could be larger";
            }
        }
    };
    for (const auto size : {TextSize::Standard, TextSize::Large, TextSize::Largest}) {
        const std::string letters = "letters " + std::to_string(static_cast<int>(size));
        for (const auto* words : {"", "您快看！", "妈，豆豆今天会自己骑车了，骑得可稳当呢，您快看看她多高兴！"}) {
            auto scene = samples::photo(Language::Chinese, size, "disc");
            scene.photo_width = shape.width;
            scene.photo_height = shape.height;
            scene.text.assign(*words == 0 ? 0 : 1, words);
            sees(letters + " “" + words + "”", scene, "");
            scene.notice = screens::Notice{"女儿小芳发来了照片", {}};
            sees(letters + " under a notice", scene, "");
        }
        for (const int tiles : {1, 3, 7}) {
            for (const bool offline : {false, true}) {
                auto scene = samples::home(tiles, Language::Chinese, size, offline);
                if (scene.items.front().id == "card") {
                    scene.items.front().photo = "disc";
                    sees(letters + ", home of " + std::to_string(tiles) + (offline ? " offline" : ""), scene, "card");
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(At, Photos, ::testing::Combine(::testing::Values(720, 1080, 2160), ::testing::ValuesIn(kShapes)), [](const auto& info) {
    return std::to_string(std::get<0>(info.param)) + "_" + std::get<1>(info.param).name;
});

}  // namespace
}  // namespace anju::paint
