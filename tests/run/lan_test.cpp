// SPDX-License-Identifier: Apache-2.0
// ./run --lan: phones of the same network join by https, with an authority of this machine's own.
#include <cstdlib>

#include "tests/run/run_fixture.hpp"

namespace anju::tests {
namespace {

namespace fs = std::filesystem;

// What curl says of an address, and the code that it ends with.
struct Asked {
    int code = 0;
    std::string answer;
};
Asked asked(const fs::path& folder, const std::string& words) {
    const auto said = folder / "asked";
    const int status = std::system(("curl -s -m 10 " + words + " >'" + said.string() + "' 2>/dev/null").c_str());
    return {WEXITSTATUS(status), text_of(said)};
}

bool in_a_network() { return std::system("ip -4 route get 192.0.2.1 >/dev/null 2>&1 || ip -o -4 addr show scope global | grep -q .") == 0; }

TEST_F(TheRun, LetsPhonesOfTheNetworkJoinByHttps) {
    if (!in_a_network()) {
        GTEST_SKIP() << "this machine has no address in a network";
    }
    constexpr int kNotTrusted = 60;
    auto words = run.usual();
    words.push_back("--lan");
    run.start(words, {{"ANJU_LAN_PORT", "0"}});
    const auto info = run.info();
    const std::string lan = info.at("urls").at("lan"), ca = info.at("ca");
    ASSERT_THAT(lan, ::testing::StartsWith("https://"));
    const auto address = lan.substr(0, lan.find("/family/"));
    const auto plain = "http" + address.substr(5);

    EXPECT_THAT(asked(folder, "--cacert '" + ca + "' " + address + "/family/").answer, ::testing::HasSubstr("<title>"));
    EXPECT_EQ(asked(folder, address + "/family/").code, kNotTrusted) << "nobody else vouches for it";
    EXPECT_THAT(asked(folder, "-H 'Accept: text/html' " + plain + "/family/").answer, ::testing::HasSubstr("<title>")) << "the two steps, before the warning";
    EXPECT_THAT(asked(folder, "-X POST " + plain + "/v1/family/session").answer, ::testing::HasSubstr("use_https")) << "nothing goes in the clear";
    EXPECT_EQ(fs::status(fs::path(ca).parent_path() / "ca-key.pem").permissions(), fs::perms::owner_read | fs::perms::owner_write);

    // Whoever has trusted it once goes on to: the next start has the same one.
    const auto before = text_of(ca);
    run.signal(SIGTERM);
    const auto end = run.end();
    EXPECT_THAT(end.told, ::testing::HasSubstr("On a phone in the same network: " + plain + lan.substr(address.size())));
    EXPECT_THAT(end.told, ::testing::HasSubstr("█")) << "the same as a code to scan";
    run.start(words, {{"ANJU_LAN_PORT", "0"}});
    run.info();
    EXPECT_EQ(text_of(ca), before);
    run.signal(SIGTERM);
    EXPECT_EQ(run.end().code, 0);
    expect_nothing_left();
}

}  // namespace
}  // namespace anju::tests
