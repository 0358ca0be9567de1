// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
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

// With a picture and without one, in letters of every size: who wants to compare them finds them.
TEST(FourWords, StandInEveryCallThatHasThem) {
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    Moment now{};
    int seen = 0;
    for (const auto& sample : samples::visits()) {
        if (sample.scene.secret.empty()) {
            continue;
        }
        now += std::chrono::seconds(1);
        canvas.show(sample.scene, now);
        const auto texts = canvas.texts();
        EXPECT_TRUE(std::ranges::any_of(texts, [&](const auto& text) { return text.item == "secret" && text.text == sample.scene.secret; })) << sample.name;
        seen += sample.scene.videos.empty() ? 1 : 0;
    }
    EXPECT_EQ(seen, 6) << "calls without pictures";
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

// The words of a tile stand at its foot, whether one line or two, and as far from its right edge as from its left.
TEST(Tiles, HoldTheirWordsAtTheFoot) {
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    for (const auto size : {model::TextSize::Standard, model::TextSize::Large, model::TextSize::Largest}) {
        for (int tiles = 1; tiles <= 8; ++tiles) {
            for (const bool second : {true, false}) {
                auto scene = samples::home(tiles, model::Language::Chinese, size);
                for (auto& item : scene.items) {
                    item.sub = second || item.look == screens::Look::Card ? item.sub : "";
                }
                canvas.show(scene, {});
                std::map<std::string, Box> words;
                for (const auto& text : canvas.texts()) {
                    const auto [at, first] = words.try_emplace(text.item, text.box);
                    Box& all = at->second;
                    all = {std::min(all.x, text.box.x), 0, std::max(all.x + all.w, text.box.x + text.box.w), std::max(all.y + all.h, text.box.y + text.box.h)};
                    all = {all.x, 0, all.w - all.x, all.h};  // up to the foot of the lowest
                }
                for (const auto& item : scene.items) {
                    if (item.look != screens::Look::Tile && item.look != screens::Look::FamilyTile) {
                        continue;
                    }
                    const Box& place = canvas.boxes().at(item.id);
                    const Box& ink = words.at(item.id);
                    const std::string which = item.id + " of " + std::to_string(tiles) + " at " + std::to_string(static_cast<int>(size));
                    EXPECT_LE(place.y + place.h - ink.h, 48) << which << ": a gap under its words";
                    if (item.count == 0) {
                        EXPECT_GE(place.x + place.w - ink.x - ink.w, second ? 14 : ink.x - place.x - 6) << which << ": crowded to the right";
                    }
                }
            }
        }
    }
}

TEST(Header, SaysTheHalfOfTheDayAsItIsSaid) {
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    for (const auto language : {model::Language::Chinese, model::Language::English}) {
        canvas.show(samples::messages(language), {});
        int half = 0, figures = 0;
        for (const auto& text : canvas.texts()) {
            half = text.text == "上午" || text.text == "am" ? text.box.x : half;
            figures = text.text == "9:41" ? text.box.x : figures;
        }
        ASSERT_TRUE(half > 0 && figures > 0);
        EXPECT_EQ(half < figures, language == model::Language::Chinese) << half << " " << figures;
    }
}

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
