// SPDX-License-Identifier: Apache-2.0
// ALSA behind the door; the only file that knows it.
#include <alsa/asoundlib.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "terminal/alarm/voice.hpp"

namespace anju::alarm {
namespace {

constexpr std::size_t kMostSound = 4 * 1024 * 1024;
constexpr unsigned kLatency = 200'000;  // µs

struct Sound {
    unsigned rate = 0;
    std::vector<std::int16_t> samples;  // one channel
};

template <class T>
T little(const std::string& bytes, std::size_t at) {
    T value{};
    if (at + sizeof value <= bytes.size()) {
        std::memcpy(&value, bytes.data() + at, sizeof value);
    }
    return value;
}

// RIFF: 16-bit PCM of one channel, which is what espeak-ng writes.
std::optional<Sound> read_sound(const std::string& file) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(file, failed);
    std::string bytes(failed ? 0 : std::min<std::size_t>(size, kMostSound), '\0');
    std::ifstream(file, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!bytes.starts_with("RIFF") || bytes.compare(8, 4, "WAVE") != 0) {
        return std::nullopt;
    }
    Sound sound;
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const auto length = little<std::uint32_t>(bytes, at + 4);
        const auto body = at + 8;
        if (bytes.compare(at, 4, "fmt ") == 0) {
            const bool plain = little<std::uint16_t>(bytes, body) == 1 && little<std::uint16_t>(bytes, body + 2) == 1 &&
                               little<std::uint16_t>(bytes, body + 14) == 16;
            sound.rate = plain ? little<std::uint32_t>(bytes, body + 4) : 0;
        } else if (bytes.compare(at, 4, "data") == 0 && sound.rate > 0) {
            const auto count = std::min<std::size_t>(length, bytes.size() - body) / 2;
            sound.samples.resize(count);
            std::memcpy(sound.samples.data(), bytes.data() + body, count * 2);
            return sound;
        }
        at = body + length + length % 2;
    }
    return std::nullopt;
}

struct Pcm {
    void operator()(snd_pcm_t* pcm) const { snd_pcm_close(pcm); }
};

void silent(const char*, int, const char*, int, const char*, ...) {}

class AlsaVoice final : public Voice {
  public:
    AlsaVoice(std::string device, std::function<void(const std::string&)> log) : device_(std::move(device)), log_(std::move(log)) {}
    ~AlsaVoice() override {
        thread_.request_stop();
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    void say(std::vector<std::string> files, Done done) override {
        std::optional<Wanted> unsaid{Wanted{std::move(files), std::move(done)}};
        {
            const std::lock_guard lock(mutex_);
            waiting_.swap(unsaid);
        }
        over(unsaid, false);
        changed_.notify_one();
        if (!thread_.joinable()) {
            thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
        }
    }

    void hush() override {
        std::optional<Wanted> unsaid;
        {
            const std::lock_guard lock(mutex_);
            waiting_.swap(unsaid);
            ++hushes_;
        }
        over(unsaid, false);
    }

  private:
    struct Wanted {
        std::vector<std::string> files;
        Done done;
    };
    static void over(const std::optional<Wanted>& wanted, bool whole) {
        if (wanted && wanted->done) {
            wanted->done(whole);
        }
    }

    void run(const std::stop_token& stop) {
        snd_lib_error_set_handler(silent);
        while (true) {
            std::optional<Wanted> wanted;
            unsigned hushes = 0;
            {
                std::unique_lock lock(mutex_);
                if (!changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) {
                    return;
                }
                wanted.swap(waiting_);
                hushes = hushes_;
            }
            const auto cut = [&] { return stop.stop_requested() || hushes_ != hushes; };
            const auto failed = play(wanted->files, cut);
            over(wanted, !failed && !cut());
            snd_config_update_free_global();  // what it read of its settings, half a megabyte
            if (failed && *failed != said_) {
                log_("the voice cannot be heard: " + *failed);
            }
            said_ = failed;
        }
    }

    template <class Over>
    std::optional<std::string> play(const std::vector<std::string>& files, const Over& over) const {
        std::unique_ptr<snd_pcm_t, Pcm> pcm;
        unsigned rate = 0;
        for (const auto& file : files) {
            if (over()) {
                break;
            }
            const auto sound = read_sound(file);
            if (!sound) {
                return file + " is missing or is no sound";
            }
            if (!pcm || rate != sound->rate) {
                pcm.reset();
                snd_pcm_t* opened = nullptr;
                if (const int error = snd_pcm_open(&opened, device_.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK); error < 0) {
                    return device_ + ": " + snd_strerror(error);
                }
                pcm.reset(opened);
                rate = sound->rate;
                snd_pcm_nonblock(opened, 0);
                const int error = snd_pcm_set_params(opened, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 1, rate, 1, kLatency);
                if (error < 0) {
                    return device_ + ": " + snd_strerror(error);
                }
            }
            for (std::size_t at = 0; at < sound->samples.size() && !over();) {
                const auto part = std::min<std::size_t>(sound->samples.size() - at, rate / 5);
                auto written = snd_pcm_writei(pcm.get(), sound->samples.data() + at, part);
                if (written < 0) {
                    written = snd_pcm_recover(pcm.get(), static_cast<int>(written), 1);
                }
                if (written < 0) {
                    return device_ + ": " + snd_strerror(static_cast<int>(written));
                }
                at += static_cast<std::size_t>(written);
            }
        }
        if (pcm && over()) {
            snd_pcm_drop(pcm.get());
        } else if (pcm) {
            snd_pcm_drain(pcm.get());
        }
        return std::nullopt;
    }

    const std::string device_;
    const std::function<void(const std::string&)> log_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Wanted> waiting_;                    // under mutex_
    std::atomic<unsigned> hushes_ = 0;
    std::optional<std::string> said_;                  // the thread's
    std::jthread thread_;
};

}  // namespace

std::unique_ptr<Voice> make_alsa_voice(std::string device, std::function<void(const std::string&)> log) {
    return std::make_unique<AlsaVoice>(std::move(device), std::move(log));
}

}  // namespace anju::alarm
