// SPDX-License-Identifier: Apache-2.0
// Programs that open a new database in the same moment.
#include <array>
#include <barrier>
#include <thread>

#include "platform/server/storage/sqlite_connection.hpp"
#include "tests/server_storage/storage_test.hpp"

namespace anju::server {
namespace {

TEST(SqliteOpen, ByManyAtOnceOfAFileThatIsNewGivesEachAConnection) {
    std::string folder = std::filesystem::temp_directory_path() / "anju-open-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    constexpr int kAtOnce = 4;
    for (int round = 0; round < 25; ++round) {
        const std::string path = folder + "/" + std::to_string(round) + ".db";
        std::barrier gate(kAtOnce);
        std::array<std::string, kAtOnce> failures;
        {
            std::vector<std::jthread> threads;
            for (std::string& failure : failures) {
                threads.emplace_back([&] {
                    gate.arrive_and_wait();
                    const auto opened = SqliteConnection::open(path, SqliteConnection::Use::Write);
                    failure = opened ? "" : opened.error().context;
                });
            }
        }
        EXPECT_THAT(failures, testing::Each(""));
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace anju::server
