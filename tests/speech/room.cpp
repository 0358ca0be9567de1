// SPDX-License-Identifier: Apache-2.0
#include "tests/speech/room.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numbers>
#include <stdexcept>

#include "media/speech/sound_device.hpp"

namespace anju::speech {
namespace {

constexpr int kLoud = 60;  // of 32767; the null sink itself is silent

}  // namespace

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        ::poll(nullptr, 0, 10);
    }
    return true;
}

Room::Room() {
    std::string pattern = std::filesystem::temp_directory_path() / "anju-room-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no folder");
    }
    folder_ = pattern;
    for (const auto* name : {"HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
        ::setenv(name, folder_.c_str(), 1);
    }
    ::setenv("PULSE_SERVER", ("unix:" + folder_ + "/pulse.sock").c_str(), 1);
}

Room::~Room() {
    speech_.reset();
    sound_.reset();
    std::error_code none;
    std::filesystem::remove_all(folder_, none);
}

void Room::start_sound() {
    const auto socket = folder_ + "/pulse.sock";
    sound_ = std::make_unique<Process>(std::vector<std::string>{
        "pulseaudio", "--daemonize=no", "-n", "--exit-idle-time=-1", "--disable-shm=yes",
        "--use-pid-file=no", "-L", "module-null-sink sink_name=room rate=48000 channels=1", "-L",
        "module-native-protocol-unix auth-anonymous=1 socket=" + socket});
    if (!eventually([&] { return answers(socket); })) {
        throw std::runtime_error("pulseaudio does not start");
    }
}

void Room::start_speech() {
    speech_ = std::make_unique<Process>(
        std::vector<std::string>{ANJU_SOURCE_DIR "/packaging/speechd/start", folder_});
    if (!eventually([&] { return answers(socket()); })) {
        throw std::runtime_error("speech-dispatcher does not start");
    }
}

Recording::Recording()
    : recorder_({"parec", "-d", "room.monitor", "--raw", "--format=s16le", "--rate=48000",
                 "--channels=1", "--latency-msec=20"},
                &output_),
      reader_([this] {
          std::array<char, 4096> buffer{};
          std::size_t kept = 0;
          for (ssize_t count = 0;
               (count = ::read(output_, buffer.data() + kept, buffer.size() - kept)) > 0;) {
              const auto bytes = kept + static_cast<std::size_t>(count);
              const std::lock_guard lock(mutex_);
              const auto old = samples_.size();
              samples_.resize(old + bytes / 2);
              std::memcpy(samples_.data() + old, buffer.data(), bytes / 2 * 2);
              kept = bytes % 2;
              buffer[0] = kept == 0 ? char{} : buffer[bytes - 1];
          }
      }) {
    if (!eventually([this] { return !copy().empty(); })) {
        throw std::runtime_error("nothing is recorded");
    }
}

Recording::~Recording() {
    recorder_.signal(15);
    reader_.join();
    ::close(output_);
}

std::vector<std::int16_t> Recording::copy() {
    const std::lock_guard lock(mutex_);
    return samples_;
}

void Recording::forget() {
    const std::lock_guard lock(mutex_);
    samples_.clear();
}

namespace {

bool is_loud(std::int16_t sample) { return std::abs(sample) > kLoud; }

}  // namespace

bool Recording::begun(std::chrono::seconds within) {
    return eventually(
        [this] {
            const auto all = copy();
            return std::any_of(all.begin(), all.end(), is_loud);
        },
        within);
}

std::optional<std::vector<std::int16_t>> Recording::heard(std::chrono::milliseconds quiet,
                                                          std::chrono::seconds within) {
    std::vector<std::int16_t> sound;
    const auto complete = [&] {
        const auto all = copy();
        const auto first = std::find_if(all.begin(), all.end(), is_loud);
        const auto last = std::find_if(all.rbegin(), all.rend(), is_loud).base();
        const bool ended = all.end() - last > kRate * quiet.count() / 1000;
        if (first == all.end() || !ended) {
            return false;
        }
        sound.assign(first, last);
        return true;
    };
    return eventually(complete, within) ? std::optional(sound) : std::nullopt;
}

double seconds(const std::vector<std::int16_t>& sound) {
    return static_cast<double>(sound.size()) / kRate;
}

double loudness(const std::vector<std::int16_t>& sound) {
    double sum = 0;
    for (const double sample : sound) {
        sum += sample * sample;
    }
    return sound.empty() ? 0 : std::sqrt(sum / static_cast<double>(sound.size()));
}

double voiced(const std::vector<std::int16_t>& sound, int samples_per_second) {
    constexpr double kWindow = 0.02, kSilence = 0.1;  // seconds; of the loudness of the whole
    const auto window = static_cast<std::size_t>(samples_per_second * kWindow);
    const double silence = loudness(sound) * kSilence;
    double sum = 0;
    for (std::size_t at = 0; at + window <= sound.size(); at += window) {
        const auto begin = sound.begin() + static_cast<std::ptrdiff_t>(at);
        sum +=
            loudness({begin, begin + static_cast<std::ptrdiff_t>(window)}) > silence ? kWindow : 0;
    }
    return sum;
}

double share(const std::vector<std::int16_t>& sound, double from_hertz, double to_hertz) {
    const auto count = static_cast<double>(sound.size());
    double total = 0, band = 0;
    for (const double sample : sound) {
        total += sample * sample;
    }
    // Both halves of the spectrum hold the same: 2 |X|^2 / N by Parseval.
    for (auto bin = std::ceil(from_hertz * count / kRate); bin <= to_hertz * count / kRate; ++bin) {
        const auto turn = std::polar(1.0, -2 * std::numbers::pi * bin / count);
        std::complex<double> sum = 0, phase = 1;
        for (const double sample : sound) {
            sum += sample * phase;
            phase *= turn;
        }
        band += 2 * std::norm(sum) / count;
    }
    return total == 0 ? 0 : band / total;
}

}  // namespace anju::speech
