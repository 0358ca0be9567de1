// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <unistd.h>

#include "screens/paint/canvas.hpp"
#include "screens/paint/panel.hpp"

namespace anju::paint {
namespace {

bool premultiplied(const Sprite& sprite) {
    for (const auto pixel : sprite.colour) {
        const auto alpha = pixel >> 24;
        if (((pixel >> 16) & 255) > alpha || ((pixel >> 8) & 255) > alpha || (pixel & 255) > alpha) {
            return false;
        }
    }
    return true;
}

int pixels_of(const Sprite& sprite, std::uint32_t colour) {
    int count = 0;
    for (const auto pixel : sprite.colour) {
        count += pixel == colour ? 1 : 0;
    }
    return count;
}

Chart pressure() {
    Chart chart;
    chart.low = 60;
    chart.high = 150;
    chart.rules = {80, 100, 120, 140};
    chart.lines = {{0xFF86E3E0, 116, 138, {134, 131, 133, 129, 128, 130, 127, 128, 126}}, {0xFF9CCBFF, 72, 87, {84, 82, 83, 81, 80, 82, 79, 78, 78}}};
    return chart;
}

TEST(ChartPanel, DrawsBandLineAndPointsOntoNothing) {
    const Sprite sprite = draw_chart(pressure(), 800, 400, 1);
    EXPECT_TRUE(premultiplied(sprite));
    EXPECT_GT(pixels_of(sprite, 0xFF86E3E0), 1000);  // line and rings
    EXPECT_GT(pixels_of(sprite, 0xFF9CCBFF), 1000);
    EXPECT_GT(pixels_of(sprite, 0xFFFFFFFF), 600);   // the last points
    EXPECT_GT(pixels_of(sprite, 0), 10'000);         // and the ground shows
    EXPECT_EQ(sprite.colour, draw_chart(pressure(), 800, 400, 1).colour);
}

TEST(ChartPanel, SurvivesNothingToDraw) {
    EXPECT_TRUE(premultiplied(draw_chart({}, 100, 50, 1)));
    Chart flat;
    flat.high = flat.low;
    flat.lines = {{0xFF86E3E0, 0, 0, {1}}, {0xFF86E3E0, 0, 0, {}}};
    EXPECT_TRUE(premultiplied(draw_chart(flat, 100, 50, 1)));
}

bool has_noto() { return access("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", R_OK) == 0; }

TEST(DiagnosticsPanel, WritesChineseAndSaysWhere) {
    if (!has_noto()) {
        GTEST_SKIP() << "fonts-noto-cjk is not installed";
    }
    const Fonts fonts({}, {}, {}, FontChoice::Noto);
    const auto draw = [&](const Diagnostics& content) {
        return draw_diagnostics(content, fonts.mapped(Weight::Regular), fonts.mapped(Weight::Medium), 640, 420, 1);
    };
    Diagnostics content;
    content.rows = {{"网络", "正常"}, {"画面", "2.1 毫秒"}};
    const Sprite full = draw(content);
    EXPECT_TRUE(premultiplied(full));
    EXPECT_GT(pixels_of(full, theme::kText), 300);   // strokes of the values
    EXPECT_GT(pixels_of(full, theme::kText2), 100);  // and of their names
    EXPECT_GT(pixels_of(full, 0), 200'000);          // and the plate shows
    ASSERT_EQ(full.words.size(), 4U);
    EXPECT_EQ(full.words[3].text, "2.1 毫秒");
    for (const auto& words : full.words) {
        EXPECT_GE(words.x, kPanelPadX);
        EXPECT_LE(words.x + words.width, 640 - kPanelPadX);
        EXPECT_GE(words.y, kPanelPadY);
        EXPECT_LE(words.y + words.height, 420 - kPanelPadY);
    }
    EXPECT_EQ(full.colour, draw(content).colour);
    content.rows[0].second = "没有";
    EXPECT_NE(full.colour, draw(content).colour);
}

TEST(DiagnosticsPanel, DrawsWhatStoodAndWhatWasLost) {
    if (!has_noto()) {
        GTEST_SKIP() << "fonts-noto-cjk is not installed";
    }
    const Fonts fonts({}, {}, {}, FontChoice::Noto);
    const auto draw = [&](int minutes_before, int before, int then) {
        Diagnostics history;
        history.title = "这 60 分钟里连着";
        history.value = "98%";
        history.ends = {"1 小时前", "现在"};
        history.strong = 92;
        history.history.assign(static_cast<std::size_t>(minutes_before), before);
        history.history.resize(60, then);
        return draw_diagnostics(history, fonts.mapped(Weight::Regular), fonts.mapped(Weight::Bold), 536, 560, 1);
    };
    const Sprite all = draw(60, 100, 0);
    EXPECT_TRUE(premultiplied(all));
    const int bars = pixels_of(all, theme::kGood);
    EXPECT_GT(bars, 30'000);
    EXPECT_EQ(pixels_of(all, theme::kBad), 0);
    EXPECT_EQ(pixels_of(all, theme::kRaised.top), 0);

    const Sprite half = draw(30, 100, 0);
    EXPECT_NEAR(pixels_of(half, theme::kGood), bars / 2, bars / 50);
    const int lost = pixels_of(half, theme::kBad);
    EXPECT_GT(lost, bars / 6);
    EXPECT_LT(lost, bars * 2 / 5) << "it is narrower: nobody needs the colour";
    EXPECT_EQ(pixels_of(half, theme::kGood) + lost + pixels_of(half, theme::kRaised.top), bars);

    const Sprite each = draw(60, 50, 0);  // of each minute a half
    EXPECT_NEAR(pixels_of(each, theme::kGood), bars / 2, bars / 50);
    EXPECT_NEAR(pixels_of(each, theme::kBad), lost, bars / 25);

    const Sprite young = draw(30, -1, 100);
    EXPECT_NEAR(pixels_of(young, theme::kGood), bars / 2, bars / 50);
    EXPECT_EQ(pixels_of(young, theme::kBad), 0) << "what is not known is not red";
    EXPECT_EQ(pixels_of(young, theme::kGood) + pixels_of(young, theme::kRaised.top), bars);

    ASSERT_EQ(all.words.size(), 4U);
    EXPECT_EQ(all.words[1].text, "98%");
    EXPECT_EQ(all.words[1].size, 92);
    EXPECT_EQ(all.words[1].colour, theme::kWarm);
    EXPECT_EQ(all.words[3].text, "现在");
    EXPECT_LE(all.words[3].x + all.words[3].width, 536 - kPanelPadX + 1);
    EXPECT_GT(all.words[3].y + all.words[3].height, all.words[2].y) << "on one line";
    EXPECT_LE(all.words[3].y + all.words[3].height, 560 - kPanelPadY + 1);
}

}  // namespace
}  // namespace anju::paint
