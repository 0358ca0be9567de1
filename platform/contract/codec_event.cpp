// SPDX-License-Identifier: Apache-2.0
// The name on the wire and the data of every event.
#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

struct Name {
    std::string_view operator()(const HouseholdChanged&) const { return "household"; }
    std::string_view operator()(const MessageChanged&) const { return "message"; }
    std::string_view operator()(const Unpaired&) const { return "unpaired"; }
};

struct Data {
    std::string operator()(const HouseholdChanged& event) const { return encode(event.household); }
    std::string operator()(const MessageChanged& event) const { return encode(event.message); }
    std::string operator()(const Unpaired&) const { return "{}"; }
};

}  // namespace

std::string_view event_name(const EventBody& body) { return std::visit(Name{}, body); }
std::string encode_event_data(const EventBody& body) { return std::visit(Data{}, body); }

Result<EventBody> decode_event(std::string_view name, std::string_view data) {
    if (name == "household") {
        return decode<Household>(data).map([](Household&& household) -> EventBody {
            return HouseholdChanged{std::move(household)};
        });
    }
    if (name == "message") {
        return decode<Message>(data).map(
            [](Message&& message) -> EventBody { return MessageChanged{std::move(message)}; });
    }
    if (name == "unpaired") {
        return Unpaired{};
    }
    return tl::unexpected(
        Error{ErrorKind::Malformed, "unknown_event", std::string(name.substr(0, 40)), {}});
}

}  // namespace anju::contract
