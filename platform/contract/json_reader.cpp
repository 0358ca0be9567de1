// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/json_reader.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

// Brackets outside of strings. The parser itself keeps no limit, and a megabyte of "[" would cost
// it a gigabyte.
bool too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                in_string = false;
            }
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > Document::kMaxDepth) {
                return true;
            }
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

tl::unexpected<Error> not_json(std::string why) {
    return tl::unexpected(Error{ErrorKind::Malformed, "malformed_json", std::move(why), {}});
}

template <class Enum>
Fine read_word(const Json& in, Enum& out, Enum last) {
    const auto* text = in.get_ptr<const std::string*>();
    if (!text) {
        return Fault{"", "must be a word"};
    }
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (word(static_cast<Enum>(i)) == *text) {
            out = static_cast<Enum>(i);
            return {};
        }
    }
    return Fault{"", "unknown word \"" + text->substr(0, 40) + "\""};
}

// A value of the number type that the parser chose, when it is whole and fits.
template <class Int>
std::optional<Int> whole(const Json& in) {
    if (const auto* number =
            in.get_ptr<const std::uint64_t*>()) {  // only for what was written unsigned
        if (*number <= static_cast<std::uint64_t>(std::numeric_limits<Int>::max())) {
            return static_cast<Int>(*number);
        }
    } else if (const auto* negative = in.get_ptr<const std::int64_t*>()) {
        if (std::in_range<Int>(*negative)) {
            return static_cast<Int>(*negative);
        }
    }
    return {};
}

template <class Int>
Fine read_whole(const Json& in, Int& out) {
    if (!in.is_number_integer()) {
        return Fault{"", "must be a whole number"};
    }
    const auto value = whole<Int>(in);
    if (!value) {
        return Fault{"", "is out of range"};
    }
    out = *value;
    return {};
}

template <class Duration>
Fine read_duration(const Json& in, Duration& out) {
    int value = 0;
    Fine fine = read_whole(in, value);
    if (!fine && value < 0) {
        fine = Fault{"", "is out of range"};
    }
    out = Duration(value);
    return fine;
}

}  // namespace

Document::Document(std::unique_ptr<Json> root) : root_(std::move(root)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view text) {
    if (too_deep(text)) {
        return not_json("nested deeper than " + std::to_string(kMaxDepth));
    }
    auto root = std::make_unique<Json>(Json::parse(text.begin(), text.end(), nullptr, false));
    if (root->is_discarded()) {
        return not_json("not JSON in UTF-8");
    }
    return Document(std::move(root));
}

Fine read(const Json& in, std::string& out) {
    const auto* text = in.get_ptr<const std::string*>();
    if (!text) {
        return Fault{"", "must be a text"};
    }
    if (text->find('\0') != std::string::npos) {
        return Fault{"", "holds U+0000"};
    }
    out = *text;
    return {};
}

Fine read(const Json& in, bool& out) {
    const auto* value = in.get_ptr<const bool*>();
    if (!value) {
        return Fault{"", "must be true or false"};
    }
    out = *value;
    return {};
}

Fine read(const Json& in, int& out) { return read_whole(in, out); }
Fine read(const Json& in, std::uint32_t& out) { return read_whole(in, out); }
Fine read(const Json& in, std::uint64_t& out) { return read_whole(in, out); }

Fine read(const Json& in, Time& out) {
    const auto* text = in.get_ptr<const std::string*>();
    const auto time = text ? from_rfc3339(*text) : std::nullopt;
    if (!time) {
        return Fault{"", "must be an RFC 3339 time"};
    }
    out = *time;
    return {};
}

Fine read(const Json& in, std::chrono::seconds& out) { return read_duration(in, out); }
Fine read(const Json& in, std::chrono::milliseconds& out) { return read_duration(in, out); }

Fine read(const Json& in, Capability& out) { return read_word(in, out, Capability::Help); }
Fine read(const Json& in, Relation& out) { return read_word(in, out, Relation::Other); }
Fine read(const Json& in, Role& out) { return read_word(in, out, Role::Responder); }
Fine read(const Json& in, PlaceKind& out) { return read_word(in, out, PlaceKind::Institution); }
Fine read(const Json& in, StaffState& out) { return read_word(in, out, StaffState::Ended); }
Fine read(const Json& in, VisitSide& out) { return read_word(in, out, VisitSide::Phone); }
Fine read(const Json& in, VisitStage& out) { return read_word(in, out, VisitStage::Ended); }
Fine read(const Json& in, VisitEnd& out) { return read_word(in, out, VisitEnd::Alarm); }
Fine read(const Json& in, VisitAnswer& out) { return read_word(in, out, VisitAnswer::Automatic); }
Fine read(const Json& in, GuestWay& out) { return read_word(in, out, GuestWay::Code); }
Fine read(const Json& in, SignalKind& out) { return read_word(in, out, SignalKind::State); }
Fine read(const Json& in, Author& out) { return read_word(in, out, Author::System); }
Fine read(const Json& in, BoxState& out) { return read_word(in, out, BoxState::Lost); }
Fine read(const Json& in, RingHow& out) { return read_word(in, out, RingHow::Busy); }
Fine read(const Json& in, Part& out) { return read_word(in, out, Part::InUse); }
Fine read(const Json& in, StopWhy& out) { return read_word(in, out, StopWhy::PowerLost); }
Fine read(const Json& in, AlarmSource& out) { return read_word(in, out, AlarmSource::Tile); }
Fine read(const Json& in, AlarmState& out) { return read_word(in, out, AlarmState::Closed); }
Fine read(const Json& in, AlarmReach& out) { return read_word(in, out, AlarmReach::Breach); }
Fine read(const Json& in, BoxFault& out) { return read_word(in, out, BoxFault::PathDown); }
Fine read(const Json& in, TestKind& out) { return read_word(in, out, TestKind::Voice); }
Fine read(const Json& in, BoxHealth& out) { return read_word(in, out, BoxHealth::Offline); }
Fine read(const Json& in, ResponderState& out) { return read_word(in, out, ResponderState::Declined); }
Fine read(const Json& in, Sends& out) { return read_word(in, out, Sends::Nothing); }
Fine read(const Json& in, SendsWhy& out) { return read_word(in, out, SendsWhy::Slow); }
Fine read(const Json& in, VisitPolicy& out) { return read_word(in, out, VisitPolicy::AutomaticInAlarm); }

bool is_null(const Json& in) { return in.is_null(); }
bool is_object(const Json& in) { return in.is_object(); }

const Json* member(const Json& object, std::string_view name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::optional<std::size_t> items(const Json& in) {
    return in.is_array() ? std::optional(in.size()) : std::nullopt;
}

const Json& item(const Json& array, std::size_t index) { return array[index]; }

void ObjectReader::note(std::string_view name, Fine fault) {
    if (fault_ || !fault) {
        return;
    }
    const bool joint = !fault->path.empty() && fault->path.front() != '[';
    fault->path = std::string(name) + (joint ? "." : "") + fault->path;
    fault_ = std::move(fault);
}

void ObjectReader::within(std::string_view name, int value, int low, int high) {
    if (value < low || value > high) {
        note(name, Fault{"", "must be " + std::to_string(low) + " to " + std::to_string(high)});
    }
}

void ObjectReader::required_within(std::string_view name, int& out, int low, int high) {
    required(name, out);
    within(name, out, low, high);
}

void ObjectReader::optional_within(std::string_view name, int& out, int low, int high) {
    optional(name, out);
    within(name, out, low, high);
}

}  // namespace anju::contract
