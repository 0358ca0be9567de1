// SPDX-License-Identifier: Apache-2.0
// A full-screen call at 720p30 as the TV paints it, without a decoder, on $DISPLAY: what it costs and how old the picture
// is when it stands there. One JSON line. Not a test.
//   video_bench [SECONDS] [--server PID] [--as-it-is] [--texture]
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <thread>
#include <vector>

#include "media/frame_slot.hpp"
#include "screens/paint/canvas.hpp"
#include "terminal/app/stage.hpp"
#include "tests/bench/process_tree.hpp"
#include "tests/bench/screen.hpp"
#include "tests/paint/visit_scenes.hpp"

namespace {

using namespace anju;
using Clock = std::chrono::steady_clock;
using std::chrono::duration;
using Which = screens::VideoArea::Which;

constexpr int kWidth = 1280, kHeight = 720, kBits = 8, kCell = 5, kPrepared = 8;
constexpr int kCodeX = (kWidth - kBits * kCell) / 2 & ~1, kCodeY = 300;
constexpr auto kEvery = std::chrono::microseconds(33'333);

double now_ms() { return duration<double, std::milli>(Clock::now().time_since_epoch()).count(); }

// Of frames by their code: when they were handed over.
struct Shared {
    std::atomic<double> at[1 << kBits];
    std::atomic<int> handed{0};
    std::atomic<bool> ready{false};
};

struct Prepared {
    int width, height;
    std::vector<std::uint8_t> y, u, v;

    Prepared(int w, int h, int seed) : width(w), height(h) {
        for (int row = 0; row < h; ++row) {
            for (int x = 0; x < w; ++x) {
                y.push_back(static_cast<std::uint8_t>(16 + (x / 3 + row / 2 + seed * 17 + (x * row >> 9)) % 219));
                if (((x | row) & 1) == 0) {
                    u.push_back(static_cast<std::uint8_t>(90 + (x / 8 + seed * 5) % 80));
                    v.push_back(static_cast<std::uint8_t>(90 + (row / 6 + seed * 9) % 80));
                }
            }
        }
    }
    void burn(int code) {
        for (int bit = 0; bit < kBits; ++bit) {
            for (int row = 0; row < 14; ++row) {
                std::memset(y.data() + static_cast<std::ptrdiff_t>(kCodeY + row) * width + kCodeX + bit * kCell, code >> bit & 1 ? 235 : 16, kCell);
            }
        }
    }
    std::unique_ptr<media::Frame> frame() const {
        auto out = std::make_unique<media::Frame>();
        out->width = width;
        out->height = height;
        out->planes = {{{y.data(), width}, {u.data(), width / 2}, {v.data(), width / 2}}};
        return out;
    }
};

// The TV: as the program's loop does it, with pictures from here.
[[noreturn]] void show(Shared& shared, bool as_it_is, bool texture) {
    app::WindowOptions options;
    options.fullscreen = true;
    options.presenter = texture ? paint::PresenterChoice::Texture : paint::PresenterChoice::Surface;
    const auto stage = app::make_window_stage(options);
    auto& presenter = stage->presenter();
    media::FrameSlot remote([&] { stage->wake(); }), self([&] { stage->wake(); });
    std::unique_ptr<paint::Canvas> canvas;
    const auto fit = [&] {
        const auto pixels = presenter.pixels();
        canvas = std::make_unique<paint::Canvas>(paint::CanvasOptions{pixels.width, pixels.height, {}, {}, {}, {}, presenter.takes_video()});
        canvas->video_as_it_is(as_it_is);
        canvas->show(paint::samples::call(), Clock::now());
    };
    fit();
    const std::jthread camera([&](const std::stop_token& stop) {
        std::vector<Prepared> large, small;
        for (int i = 0; i < kPrepared; ++i) {
            large.emplace_back(kWidth, kHeight, i);
            small.emplace_back(640, 360, i);
        }
        auto next = Clock::now();
        for (int number = 0; !stop.stop_requested(); ++number) {
            std::this_thread::sleep_until(next += kEvery);
            const int code = number % (1 << kBits);
            auto& one = large[static_cast<std::size_t>(number % kPrepared)];
            one.burn(code);
            self.put(small[static_cast<std::size_t>(number % kPrepared)].frame());
            shared.at[code] = now_ms();
            remote.put(one.frame());
            ++shared.handed;
            shared.ready = number > 30;
        }
    });
    while (true) {
        auto frame = remote.take();
        const bool came = frame != nullptr;
        if (came) {
            canvas->video(Which::Remote, std::move(frame));
            if (auto own = self.take()) {
                canvas->video(Which::Self, std::move(own));
            }
        }
        if (came || canvas->next_frame()) {
            const auto boxes = canvas->paint(presenter.pixels(), Clock::now());
            if (presenter.takes_video()) {
                presenter.video(canvas->moving());
            }
            if (came || !boxes.empty()) {
                presenter.present(boxes);
            }
        }
        const auto woken = stage->wait(canvas->next_frame());
        if (woken.closed) {
            std::_Exit(0);
        }
        if (woken.refitted) {
            fit();
        }
    }
}

int code_on(bench::Screen& screen, int x, int y, double cell) {
    const auto pixels = screen.pixels({x, y, static_cast<int>(cell * kBits), 1});
    int code = 0;
    for (int bit = 0; bit < kBits && !pixels.empty(); ++bit) {
        code |= (pixels[static_cast<std::size_t>((bit + 0.5) * cell)] >> 8 & 255) > 128 ? 1 << bit : 0;
    }
    return code;
}

}  // namespace

int main(int count, char** words) {
    double seconds = 5;
    pid_t server = 0;
    bool as_it_is = false, texture = false;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--server" && i + 1 < count) {
            server = std::atoi(words[++i]);
        } else if (word == "--as-it-is") {
            as_it_is = true;
        } else if (word == "--texture") {
            texture = true;
        } else {
            seconds = std::atof(words[i]);
        }
    }
    void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    auto& shared = *new (memory) Shared;
    const pid_t tv = fork();
    if (tv == 0) {
        show(shared, as_it_is, texture);
    }
    const auto until = [](double when) { std::this_thread::sleep_for(duration<double, std::milli>(when - now_ms())); };
    for (const double begin = now_ms(); !shared.ready && now_ms() < begin + 20000;) {
        until(now_ms() + 50);
    }
    // Cost first, undisturbed by the looking; then the looking.
    const double cpu = bench::cpu_ms(tv), x_cpu = server > 0 ? bench::cpu_ms(server) : 0, begin = now_ms();
    until(begin + seconds * 1000);
    const double gone = now_ms() - begin, spent = bench::cpu_ms(tv) - cpu, x_spent = server > 0 ? bench::cpu_ms(server) - x_cpu : 0;
    bench::Screen screen;
    const double scale = as_it_is ? 1 : 1.5;
    const int x = as_it_is ? 320 + kCodeX : static_cast<int>(kCodeX * 1.5), y = as_it_is ? 180 + kCodeY + 7 : static_cast<int>((kCodeY + 7) * 1.5);
    std::vector<double> ages;
    int last = code_on(screen, x, y, kCell * scale);  // it stands there already: not shown now, and of no known age
    const int handed = shared.handed;
    const double from = now_ms();
    while (now_ms() < from + 3000) {
        const int code = code_on(screen, x, y, kCell * scale);
        if (code != last) {
            ages.push_back(now_ms() - shared.at[code]);
            last = code;
        }
        until(now_ms() + 1);
    }
    const double looked = (now_ms() - from) / 1000;
    const int came = shared.handed - handed;
    kill(tv, SIGTERM);
    waitpid(tv, nullptr, 0);
    std::sort(ages.begin(), ages.end());
    if (ages.size() < 10) {
        std::puts("{\"bench\": \"video\", \"error\": \"no moving picture was seen\"}");
        return 1;
    }
    std::printf("{\"bench\": \"video\", \"painter\": \"%s\", \"cpu_percent\": %.2f, \"server_percent\": %.2f, \"shown_per_second\": %.1f, \"handed_per_second\": %.1f, \"age_p50_ms\": %.1f, \"age_p95_ms\": %.1f}\n",
                texture ? "texture" : as_it_is ? "as it is" : "surface", spent / gone * 100, x_spent / gone * 100, static_cast<double>(ages.size()) / looked, came / looked, ages[ages.size() / 2],
                ages[ages.size() * 95 / 100]);
    return 0;
}
