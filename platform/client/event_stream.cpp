// SPDX-License-Identifier: Apache-2.0
#include "platform/client/event_stream.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "platform/contract/codec.hpp"
#include "platform/contract/routes.hpp"

namespace anju::client {
namespace {

using contract::Error;
using contract::ErrorKind;

using namespace std::chrono_literals;

constexpr auto kCursorGone = "cursor_gone";
constexpr auto kHurriedAnswer = 3s;  // of a try, while somebody waits
constexpr auto kHurriedWait = 2s;    // at most, from one try to the next
constexpr auto kSoonest = 250ms;

std::optional<std::uint64_t> sequence(std::string_view id) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
    if (id.empty() || error != std::errc{} || end != id.data() + id.size()) {
        return {};
    }
    return value;
}

}  // namespace

EventStream::EventStream(Backoff backoff, std::chrono::milliseconds silence)
    : backoff_(std::move(backoff)), silence_(silence) {}

void EventStream::open(std::uint64_t cursor, Instant now) {
    const bool live = phase_ == Phase::Connecting || phase_ == Phase::Reading;
    const bool forward = cursor >= cursor_;
    cursor_ = cursor;
    cursor_gone_ = false;
    // Connecting may have asked with the older cursor already; what comes twice is dropped.
    if (!live || !forward) {
        connect(now);
    }
}

void EventStream::close() {
    if (phase_ != Phase::Closed) {
        wish_ = {.cancel = true};
    }
    phase_ = Phase::Closed;
    said_.reset();
    backoff_.reset();
}

void EventStream::hurry(bool on, Instant now) {
    hurried_ = on;
    if (on && phase_ == Phase::Waiting && !told_to_wait_) {
        until_ = std::min(until_, now + kSoonest);
    } else if (on && phase_ == Phase::Connecting) {
        until_ = std::min(until_, now + kHurriedAnswer);
    }
}

void EventStream::connect(Instant now) {
    wish_ = {true, true, cursor_gone_ ? std::nullopt : std::optional(cursor_)};
    phase_ = Phase::Connecting;
    parser_ = SseParser();
    refusal_ = {};
    stands_ = false;
    began_ = now;
    until_ = now + (hurried_ ? std::min<std::chrono::milliseconds>(silence_, kHurriedAnswer) : silence_);
}

void EventStream::happened(const Stands&, Instant) { stands_ = true; }

void EventStream::happened(const Began& began, Instant now) {
    until_ = now + silence_;
    if (began.status == 200 && began.content_type.starts_with("text/event-stream")) {
        phase_ = Phase::Reading;
        said_.reset();
        news_.push_back(StreamOpened{});
    } else if (began.status >= 200 && began.status < 300) {
        wish_ = {.cancel = true};
        fail({ErrorKind::Malformed, "", "no event stream: " + began.content_type, {}}, now);
    } else {
        phase_ = Phase::Refused;
        refusal_.head = began;
    }
}

void EventStream::happened(const Bytes& bytes, Instant now) {
    if (phase_ == Phase::Refused) {
        // The silence is not put off: a refusal that drips for ever is one as well.
        const auto room =
            contract::kMaxJsonBytes - std::min(contract::kMaxJsonBytes, refusal_.body.size());
        refusal_.body += bytes.bytes.substr(0, room);
        return;
    }
    if (phase_ != Phase::Reading) {
        return;
    }
    backoff_.reset();
    until_ = now + silence_;
    for (const SseEvent& event : parser_.feed(bytes.bytes)) {
        take(event);
    }
}

void EventStream::take(const SseEvent& event) {
    if (contract::is_transient(event.name)) {
        // Whatever number stands beside it: a stream repeats the last one that it named.
        tell(0, event);
        return;
    }
    const auto seq = sequence(event.id);
    if (!seq) {
        ++skipped_;
        return;
    }
    if (*seq <= cursor_) {
        return;
    }
    // Also past an event that we cannot read: it would be no better the next time.
    cursor_ = *seq;
    cursor_gone_ = false;
    tell(*seq, event);
}

void EventStream::tell(std::uint64_t seq, const SseEvent& event) {
    auto body = contract::decode_event(event.name, event.data);
    if (!body) {
        ++skipped_;
        return;
    }
    StreamEvent told;
    told.event.seq = seq;
    told.event.body = std::move(*body);
    news_.emplace_back(std::move(told));
}

void EventStream::happened(const Ended& ended, Instant now) {
    if (phase_ == Phase::Closed || phase_ == Phase::Waiting) {
        return;
    }
    if (phase_ == Phase::Reading) {  // why, the next try will tell
        fail({ErrorKind::Timeout, "", ended.how == How::Complete ? "stream ended" : ended.why, {}}, now);
    } else {
        refusal_.how = ended.how;
        refusal_.why = ended.why;
        fail(*fault_of(refusal_), now);
    }
}

void EventStream::tick(Instant now) {
    if (phase_ == Phase::Closed || now < until_) {
        return;
    }
    if (phase_ == Phase::Waiting) {
        connect(now);
        return;
    }
    wish_ = {.cancel = true};
    if (phase_ == Phase::Refused) {
        fail(*fault_of(refusal_), now);
    } else {
        const bool hangs = phase_ == Phase::Connecting && stands_;
        fail({hangs ? ErrorKind::Timeout : ErrorKind::Offline, "", "silence", {}}, now);
    }
}

void EventStream::fail(Error error, Instant now) {
    phase_ = Phase::Waiting;
    if (error.code == kCursorGone) {
        // Pruned, or restored from an older copy. Whoever hears of the loss and of the new stream
        // fetches the snapshot, so listening from now on misses nothing.
        cursor_gone_ = true;
        cursor_ = 0;
    }
    told_to_wait_ = error.retry_after > 0s;
    const auto wait = backoff_.next();
    // A try that took its time has been waited for already.
    until_ = hurried_ ? std::max(began_ + std::min<std::chrono::milliseconds>(wait, kHurriedWait), now + kSoonest) : now + wait;
    until_ = std::max(until_, now + error.retry_after);
    const Reason reason{error.kind, error.code};
    if (said_ != reason || error.kind == ErrorKind::Denied) {
        said_ = reason;
        news_.push_back(StreamLost{std::move(error)});
    }
}

std::optional<Instant> EventStream::deadline() const {
    return phase_ == Phase::Closed ? std::nullopt : std::optional(until_);
}

EventStream::Wish EventStream::take_wish() { return std::exchange(wish_, {}); }
std::vector<News> EventStream::take_news() { return std::exchange(news_, {}); }

}  // namespace anju::client
