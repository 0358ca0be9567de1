// SPDX-License-Identifier: Apache-2.0
#include "tests/paint/moving.hpp"

#include <cstring>
#include <random>
#include <vector>

#include "screens/paint/canvas.hpp"
#include "tests/paint/sample_scenes.hpp"
#include "tests/support/frames.hpp"

namespace anju::paint::testing {

namespace {

using Which = screens::VideoArea::Which;

std::unique_ptr<media::Frame> next_frame(std::mt19937& random) {
    static constexpr int kSizes[][2] = {{160, 90}, {320, 180}, {640, 360}, {128, 96}, {90, 160}, {66, 34}};
    const auto& size = kSizes[random() % 6];
    const unsigned seed = random();
    return test::make_frame(size[0], size[1], random() % 2 == 0 ? media::Frame::Format::I420 : media::Frame::Format::Nv12,
                            random() % 2 == 0 ? media::Frame::Matrix::Bt601 : media::Frame::Matrix::Bt709, static_cast<int>(random() % 20),
                            [seed](int x, int y) { return test::noise(seed, x, y); });
}

std::vector<screens::VideoArea> next_areas(std::mt19937& random) {
    const auto odd = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
    const screens::VideoArea remote =
        random() % 3 == 0 ? screens::VideoArea{Which::Remote, odd(900), odd(300), 660 + odd(20), 568 + odd(20), 32, false, random() % 4 == 0}
                          : screens::VideoArea{Which::Remote, 0, 0, 1920, 1080, 0, false, random() % 4 == 0};
    const screens::VideoArea self{Which::Self, 1300 + odd(90), 600 + odd(90), 440, 288, 24, random() % 2 == 0, false};
    switch (random() % 5) {
        case 0: return {remote};
        case 1: return {self};
        default: return {remote, self};
    }
}

}  // namespace

Count compare_moving(int events, unsigned seed, int height) {
    std::mt19937 random(seed);
    const int width = height * 16 / 9;
    const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    Canvas canvas({width, height, {}, {}, {}, {}});
    std::vector<std::uint32_t> parts(pixels, 0xFFABCDEF), whole(pixels, 0xFFABCDEF);
    const auto onto = [&](std::vector<std::uint32_t>& memory) { return Pixels{memory.data(), width, height, width * 4}; };
    auto scene = samples::settings();
    scene.videos = next_areas(random);
    Moment now{};
    Count count;
    for (int event = 0; event < events; ++event) {
        for (unsigned several = 1 + random() % 3; several > 0; --several) {
            switch (random() % 10) {
                case 0: scene.clock.figures = std::to_string(1 + random() % 12) + ":" + std::to_string(10 + random() % 50); break;
                case 1: scene.videos = next_areas(random); break;
                case 2:
                    if (scene.notice) {
                        scene.notice.reset();
                    } else {
                        scene.notice = screens::Notice{"女儿小芳发来了照片", {}};
                    }
                    break;
                case 3: scene.focus = scene.items[random() % scene.items.size()].id; break;
                case 4: canvas.acknowledge(now); break;
                case 5: canvas.video_as_it_is(random() % 2 == 0); break;
                case 6: canvas.video(Which::Self, random() % 6 == 0 ? nullptr : next_frame(random)); break;
                default: canvas.video(Which::Remote, random() % 9 == 0 ? nullptr : next_frame(random)); break;
            }
        }
        canvas.show(scene, now);
        canvas.paint(onto(parts), now);
        canvas.forget();
        canvas.paint(onto(whole), now);
        ++count.pictures;
        count.different += std::memcmp(parts.data(), whole.data(), pixels * 4) != 0 ? 1 : 0;
        now += std::chrono::milliseconds(10 + random() % 60);
    }
    return count;
}

}  // namespace anju::paint::testing
