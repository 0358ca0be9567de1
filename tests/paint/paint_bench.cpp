// SPDX-License-Identifier: Apache-2.0
// CPU milliseconds of painting alone: first picture, whole picture, a glide of the focus, memory of the process.
#include <ctime>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "screens/paint/canvas.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"

namespace {

double cpu_ms() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

int main(int count, char** words) {
    using namespace anju::paint;
    const int height = count > 1 ? std::atoi(words[1]) : 1080, width = height * 16 / 9;
    for (const char* name : {"daughter", "son", "grandchild", "park"}) {
        samples::photo_file(name);  // encoding them is not what is measured
    }
    const double start = cpu_ms();
    Canvas canvas({width, height, {}, {}, {}, samples::photo_file});
    std::vector<std::uint32_t> memory(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Pixels pixels{memory.data(), width, height, width * 4};
    auto scene = samples::home(7);
    Moment now{};
    canvas.show(scene, now);
    canvas.paint(pixels, now);
    std::printf("first picture       %7.2f ms\n", cpu_ms() - start);

    double from = cpu_ms();
    for (int i = 0; i < 20; ++i) {
        canvas.forget();
        canvas.paint(pixels, now);
    }
    std::printf("whole picture       %7.2f ms\n", (cpu_ms() - from) / 20);

    from = cpu_ms();
    int pictures = 0;
    double area = 0;
    for (int move = 0; move < 28; ++move) {  // a key every 350 ms, ten seconds
        scene.focus = scene.items[static_cast<std::size_t>(move) % scene.items.size()].id;
        canvas.show(scene, now);
        const Moment key = now;
        while (true) {
            for (const Box& box : canvas.paint(pixels, now)) {
                area += static_cast<double>(box.w) * box.h;
            }
            ++pictures;
            if (!canvas.next_frame()) {
                break;
            }
            now = *canvas.next_frame();
        }
        now = key + std::chrono::milliseconds(350);
    }
    const double spent = cpu_ms() - from;
    std::printf("a picture of glide  %7.2f ms (%d pictures, %.0f kpx each)\n", spent / pictures, pictures, area / pictures / 1000);
    std::printf("focus every 350 ms  %7.2f %% of a core\n", spent / 9800 * 100);
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string line; std::getline(rollup, line);) {
        if (line.starts_with("Pss:")) {
            std::printf("memory             %s\n", line.substr(4).c_str());
        }
    }
    return 0;
}
