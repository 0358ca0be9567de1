// SPDX-License-Identifier: Apache-2.0
// Who listens: a TV, a relative, the phone of a visit, the guard of a box, a seat at the desk, each with its open streams. Changed on the io thread only; the
// questions are answered from anywhere.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "platform/server/sse_stream.hpp"

namespace anju::server {

enum class Listens : std::uint8_t { Tv, Member, Visit, Guard, Seat };

struct Listener {
    std::string id;  // of the terminal, the member, the visit or the staff
    std::string household;  // empty of a seat
    std::vector<std::shared_ptr<SseStream>> streams;
    std::unique_ptr<boost::asio::steady_timer> leaving;  // the last stream has gone, but it may come back
    int here = 0;  // streams by which it counts as reachable: its own, of a relative those of her visits, too
    Listens kind{};
    bool reading = false;  // one read in flight; hints meanwhile become one more
    bool again = false;
    bool more = false;     // is stored, and waits until a stream has sent what it has

    // The name under which its events wait.
    std::string name() const;
    bool present() const { return here > 0 || leaving; }
};

class Listeners {
  public:
    // Made where there is none.
    Listener& at(Listens kind, const std::string& id, const std::string& household);
    // By the name under which events wait; null: nobody listens there.
    Listener* find(std::string_view name) const;
    std::vector<Listener*> of(const std::string& household, Listens kind) const;
    void add(const std::shared_ptr<SseStream>& stream);
    void remove(SseStream& stream);
    // True: it was not there before.
    bool arrived(Listener& who);
    void left(Listener& who) { change([&] { --who.here; }); }
    void waits(Listener& who, std::unique_ptr<boost::asio::steady_timer> timer) { change([&] { who.leaving = std::move(timer); }); }
    // Forgets who has no stream and is not waited for any more.
    void tidy(Listener& who);
    const auto& all() const { return by_name_; }

    // --- any thread ---
    bool present(Listens kind, std::string_view id) const;
    bool household_online(const std::string& household) const;  // by a TV
    bool has_stream(Listens kind, std::string_view id) const;

  private:
    struct Key {
        Listens kind;
        std::string_view id;
    };
    static Key key(const Listener& who) { return {who.kind, who.id}; }
    static Key key(const std::unique_ptr<Listener>& who) { return key(*who); }
    static Key key(Key same) { return same; }
    struct ById {
        using is_transparent = void;
        std::size_t operator()(const auto& who) const { return std::hash<std::string_view>{}(key(who).id); }
        bool operator()(const auto& left, const auto& right) const { return key(left).kind == key(right).kind && key(left).id == key(right).id; }
    };
    struct ByHome {
        using is_transparent = void;
        static std::string_view home(const Listener* who) { return who->household; }
        static std::string_view home(std::string_view same) { return same; }
        std::size_t operator()(const auto& who) const { return std::hash<std::string_view>{}(home(who)); }
        bool operator()(const auto& left, const auto& right) const { return home(left) == home(right); }
    };
    Listener* find(Key key) const;
    template <class Act>
    void change(Act act) {
        const std::lock_guard lock(mutex_);
        act();
    }

    mutable std::mutex mutex_;  // for questions from workers; the io thread reads without
    std::unordered_set<std::unique_ptr<Listener>, ById, ById> by_name_;
    std::unordered_multiset<Listener*, ByHome, ByHome> by_home_;
};

}  // namespace anju::server
