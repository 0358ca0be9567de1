// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "tests/whole/tv_process.hpp"

namespace anju::tests {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

class TheTv : public ::testing::Test {
  protected:
    TheTv() : folder_(std::filesystem::temp_directory_path() / ("anju-start-" + std::to_string(getpid()))) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~TheTv() override { std::filesystem::remove_all(folder_); }

    TvEnd run(std::vector<std::string> more, const std::string& data = "data") {
        std::vector<std::string> all{"--platform", "http://127.0.0.1:9", "--data", folder_ / data};
        all.insert(all.end(), more.begin(), more.end());
        return run_tv(folder_, all);
    }
    static void expect_one_sentence(const TvEnd& end, const std::string& words) {
        EXPECT_EQ(end.code, 1);
        EXPECT_THAT(end.said, HasSubstr(words));
        EXPECT_EQ(std::count(end.said.begin(), end.said.end(), '\n'), 1) << end.said;
    }
    std::filesystem::path folder_;
};

TEST_F(TheTv, NeedsAPlatform) {
    expect_one_sentence(run_tv(folder_, {"--headless"}), "--platform URL");
}

TEST_F(TheTv, WithoutADisplaySaysHowToSeeIt) { expect_one_sentence(run({}), "--headless"); }

TEST_F(TheTv, SaysThatThePortIsTaken) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(socket, 1), 0);
    getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    expect_one_sentence(run({"--headless", "--mirror", std::to_string(ntohs(address.sin_port))}),
                        "is taken by another program");
    close(socket);
}

TEST_F(TheTv, SaysThatItsFolderCannotBeWritten) {
    std::ofstream(folder_ / "file") << "x";
    const auto end = run({"--headless"}, "file/data");
    EXPECT_EQ(end.code, 1);
    EXPECT_EQ(std::count(end.said.begin(), end.said.end(), '\n'), 1) << end.said;
}

TEST_F(TheTv, IsOnlyOnceOnItsFolder) {
    TvProcess first(folder_ / "first");
    first.start("http://127.0.0.1:9");
    const auto end = run({"--headless"}, "first/data");
    EXPECT_EQ(end.code, 1);
    EXPECT_EQ(std::count(end.said.begin(), end.said.end(), '\n'), 1) << end.said;
    EXPECT_TRUE(first.alive());
}

TEST_F(TheTv, SaysThatThereIsNoScript) {
    expect_one_sentence(run({"--headless", "--script", folder_ / "nothing"}), "cannot be read");
}

TEST_F(TheTv, TakesTheFontThatIsNamedAndTellsIt) {
    TvProcess tv(folder_ / "tv");
    tv.start("http://127.0.0.1:9", {"--font", "wqy"});
    EXPECT_THAT(text_of(folder_ / "tv" / "ready.json"), HasSubstr("wqy-microhei.ttc"));
    EXPECT_EQ(tv.after("wait pairing").at("screen"), "pairing");
}

TEST_F(TheTv, EndsWithCode3AndTheLineOfTheFailedStep) {
    std::ofstream(folder_ / "script") << "# first\nwait home 0.1\n";
    const auto end = run({"--headless", "--script", folder_ / "script"});
    EXPECT_EQ(end.code, 3);
    EXPECT_THAT(end.said, HasSubstr("script:2: home did not come"));
}

TEST_F(TheTv, StopsWithin2SecondsOfASignal) {
    for (const int signal : {SIGINT, SIGTERM}) {
        TvProcess tv(folder_ / ("tv" + std::to_string(signal)));
        tv.start("http://127.0.0.1:9", {"--mirror", "0"});
        const auto begin = std::chrono::steady_clock::now();
        const auto end = tv.stop(signal);
        EXPECT_EQ(end.code, 0) << end.said;
        EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
    }
}

}  // namespace
}  // namespace anju::tests
