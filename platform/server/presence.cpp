// SPDX-License-Identifier: Apache-2.0
// Who is reachable: from the first stream until a little after the last. And who is told of it, or of what is true only now.
#include <fmt/core.h>

#include <boost/asio/post.hpp>

#include "platform/contract/codec.hpp"
#include "platform/server/streams.hpp"
#include "platform/server/streams_work.hpp"

namespace anju::server {

namespace asio = boost::asio;
using boost::system::error_code;

void Streams::arrived(Listener& who) {
    if (listeners_.arrived(who)) changed(who);
}

void Streams::left(Listener& who) {
    listeners_.left(who);
    if (stopped_) return;
    const bool others = who.here > 0;
    // A page that comes back is online all the while, but what rang on it rings no more until it says so again.
    if (who.kind == Listens::Member) {
        on_workers([this, member = who.id, others] {
            if (const auto done = repository_->rings_no_more(member, others, clock_()); !done) {
                fmt::print(stderr, "anju-platform: a ring was not taken back yet: {}\n", done.error().context);
            }
        });
    }
    if (others) return;
    auto timer = std::make_unique<asio::steady_timer>(io_, times_.grace);
    timer->async_wait([this, name = who.name()](error_code came_back) {
        Listener* const gone = came_back || stopped_ ? nullptr : listeners_.find(name);
        if (!gone || gone->here > 0) return;
        listeners_.waits(*gone, nullptr);
        changed(*gone);
        listeners_.tidy(*gone);
    });
    listeners_.waits(who, std::move(timer));
}

// Came first, or left last.
void Streams::changed(const Listener& who) {
    if (who.kind == Listens::Member) return announce_member(who.household, who.id);
    if (who.kind != Listens::Tv) return;
    note_seen(who.id);
    if (who.present() || !household_online(who.household)) announce_tv(who.household, who.present());
}

// Not stored and without a number: who comes later reads it in the home answer.
void Streams::announce_tv(const std::string& household, bool online) {
    const contract::TvPresence presence{online, clock_()};
    const auto chunk = std::make_shared<const std::string>(
        fmt::format("event: tv\ndata: {}\n\n", contract::encode(presence)));
    std::vector<StreamPtr> family;
    for (const Listener* who : listeners_.of(household, Listens::Member)) {
        family.insert(family.end(), who->streams.begin(), who->streams.end());
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
        for (const Listener* who : listeners_.of(household, Listens::Tv)) {
            tvs.insert(tvs.end(), who->streams.begin(), who->streams.end());
        }
        for (const auto& stream : tvs) stream->send(chunk);
    });
}

void Streams::tell_ring(const std::string& terminal, const contract::BoxRings& rings) {
    const auto chunk = std::make_shared<const std::string>(fmt::format("event: ring\ndata: {}\n\n", contract::encode(rings)));
    asio::post(io_, [this, name = recipient_of_terminal(terminal), chunk] {
        const Listener* const tv = listeners_.find(name);
        if (!tv || stopped_) return;
        const auto streams = tv->streams;  // one that breaks leaves the list
        for (const auto& stream : streams) stream->send(chunk);
    });
}

bool Streams::terminal_online(const std::string& terminal) const { return listeners_.present(Listens::Tv, terminal); }
bool Streams::member_online(const std::string& member) const { return listeners_.present(Listens::Member, member); }
bool Streams::visit_open(const std::string& visit) const { return listeners_.has_stream(Listens::Visit, visit); }
bool Streams::household_online(const std::string& household) const { return listeners_.household_online(household); }

}  // namespace anju::server
