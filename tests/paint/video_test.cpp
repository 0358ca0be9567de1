// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include "screens/paint/canvas.hpp"
#include "screens/paint/stretch.hpp"
#include "screens/paint/theme.hpp"
#include "screens/paint/video.hpp"
#include "tests/support/frames.hpp"

namespace anju::paint {
namespace {

using Format = media::Frame::Format;
using Matrix = media::Frame::Matrix;
using Which = screens::VideoArea::Which;
using test::make_frame;
using test::noise;
using test::plain_frame;
using test::Yuv;

// A canvas with nothing but moving pictures on it.
struct Wall {
    static constexpr int kWidth = 640, kHeight = 360;  // a third of the design
    std::vector<std::uint32_t> memory = std::vector<std::uint32_t>(kWidth * kHeight, 0xFFABCDEF);
    Pixels pixels{memory.data(), kWidth, kHeight, kWidth * 4};
    Canvas canvas;
    screens::Scene scene;

    explicit Wall(std::vector<screens::VideoArea> areas, bool holes = false) : canvas({kWidth, kHeight, {}, {}, {}, {}, holes}) {
        scene.form = screens::Form::Night;  // no words, no plate
        scene.videos = std::move(areas);
        canvas.show(scene, {});
    }
    std::vector<Box> paint() { return canvas.paint(pixels, {}); }
    std::uint32_t at(int x, int y) const { return memory[static_cast<std::size_t>(y * kWidth + x)]; }
};

void near(std::uint32_t got, std::uint32_t wanted, int by) {
    for (int shift = 0; shift < 24; shift += 8) {
        EXPECT_NEAR(static_cast<int>(got >> shift & 255), static_cast<int>(wanted >> shift & 255), by) << std::hex << got << " for " << wanted;
    }
}

screens::VideoArea whole(Which which = Which::Remote) { return {which, 0, 0, 1920, 1080, 0, false, false}; }

TEST(VideoFit, WideFillsAWideScreenFromEdgeToEdge) {
    const Fit at = fit({0, 0, 1920, 1080}, 1280, 720, false);
    EXPECT_EQ(at.box, (Box{0, 0, 1920, 1080}));
    EXPECT_EQ(at.w, 1280);
    EXPECT_EQ(at.h, 720);
}

TEST(VideoFit, OldScreensFourByThreeFillsAndLosesLessOfTheHead) {
    const Fit at = fit({0, 0, 1920, 1080}, 640, 480, false);
    EXPECT_EQ(at.box, (Box{0, 0, 1920, 1080}));
    EXPECT_NEAR(at.h, 360, 0.01);
    EXPECT_NEAR(at.y, 40, 0.01);  // a third of what goes is above
    EXPECT_EQ(at.w, 640);
}

TEST(VideoFit, APhoneHeldUprightStandsWholeInTheMiddle) {
    const Fit at = fit({0, 0, 1920, 1080}, 720, 1280, false);
    EXPECT_EQ(at.box.h, 1080);
    EXPECT_NEAR(at.box.w, 608, 1);
    EXPECT_NEAR(at.box.x, 656, 1);
    EXPECT_EQ(at.w, 720);
    EXPECT_EQ(at.h, 1280);
}

TEST(VideoFit, IsNeverStretched) {
    std::mt19937 random(3);
    for (int i = 0; i < 2000; ++i) {
        const auto side = [&] { return static_cast<int>(64 + random() % 1900); };
        const Box area{static_cast<int>(random() % 100), static_cast<int>(random() % 100), side(), side()};
        const int w = side(), h = side();
        const Fit at = fit(area, w, h, false);
        const double ratio = at.w / at.box.w;  // but for the whole pixels of the box
        EXPECT_NEAR(ratio, at.h / at.box.h, ratio * 1.2 / std::min(at.box.w, at.box.h)) << w << "x" << h;
        EXPECT_GE(at.box.x, area.x);
        EXPECT_GE(at.box.y, area.y);
        EXPECT_LE(at.box.x + at.box.w, area.x + area.w);
        EXPECT_LE(at.box.y + at.box.h, area.y + area.h);
        EXPECT_GE(at.x, 0);
        EXPECT_LE(at.x + at.w, w + 1e-6);
        EXPECT_LE(at.y + at.h, h + 1e-6);
        EXPECT_TRUE(at.box.w == area.w || at.box.h == area.h);
    }
}

TEST(VideoFit, AsItIsStandsInTheMiddlePixelForPixel) {
    EXPECT_EQ(fit({0, 0, 1920, 1080}, 1280, 720, true).box, (Box{320, 180, 1280, 720}));
    EXPECT_EQ(fit({0, 0, 640, 360}, 1280, 720, true).box, (Box{0, 0, 640, 360})) << "no room: it is scaled after all";
}

TEST(Stretch, GivesTheSameWithAndWithoutTheProcessorsOwnInstructions) {
    std::mt19937 random(5);
    for (int i = 0; i < 400; ++i) {
        const int source = 16 + static_cast<int>(random() % 1300), width = std::max(2, static_cast<int>(source / (0.3 + random() % 150 / 100.0)));
        const double from = random() % 2 == 0 ? 0 : random() % 100 / 100.0 * source / 4;
        const double span = std::min<double>(source - from, width * Stretch::kMostRatio);
        std::vector<std::uint8_t> row(static_cast<std::size_t>(source + Stretch::kBehind));
        for (auto& byte : row) {
            byte = static_cast<std::uint8_t>(random());
        }
        const Stretch stretch(source, from, span, width, random() % 2 == 0);
        std::vector<std::uint8_t> quick(static_cast<std::size_t>(width + 32), 1), slow(static_cast<std::size_t>(width + 32), 1);
        stretch(row.data(), quick.data());
        stretch.slowly(row.data(), slow.data());
        ASSERT_EQ(quick, slow) << source << " to " << width;
    }
}

TEST(Stretch, LiesBetweenTheTwoNeighboursAsExactArithmeticHasIt) {
    std::mt19937 random(6);
    for (const auto& [source, width] : {std::pair{1280, 1920}, {640, 440}, {352, 608}, {100, 101}, {720, 400}}) {
        std::vector<std::uint8_t> row(static_cast<std::size_t>(source + Stretch::kBehind));
        for (auto& byte : row) {
            byte = static_cast<std::uint8_t>(random());
        }
        for (const bool mirrored : {false, true}) {
            std::vector<std::uint8_t> made(static_cast<std::size_t>(width + 16));
            Stretch(source, 0, source, width, mirrored)(row.data(), made.data());
            for (int x = 0; x < width; ++x) {
                const int place = mirrored ? width - 1 - x : x;
                const double exact = std::clamp((place + 0.5) * source / width - 0.5, 0.0, source - 1.0);
                const auto left = static_cast<std::size_t>(exact);
                const double share = exact - static_cast<double>(left), right = row[std::min<std::size_t>(left + 1, static_cast<std::size_t>(source) - 1)];
                ASSERT_NEAR(made[static_cast<std::size_t>(x)], row[left] * (1 - share) + right * share, 2.6) << source << " to " << width << " at " << x;
            }
        }
    }
}

TEST(Stretch, OfTheSameSizeIsTheRowItself) {
    EXPECT_EQ(Stretch(640, 0, 640, 640, false).plain(), 0);
    EXPECT_EQ(Stretch(640, 8, 600, 600, false).plain(), 8);
    EXPECT_LT(Stretch(640, 0, 640, 640, true).plain(), 0);
}

// Studio range: 16 is black, 235 white; the matrix says what green is made of.
TEST(VideoColours, AreThoseOfTheFrame) {
    struct Known {
        Yuv from;
        Matrix matrix;
        std::uint32_t to;
    };
    for (const Known& known : {Known{{16, 128, 128}, Matrix::Bt601, 0x000000}, {{235, 128, 128}, Matrix::Bt601, 0xFFFFFF}, {{126, 128, 128}, Matrix::Bt709, 0x808080},
                               {{81, 90, 240}, Matrix::Bt601, 0xFF0000}, {{145, 54, 34}, Matrix::Bt601, 0x00FF00}, {{41, 240, 110}, Matrix::Bt601, 0x0000FF},
                               {{63, 102, 240}, Matrix::Bt709, 0xFF0000}, {{173, 42, 26}, Matrix::Bt709, 0x00FF00}, {{32, 240, 118}, Matrix::Bt709, 0x0000FF}}) {
        for (const Format format : {Format::I420, Format::Nv12}) {
            Wall wall({whole()});
            wall.canvas.video(Which::Remote, make_frame(128, 72, format, known.matrix, 5, [&](int, int) { return known.from; }));
            wall.paint();
            // libyuv has BT.709's 2.112 for blue as 2.0 on x86: 12 at the very end of the scale, 2 in a face.
            const int by = known.matrix == Matrix::Bt709 ? 13 : 4;
            near(wall.at(320, 180), known.to, by);
            near(wall.at(0, 0), known.to, by);
            near(wall.at(639, 359), known.to, by);
        }
    }
}

TEST(VideoPlanes, OfBothKindsAndWithAnyPaddingGiveTheSamePixels) {
    const auto made = [](Format format, int pad, int width, int height) {
        Wall wall({whole(), {Which::Self, 1301, 661, 441, 289, 24, true, false}});
        for (const Which which : Videos::kAll) {
            wall.canvas.video(which, make_frame(width, height, format, Matrix::Bt709, pad, [](int x, int y) { return noise(1, x, y); }));
        }
        wall.paint();
        return wall.memory;
    };
    for (const auto& [width, height] : {std::pair{160, 90}, {640, 360}, {1280, 720}, {320, 240}, {180, 320}, {2, 2}, {66, 130}}) {
        const auto first = made(Format::I420, 0, width, height);
        EXPECT_EQ(first, made(Format::I420, 13, width, height)) << width;
        // Halving goes another way for interleaved colour; its rounding may differ by one.
        const auto other = made(Format::Nv12, 7, width, height);
        for (std::size_t i = 0; i < first.size(); ++i) {
            for (int shift = 0; shift < 24; shift += 8) {
                ASSERT_NEAR(static_cast<int>(first[i] >> shift & 255), static_cast<int>(other[i] >> shift & 255), 4) << width << " at " << i;
            }
        }
    }
}

TEST(VideoArea, ShowsAMirrorsPictureTheOtherWayRound) {
    const auto half = [](int x, int) { return x < 80 ? Yuv{235, 128, 128} : Yuv{16, 128, 128}; };
    for (const bool mirrored : {false, true}) {
        Wall wall({{Which::Self, 0, 0, 1920, 1080, 0, mirrored, false}});
        wall.canvas.video(Which::Self, make_frame(160, 90, Format::I420, Matrix::Bt601, 0, half));
        wall.paint();
        near(wall.at(100, 180), mirrored ? 0x000000 : 0xFFFFFF, 1);
        near(wall.at(540, 180), mirrored ? 0xFFFFFF : 0x000000, 1);
    }
}

TEST(VideoArea, AnUprightPictureHasCalmGroundBesideIt) {
    Wall empty({whole()}), wall({whole()});
    empty.paint();
    wall.canvas.video(Which::Remote, plain_frame(180, 320, {235, 128, 128}));
    wall.paint();
    near(wall.at(320, 180), 0xFFFFFF, 1);
    EXPECT_EQ(wall.at(20, 300), empty.at(20, 300));
    EXPECT_EQ(wall.at(620, 300), empty.at(620, 300));
}

TEST(VideoArea, HasRoundCornersOverAnotherPicture) {
    Wall wall({whole(), {Which::Self, 960, 540, 600, 360, 60, false, false}});
    wall.canvas.video(Which::Remote, plain_frame(64, 36, {235, 128, 128}));
    wall.canvas.video(Which::Self, plain_frame(64, 36, {16, 128, 128}));
    wall.paint();
    near(wall.at(321, 181), 0xFFFFFF, 1);  // the corner is not its own
    near(wall.at(340, 181), 0x000000, 1);
    near(wall.at(321, 200), 0x000000, 1);
    const auto edge = wall.at(326, 185);
    EXPECT_GT(edge & 255, 0U) << "no soft edge";
    EXPECT_LT(edge & 255, 255U);
}

TEST(VideoArea, UnderAVeilWhereItStandsStill) {
    auto area = whole();
    area.dimmed = true;
    Wall wall({area});
    wall.canvas.video(Which::Remote, plain_frame(64, 36, {235, 128, 128}));
    wall.paint();
    // 36 per cent of the veil's colour, 64 of white
    near(wall.at(320, 300), 0xA5A8AB, 2);
}

TEST(VideoFrames, NewOnesRepaintTheirAreaAndNothingElse) {
    Wall wall({{Which::Remote, 300, 300, 600, 300, 0, false, false}});
    wall.paint();
    EXPECT_TRUE(wall.paint().empty());
    wall.canvas.video(Which::Remote, plain_frame(64, 36, {100, 128, 128}));
    ASSERT_EQ(wall.paint().size(), 1U);
    wall.canvas.video(Which::Remote, plain_frame(64, 36, {101, 128, 128}));
    EXPECT_EQ(wall.paint(), (std::vector<Box>{{100, 100, 200, 100}}));
    EXPECT_TRUE(wall.paint().empty()) << "it is painted once";
}

TEST(VideoFrames, AreLetGoWhenNoAreaShowsThem) {
    static int alive = 0;
    Wall wall({whole()});
    auto frame = plain_frame(64, 36, {100, 128, 128});
    ++alive;
    const auto memory = std::move(frame->owner);
    frame->owner = {&alive, [](void*) { --alive; }};
    wall.canvas.video(Which::Remote, std::move(frame));
    wall.paint();
    EXPECT_EQ(alive, 1);
    wall.scene.videos.clear();
    wall.canvas.show(wall.scene, {});
    EXPECT_EQ(alive, 0);
    wall.paint();
    EXPECT_TRUE(wall.canvas.moving().empty());
}

TEST(VideoFrames, ThatAreNoneAreNotShown) {
    Wall wall({whole()});
    wall.canvas.video(Which::Remote, std::make_unique<media::Frame>());
    wall.paint();
    EXPECT_TRUE(wall.canvas.moving().empty());
    wall.canvas.video(Which::Remote, nullptr);
    wall.paint();
}

// What a presenter composes from the holes and the frames is what the painter would have painted.
TEST(VideoHoles, WithThePictureBelowTheyAreThePaintedOne) {
    const std::vector<screens::VideoArea> areas{{Which::Remote, 0, 0, 1920, 1080, 0, false, true}, {Which::Self, 1302, 660, 441, 288, 24, false, false}};
    Wall painted(areas), holes(areas, true);
    for (Wall* wall : {&painted, &holes}) {
        wall->canvas.video(Which::Remote, plain_frame(64, 36, {180, 100, 140}));
        wall->canvas.video(Which::Self, plain_frame(64, 36, {60, 140, 110}));
        wall->paint();
    }
    ASSERT_EQ(holes.canvas.moving().size(), 2U);
    Wall remote({whole()}), self({whole(Which::Self)});
    remote.canvas.video(Which::Remote, plain_frame(64, 36, {180, 100, 140}));
    self.canvas.video(Which::Self, plain_frame(64, 36, {60, 140, 110}));
    remote.paint();
    self.paint();
    const Box at = holes.canvas.moving()[1].box;
    int wrong = 0;
    for (int y = 0; y < Wall::kHeight; ++y) {
        for (int x = 0; x < Wall::kWidth; ++x) {
            const bool inside = x >= at.x && y >= at.y && x < at.x + at.w && y < at.y + at.h;
            const bool corner = inside && std::min(x - at.x, at.x + at.w - 1 - x) < 8 && std::min(y - at.y, at.y + at.h - 1 - y) < 8;
            const std::uint32_t below = inside ? self.at(x, y) : remote.at(x, y), over = holes.at(x, y), wanted = painted.at(x, y);
            for (int shift = 0; shift < 24 && !corner; shift += 8) {
                const int made = static_cast<int>(over >> shift & 255) + static_cast<int>(below >> shift & 255) * static_cast<int>(255 - (over >> 24)) / 255;
                wrong += std::abs(made - static_cast<int>(wanted >> shift & 255)) > 3 ? 1 : 0;
            }
        }
    }
    EXPECT_EQ(wrong, 0);
}

TEST(VideoHoles, StayAsTheyAreWhenAnotherFrameComes) {
    Wall wall({whole()}, true);
    wall.canvas.video(Which::Remote, plain_frame(64, 36, {180, 100, 140}));
    wall.paint();
    const auto before = wall.canvas.moving()[0].revision;
    wall.canvas.video(Which::Remote, plain_frame(64, 36, {90, 100, 140}));
    EXPECT_TRUE(wall.paint().empty());
    EXPECT_NE(wall.canvas.moving()[0].revision, before);
}

}  // namespace
}  // namespace anju::paint
