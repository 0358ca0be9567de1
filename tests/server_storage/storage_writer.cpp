// SPDX-License-Identifier: Apache-2.0
// storage_writer DATABASE MEMBER HOUSEHOLD PREFIX: posts from four threads without end, each
// message its own text and key, and prints a text once it is acknowledged. Made to be killed.
#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "platform/server/open_repository.hpp"

using namespace anju;

int main(int, char** argv) {
    const server::Time now{std::chrono::milliseconds{1'795'570'860'000}};
    server::StorageOptions options;
    options.password_operations = 1;
    options.password_memory = 8192;
    const auto repository = server::open_repository(argv[1], options, now);
    if (!repository) {
        std::fprintf(stderr, "%s\n", repository.error().context.c_str());
        return 1;
    }
    const server::FamilyCaller who{argv[2], argv[3], ""};
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0;; ++i) {
                const std::string text =
                    std::string(argv[4]) + "-" + std::to_string(thread) + "-" + std::to_string(i);
                while (!(*repository)->post_message(who, {text, {}}, {text, text}, now)) {  // busy: once more, as a client does
                }
                const std::string line = text + "\n";  // short: the pipe takes it whole
                if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) {
                    std::_Exit(1);
                }
            }
        });
    }
}
