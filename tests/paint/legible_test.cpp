// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "tests/paint/sample_photos.hpp"
#include "tests/paint/visit_scenes.hpp"
#include "tests/support/frames.hpp"
#include "tests/support/legibility.hpp"

namespace anju::paint {
namespace {

// Sizes of the screens that are sold: all samples in both languages and the three sizes of letters.
struct Glass {
    int height;
    FontChoice font;
};

class EverySample : public ::testing::TestWithParam<Glass> {};

TEST_P(EverySample, CanBeRead) {
    const int height = GetParam().height, width = height * 16 / 9;
    std::unique_ptr<Canvas> made;
    try {
        made = std::make_unique<Canvas>(CanvasOptions{width, height, {}, {}, {}, samples::photo_file, false, GetParam().font});
    } catch (const std::runtime_error& missing) {
        GTEST_SKIP() << missing.what();
    }
    Canvas& canvas = *made;
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

TEST(Rows, ThatHaveMoreToSayEndUnfinished) {
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    Moment now{};
    int seen = 0;
    for (const auto& sample : samples::all()) {
        if (!sample.name.starts_with("22-messages")) {
            continue;
        }
        now += std::chrono::seconds(1);
        canvas.show(sample.scene, now);
        int unfinished = 0;
        for (const auto& text : canvas.texts()) {
            unfinished += text.text.ends_with("…") && text.item == sample.scene.items.front().id ? 1 : 0;
            EXPECT_FALSE(text.text.ends_with("，…") || text.text.ends_with(" …")) << text.text;
        }
        const bool letter = sample.name.starts_with("22-messages-long");
        EXPECT_EQ(unfinished, letter ? 1 : 0) << sample.name;
        seen += letter ? 1 : 0;
    }
    EXPECT_EQ(seen, 6);
}

// Words over moving pictures: on the worst one, all white, they stand on a veil or a plate.
TEST_P(EverySample, OfAVisitCanBeReadOverAWhitePicture) {
    const int height = GetParam().height, width = height * 16 / 9;
    Canvas canvas({width, height, {}, {}, {}, samples::photo_file});
    std::vector<std::uint32_t> memory(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Pixels pixels{memory.data(), width, height, width * 4};
    const auto white = [] {
        return test::make_frame(64, 36, media::Frame::Format::I420, media::Frame::Matrix::Bt601, 0, [](int, int) { return test::Yuv{235, 128, 128}; });
    };
    Moment now{};
    for (const auto& sample : samples::visits()) {
        now += std::chrono::seconds(1);
        canvas.show(sample.scene, now);
        for (const auto& area : sample.scene.videos) {
            canvas.video(area.which, white());
        }
        canvas.paint(pixels, now + std::chrono::milliseconds(500));
        for (const auto& fault : anju::testing::illegible(canvas, pixels)) {
            ADD_FAILURE() << sample.name << " at " << height << ": " << fault;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(At, EverySample,
                         ::testing::Values(Glass{720, FontChoice::Noto}, Glass{1080, FontChoice::Noto}, Glass{2160, FontChoice::Noto},
                                           Glass{720, FontChoice::MicroHei}, Glass{1080, FontChoice::MicroHei}),
                         [](const auto& info) { return (info.param.font == FontChoice::Noto ? "Noto" : "MicroHei") + std::to_string(info.param.height); });

TEST(Font, IsTheOneThatWasChosen) {
    EXPECT_EQ(font_file(FontChoice::Automatic), font_file(FontChoice::Noto)) << "the first of them";
    EXPECT_THAT(font_file(FontChoice::Noto), ::testing::HasSubstr("NotoSansCJK-Regular"));
    EXPECT_THAT(font_file(FontChoice::MicroHei), ::testing::HasSubstr("wqy-microhei"));
    std::vector<std::vector<std::uint32_t>> pictures;
    for (const auto font : {FontChoice::Noto, FontChoice::MicroHei}) {
        Canvas canvas({1280, 720, {}, {}, {}, samples::photo_file, false, font});
        auto& memory = pictures.emplace_back(1280 * 720);
        canvas.show(samples::about(), {});
        canvas.paint({memory.data(), 1280, 720, 1280 * 4}, {});
    }
    EXPECT_NE(pictures[0], pictures[1]);
}

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
