// SPDX-License-Identifier: Apache-2.0
// anju-tv: puts the parts together and runs the loop.
#include <malloc.h>

#include <cstdio>
#include <exception>
#include <span>

#include "terminal/app/environment.hpp"
#include "terminal/app/options.hpp"
#include "terminal/app/program.hpp"
#include "terminal/app/watcher.hpp"

int main(int argc, char** argv) {
    // An arena a thread would cost megabytes; few of our threads allocate much.
    mallopt(M_ARENA_MAX, 2);
    // A photo or a panel goes back to the system when it is not shown any more. By itself the C library raises the first of
    // these with the first large thing that is freed, and the heap then keeps the holes: 58 MB after a walk through the
    // settings, and 45 so. Pictures of a call (1.4 MB) stay below: they come thirty times a second.
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
    mallopt(M_TRIM_THRESHOLD, 2 << 20);
    anju::app::set_environment();  // before any thread
    const std::span<const char* const> arguments(argv + 1, static_cast<std::size_t>(argc - 1));
    const auto options = anju::app::parse_options(arguments);
    if (!options) {
        std::fprintf(stderr, "%s\n", options.error().c_str());
        return 1;
    }
    if (options->help) {
        std::fputs(anju::app::usage().c_str(), stdout);
        return 0;
    }
    if (options->version) {
        std::puts("anju-tv " ANJU_VERSION);
        return 0;
    }
    try {
        anju::app::catch_signals();
        return anju::app::run_program(*options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
