// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "screens/paint/canvas.hpp"
#include "screens/paint/fonts.hpp"
#include "screens/paint/icons.hpp"
#include "screens/paint/sprites.hpp"
#include "screens/paint/text.hpp"
#include "screens/paint/theme.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"
#include "tests/paint/visit_scenes.hpp"

namespace anju::paint {
namespace {

using std::chrono::milliseconds;

struct FullScreen {
    std::vector<std::uint32_t> memory = std::vector<std::uint32_t>(1920 * 1080);
    Pixels pixels{memory.data(), 1920, 1080, 1920 * 4};
};

std::vector<std::string> lines(const char* words, double width, double size = 48) {
    static Fonts fonts({}, {}, {});
    std::vector<std::string> out;
    for (const auto& line : wrap(clean(words, fonts, Weight::Regular), fonts, Weight::Regular, size, width, 20).lines) {
        out.push_back(to_utf8(line));
    }
    return out;
}

TEST(LineBreaks, FallAfterThePauseAndNeverBetweenNumberAndUnit) {
    EXPECT_EQ(lines("妈，中午12点别忘了吃药。", 400), (std::vector<std::string>{"妈，中午12点", "别忘了吃药。"}));
    for (double width = 220; width < 700; width += 13) {
        for (const auto& line : lines("早上8点吃了3 张照片，还有 12 分钟", width)) {
            EXPECT_TRUE(line.empty() || !std::isdigit(static_cast<unsigned char>(line.back()))) << line << " at " << width;
        }
    }
}

TEST(LineBreaks, LeaveNoCharacterAlone) {
    for (double width = 150; width < 600; width += 7) {
        for (const auto& line : lines("师傅在手机上输入电视就认识您家了", width)) {
            EXPECT_GT(line.size(), 3u) << line << " at " << width;
        }
    }
}

TEST(Fonts, GiveEveryDigitTheSameWidth) {
    Fonts fonts({}, {}, {});
    for (const Weight weight : {Weight::Regular, Weight::Medium, Weight::Bold}) {
        std::set<double> widths;
        for (char32_t c = U'0'; c <= U'9'; ++c) {
            widths.insert(fonts.advance(c, weight, 100));
        }
        EXPECT_EQ(widths.size(), 1u);
    }
}

TEST(Fonts, KeepTheirGlyphsWithinTheBound) {
    Fonts fonts({}, {}, {});
    for (char32_t c = 0x4E00; c < 0x4E00 + 1500; ++c) {
        fonts.glyph(c, Weight::Bold, 92, 0);
        ASSERT_LE(fonts.bytes(), Fonts::kMostBytes);
    }
}

TEST(Sprites, KeepWithinTheirBoundButNeverLoseWhatIsShown) {
    Sprites sprites(100'000);
    const auto bake = [] {
        Sprite made;
        made.width = made.height = 50;
        made.colour.resize(2500);
        return made;
    };
    for (int turn = 0; turn < 50; ++turn) {
        sprites.begin();
        std::vector<std::uint32_t> shown;
        for (int i = 0; i < 8; ++i) {
            shown.push_back(sprites.get(std::to_string(turn * 5 + i), bake).id);
        }
        sprites.trim();
        EXPECT_LE(sprites.bytes(), 100'000u);
        for (const auto id : shown) {
            EXPECT_NE(sprites.find(id), nullptr);
        }
    }
}

TEST(Sprites, ThatAreBriefGoWhenNothingShowsThem) {
    Sprites sprites(1'000'000);
    const auto panel = [] {
        Sprite made;
        made.width = made.height = 50;
        made.colour.resize(2500);
        made.brief = true;
        return made;
    };
    const auto letter = [] { return mask_sprite({2, 2, {1, 2, 3, 4}}); };
    sprites.begin();
    const auto first = sprites.get("panel", panel).id, other = sprites.get("letter", letter).id;
    sprites.trim();
    EXPECT_NE(sprites.find(first), nullptr) << "it is shown";
    sprites.begin();
    sprites.trim();
    EXPECT_EQ(sprites.find(first), nullptr);
    EXPECT_NE(sprites.find(other), nullptr) << "there is room";
    EXPECT_LT(sprites.bytes(), 100u);
    sprites.begin();
    EXPECT_NE(sprites.find(sprites.get("panel", panel).id), nullptr) << "and it comes back";
}

TEST(Sprites, ThatWereBakenAnewHaveAnotherRevision) {
    Sprites sprites(100'000);
    const auto bake = [] { return mask_sprite({2, 2, {1, 2, 3, 4}}); };
    const auto first = sprites.get("photo:a:1", bake);
    sprites.outdate("photo:a:");
    const auto second = sprites.get("photo:a:1", bake);
    EXPECT_EQ(first.id, second.id);
    EXPECT_NE(first.revision, second.revision);
}

TEST(Icons, EveryFileOfTheFolderIsThereAndDrawn) {
    int count = 0;
    for (const auto& file : std::filesystem::directory_iterator(std::string(ANJU_SOURCE_DIR) + "/art/icons")) {
        const Coverage drawn = draw_icon(file.path().stem().string(), 48);
        int ink = 0;
        for (const auto value : drawn.data) {
            ink += value > 128 ? 1 : 0;
        }
        EXPECT_GT(ink, 40) << file.path();
        ++count;
    }
    EXPECT_GT(count, 50);
}

TEST(Focus, TheFirstPictureAfterAKeyAlreadyDiffers) {
    FullScreen screen;
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    auto scene = samples::home(7);
    Moment now{};
    canvas.show(scene, now);
    canvas.paint(screen.pixels, now);
    EXPECT_FALSE(canvas.next_frame().has_value());
    scene.focus = "visits";
    canvas.show(scene, now);
    EXPECT_FALSE(canvas.paint(screen.pixels, now).empty());
    EXPECT_TRUE(canvas.next_frame().has_value());
}

TEST(Focus, GlidesAndRestsAfter160Milliseconds) {
    FullScreen screen;
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    auto scene = samples::home(7);
    Moment now{};
    canvas.show(scene, now);
    canvas.paint(screen.pixels, now);
    scene.focus = "medicines";
    canvas.show(scene, now);
    int pictures = 0;
    double most = 0;
    while (true) {
        long area = 0;
        for (const Box& box : canvas.paint(screen.pixels, now)) {
            area += static_cast<long>(box.w) * box.h;
        }
        most = std::max(most, static_cast<double>(area) / (1920.0 * 1080));
        ++pictures;
        const auto next = canvas.next_frame();
        if (!next) {
            break;
        }
        now = *next;
        ASSERT_LT(pictures, 30);
    }
    EXPECT_GE(pictures, 8);
    EXPECT_LE(now - Moment{}, milliseconds(200));
    EXPECT_LT(most, 0.30) << "only the ring's edges and the tiles' edges are painted";
    EXPECT_TRUE(canvas.paint(screen.pixels, now + milliseconds(1000)).empty());
}

TEST(Focus, ThatIsBrokenOffStartsFromWhereItIs) {
    FullScreen screen;
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    auto scene = samples::home(7);
    Moment now{};
    canvas.show(scene, now);
    canvas.paint(screen.pixels, now);
    scene.focus = "help";
    canvas.show(scene, now);
    now += milliseconds(40);
    canvas.paint(screen.pixels, now);
    scene.focus = "card";
    canvas.show(scene, now);
    const auto boxes = canvas.paint(screen.pixels, now);
    for (const Box& box : boxes) {  // nothing at the place it was going to
        EXPECT_LT(box.x, 1900);
    }
    EXPECT_FALSE(boxes.empty());
}

TEST(Night, MovesNothing) {
    FullScreen screen;
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    Moment now{};
    canvas.show(samples::night(), now);
    canvas.paint(screen.pixels, now);
    canvas.acknowledge(now);
    EXPECT_FALSE(canvas.next_frame().has_value());
    double light = 0;
    for (const auto pixel : screen.memory) {
        light += static_cast<double>((pixel >> 16) & 255) + static_cast<double>((pixel >> 8) & 255) + static_cast<double>(pixel & 255);
    }
    EXPECT_LT(light / (3.0 * 255 * 1920 * 1080), 0.06);
}

TEST(Acknowledge, BrightensTheFocusedButtonForAMoment) {
    FullScreen screen;
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    Moment now{};
    canvas.show(samples::about(), now);
    canvas.paint(screen.pixels, now);
    const Box button = canvas.boxes().at("read_aloud");
    const auto before = screen.memory[static_cast<std::size_t>((button.y + 20) * 1920 + button.x + 60)];
    canvas.acknowledge(now);
    canvas.paint(screen.pixels, now);
    EXPECT_GT(screen.memory[static_cast<std::size_t>((button.y + 20) * 1920 + button.x + 60)] & 255, before & 255);
    ASSERT_TRUE(canvas.next_frame().has_value());
    canvas.paint(screen.pixels, *canvas.next_frame());
    EXPECT_EQ(screen.memory[static_cast<std::size_t>((button.y + 20) * 1920 + button.x + 60)], before);
    EXPECT_FALSE(canvas.next_frame().has_value());
}

TEST(Boxes, NameEveryItemThatCanHaveFocusAndTheHints) {
    FullScreen screen;
    Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
    for (const auto& sample : samples::all()) {
        canvas.show(sample.scene, {});
        canvas.paint(screen.pixels, {});
        for (const auto& item : sample.scene.items) {
            EXPECT_TRUE(canvas.boxes().contains(item.id)) << sample.name << " " << item.id;
        }
        bool hints = sample.scene.shortcuts.empty();
        for (std::size_t i = 0; i < sample.scene.shortcuts.size(); ++i) {
            hints = hints || canvas.boxes().contains("hint:" + std::to_string(i));
        }
        EXPECT_TRUE(hints) << sample.name;
    }
}

TEST(People, NamesStandOnOneLineWhateverTheStatesTake) {
    for (const auto size : {model::TextSize::Standard, model::TextSize::Large}) {
        FullScreen screen;
        Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
        auto scene = samples::family(4, model::Language::Chinese, size);
        auto& last = scene.items.at(size == model::TextSize::Standard ? 3 : 2);
        last.note = "没开着网页，可以留言";
        canvas.show(scene, {});
        canvas.paint(screen.pixels, {});
        std::set<int> middles;  // of the ink, which is a little different for each name
        int words_of_last = 0, letters = 0;
        for (const auto& text : canvas.texts()) {
            words_of_last += text.item == last.id ? 1 : 0;
            for (const auto& item : scene.items) {
                if (item.look == screens::Look::Person && text.item == item.id && text.text == item.label) {
                    middles.insert(text.box.y + text.box.h / 2);
                    letters = text.size;
                }
            }
        }
        EXPECT_EQ(words_of_last, 4) << "name, relation, two lines of the state";
        ASSERT_FALSE(middles.empty());
        EXPECT_LT(*middles.rbegin() - *middles.begin(), letters / 8);
    }
}

TEST(Png, IsWrittenWholeOrNotAtAll) {
    FullScreen screen;
    const std::string path = ::testing::TempDir() + "anju_paint.png";
    EXPECT_TRUE(write_png(path, screen.pixels));
    EXPECT_GT(std::filesystem::file_size(path), 1000u);
    EXPECT_FALSE(std::filesystem::exists(path + ".part"));
    std::filesystem::remove(path);
    EXPECT_FALSE(write_png("/nowhere/at/all.png", screen.pixels));
}

// A camera may be closing still while any screen has come.
TEST(LiveFrame, IsOnEveryScreenAndOnlyWhileSomethingIsOn) {
    auto every = samples::all();
    std::ranges::copy(samples::visits(), std::back_inserter(every));
    const auto red_at_the_left = [](const screens::Scene& scene) {
        FullScreen screen;
        Canvas canvas({1920, 1080, {}, {}, {}, samples::photo_file});
        canvas.show(scene, Moment{});
        canvas.paint(screen.pixels, Moment{} + milliseconds(1000));
        return screen.memory[540 * 1920 + theme::kLiveInset + theme::kLiveWidth / 2] == theme::kLive;
    };
    std::set<screens::Form> seen;
    for (auto& sample : every) {
        if (!seen.insert(sample.scene.form).second) {
            continue;
        }
        sample.scene.live = {.camera = true, .microphone = true, .icon = "videocam", .label = "摄像头开着"};
        EXPECT_TRUE(red_at_the_left(sample.scene)) << sample.name;
        sample.scene.live = {};
        EXPECT_FALSE(red_at_the_left(sample.scene)) << sample.name;
    }
    EXPECT_GT(seen.size(), 15u);
}

}  // namespace
}  // namespace anju::paint
