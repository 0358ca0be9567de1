// SPDX-License-Identifier: Apache-2.0
// The repository, written once for both databases. Its functions are sorted into sql_*.cpp by
// theme.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "platform/server/open_repository.hpp"
#include "platform/server/storage/beats.hpp"
#include "platform/server/storage/work.hpp"
#include "platform/server/turns.hpp"

namespace anju::server {

// Asked each second by each node. Grouped at once, SQLite would walk all events by recipient.
inline constexpr std::string_view kMovedSince =
    "WITH fresh AS MATERIALIZED (SELECT recipient, seq FROM event WHERE at >= $1)"
    " SELECT recipient, MAX(seq) FROM fresh GROUP BY recipient";

inline constexpr std::chrono::seconds kBoxesCountedFor{5};
struct BoxCount {
    int online = 0, offline = 0;
    Time at{};
};

class SqlRepository : public Repository {
  public:
    SqlRepository(std::unique_ptr<Database> database, StorageOptions options);
    [[nodiscard]] Stored<void> prepare_passwords();  // before the first sign_in

    Stored<void> ready(Time now) override;

    Stored<TerminalCaller> terminal_with_key(const std::string& key) override;
    Stored<FamilyCaller> family_with_session(const std::string& token, Time now) override;
    Stored<StaffCaller> staff_with_session(const std::string& token, Time now) override;

    Stored<contract::PairingCode> start_pairing(const contract::PairingRequest&,
                                                const std::string& address, Time now) override;
    Stored<contract::Paired> poll_pairing(const std::string& device_code, Time now) override;
    Stored<contract::PairingFound> find_pairing(const StaffCaller&, const std::string& user_code,
                                                const std::string& address, Time now) override;
    Stored<contract::TerminalRow> approve_pairing(const StaffCaller&, const std::string& user_code,
                                                  const std::string& household,
                                                  const std::string& address, const Once&,
                                                  Time now) override;

    Stored<contract::Snapshot> snapshot(const TerminalCaller&, Time now) override;
    Stored<contract::Message> mark_seen(const TerminalCaller&, const std::string& message,
                                        Time seen_at, const Once&, Time now) override;
    Stored<void> touch_terminals(const std::vector<std::string>& terminals, Time now) override;
    Stored<std::set<std::string>> still_paired(const std::vector<std::string>& terminals) override;

    Stored<Session> open_on_phone(const std::string& link, const PhoneSaid&, Time now) override;
    Stored<std::optional<Time>> touch_phone(const FamilyCaller&, Time now) override;
    Stored<contract::PhoneList> phones(const FamilyCaller&, Time now) override;
    Stored<void> take_back_phone(const FamilyCaller&, const std::string& phone, Time now) override;
    Stored<std::string> renew_link(const FamilyCaller&, const std::string& member, bool end_phones,
                                   Time now) override;
    Stored<void> end_family_session(const FamilyCaller&, Time now) override;
    Stored<contract::FamilyHome> family_home(const FamilyCaller&, Time now) override;
    Stored<void> may_message(const FamilyCaller&) override;
    Stored<contract::Photo> add_photo(const FamilyCaller&, const NewPhoto&, const Once&,
                                      Time now) override;
    Stored<contract::Message> post_message(const FamilyCaller&, const contract::NewMessage&,
                                           const Once&, Time now) override;

    Stored<contract::VisitTicket> place_visit(const VisitorCaller&, const contract::NewVisit&,
                                              const Listening&, const Once&, Time now) override;
    Stored<contract::VisitTicket> call_member(const TerminalCaller&, const contract::NewTvVisit&,
                                              Time now) override;
    Stored<contract::VisitTicket> visit_ticket(const VisitParty&, const std::string& visit,
                                               Time now) override;
    Stored<contract::VisitTicket> answer_visit(const VisitParty&, const std::string& visit,
                                               const contract::VisitAnswering&, Time now) override;
    Stored<void> send_signal(const VisitParty&, const contract::Signal&, Time now) override;
    Stored<void> visit_rings(const VisitorCaller&, const std::string& visit, bool aloud, Time now) override;
    Stored<void> rings_no_more(const std::string& member, bool others, Time now) override;
    Stored<void> visit_left(const VisitorCaller& who, const std::string& visit, Time now) override;
    Stored<contract::Visit> end_visit(const VisitParty&, const std::string& visit,
                                      contract::VisitEnd, Time now) override;
    Stored<void> may_listen(const VisitListener&, Time now) override;
    Stored<void> visits_seen(const TerminalCaller&, const std::vector<std::string>& visits,
                             Time now) override;
    Stored<contract::VisitLog> visit_log(const TerminalCaller&, const std::string& before) override;
    Stored<int> sweep_visits(const Listening&, Time now) override;
    Stored<contract::VisitorHome> visitor_home(const VisitorCaller&, Time now) override;
    Stored<void> register_certificate(const TerminalCaller&, const std::string& fingerprint,
                                      Time now) override;
    Stored<contract::Household> answer_rule(const TerminalCaller&, const contract::RuleAnswer&,
                                            Time now) override;
    Stored<contract::VisitRules> propose_rule(const FamilyCaller&, const contract::RuleProposal&,
                                              Time now) override;
    Stored<contract::VisitRules> set_quiet_hours(const FamilyCaller&, const contract::Night&,
                                                 Time now) override;
    Stored<contract::Presence> set_free_from(const FamilyCaller&, const std::string& free_from,
                                             Time now) override;
    Stored<contract::Presence> presence_of(const std::string& member, Time now) override;

    Stored<contract::Invitation> show_code(const TerminalCaller&, Time now) override;
    Stored<contract::Invitation> invite(const FamilyCaller&, const contract::NewInvitation&,
                                        Time now) override;
    Stored<contract::InvitationList> invitations(const FamilyCaller&, Time now) override;
    Stored<void> take_back_invitation(const FamilyCaller&, const std::string& invitation,
                                      Time now) override;
    Stored<GuestSession> enter_as_guest(const GuestSaid&, Time now) override;
    Stored<GuestCaller> guest_with_session(const std::string& token, Time now) override;

    Stored<contract::Clip> add_film(const FamilyCaller&, const NewFilm&, const Once&,
                                    Time now) override;
    Stored<contract::Message> leave_film(const TerminalCaller&, const std::string& member,
                                         const NewFilm&, const Once&, Time now) override;
    Stored<FilmPart> film(const FilmViewer&, const std::string& id, std::uint64_t from,
                          std::uint64_t count) override;
    Stored<contract::Message> film_seen(const FamilyCaller&, const std::string& id,
                                        Time now) override;

    Stored<std::vector<Notice>> due_notices(int limit, Time now) override;
    Stored<void> notice_tried(const std::string& notice, bool delivered, std::optional<Time> next,
                              Time now) override;

    Stored<std::string> photo(const Viewer&, const std::string& id, PhotoSize) override;

    Stored<StaffSession> sign_in_from(const contract::SignIn&, const SignInFrom&, Time now) override;
    Stored<void> sign_out(const StaffCaller&, Time now) override;
    Stored<contract::StaffSelf> staff_self(const StaffCaller&) override;
    Stored<contract::HouseholdList> search_households(const StaffCaller&,
                                                      const std::string& query) override;
    Stored<contract::TerminalList> terminals(const StaffCaller&) override;
    Stored<void> unpair(const StaffCaller&, const std::string& terminal, Time now) override;

    Stored<std::string> create_organisation(const StaffCaller&, const NewOrganisation&,
                                            Time now) override;
    Stored<std::string> create_household(const StaffCaller&, const NewHousehold&,
                                         Time now) override;
    Stored<std::string> create_member(const StaffCaller&, const NewMember&, Time now) override;
    Stored<std::string> create_staff(const StaffCaller&, const NewStaff&, Time now) override;
    Stored<std::string> create_link(const StaffCaller&, const std::string& member,
                                    Time now) override;
    Stored<void> revoke_links(const StaffCaller&, const std::string& member, Time now) override;
    Stored<contract::Household> edit_household(const StaffCaller&, const std::string& household,
                                               const HouseholdEdit&, Time now) override;
    Stored<contract::HomeFile> home_file(const StaffCaller&, const std::string& household) override;
    Stored<contract::WordCounts> word_counts(const StaffCaller&) override;
    Stored<contract::FileChanges> home_changes(const StaffCaller&, const std::string& household,
                                               std::uint64_t before) override;
    Stored<contract::FactValue> edit_fact(const StaffCaller&, const std::string& household,
                                          const contract::FactEdit&, Time now) override;
    Stored<contract::Contacts> edit_contacts(const StaffCaller&, const std::string& household,
                                             const contract::ContactsEdit&, Time now) override;
    Stored<contract::CareRecord> edit_record(const StaffCaller&, const std::string& household,
                                             const contract::CareRecordEdit&, const Once&, Time now) override;
    Stored<contract::Readings> readings(const StaffCaller&, const std::string& household, const std::string& kind) override;
    Stored<contract::Reading> add_reading(const StaffCaller&, const std::string& household, const contract::NewReading&,
                                          const Once&, Time now) override;
    Stored<contract::Reading> withdraw_reading(const StaffCaller&, const std::string& household, const std::string& reading, Time now) override;
    Stored<void> may_set_person_photo(const StaffCaller&, const std::string& household, const std::string& seen) override;
    Stored<contract::Photo> set_person_photo(const StaffCaller&, const std::string& household, const std::string& seen,
                                             const NewPhoto&, Time now) override;
    Stored<void> remove_person_photo(const StaffCaller&, const std::string& household, const std::string& seen, Time now) override;
    Stored<contract::FactValue> reveal_id_number(const StaffCaller&, const std::string& household, Time now) override;
    Stored<contract::HomeFile> make_home(const StaffCaller&, const contract::NewHome&,
                                         const Once&, Time now) override;
    Stored<contract::Relatives> relatives(const StaffCaller&, const std::string& household) override;
    Stored<contract::Relatives> set_first_contact(const StaffCaller&, const std::string& household,
                                                  const contract::FirstContactEdit&, Time now) override;
    Stored<contract::Relatives> set_rights(const StaffCaller&, const std::string& member, const contract::RightsEdit&,
                                           Time now) override;
    Stored<contract::Relatives> edit_relative(const StaffCaller&, const std::string& member, const contract::FactEdit&,
                                              Time now) override;
    Stored<void> may_set_member_photo(const StaffCaller&, const std::string& member, const std::string& seen) override;
    Stored<contract::Photo> set_member_photo(const StaffCaller&, const std::string& member, const std::string& seen,
                                             const NewPhoto&, Time now) override;
    Stored<void> remove_member_photo(const StaffCaller&, const std::string& member, const std::string& seen, Time now) override;
    Stored<contract::Relatives> add_relative(const StaffCaller&, const std::string& household,
                                             const contract::NewRelative&, const Once&, Time now) override;
    Stored<void> close_home(const StaffCaller&, const std::string& household, Time now) override;
    Stored<contract::PlaceList> places(const StaffCaller&) override;
    Stored<contract::Place> make_place(const StaffCaller&, const contract::NewPlace&, const Once&, Time now) override;
    Stored<contract::Place> rename_place(const StaffCaller&, const std::string& place, const contract::PlaceName&, Time now) override;
    Stored<void> close_place(const StaffCaller&, const std::string& place, Time now) override;
    Stored<contract::StaffList> staff_list(const StaffCaller&, const std::string& place, const std::string& query) override;
    Stored<contract::StaffFile> staff_file(const StaffCaller&, const std::string& person, Time now) override;
    Stored<contract::Invited> invite_staff(const StaffCaller&, const contract::NewPerson&, const Once&, Time now) override;
    Stored<contract::StaffLink> renew_staff_link(const StaffCaller&, const std::string& person, Time now) override;
    Stored<contract::FactValue> edit_staff(const StaffCaller&, const std::string& person, const contract::FactEdit&, Time now) override;
    Stored<void> end_staff(const StaffCaller&, const std::string& person, Time now) override;
    Stored<contract::StaffSignIns> sign_ins(const StaffCaller&, Time now) override;
    Stored<void> end_sign_in(const StaffCaller&, const std::string& session, Time now) override;
    Stored<void> change_password(const StaffCaller&, const contract::PasswordChange&, Time now) override;
    Stored<contract::Welcome> welcome(const std::string& token, Time now) override;
    Stored<StaffSession> choose_password(const contract::ChosenPassword&, const SignInFrom&, Time now) override;
    Stored<std::string> place_named(const StaffCaller&, const std::string& name) override;
    Stored<ImportPlan> plan_import(const StaffCaller&, const HomeList&, const std::string& place) override;
    Stored<ImportPlan> import_homes(const StaffCaller&, const HomeList&, const std::string& place, Keep, const std::string& seen, Time now) override;
    Stored<std::size_t> export_homes(const StaffCaller&, const ExportForm&, const std::function<bool(std::string_view)>& take, Time now) override;
    Stored<contract::BoxList> boxes(const StaffCaller&, const BoxQuery&, const IsOnline&) override;
    Stored<contract::BoxRow> box(const StaffCaller&, const std::string& id, const IsOnline&) override;
    Stored<contract::BoxRow> act_on_box(const StaffCaller&, const std::string& id, const contract::BoxAct&,
                                        const IsOnline&, Time now) override;
    Stored<void> note_box(const TerminalCaller&, const BoxSaid&, Time now) override;
    Stored<contract::BoxRow> ring_box(const StaffCaller&, const std::string& id, const IsOnline&, Time now) override;
    Stored<void> answer_ring(const TerminalCaller&, const std::string& ring, contract::RingHow, Time now) override;
    Stored<void> keep_condition(const TerminalCaller&, const contract::BoxCondition&, Time now) override;
    Stored<contract::Alarm> report_alarm(const TerminalCaller&, const contract::AlarmReport&, const MemberOnline&, Time now) override;
    Stored<contract::Alarm> alarm_of_report(const TerminalCaller&, const std::string& report) override;
    Stored<contract::Desk> desk(const StaffCaller&, const IsOnline&, Time now) override;
    Stored<contract::Seat> sit(const StaffCaller&, bool on_duty, Time now) override;
    Stored<void> watch_desk(const StaffCaller&, Time now) override;
    Stored<contract::AlarmCard> alarm_card(const StaffCaller&, const std::string& alarm, Time now) override;
    Stored<contract::AlarmCard> accept_alarm(const StaffCaller&, const std::string& alarm, Time now) override;
    Stored<contract::AlarmCard> note_alarm(const StaffCaller&, const std::string& alarm, const std::string& text, Time now) override;
    Stored<contract::AlarmCard> decide_alarm(const StaffCaller&, const std::string& alarm, const contract::AlarmOutcome&, Time now) override;
    Stored<contract::AlarmCard> called_back(const StaffCaller&, const std::string& alarm, const std::string& text, Time now) override;
    Stored<contract::AlarmCard> close_alarm(const StaffCaller&, const std::string& alarm, Time now) override;
    Stored<contract::VisitTicket> place_talk(const StaffCaller&, const std::string& alarm, const contract::NewVisit&, const Listening&, const Once&, Time now) override;
    Stored<contract::AlarmCard> talk_with(const StaffCaller&, const std::string& alarm, const std::string& member, const Once&, Time now) override;
    Stored<contract::AlarmExport> export_alarm(const StaffCaller&, const std::string& alarm, Time now) override;
    Stored<contract::AlarmFigures> alarm_figures(const StaffCaller&, std::chrono::year_month month, Time now) override;
    Stored<contract::ResponderList> responders(const StaffCaller&, const std::string& alarm) override;
    Stored<contract::ResponderLink> send_responder(const StaffCaller&, const std::string& alarm, const std::string& responder, const Once&, Time now) override;
    Stored<contract::AlarmCard> called_ambulance(const StaffCaller&, const std::string& alarm, const std::string& text, Time now) override;
    Stored<contract::AlarmCard> offer_alarm(const StaffCaller&, const std::string& alarm, const contract::HandOver&, Time now) override;
    Stored<contract::ResponderHome> responder_home(const std::string& link, const std::string& address, Time now) override;
    Stored<contract::ResponderHome> responder_answers(const std::string& link, const std::string& address, const contract::ResponderAnswer&, Time now) override;
    Stored<int> move_alarms(const MemberOnline&, Time now) override;
    Stored<contract::HeartbeatAnswer> heard_beat(const TerminalCaller&, const contract::Heartbeat&, Time now) override;
    Stored<void> keep_test(const TerminalCaller&, const contract::TestReport&, Time now) override;
    Stored<std::optional<contract::BoxWatch>> box_watch(const StaffCaller&, const std::string& box, Time now) override;
    Stored<contract::DeskBoxes> desk_boxes(const StaffCaller&, Time now) override;
    Stored<int> watch_boxes(Time now) override;
    Stored<bool> is_empty() override;
    Stored<void> claim_first_administrator() override;

    Stored<Replay> replay(const std::string& recipient, std::uint64_t after, int limit) override;
    Stored<std::map<std::string, std::uint64_t>> moved_since(Time then) override;
    Stored<std::map<std::string, std::uint64_t>> last_sequences(
        const std::vector<std::string>& recipients) override;

    Stored<std::vector<AuditEntry>> audit(const StaffCaller&, const std::string& household,
                                          int limit) override;
    Stored<Pruned> prune(Time now) override;
    Stored<void> together(const std::function<Stored<void>(Repository&)>& body) override;

  private:
    enum class Telling { AtOnce, Later };  // the desk, of what came of an alarm
    // Body: Stored<T>(Work&). It may run twice; its answer counts once it is committed.
    template <class T, class Body>
    Stored<T> write(Time now, const Body& body, Urgency urgency = Urgency::Routine, Telling telling = Telling::AtOnce) {
        Stored<T> answer = tl::unexpected(RepositoryError{});
        std::vector<std::string> woken;
        bool desk_news = false;
        const Stored<void> done = database_->write([&](Transaction& tx) -> Stored<void> {
            Work work{tx, now, {}};
            answer = body(work);
            if (answer) {
                give_all_late(work);
            }
            woken = std::move(work.woken);
            desk_news = work.desk_news;
            return answer ? Stored<void>{} : tl::unexpected(answer.error());
        }, urgency);
        if (!done) {
            if (done.error().code == "disk_full") {
                disk_was_full_ = true;
            }
            return tl::unexpected(done.error());
        }
        if (!woken.empty() && options_.on_committed) {
            options_.on_committed(woken);
        }
        if (desk_news && telling == Telling::AtOnce) {
            (void)tell_desk_news(now, 1);  // whoever called is waiting; what is left stands in the database, and move_alarms tells it
        }
        return answer;
    }

    template <class T, class Body>
    Stored<T> read(const Body& body) {
        Stored<T> answer = tl::unexpected(RepositoryError{});
        const Stored<void> done = database_->read([&](Transaction& tx) -> Stored<void> {
            answer = body(tx);
            return answer ? Stored<void>{} : tl::unexpected(answer.error());
        });
        return done ? answer : tl::unexpected(done.error());
    }

    // Signals and answers of a talk wait behind nothing that is routine.
    Urgency urgency_of_visit(const std::string& visit);
    template <class Act>
    Stored<contract::AlarmCard> at_desk(const StaffCaller&, const std::string& alarm, Time now, const Act& act);
    BoxCount boxes_of_desk(Transaction& tx, const std::string& scope, Time now);
    void list_boxes_anew();
    Stored<void> tell_desk_news(Time now, int times);
    Stored<std::size_t> tell_some_desk_news(const std::string& only, Time now);
    Stored<void> tell_desk_news_singly(Time now);
    struct DueAlarms;
    Stored<DueAlarms> due_alarms(Time now);
    Stored<void> wrong_link(const std::string& address, Time now);
    std::vector<Notice> due_responder_notices(int limit, Time now);
    Stored<bool> responder_notice_tried(const std::string& notice, bool delivered, std::optional<Time> next, Time now);
    Stored<void> lose_seat(const std::string& staff, Time now);
    Stored<void> write_parts(const std::string& film, std::string_view bytes, Time now);

    std::unique_ptr<Database> database_;
    StorageOptions options_;
    std::mutex counting_;
    std::map<std::string, BoxCount> boxes_counted_;  // within a scope
    std::map<std::string, std::pair<Time, contract::DeskBoxes>> boxes_listed_;
    std::uint64_t boxes_changed_ = 0;  // by this node; a list from before a change is not kept
    HeardBeats beats_;
    std::mutex unsent_;
    struct UnsentLink {
        std::string link;
        Time made_at{};
    };
    std::map<std::string, UnsentLink> unsent_links_;  // of responders, by the notice that waits for its way out
    std::mutex telling_;
    std::atomic<bool> desk_news_{false};  // there may be some that nobody tells yet
    std::map<std::string, Time> untold_;  // whoever tells; alarms that could not be told, until then
    std::mutex moving_;
    std::map<std::string, Time> put_off_;  // alarms and seats that could not be moved, until then
    std::atomic<bool> disk_was_full_{false};  // somebody was told so, and ready() has not found room since
    std::string nobodys_password_;            // hashed, to compare with for unknown names
    Turns passwords_{2, 8};  // Argon2id takes 64 MiB each
};

}  // namespace anju::server
