// SPDX-License-Identifier: Apache-2.0
// Every way into a window, on a real X server (GL by Mesa on the CPU): what stands on the display is what was
// painted, whole and in parts, in every size. The reference is a picture in memory, so that all presenters
// equal each other.
#include <SDL.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

#include "screens/paint/presenter_window.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"
#include "tests/paint/x_screen.hpp"
#include "tests/support/frames.hpp"

namespace anju::paint::testing {
namespace {

using std::chrono::milliseconds;

struct Way {
    const char* name;
    const char* driver;  // of SDL's renderer; empty: the window surface
    int height;
    int nth;  // every nth picture is looked at
};

std::string way_name(const ::testing::TestParamInfo<Way>& info) { return std::string(info.param.name) + std::to_string(info.param.height); }

struct Closer {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
using Window = std::unique_ptr<SDL_Window, Closer>;

// Painted twice: into the presenter's pixels, and into plain memory.
struct Both {
    Both(SDL_Window* shown_in, Presenter& through, int window_width, int window_height)
        : window(shown_in), presenter(through), width(window_width), height(window_height), place(letterbox(width, height)),
          memory(make_memory_presenter(width, height)) {
        const auto at = presenter.pixels();
        painted = std::make_unique<Canvas>(CanvasOptions{at.width, at.height, {}, {}, {}, samples::photo_file});
        wanted = std::make_unique<Canvas>(CanvasOptions{place.w, place.h, {}, {}, {}, samples::photo_file});
    }
    void show(const screens::Scene& scene) {
        painted->show(scene, now);
        wanted->show(scene, now);
    }
    // The share of the picture that was new.
    double paint() {
        const auto boxes = painted->paint(presenter.pixels(), now);
        if (!boxes.empty()) {
            presenter.present(boxes);
        }
        wanted->paint(memory->pixels(), now);
        double area = 0;
        for (const Box& box : boxes) {
            area += static_cast<double>(box.w) * box.h;
        }
        return area / (static_cast<double>(place.w) * place.h);
    }
    // Pixels of the display that are not what they should be: the picture, and black beside it.
    long different() const {
        const auto here = shown(window, width, height);
        if (here.empty()) {
            return -1;
        }
        const auto pixels = memory->pixels();
        long count = 0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const int px = x - place.x, py = y - place.y;
                const bool inside = px >= 0 && py >= 0 && px < place.w && py < place.h;
                const auto should = inside ? pixels.data[static_cast<std::size_t>(py) * static_cast<std::size_t>(place.w) + static_cast<std::size_t>(px)] & 0xFFFFFF : 0;
                count += here[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] != should ? 1 : 0;
            }
        }
        return count;
    }

    SDL_Window* window;
    Presenter& presenter;
    int width, height;
    Box place;
    std::unique_ptr<Presenter> memory;
    std::unique_ptr<Canvas> painted, wanted;
    Moment now{};
};

class InAWindow : public ::testing::TestWithParam<Way> {
  protected:
    static void SetUpTestSuite() {
        screen = std::make_unique<XScreen>();
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // as anju-tv has it
        ready = screen->works() && SDL_Init(SDL_INIT_VIDEO) == 0;
    }
    static void TearDownTestSuite() {
        SDL_Quit();
        screen.reset();
    }
    static Window open(int width, int height) { return Window(SDL_CreateWindow("presenter", 0, 0, width, height, SDL_WINDOW_BORDERLESS | SDL_WINDOW_RESIZABLE)); }
    // Nothing: there is no such renderer here.
    std::unique_ptr<Presenter> present_through(SDL_Window* window, const std::string& driver) {
        if (driver.empty()) {
            return make_window_presenter(window, PresenterChoice::Surface);
        }
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, driver.c_str());
        try {
            auto made = make_window_presenter(window, PresenterChoice::Texture);
            EXPECT_EQ(made->name(), driver);
            return made;
        } catch (const std::runtime_error&) {
            why = driver + ": " + SDL_GetError();
            return nullptr;
        }
    }

    static std::unique_ptr<XScreen> screen;
    static bool ready;
    std::string why;
};

std::unique_ptr<XScreen> InAWindow::screen;
bool InAWindow::ready = false;

TEST_P(InAWindow, TheDisplayShowsWhatWasPaintedWholeAndInParts) {
    const Way way = GetParam();
    if (!ready) {
        GTEST_SKIP() << "no X server (package xvfb)";
    }
    const int width = way.height * 16 / 9;
    const Window window = open(width, way.height);
    ASSERT_NE(window, nullptr) << SDL_GetError();
    const auto presenter = present_through(window.get(), way.driver);
    if (!presenter) {
        GTEST_SKIP() << "no GL here (package libgl1-mesa-dri): " << why;
    }
    Both both(window.get(), *presenter, width, way.height);
    int pictures = 0, parts = 0;
    const auto step = [&](milliseconds later) {
        both.now += later;
        const double share = both.paint();
        parts += share > 0 && share < 0.5 ? 1 : 0;
        if (pictures++ % way.nth == 0) {
            const long wrong = both.different();
            ASSERT_NE(wrong, -1) << "the display cannot be read";
            ASSERT_EQ(wrong, 0) << "picture " << pictures;
        }
    };
    auto scene = samples::home(7);
    both.show(scene);
    ASSERT_NO_FATAL_FAILURE(step(milliseconds(0)));
    for (const std::size_t item : {1U, 3U, 0U}) {  // the ring glides
        scene.focus = scene.items[item].id;
        both.show(scene);
        for (const int later : {0, 40, 70, 300}) {
            ASSERT_NO_FATAL_FAILURE(step(milliseconds(later)));
        }
    }
    scene.clock.figures = "10:08";
    both.show(scene);
    ASSERT_NO_FATAL_FAILURE(step(milliseconds(20)));
    for (const auto& other : {samples::photo(), samples::settings(model::Language::English), samples::night()}) {
        both.show(other);
        ASSERT_NO_FATAL_FAILURE(step(milliseconds(20)));
    }
    EXPECT_GT(parts, 5) << "nothing was shown in parts";
}

TEST_P(InAWindow, AnotherSizeIsFilledAndTheRestIsBlack) {
    const Way way = GetParam();
    if (!ready) {
        GTEST_SKIP() << "no X server (package xvfb)";
    }
    if (std::getenv("SDL_VIDEODRIVER") != nullptr) {
        GTEST_SKIP() << "a window without a display keeps its size";
    }
    const Window window = open(640, 360);
    const auto presenter = present_through(window.get(), way.driver);
    if (!presenter) {
        GTEST_SKIP() << "no GL here (package libgl1-mesa-dri): " << why;
    }
    const int width = way.height * 16 / 9;
    const std::pair<int, int> sizes[] = {{640, 360}, {width, way.height}, {width / 2, way.height * 3 / 4}, {800, 360}};
    for (const auto& [w, h] : sizes) {
        SDL_SetWindowSize(window.get(), w, h);
        SDL_PumpEvents();
        int is_w = 0, is_h = 0;
        SDL_GetWindowSize(window.get(), &is_w, &is_h);
        ASSERT_EQ(is_w, w);
        ASSERT_EQ(is_h, h);
        presenter->refit();
        Both both(window.get(), *presenter, w, h);
        auto scene = samples::home(5);
        both.show(scene);
        both.paint();
        EXPECT_EQ(both.different(), 0) << w << "×" << h;
        scene.focus = scene.items[2].id;
        both.show(scene);
        both.now += milliseconds(500);
        EXPECT_LT(both.paint(), 0.5);
        EXPECT_EQ(both.different(), 0) << "in parts, " << w << "×" << h;
    }
}

// Soft gradients: between two pixels of colour a GPU may take another way than the painter.
std::unique_ptr<media::Frame> soft_frame(int width, int height, media::Frame::Format format, media::Frame::Matrix matrix, int by) {
    return test::make_frame(width, height, format, matrix, 6, [=](int x, int y) {
        const auto part = [](int value) { return static_cast<std::uint8_t>(value); };
        return test::Yuv{part(30 + by + 150 * x / width), part(106 + 44 * y / height), part(200 - by - 100 * x / width)};
    });
}

TEST_P(InAWindow, DISABLED_MovingPicturesStandUnderThePictureAsThePainterHasThem) {
    using Which = screens::VideoArea::Which;
    const Way way = GetParam();
    if (!ready || way.height > 1080) {
        GTEST_SKIP() << "no X server (package xvfb), or too much of it";
    }
    const int width = way.height * 16 / 9;
    const Window window = open(width, way.height);
    const auto presenter = present_through(window.get(), way.driver);
    if (!presenter) {
        GTEST_SKIP() << "no GL here (package libgl1-mesa-dri): " << why;
    }
    EXPECT_EQ(presenter->takes_video(), *way.driver != '\0');
    const auto pixels = presenter->pixels();
    Canvas through({pixels.width, pixels.height, {}, {}, {}, {}, presenter->takes_video()}), plain({width, way.height, {}, {}, {}, {}});
    const auto memory = make_memory_presenter(width, way.height);
    auto scene = samples::settings();
    Moment now{};
    int turn = 0;
    const auto look = [&](const char* what) {
        for (Canvas* canvas : {&through, &plain}) {
            canvas->show(scene, now);
        }
        const auto boxes = through.paint(presenter->pixels(), now);
        if (presenter->takes_video()) {
            presenter->video(through.moving());
        }
        presenter->present(boxes);
        plain.paint(memory->pixels(), now);
        const auto here = shown(window.get(), width, way.height);
        ASSERT_FALSE(here.empty());
        const auto* wanted = memory->pixels().data;
        long wrong = 0;
        for (std::size_t i = 0; i < here.size(); ++i) {
            for (int shift = 0; shift < 24; shift += 8) {
                if (std::abs(static_cast<int>(here[i] >> shift & 255) - static_cast<int>(wanted[i] >> shift & 255)) > 3) {
                    ++wrong;
                    break;
                }
            }
        }
        // The soft edge of four corners is a GPU's own.
        EXPECT_LE(wrong, 200) << what << ", picture " << turn;
        now += milliseconds(33);
        ++turn;
    };
    scene.videos = {{Which::Remote, 0, 0, 1920, 1080, 0, false, false}, {Which::Self, 1384, 636, 440, 288, 24, true, false}};
    for (const auto format : {media::Frame::Format::I420, media::Frame::Format::Nv12}) {
        for (const auto matrix : {media::Frame::Matrix::Bt601, media::Frame::Matrix::Bt709}) {
            for (Canvas* canvas : {&through, &plain}) {
                canvas->video(Which::Remote, soft_frame(1280, 720, format, matrix, turn * 5));
                canvas->video(Which::Self, soft_frame(640, 360, format, matrix, 30 - turn));
            }
            ASSERT_NO_FATAL_FAILURE(look("call"));
        }
    }
    scene.notice = screens::Notice{"女儿小芳发来了照片", {}};
    ASSERT_NO_FATAL_FAILURE(look("words over it"));
    for (Canvas* canvas : {&through, &plain}) {
        canvas->video(Which::Remote, soft_frame(720, 1280, media::Frame::Format::I420, media::Frame::Matrix::Bt601, 3));
    }
    ASSERT_NO_FATAL_FAILURE(look("upright"));
    scene.videos[0].dimmed = true;
    ASSERT_NO_FATAL_FAILURE(look("still"));
    scene.videos.clear();
    ASSERT_NO_FATAL_FAILURE(look("over"));
}

INSTANTIATE_TEST_SUITE_P(Every, InAWindow,
                         ::testing::Values(Way{"surface", "", 720, 1}, Way{"surface", "", 1080, 2}, Way{"surface", "", 2160, 5},
                                           Way{"opengles2", "opengles2", 720, 1}, Way{"opengles2", "opengles2", 1080, 2},
                                           Way{"opengles2", "opengles2", 2160, 5}, Way{"opengl", "opengl", 720, 1},
                                           Way{"opengl", "opengl", 1080, 2}, Way{"opengl", "opengl", 2160, 5}),
                         way_name);

class UnderThePicture : public InAWindow {
  protected:
    static std::uint32_t blue_of(std::uint32_t pixel) { return pixel & 255; }
    static std::uint32_t red_of(std::uint32_t pixel) { return (pixel >> 16) & 255; }
};

// What presenter.hpp says of video, done by hand with SDL: planes under a picture that has a hole, an overlay over both.
TEST_P(UnderThePicture, VideoPlanesComeOutInTheRightColours) {
    if (!ready) {
        GTEST_SKIP() << "no X server (package xvfb)";
    }
    constexpr int kWidth = 640, kHeight = 360, kFrameWidth = 64, kFrameHeight = 36;
    for (const Uint32 format : {SDL_PIXELFORMAT_IYUV, SDL_PIXELFORMAT_NV12}) {
        const Window window = open(kWidth, kHeight);
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, GetParam().driver);
        SDL_Renderer* renderer = SDL_CreateRenderer(window.get(), -1, SDL_RENDERER_ACCELERATED);
        if (renderer == nullptr) {
            GTEST_SKIP() << "no GL here (package libgl1-mesa-dri): " << SDL_GetError();
        }
        SDL_SetYUVConversionMode(SDL_YUV_CONVERSION_BT601);
        SDL_Texture* video = SDL_CreateTexture(renderer, format, SDL_TEXTUREACCESS_STREAMING, kFrameWidth, kFrameHeight);
        ASSERT_NE(video, nullptr) << SDL_GetError();
        // Red in BT.601: Y 81, U 90, V 240.
        const std::vector<Uint8> y(kFrameWidth * kFrameHeight, 81), u(kFrameWidth * kFrameHeight / 4, 90), v(kFrameWidth * kFrameHeight / 4, 240);
        std::vector<Uint8> uv;
        for (std::size_t i = 0; i < u.size(); ++i) {
            uv.insert(uv.end(), {u[i], v[i]});
        }
        ASSERT_EQ(format == SDL_PIXELFORMAT_IYUV
                      ? SDL_UpdateYUVTexture(video, nullptr, y.data(), kFrameWidth, u.data(), kFrameWidth / 2, v.data(), kFrameWidth / 2)
                      : SDL_UpdateNVTexture(video, nullptr, y.data(), kFrameWidth, uv.data(), kFrameWidth),
                  0)
            << SDL_GetError();
        // The picture: blue, a hole, and in the hole half-transparent white, premultiplied.
        std::vector<std::uint32_t> pixels(kWidth * kHeight, 0xFF0000FF);
        for (int row = 90; row < 270; ++row) {
            std::fill_n(pixels.begin() + row * kWidth + 160, 320, row < 180 ? 0 : 0x80808080);
        }
        SDL_Texture* picture = SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, kWidth, kHeight);
        SDL_UpdateTexture(picture, nullptr, pixels.data(), kWidth * 4);
        ASSERT_EQ(SDL_SetTextureBlendMode(picture, SDL_ComposeCustomBlendMode(SDL_BLENDFACTOR_ONE, SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA, SDL_BLENDOPERATION_ADD,
                                                                             SDL_BLENDFACTOR_ONE, SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA, SDL_BLENDOPERATION_ADD)),
                  0)
            << SDL_GetError();
        const SDL_Rect place{160, 90, 320, 180};
        SDL_RenderClear(renderer);
        SDL_RenderCopy(renderer, video, nullptr, &place);
        SDL_RenderCopy(renderer, picture, nullptr, nullptr);
        SDL_RenderPresent(renderer);
        const auto here = shown(window.get(), kWidth, kHeight);
        ASSERT_FALSE(here.empty());
        EXPECT_EQ(here[0], 0x0000FFU);
        EXPECT_EQ(here[100 * kWidth + 159], 0x0000FFU) << "beside the hole";
        const auto hole = here[100 * kWidth + 300], mixed = here[200 * kWidth + 300];
        EXPECT_GE(red_of(hole), 252U) << std::hex << hole;
        EXPECT_LE(blue_of(hole), 3U) << std::hex << hole;
        EXPECT_GE(red_of(mixed), 252U) << std::hex << mixed;
        EXPECT_NEAR(blue_of(mixed), 128, 3) << std::hex << mixed;
        SDL_DestroyTexture(picture);
        SDL_DestroyTexture(video);
        SDL_DestroyRenderer(renderer);
    }
}

INSTANTIATE_TEST_SUITE_P(Every, UnderThePicture, ::testing::Values(Way{"opengles2", "opengles2", 360, 1}, Way{"opengl", "opengl", 360, 1}), way_name);

class WithoutAGpu : public InAWindow {};

// What automatic does on a box whose render node has no driver: GL is tried, found to be software, left.
TEST_P(WithoutAGpu, SoftwareGlIsLeftForTheSurface) {
    if (!ready || std::getenv("SDL_VIDEODRIVER") != nullptr) {
        GTEST_SKIP() << "no X server (package xvfb)";
    }
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
    const Window window = open(640, 360);
    EXPECT_EQ(make_texture_presenter(window.get(), true), nullptr);
    const auto presenter = make_surface_presenter(window.get());
    EXPECT_EQ(presenter->name(), "window surface");
    Both both(window.get(), *presenter, 640, 360);
    both.show(samples::home(3));
    both.paint();
    EXPECT_EQ(both.different(), 0);
}

INSTANTIATE_TEST_SUITE_P(Here, WithoutAGpu, ::testing::Values(Way{"surface", "", 360, 1}), way_name);

}  // namespace
}  // namespace anju::paint::testing
