// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/guesses.hpp"

#include <algorithm>

namespace anju::server {

void hold_guessers(Work& work, const std::vector<Guesser>& guessers) {
    for (const Guesser& guesser : guessers) {
        work.tx.run(
            "INSERT INTO guesser (id, blocked_until) VALUES ($1, 0)"
            " ON CONFLICT (id) DO UPDATE SET blocked_until = guesser.blocked_until",
            {guesser.id});
    }
}

std::optional<std::chrono::seconds> wait_of(Work& work, const std::vector<Guesser>& guessers) {
    std::optional<std::chrono::seconds> wait;
    for (const Guesser& guesser : guessers) {
        const Rows rows =
            work.tx.run("SELECT blocked_until FROM guesser WHERE id = $1", {guesser.id});
        if (!rows.empty() && rows[0].time(0) > work.now) {
            const auto left = std::chrono::ceil<std::chrono::seconds>(rows[0].time(0) - work.now);
            wait = std::max(wait.value_or(left), left);
        }
    }
    return wait;
}

void count_wrong_try(Work& work, const std::vector<Guesser>& guessers) {
    for (const Guesser& guesser : guessers) {
        work.tx.run("INSERT INTO wrong_try (guesser, at) VALUES ($1, $2)", {guesser.id, work.now});
        const Rows count =
            work.tx.run("SELECT count(*) FROM wrong_try WHERE guesser = $1 AND at > $2",
                        {guesser.id, work.now - guesser.within});
        if (!count.empty() && count[0].number(0) >= guesser.tries) {
            work.tx.run("UPDATE guesser SET blocked_until = $2 WHERE id = $1",
                        {guesser.id, work.now + guesser.wait});
        }
    }
}

}  // namespace anju::server
