// SPDX-License-Identifier: Apache-2.0
// The shop window that ./run opens: its phone holds the family's page, wherever the window stands.
#include <cstdlib>
#include <fstream>

#include "tests/run/run_fixture.hpp"

namespace anju::tests {
namespace {

TEST_F(TheRun, ShowsTheFamilysPageInItsWindowOnAnyFreePort) {
    run.start(run.usual());  // with ANJU_MIRROR_PORT=0
    const auto info = run.info();
    const auto port = info.at("ports").at("mirror").get<int>();
    ASSERT_GT(port, 0);
    const auto head = folder / "head";
    const auto family = info.at("urls").at("family").get<std::string>();
    ASSERT_EQ(std::system(("curl -sS -o /dev/null -D " + head.string() + " '" + family.substr(0, family.find('#')) + "'").c_str()), 0);
    EXPECT_THAT(text_of(head), ::testing::HasSubstr("frame-ancestors http://127.0.0.1:" + std::to_string(port)));
    std::ifstream kept(run.data() / "run" / "family-url");
    std::string address, name;
    ASSERT_TRUE(std::getline(kept, address) && std::getline(kept, name));
    EXPECT_EQ(name, "小芳");
}

}  // namespace
}  // namespace anju::tests
