// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/viewer.hpp"

#include "terminal/mirror/server.hpp"

namespace anju::mirror {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLargestCommand = 1024;
// The kernel's repeats of a held key, and an end for a page that lost the key's release.
constexpr auto kFirstRepeat = std::chrono::milliseconds(500);
constexpr auto kRepeat = std::chrono::milliseconds(33);
constexpr int kMostRepeats = 300;
// A moving picture that came no more for so long rests.
constexpr auto kRests = std::chrono::milliseconds(400);
// Smaller than this, its own pixels are the shorter message.
constexpr int kLeastJpeg = 64 * 64;

}  // namespace

Viewer::Viewer(boost::beast::tcp_stream stream, Server& server)
    : server_(server), socket_(std::move(stream), kLargestCommand), repeats_(server.context()), rests_(server.context()) {
    server_.joined(*this);
}

Viewer::~Viewer() { server_.left(*this); }

asio::awaitable<void> Viewer::watch(
    const boost::beast::http::request<boost::beast::http::empty_body>& request) {
    if (!co_await socket_.accept(request)) {
        co_return;
    }
    open_ = true;
    const auto picture = server_.picture();
    changed({{0, 0, picture.width, picture.height}});
    while (const auto message = co_await socket_.read()) {
        if (const auto command = parse_command(*message)) {
            obey(*command);
        }
    }
    open_ = false;
    rests_.cancel();
    let_go();
}

void Viewer::changed(const std::vector<paint::Box>& boxes) {
    if (open_) {
        sharp_ = false;
        changes_.add(boxes);
        next_picture();
    }
}

void Viewer::close() {
    open_ = false;
    socket_.close();
}

void Viewer::next_picture() {
    if (!open_ || writing_ || unacknowledged_ || changes_.empty()) {
        return;
    }
    sending_ = changes_.take();
    ++seq_;
    writing_ = true;
    unacknowledged_ = true;
    next_part();
}

void Viewer::next_part() {
    // Cut when it is sent: what changed meanwhile is newer here, and follows again.
    const auto box = sending_.back();
    sending_.pop_back();
    const bool jpeg = !sharp_ && box.w * box.h >= kLeastJpeg && server_.moves(box);
    part_ = encode_part(sending_.empty() ? PartType::Last : PartType::More, seq_, box, server_.picture(),
                        jpeg ? Coding::Jpeg : Coding::Pixels, server_.night() ? Hours::Night : Hours::Day);
    if (jpeg) {
        blurred_.add({box});
        sharpen_later();
    }
    socket_.write(asio::buffer(part_), [self = shared_from_this()](bool went) {
        if (!went || !self->open_) {
            return;
        }
        if (!self->sending_.empty()) {
            self->next_part();
            return;
        }
        self->writing_ = false;
        self->part_ = {};
        self->next_picture();
    });
}

void Viewer::sharpen_later() {
    rests_.expires_after(kRests);
    rests_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (error || !self->open_) {
            return;
        }
        if (self->unacknowledged_) {
            self->sharpen_later();  // a slow page has enough to do
            return;
        }
        self->sharp_ = true;
        self->changes_.add(self->blurred_.take());
        self->next_picture();
    });
}

void Viewer::obey(const Command& command) {
    if (const auto* ack = std::get_if<Ack>(&command)) {
        if (ack->seq == seq_) {
            unacknowledged_ = false;
            next_picture();
        }
        return;
    }
    const auto& [key, finger] = std::get<KeyCommand>(command);
    switch (finger) {
        case Finger::Press:
            server_.pressed(key);
            break;
        case Finger::Down:
            if (held_ != key) {
                let_go();
                held_ = key;
                server_.touched(key, keys::Edge::Pressed);
                keep_holding(0);
            }
            break;
        case Finger::Up:
            if (held_ == key) {
                let_go();
            }
            break;
    }
}

void Viewer::keep_holding(int count) {
    if (count == kMostRepeats) {
        let_go();
        return;
    }
    repeats_.expires_after(count == 0 ? kFirstRepeat : kRepeat);
    repeats_.async_wait([self = shared_from_this(), count](boost::system::error_code error) {
        if (!error && self->held_) {
            self->server_.touched(*self->held_, keys::Edge::Held);
            self->keep_holding(count + 1);
        }
    });
}

void Viewer::let_go() {
    if (held_) {
        server_.touched(*held_, keys::Edge::Released);
        held_.reset();
        repeats_.cancel();
    }
}

}  // namespace anju::mirror
