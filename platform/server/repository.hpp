// SPDX-License-Identifier: Apache-2.0
// The door between what the platform answers and where it keeps it. Every call blocks, is one
// transaction, and may come from any thread; `now` is always the caller's. What a caller may not
// reach is NotFound. After a commit the hook given to open_repository hears whose events grew.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "platform/contract/family.hpp"
#include "platform/contract/message.hpp"
#include "platform/contract/staff.hpp"
#include "platform/contract/tv.hpp"
#include "platform/contract/visit.hpp"
#include "platform/server/alarm_records.hpp"
#include "platform/server/box_records.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/care_records.hpp"
#include "platform/server/home_lists.hpp"
#include "platform/server/home_records.hpp"
#include "platform/server/records.hpp"
#include "platform/server/relative_records.hpp"
#include "platform/server/staff_records.hpp"
#include "platform/server/stored.hpp"
#include "platform/server/supervision_records.hpp"

namespace anju::server {

class Repository : public HomeRecords, public HomeLists, public BoxRecords, public CareRecords, public RelativeRecords, public StaffRecords, public AlarmRecords, public SupervisionRecords {
  public:
    // Can it write now? Unavailable says why not.
    [[nodiscard]] virtual Stored<void> ready(Time now) = 0;

    // --- who is it: secrets as they came, NotFound for unknown, ended or expired ones ---
    // The key of a box that was shut out: "box_taken_back", "box_moved", "box_lost".
    [[nodiscard]] virtual Stored<TerminalCaller> terminal_with_key(const std::string& key) = 0;
    [[nodiscard]] virtual Stored<FamilyCaller> family_with_session(const std::string& token,
                                                                   Time now) = 0;
    [[nodiscard]] virtual Stored<StaffCaller> staff_with_session(const std::string& token,
                                                                 Time now) = 0;

    // --- pairing ---
    // The two verification_uri of the answer are left empty: only the listener knows its address.
    // Conflict "key_in_use": that key already belongs to a box. Refused "key_hash_malformed",
    // "name_too_long", and "too_many_tries" of an address that asks too often.
    [[nodiscard]] virtual Stored<contract::PairingCode> start_pairing(
        const contract::PairingRequest&, const std::string& address, Time now) = 0;
    // Refused: authorization_pending, slow_down, expired_token (unknown codes too).
    [[nodiscard]] virtual Stored<contract::Paired> poll_pairing(const std::string& device_code,
                                                                Time now) = 0;
    // Both take the code with or without "-", in any case. NotFound counts as a wrong try of this
    // technician and this address; Refused "too_many_tries" with retry_after.
    [[nodiscard]] virtual Stored<contract::PairingFound> find_pairing(const StaffCaller&,
                                                                      const std::string& user_code,
                                                                      const std::string& address,
                                                                      Time now) = 0;
    [[nodiscard]] virtual Stored<contract::TerminalRow> approve_pairing(
        const StaffCaller&, const std::string& user_code, const std::string& household,
        const std::string& address, const Once&, Time now) = 0;

    // --- TV ---
    [[nodiscard]] virtual Stored<contract::Snapshot> snapshot(const TerminalCaller&, Time now) = 0;
    // The first time given stays; idempotent by itself, too.
    [[nodiscard]] virtual Stored<contract::Message> mark_seen(const TerminalCaller&,
                                                              const std::string& message,
                                                              Time seen_at, const Once&,
                                                              Time now) = 0;
    // Call when a TV's stream opens, closes, and now and then between. Those that are paired no more are left out.
    [[nodiscard]] virtual Stored<void> touch_terminals(const std::vector<std::string>& terminals, Time now) = 0;
    // Those of them whose key is still good.
    [[nodiscard]] virtual Stored<std::set<std::string>> still_paired(const std::vector<std::string>& terminals) = 0;

    // --- family ---
    // A phone that has a session of this relative keeps it, also by a link that was replaced since. Conflict "too_many_phones": five have opened it.
    [[nodiscard]] virtual Stored<Session> open_on_phone(const std::string& link, const PhoneSaid&,
                                                        Time now) = 0;
    [[nodiscard]] Stored<Session> exchange_link(const std::string& link, Time now) {
        return open_on_phone(link, {}, now);
    }
    // Notes now and then that this phone was here, and that its session lasts anew: until when, each time it is noted.
    [[nodiscard]] virtual Stored<std::optional<Time>> touch_phone(const FamilyCaller&, Time now) = 0;
    [[nodiscard]] virtual Stored<contract::PhoneList> phones(const FamilyCaller&, Time now) = 0;
    // Its visits end in the same transaction. NotFound "phone_not_found": also one of another relative.
    [[nodiscard]] virtual Stored<void> take_back_phone(const FamilyCaller&,
                                                       const std::string& phone, Time now) = 0;
    // The secret of a new link of one's own, or by the first contact of another relative's: older ones open nothing any
    // more. Phones that came by them stay, or end with it, all but the one that asks. NotFound "member_not_found", refused
    // "not_first_contact".
    [[nodiscard]] virtual Stored<std::string> renew_link(const FamilyCaller&,
                                                         const std::string& member,
                                                         bool end_phones, Time now) = 0;
    [[nodiscard]] virtual Stored<void> end_family_session(const FamilyCaller&, Time now) = 0;
    // tv_online is left false: only the event hub knows.
    [[nodiscard]] virtual Stored<contract::FamilyHome> family_home(const FamilyCaller&,
                                                                   Time now) = 0;
    // Refused "message_not_allowed": asked before anybody decodes what comes.
    [[nodiscard]] virtual Stored<void> may_message(const FamilyCaller&) = 0;
    // Waits unseen by others until a message takes it. Refused "too_many_pending_photos".
    [[nodiscard]] virtual Stored<contract::Photo> add_photo(const FamilyCaller&, const NewPhoto&,
                                                            const Once&, Time now) = 0;
    // Refused: empty_message, text_too_long, too_many_photos, unknown_photo, unknown_clip.
    [[nodiscard]] virtual Stored<contract::Message> post_message(const FamilyCaller&,
                                                                 const contract::NewMessage&,
                                                                 const Once&, Time now) = 0;

    // --- visits: docs/visits.md. NotFound for a visit of others, or of another phone ---
    // Fresh: ice is left empty, only the site knows its relays. Conflict: quiet_hours (retry_after until
    // their end), tv_offline, busy; of guests not_yet. Refused of guests: link_not_valid, name_missing.
    [[nodiscard]] virtual Stored<contract::VisitTicket> place_visit(const VisitorCaller&,
                                                                    const contract::NewVisit&,
                                                                    const Listening&, const Once&,
                                                                    Time now) = 0;
    // Idempotent by its id. Conflict: busy, visit_id_taken. NotFound "member_not_found".
    [[nodiscard]] virtual Stored<contract::VisitTicket> call_member(const TerminalCaller&,
                                                                    const contract::NewTvVisit&,
                                                                    Time now) = 0;
    // Conflict "visit_ended" of both. "taken": another phone was faster.
    [[nodiscard]] virtual Stored<contract::VisitTicket> visit_ticket(const VisitParty&,
                                                                     const std::string& visit,
                                                                     Time now) = 0;
    [[nodiscard]] virtual Stored<contract::VisitTicket> answer_visit(
        const VisitParty&, const std::string& visit, const contract::VisitAnswering&,
        Time now) = 0;
    // visit and from of the signal are taken from the path and the caller. NotFound also when it has ended.
    [[nodiscard]] virtual Stored<void> send_signal(const VisitParty&, const contract::Signal&,
                                                   Time now) = 0;
    // A page of the relative whom the elder calls shows it now, or rings aloud. What rang may have been the page that left:
    // while others are there they only show it, and say more by themselves; without others nothing is said.
    [[nodiscard]] virtual Stored<void> visit_rings(const VisitorCaller&, const std::string& visit,
                                                   bool aloud, Time now) = 0;
    [[nodiscard]] virtual Stored<void> rings_no_more(const std::string& member, bool others,
                                                     Time now) = 0;
    // The page of the phone whose visit it is was closed, or is being reloaded: the sweep tells which.
    [[nodiscard]] virtual Stored<void> visit_left(const VisitorCaller&, const std::string& visit,
                                                  Time now) = 0;
    // At every stage; what has ended stays as it is.
    [[nodiscard]] virtual Stored<contract::Visit> end_visit(const VisitParty&,
                                                            const std::string& visit,
                                                            contract::VisitEnd, Time now) = 0;
    [[nodiscard]] virtual Stored<void> may_listen(const VisitListener&, Time now) = 0;
    [[nodiscard]] virtual Stored<void> visits_seen(const TerminalCaller&,
                                                   const std::vector<std::string>& visits,
                                                   Time now) = 0;
    // Older than the visit `before`; empty: the newest.
    [[nodiscard]] virtual Stored<contract::VisitLog> visit_log(const TerminalCaller&,
                                                               const std::string& before) = 0;
    // Ends what nobody answered, and what one side has left; answers how many.
    [[nodiscard]] virtual Stored<int> sweep_visits(const Listening&, Time now) = 0;
    // tv_online is left false.
    [[nodiscard]] virtual Stored<contract::VisitorHome> visitor_home(const VisitorCaller&,
                                                                     Time now) = 0;
    // Refused "fingerprint_malformed".
    [[nodiscard]] virtual Stored<void> register_certificate(const TerminalCaller&,
                                                            const std::string& fingerprint,
                                                            Time now) = 0;
    // Conflict "rule_changed": not what is proposed now. NotFound "rule_not_found".
    [[nodiscard]] virtual Stored<contract::Household> answer_rule(const TerminalCaller&,
                                                                  const contract::RuleAnswer&,
                                                                  Time now) = 0;
    // Both refused as "not_first_contact" to others.
    [[nodiscard]] virtual Stored<contract::VisitRules> propose_rule(const FamilyCaller&,
                                                                    const contract::RuleProposal&,
                                                                    Time now) = 0;
    [[nodiscard]] virtual Stored<contract::VisitRules> set_quiet_hours(const FamilyCaller&,
                                                                       const contract::Night&,
                                                                       Time now) = 0;
    // `online` is left false in both. Refused "free_from_malformed".
    [[nodiscard]] virtual Stored<contract::Presence> set_free_from(const FamilyCaller&,
                                                                   const std::string& free_from,
                                                                   Time now) = 0;
    [[nodiscard]] virtual Stored<contract::Presence> presence_of(const std::string& member,
                                                                 Time now) = 0;

    // --- guests: whom the elder or the first contact has invited. visit_page is left empty in all ---
    // Six digits, for ten minutes and one guest; those shown before are no longer good.
    [[nodiscard]] virtual Stored<contract::Invitation> show_code(const TerminalCaller&,
                                                                 Time now) = 0;
    // The link is told this once. Refused: not_first_contact, invitation_time, name_too_long,
    // too_many_invitations.
    [[nodiscard]] virtual Stored<contract::Invitation> invite(const FamilyCaller&,
                                                              const contract::NewInvitation&,
                                                              Time now) = 0;
    // The links whose guests may ring or will, and who came by digits and may still ring or is seen now, soonest first,
    // without their secrets; used up ones, too: who opened them rings on until they are taken back.
    [[nodiscard]] virtual Stored<contract::InvitationList> invitations(const FamilyCaller&,
                                                                       Time now) = 0;
    // With everybody who came by it.
    [[nodiscard]] virtual Stored<void> take_back_invitation(const FamilyCaller&,
                                                            const std::string& invitation,
                                                            Time now) = 0;
    // NotFound "link_not_valid": unknown, run out, taken back, used up. Refused "name_missing"; of
    // codes "too_many_tries", whatever was typed. With the key of an entry of the last ten minutes: the same guest again.
    [[nodiscard]] virtual Stored<GuestSession> enter_as_guest(const GuestSaid&, Time now) = 0;
    [[nodiscard]] virtual Stored<GuestCaller> guest_with_session(const std::string& token,
                                                                 Time now) = 0;

    // --- films. They are written in parts, so that nobody waits for a whole one ---
    // Waits unseen by others until a message takes it. Refused "too_many_pending_clips".
    [[nodiscard]] virtual Stored<contract::Clip> add_film(const FamilyCaller&, const NewFilm&,
                                                          const Once&, Time now) = 0;
    // The elder's word to one relative, who alone sees it. NotFound "member_not_found".
    [[nodiscard]] virtual Stored<contract::Message> leave_film(const TerminalCaller&,
                                                               const std::string& member,
                                                               const NewFilm&, const Once&,
                                                               Time now) = 0;
    // At most `count` bytes from `from` on.
    [[nodiscard]] virtual Stored<FilmPart> film(const FilmViewer&, const std::string& id,
                                                std::uint64_t from, std::uint64_t count) = 0;
    // The elder's film was played; the first time stays.
    [[nodiscard]] virtual Stored<contract::Message> film_seen(const FamilyCaller&,
                                                              const std::string& id, Time now) = 0;

    // --- notices: written with what they tell of, when StorageOptions::notify says so ---
    // Those whose time has come, oldest first. What nobody needs any more is given up here.
    [[nodiscard]] virtual Stored<std::vector<Notice>> due_notices(int limit, Time now) = 0;
    // next: when to try again; nothing: it is over. Of a visit the TV hears whether it was told: from the first try on
    // that failed, until one goes through after all.
    [[nodiscard]] virtual Stored<void> notice_tried(const std::string& notice, bool delivered,
                                                    std::optional<Time> next, Time now) = 0;

    // --- photos: JPEG bytes ---
    [[nodiscard]] virtual Stored<std::string> photo(const Viewer&, const std::string& id,
                                                    PhotoSize) = 0;

    // --- staff ---
    // Refused "wrong_name_or_password" after the same work for unknown names;
    // "too_many_tries" with retry_after for an address that keeps guessing.
    [[nodiscard]] virtual Stored<StaffSession> sign_in_from(const contract::SignIn&,
                                                            const SignInFrom&, Time now) = 0;
    [[nodiscard]] Stored<StaffSession> sign_in(const contract::SignIn& given,
                                               const std::string& address, Time now) {
        return sign_in_from(given, {address}, now);
    }
    [[nodiscard]] virtual Stored<void> sign_out(const StaffCaller&, Time now) = 0;
    [[nodiscard]] virtual Stored<contract::StaffSelf> staff_self(const StaffCaller&) = 0;
    // At most 50 rows, `total` counts all. An empty query lists.
    [[nodiscard]] virtual Stored<contract::HouseholdList> search_households(
        const StaffCaller&, const std::string& query) = 0;
    // `online` is left false in both.
    [[nodiscard]] virtual Stored<contract::TerminalList> terminals(const StaffCaller&) = 0;
    [[nodiscard]] virtual Stored<void> unpair(const StaffCaller&, const std::string& terminal,
                                              Time now) = 0;

    // --- provisioning; each answers the new id, or the secret of a new link ---
    [[nodiscard]] virtual Stored<std::string> create_organisation(const StaffCaller&,
                                                                  const NewOrganisation&,
                                                                  Time now) = 0;
    [[nodiscard]] virtual Stored<std::string> create_household(const StaffCaller&,
                                                               const NewHousehold&, Time now) = 0;
    [[nodiscard]] virtual Stored<std::string> create_member(const StaffCaller&, const NewMember&,
                                                            Time now) = 0;
    [[nodiscard]] virtual Stored<std::string> create_staff(const StaffCaller&, const NewStaff&,
                                                           Time now) = 0;
    [[nodiscard]] virtual Stored<std::string> create_link(const StaffCaller&,
                                                          const std::string& member, Time now) = 0;
    // Ends the member's links and sessions; the member stays, inactive. A new link ends those before it.
    [[nodiscard]] virtual Stored<void> revoke_links(const StaffCaller&, const std::string& member,
                                                    Time now) = 0;
    [[nodiscard]] virtual Stored<contract::Household> edit_household(const StaffCaller&,
                                                                     const std::string& household,
                                                                     const HouseholdEdit&,
                                                                     Time now) = 0;
    [[nodiscard]] virtual Stored<bool> is_empty() = 0;  // no organisation yet
    // Within together(): whoever else claims it waits for the end of this. Conflict "administrator_exists".
    [[nodiscard]] virtual Stored<void> claim_first_administrator() = 0;

    // --- events: read again after every hint, and once a second without one ---
    [[nodiscard]] virtual Stored<Replay> replay(const std::string& recipient, std::uint64_t after,
                                                int limit) = 0;
    // 0 for a recipient that never had an event.
    [[nodiscard]] virtual Stored<std::map<std::string, std::uint64_t>> last_sequences(
        const std::vector<std::string>& recipients) = 0;
    // Who was given an event since `then`, by the clocks of those who wrote, and up to which sequence.
    [[nodiscard]] virtual Stored<std::map<std::string, std::uint64_t>> moved_since(Time then) = 0;

    // --- operations ---
    // All that `body` does through the repository it is given is kept, or none of it. It may be run again
    // from the start, and must end with the first error. Its hints are left to the poll.
    [[nodiscard]] virtual Stored<void> together(const std::function<Stored<void>(Repository&)>& body) = 0;
    [[nodiscard]] virtual Stored<std::vector<AuditEntry>> audit(const StaffCaller&,
                                                                const std::string& household,
                                                                int limit) = 0;  // newest first
    // Events of 30 days, dead pairings and sessions, answers of 7 days, photos and films nobody sent
    // within a day.
    [[nodiscard]] virtual Stored<Pruned> prune(Time now) = 0;
};

}  // namespace anju::server
