// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/screen.hpp"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace anju::bench {
namespace {
constexpr int kSide = 64;
using Clock = std::chrono::steady_clock;
}  // namespace

struct Screen::Parts {
    Display* display = nullptr;
    Window root = 0;
    XShmSegmentInfo shm{};
    XImage* image = nullptr;
    // Damage has a connection and a thread of its own, so that counting never delays a measurement.
    Display* watcher = nullptr;
    std::jthread counting;
    std::atomic<int> bursts = 0;
};

Screen::Screen() : parts_(std::make_unique<Parts>()) {
    auto& p = *parts_;
    p.display = XOpenDisplay(nullptr);
    p.watcher = XOpenDisplay(nullptr);
    if (!p.display || !p.watcher) throw std::runtime_error("no display to measure on");
    p.root = DefaultRootWindow(p.display);
    const int screen = DefaultScreen(p.display);
    p.image = XShmCreateImage(p.display, DefaultVisual(p.display, screen), unsigned(DefaultDepth(p.display, screen)), ZPixmap,
                              nullptr, &p.shm, kSide, kSide);
    p.shm.shmid = shmget(IPC_PRIVATE, std::size_t(p.image->bytes_per_line * p.image->height), IPC_CREAT | 0600);
    p.shm.shmaddr = p.image->data = static_cast<char*>(shmat(p.shm.shmid, nullptr, 0));
    XShmAttach(p.display, &p.shm);
    XSync(p.display, False);
    shmctl(p.shm.shmid, IPC_RMID, nullptr);

    int event_base = 0, error_base = 0;
    if (!XDamageQueryExtension(p.watcher, &event_base, &error_base)) throw std::runtime_error("the display has no DAMAGE extension");
    const Damage damage = XDamageCreate(p.watcher, DefaultRootWindow(p.watcher), XDamageReportRawRectangles);
    XSync(p.watcher, False);
    p.counting = std::jthread([this, damage, event_base](std::stop_token stop) {
        Clock::time_point last{};
        while (!stop.stop_requested()) {
            if (!XPending(parts_->watcher)) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                continue;
            }
            XEvent event;
            XNextEvent(parts_->watcher, &event);
            if (event.type != event_base + XDamageNotify) continue;
            const auto now = Clock::now();
            if (now - last > std::chrono::milliseconds(4)) ++parts_->bursts;
            last = now;
            XDamageSubtract(parts_->watcher, damage, 0, 0);
        }
    });
}

Screen::~Screen() {
    parts_->counting.request_stop();
    parts_->counting.join();
    XShmDetach(parts_->display, &parts_->shm);
    XDestroyImage(parts_->image);
    shmdt(parts_->shm.shmaddr);
    XCloseDisplay(parts_->watcher);
    XCloseDisplay(parts_->display);
}

std::vector<std::uint32_t> Screen::pixels(Area area) {
    auto& p = *parts_;
    std::vector<std::uint32_t> result;
    p.image->width = area.w;
    p.image->height = area.h;
    p.image->bytes_per_line = area.w * 4;
    if (!XShmGetImage(p.display, p.root, p.image, area.x, area.y, AllPlanes)) return result;
    const auto* data = reinterpret_cast<const std::uint32_t*>(p.image->data);
    for (int i = 0; i < area.w * area.h; ++i) result.push_back(data[i] & 0xFFFFFF);
    return result;
}

void Screen::tap(const std::string& key) {
    auto& p = *parts_;
    const KeyCode code = XKeysymToKeycode(p.display, XStringToKeysym(key.c_str()));
    XTestFakeKeyEvent(p.display, code, True, CurrentTime);
    XTestFakeKeyEvent(p.display, code, False, CurrentTime);
    XFlush(p.display);
}

int Screen::frames() { return parts_->bursts.exchange(0); }

}  // namespace anju::bench
