// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"
#include "tests/support/legibility.hpp"

namespace anju::paint {
namespace {

// Sizes of the screens that are sold: all samples in both languages and the three sizes of letters.
class EverySample : public ::testing::TestWithParam<int> {};

TEST_P(EverySample, CanBeRead) {
    const int height = GetParam(), width = height * 16 / 9;
    Canvas canvas({width, height, {}, {}, {}, samples::photo_file});
    std::vector<std::uint32_t> memory(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Pixels pixels{memory.data(), width, height, width * 4};
    Moment now{};
    for (const auto& sample : samples::all()) {
        now += std::chrono::seconds(1);
        canvas.show(sample.scene, now);
        canvas.paint(pixels, now + std::chrono::milliseconds(500));
        for (const auto& fault : anju::testing::illegible(canvas, pixels, {.night = sample.scene.form == screens::Form::Night})) {
            ADD_FAILURE() << sample.name << " at " << height << ": " << fault;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(At, EverySample, ::testing::Values(720, 1080, 2160));

TEST(Legibility, SeesSmallTextAndTextOnTextAndTextOnItsOwnColour) {
    // The check itself, on a picture that is wrong: white ground under white words.
    Canvas canvas({1280, 720, {}, {}, {}, samples::photo_file});
    std::vector<std::uint32_t> memory(1280 * 720);
    const Pixels pixels{memory.data(), 1280, 720, 1280 * 4};
    canvas.show(samples::home(3), {});
    canvas.paint(pixels, {});
    EXPECT_TRUE(anju::testing::illegible(canvas, pixels).empty());
    EXPECT_FALSE(anju::testing::illegible(canvas, pixels, {.least_size = 40}).empty());
    std::fill(memory.begin(), memory.end(), 0xFFFFFFFF);
    EXPECT_FALSE(anju::testing::illegible(canvas, pixels).empty());
}

TEST(Legibility, SeesATextThatIsTooLongForItsPlace) {
    Canvas canvas({1280, 720, {}, {}, {}, samples::photo_file});
    std::vector<std::uint32_t> memory(1280 * 720);
    const Pixels pixels{memory.data(), 1280, 720, 1280 * 4};
    auto scene = samples::home(7);
    scene.items[2].label = "一个怎么也放不进一块小牌子里去的名字真的太长了";
    canvas.show(scene, {});
    canvas.paint(pixels, {});
    EXPECT_FALSE(anju::testing::illegible(canvas, pixels).empty());
}

}  // namespace
}  // namespace anju::paint
