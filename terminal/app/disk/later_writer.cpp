// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/later_writer.hpp"

#include <cstdio>
#include <utility>

#include "terminal/app/disk/durable_file.hpp"

namespace anju::disk {

LaterWriter::LaterWriter(std::filesystem::path path)
    : path_(std::move(path)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

LaterWriter::~LaterWriter() {
    thread_.request_stop();  // run() writes what it has first
    thread_.join();
}

void LaterWriter::write(std::string text) {
    const std::lock_guard lock(mutex_);
    text_ = std::move(text);
    changed_.notify_all();
}

void LaterWriter::finish() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !text_ && !writing_; });
}

void LaterWriter::forget() {
    std::unique_lock lock(mutex_);
    text_.reset();
    changed_.wait(lock, [this] { return !writing_; });
}

void LaterWriter::run(const std::stop_token& stop) {
    bool failing = false;
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return text_.has_value(); })) {
        const std::string text = *std::exchange(text_, std::nullopt);
        writing_ = true;
        lock.unlock();
        const auto written = write_durably(path_, text);
        if (!written && !failing) {
            std::fprintf(stderr, "anju-tv: not kept: %s\n", written.error().context.c_str());
        }
        failing = !written;
        lock.lock();
        writing_ = false;
        changed_.notify_all();
    }
}

}  // namespace anju::disk
