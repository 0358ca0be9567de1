// SPDX-License-Identifier: Apache-2.0
// From the database to the streams. What each needs now and then: stream_care.cpp; who is reachable: presence.cpp.
#include "platform/server/streams.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <limits>

#include "platform/contract/codec.hpp"
#include "platform/server/streams_work.hpp"

namespace anju::server {

namespace asio = boost::asio;

namespace {

// Far below a stream's limits: a long replay must not look like a reader who lags.
constexpr int kReadAtOnce = 32;

std::string_view kind_of(const SseStream& stream) {
    switch (stream.listener.kind) {
        case Listens::Tv:
            return "tv";
        case Listens::Member:
            return "family";
        case Listens::Visit:
            return "visit";
        case Listens::Guard:
            return "guard";
        case Listens::Seat:
            return "desk";
    }
    return "";
}

// Which relative sits before it, if any.
const FamilyCaller* relative_of(const OpenStream& stream) {
    if (const auto* relative = std::get_if<FamilyCaller>(&stream.caller)) return relative;
    const auto* phone = std::get_if<VisitListener>(&stream.caller);
    const auto* visitor = phone ? std::get_if<VisitorCaller>(&phone->caller) : nullptr;
    return visitor ? std::get_if<FamilyCaller>(&visitor->who) : nullptr;
}

// Of a seat's stream there is none: no presence goes by it.
std::string home_of(const VisitListener& phone) {
    const auto* visitor = std::get_if<VisitorCaller>(&phone.caller);
    return visitor ? visitor->household() : "";
}

Chunk encoded(const StoredEvent& event) {
    return std::make_shared<const std::string>(
        fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event.seq, event.name, event.data));
}

}  // namespace

Streams::Streams(asio::io_context& io, asio::thread_pool& workers, std::function<Time()> clock, StreamTimes times)
    : io_(io), workers_(workers), clock_(std::move(clock)), times_(times), ping_(io), poll_(io), touch_(io), recheck_(io),
      seen_soon_(io) {}

void Streams::adopt(Wire wire, OpenStream what) {
    if (stopped_) return;
    const auto* tv = std::get_if<TerminalCaller>(&what.caller);
    const auto* phone = std::get_if<VisitListener>(&what.caller);
    const auto* guard = std::get_if<GuardListener>(&what.caller);
    const auto* seat = std::get_if<StaffCaller>(&what.caller);
    const FamilyCaller* relative = relative_of(what);
    Listener& who = tv      ? listeners_.at(Listens::Tv, tv->terminal, tv->household)
                    : guard ? listeners_.at(Listens::Guard, guard->tv.terminal, guard->tv.household)
                    : seat  ? listeners_.at(Listens::Seat, seat->staff, "")
                    : phone ? listeners_.at(Listens::Visit, phone->stream(), home_of(*phone))
                            : listeners_.at(Listens::Member, relative->member, relative->household);
    auto stream = std::make_shared<SseStream>(std::move(wire), static_cast<StreamOwner&>(*this), who, what.after);
    if (phone && relative) stream->sits = &listeners_.at(Listens::Member, relative->member, relative->household);
    if (!tv && !guard) stream->page = std::make_unique<const OpenStream>(std::move(what));
    ++changes_;
    listeners_.add(stream);
    wheel_.add(*stream);
    stream->watch();
    if (counted_) counted_(kind_of(*stream), 1);
    if (Listener* there = phone ? stream->sits : &who) arrived(*there);
    read(who);  // subscribed first, so nothing falls between
}

void Streams::wake(const std::vector<std::string>& recipients) {
    asio::post(io_, [this, recipients] {
        for (const auto& recipient : recipients) {
            if (Listener* who = listeners_.find(recipient)) read(*who);
        }
    });
}

void Streams::read(Listener& who) {
    if (stopped_ || who.streams.empty()) return;
    if (who.reading) {
        who.again = true;
        return;
    }
    who.reading = true;
    who.again = false;
    who.more = false;
    auto after = std::numeric_limits<std::uint64_t>::max();
    for (const auto& stream : who.streams) after = std::min(after, stream->sent);
    on_workers([this, name = who.name(), after] {
        auto replay = repository_->replay(name, after, kReadAtOnce);
        asio::post(io_, [this, name, after, replay = std::move(replay)] { deliver(name, after, replay); });
    });
}

void Streams::deliver(const std::string& name, std::uint64_t after, const Stored<Replay>& replay) {
    Listener* const who = listeners_.find(name);  // while it is read, nobody forgets it
    if (!who) return;
    if (replay) {
        // A stream that closes itself leaves the list: walk a copy. One that came while this was read may
        // stand before `after`: it must not skip what lies between, and its turn is the next reading.
        std::vector<StreamPtr> streams;
        std::copy_if(who->streams.begin(), who->streams.end(), std::back_inserter(streams), [&](const StreamPtr& stream) { return stream->sent >= after; });
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
                if (stream->page && (event.name == "household" || event.name == "visit")) recheck_page(stream);
            }
        }
        who->more = replay->events.size() == static_cast<std::size_t>(kReadAtOnce);
    } else {
        owed_.push_back(name);  // the poll tries again
    }
    who->reading = false;
    const bool busy = std::any_of(who->streams.begin(), who->streams.end(), [](const StreamPtr& stream) { return !stream->idle(); });
    if (replay && (who->again || (who->more && !busy))) read(*who);
    listeners_.tidy(*who);
}

void Streams::drained(SseStream& stream) {
    if (stream.listener.more) read(stream.listener);
}

void Streams::closed(SseStream& stream) {
    const auto kept = stream.shared_from_this();
    ++changes_;
    wheel_.remove(stream);
    listeners_.remove(stream);
    if (counted_) counted_(kind_of(stream), -1);
    Listener* const there = stream.listener.kind == Listens::Visit ? stream.sits : &stream.listener;
    if (there) left(*there);
    if (stream.listener.more) read(stream.listener);  // who waited for this one waits no more
    listeners_.tidy(stream.listener);
}

void Streams::stop() {
    stopped_ = true;
    for (auto* timer : {&ping_, &poll_, &touch_, &recheck_, &seen_soon_}) timer->cancel();
    std::vector<StreamPtr> all;
    for (const auto& who : listeners_.all()) {
        if (who->leaving) who->leaving->cancel();
        all.insert(all.end(), who->streams.begin(), who->streams.end());
    }
    for (const auto& stream : all) stream->close();
}

}  // namespace anju::server
