// SPDX-License-Identifier: Apache-2.0
// Hundreds of clients that send or read a few bytes now and then: the others are served all the while.
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "tests/server_operations/operations.hpp"
#include "tests/support/slow.hpp"

namespace anju::tests {
namespace {

constexpr const char* kTool = "/usr/bin/slowhttptest";

ON_BOTH(SlowClients);

TEST_P(SlowClients, KeepNobodyFromBeingServed) {
    if (::access(kTool, X_OK) != 0) GTEST_SKIP() << "no slowhttptest";
    if (!test::slow() && GetParam() != Dialect::Sqlite) GTEST_SKIP() << "on one database; on both with ./test --slow";
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    const std::string url = "http://127.0.0.1:" + std::to_string(platform.port());
    const std::string seconds = test::slow() ? "30" : "2";
    // Headers that never end, bodies that never end, answers that are never taken.
    const std::vector<std::string> ways = {"-H -i 1 -t GET -u " + url + "/healthz", "-B -i 1 -s 8192 -t POST -u " + url + "/v1/family/messages",
                                           "-X -w 1 -y 2 -n 1 -z 1 -k 3 -u " + url + "/boxes/"};
    for (const std::string& way : ways) {
        Writer writer(platform.port(), home, "w" + std::to_string(&way - ways.data()) + "-");
        int ended = -1;
        {
            std::jthread attack([&] {
                const std::string line = std::string(kTool) + " -c 200 -r 200 -p 3 -l " + seconds + " " + way + " >'" + (folder() / "slow.log").string() + "' 2>&1 </dev/null";
                ended = std::system(line.c_str());
            });
            writer.wait_for(20);
            EXPECT_EQ(ask(platform.port(), "GET", "/readyz", {}).status, 200) << way;
            EXPECT_EQ(ask(platform.port(), "GET", "/v1/tv/snapshot", home.tv).status, 200) << way;
        }
        EXPECT_EQ(ended, 0) << way;
        writer.wait_for(writer.acknowledged().size() + 5);
        writer.stop();
        const auto told = Operations::told(platform.port(), home);
        EXPECT_THAT(told, testing::IsSupersetOf(writer.acknowledged()));
    }
    EXPECT_EQ(platform.stop(SIGTERM), 0) << platform.log();
}

}  // namespace
}  // namespace anju::tests
