// SPDX-License-Identifier: Apache-2.0
// Reading one JSON object field by field, without json.hpp. The first fault ends the reading; its
// path is put together on the way out, so a good document never pays for it. Inside the contract
// only.
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/contract/boxes.hpp"
#include "platform/contract/desk.hpp"
#include "platform/contract/home_file.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/people.hpp"
#include "platform/contract/result.hpp"
#include "platform/contract/staff.hpp"
#include "platform/contract/supervision.hpp"
#include "platform/contract/time.hpp"
#include "platform/contract/visit.hpp"

namespace anju::contract {

using Json = nlohmann::json;

struct Fault {
    std::string path;  // "members[2].relation"
    std::string what;  // "unknown word \"cousin\""
};
using Fine = std::optional<Fault>;  // nothing: fine

class Document {
  public:
    // Nothing but one JSON value in valid UTF-8, no deeper than kMaxDepth.
    static Result<Document> parse(std::string_view text);
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();
    const Json& root() const { return *root_; }

    static constexpr int kMaxDepth = 32;  // the contract itself needs six

  private:
    explicit Document(std::unique_ptr<Json> root);
    std::unique_ptr<Json> root_;
};

Fine read(const Json& in,
          std::string& out);  // without U+0000, which no database and no C string keeps
Fine read(const Json& in, bool& out);
Fine read(const Json& in, int& out);
Fine read(const Json& in, std::uint32_t& out);
Fine read(const Json& in, std::uint64_t& out);
Fine read(const Json& in, Time& out);
Fine read(const Json& in, std::chrono::seconds& out);
Fine read(const Json& in, std::chrono::milliseconds& out);
Fine read(const Json& in, Capability& out);
Fine read(const Json& in, Relation& out);
Fine read(const Json& in, Role& out);
Fine read(const Json& in, PlaceKind& out);
Fine read(const Json& in, StaffState& out);
Fine read(const Json& in, VisitSide& out);
Fine read(const Json& in, VisitStage& out);
Fine read(const Json& in, VisitEnd& out);
Fine read(const Json& in, VisitAnswer& out);
Fine read(const Json& in, GuestWay& out);
Fine read(const Json& in, SignalKind& out);
Fine read(const Json& in, Sends& out);
Fine read(const Json& in, SendsWhy& out);
Fine read(const Json& in, VisitPolicy& out);
Fine read(const Json& in, Author& out);
Fine read(const Json& in, BoxState& out);
Fine read(const Json& in, RingHow& out);
Fine read(const Json& in, Part& out);
Fine read(const Json& in, StopWhy& out);
Fine read(const Json& in, AlarmSource& out);
Fine read(const Json& in, AlarmState& out);
Fine read(const Json& in, AlarmReach& out);
Fine read(const Json& in, ResponderState& out);
Fine read(const Json& in, BoxHealth& out);
Fine read(const Json& in, TestKind& out);
Fine read(const Json& in, BoxFault& out);

bool is_null(const Json& in);
bool is_object(const Json& in);
const Json* member(const Json& object, std::string_view name);
// How many items an array has; nothing for what is no array.
std::optional<std::size_t> items(const Json& in);
const Json& item(const Json& array, std::size_t index);

class ObjectReader;
template <class T>
concept HasFields = requires(ObjectReader& f, T& value) {
    fields(f, value);
};

template <HasFields T>
Fine read(const Json& in, T& out);

template <class T>
Fine read(const Json& in, std::optional<T>& out) {
    return read(in, out.emplace());
}

class ObjectReader {
  public:
    explicit ObjectReader(const Json& object) : object_(object) {}

    template <class T>
    void required(std::string_view name, T& out) {
        if (const Json* found = find(name)) {
            note(name, read(*found, out));
        } else {
            note(name, Fault{"", "is missing"});
        }
    }

    // Absent or null: stays as it is.
    template <class T>
    void optional(std::string_view name, T& out) {
        if (const Json* found = find(name); found && !is_null(*found)) {
            note(name, read(*found, out));
        }
    }

    void required_within(std::string_view name, int& out, int low, int high);
    void optional_within(std::string_view name, int& out, int low, int high);

    // A list drops the bad item and keeps the rest: what a newer platform adds must not blind an
    // old TV.
    template <class T>
    void list(std::string_view name, std::vector<T>& out) {
        each(name, out, true);
    }

    // A request means all that it says: one bad item is a fault.
    template <class T>
    void exact_list(std::string_view name, std::vector<T>& out) {
        each(name, out, false);
    }

    Fine result() { return std::move(fault_); }

  private:
    template <class T>
    void each(std::string_view name, std::vector<T>& out, bool drop_bad) {
        const Json* found = find(name);
        if (!found || is_null(*found)) {
            return;
        }
        const auto count = items(*found);
        if (!count) {
            note(name, Fault{"", "must be a list"});
            return;
        }
        for (std::size_t i = 0; i < *count && !fault_; ++i) {
            T value{};
            Fine fine = read(item(*found, i), value);
            if (!fine) {
                out.push_back(std::move(value));
            } else if (!drop_bad) {
                note(std::string(name) + "[" + std::to_string(i) + "]", std::move(fine));
            }
        }
    }

    const Json* find(std::string_view name) const {
        return fault_ ? nullptr : member(object_, name);
    }
    void note(std::string_view name, Fine fault);
    void within(std::string_view name, int value, int low, int high);

    const Json& object_;
    Fine fault_;
};

template <HasFields T>
Fine read(const Json& in, T& out) {
    if (!is_object(in)) {
        return Fault{"", "must be an object"};
    }
    ObjectReader reader(in);
    fields(reader, out);
    return reader.result();
}

}  // namespace anju::contract
