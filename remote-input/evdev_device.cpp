// SPDX-License-Identifier: Apache-2.0
#include "remote-input/evdev_device.hpp"

#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <stdexcept>
#include <utility>

namespace anju::keys {
namespace {

static_assert(sizeof(input_event) == EventReader::kSize);

constexpr int kOpen = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;

std::set<Code> codes_of(int descriptor) {
    std::set<Code> codes;
    libevdev* device = nullptr;
    if (libevdev_new_from_fd(descriptor, &device) != 0) {
        return codes;
    }
    for (unsigned code = 0; code <= KEY_MAX; ++code) {
        if (libevdev_has_event_code(device, EV_KEY, code) != 0) {
            codes.insert(static_cast<Code>(code));
        }
    }
    libevdev_free(device);
    return codes;
}

std::set<Code> every_code() {
    std::set<Code> codes;
    for (unsigned code = 0; code <= KEY_MAX; ++code) {
        codes.insert(static_cast<Code>(code));
    }
    return codes;
}

}  // namespace

std::optional<Code> code_of(std::string_view name) {
    const int code = libevdev_event_code_from_name_n(EV_KEY, name.data(), name.size());
    return code < 0 ? std::nullopt : std::optional<Code>(static_cast<Code>(code));
}

const std::vector<Keymap>& keymaps() {
    static const std::vector<Keymap> read = [] {
        std::vector<Keymap> maps;
        for (const auto& file : builtin_keymaps()) {
            auto map = parse_keymap(file.text, code_of);
            if (const auto* error = std::get_if<KeymapError>(&map)) {
                throw std::logic_error(std::string(file.name) + ":" + std::to_string(error->line) +
                                       ": " + error->reason);
            }
            maps.push_back(std::get<Keymap>(std::move(map)));
        }
        return maps;
    }();
    return read;
}

std::map<Code, Key> keys_of_remote(const std::set<Code>& remote) {
    const auto* map = choose(keymaps(), remote);
    return map == nullptr ? std::map<Code, Key>{} : keys_of(*map, remote);
}

InputDevice::InputDevice(std::string path, int descriptor, bool fifo, std::map<Code, Key> map)
    : path_(std::move(path)), descriptor_(descriptor), fifo_(fifo), map_(std::move(map)) {}

InputDevice::~InputDevice() { ::close(descriptor_); }

std::unique_ptr<InputDevice> InputDevice::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), kOpen);
    if (descriptor < 0) {
        return nullptr;
    }
    struct stat status {};
    const bool known = ::fstat(descriptor, &status) == 0;
    const bool fifo = known && S_ISFIFO(status.st_mode);
    const bool device = known && S_ISCHR(status.st_mode);
    std::map<Code, Key> map;
    if (fifo) {
        map = keys_of(keymaps().back(),
                      every_code());  // it has what it sends: a remote that lacks nothing
    } else if (device) {
        map = keys_of_remote(codes_of(descriptor));
        int clock = CLOCK_MONOTONIC;  // of this descriptor only; the times of Repeat
        ::ioctl(descriptor, EVIOCSCLOCKID, &clock);
    }
    if (map.empty()) {
        ::close(descriptor);
        return nullptr;
    }
    return std::unique_ptr<InputDevice>(new InputDevice(path, descriptor, fifo, std::move(map)));
}

bool InputDevice::read(const Take& take) {
    std::array<std::byte, 64 * EventReader::kSize> buffer{};
    while (true) {
        const auto count = ::read(descriptor_, buffer.data(), buffer.size());
        if (count < 0) {
            return errno == EAGAIN || errno == EINTR;
        }
        if (count == 0) {
            return fifo_ && reopen();
        }
        const auto arrived = std::chrono::steady_clock::now();
        for (const auto& event :
             reader_.feed(std::span(buffer).first(static_cast<std::size_t>(count)))) {
            const auto key = map_.find(event.code);
            if (key != map_.end()) {
                take(key->second, event.edge, fifo_ ? arrived : Time{event.stamp});
            }
        }
    }
}

// The new descriptor first: with one reader always there, the next writer neither waits nor loses a
// byte.
bool InputDevice::reopen() {
    struct stat status {};
    const int next = ::open(path_.c_str(), kOpen);
    if (next < 0) {
        return false;
    }
    if (::fstat(next, &status) != 0 || !S_ISFIFO(status.st_mode)) {
        ::close(next);
        return false;
    }
    ::close(std::exchange(descriptor_, next));
    reader_.forget();
    return true;
}

}  // namespace anju::keys
