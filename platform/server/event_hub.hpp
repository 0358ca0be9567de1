// SPDX-License-Identifier: Apache-2.0
// Who listens right now. The router asks it for presence; the repository's commits wake it.
// Every call may come from any thread and returns at once.
#pragma once

#include <string>
#include <vector>

#include "platform/contract/box_ring.hpp"
#include "platform/contract/visit.hpp"

namespace anju::server {

class EventHub {
  public:
    virtual ~EventHub() = default;
    // After a commit: a hint that these recipients have new events. A lost hint costs a second.
    virtual void wake(const std::vector<std::string>& recipients) = 0;
    virtual bool terminal_online(const std::string& terminal) const = 0;
    virtual bool household_online(const std::string& household) const = 0;
    // A relative, by any stream of hers.
    virtual bool member_online(const std::string& member) const = 0;
    // The phone of this visit.
    virtual bool visit_open(const std::string& visit) const = 0;
    // To the TVs of this home that listen now; whoever comes later reads it in the snapshot.
    virtual void tell_presence(const std::string& household, const contract::Presence& presence) = 0;
    // To this TV if it listens now; it is told nothing of it later.
    virtual void tell_ring(const std::string& terminal, const contract::BoxRings& rings) = 0;
};

}  // namespace anju::server
