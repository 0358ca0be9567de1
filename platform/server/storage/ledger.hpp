// SPDX-License-Identifier: Apache-2.0
// What every change leaves besides itself: an audit entry, events for whom it concerns, and the
// answer to give when the same request comes again.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/contract/event.hpp"
#include "platform/server/records.hpp"
#include "platform/server/storage/work.hpp"

namespace anju::server {

// A household whose row is held until the end of the transaction: whoever writes below it comes
// one after the other, so its message numbers are the order of commits and nobody misses an event.
struct HeldHousehold {
    std::string id;
    std::string path;
    std::int64_t activity = 0;
};
// Nothing: none within `scope`, or closed.
std::optional<HeldHousehold> hold_household(Work& work, const std::string& id,
                                            const std::string& scope);

struct Change {
    std::string who, what, subject;
    std::string household, path;
    std::string before, after;  // JSON; of a field: its values
    std::string field{};        // facts.hpp
};
std::int64_t write_audit(Work& work, const Change& change);  // the number of the entry
std::vector<std::int64_t> write_audit(Work& work, std::span<const Change> changes);  // at once; none: the transaction is spoiled

// {"a":"…","b":"…"}: flat text is enough for the audit of what has no contract type.
std::string json_of(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

void give_event(Work& work, std::vector<std::string> recipients, const contract::EventBody& body);
// For a change that has other words for each: given with all others of the transaction at its end, in the one order of give_event.
void give_late(Work& work, std::vector<std::string> recipients, const contract::EventBody& body);
// A signal of a visit, to be emptied when that has ended. Nothing happens where one with this digest stands already; an
// empty one is like no other.
struct SignalMark {
    std::string visit, digest;
};
void give_signal(Work& work, const std::string& recipient, const contract::EventBody& body, const SignalMark& mark);
std::vector<std::string> terminals_of(Work& work, const std::string& household);
std::vector<std::string> linked_members_of(Work& work, const std::string& household);
std::vector<std::string> everyone_of(Work& work, const std::string& household);

// The household again with a higher version, told to everyone who shows it.
void household_changed(Work& work, const std::string& household);

// Makes it found by its name, person (also in pinyin), address, phone, contacts, boxes and search words as they are now.
void index_household(Work& work, const std::string& household);
// The text that it is found by: a person's name in pinyin, then all that may be typed.
std::string searched_text(std::string pinyin, const std::vector<std::string>& words);

// An idempotency key as it is kept. Made before the transaction: the digest of a photo takes time.
class OnceKey {
  public:
    OnceKey(std::string caller, std::string_view request, const Once& once);
    // The stored answer when this came before; Conflict for another request under the same key.
    [[nodiscard]] Stored<std::optional<std::string>> claim(Work& work) const;
    void keep(Work& work, const std::string& answer) const;
    void release(Work& work) const;  // when the transaction commits without having done it

  private:
    std::string caller_, key_, hash_;
};

}  // namespace anju::server
