// SPDX-License-Identifier: Apache-2.0
// Calls for help and the desk that answers them. Blocks, and is one transaction, as all of the repository. docs/alarm.md has the rules.
#pragma once

#include <chrono>
#include <string>

#include "platform/contract/alarm_figures.hpp"
#include "platform/contract/desk.hpp"
#include "platform/contract/responder.hpp"
#include "platform/server/box_records.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/records.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

using MemberOnline = std::function<bool(const std::string& member)>;  // has a page open: only the event hub knows

class AlarmRecords {
  public:
    virtual ~AlarmRecords() = default;

    // --- a box ---
    // Whatever comes twice, late or in another order changes nothing; goes before what is routine. Refused: report_malformed.
    // Conflict: report_of_another (a run of another box), report_sequence (this run has another one).
    [[nodiscard]] virtual Stored<contract::Alarm> report_alarm(const TerminalCaller&, const contract::AlarmReport&, const MemberOnline&,
                                                               contract::Time now) = 0;
    // NotFound "alarm_not_found": also one of another box.
    [[nodiscard]] virtual Stored<contract::Alarm> alarm_of_report(const TerminalCaller&, const std::string& report) = 0;

    // --- the desk: operators, and managers as the heads of their places; others are Refused "role_missing" ---
    [[nodiscard]] virtual Stored<contract::Desk> desk(const StaffCaller&, const IsOnline&, contract::Time now) = 0;
    // Conflict "alarm_in_hand": who has one does not go off duty.
    [[nodiscard]] virtual Stored<contract::Seat> sit(const StaffCaller&, bool on_duty, contract::Time now) = 0;
    // A page of the desk is open: it is told what concerns it, on duty or not.
    [[nodiscard]] virtual Stored<void> watch_desk(const StaffCaller&, contract::Time now) = 0;

    // NotFound "alarm_not_found" in all of these.
    [[nodiscard]] virtual Stored<contract::AlarmCard> alarm_card(const StaffCaller&, const std::string& alarm, contract::Time now) = 0;
    // Once more: the same answer. Conflict: alarm_taken (the context says whose it is), seat_off_duty, alarm_cancelled, alarm_closed.
    [[nodiscard]] virtual Stored<contract::AlarmCard> accept_alarm(const StaffCaller&, const std::string& alarm, contract::Time now) = 0;
    // Kept as typed. Refused: not_text, note_too_long. Conflict "alarm_taken": another has it, and writes there.
    [[nodiscard]] virtual Stored<contract::AlarmCard> note_alarm(const StaffCaller&, const std::string& alarm, const std::string& text, contract::Time now) = 0;
    // Refused also: outcome_unknown. Conflict: alarm_taken, alarm_waiting (nobody has it yet), alarm_closed.
    [[nodiscard]] virtual Stored<contract::AlarmCard> decide_alarm(const StaffCaller&, const std::string& alarm, const contract::AlarmOutcome&, contract::Time now) = 0;
    // Conflict "no_call_back": nobody has to ring there, or somebody has rung.
    [[nodiscard]] virtual Stored<contract::AlarmCard> called_back(const StaffCaller&, const std::string& alarm, const std::string& text, contract::Time now) = 0;
    // Conflict: outcome_missing, alarm_taken, alarm_waiting, alarm_cancelled, alarm_closed.
    [[nodiscard]] virtual Stored<contract::AlarmCard> close_alarm(const StaffCaller&, const std::string& alarm, contract::Time now) = 0;

    // --- the talk: a visit of this seat with the box whose press came last; Visit::alarm says of which alarm. As any visit goes on, with
    // the seat as its party. What is on there ends; nothing holds it. The same again: the same talk.
    // Conflict: alarm_waiting, alarm_taken, alarm_cancelled, alarm_closed, tv_offline, certificate_unknown. Refused: fingerprint_malformed.
    [[nodiscard]] virtual Stored<contract::VisitTicket> place_talk(const StaffCaller&, const std::string& alarm, const contract::NewVisit&, const Listening&, const Once&, contract::Time now) = 0;
    // This relative's pages ring, and the TV is the other side. Conflict also: talk_missing (nobody talks with the home), talk_full (another
    // relative is in it, or is rung). NotFound also "member_not_found".
    [[nodiscard]] virtual Stored<contract::AlarmCard> talk_with(const StaffCaller&, const std::string& alarm, const std::string& member, const Once&, contract::Time now) = 0;
    // Whole, for a file; noted in the audit. Operators and managers.
    [[nodiscard]] virtual Stored<contract::AlarmExport> export_alarm(const StaffCaller&, const std::string& alarm, contract::Time now) = 0;
    // A month by the desk's clock, of the caller's place and those below. Managers and administrators.
    [[nodiscard]] virtual Stored<contract::AlarmFigures> alarm_figures(const StaffCaller&, std::chrono::year_month month, contract::Time now) = 0;

    // --- going there, 120, handing over: of these only the list is for who does not have the alarm. Conflict as in decide_alarm, and alarm_cancelled ---
    [[nodiscard]] virtual Stored<contract::ResponderList> responders(const StaffCaller&, const std::string& alarm) = 0;
    // Who was sent before is replaced. The same key again: another link of the same sending. NotFound also "responder_not_found"; Conflict
    // "responder_replaced": somebody was sent after this.
    [[nodiscard]] virtual Stored<contract::ResponderLink> send_responder(const StaffCaller&, const std::string& alarm, const std::string& responder, const Once&,
                                                                         contract::Time now) = 0;
    // What was read out; the same within half a minute is written once.
    [[nodiscard]] virtual Stored<contract::AlarmCard> called_ambulance(const StaffCaller&, const std::string& alarm, const std::string& text, contract::Time now) = 0;
    // The other accepts with accept_alarm. Conflict also "seat_not_there".
    [[nodiscard]] virtual Stored<contract::AlarmCard> offer_alarm(const StaffCaller&, const std::string& alarm, const contract::HandOver&, contract::Time now) = 0;

    // --- who was sent, by the link. Refused: link_not_valid, and too_many_tries of an address with many wrong ones; Conflict: alarm_closed,
    // responder_replaced of one that was right ---
    [[nodiscard]] virtual Stored<contract::ResponderHome> responder_home(const std::string& link, const std::string& address, contract::Time now) = 0;
    // Refused also: answer_unknown, minutes_impossible. Said twice it changes nothing.
    [[nodiscard]] virtual Stored<contract::ResponderHome> responder_answers(const std::string& link, const std::string& address, const contract::ResponderAnswer&,
                                                                            contract::Time now) = 0;

    // What time does, each step once, whichever node comes first; answers how many alarms it moved.
    [[nodiscard]] virtual Stored<int> move_alarms(const MemberOnline&, contract::Time now) = 0;
};

}  // namespace anju::server
