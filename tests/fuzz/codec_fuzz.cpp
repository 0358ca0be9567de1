// SPDX-License-Identifier: Apache-2.0
// Any bytes as every type of the contract: an error or a value, and a value survives the trip.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

void require(bool true_one) {
    if (!true_one) {
        std::abort();
    }
}

template <class T>
void trip(std::string_view text) {
    const auto value = decode<T>(text);
    if (value) {
        const auto back = decode<T>(encode(*value));
        require(back.has_value() && *back == *value);
    } else {
        require(value.error().kind == ErrorKind::Malformed && !value.error().context.empty());
    }
}

template <class... T>
void trips(std::string_view text) {
    (trip<T>(text), ...);
}

void trip_event(std::string_view name, std::string_view text) {
    if (const auto body = decode_event(name, text)) {
        const auto data = encode_event_data(*body);
        require(data.find('\n') == data.npos);
        const auto back = decode_event(event_name(*body), data);
        require(back.has_value() && *back == *body);
    }
}

void trip_time(std::string_view text) {
    const auto time = from_rfc3339(text);
    if (time && *time >= Time(std::chrono::sys_days(std::chrono::year(0) / 1 / 1)) &&
        *time < Time(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1))) {
        require(from_rfc3339(to_rfc3339(*time)) == time);
    }
}

}  // namespace
}  // namespace anju::contract

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace anju::contract;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    trip_time(text.substr(0, 64));
    const auto probe = decode<PairingPoll>(text);
    if (!probe && probe.error().code == "malformed_json") {
        return 0;  // for every type alike; leaves time for what is JSON
    }
    trips<Snapshot, FamilyHome, HouseholdList, TerminalList, StaffSelf, NewMessage, PairingRequest,
          PairingCode, PairingPoll, PairingFound, PairingApproval, Paired, SeenRequest,
          LinkExchange, SignIn, TvPresence, Problem, VisitTicket, VisitLog, VisitorHome, VisitorEntry,
          VisitAnswering, VisitEnding, VisitRings, VisitsSeen, NewVisit, NewTvVisit, RuleProposal, RuleAnswer,
          BoxCertificate, FreeFrom, InvitationList, NewInvitation, PhoneList, PersonalLink, NewLink, RingAnswer, BoxCondition>(text);
    trip_event("household", text);
    trip_event("message", text);
    trip_event("unpaired", text);
    trip_event("visit", text);
    trip_event("signal", text);
    trip_event("presence", text);
    trip_event("ring", text);
    return 0;
}
