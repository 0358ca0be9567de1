// SPDX-License-Identifier: Apache-2.0
// anju-alarmd: the guard of the emergency key.
#include <malloc.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/stat.h>

#include <cstdio>
#include <exception>
#include <span>

#include "terminal/alarm/guard.hpp"

int main(int argc, char** argv) {
    // Small, and small again after a call: an arena a thread and a heap full of holes would cost megabytes.
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, 64 << 10);
    mallopt(M_TRIM_THRESHOLD, 64 << 10);
    const std::span<const char* const> arguments(argv + 1, static_cast<std::size_t>(argc - 1));
    const auto options = anju::alarm::parse_options(arguments);
    if (!options) {
        std::fprintf(stderr, "%s\n", options.error().c_str());
        return 1;
    }
    if (options->help) {
        std::fputs(anju::alarm::usage().c_str(), stdout);
        return 0;
    }
    if (options->version) {
        std::puts("anju-alarmd " ANJU_VERSION);
        return 0;
    }
    umask(0077);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, nullptr);  // before any thread
    signal(SIGPIPE, SIG_IGN);
    const int stop = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    const auto log = [](const std::string& what) { std::fprintf(stderr, "%s\n", what.c_str()); };
    try {
        auto voice = options->speaker == "none" ? anju::alarm::make_no_voice() : anju::alarm::make_alsa_voice(options->speaker, log);
        anju::alarm::Guard guard(*options, std::move(voice));
        guard.run(stop);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
