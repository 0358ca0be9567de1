// SPDX-License-Identifier: Apache-2.0
// kill -9 in the middle of writing: what was acknowledged is there, once, and in order.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <sstream>

#include "platform/contract/codec.hpp"
#include "tests/server_storage/both_databases.hpp"
#include "tests/support/slow.hpp"

namespace anju::server {
namespace {

ON_BOTH_DATABASES(Killed);

// Starts the writer, reads `enough` acknowledgements, kills it, and gives all that it had said.
std::vector<std::string> acknowledged_before_kill(const std::string& database, const Street& street,
                                                  const std::string& prefix, int enough) {
    int ends[2];
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const pid_t writer = ::fork();
    if (writer == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::execl(STORAGE_WRITER, "storage_writer", database.c_str(), street.member.c_str(),
                street.household.c_str(), prefix.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[4096];
    bool killed = false;
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
        said.append(buffer, static_cast<std::size_t>(got));
        if (!killed && std::count(said.begin(), said.end(), '\n') >= enough) {
            killed = ::kill(writer, SIGKILL) == 0;
        }
    }
    ::close(ends[0]);
    ::waitpid(writer, nullptr, 0);
    EXPECT_TRUE(killed) << "the writer ended by itself";
    std::vector<std::string> texts;
    std::istringstream lines(said);
    for (std::string line; std::getline(lines, line);) {
        texts.push_back(line);
    }
    return texts;
}

// How often each text is in the database, and that the events tell the same in one order.
std::map<std::string, int> kept(Database& database, const std::string& tv) {
    std::map<std::string, int> texts;
    must(database.read([&](Transaction& tx) -> Stored<void> {
        for (const Row& row : tx.run("SELECT text FROM message ORDER BY number")) {
            ++texts[row.text(0)];
        }
        std::int64_t seq = 0;
        std::map<std::string, int> next;  // per round and thread
        for (const Row& row :
             tx.run("SELECT seq, name, data FROM event WHERE recipient = $1 ORDER BY seq", {tv})) {
            EXPECT_EQ(row.number(0), ++seq);
            const auto body = contract::decode_event(row.text(1), row.text(2));
            const auto* changed = body ? std::get_if<contract::MessageChanged>(&*body) : nullptr;
            if (changed) {
                const std::string& text = changed->message.text;
                const auto dash = text.rfind('-');
                EXPECT_EQ(std::stoi(text.substr(dash + 1)), next[text.substr(0, dash)]++) << text;
            }
        }
        return {};
    }));
    return texts;
}

TEST_P(Killed, WhileWritingLosesNothingAcknowledgedAndDoublesNothing) {
    const Street street = a_street();
    std::vector<std::string> acknowledged;
    const int kills = test::rounds(50);
    for (int round = 0; round < kills; ++round) {
        const auto more =
            acknowledged_before_kill(database(), street, std::to_string(round), 20 + 13 * round % 83);
        acknowledged.insert(acknowledged.end(), more.begin(), more.end());
    }
    open();
    for (const std::string& text : acknowledged) {  // as a client does that lost the answer
        must(repository().post_message(street.family, {text, {}}, {text, text}, now_));
    }
    const auto texts = kept(*raw(), recipient_of(street.tv));
    for (const std::string& text : acknowledged) {
        EXPECT_EQ(texts.contains(text) ? texts.at(text) : 0, 1) << text;
    }
    for (const auto& [text, times] : texts) {
        EXPECT_EQ(times, 1) << text;
    }
    EXPECT_LE(texts.size(), acknowledged.size() + static_cast<std::size_t>(kills) * 4);  // at most one a thread was on its way
}

}  // namespace
}  // namespace anju::server
