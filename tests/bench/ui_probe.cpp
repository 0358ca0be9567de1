// SPDX-License-Identifier: Apache-2.0
// A stopwatch for a program on an X display: commands on standard input, one JSON line each on standard output.
//   spawn X Y RRGGBB TOLERANCE COMMAND…    until the pixel has that colour → {"pid", "start_ms"}
//   pss                                     → {"mb"}
//   idle SECONDS                            → {"cpu_percent", "frames"}
//   moves SECONDS PERIOD_MS KEY KEY…        keys in turn → {"cpu_percent", "frames", "moves"}
//   latency COUNT KEY X Y W H KEY X Y W H…  in turn; the area changes → {"p50", "p90", "timeouts"}, and {"p50", "p99", "max"} of the first key
//   end                                     ends the program
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/process_tree.hpp"
#include "tests/bench/screen.hpp"

namespace {

using namespace anju::bench;
using Clock = std::chrono::steady_clock;
using std::chrono::duration;
using std::chrono::milliseconds;

double ms_since(Clock::time_point start) { return duration<double, std::milli>(Clock::now() - start).count(); }

bool near(std::uint32_t a, std::uint32_t b, int tolerance) {
    for (int shift : {0, 8, 16})
        if (std::abs(int(a >> shift & 0xFF) - int(b >> shift & 0xFF)) > tolerance) return false;
    return true;
}

struct Probe {
    Screen screen;
    pid_t pid = 0;

    void spawn(std::istream& in) {
        Area area;
        std::string colour, command;
        int tolerance = 0;
        in >> area.x >> area.y >> colour >> tolerance;
        std::getline(in, command);
        const std::uint32_t wanted = std::uint32_t(std::stoul(colour, nullptr, 16));
        const auto start = Clock::now();
        pid = fork();
        if (pid == 0) {
            setpgid(0, 0);
            dup2(2, 1);
            execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
            _exit(127);
        }
        while (ms_since(start) < 30000) {
            if (near(screen.pixels(area)[0], wanted, tolerance)) {
                std::printf("{\"pid\": %d, \"start_ms\": %.1f}\n", pid, ms_since(start));
                return;
            }
            if (waitpid(pid, nullptr, WNOHANG) == pid) throw std::runtime_error("the program ended at once");
            std::this_thread::sleep_for(milliseconds(1));
        }
        throw std::runtime_error("the picture did not appear in 30 s");
    }

    void idle(std::istream& in) {
        double seconds = 0;
        in >> seconds;
        screen.frames();
        const double before = cpu_ms(pid);
        std::this_thread::sleep_for(duration<double>(seconds));
        std::printf("{\"cpu_percent\": %.4f, \"frames\": %d}\n", (cpu_ms(pid) - before) / seconds / 10, screen.frames());
    }

    void moves(std::istream& in) {
        double seconds = 0;
        int period = 0;
        in >> seconds >> period;
        std::vector<std::string> keys;
        for (std::string key; in >> key;) keys.push_back(key);
        screen.frames();
        const double before = cpu_ms(pid);
        const auto start = Clock::now();
        std::size_t count = 0;
        while (ms_since(start) < seconds * 1000) {
            screen.tap(keys[count++ % keys.size()]);
            std::this_thread::sleep_until(start + milliseconds(period) * count);
        }
        std::printf("{\"cpu_percent\": %.3f, \"frames\": %d, \"moves\": %zu}\n",
                    (cpu_ms(pid) - before) / seconds / 10, screen.frames(), count);
    }

    void latency(std::istream& in) {
        struct Move { std::string key; Area area; };
        std::size_t count = 0;
        in >> count;
        std::vector<Move> turn;
        for (Move m; in >> m.key >> m.area.x >> m.area.y >> m.area.w >> m.area.h;) turn.push_back(m);
        std::vector<double> times, first;
        int timeouts = 0;
        std::mt19937 random(7);
        for (std::size_t i = 0; i < count; ++i) {
            const auto& move = turn[i % turn.size()];
            // At rest, and not in step with any frame clock.
            std::this_thread::sleep_for(milliseconds(350 + random() % 40));
            const auto before = screen.pixels(move.area);
            const auto start = Clock::now();
            screen.tap(move.key);
            while (screen.pixels(move.area) == before && ms_since(start) < 2000) {}
            const double took = ms_since(start);
            if (took >= 2000) ++timeouts;
            else times.push_back(took);
            if (i % turn.size() == 0) first.push_back(took);
        }
        if (times.empty()) throw std::runtime_error("no key changed a pixel");
        std::sort(times.begin(), times.end());
        std::sort(first.begin(), first.end());
        std::printf("{\"p50\": %.2f, \"p90\": %.2f, \"timeouts\": %d, \"first\": {\"p50\": %.2f, \"p99\": %.2f, \"max\": %.2f}}\n", times[times.size() / 2],
                    times[times.size() * 9 / 10], timeouts, first[first.size() / 2], first[first.size() * 99 / 100], first.back());
    }

    void end() {
        if (pid == 0) return;
        const auto tree = process_tree(pid);
        kill(pid, SIGTERM);
        for (int i = 0; i < 300 && waitpid(pid, nullptr, WNOHANG) == 0; ++i) std::this_thread::sleep_for(milliseconds(10));
        for (pid_t each : tree) kill(each, SIGKILL);
        waitpid(pid, nullptr, WNOHANG);
        pid = 0;
    }
};

}  // namespace

int main() {
    try {
        Probe probe;
        std::puts("{\"ready\": true}");
        std::fflush(stdout);
        for (std::string line; std::getline(std::cin, line);) {
            std::istringstream in(line);
            std::string command;
            in >> command;
            try {
                if (command == "spawn") probe.spawn(in);
                else if (command == "pss") std::printf("{\"mb\": %.2f}\n", pss_mb(probe.pid));
                else if (command == "idle") probe.idle(in);
                else if (command == "moves") probe.moves(in);
                else if (command == "latency") probe.latency(in);
                else if (command == "end") { probe.end(); std::puts("{}"); }
                else std::printf("{\"error\": \"unknown command\"}\n");
            } catch (const std::exception& error) {
                std::printf("{\"error\": \"%s\"}\n", error.what());
            }
            std::fflush(stdout);
        }
        probe.end();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "ui_probe: %s\n", error.what());
        return 1;
    }
}
