// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <unistd.h>

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

TEST(DiagnosticsPanel, WritesChineseAndAHistory) {
    const std::string font = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    if (access(font.c_str(), R_OK) != 0) {
        GTEST_SKIP() << "fonts-noto-cjk is not installed";
    }
    const Diagnostics content{"这台盒子", {{"网络", "正常"}, {"画面", "2.1 毫秒"}}, "画面用时", {1, 2, 3, 2, 4}};
    const Sprite full = draw_diagnostics(content, font, 640, 420, 1);
    EXPECT_TRUE(premultiplied(full));
    EXPECT_GT(pixels_of(full, 0xFFFFFFFF), 300);  // strokes of the values
    Diagnostics other = content;
    other.rows[0].second = "没有";
    EXPECT_NE(full.colour, draw_diagnostics(other, font, 640, 420, 1).colour);
}

}  // namespace
}  // namespace anju::paint
