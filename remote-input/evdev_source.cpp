// SPDX-License-Identifier: Apache-2.0
#include "remote-input/evdev_source.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "remote-input/evdev_device.hpp"

namespace anju::keys {
namespace {

constexpr const char* kFolder = "/dev/input";
constexpr std::size_t kMostDevices = 64;
// A folder that is not there cannot be watched; it is looked for this often.
constexpr int kLookAgainMs = 2000;
// Created or moved here, or readable now: udev sets the rights after the node.
constexpr unsigned kEvents = IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM;

}  // namespace

class EvdevSource::Loop {
  public:
    Loop(std::vector<std::string> inputs, Sink sink)
        : inputs_(std::move(inputs)),
          sink_(std::move(sink)),
          wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          watch_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
        if (inputs_.empty()) {
            folders_.insert(kFolder);
        }
        for (const auto& input : inputs_) {
            const auto folder = std::filesystem::path(input).parent_path();
            folders_.insert(folder.empty() ? "." : folder.string());
        }
        watch_folders();
        open_all();
        thread_ = std::thread([this] { run(); });
    }

    ~Loop() {
        const std::uint64_t one = 1;
        stop_ = true;
        [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
        thread_.join();
        ::close(wake_);
        ::close(watch_);
    }

    std::atomic<int> devices{0}, open{0};

  private:
    void run() {
        while (!stop_) {
            std::vector<pollfd> waiting{{wake_, POLLIN, 0}, {watch_, POLLIN, 0}};
            std::vector<std::string> paths;
            for (const auto& [path, device] : open_) {
                waiting.push_back({device->descriptor(), POLLIN, 0});
                paths.push_back(path);
            }
            if (::poll(waiting.data(), waiting.size(), unwatched_.empty() ? -1 : kLookAgainMs) <
                0) {
                continue;
            }
            for (std::size_t i = 0; i < paths.size() && !stop_; ++i) {
                if (waiting[i + 2].revents != 0 && !read(paths[i])) {
                    open_.erase(paths[i]);
                }
            }
            look(waiting[1].revents != 0);
            count();
        }
    }

    bool read(const std::string& path) {
        return open_.at(path)->read([this](Key key, Edge edge, Time now) {
            if (const auto press = repeat_.feed(key, edge, now)) {
                sink_(*press, now);
            }
        });
    }

    void look(bool changed) {
        if (changed) {
            take_changes();
        }
        if (!unwatched_.empty() && watch_folders()) {
            open_all();
        }
    }

    // True when a folder came that was not there before.
    bool watch_folders() {
        bool more = false;
        unwatched_.clear();
        for (const auto& folder : folders_) {
            const int watch = ::inotify_add_watch(watch_, folder.c_str(), kEvents | IN_ONLYDIR);
            if (watch < 0) {
                unwatched_.insert(folder);
            } else {
                more = watched_.insert_or_assign(watch, folder).second || more;
            }
        }
        return more;
    }

    void take_changes() {
        alignas(inotify_event) std::array<char, 16384> buffer{};
        while (true) {
            const auto count = ::read(watch_, buffer.data(), buffer.size());
            if (count <= 0) {
                return;
            }
            for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
                inotify_event event{};
                std::memcpy(&event, buffer.data() + at, sizeof event);
                change(event, event.len == 0 ? "" : buffer.data() + at + sizeof event);
                at += sizeof event + event.len;
            }
        }
    }

    void change(const inotify_event& event, const std::string& name) {
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            open_all();
            return;
        }
        const auto folder = watched_.find(event.wd);
        if (folder == watched_.end()) {
            return;
        }
        if ((event.mask & IN_IGNORED) != 0) {
            unwatched_.insert(folder->second);
            watched_.erase(folder);
            return;
        }
        for (const auto& path : candidates(folder->second, name)) {
            if ((event.mask & (IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM)) != 0) {
                open_.erase(path);  // what had this name is another thing now
            }
            if ((event.mask & (IN_CREATE | IN_MOVED_TO | IN_ATTRIB)) != 0) {
                try_open(path);
            }
        }
    }

    std::vector<std::string> candidates(const std::string& folder, const std::string& name) const {
        const auto here = std::filesystem::path(folder) / name;
        if (inputs_.empty()) {
            return name.starts_with("event") ? std::vector{here.string()}
                                             : std::vector<std::string>{};
        }
        std::vector<std::string> found;
        std::copy_if(inputs_.begin(), inputs_.end(), std::back_inserter(found),
                     [&](const std::string& input) {
                         const std::filesystem::path path(input);
                         return path.filename() == name &&
                                (path.has_parent_path() ? path.parent_path() : ".") == folder;
                     });
        return found;
    }

    void open_all() {
        if (!inputs_.empty()) {
            std::for_each(inputs_.begin(), inputs_.end(),
                          [this](const std::string& input) { try_open(input); });
        } else {
            std::error_code none;
            for (const auto& entry : std::filesystem::directory_iterator(kFolder, none)) {
                if (entry.path().filename().string().starts_with("event")) {
                    try_open(entry.path().string());
                }
            }
        }
        count();
    }

    void try_open(const std::string& path) {
        if (open_.size() >= kMostDevices || open_.contains(path)) {
            return;
        }
        if (auto device = InputDevice::open(path)) {
            open_.emplace(path, std::move(device));
        }
    }

    void count() {
        open = static_cast<int>(open_.size());
        devices = static_cast<int>(std::count_if(open_.begin(), open_.end(), [](const auto& entry) {
            return !entry.second->is_fifo();
        }));
    }

    std::vector<std::string> inputs_;
    Sink sink_;
    Repeat repeat_;
    int wake_, watch_;
    std::atomic<bool> stop_{false};
    std::set<std::string> folders_, unwatched_;
    std::map<int, std::string> watched_;
    std::map<std::string, std::unique_ptr<InputDevice>> open_;
    std::thread thread_;
};

EvdevSource::EvdevSource(std::vector<std::string> inputs, Sink sink)
    : loop_(std::make_unique<Loop>(std::move(inputs), std::move(sink))) {}
EvdevSource::~EvdevSource() = default;
bool EvdevSource::any_device() const { return loop_->devices > 0; }
bool EvdevSource::any_input() const { return loop_->open > 0; }

}  // namespace anju::keys
