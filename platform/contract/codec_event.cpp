// SPDX-License-Identifier: Apache-2.0
// The name on the wire and the data of every event.
#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

struct Name {
    std::string_view operator()(const HouseholdChanged&) const { return "household"; }
    std::string_view operator()(const MessageChanged&) const { return "message"; }
    std::string_view operator()(const Unpaired&) const { return "unpaired"; }
    std::string_view operator()(const VisitChanged&) const { return "visit"; }
    std::string_view operator()(const SignalCame&) const { return "signal"; }
    std::string_view operator()(const PresenceChanged&) const { return "presence"; }
    std::string_view operator()(const BoxRings&) const { return "ring"; }
    std::string_view operator()(const AlarmChanged&) const { return "alarm"; }
    std::string_view operator()(const DeskChanged&) const { return "desk_alarm"; }
    std::string_view operator()(const SeatChanged&) const { return "seat"; }
    std::string_view operator()(const BoxHealthChanged&) const { return "desk_box"; }
};

struct Data {
    std::string operator()(const HouseholdChanged& event) const { return encode(event.household); }
    std::string operator()(const MessageChanged& event) const { return encode(event.message); }
    std::string operator()(const Unpaired& event) const { return encode(event); }
    std::string operator()(const VisitChanged& event) const { return encode(event.visit); }
    std::string operator()(const SignalCame& event) const { return encode(event.signal); }
    std::string operator()(const PresenceChanged& event) const { return encode(event.presence); }
    std::string operator()(const BoxRings& event) const { return encode(event); }
    std::string operator()(const AlarmChanged& event) const { return encode(event.alarm); }
    std::string operator()(const DeskChanged& event) const { return encode(event.alarm); }
    std::string operator()(const SeatChanged& event) const { return encode(event.seat); }
    std::string operator()(const BoxHealthChanged& event) const { return encode(event.box); }
};

}  // namespace

std::string_view event_name(const EventBody& body) { return std::visit(Name{}, body); }
std::string encode_event_data(const EventBody& body) { return std::visit(Data{}, body); }

bool is_transient(std::string_view name) { return name == "presence" || name == "ring"; }

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
        return decode<Unpaired>(data).value_or(Unpaired{});  // obeyed whatever it says
    }
    if (name == "visit") {
        return decode<Visit>(data).map(
            [](Visit&& visit) -> EventBody { return VisitChanged{std::move(visit)}; });
    }
    if (name == "signal") {
        return decode<Signal>(data).map(
            [](Signal&& signal) -> EventBody { return SignalCame{std::move(signal)}; });
    }
    if (name == "presence") {
        return decode<Presence>(data).map(
            [](Presence&& presence) -> EventBody { return PresenceChanged{std::move(presence)}; });
    }
    if (name == "ring") {
        return decode<BoxRings>(data).map([](BoxRings&& rings) -> EventBody { return std::move(rings); });
    }
    if (name == "alarm") {
        return decode<Alarm>(data).map([](Alarm&& alarm) -> EventBody { return AlarmChanged{std::move(alarm)}; });
    }
    if (name == "desk_alarm") {
        return decode<DeskAlarm>(data).map([](DeskAlarm&& alarm) -> EventBody { return DeskChanged{std::move(alarm)}; });
    }
    if (name == "seat") {
        return decode<Seat>(data).map([](Seat&& seat) -> EventBody { return SeatChanged{std::move(seat)}; });
    }
    if (name == "desk_box") {
        return decode<DeskBox>(data).map([](DeskBox&& box) -> EventBody { return BoxHealthChanged{std::move(box)}; });
    }
    return tl::unexpected(
        Error{ErrorKind::Malformed, "unknown_event", std::string(name.substr(0, 40)), {}});
}

}  // namespace anju::contract
