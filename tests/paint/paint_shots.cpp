// SPDX-License-Identifier: Apache-2.0
// Paints every sample scene into PNG files, to be looked at: paint_shots FOLDER [HEIGHT [NAME-PART]]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "screens/paint/canvas.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/visit_scenes.hpp"

int main(int count, char** words) {
    using namespace anju::paint;
    if (count < 2) {
        std::fprintf(stderr, "usage: paint_shots FOLDER [HEIGHT [NAME-PART]]\n");
        return 2;
    }
    const int height = count > 2 ? std::atoi(words[2]) : 1080, width = height * 16 / 9;
    Canvas canvas({width, height, {}, {}, {}, samples::photo_file});
    std::vector<std::uint32_t> memory(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Pixels pixels{memory.data(), width, height, width * 4};
    Moment now{};
    auto every = samples::all();
    std::ranges::copy(samples::visits(), std::back_inserter(every));
    for (const auto& sample : every) {
        if (count > 3 && sample.name.find(words[3]) == std::string::npos) {
            continue;
        }
        now += std::chrono::seconds(1);
        canvas.show(sample.scene, now);
        for (const auto& area : sample.scene.videos) {
            canvas.video(area.which, samples::moving(area.which == anju::screens::VideoArea::Which::Remote ? "room" : "own_room"));
        }
        canvas.paint(pixels, now + std::chrono::seconds(1));
        if (!write_png(std::string(words[1]) + "/" + sample.name + ".png", pixels)) {
            return 1;
        }
    }
    return 0;
}
