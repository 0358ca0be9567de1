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

constexpr std::string_view kTv = "tv:";
constexpr std::string_view kMember = "member:";

// Which relative sits before it, if any.
const FamilyCaller* relative_of(const OpenStream& stream) {
    if (const auto* relative = std::get_if<FamilyCaller>(&stream.caller)) return relative;
    const auto* phone = std::get_if<VisitListener>(&stream.caller);
    return phone ? std::get_if<FamilyCaller>(&phone->caller.who) : nullptr;
}

std::string_view kind_of(const OpenStream& stream) {
    if (std::holds_alternative<TerminalCaller>(stream.caller)) return "tv";
    return std::holds_alternative<FamilyCaller>(stream.caller) ? "family" : "visit";
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

void Streams::adopt(Wire wire, OpenStream what) {
    if (stopped_) return;
    const std::string recipient = recipient_of(what);
    auto stream = std::make_shared<SseStream>(std::move(wire), std::move(what), [this](SseStream& s) { removed(s); },
                                              [this](SseStream& s) { drained(s); });
    recipients_[recipient].streams.push_back(stream);
    stream->watch();
    count(stream->what, 1);
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
            // It may say that this link was taken back, or this visit ended.
            const bool on_page = !std::holds_alternative<TerminalCaller>(stream->what.caller);
            if (on_page && (event.name == "household" || event.name == "visit")) recheck(stream);
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
    count(stream.what, -1);
}

// A link taken back or a session run out ends its open streams, too.
void Streams::recheck() {
    for (const auto& [name, recipient] : recipients_) {
        for (const auto& stream : recipient.streams) recheck(stream);
    }
}

void Streams::recheck(const StreamPtr& stream) {
    on_workers([this, weak = std::weak_ptr(stream), what = stream->what] {
        bool ended = false;
        if (std::holds_alternative<TerminalCaller>(what.caller)) {
            ended = is_unknown(repository_->terminal_with_key(what.proof));
        } else if (relative_of(what)) {
            ended = is_unknown(repository_->family_with_session(what.proof, clock_()));
        } else {
            ended = is_unknown(repository_->guest_with_session(what.proof, clock_()));
        }
        if (const auto* phone = std::get_if<VisitListener>(&what.caller); phone && !ended) {
            const auto may = repository_->may_listen(*phone, clock_());
            ended = !may && may.error().kind == Trouble::NotFound;
        }
        if (!ended) return;
        asio::post(io_, [weak] {
            if (const auto open = weak.lock()) open->finish();
        });
    });
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

void Streams::count(const OpenStream& stream, int more) {
    if (counted_) counted_(kind_of(stream), more);
    if (const auto* phone = std::get_if<VisitListener>(&stream.caller)) {
        const std::lock_guard lock(mutex_);
        if ((visits_[phone->visit] += more) <= 0) visits_.erase(phone->visit);
    }
    const auto* tv = std::get_if<TerminalCaller>(&stream.caller);
    const auto* relative = relative_of(stream);
    if (!tv && !relative) return;
    const std::string who = tv ? server::recipient_of(*tv) : server::recipient_of(*relative);
    if (more > 0) {
        arrived(who, tv ? tv->household : relative->household);
    } else {
        left(who);
    }
}

void Streams::arrived(const std::string& who, const std::string& household) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        auto [at, fresh] = presence_.try_emplace(who);
        at->second.household = household;
        at->second.leaving.reset();
        ++at->second.streams;
        first = fresh;
    }
    if (first) changed(who, household);
}

void Streams::left(const std::string& who) {
    const std::lock_guard lock(mutex_);
    const auto found = presence_.find(who);
    if (found == presence_.end()) return;
    const bool others = --found->second.streams > 0;
    if (stopped_) return;
    // A page that comes back is online all the while, but what rang on it rings no more until it says so again.
    if (who.starts_with(kMember)) {
        on_workers([this, member = who.substr(kMember.size()), others] {
            if (const auto done = repository_->rings_no_more(member, others, clock_()); !done) {
                fmt::print(stderr, "anju-platform: a ring was not taken back yet: {}\n", done.error().context);
            }
        });
    }
    if (others) return;
    found->second.leaving = std::make_unique<asio::steady_timer>(io_, times_.grace);
    found->second.leaving->async_wait([this, who, household = found->second.household](error_code came_back) {
        if (came_back || stopped_) return;
        {
            const std::lock_guard inner(mutex_);
            const auto at = presence_.find(who);
            if (at == presence_.end() || at->second.streams > 0) return;
            presence_.erase(at);
        }
        changed(who, household);
    });
}

// Came first, or left last.
void Streams::changed(const std::string& who, const std::string& household) {
    if (who.starts_with(kMember)) return announce_member(household, who.substr(kMember.size()));
    touch({who.substr(kTv.size()), household});
    const bool here = present(who);
    if (here || !household_online(household)) announce_tv(household, here);
}

// Not stored and without a number: who comes later reads it in the home answer.
void Streams::announce_tv(const std::string& household, bool online) {
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

void Streams::announce_member(const std::string& household, const std::string& member) {
    on_workers([this, household, member] {
        auto presence = repository_->presence_of(member, clock_());
        if (!presence) return;
        presence->online = member_online(member);
        tell_presence(household, *presence);
    });
}

void Streams::tell_presence(const std::string& household, const contract::Presence& presence) {
    const auto chunk = std::make_shared<const std::string>(
        fmt::format("event: presence\ndata: {}\n\n", contract::encode(presence)));
    asio::post(io_, [this, household, chunk] {
        std::vector<StreamPtr> tvs;
        for (const auto& [name, recipient] : recipients_) {
            if (!name.starts_with(kTv)) continue;
            for (const auto& stream : recipient.streams) {
                if (std::get<TerminalCaller>(stream->what.caller).household == household) tvs.push_back(stream);
            }
        }
        for (const auto& stream : tvs) stream->send(chunk);
    });
}

bool Streams::present(const std::string& who) const {
    const std::lock_guard lock(mutex_);
    return presence_.contains(who);
}

bool Streams::terminal_online(const std::string& terminal) const { return present(recipient_of_terminal(terminal)); }
bool Streams::member_online(const std::string& member) const { return present(recipient_of_member(member)); }

bool Streams::visit_open(const std::string& visit) const {
    const std::lock_guard lock(mutex_);
    return visits_.contains(visit);
}

bool Streams::household_online(const std::string& household) const {
    const std::lock_guard lock(mutex_);
    return std::any_of(presence_.begin(), presence_.end(), [&](const auto& entry) {
        return entry.second.household == household && entry.first.starts_with(kTv);
    });
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
    visits_.clear();
}

}  // namespace anju::server
