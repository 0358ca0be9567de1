// SPDX-License-Identifier: Apache-2.0
#include "platform/server/streams.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <limits>

#include "platform/contract/codec.hpp"

namespace anju::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// Far below a stream's limits: a long replay must not look like a reader who lags.
constexpr int kReadAtOnce = 32;

std::string recipient_of(const OpenStream& stream) {
    return std::visit([](const auto& who) { return server::recipient_of(who); }, stream.caller);
}

template <class T>
bool is_unknown(const Stored<T>& caller) {
    return !caller && caller.error().kind == Trouble::NotFound;
}

Chunk encoded(const StoredEvent& event) {
    return std::make_shared<const std::string>(
        fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event.seq, event.name, event.data));
}

}  // namespace

Streams::Streams(asio::io_context& io, asio::thread_pool& workers, std::function<Time()> clock, StreamTimes times)
    : io_(io), workers_(workers), clock_(std::move(clock)), times_(times), ping_(io), poll_(io), touch_(io), recheck_(io) {}

void Streams::start(Repository& repository) {
    repository_ = &repository;
    every(ping_, times_.ping, &Streams::ping);
    every(poll_, times_.poll, &Streams::poll);
    every(touch_, times_.touch, &Streams::touch_all);
    every(recheck_, times_.recheck, &Streams::recheck);
}

void Streams::every(asio::steady_timer& timer, std::chrono::milliseconds period, void (Streams::*what)()) {
    timer.expires_after(period);
    timer.async_wait([this, &timer, period, what](error_code stopped) {
        if (stopped || stopped_) return;
        (this->*what)();
        every(timer, period, what);
    });
}

// The io thread must not end while a worker still has something to hand back to it.
template <class Work>
void Streams::on_workers(Work work) {
    asio::post(workers_, [guard = asio::make_work_guard(io_), work = std::move(work)]() mutable { work(); });
}

void Streams::adopt(asio::ip::tcp::socket socket, OpenStream what) {
    if (stopped_) return;
    const std::string recipient = recipient_of(what);
    auto stream = std::make_shared<SseStream>(std::move(socket), std::move(what), [this](SseStream& s) { removed(s); },
                                              [this](SseStream& s) { drained(s); });
    recipients_[recipient].streams.push_back(stream);
    stream->watch();
    if (const auto* tv = std::get_if<TerminalCaller>(&stream->what.caller)) arrived(*tv);
    read(recipient);  // subscribed first, so nothing falls between
}

void Streams::wake(const std::vector<std::string>& recipients) {
    asio::post(io_, [this, recipients] {
        for (const auto& recipient : recipients) read(recipient);
    });
}

void Streams::read(const std::string& recipient) {
    const auto found = recipients_.find(recipient);
    if (found == recipients_.end() || stopped_) return;
    if (found->second.reading) {
        found->second.again = true;
        return;
    }
    found->second.reading = true;
    found->second.again = false;
    found->second.more = false;
    auto after = std::numeric_limits<std::uint64_t>::max();
    for (const auto& stream : found->second.streams) after = std::min(after, stream->sent);
    on_workers([this, recipient, after] {
        auto replay = repository_->replay(recipient, after, kReadAtOnce);
        asio::post(io_, [this, recipient, after, replay = std::move(replay)] { deliver(recipient, after, replay); });
    });
}

void Streams::deliver(const std::string& recipient, std::uint64_t after, const Stored<Replay>& replay) {
    const auto found = recipients_.find(recipient);
    if (found == recipients_.end()) return;
    found->second.reading = false;
    if (!replay) return;  // the poll tries again
    // A stream that closes itself leaves the list: walk a copy. One that came while this was read may
    // stand before `after`: it must not skip what lies between, and its turn is the next reading.
    std::vector<StreamPtr> streams;
    for (const auto& stream : found->second.streams) {
        if (stream->sent >= after) streams.push_back(stream);
    }
    if (replay->gap) {
        // What was missed cannot be told any more: the reader must ask for everything again.
        for (const auto& stream : streams) {
            if (stream->sent == after) stream->finish();
        }
    }
    for (const auto& event : replay->events) {
        const Chunk chunk = encoded(event);
        for (const auto& stream : streams) {
            if (event.seq <= stream->sent) continue;
            stream->sent = event.seq;
            stream->send(chunk);
            if (event.name == "unpaired") stream->finish();
        }
    }
    const auto left = recipients_.find(recipient);
    if (left == recipients_.end()) return;
    left->second.more = replay->events.size() == static_cast<std::size_t>(kReadAtOnce);
    const auto& still = left->second.streams;
    const bool busy = std::any_of(still.begin(), still.end(), [](const StreamPtr& stream) { return !stream->idle(); });
    if (left->second.again || (left->second.more && !busy)) read(recipient);
}

void Streams::drained(SseStream& stream) {
    const std::string recipient = recipient_of(stream.what);
    const auto found = recipients_.find(recipient);
    if (found != recipients_.end() && found->second.more) read(recipient);
}

void Streams::removed(SseStream& stream) {
    const std::string recipient = recipient_of(stream.what);
    const auto found = recipients_.find(recipient);
    if (found != recipients_.end()) {
        std::erase_if(found->second.streams, [&](const StreamPtr& other) { return other.get() == &stream; });
        if (found->second.streams.empty()) recipients_.erase(found);
    }
    if (const auto* tv = std::get_if<TerminalCaller>(&stream.what.caller)) left(*tv);
}

// A link taken back or a session run out ends its open streams, too.
void Streams::recheck() {
    for (const auto& [name, recipient] : recipients_) {
        for (const auto& stream : recipient.streams) {
            on_workers([this, weak = std::weak_ptr(stream), what = stream->what] {
                const bool ended = std::holds_alternative<TerminalCaller>(what.caller)
                                       ? is_unknown(repository_->terminal_with_key(what.proof))
                                       : is_unknown(repository_->family_with_session(what.proof, clock_()));
                if (!ended) return;
                asio::post(io_, [weak] {
                    if (const auto open = weak.lock()) open->finish();
                });
            });
        }
    }
}

void Streams::poll() {
    if (polling_ || recipients_.empty()) return;
    polling_ = true;
    std::vector<std::string> names;
    names.reserve(recipients_.size());
    for (const auto& [name, recipient] : recipients_) names.push_back(name);
    on_workers([this, names = std::move(names)] {
        auto last = repository_->last_sequences(names);
        asio::post(io_, [this, last = std::move(last)] {
            polling_ = false;
            if (last) compare(*last);
        });
    });
}

void Streams::compare(const std::map<std::string, std::uint64_t>& last) {
    for (const auto& [name, sequence] : last) {
        const auto found = recipients_.find(name);
        if (found == recipients_.end()) continue;
        const auto& streams = found->second.streams;
        const bool behind = std::any_of(streams.begin(), streams.end(), [&, sequence = sequence](const StreamPtr& stream) { return stream->sent < sequence; });
        if (behind) read(name);
    }
}

void Streams::ping() {
    static const Chunk kPing = std::make_shared<const std::string>(": \n\n");
    std::vector<StreamPtr> all;
    for (const auto& [name, recipient] : recipients_) {
        all.insert(all.end(), recipient.streams.begin(), recipient.streams.end());
    }
    for (const auto& stream : all) stream->send(kPing);
}

void Streams::touch(const TerminalCaller& terminal) {
    on_workers([this, terminal] {
        if (auto stored = repository_->touch_terminal(terminal, clock_()); !stored && stored.error().kind == Trouble::Unavailable) {
            fmt::print(stderr, "anju-platform: last seen not stored: {}\n", stored.error().context);
        }
    });
}

void Streams::touch_all() {
    for (const auto& [name, recipient] : recipients_) {
        if (recipient.streams.empty()) continue;
        if (const auto* tv = std::get_if<TerminalCaller>(&recipient.streams.front()->what.caller)) touch(*tv);
    }
}

void Streams::arrived(const TerminalCaller& terminal) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        auto [at, fresh] = presence_.try_emplace(terminal.terminal);
        at->second.household = terminal.household;
        at->second.leaving.reset();
        ++at->second.streams;
        first = fresh;
    }
    if (!first) return;
    touch(terminal);
    announce(terminal.household, true);
}

void Streams::left(const TerminalCaller& terminal) {
    const std::lock_guard lock(mutex_);
    const auto found = presence_.find(terminal.terminal);
    if (found == presence_.end() || --found->second.streams > 0 || stopped_) return;
    found->second.leaving = std::make_unique<asio::steady_timer>(io_, times_.grace);
    found->second.leaving->async_wait([this, terminal](error_code came_back) {
        if (came_back || stopped_) return;
        {
            const std::lock_guard inner(mutex_);
            const auto at = presence_.find(terminal.terminal);
            if (at == presence_.end() || at->second.streams > 0) return;
            presence_.erase(at);
        }
        touch(terminal);
        if (!household_online(terminal.household)) announce(terminal.household, false);
    });
}

// Not stored and without a number: who comes later reads it in the home answer.
void Streams::announce(const std::string& household, bool online) {
    const contract::TvPresence presence{online, clock_()};
    const auto chunk = std::make_shared<const std::string>(
        fmt::format("event: tv\ndata: {}\n\n", contract::encode(presence)));
    std::vector<StreamPtr> family;
    for (const auto& [name, recipient] : recipients_) {
        for (const auto& stream : recipient.streams) {
            const auto* who = std::get_if<FamilyCaller>(&stream->what.caller);
            if (who && who->household == household) family.push_back(stream);
        }
    }
    for (const auto& stream : family) stream->send(chunk);
}

bool Streams::terminal_online(const std::string& terminal) const {
    const std::lock_guard lock(mutex_);
    return presence_.contains(terminal);
}

bool Streams::household_online(const std::string& household) const {
    const std::lock_guard lock(mutex_);
    return std::any_of(presence_.begin(), presence_.end(),
                       [&](const auto& entry) { return entry.second.household == household; });
}

void Streams::stop() {
    stopped_ = true;
    ping_.cancel();
    poll_.cancel();
    touch_.cancel();
    recheck_.cancel();
    std::vector<StreamPtr> all;
    for (const auto& [name, recipient] : recipients_) {
        all.insert(all.end(), recipient.streams.begin(), recipient.streams.end());
    }
    for (const auto& stream : all) stream->close();
    const std::lock_guard lock(mutex_);
    presence_.clear();
}

}  // namespace anju::server
