// SPDX-License-Identifier: Apache-2.0
#include "remote-input/evdev_source.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>

namespace anju::keys {
namespace {

class Presses {
  public:
    EvdevSource::Sink sink() {
        return [this](KeyPress press, Time) {
            const std::lock_guard lock(mutex_);
            text_ += std::string(name(press.key)) + (press.repeat ? "+ " : " ");
            more_.notify_all();
        };
    }
    bool become(const std::string& wanted) {
        const bool became = soon(wanted, std::chrono::seconds(10));
        const std::lock_guard lock(mutex_);
        EXPECT_EQ(text_, wanted);
        return became;
    }
    bool soon(const std::string& wanted, std::chrono::milliseconds within) {
        std::unique_lock lock(mutex_);
        return more_.wait_for(lock, within, [&] { return text_ == wanted; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable more_;
    std::string text_;
};

bool eventually(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        ::poll(nullptr, 0, 5);
    }
    return true;
}

class Writer {
  public:
    explicit Writer(const std::string& fifo)
        : descriptor_(::open(fifo.c_str(), O_WRONLY | O_CLOEXEC)) {}
    ~Writer() { ::close(descriptor_); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    void tap(int code) const {
        key(code, 1);
        key(code, 0);
    }
    void key(int code, int value) const {
        input_event event{};
        event.type = EV_KEY;
        event.code = static_cast<std::uint16_t>(code);
        event.value = value;
        raw(&event, sizeof event);
    }
    void raw(const void* bytes, std::size_t count) const {
        EXPECT_EQ(::write(descriptor_, bytes, count), static_cast<ssize_t>(count));
    }

  private:
    int descriptor_;
};

class Source : public testing::Test {
  protected:
    Source() {
        std::string pattern = std::filesystem::temp_directory_path() / "anju-input-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
    }
    ~Source() override { std::filesystem::remove_all(folder_); }
    std::string fifo(const std::string& name = "remote") {
        const auto path = folder_ + "/" + name;
        EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
        return path;
    }
    std::string folder_;
    Presses presses_;
};

TEST_F(Source, ReadsAFifoLikeADevice) {
    const auto path = fifo();
    const EvdevSource source({path}, presses_.sink());
    const Writer remote(path);
    remote.tap(KEY_RIGHT);
    remote.tap(KEY_SELECT);
    remote.tap(KEY_EXIT);
    remote.tap(KEY_RED);
    remote.tap(KEY_NUMERIC_7);
    remote.tap(KEY_CHANNELUP);
    remote.tap(KEY_F13);
    EXPECT_TRUE(presses_.become("right ok back red 7 channel_up "));
}

TEST_F(Source, CountsABounceOnce) {
    const auto path = fifo();
    const EvdevSource source({path}, presses_.sink());
    const Writer remote(path);
    remote.tap(KEY_OK);
    remote.tap(KEY_OK);
    remote.tap(KEY_ENTER);
    remote.tap(KEY_BACK);
    EXPECT_TRUE(presses_.become("ok back "));
}

TEST_F(Source, AFifoIsNoDeviceThatSdlSees) {
    const EvdevSource source({fifo()}, presses_.sink());
    EXPECT_FALSE(source.any_device());
    EXPECT_TRUE(source.any_input());
}

TEST_F(Source, WaitsForTheNextWriterOfAFifo) {
    const auto path = fifo();
    const EvdevSource source({path}, presses_.sink());
    std::string expected;
    for (const auto& [code, word] :
         {std::pair{KEY_UP, "up "}, {KEY_DOWN, "down "}, {KEY_LEFT, "left "}}) {
        const Writer remote(path);
        remote.tap(code);
        expected += word;
    }
    EXPECT_TRUE(presses_.become(expected));
}

TEST_F(Source, BeginsAnewAfterAWriterThatBrokeOff) {
    const auto path = fifo();
    const EvdevSource source({path}, presses_.sink());
    {
        const Writer remote(path);
        remote.tap(KEY_UP);
        remote.raw("seven b", 7);
    }
    ASSERT_TRUE(presses_.become("up "));
    // The end of the first writer may not have been seen when the second begins; then the third
    // finds it.
    EXPECT_TRUE(eventually([&] {
        Writer(path).tap(KEY_DOWN);
        return presses_.soon("up down ", std::chrono::milliseconds(500));
    }));
}

TEST_F(Source, TakesAFifoThatComesLater) {
    const auto path = folder_ + "/later";
    const EvdevSource source({path}, presses_.sink());
    EXPECT_FALSE(source.any_input());
    fifo("later");
    ASSERT_TRUE(eventually([&] { return source.any_input(); }));
    Writer(path).tap(KEY_OK);
    EXPECT_TRUE(presses_.become("ok "));
}

TEST_F(Source, LosesAFifoThatGoesAndTakesTheNextOfItsName) {
    const auto path = fifo();
    const EvdevSource source({path}, presses_.sink());
    std::filesystem::remove(path);
    ASSERT_TRUE(eventually([&] { return !source.any_input(); }));
    fifo();
    ASSERT_TRUE(eventually([&] { return source.any_input(); }));
    Writer(path).tap(KEY_BACK);
    EXPECT_TRUE(presses_.become("back "));
}

TEST_F(Source, ReadsSeveralInputsAtOnce) {
    const auto one = fifo("one"), two = fifo("two");
    const EvdevSource source({one, two}, presses_.sink());
    Writer(one).tap(KEY_LEFT);
    ASSERT_TRUE(presses_.become("left "));
    Writer(two).tap(KEY_RIGHT);
    EXPECT_TRUE(presses_.become("left right "));
}

TEST_F(Source, RefusesWhatIsNeitherDeviceNorFifo) {
    std::ofstream(folder_ + "/file") << "no events";
    const EvdevSource source({folder_ + "/file", folder_, "/dev/null", folder_ + "/none/there"},
                             presses_.sink());
    EXPECT_FALSE(source.any_input());
}

TEST_F(Source, WithoutAnyInputEndsAtOnce) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 200; ++i) {
        const EvdevSource source({}, presses_.sink());
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

// The alarm guard reads the same device. A grab would take its keys away, and no test device is at
// hand to feel it.
TEST(Sources, NeverGrabADevice) {
    for (const auto& entry : std::filesystem::directory_iterator(ANJU_SOURCE_DIR "/remote-input")) {
        if (!entry.is_regular_file()) {
            continue;
        }
        std::ifstream file(entry.path());
        std::stringstream text;
        text << file.rdbuf();
        EXPECT_EQ(text.str().find("EVIOCGRAB"), std::string::npos) << entry.path();
        EXPECT_EQ(text.str().find("libevdev_grab"), std::string::npos) << entry.path();
    }
}

}  // namespace
}  // namespace anju::keys
