// SPDX-License-Identifier: Apache-2.0
// A small TV's mirror with a page's files, its keys and its sound, for tests.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "terminal/mirror/mirror.hpp"
#include "tests/mirror/page.hpp"

namespace anju::mirror {

inline constexpr int kWidth = 64, kHeight = 36;

class Presses {
  public:
    void add(keys::KeyPress press) {
        const std::scoped_lock lock(mutex_);
        presses_.push_back(press);
        changed_.notify_all();
    }
    std::vector<keys::KeyPress> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [&] { return presses_.size() >= count; });
        return presses_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<keys::KeyPress> presses_;
};

class MirrorPage : public ::testing::Test {
  protected:
    MirrorPage() {
        web_ = std::filesystem::path(::testing::TempDir()) /
               ("mirror-web-" + std::to_string(getpid()));
        std::filesystem::create_directories(web_);
        std::ofstream(web_ / "index.html") << "<!doctype html>";
        std::ofstream(web_ / "app.js") << "// page";
        MirrorOptions options;
        options.token = "secret";
        options.web_root = web_;
        options.family_url = "http://127.0.0.1:8420/family/#token";
        options.family_name = "小芳";
        options.width = kWidth;
        options.height = kHeight;
        options.tap = &tap_;
        mirror_ = make_mirror(options, [this](keys::KeyPress press) { presses_.add(press); });
        host_ = "127.0.0.1:" + std::to_string(mirror_->port());
        pixels_.assign(kWidth * kHeight, 0);
    }
    ~MirrorPage() override {
        mirror_.reset();
        std::filesystem::remove_all(web_);
    }

    Reply ask(const std::string& target, const std::string& cookie = "") {
        return get(mirror_->port(), target, host_, cookie);
    }
    Page open() { return {mirror_->port(), "/ws?token=secret", host_}; }
    // What the page and the TV said so far has been dealt with: a press comes out behind it.
    void all_obeyed(Page& page) {
        page.send(R"({"key":"menu","type":"press"})");
        ++markers_;
        ASSERT_THAT(presses_.wait_for(markers_), ::testing::SizeIs(markers_));
    }
    paint::Pixels picture() { return {pixels_.data(), kWidth, kHeight, kWidth * 4}; }
    void paint(paint::Box box, std::uint32_t colour) {
        for (int y = box.y; y < box.y + box.h; ++y) {
            for (int x = box.x; x < box.x + box.w; ++x) {
                pixels_[static_cast<std::size_t>(y * kWidth + x)] = colour;
            }
        }
        mirror_->show(picture(), {box});
    }

    std::filesystem::path web_;
    Presses presses_;
    media::SoundTap tap_;
    std::unique_ptr<Mirror> mirror_;
    std::string host_;
    std::vector<std::uint32_t> pixels_;
    std::size_t markers_ = 0;
};

}  // namespace anju::mirror
