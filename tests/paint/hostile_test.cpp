// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "screens/paint/canvas.hpp"
#include "screens/paint/fonts.hpp"
#include "screens/paint/photos.hpp"
#include "screens/paint/text.hpp"
#include "screens/paint/theme.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"

namespace anju::paint {
namespace {

// Longer than anything that the contract lets through: such a line may be cut at the edge of the screen.
constexpr std::size_t kMostBytes = 2000;

struct Screen {
    std::vector<std::uint32_t> memory = std::vector<std::uint32_t>(1280 * 720);
    Pixels pixels{memory.data(), 1280, 720, 1280 * 4};
};

const char* const kHostile[] = {
    "妈妈❤️😀👨‍👩‍👧来了", "𠮷野家", "\u202Egnirts\u202C \u2066x\u2069", "\xFF\xFE\xC0\x80\xED\xA0\x80", "a\u0301\u0302\u0303", "\u0000", "ﷺﷺﷺ", "﷽", "คน", "\n\n\n", "　　　", "",
};

bool within(const Box& box, const Box& outer) {
    return box.x >= outer.x && box.y >= outer.y && box.x + box.w <= outer.x + outer.w && box.y + box.h <= outer.y + outer.h;
}

// Every line stays on the screen and says only what can be drawn; what says 妈妈 still says it, in its place.
void expect_sound(const Canvas& canvas, const std::string& bad, const std::string& where) {
    constexpr Box kScreen{0, 0, 1280, 720};
    bool mother = false;
    for (const auto& text : canvas.texts()) {
        EXPECT_TRUE(within(text.box, kScreen)) << where << ": " << text.text.substr(0, 60) << " at " << text.box.x << "," << text.box.y << " "
                                               << text.box.w << "x" << text.box.h;
        EXPECT_LE(text.text.size(), 600U * 4) << where;
        EXPECT_EQ(text.text.find_first_of("\n\r\t"), std::string::npos) << where;
        EXPECT_EQ(text.text.find("\u202E"), std::string::npos) << where;
        mother = mother || text.text.find("妈妈") != std::string::npos;
    }
    if (bad.starts_with("妈妈") && where != "night") {
        EXPECT_TRUE(mother) << where;
    }
    for (const auto& [id, box] : canvas.boxes()) {
        EXPECT_TRUE(within(box, kScreen)) << where << ": " << id;
    }
}

TEST(HostileText, NeverHurtsAnyScreen) {
    Screen screen, clean;
    Canvas canvas({1280, 720, {}, {}, {}, samples::photo_file});
    std::vector<std::string> words(std::begin(kHostile), std::end(kHostile));
    std::string endless;
    for (int i = 0; i < 10'000; ++i) {
        endless += i % 7 == 0 ? "，" : "长";
    }
    words.push_back(endless);
    words.push_back(std::string(10'000, 'W'));
    Moment now{};
    const auto paint = [&](const screens::Scene& scene) {
        now += std::chrono::seconds(1);
        canvas.show(scene, now);
        return canvas.paint(screen.pixels, now + std::chrono::milliseconds(500));
    };
    for (const auto& bad : words) {
        for (const auto& [name, good] : {samples::Sample{"home", samples::home(7)}, {"letter", samples::home_letter()}, {"photo", samples::photo()}, {"words", samples::words()},
                                   {"messages", samples::messages()}, {"settings", samples::settings()}, {"about", samples::about()}, {"empty", samples::empty()}, {"night", samples::night()}, {"pairing", samples::pairing()}}) {
            auto scene = good;
            scene.title = scene.from = scene.when = scene.date = scene.page_word = bad;
            scene.text = {bad, bad};
            for (auto& item : scene.items) {
                item.label = item.sub = item.aside = item.note = item.icon = bad;
            }
            for (auto& fact : scene.facts) {
                fact.label = fact.value = bad;
            }
            for (auto& shortcut : scene.shortcuts) {
                shortcut.label = bad;
            }
            if (scene.code) {
                scene.code->letters = scene.code->qr = bad;
            }
            scene.notice = screens::Notice{bad, {}};
            scene.banner = screens::Banner{bad, bad, bad};
            const auto where = name + " with " + bad.substr(0, 20);
            const auto changed = paint(scene);
            EXPECT_FALSE(changed.empty()) << where;
            for (const Box& box : changed) {
                EXPECT_TRUE(within(box, {0, 0, 1280, 720})) << where;
            }
            if (bad.size() < kMostBytes) {
                expect_sound(canvas, bad, name);
            }
            // And the next screen shows nothing of it.
            paint(good);
            Canvas fresh({1280, 720, {}, {}, {}, samples::photo_file});
            fresh.show(good, now);
            fresh.paint(clean.pixels, now + std::chrono::milliseconds(500));
            EXPECT_TRUE(screen.memory == clean.memory) << where;
        }
    }
}

TEST(Clean, DropsWhatCannotBeSeenAndKeepsNames) {
    Fonts fonts({}, {}, {}, FontChoice::Automatic, "/nowhere");
    const auto cleaned = [&](const char* words) { return to_utf8(clean(words, fonts, Weight::Regular)); };
    EXPECT_EQ(cleaned("妈妈❤️"), "妈妈");
    EXPECT_EQ(cleaned("\u202E小芳\u202C"), "小芳");
    EXPECT_EQ(cleaned("\xFF小\xC0芳"), "小芳");
    EXPECT_EQ(cleaned("a\tb\nc  d"), "a b c d");
    EXPECT_FALSE(cleaned("𠮷").empty());
}

TEST(BrokenPhoto, LeavesTheDrawnHeadAndTheGround) {
    const auto good = samples::photo_file("daughter").value();
    auto cut = good;
    cut.resize(cut.size() / 2);
    auto scratched = good;
    for (std::size_t i = 200; i < scratched.size(); i += 37) {
        scratched[i] = 0xFF;
    }
    for (const auto& bad : {std::vector<std::uint8_t>{}, std::vector<std::uint8_t>{0xFF, 0xD8, 0xFF}, std::vector<std::uint8_t>(5000, 0x41), cut}) {
        EXPECT_FALSE(picture(bad, 100, 100).has_value());
        Screen screen;
        Canvas canvas({1280, 720, {}, {}, {}, [&](const std::string&) { return std::optional(bad); }});
        for (const auto& scene : {samples::home(7), samples::photo(), samples::messages()}) {
            canvas.show(scene, {});
            EXPECT_FALSE(canvas.paint(screen.pixels, {}).empty());
        }
    }
    static_cast<void>(picture(scratched, 100, 100));
}

TEST(Photo, ThatIsTallKeepsTheHead) {
    const auto tall = samples::photo_file("tall").value();  // 900 × 1400, the head in the upper half
    const auto cropped = picture(tall, 400, 300).value();
    bool hair = false;  // its dark top is inside
    for (std::size_t i = 0; i < static_cast<std::size_t>(400) * 150; ++i) {
        hair = hair || (cropped.colour[i] & 0xFFFFFF) < 0x404040;
    }
    EXPECT_TRUE(hair);
}

TEST(Photo, WhoseSizeIsNonsenseIsShownNevertheless) {
    Screen screen;
    Canvas canvas({1280, 720, {}, {}, {}, samples::photo_file});
    for (const auto& [width, height] : {std::pair{0, 0}, {-5, 7}, {1, 1 << 30}, {1 << 30, 1}, {1 << 30, 1 << 30}, {1, 1}}) {
        for (const auto* file : {"park", "tall", "nothing"}) {
            auto scene = samples::photo(model::Language::Chinese, model::TextSize::Largest, file);
            scene.photo_width = width;
            scene.photo_height = height;
            canvas.show(scene, {});
            EXPECT_FALSE(canvas.paint(screen.pixels, {}).empty()) << width << "×" << height;
            EXPECT_TRUE(canvas.boxes().contains("m1"));
        }
    }
}

}  // namespace
}  // namespace anju::paint
