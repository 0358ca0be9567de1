// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/mirror.hpp"

#include <chrono>
#include <thread>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include "terminal/mirror/access.hpp"
#include "terminal/mirror/files.hpp"
#include "terminal/mirror/protocol.hpp"
#include "terminal/mirror/server.hpp"

namespace anju::mirror {
namespace {

class LoopbackMirror final : public Mirror {
  public:
    LoopbackMirror(MirrorOptions options, std::function<void(keys::KeyPress)> pressed)
        : server_(std::move(options), std::move(pressed)) {
        server_.start();
        thread_ = std::jthread([this] { server_.context().run(); });
    }

    ~LoopbackMirror() override {
        server_.stop();
        thread_.join();
        server_.deafen();
    }

    LoopbackMirror(const LoopbackMirror&) = delete;
    LoopbackMirror& operator=(const LoopbackMirror&) = delete;

    void show(paint::Pixels picture, const std::vector<paint::Box>& changed,
              const std::vector<paint::Box>& moving, bool night) override {
        if (picture.width != width_ || picture.height != height_) {
            width_ = picture.width;
            height_ = picture.height;
            static_cast<void>(waiting_.take());  // of a picture that is gone
        }
        moving_ = moving;
        night_ = night;
        waiting_.add(changed);
        go_on(picture);
    }

    void go_on(paint::Pixels picture) override {
        if (waiting_.empty()) {
            return;
        }
        const auto now = std::chrono::steady_clock::now();
        const bool moves = waiting_.meet(moving_);
        if (moves && now < copied_ + pause()) {
            return;
        }
        copied_ = moves ? now : copied_;
        boost::asio::post(server_.context(), [this, patch = cut(picture, waiting_.take(), moving_, night_)] {
            server_.apply(patch);
        });
    }

    std::optional<paint::Moment> deadline() const override {
        return waiting_.empty() ? std::nullopt : std::optional(copied_ + pause());
    }

    std::string url() const override {
        return fmt::format("http://127.0.0.1:{}/?token={}", port(), server_.options().token);
    }

    int port() const override { return server_.port(); }

  private:
    // Copying all of a picture costs milliseconds: as often as a page can use it, and for nobody only so
    // often that who comes sees something.
    std::chrono::milliseconds pause() const {
        return server_.watched() ? std::chrono::milliseconds(80) : std::chrono::milliseconds(1000);
    }

    int width_ = 0, height_ = 0;
    Changes waiting_;  // not copied yet
    std::vector<paint::Box> moving_;
    bool night_ = false;
    paint::Moment copied_{};
    Server server_;
    std::jthread thread_;
};

}  // namespace

std::unique_ptr<Mirror> make_mirror(MirrorOptions options,
                                    std::function<void(keys::KeyPress)> pressed) {
    if (options.token.empty()) {
        options.token = make_token();
    }
    if (options.web_root.empty()) {
        options.web_root = installed_page();
    }
    return std::make_unique<LoopbackMirror>(std::move(options), std::move(pressed));
}

}  // namespace anju::mirror
