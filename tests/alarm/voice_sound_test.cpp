// SPDX-License-Identifier: Apache-2.0
// The voice with a loudspeaker that plays as fast as the test listens.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <thread>

#include "terminal/alarm/voice.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kSound = 2 << 20;

void write_sound(const std::filesystem::path& path) {
    std::ofstream out(path, std::ios::binary);
    const auto number = [&](std::uint32_t value, int bytes) {
        for (; bytes > 0; --bytes, value >>= 8) {
            out.put(static_cast<char>(value & 0xFF));
        }
    };
    out << "RIFF";
    number(36 + kSound, 4);
    out << "WAVEfmt ";
    number(16, 4);
    number(1, 2);
    number(1, 2);
    number(16'000, 4);
    number(32'000, 4);
    number(2, 2);
    number(16, 2);
    out << "data";
    number(kSound, 4);
    out << std::string(kSound, '\1');
}

class Loudspeaker {  // a pipe: who plays waits until somebody listens
  public:
    explicit Loudspeaker(const std::filesystem::path& path) {
        ::mkfifo(path.c_str(), 0600);
        pipe_ = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    ~Loudspeaker() { ::close(pipe_); }
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;
    // Bytes, until so many came or nothing does for so long.
    std::size_t listen(std::size_t most, std::chrono::milliseconds patience) const {
        std::size_t all = 0;
        std::string part(4096, ' ');
        for (auto last = std::chrono::steady_clock::now(); all < most && std::chrono::steady_clock::now() - last < patience;) {
            const auto count = ::read(pipe_, part.data(), part.size());
            if (count > 0) {
                all += static_cast<std::size_t>(count);
                last = std::chrono::steady_clock::now();
            } else {
                std::this_thread::sleep_for(1ms);
            }
        }
        return all;
    }

  private:
    int pipe_;
};

TEST(AlsaVoice, HushedItStopsInTheMiddleOfASentenceAndSpeaksTheNext) {
    const auto folder = std::filesystem::temp_directory_path() / ("anju-voice-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    write_sound(folder / "sound.wav");
    {
        const Loudspeaker loudspeaker(folder / "loudspeaker");
        std::string log;
        const auto voice = make_alsa_voice("file:" + (folder / "loudspeaker").string() + ",raw", [&](const std::string& line) { log += line; });
        const std::string sound = folder / "sound.wav";
        voice->say({sound, sound}, {});
        ASSERT_EQ(loudspeaker.listen(4096, 10s), 4096u) << log;
        voice->say({sound}, {});  // waits
        voice->hush();
        EXPECT_LT(loudspeaker.listen(3 * kSound, 500ms), kSound / 2);
        voice->say({sound}, {});
        EXPECT_GT(loudspeaker.listen(kSound / 2, 10s), kSound / 4);
        voice->hush();
        loudspeaker.listen(kSound, 200ms);  // what it holds would hold it
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace anju::alarm
