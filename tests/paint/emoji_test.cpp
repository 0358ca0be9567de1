// SPDX-License-Identifier: Apache-2.0
// Pictures in lines of text: in colours, equal however they are painted, bounded, and never a fault of a hostile text or file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "screens/paint/canvas.hpp"
#include "screens/paint/fonts.hpp"
#include "screens/paint/text.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"

namespace anju::paint {
namespace {

constexpr const char* kNowhere = "/nowhere/emoji.ttf";
constexpr const char* kInstalled = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";

#define NEEDS_THE_FONT()                                                     \
    if (access(kInstalled, R_OK) != 0) {                                     \
        GTEST_SKIP() << "Debian's package fonts-noto-color-emoji is not installed"; \
    }

struct Painted {
    int width, height;
    std::vector<std::uint32_t> memory;
    Canvas canvas;
    Moment now{};
    explicit Painted(int high, std::string font = {})
        : width(high * 16 / 9), height(high), memory(static_cast<std::size_t>(width) * static_cast<std::size_t>(high)),
          canvas({width, high, {}, {}, {}, samples::photo_file, false, FontChoice::Automatic, std::move(font)}) {}
    std::vector<Box> paint() {
        now += std::chrono::seconds(1);
        return canvas.paint({memory.data(), width, height, width * 4}, now);
    }
    void show(const screens::Scene& scene) {
        canvas.show(scene, now);
        paint();
    }
    // The strongest red over green and blue, in these lines of text.
    int red(const std::string& item) const {
        int most = 0;
        for (const auto& text : canvas.texts()) {
            if (text.item != item) {
                continue;
            }
            for (int y = std::max(0, text.box.y); y < std::min(height, text.box.y + text.box.h); ++y) {
                for (int x = std::max(0, text.box.x); x < std::min(width, text.box.x + text.box.w); ++x) {
                    const auto pixel = memory[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
                    const auto channel = [&](int shift) { return static_cast<int>((pixel >> shift) & 255); };
                    most = std::max(most, channel(16) - std::max(channel(8), channel(0)));
                }
            }
        }
        return most;
    }
    std::string words(const std::string& item) const {
        std::string all;
        for (const auto& text : canvas.texts()) {
            all += text.item == item ? text.text : std::string{};
        }
        return all;
    }
};

screens::Scene saying(const std::string& words, model::TextSize size = model::TextSize::Standard) {
    auto scene = samples::words(model::Language::Chinese, size);
    scene.text = {words};
    scene.emoji_words = "发来了表情";
    return scene;
}

std::u32string cleaned(const char* words) {
    static Fonts fonts({}, {}, {});
    return clean(words, fonts, Weight::Regular);
}

TEST(Emoji, StandInColourInEveryPictureAndEverySize) {
    NEEDS_THE_FONT();
    for (const int height : {720, 1080, 2160}) {
        for (const auto size : {model::TextSize::Standard, model::TextSize::Large, model::TextSize::Largest}) {
            Painted page(height);
            page.show(saying("❤️❤️", size));
            EXPECT_GT(page.red("text"), 120) << height;
            EXPECT_EQ(page.words("text"), "❤❤");
            page.show(saying("妈妈，早上好！", size));
            EXPECT_LT(page.red("text"), 60) << height;
        }
    }
}

TEST(Emoji, OfAHomeCardAndOfAListAreThere) {
    NEEDS_THE_FONT();
    Painted page(720);
    auto home = samples::home_letter();
    home.items[0].sub = "❤️";
    page.show(home);
    EXPECT_GT(page.red("card"), 120);
    auto list = samples::messages();
    list.items[2].sub = "❤️❤️👍";
    page.show(list);
    EXPECT_GT(page.red("r3"), 120);
}

TEST(Emoji, FadeWithTheirWordsAndAreTintedAtNight) {
    NEEDS_THE_FONT();
    Painted page(720);
    auto night = samples::night();
    night.text[1] = "👏👏👏";
    page.show(night);
    std::uint32_t brightest = 0;
    for (const auto pixel : page.memory) {
        brightest = std::max(brightest, pixel & 255);  // blue: the night has none
    }
    EXPECT_LT(brightest, 0x50u);
}

TEST(Emoji, ArePaintedEqualInPartsAndWhole) {
    NEEDS_THE_FONT();
    Painted parts(720);
    parts.show(samples::home_letter());
    for (const char* words : {"妈妈❤️生日快乐🎂🎉", "🎂", "❤️❤️👍", "没有", "👨‍👩‍👧 一家人 🇨🇳"}) {
        auto scene = samples::home_letter();
        scene.items[0].sub = words;
        parts.canvas.show(scene, parts.now);
        ASSERT_FALSE(parts.paint().empty()) << words;
        Painted whole(720);
        whole.show(scene);
        EXPECT_TRUE(parts.memory == whole.memory) << words;
        scene.clock.figures = "9:42";
        parts.show(scene);
        whole.show(scene);
        EXPECT_TRUE(parts.memory == whole.memory) << words;
    }
}

TEST(Emoji, AreOneCharacterEachHoweverManyTheyAreMadeOf) {
    NEEDS_THE_FONT();
    for (const char* one : {"❤️", "👍🏻", "👨‍👩‍👧‍👦", "👩🏽‍🚀", "🇨🇳", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🧧", "☝🏽"}) {
        EXPECT_EQ(cleaned(one).size(), 1u) << one;
        EXPECT_TRUE(is_picture(cleaned(one).front())) << one;
    }
    EXPECT_NE(cleaned("👍🏻"), cleaned("👍🏿")) << "the skin is that of the sender";
}

TEST(Emoji, FallApartWhereTheFontHasNoPictureOfAll) {
    NEEDS_THE_FONT();
    EXPECT_EQ(cleaned("👨‍🐟"), cleaned("👨🐟"));
    EXPECT_EQ(cleaned("🌹🏻"), cleaned("🌹")) << "no box for a skin that nothing has";
    EXPECT_EQ(cleaned("🇨"), U"C");
    EXPECT_EQ(cleaned("🇽🇽"), U"XX");
    EXPECT_TRUE(cleaned("🏻").size() <= 1);
    EXPECT_TRUE(cleaned("\u200D\uFE0F\u200D").empty());
    EXPECT_EQ(cleaned("★\uFE0E好"), U"★好") << "asked for as a letter";
}

TEST(Emoji, WithoutTheirFontLeaveTheWordsAndTheirOwnWord) {
    Painted page(720, kNowhere);
    page.show(saying("❤️❤️👍"));
    EXPECT_EQ(page.words("text"), "发来了表情");
    page.show(saying("妈妈❤️早🇨🇳1️⃣"));
    EXPECT_EQ(page.words("text"), "妈妈早CN1");
    auto home = samples::home_letter();
    home.emoji_words = "发来了表情";
    home.items[0].sub = "👍🏻";
    page.show(home);
    EXPECT_THAT(page.words("card"), ::testing::HasSubstr("发来了表情"));
    auto list = samples::messages();
    list.emoji_words = "发来了表情";
    list.items[2].sub = "😂😂";
    page.show(list);
    EXPECT_THAT(page.words("r3"), ::testing::HasSubstr("发来了表情"));
    auto photo = samples::photo();
    photo.emoji_words = "发来了表情";
    photo.text = {"😂"};
    page.show(photo);
    bool said = false;
    for (const auto& text : page.canvas.texts()) {
        said = said || text.text == "发来了表情";
    }
    EXPECT_TRUE(said);
}

TEST(Emoji, OpenTheirFontWithTheFirstOfThem) {
    NEEDS_THE_FONT();
    Fonts fonts({}, {}, {});
    clean("妈妈早上好，3 张照片！", fonts, Weight::Regular);
    EXPECT_FALSE(fonts.emoji().open());
    clean("❤️", fonts, Weight::Regular);
    EXPECT_TRUE(fonts.emoji().open());
}

TEST(Emoji, KeepWithinTheirBound) {
    NEEDS_THE_FONT();
    Fonts fonts({}, {}, {});
    for (char32_t c = 0x1F600; c < 0x1F600 + 64; ++c) {
        for (const char32_t glyph : fonts.emoji().drawn({&c, 1})) {
            EXPECT_GT(fonts.emoji().picture(glyph, 232).width, 200);
            ASSERT_LE(fonts.emoji().bytes(), EmojiFont::kMostBytes);
        }
    }
    EXPECT_GT(fonts.emoji().bytes(), 0u);
}

TEST(Emoji, AreNeverTornByALineEnd) {
    NEEDS_THE_FONT();
    Fonts fonts({}, {}, {});
    const auto text = clean("👨‍👩‍👧👍🏻❤️👨‍👩‍👧‍👦🇨🇳🎂1️⃣👏🏿🌹", fonts, Weight::Regular);
    ASSERT_EQ(text.size(), 9u);
    for (double width = 60; width < 400; width += 17) {
        std::u32string joined;
        for (const auto& line : wrap(text, fonts, Weight::Regular, 48, width, 20).lines) {
            joined += line;
        }
        EXPECT_EQ(joined, text) << width;
    }
}

TEST(HostileEmoji, NeverHurtAScreen) {
    std::string marks = "❤️", joiners = "👨", flags, letters = "e";
    for (int i = 0; i < 200; ++i) {
        marks += "\u0301\u20E3";
        joiners += "\u200D👨";
        flags += "🇨";
        letters += "\u0301";
    }
    for (const auto& font : {std::string{}, std::string(kNowhere)}) {
        Painted page(720, font);
        for (const auto& bad : {marks, joiners, flags, flags + "a", letters, std::string("👨\u200D"), std::string("\u200D👨"), std::string("\xED\xA0\xBD❤️\xED\xB8\x80"), std::string("🏴\xF3\xA0\x81\xA7"),
                                std::string("\uFE0F\uFE0F"), std::string("1\uFE0F"), std::string("#\u20E3"), std::string("🏻🏼🏽"), std::string("❤\uFE0E\uFE0F")}) {
            page.show(saying(bad));
            auto list = samples::messages();
            list.items[1].sub = list.items[0].label = bad;
            page.show(list);
            for (const auto& text : page.canvas.texts()) {
                EXPECT_GE(text.box.x, 0) << bad.substr(0, 20);
                EXPECT_LE(text.box.x + text.box.w, 1280) << bad.substr(0, 20);
                EXPECT_EQ(text.text.find("□"), std::string::npos) << bad.substr(0, 20);
            }
        }
    }
}

TEST(HostileEmoji, OfABrokenFontAreAsIfItWereNotThere) {
    const auto file = std::filesystem::temp_directory_path() / ("emoji-" + std::to_string(getpid()) + ".ttf");
    std::string whole;
    if (access(kInstalled, R_OK) == 0) {
        std::ifstream from(kInstalled, std::ios::binary);
        whole.resize(400'000);
        from.read(whole.data(), static_cast<std::streamsize>(whole.size()));
    }
    for (const std::string& bytes : {std::string{}, std::string("no font"), std::string(100'000, '\xFF'), whole, whole.substr(0, whole.size() / 30)}) {
        std::ofstream(file, std::ios::binary) << bytes;
        Painted page(720, file);
        page.show(saying("❤️❤️👍"));
        EXPECT_EQ(page.words("text"), "发来了表情");
    }
    std::filesystem::remove(file);
}

TEST(Ligatures, OfABrokenTableAreNone) {
    std::vector<std::uint8_t> table(2000, 0xFF);
    const std::vector<std::uint16_t> glyphs{1, 2, 3};
    EXPECT_FALSE(Ligatures().longest(glyphs));
    EXPECT_FALSE(Ligatures(table).longest(glyphs));
    std::uint32_t random = 7;
    for (int turn = 0; turn < 300; ++turn) {  // anything at all
        for (auto& byte : table) {
            random = random * 1664525 + 1013904223;
            byte = (random >> 28) < 12 ? 0 : static_cast<std::uint8_t>(random >> 24) & 31;
        }
        const auto found = Ligatures(table).longest(glyphs);
        EXPECT_TRUE(!found || found->of <= glyphs.size());
    }
}

TEST(Ligatures, TheLongestOneIsTaken) {
    // One lookup of type 4 with one table: 5 → 5+6 = 90, 5+6+7 = 91.
    const std::vector<std::uint8_t> table{0, 1, 0, 0, 0, 0, 0, 0, 0, 10, /* list */ 0, 1, 0, 4, /* lookup */ 0, 4, 0, 0, 0, 1, 0, 8,
                                          /* table */ 0, 1, 0, 8, 0, 1, 0, 14, /* coverage */ 0, 1, 0, 1, 0, 5,
                                          /* set */ 0, 2, 0, 6, 0, 12, 0, 90, 0, 2, 0, 6, 0, 91, 0, 3, 0, 6, 0, 7};
    const Ligatures ligatures(table);
    const auto longest = [&](std::vector<std::uint16_t> glyphs) {
        const auto found = ligatures.longest(glyphs);
        return found ? std::pair<int, int>(found->glyph, static_cast<int>(found->of)) : std::pair(0, 0);
    };
    EXPECT_EQ(longest({5, 6, 7}), (std::pair{91, 3}));
    EXPECT_EQ(longest({5, 6, 8}), (std::pair{90, 2}));
    EXPECT_EQ(longest({5}), (std::pair{0, 0}));
    EXPECT_EQ(longest({6, 7}), (std::pair{0, 0}));
}

TEST(Scaling, KeepsColourWithinOpacityAndFlatGroundFlat) {
    Picture flat{8, 8, std::vector<std::uint32_t>(64, 0xFF336699)};
    for (const int side : {3, 8, 21}) {
        for (const auto pixel : scaled(flat, side, side).colour) {
            EXPECT_EQ(pixel, 0xFF336699u);
        }
    }
    Picture edge{8, 8, {}};
    for (int i = 0; i < 64; ++i) {
        edge.colour.push_back(i % 8 < 4 ? 0xFFFFFFFF : 0);
    }
    for (const auto pixel : scaled(edge, 19, 19).colour) {
        EXPECT_LE((pixel >> 16) & 255, pixel >> 24);
    }
}

}  // namespace
}  // namespace anju::paint
