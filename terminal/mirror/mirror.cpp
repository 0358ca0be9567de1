// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/mirror.hpp"

#include <thread>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include "terminal/mirror/access.hpp"
#include "terminal/mirror/files.hpp"
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
    }

    LoopbackMirror(const LoopbackMirror&) = delete;
    LoopbackMirror& operator=(const LoopbackMirror&) = delete;

    void show(paint::Pixels picture, const std::vector<paint::Box>& changed) override {
        if (!changed.empty()) {
            boost::asio::post(server_.context(),
                              [this, patch = cut(picture, changed)] { server_.apply(patch); });
        }
    }

    std::string url() const override {
        return fmt::format("http://127.0.0.1:{}/?token={}", port(), server_.options().token);
    }

    int port() const override { return server_.port(); }

  private:
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
