// SPDX-License-Identifier: Apache-2.0
#include "platform/server/listeners.hpp"

#include <algorithm>

namespace anju::server {

std::string Listener::name() const {
    switch (kind) {
        case Listens::Tv:
            return recipient_of_terminal(id);
        case Listens::Member:
            return recipient_of_member(id);
        case Listens::Visit:
            return recipient_of_visit(id);
        case Listens::Guard:
            return recipient_of_guard(id);
        case Listens::Seat:
            return recipient_of_seat(id);
    }
    return id;
}

Listener* Listeners::find(Key wanted) const {
    const auto found = by_name_.find(wanted);
    return found == by_name_.end() ? nullptr : found->get();
}

Listener* Listeners::find(std::string_view name) const {
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) return nullptr;
    const std::string_view kind = name.substr(0, colon);
    const Listens listens = kind == "tv" ? Listens::Tv : kind == "member" ? Listens::Member : kind == "guard" ? Listens::Guard : kind == "seat" ? Listens::Seat : Listens::Visit;
    return find({listens, name.substr(colon + 1)});
}

Listener& Listeners::at(Listens kind, const std::string& id, const std::string& household) {
    if (Listener* known = find({kind, id})) return *known;
    auto fresh = std::make_unique<Listener>();
    fresh->kind = kind;
    fresh->id = id;
    fresh->household = household;
    Listener& who = *fresh;
    const std::lock_guard lock(mutex_);
    by_home_.insert(&who);
    by_name_.insert(std::move(fresh));
    return who;
}

std::vector<Listener*> Listeners::of(const std::string& household, Listens kind) const {
    std::vector<Listener*> found;
    const auto [first, last] = by_home_.equal_range(std::string_view(household));
    std::copy_if(first, last, std::back_inserter(found), [&](const Listener* who) { return who->kind == kind; });
    return found;
}

void Listeners::add(const std::shared_ptr<SseStream>& stream) {
    change([&] { stream->listener.streams.push_back(stream); });
}

void Listeners::remove(SseStream& stream) {
    change([&] { std::erase_if(stream.listener.streams, [&](const auto& other) { return other.get() == &stream; }); });
}

bool Listeners::arrived(Listener& who) {
    const std::lock_guard lock(mutex_);
    const bool first = !who.present();
    who.leaving.reset();
    ++who.here;
    return first;
}

void Listeners::tidy(Listener& who) {
    if (!who.streams.empty() || who.present() || who.reading) return;
    const std::lock_guard lock(mutex_);
    const auto [first, last] = by_home_.equal_range(std::string_view(who.household));
    by_home_.erase(std::find(first, last, &who));
    by_name_.erase(by_name_.find(key(who)));
}

bool Listeners::present(Listens kind, std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const Listener* who = find({kind, id});
    return who && who->present();
}

bool Listeners::household_online(const std::string& household) const {
    const std::lock_guard lock(mutex_);
    const auto [first, last] = by_home_.equal_range(std::string_view(household));
    return std::any_of(first, last, [](const Listener* who) { return who->kind == Listens::Tv && who->present(); });
}

bool Listeners::has_stream(Listens kind, std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const Listener* who = find({kind, id});
    return who && !who->streams.empty();
}

}  // namespace anju::server
