// SPDX-License-Identifier: Apache-2.0
// anju-platform: reads the command line and does what it says.
#include <fmt/core.h>
#include <malloc.h>
#include <sys/resource.h>

#include <csignal>
#include <exception>

#include "platform/server/commands/commands.hpp"
#include "platform/server/images.hpp"

namespace anju::server {
namespace {

// Every open stream is a descriptor, and Debian's soft limit of 1024 is there for select() only.
void take_all_descriptors() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int run_command(const Options& options) {
    switch (options.command) {
        case Command::Serve: return serve(options);
        case Command::Init: first_administrator(options); break;
        case Command::Backup: back_up(options); break;
        case Command::Restore: restore(options); break;
        case Command::Import: return import_list(options);
        case Command::Export: export_list(options); break;
    }
    return 0;
}

int run(int count, char** words) {
    const auto read = read_options({words + 1, words + count});
    if (read.options.help) {
        fmt::print("{}", kUsage);
        return 0;
    }
    if (read.options.check) return check(read);
    if (!read.problems.empty()) {
        fmt::print(stderr, "anju-platform: {}\n", read.problems.front());
        return 1;
    }
    std::signal(SIGPIPE, SIG_IGN);
    take_all_descriptors();
    mallopt(M_ARENA_MAX, 4);  // else each of the workers keeps its own spare memory
    start_image_library(words[0]);
    try {
        return run_command(read.options);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "anju-platform: {}\n", failure.what());
        return 1;
    }
}

}  // namespace
}  // namespace anju::server

int main(int count, char** words) { return anju::server::run(count, words); }
