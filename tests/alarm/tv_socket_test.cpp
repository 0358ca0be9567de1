// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/tv_socket.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>

namespace anju::alarm {
namespace {

// A program at the other end that does as the test says.
class Peer {
  public:
    explicit Peer(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, path.size());
        connected = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Peer() { ::close(socket_); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    void say(std::string_view bytes) const { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    std::string hears() const {
        std::string all(1 << 20, '\0');
        const auto count = ::recv(socket_, all.data(), all.size(), MSG_DONTWAIT);
        all.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return all;
    }
    bool hung_up() const {
        char one = 0;
        return ::recv(socket_, &one, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
    }
    bool connected = false;

  private:
    int socket_;
};

class TvSocketTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("anju-socket-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        path_ = (folder_ / "socket").string();
        auto made = TvSocket::listen(path_);
        ASSERT_TRUE(made) << made.error().context;
        socket_.emplace(std::move(*made));
    }
    void TearDown() override {
        socket_.reset();
        EXPECT_FALSE(std::filesystem::exists(path_));
        std::filesystem::remove_all(folder_);
    }
    std::vector<Line> work() {
        std::vector<Line> lines;
        socket_->work([&](const Line& line) { lines.push_back(line); });
        return lines;
    }

    std::filesystem::path folder_;
    std::string path_;
    std::optional<TvSocket> socket_;
};

TEST_F(TvSocketTest, ATvHearsTheNewestWhenItComesAndAtEachChange) {
    socket_->tell("first\n");
    socket_->tell("second\n");
    const Peer tv(path_);
    work();
    EXPECT_EQ(tv.hears(), "second\n");
    socket_->tell("third\n");
    EXPECT_EQ(tv.hears(), "third\n");
}

TEST_F(TvSocketTest, LinesComeInPartsAndTogether) {
    const Peer tv(path_);
    tv.say(R"({"back":{}})");
    EXPECT_TRUE(work().empty());
    tv.say("\n{\"press\":{\"source\":\"sos\"}}\n{\"shown\":{\"version\":1}}\n{");
    EXPECT_EQ(work().size(), 3u);
}

TEST_F(TvSocketTest, TheNewestTvCounts) {
    const Peer old(path_);
    work();
    const Peer young(path_);
    work();
    EXPECT_TRUE(old.hung_up());
    socket_->tell("now\n");
    EXPECT_EQ(young.hears(), "now\n");
    young.say("{\"back\":{}}\n");
    EXPECT_EQ(work().size(), 1u);
}

TEST_F(TvSocketTest, WhatATvSaidBeforeTheNextOneCameIsHeard) {
    const Peer old(path_);
    old.say("{\"press\":{\"source\":\"red\"}}\n");
    const Peer young(path_);
    young.say("{\"back\":{}}\n");
    const auto lines = work();
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_TRUE(std::holds_alternative<KeyTold>(lines[0]));
    EXPECT_TRUE(old.hung_up());
}

TEST_F(TvSocketTest, WhatATvSaidBeforeItDiedIsHeardAlsoWhenItCannotBeToldAnyMore) {
    {
        const Peer tv(path_);
        work();
        tv.say("{\"press\":{\"source\":\"red\"}}\n{\"press\":{\"source\":\"sos\"}}\n{\"ba");
    }
    socket_->tell("calling\n");
    int heard = 0;
    socket_->work([&](const Line& line) {
        heard += std::holds_alternative<KeyTold>(line) ? 1 : 0;
        socket_->tell("told in between\n");
    });
    EXPECT_EQ(heard, 2);
    EXPECT_FALSE(socket_->connected());
}

TEST_F(TvSocketTest, WhoeverSaysWhatNoTvSaysIsHungUpOnAndTheNextIsHeard) {
    for (const std::string& bad : {std::string("hello\n"), std::string("{}\n"), std::string(kLongestLine, 'x'), std::string(1 << 16, '['),
                                   std::string("\n"), std::string(1 << 16, '\0')}) {
        const Peer stranger(path_);
        stranger.say(bad);
        EXPECT_TRUE(work().empty());
        EXPECT_FALSE(socket_->connected());
    }
    const Peer tv(path_);
    tv.say("{\"back\":{}}\n");
    EXPECT_EQ(work().size(), 1u);
}

TEST_F(TvSocketTest, ATvThatDoesNotReadHoldsNothingUpAndThenHearsTheNewest) {
    const Peer tv(path_);
    work();
    const std::string filler(4000, 'x');
    for (int i = 0; i < 1000; ++i) {
        socket_->tell(std::to_string(i) + filler + "\n");
    }
    std::string all;
    for (std::string part; !(part = tv.hears()).empty();) {
        all += part;
        work();
    }
    EXPECT_EQ(all.back(), '\n');
    const auto last = all.rfind('\n', all.size() - 2);
    EXPECT_TRUE(std::string_view(all).substr(last + 1).starts_with("999x"));
    EXPECT_TRUE(socket_->connected());
}

TEST_F(TvSocketTest, ASecondGuardIsToldThatOneListensAndASocketOfADeadOneIsTaken) {
    const auto second = TvSocket::listen(path_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "taken");
    socket_.reset();
    const int left = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, path_.size());
    ASSERT_EQ(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(left);
    auto third = TvSocket::listen(path_);
    ASSERT_TRUE(third) << third.error().context;
    socket_.emplace(std::move(*third));
    struct stat status {};
    ASSERT_EQ(::stat(path_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0660u);
}

}  // namespace
}  // namespace anju::alarm
