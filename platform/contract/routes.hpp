// SPDX-License-Identifier: Apache-2.0
// Every endpoint once: method, path, who may call it, what goes in and out.
#pragma once

#include <cstddef>
#include <string_view>

namespace anju::contract {

enum class Method { Get, Post, Delete };
// Visitor: a relative's cookie, or the one that a guest's link or code gave.
enum class Caller { Anyone, Terminal, Family, Staff, Visitor };

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
inline constexpr Route kTvRing{Method::Post, "/v1/tv/rings/{id}", Caller::Terminal};                   // RingAnswer → 204
inline constexpr Route kTvCondition{Method::Post, "/v1/tv/condition", Caller::Terminal};              // BoxCondition → 204
// help: the guard of a box. A report is its own key: what is said twice changes nothing
inline constexpr Route kTvAlarm{Method::Post, "/v1/tv/alarms", Caller::Terminal};                      // AlarmReport → Alarm, once it is durable
inline constexpr Route kTvAlarmNow{Method::Get, "/v1/tv/alarms/{id}", Caller::Terminal};               // of the report → Alarm
inline constexpr Route kTvAlarmEvents{Method::Get, "/v1/tv/alarms/events", Caller::Terminal};          // SSE: alarm; Last-Event-ID or ?last=
inline constexpr Route kTvHeartbeat{Method::Post, "/v1/tv/heartbeat", Caller::Terminal};                // Heartbeat → HeartbeatAnswer
inline constexpr Route kTvTest{Method::Post, "/v1/tv/tests", Caller::Terminal};                        // TestReport → 204, once it is durable
// visits, TV
inline constexpr Route kTvVisit{Method::Post, "/v1/tv/visits", Caller::Terminal};                    // NewTvVisit → VisitTicket
inline constexpr Route kTvVisits{Method::Get, "/v1/tv/visits", Caller::Terminal};                    // ?before=ID → VisitLog
inline constexpr Route kTvVisitsSeen{Method::Post, "/v1/tv/visits/seen", Caller::Terminal};          // VisitsSeen → 204
inline constexpr Route kTvVisitTicket{Method::Post, "/v1/tv/visits/{id}/ticket", Caller::Terminal};  // → VisitTicket
inline constexpr Route kTvVisitAnswer{Method::Post, "/v1/tv/visits/{id}/answer", Caller::Terminal};  // VisitAnswering → VisitTicket
inline constexpr Route kTvVisitSignal{Method::Post, "/v1/tv/visits/{id}/signals", Caller::Terminal}; // Signal → 204
inline constexpr Route kTvVisitEnd{Method::Post, "/v1/tv/visits/{id}/end", Caller::Terminal};        // VisitEnding → Visit
inline constexpr Route kTvCertificate{Method::Post, "/v1/tv/certificate", Caller::Terminal};         // BoxCertificate → 204
inline constexpr Route kTvRules{Method::Post, "/v1/tv/rules", Caller::Terminal};                     // RuleAnswer → Household
inline constexpr Route kTvInvitation{Method::Post, "/v1/tv/invitations", Caller::Terminal};          // {} → Invitation with a code
inline constexpr Route kTvClipUpload{Method::Post, "/v1/tv/clips", Caller::Terminal, true};          // film bytes, ?to=MEMBER → Message
inline constexpr Route kTvClip{Method::Get, "/v1/tv/clips/{id}", Caller::Terminal};                  // film bytes, Range
// visits, phone
inline constexpr Route kVisitorSession{Method::Post, "/v1/visitor/session", Caller::Anyone};         // VisitorEntry → VisitorHome + cookie
inline constexpr Route kVisitorHome{Method::Get, "/v1/visitor/home", Caller::Visitor};               // → VisitorHome
inline constexpr Route kVisitorPhoto{Method::Get, "/v1/visitor/photos/{id}", Caller::Visitor};       // image/jpeg; ?size=; the elder's portrait alone
inline constexpr Route kVisitorVisit{Method::Post, "/v1/visitor/visits", Caller::Visitor, true};     // NewVisit → VisitTicket
inline constexpr Route kVisitorTicket{Method::Get, "/v1/visitor/visits/{id}", Caller::Visitor};      // → VisitTicket, after a reload
inline constexpr Route kVisitorAnswer{Method::Post, "/v1/visitor/visits/{id}/answer", Caller::Visitor};   // VisitAnswering → VisitTicket
inline constexpr Route kVisitorRings{Method::Post, "/v1/visitor/visits/{id}/rings", Caller::Visitor};    // VisitRings → 204
inline constexpr Route kVisitorSignal{Method::Post, "/v1/visitor/visits/{id}/signals", Caller::Visitor};  // Signal → 204
inline constexpr Route kVisitorEnd{Method::Post, "/v1/visitor/visits/{id}/end", Caller::Visitor};    // VisitEnding → Visit
inline constexpr Route kVisitorLeft{Method::Post, "/v1/visitor/visits/{id}/left", Caller::Visitor};  // no body → 204
inline constexpr Route kVisitorEvents{Method::Get, "/v1/visitor/visits/{id}/events", Caller::Visitor};    // SSE: visit, signal
// family
inline constexpr Route kFamilySession{Method::Post, "/v1/family/session", Caller::Anyone};      // LinkExchange → 204 + cookie
inline constexpr Route kFamilyHome{Method::Get, "/v1/family/home", Caller::Family};             // → FamilyHome
inline constexpr Route kFamilyEvents{Method::Get, "/v1/family/events", Caller::Family};         // SSE: message, household→reload, tv
inline constexpr Route kFamilyPhotoUpload{Method::Post, "/v1/family/photos", Caller::Family, true};  // image bytes → Photo
inline constexpr Route kFamilyPhoto{Method::Get, "/v1/family/photos/{id}", Caller::Family};     // image/jpeg; ?size=
inline constexpr Route kFamilyMessage{Method::Post, "/v1/family/messages", Caller::Family, true};    // NewMessage → Message
inline constexpr Route kFamilyFree{Method::Post, "/v1/family/free", Caller::Family};            // FreeFrom → Presence
inline constexpr Route kFamilyRules{Method::Post, "/v1/family/rules", Caller::Family};          // RuleProposal → VisitRules; first contact
inline constexpr Route kFamilyQuiet{Method::Post, "/v1/family/quiet", Caller::Family};          // Night → VisitRules; first contact
inline constexpr Route kFamilyClipUpload{Method::Post, "/v1/family/clips", Caller::Family, true};    // film bytes → Clip
inline constexpr Route kFamilyClip{Method::Get, "/v1/family/clips/{id}", Caller::Family};       // film bytes, Range
inline constexpr Route kFamilyClipSeen{Method::Post, "/v1/family/clips/{id}/seen", Caller::Family};  // {} → Message
inline constexpr Route kFamilyInvite{Method::Post, "/v1/family/invitations", Caller::Family};   // NewInvitation → Invitation with a link
inline constexpr Route kFamilyInvitations{Method::Get, "/v1/family/invitations", Caller::Family};    // → InvitationList
inline constexpr Route kFamilyUninvite{Method::Delete, "/v1/family/invitations/{id}", Caller::Family};  // → 204
inline constexpr Route kFamilyPhones{Method::Get, "/v1/family/phones", Caller::Family};         // → PhoneList
inline constexpr Route kFamilyPhoneGone{Method::Delete, "/v1/family/phones/{id}", Caller::Family};   // → 204
inline constexpr Route kFamilyLink{Method::Post, "/v1/family/link", Caller::Family};            // NewLink → PersonalLink; mine
inline constexpr Route kFamilyMemberLink{Method::Post, "/v1/family/members/{id}/link", Caller::Family};  // NewLink → PersonalLink; first contact
// staff
inline constexpr Route kStaffSignIn{Method::Post, "/v1/staff/session", Caller::Anyone};         // SignIn → StaffSelf + cookie
inline constexpr Route kStaffSignOut{Method::Delete, "/v1/staff/session", Caller::Staff};       // → 204
inline constexpr Route kStaffSelf{Method::Get, "/v1/staff/self", Caller::Staff};                // → StaffSelf
inline constexpr Route kStaffPairing{Method::Get, "/v1/staff/pairings/{code}", Caller::Staff};  // → PairingFound
inline constexpr Route kStaffApprove{Method::Post, "/v1/staff/pairings/{code}/approve", Caller::Staff, true};  // PairingApproval → TerminalRow
inline constexpr Route kStaffHouseholds{Method::Get, "/v1/staff/households", Caller::Staff};    // ?q= → HouseholdList
inline constexpr Route kStaffWords{Method::Get, "/v1/staff/words", Caller::Staff};                // → WordCounts
inline constexpr Route kStaffHome{Method::Get, "/v1/staff/households/{id}", Caller::Staff};     // → HomeFile
inline constexpr Route kStaffNewHome{Method::Post, "/v1/staff/households", Caller::Staff, true};  // NewHome → HomeFile
inline constexpr Route kStaffFact{Method::Post, "/v1/staff/households/{id}/facts", Caller::Staff};  // FactEdit → FactValue
inline constexpr Route kStaffContacts{Method::Post, "/v1/staff/households/{id}/contacts", Caller::Staff};  // ContactsEdit → Contacts
inline constexpr Route kStaffRecord{Method::Post, "/v1/staff/households/{id}/records", Caller::Staff, true};  // CareRecordEdit → CareRecord
inline constexpr Route kStaffReadings{Method::Get, "/v1/staff/households/{id}/readings", Caller::Staff};  // ?kind= → Readings
inline constexpr Route kStaffNewReading{Method::Post, "/v1/staff/households/{id}/readings", Caller::Staff, true};  // NewReading → Reading
inline constexpr Route kStaffReadingGone{Method::Post, "/v1/staff/households/{id}/readings/mistake", Caller::Staff};  // ReadingMistake → Reading
inline constexpr Route kStaffPersonPhoto{Method::Post, "/v1/staff/households/{id}/photo", Caller::Staff};  // image bytes, ?seen=PHOTO → Photo
inline constexpr Route kStaffPersonPhotoGone{Method::Delete, "/v1/staff/households/{id}/photo", Caller::Staff};  // ?seen=PHOTO → 204
inline constexpr Route kStaffIdNumber{Method::Post, "/v1/staff/households/{id}/id_number", Caller::Staff};  // no body → FactValue, whole
inline constexpr Route kStaffFirstContact{Method::Post, "/v1/staff/households/{id}/first_contact", Caller::Staff};  // FirstContactEdit → Relatives
inline constexpr Route kStaffRelatives{Method::Get, "/v1/staff/households/{id}/members", Caller::Staff};  // → Relatives
inline constexpr Route kStaffNewRelative{Method::Post, "/v1/staff/households/{id}/members", Caller::Staff, true};   // NewRelative → Relatives
inline constexpr Route kStaffMemberFact{Method::Post, "/v1/staff/members/{id}/facts", Caller::Staff};     // FactEdit → Relatives
inline constexpr Route kStaffMemberPhoto{Method::Post, "/v1/staff/members/{id}/photo", Caller::Staff};    // image bytes, ?seen=PHOTO → Photo
inline constexpr Route kStaffMemberPhotoGone{Method::Delete, "/v1/staff/members/{id}/photo", Caller::Staff};  // ?seen=PHOTO → 204
inline constexpr Route kStaffMemberRights{Method::Post, "/v1/staff/members/{id}/rights", Caller::Staff};  // RightsEdit → Relatives
inline constexpr Route kStaffMemberLink{Method::Post, "/v1/staff/members/{id}/link", Caller::Staff};      // {} → InviteCard
inline constexpr Route kStaffMemberLinkGone{Method::Delete, "/v1/staff/members/{id}/link", Caller::Staff};  // → 204
inline constexpr Route kStaffChanges{Method::Get, "/v1/staff/households/{id}/changes", Caller::Staff};  // ?before=NUMBER → FileChanges
inline constexpr Route kStaffClose{Method::Post, "/v1/staff/households/{id}/close", Caller::Staff};  // no body → 204
// lists of homes; ?lang=zh|en for sentences and headers. A file that is none is 422, with the sentence as detail
inline constexpr Route kStaffImport{Method::Post, "/v1/staff/imports", Caller::Staff};               // the file's bytes, ?name= → ImportReport
inline constexpr Route kStaffImportRows{Method::Get, "/v1/staff/imports/{id}/rows", Caller::Staff};  // ?fate=&after=ROW → ImportRows, at most 50
inline constexpr Route kStaffImportRefused{Method::Get, "/v1/staff/imports/{id}/refused", Caller::Staff};  // CSV, the reason in the last column
inline constexpr Route kStaffImportApply{Method::Post, "/v1/staff/imports/{id}/apply", Caller::Staff};     // ImportApply → ImportReport
inline constexpr Route kStaffExport{Method::Get, "/v1/staff/export", Caller::Staff};                 // ?format=csv|json → the open homes
inline constexpr Route kStaffPhoto{Method::Get, "/v1/staff/photos/{id}", Caller::Staff};        // image/jpeg; ?size=
// places and staff: administrators, but for one's own password and sign-ins
inline constexpr Route kStaffPlaces{Method::Get, "/v1/staff/places", Caller::Staff};            // → PlaceList
inline constexpr Route kStaffNewPlace{Method::Post, "/v1/staff/places", Caller::Staff, true};   // NewPlace → Place
inline constexpr Route kStaffPlaceName{Method::Post, "/v1/staff/places/{id}/name", Caller::Staff};    // PlaceName → Place
inline constexpr Route kStaffPlaceClose{Method::Post, "/v1/staff/places/{id}/close", Caller::Staff};  // no body → 204
inline constexpr Route kStaffPeople{Method::Get, "/v1/staff/people", Caller::Staff};            // ?place=ID&q= → StaffList
inline constexpr Route kStaffInvite{Method::Post, "/v1/staff/people", Caller::Staff, true};     // NewPerson → Invited
inline constexpr Route kStaffPerson{Method::Get, "/v1/staff/people/{id}", Caller::Staff};       // → StaffFile
inline constexpr Route kStaffPersonFact{Method::Post, "/v1/staff/people/{id}/facts", Caller::Staff};  // FactEdit → FactValue
inline constexpr Route kStaffPersonLink{Method::Post, "/v1/staff/people/{id}/link", Caller::Staff};   // no body → StaffLink
inline constexpr Route kStaffPersonEnd{Method::Post, "/v1/staff/people/{id}/end", Caller::Staff};     // no body → 204
inline constexpr Route kStaffSignIns{Method::Get, "/v1/staff/sessions", Caller::Staff};         // → StaffSignIns; one's own
inline constexpr Route kStaffSignInGone{Method::Delete, "/v1/staff/sessions/{id}", Caller::Staff};    // → 204
inline constexpr Route kStaffPassword{Method::Post, "/v1/staff/password", Caller::Staff};       // PasswordChange → 204
inline constexpr Route kStaffWelcome{Method::Post, "/v1/staff/welcome", Caller::Anyone};        // WelcomeAsked → Welcome
inline constexpr Route kStaffChoose{Method::Post, "/v1/staff/welcome/password", Caller::Anyone};      // ChosenPassword → StaffSelf + cookie
inline constexpr Route kStaffBoxes{Method::Get, "/v1/staff/boxes", Caller::Staff};              // ?show=offline&q=&from=20 → BoxList
inline constexpr Route kStaffBox{Method::Get, "/v1/staff/boxes/{id}", Caller::Staff};           // → BoxRow
inline constexpr Route kStaffBoxAct{Method::Post, "/v1/staff/boxes/{id}", Caller::Staff};       // BoxAct → BoxRow
inline constexpr Route kStaffBoxRing{Method::Post, "/v1/staff/boxes/{id}/ring", Caller::Staff};  // no body → BoxRow
// the desk: operators; a manager is the head of a place
inline constexpr Route kDesk{Method::Get, "/v1/desk", Caller::Staff};                                  // → Desk
inline constexpr Route kDeskSeat{Method::Post, "/v1/desk/seat", Caller::Staff};                        // SeatChange → Seat; each time also: this seat is here
inline constexpr Route kDeskEvents{Method::Get, "/v1/desk/events", Caller::Staff};                     // SSE: desk_alarm, seat
inline constexpr Route kDeskAlarm{Method::Get, "/v1/desk/alarms/{id}", Caller::Staff};                 // → AlarmCard
inline constexpr Route kDeskAccept{Method::Post, "/v1/desk/alarms/{id}/accept", Caller::Staff};        // no body → AlarmCard; 409 with whose it is
inline constexpr Route kDeskNote{Method::Post, "/v1/desk/alarms/{id}/note", Caller::Staff};            // AlarmNote → AlarmCard
inline constexpr Route kDeskOutcome{Method::Post, "/v1/desk/alarms/{id}/outcome", Caller::Staff};      // AlarmOutcome → AlarmCard
inline constexpr Route kDeskCalledBack{Method::Post, "/v1/desk/alarms/{id}/called_back", Caller::Staff};  // AlarmNote → AlarmCard
inline constexpr Route kDeskClose{Method::Post, "/v1/desk/alarms/{id}/close", Caller::Staff};          // no body → AlarmCard
// … the talk: a visit of the seat with the TV, Visit::alarm says of which alarm
inline constexpr Route kDeskTalk{Method::Post, "/v1/desk/alarms/{id}/talk", Caller::Staff, true};       // NewVisit → VisitTicket; who has it
inline constexpr Route kDeskTalkTicket{Method::Get, "/v1/desk/talks/{id}", Caller::Staff};             // → VisitTicket, after a reload
inline constexpr Route kDeskTalkSignal{Method::Post, "/v1/desk/talks/{id}/signals", Caller::Staff};    // Signal → 204
inline constexpr Route kDeskTalkEnd{Method::Post, "/v1/desk/talks/{id}/end", Caller::Staff};           // VisitEnding → Visit
inline constexpr Route kDeskTalkEvents{Method::Get, "/v1/desk/talks/{id}/events", Caller::Staff};      // SSE: visit, signal
inline constexpr Route kDeskTalkWith{Method::Post, "/v1/desk/alarms/{id}/relatives", Caller::Staff, true};  // TalkWith → AlarmCard; that relative's pages ring
// … going there, 120, handing over
inline constexpr Route kDeskResponders{Method::Get, "/v1/desk/alarms/{id}/responders", Caller::Staff}; // → ResponderList
inline constexpr Route kDeskSend{Method::Post, "/v1/desk/alarms/{id}/responder", Caller::Staff, true}; // SendResponder → ResponderLink
inline constexpr Route kDeskAmbulance{Method::Post, "/v1/desk/alarms/{id}/ambulance", Caller::Staff};  // AlarmNote, what was read out → AlarmCard
inline constexpr Route kDeskHandOver{Method::Post, "/v1/desk/alarms/{id}/hand_over", Caller::Staff};   // HandOver → AlarmCard; the other accepts as always
inline constexpr Route kDeskExport{Method::Get, "/v1/desk/alarms/{id}/export", Caller::Staff};         // ?format=json|csv → AlarmExport
inline constexpr Route kDeskFigures{Method::Get, "/v1/desk/figures", Caller::Staff};                   // ?month=2026-11 → AlarmFigures; ?format=csv
inline constexpr Route kDeskBoxes{Method::Get, "/v1/desk/boxes", Caller::Staff};                       // → DeskBoxes
// who was sent, by the link alone: header Authorization: Bearer LINK
inline constexpr Route kResponderHome{Method::Get, "/v1/responder/home", Caller::Anyone};              // → ResponderHome; 403 link_not_valid
inline constexpr Route kResponderAnswer{Method::Post, "/v1/responder/answer", Caller::Anyone};         // ResponderAnswer → ResponderHome
// operations
inline constexpr Route kHealth{Method::Get, "/healthz", Caller::Anyone};
inline constexpr Route kReady{Method::Get, "/readyz", Caller::Anyone};
}  // namespace routes

// Limits, named in the problem when they are met.
inline constexpr std::size_t kMaxJsonBytes = 64 * 1024;
inline constexpr std::size_t kMaxPhotoBytes = 20 * 1024 * 1024;
inline constexpr std::size_t kMaxTextCodePoints = 500;
inline constexpr std::size_t kMaxListBytes = 32 * 1024 * 1024;
inline constexpr std::size_t kMaxPhotos = 9;

}  // namespace anju::contract
