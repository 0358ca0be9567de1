// SPDX-License-Identifier: Apache-2.0
// What open streams need now and then: a ping, that their secret is still good, that nothing they should have told was
// missed; and of TVs, when they were seen. Each has its turn, so that 18,000 never have it at once.
#include <fmt/core.h>
#include <malloc.h>

#include <algorithm>
#include <utility>

#include "platform/server/streams.hpp"
#include "platform/server/streams_work.hpp"

namespace anju::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

using namespace std::chrono_literals;

// Clocks of nodes differ by less. What was lost behind a greater step comes with its stream's recheck.
constexpr auto kLookBack = 5s;
constexpr auto kSeenWithin = 100ms;  // what comes in the meantime is stored together
constexpr std::size_t kSeenAtOnce = 1000;
constexpr std::size_t kRush = 500;

template <class T>
bool is_unknown(const Stored<T>& caller) {
    return !caller && caller.error().kind == Trouble::NotFound;
}

// Signed in, and with a role that the desk is for.
bool sits_still(const Stored<StaffCaller>& staff) { return staff ? may_sit(*staff) : staff.error().kind != Trouble::NotFound; }

}  // namespace

void Streams::start(Repository& repository) {
    repository_ = &repository;
    every(poll_, times_.poll, [this] { poll(); });
    each_in_turn(ping_, times_.ping, &Streams::ping);
    each_in_turn(touch_, times_.touch, &Streams::touch);
    each_in_turn(recheck_, times_.recheck, &Streams::recheck);
}

void Streams::every(asio::steady_timer& timer, std::chrono::milliseconds period, std::function<void()> what) {
    timer.expires_after(period);
    timer.async_wait([this, &timer, period, what = std::move(what)](error_code stopped) mutable {
        if (stopped || stopped_) return;
        what();
        every(timer, period, std::move(what));
    });
}

void Streams::each_in_turn(asio::steady_timer& timer, std::chrono::milliseconds period, OfSome what) {
    auto turns = std::make_shared<SlotClock>(period, SlotClock::Clock::now());
    every(timer, turns->tick(), [this, turns, what] {
        for (auto due = turns->due(SlotClock::Clock::now()); due > 0; --due) {
            const std::vector<SseStream*> some = wheel_.slot(turns->next());  // whoever closes leaves the slot: a copy
            if (!some.empty()) (this->*what)(some);
        }
    });
}

void Streams::ping(const std::vector<SseStream*>& some) {
    static const Chunk kPing = std::make_shared<const std::string>(": \n\n");
    std::vector<StreamPtr> kept;
    for (SseStream* stream : some) kept.push_back(stream->shared_from_this());
    for (const auto& stream : kept) stream->send(kPing);
}

// After a rush, once nobody comes or goes: what thousands of requests left in pieces between the streams.
void Streams::give_back_memory() {
    const bool calm = changes_ == changes_polled_;
    changes_polled_ = changes_;
    if (!calm || changes_ - changes_trimmed_ < kRush) return;
    changes_trimmed_ = changes_;
    on_workers([] { malloc_trim(0); });
}

void Streams::read_owed() {
    for (const std::string& name : std::exchange(owed_, {})) {
        if (Listener* who = listeners_.find(name)) read(*who);
    }
}

// What was given to anybody since the last poll that went well, and a little before it. A clock that was set back counts
// from where it stands.
void Streams::poll() {
    give_back_memory();
    read_owed();
    if (polling_ || listeners_.all().empty()) return;
    polling_ = true;
    const Time now = clock_();
    const Time since = (polled_ == Time{} ? now : std::min(polled_, now)) - kLookBack;
    on_workers([this, now, since] {
        auto moved = repository_->moved_since(since);
        asio::post(io_, [this, now, moved = std::move(moved)] {
            polling_ = false;
            if (!moved) return;
            polled_ = now;
            compare(*moved);
        });
    });
}

void Streams::compare(const std::map<std::string, std::uint64_t>& last) {
    for (const auto& [name, sequence] : last) {
        Listener* const who = listeners_.find(name);
        if (!who) continue;
        const bool behind = std::any_of(who->streams.begin(), who->streams.end(), [sequence = sequence](const StreamPtr& stream) { return stream->sent < sequence; });
        if (behind) read(*who);
    }
}

// A link taken back, a key or a session that ended ends its open streams, too.
void Streams::recheck(const std::vector<SseStream*>& some) {
    std::vector<std::string> tvs, names;
    std::vector<std::weak_ptr<SseStream>> streams;
    for (SseStream* stream : some) {
        names.push_back(stream->listener.name());
        if (stream->page) {
            recheck_page(stream->shared_from_this());
        } else {
            tvs.push_back(stream->listener.id);
            streams.push_back(stream->weak_from_this());
        }
    }
    if (!tvs.empty()) recheck_tvs(std::move(tvs), std::move(streams));
    on_workers([this, names = std::move(names)] {
        auto last = repository_->last_sequences(names);
        if (!last) return;
        asio::post(io_, [this, last = std::move(*last)] { compare(last); });
    });
}

void Streams::recheck_tvs(std::vector<std::string> tvs, std::vector<std::weak_ptr<SseStream>> streams) {
    on_workers([this, tvs = std::move(tvs), streams = std::move(streams)] {
        const auto paired = repository_->still_paired(tvs);
        if (!paired) return;
        for (std::size_t i = 0; i < tvs.size(); ++i) {
            if (paired->contains(tvs[i])) continue;
            asio::post(io_, [weak = streams[i]] {
                if (const auto open = weak.lock()) open->finish();
            });
        }
    });
}

void Streams::recheck_page(const StreamPtr& stream) {
    on_workers([this, weak = std::weak_ptr(stream), what = *stream->page] {
        const auto* phone = std::get_if<VisitListener>(&what.caller);
        const auto* visitor = phone ? std::get_if<VisitorCaller>(&phone->caller) : nullptr;
        const bool seat = std::holds_alternative<StaffCaller>(what.caller) || (phone && std::holds_alternative<StaffCaller>(phone->caller));
        const bool guest = visitor && std::holds_alternative<GuestCaller>(visitor->who);
        bool ended = seat    ? !sits_still(repository_->staff_with_session(what.proof, clock_()))
                     : guest ? is_unknown(repository_->guest_with_session(what.proof, clock_()))
                           : is_unknown(repository_->family_with_session(what.proof, clock_()));
        if (phone && !ended) {
            const auto may = repository_->may_listen(*phone, clock_());
            ended = !may && may.error().kind == Trouble::NotFound;
        }
        if (!ended) return;
        asio::post(io_, [weak] {
            if (const auto open = weak.lock()) open->finish();
        });
    });
}

void Streams::touch(const std::vector<SseStream*>& some) {
    for (const SseStream* stream : some) {
        if (stream->listener.kind == Listens::Tv) note_seen(stream->listener.id);
    }
}

void Streams::note_seen(const std::string& terminal) {
    seen_.push_back(terminal);
    if (seen_.size() > 1 || storing_seen_) return;
    seen_soon_.expires_after(kSeenWithin);
    seen_soon_.async_wait([this](error_code stopped) {
        if (!stopped && !stopped_) store_seen();
    });
}

void Streams::store_seen() {
    if (storing_seen_ || seen_.empty()) return;
    storing_seen_ = true;
    const std::size_t count = std::min(seen_.size(), kSeenAtOnce);
    std::vector<std::string> some(std::make_move_iterator(seen_.end() - static_cast<long>(count)), std::make_move_iterator(seen_.end()));
    seen_.resize(seen_.size() - count);
    on_workers([this, some = std::move(some)] {
        if (auto stored = repository_->touch_terminals(some, clock_()); !stored) {
            fmt::print(stderr, "anju-platform: last seen not stored: {}\n", stored.error().context);
        }
        asio::post(io_, [this] {
            storing_seen_ = false;
            if (!stopped_) store_seen();
        });
    });
}

}  // namespace anju::server
