// SPDX-License-Identifier: Apache-2.0
// The engine on a pipe (lines.hpp), for tests with a real browser and for measurements.
//   driver [--camera C] [--microphone M] [--speaker S] [--codecs H264,VP8] [--certificate FILE] [--tap on]
//   --speaker listen: it hears its own loudspeaker, and times say when clicks were played
//   connect ROUND [URLS USER CREDENTIAL] | answer ROUND SDP | candidate ROUND MLINE TEXT | open CAMERA MICROPHONE | stop | times | record ID PATH | keep ID | play ID PATH
//   figures [again] | quit     again: from now on gaps are counted anew; seen: pictures of its own camera
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "media/engine.hpp"
#include "media/gst/timecode.hpp"
#include "media/plugin_files.hpp"
#include "tests/media/clicks.hpp"
#include "tests/media/lines.hpp"

namespace {

using namespace anju;

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> found;
    std::istringstream all(text);
    for (std::string one; std::getline(all, one, by);) {
        found.push_back(one);
    }
    return found;
}

struct Tells {
    void operator()(const media::Offered& news) { put("offered", news.round, "\"sdp\":" + quoted(news.sdp)); }
    void operator()(const media::CandidateFound& news) {
        put("candidate", news.round, "\"candidate\":" + quoted(news.candidate) + ",\"mline\":" + std::to_string(news.mline));
    }
    void operator()(const media::MediaUp& news) {
        std::string words;
        for (const auto& word : news.words) {
            words += word;
        }
        put("up", news.round, "\"words\":" + quoted(words));
    }
    void operator()(const media::MediaSilent& news) { put("silent", news.round, "\"is\":true"); }
    void operator()(const media::MediaFailed& news) { put("failed", news.round, "\"why\":" + quoted(news.why)); }
    void operator()(const media::RungMoved& news) {
        put("rung", 0, "\"sends\":" + std::to_string(static_cast<int>(news.sends)) + ",\"receives\":" +
                           std::to_string(static_cast<int>(news.receives)) + ",\"speaks\":" + (news.peer_speaking ? "true" : "false"));
    }
    void operator()(const media::Devices& news) {
        put("devices", 0, "\"camera\":" + quoted(news.camera_name) + ",\"microphone\":" + quoted(news.microphone_name) +
                              ",\"speaker\":" + (news.speaker ? "true" : "false"));
    }
    void operator()(const media::LiveChanged& news) {
        put("live", 0, std::string("\"camera\":") + (news.camera ? "true" : "false") + ",\"microphone\":" + (news.microphone ? "true" : "false"));
    }
    void operator()(const media::Recorded& news) {
        put("recorded", 0, "\"id\":" + quoted(news.id) + ",\"path\":" + quoted(news.path) + ",\"ms\":" + std::to_string(news.length.count()));
    }
    void operator()(const media::RecordingFailed& news) { put("not-recorded", 0, "\"id\":" + quoted(news.id) + ",\"why\":" + quoted(news.why)); }
    void operator()(const media::ClipEnded& news) { put("clip-ended", 0, "\"id\":" + quoted(news.id) + ",\"failed\":" + (news.failed ? "true" : "false")); }
    void operator()(const media::Lacking& news) { put("lacking", 0, "\"plugins\":" + quoted(news.plugins)); }
    void operator()(const media::Noted& news) { put("noted", 0, "\"what\":" + quoted(news.what)); }

    static void put(const char* what, std::uint32_t round, const std::string& rest) {
        say(std::string("{\"news\":\"") + what + "\",\"round\":" + std::to_string(round) + "," + rest + "}");
    }
};

// What the eye and the ear miss: how long at most nothing new was shown, nothing was heard.
class Gaps {
  public:
    void picture() {
        const std::scoped_lock lock(mutex_);
        const auto now = Clock::now();
        still_ = std::max(still_, now - last_picture_);
        last_picture_ = now;
    }
    void sound(media::SoundTap::Samples samples) {
        double energy = 0;
        for (const auto one : samples) {
            energy += static_cast<double>(one) * one;
        }
        const double ms = static_cast<double>(samples.size()) / 48.0;
        const std::scoped_lock lock(mutex_);
        if (energy > 200.0 * 200.0 * static_cast<double>(samples.size())) {
            ++sounds_;
            quiet_ = 0;
        } else if (sounds_ > 0) {
            quiet_ += ms;
            all_quiet_ += ms;
            longest_quiet_ = std::max(longest_quiet_, quiet_);
        }
    }
    std::string told(bool again) {
        const std::scoped_lock lock(mutex_);
        const auto still = std::chrono::duration<double, std::milli>(std::max(still_, Clock::now() - last_picture_)).count();
        const auto text = ",\"sounds\":" + std::to_string(sounds_) + ",\"quiet\":" + std::to_string(all_quiet_) + ",\"longest_quiet\":" +
                          std::to_string(longest_quiet_) + ",\"longest_still\":" + std::to_string(still);
        if (again) {
            still_ = {};
            all_quiet_ = longest_quiet_ = quiet_ = 0;
        }
        return text;
    }

  private:
    using Clock = std::chrono::steady_clock;
    std::mutex mutex_;
    Clock::time_point last_picture_ = Clock::now();
    Clock::duration still_{};
    std::uint64_t sounds_ = 0;
    double quiet_ = 0, all_quiet_ = 0, longest_quiet_ = 0;
};

// Of the camera's own pictures: those that show something and are not the one before.
class Seen {
  public:
    void picture(const media::Frame& frame) {
        std::uint64_t sum = 14695981039346656037U;
        std::uint8_t dark = 255, bright = 0;
        for (int y = 8; y < frame.height; y += 16) {
            const auto* row = frame.planes[0].data + static_cast<std::ptrdiff_t>(y) * frame.planes[0].stride;
            for (int x = 0; x < frame.width; x += 8) {
                sum = (sum ^ row[x]) * 1099511628211U;
                dark = std::min(dark, row[x]);
                bright = std::max(bright, row[x]);
            }
        }
        if (bright - dark > 60 && sum != std::exchange(last_, sum)) {
            ++count_;
        }
    }
    std::uint64_t count() const { return count_; }

  private:
    std::uint64_t last_ = 0;
    std::atomic<std::uint64_t> count_{0};
};

template <class T>
std::string listed(const std::vector<T>& numbers) {
    std::ostringstream out;
    out.precision(15);
    out << '[';
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        out << (i > 0 ? "," : "") << numbers[i];
    }
    return out.str() + "]";
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
    media::set_plugin_environment();
    media::EngineOptions options;
    options.camera = options.microphone = "test";
    options.speaker = "none";
    Gaps gaps;
    Seen seen;
    media::SoundTap tap;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i], value = argv[i + 1];
        if (name == "--camera") {
            options.camera = value;
        } else if (name == "--microphone") {
            options.microphone = value;
        } else if (name == "--speaker") {
            options.speaker = value;
        } else if (name == "--certificate") {
            options.certificate = value;
        } else if (name == "--tap") {
            options.tap = &tap;
            options.speaker = "fakesink sync=true";
            tap.listen([&](media::SoundTap::Samples samples) { gaps.sound(samples); });
        } else if (name == "--codecs") {
            options.codecs = split(value, ',');
        }
    }
    std::optional<media::Clicks> clicks;
    if (options.speaker == "listen") {
        clicks.emplace();
        options.speaker = clicks->sink();
    }
    std::atomic<std::uint64_t> pictures{0};
    std::atomic<int> width{0}, height{0};
    // A screen that takes each picture at once.
    std::mutex wake_mutex, ages_mutex;
    std::condition_variable woken;
    bool came = false, over = false;
    std::atomic<bool> picture_told{false};
    std::vector<int> ages;  // of pictures with a time burned in, ms
    auto engine = media::make_gst_engine(options, [](media::News news) { std::visit(Tells{}, news); },
                                         [&] {
                                             const std::scoped_lock lock(wake_mutex);
                                             came = true;
                                             woken.notify_one();
                                         });
    std::thread screen([&] {
        std::unique_lock lock(wake_mutex);
        while (!over) {
            woken.wait(lock, [&] { return came || over; });
            came = false;
            lock.unlock();
            if (auto frame = engine->remote().take()) {
                ++pictures;
                gaps.picture();
                width = frame->width, height = frame->height;
                if (const auto time = gst::read_timecode(frame->planes[0].data, frame->planes[0].stride, width, height)) {
                    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
                    const std::scoped_lock own(ages_mutex);
                    ages.push_back(static_cast<int>((static_cast<std::uint64_t>(now) - *time) % gst::kTimecodeWraps));
                }
                if (!picture_told.exchange(true)) {
                    Tells::put("picture", 0, "\"width\":" + std::to_string(width));
                }
            }
            if (const auto own = engine->self().take()) {
                seen.picture(*own);
            }
            lock.lock();
        }
    });
    for (std::string line; std::getline(std::cin, line) && line != "quit";) {
        const auto words = fields(line);
        const auto round = static_cast<std::uint32_t>(std::atoi(words[1].c_str()));
        if (words[0] == "connect") {
            picture_told = false;
            std::vector<media::IceServer> ice;
            if (!words[2].empty()) {
                ice.push_back({split(words[2], ' '), words[3], words[4]});
            }
            engine->order(media::ConnectCall{"c", round, std::move(ice), false});
        } else if (words[0] == "answer") {
            engine->order(media::GiveAnswer{"c", round, words[2]});
        } else if (words[0] == "candidate") {
            engine->order(media::GiveCandidate{"c", round, words[3], std::atoi(words[2].c_str())});
        } else if (words[0] == "open") {
            engine->order(media::OpenDevices{"c", words[1] == "1", words[2] == "1"});
        } else if (words[0] == "stop") {
            engine->order(media::StopCall{"c"});
        } else if (words[0] == "times") {
            const std::scoped_lock own(ages_mutex);
            Tells::put("times", 0, "\"ages\":" + listed(std::exchange(ages, {})) + ",\"clicks\":" +
                                       listed(clicks ? clicks->heard() : std::vector<double>()));
        } else if (words[0] == "record") {
            engine->order(media::StartRecording{words[1], words[2]});
        } else if (words[0] == "keep") {
            engine->order(media::StopRecording{words[1], true});
        } else if (words[0] == "play") {
            engine->order(media::PlayClip{words[1], words[2]});
        } else if (words[0] == "figures") {
            Tells::put("figures", 0, "\"pictures\":" + std::to_string(pictures) + ",\"seen\":" + std::to_string(seen.count()) + ",\"width\":" + std::to_string(width) + ",\"height\":" +
                                         std::to_string(height) + ",\"cpu\":" + std::to_string(cpu_seconds()) + gaps.told(words[1] == "again"));
        }
    }
    {
        const std::scoped_lock lock(wake_mutex);
        over = true;
        woken.notify_one();
    }
    screen.join();
    engine.reset();
}
