// SPDX-License-Identifier: Apache-2.0
// Every endpoint once: method, path, who may call it, what goes in and out.
#pragma once

#include <cstddef>
#include <string_view>

namespace anju::contract {

enum class Method { Get, Post, Delete };
enum class Caller { Anyone, Terminal, Family, Staff };

struct Route {
    Method method;
    std::string_view path;  // {name} stands for one segment
    Caller caller;
    bool idempotent_key = false;  // needs the header Idempotency-Key (1–64 of A–Z a–z 0–9 - _)
};

namespace routes {
// TV
inline constexpr Route kPairingStart{Method::Post, "/v1/pairing", Caller::Anyone};        // PairingRequest → PairingCode
inline constexpr Route kPairingPoll{Method::Post, "/v1/pairing/poll", Caller::Anyone};    // PairingPoll → Paired
inline constexpr Route kTvSnapshot{Method::Get, "/v1/tv/snapshot", Caller::Terminal};     // → Snapshot
inline constexpr Route kTvEvents{Method::Get, "/v1/tv/events", Caller::Terminal};         // SSE of Event; Last-Event-ID or ?last=
inline constexpr Route kTvPhoto{Method::Get, "/v1/tv/photos/{id}", Caller::Terminal};     // image/jpeg; ?size=small|full
inline constexpr Route kTvSeen{Method::Post, "/v1/tv/messages/{id}/seen", Caller::Terminal, true};  // SeenRequest → Message
// family
inline constexpr Route kFamilySession{Method::Post, "/v1/family/session", Caller::Anyone};      // LinkExchange → 204 + cookie
inline constexpr Route kFamilyHome{Method::Get, "/v1/family/home", Caller::Family};             // → FamilyHome
inline constexpr Route kFamilyEvents{Method::Get, "/v1/family/events", Caller::Family};         // SSE: message, household→reload, tv
inline constexpr Route kFamilyPhotoUpload{Method::Post, "/v1/family/photos", Caller::Family, true};  // image bytes → Photo
inline constexpr Route kFamilyPhoto{Method::Get, "/v1/family/photos/{id}", Caller::Family};     // image/jpeg; ?size=
inline constexpr Route kFamilyMessage{Method::Post, "/v1/family/messages", Caller::Family, true};    // NewMessage → Message
// staff
inline constexpr Route kStaffSignIn{Method::Post, "/v1/staff/session", Caller::Anyone};         // SignIn → StaffSelf + cookie
inline constexpr Route kStaffSignOut{Method::Delete, "/v1/staff/session", Caller::Staff};       // → 204
inline constexpr Route kStaffSelf{Method::Get, "/v1/staff/self", Caller::Staff};                // → StaffSelf
inline constexpr Route kStaffPairing{Method::Get, "/v1/staff/pairings/{code}", Caller::Staff};  // → PairingFound
inline constexpr Route kStaffApprove{Method::Post, "/v1/staff/pairings/{code}/approve", Caller::Staff, true};  // PairingApproval → TerminalRow
inline constexpr Route kStaffHouseholds{Method::Get, "/v1/staff/households", Caller::Staff};    // ?q= → HouseholdList
inline constexpr Route kStaffPhoto{Method::Get, "/v1/staff/photos/{id}", Caller::Staff};        // image/jpeg; ?size=
inline constexpr Route kStaffTerminals{Method::Get, "/v1/staff/terminals", Caller::Staff};      // → TerminalList
inline constexpr Route kStaffUnpair{Method::Delete, "/v1/staff/terminals/{id}", Caller::Staff}; // → 204
// operations
inline constexpr Route kHealth{Method::Get, "/healthz", Caller::Anyone};
inline constexpr Route kReady{Method::Get, "/readyz", Caller::Anyone};
}  // namespace routes

// Limits, named in the problem when they are met.
inline constexpr std::size_t kMaxJsonBytes = 64 * 1024;
inline constexpr std::size_t kMaxPhotoBytes = 20 * 1024 * 1024;
inline constexpr std::size_t kMaxTextCodePoints = 500;
inline constexpr std::size_t kMaxPhotos = 9;

}  // namespace anju::contract
