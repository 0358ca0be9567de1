// SPDX-License-Identifier: Apache-2.0
// Counting wrong tries of whoever guesses; whoever guessed too often waits.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/server/storage/work.hpp"

namespace anju::server {

struct Guesser {
    std::string id;
    int tries;                    // so many wrong ones …
    std::chrono::minutes within;  // … in this time
    std::chrono::minutes wait{15};
};

// Until the end of the transaction nobody else is judged by their tries: what comes at the same moment
// waits here, and then sees all that was counted before it.
void hold_guessers(Work& work, const std::vector<Guesser>& guessers);
// How long until one of them may try again; nothing: now.
std::optional<std::chrono::seconds> wait_of(Work& work, const std::vector<Guesser>& guessers);
void count_wrong_try(Work& work, const std::vector<Guesser>& guessers);

}  // namespace anju::server
