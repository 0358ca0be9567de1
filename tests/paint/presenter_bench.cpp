// SPDX-License-Identifier: Apache-2.0
// Milliseconds of painting and of presenting, and CPU of the whole process, while the focus moves every 350 ms:
//     presenter_bench surface|texture HEIGHT      (SDL_RENDER_DRIVER and SDL_VIDEODRIVER choose as ever)
#include <SDL.h>

#include <ctime>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <thread>

#include "screens/paint/presenter.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"

namespace {

using namespace anju::paint;
using Clock = std::chrono::steady_clock;

double cpu_ms() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Times {
    std::vector<double> all;
    void add(Clock::time_point from) { all.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count()); }
    double at(double part) {
        std::sort(all.begin(), all.end());
        return all.empty() ? 0 : all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
    }
};

void run(SDL_Window* window, PresenterChoice choice, int height) {
    auto presenter = make_window_presenter(window, choice);
    const auto size = presenter->pixels();
    std::printf("presenter %s, %dx%d of %d\n", presenter->name().c_str(), size.width, size.height, height);
    Canvas canvas({size.width, size.height, {}, {}, {}, samples::photo_file});
    auto scene = samples::home(7);
    Times whole_paint, whole_shown, paint, shown;
    for (int i = 0; i < 20; ++i) {
        canvas.forget();
        canvas.show(scene, Clock::now());
        auto from = Clock::now();
        const auto boxes = canvas.paint(presenter->pixels(), from);
        whole_paint.add(from);
        from = Clock::now();
        presenter->present(boxes);
        whole_shown.add(from);
    }
    const double cpu = cpu_ms();
    const auto begin = Clock::now();
    for (int move = 0; move < 20; ++move) {
        const auto key = Clock::now();
        scene.focus = scene.items[static_cast<std::size_t>(move) % scene.items.size()].id;
        canvas.show(scene, key);
        while (const auto next = canvas.next_frame()) {
            std::this_thread::sleep_until(*next);
            auto from = Clock::now();
            const auto boxes = canvas.paint(presenter->pixels(), from);
            paint.add(from);
            from = Clock::now();
            presenter->present(boxes);
            shown.add(from);
            SDL_PumpEvents();
        }
        std::this_thread::sleep_until(key + std::chrono::milliseconds(350));
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::printf("whole picture   painted %6.2f ms, presented p50 %6.2f p90 %6.2f ms\n", whole_paint.at(0.5), whole_shown.at(0.5), whole_shown.at(0.9));
    std::printf("glide           painted %6.2f ms, presented p50 %6.2f p90 %6.2f ms, %zu pictures\n", paint.at(0.5), shown.at(0.5), shown.at(0.9), paint.all.size());
    std::printf("CPU while moving %5.2f %% of a core\n", (cpu_ms() - cpu) / seconds / 10);
}

}  // namespace

int main(int count, char** words) {
    const int height = count > 2 ? std::atoi(words[2]) : 1080;
    for (const char* name : {"daughter", "son", "grandchild", "park"}) {
        samples::photo_file(name);  // encoding them is not what is measured
    }
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        std::fprintf(stderr, "no display: %s\n", SDL_GetError());
        return 1;
    }
    int code = 0;
    SDL_Window* window = SDL_CreateWindow("bench", 0, 0, height * 16 / 9, height, SDL_WINDOW_BORDERLESS);
    try {
        run(window, count > 1 && std::strcmp(words[1], "texture") == 0 ? PresenterChoice::Texture : PresenterChoice::Surface, height);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s %s\n", error.what(), SDL_GetError());
        code = 1;
    }
    SDL_DestroyWindow(window);
    SDL_Quit();
    return code;
}
