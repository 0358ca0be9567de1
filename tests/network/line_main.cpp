// SPDX-License-Identifier: Apache-2.0
// network_line PID PID: a bad network between the network namespaces of two processes, as one TUN device "line" in each. What it does to packets
// comes on standard input, one JSON object a line, for both directions or for one ("only": "ab" or "ba"); each is answered by the counts so far.
//   {"delay_ms": 50, "jitter_ms": 0, "loss_percent": 5, "rate_kbps": 0, "queue_ms": 300, "cut": false}     what is left out is none
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/network/line.hpp"

namespace {

using namespace anju::tests;
using nlohmann::json;

int enter(const std::string& path) {
    const int space = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int done = space < 0 ? -1 : setns(space, CLONE_NEWNET);
    close(space);
    return done;
}

int device_in(const std::string& pid) {
    const int tun = enter("/proc/" + pid + "/ns/net") == 0 ? open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC) : -1;
    ifreq wanted{};
    wanted.ifr_flags = IFF_TUN | IFF_NO_PI;
    std::strncpy(wanted.ifr_name, "line", IFNAMSIZ - 1);
    return tun >= 0 && ioctl(tun, TUNSETIFF, &wanted) == 0 ? tun : -1;
}

Microseconds now() { return std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now().time_since_epoch()); }

Trouble trouble_in(const json& said) {
    const auto ms = [&](const char* name, double otherwise) { return Microseconds(static_cast<std::int64_t>(said.value(name, otherwise) * 1000)); };
    Trouble out;
    out.delay = ms("delay_ms", 0);
    out.jitter = ms("jitter_ms", 0);
    out.loss = said.value("loss_percent", 0.0) / 100;
    out.bits_a_second = static_cast<std::int64_t>(said.value("rate_kbps", 0.0) * 1000);
    out.queue = ms("queue_ms", 300);
    out.cut = said.value("cut", false);
    return out;
}

json told(const Line& line) {
    const auto& count = line.count();
    return {{"taken", count.taken}, {"lost", count.lost}, {"overflowed", count.overflowed}, {"cut", count.cut}, {"passed", count.passed}};
}

}  // namespace

int main(int argc, char** argv) {
    std::array<int, 2> devices{-1, -1};
    for (int i = 0; argc == 3 && i < 2; ++i) {
        devices[static_cast<std::size_t>(i)] = device_in(argv[1 + i]);
    }
    if (devices[0] < 0 || devices[1] < 0) {
        std::cerr << "no TUN device: " << std::strerror(errno) << '\n';
        return 1;
    }
    std::array<Line, 2> lines{Line(1), Line(2)};  // [0]: a to b
    std::cout << R"({"ready":true})" << std::endl;
    std::array<char, 65536> bytes{};
    std::string words;
    for (;;) {
        std::optional<Microseconds> next;
        for (const auto& line : lines) {
            if (const auto at = line.next(); at && (!next || *at < *next)) {
                next = at;
            }
        }
        timespec wait{};
        if (next) {
            const auto left = std::max(Microseconds(0), *next - now());
            wait = {left.count() / 1'000'000, left.count() % 1'000'000 * 1000};
        }
        std::array<pollfd, 3> polled{pollfd{devices[0], POLLIN, 0}, pollfd{devices[1], POLLIN, 0}, pollfd{0, POLLIN, 0}};
        if (ppoll(polled.data(), polled.size(), next ? &wait : nullptr, nullptr) < 0 && errno != EINTR) {
            return 1;
        }
        for (std::size_t i = 0; i < 2; ++i) {
            for (ssize_t size; (size = read(devices[i], bytes.data(), bytes.size())) > 0;) {
                const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
                lines[i].push({first, first + size}, now());
            }
        }
        for (std::size_t i = 0; i < 2; ++i) {
            while (const auto packet = lines[i].pop(now())) {
                if (write(devices[1 - i], packet->data(), packet->size()) < 0 && errno != EAGAIN) {
                    continue;  // the other end is down: lost, as it would be
                }
            }
        }
        if (polled[2].revents == 0) {
            continue;
        }
        const auto size = read(0, bytes.data(), bytes.size());
        if (size <= 0) {
            return 0;
        }
        words.append(bytes.data(), static_cast<std::size_t>(size));
        for (std::size_t end; (end = words.find('\n')) != std::string::npos; words.erase(0, end + 1)) {
            const auto said = json::parse(words.substr(0, end), nullptr, false);
            if (!said.is_object()) {
                std::cerr << "not JSON\n";
                return 1;
            }
            const auto only = said.value("only", "");
            if (!said.contains("figures")) {
                for (std::size_t i = 0; i < 2; ++i) {
                    if (only.empty() || only == (i == 0 ? "ab" : "ba")) {
                        lines[i].set(trouble_in(said));
                    }
                }
            }
            std::cout << json{{"ab", told(lines[0])}, {"ba", told(lines[1])}}.dump() << std::endl;
        }
    }
}
