// SPDX-License-Identifier: Apache-2.0
#include "tests/whole/tv_process.hpp"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "tests/whole/child.hpp"

namespace anju::tests {
namespace {

namespace fs = std::filesystem;

pid_t spawn(const fs::path& folder, const std::vector<std::string>& arguments) {
    return Child::spawn("anju-tv", folder / "tv.log", arguments);
}

}  // namespace

TvEnd run_tv(const fs::path& folder, const std::vector<std::string>& arguments) {
    fs::create_directories(folder);
    Child tv(spawn(folder, arguments));
    const int code = tv.end();
    return {code, text_of(folder / "tv.log")};
}

TvProcess::TvProcess(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    mkfifo((folder_ / "script").c_str(), 0600);
    mkfifo((folder_ / "remote").c_str(), 0600);
}

void TvProcess::start(const std::string& platform, const std::vector<std::string>& more) {
    const auto ready = folder_ / "ready.json";
    fs::remove(ready);
    std::vector<std::string> arguments{
        "--headless", "--platform", platform, "--data", data(), "--ready", ready, "--script",
        folder_ / "script", "--input", folder_ / "remote", "--size", "1280x720",
        "--speechd", folder_ / "no-speech"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    tv_ = Child(spawn(folder_, arguments));
    if (!eventually([&] { return fs::exists(ready) || !alive(); }) || !alive()) {
        throw std::runtime_error("the TV did not start: " + text_of(folder_ / "tv.log"));
    }
}

TvEnd TvProcess::stop(int signal) {
    tv_.signal(signal);
    const int code = tv_.end();
    return {code, text_of(folder_ / "tv.log")};
}

void TvProcess::script(const std::string& lines) {
    const int fifo = open((folder_ / "script").c_str(), O_RDWR | O_CLOEXEC);
    const auto text = lines + "\n";
    const auto count = write(fifo, text.data(), text.size());
    close(fifo);
    if (count != static_cast<ssize_t>(text.size())) {
        throw std::runtime_error("the script's pipe is full");
    }
}

void TvProcess::begin(const std::string& lines, const std::string& name) {
    script((lines.empty() ? "" : lines + "\n") + "scene " + (folder_ / name).string());
}

std::chrono::system_clock::time_point TvProcess::written(const std::string& name) {
    const auto file = folder_ / name;
    if (!eventually([&] { return fs::exists(file) || !alive(); }) || !fs::exists(file)) {
        throw std::runtime_error("no scene came: " + text_of(folder_ / "tv.log"));
    }
    struct stat status {};
    stat(file.c_str(), &status);
    return std::chrono::system_clock::time_point(std::chrono::seconds(status.st_mtim.tv_sec) +
                                                 std::chrono::nanoseconds(status.st_mtim.tv_nsec));
}

nlohmann::json TvProcess::after(const std::string& lines) {
    const auto name = "scene" + std::to_string(++asked_) + ".json";
    begin(lines, name);
    written(name);
    return nlohmann::json::parse(text_of(folder_ / name));
}

void TvProcess::remote(std::uint16_t code) {
    const int fifo = open((folder_ / "remote").c_str(), O_RDWR | O_CLOEXEC);
    for (const int value : {1, 0}) {
        input_event events[2]{};
        events[0].type = EV_KEY;
        events[0].code = code;
        events[0].value = value;
        events[1].type = EV_SYN;
        [[maybe_unused]] const auto put = write(fifo, events, sizeof events);
    }
    close(fifo);
}

}  // namespace anju::tests
