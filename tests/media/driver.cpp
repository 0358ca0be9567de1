// SPDX-License-Identifier: Apache-2.0
// The engine on a pipe, for tests with a real browser and for measurements: orders come as lines of fields with a tab between
// (line ends inside a field are \n), news go out as JSON lines.
//   driver [--camera C] [--microphone M] [--speaker S] [--codecs H264,VP8] [--certificate FILE]
//   connect ROUND | answer ROUND SDP | candidate ROUND MLINE TEXT | open CAMERA MICROPHONE | stop | record ID PATH | keep ID | play ID PATH
//   figures | quit
#include <sys/resource.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "media/engine.hpp"
#include "media/gst/timecode.hpp"

namespace {

using namespace anju;

std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> found{""};
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\t') {
            found.emplace_back();
        } else if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == 'n') {
            found.back() += '\n';
            ++i;
        } else {
            found.back() += line[i];
        }
    }
    found.resize(5);
    return found;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out + '"';
}

std::mutex output;
void say(const std::string& text) {
    const std::scoped_lock lock(output);
    std::cout << text << std::endl;
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

    static void put(const char* what, std::uint32_t round, const std::string& rest) {
        say(std::string("{\"news\":\"") + what + "\",\"round\":" + std::to_string(round) + "," + rest + "}");
    }
};

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
    setenv("GST_REGISTRY_DISABLE", "yes", 0);
    media::EngineOptions options;
    options.camera = options.microphone = "test";
    options.speaker = "none";
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
        } else if (name == "--codecs") {
            options.codecs.clear();
            std::istringstream names(value);
            for (std::string one; std::getline(names, one, ',');) {
                options.codecs.push_back(one);
            }
        }
    }
    std::atomic<media::CallEngine*> shown{nullptr};
    std::atomic<std::uint64_t> pictures{0};
    std::atomic<int> width{0}, height{0};
    // A screen that takes each picture at once.
    std::mutex wake_mutex;
    std::condition_variable woken;
    bool came = false, over = false;
    std::atomic<bool> picture_told{false};
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
                width = frame->width, height = frame->height;
                if (!picture_told.exchange(true)) {
                    Tells::put("picture", 0, "\"width\":" + std::to_string(width));
                }
            }
            engine->self().take();
            lock.lock();
        }
    });
    for (std::string line; std::getline(std::cin, line) && line != "quit";) {
        const auto words = fields(line);
        const auto round = static_cast<std::uint32_t>(std::atoi(words[1].c_str()));
        if (words[0] == "connect") {
            engine->order(media::ConnectCall{"c", round, {}, false});
        } else if (words[0] == "answer") {
            engine->order(media::GiveAnswer{"c", round, words[2]});
        } else if (words[0] == "candidate") {
            engine->order(media::GiveCandidate{"c", round, words[3], std::atoi(words[2].c_str())});
        } else if (words[0] == "open") {
            engine->order(media::OpenDevices{"c", words[1] == "1", words[2] == "1"});
        } else if (words[0] == "stop") {
            engine->order(media::StopCall{"c"});
        } else if (words[0] == "record") {
            engine->order(media::StartRecording{words[1], words[2]});
        } else if (words[0] == "keep") {
            engine->order(media::StopRecording{words[1], true});
        } else if (words[0] == "play") {
            engine->order(media::PlayClip{words[1], words[2]});
        } else if (words[0] == "figures") {
            Tells::put("figures", 0, "\"pictures\":" + std::to_string(pictures) + ",\"width\":" + std::to_string(width) + ",\"height\":" +
                                         std::to_string(height) + ",\"cpu\":" + std::to_string(cpu_seconds()));
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
