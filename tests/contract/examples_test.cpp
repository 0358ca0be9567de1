// SPDX-License-Identifier: Apache-2.0
// The examples are what others write their programs from, so they hold every field and survive the
// trip.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "platform/contract/codec.hpp"
#include "platform/contract/desk.hpp"
#include "platform/contract/home_list.hpp"
#include "platform/contract/reading.hpp"
#include "platform/contract/relatives.hpp"

namespace anju::contract {
namespace {

const std::filesystem::path kExamples =
    std::filesystem::path(ANJU_SOURCE_DIR) / "platform/contract/examples";

std::string example(const std::string& name) {
    std::ifstream file(kExamples / (name + ".json"));
    EXPECT_TRUE(file) << name;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Text to value to text and back to the same value, in JSON's own sense of "same".
template <class T>
std::string trip(const std::string& text) {
    const auto value = decode<T>(text);
    if (!value) {
        return value.error().context;
    }
    const std::string written = encode(*value);
    EXPECT_EQ(decode<T>(written), value);
    return written;
}

constexpr const char* kEvents[] = {"household", "message", "unpaired", "visit", "signal", "presence", "ring", "alarm", "desk_alarm", "seat", "desk_box"};

using Trip = std::string (*)(const std::string&);
const std::map<std::string, Trip> kTrips = {
    {"photo", trip<Photo>},
    {"member", trip<Member>},
    {"person", trip<Person>},
    {"night", trip<Night>},
    {"screen_manner", trip<ScreenManner>},
    {"weather", trip<Weather>},
    {"household", trip<Household>},
    {"message", trip<Message>},
    {"pairing_request", trip<PairingRequest>},
    {"pairing_code", trip<PairingCode>},
    {"pairing_poll", trip<PairingPoll>},
    {"paired", trip<Paired>},
    {"snapshot", trip<Snapshot>},
    {"seen_request", trip<SeenRequest>},
    {"link_exchange", trip<LinkExchange>},
    {"family_home", trip<FamilyHome>},
    {"new_message", trip<NewMessage>},
    {"tv_presence", trip<TvPresence>},
    {"sign_in", trip<SignIn>},
    {"staff_self", trip<StaffSelf>},
    {"household_row", trip<HouseholdRow>},
    {"household_list", trip<HouseholdList>},
    {"pairing_found", trip<PairingFound>},
    {"pairing_approval", trip<PairingApproval>},
    {"terminal_row", trip<TerminalRow>},
    {"terminal_list", trip<TerminalList>},
    {"fact_value", trip<FactValue>},
    {"file_change", trip<FileChange>},
    {"file_changes", trip<FileChanges>},
    {"word_counts", trip<WordCounts>},
    {"home_file", trip<HomeFile>},
    {"contact", trip<Contact>},
    {"contacts", trip<Contacts>},
    {"contacts_edit", trip<ContactsEdit>},
    {"care_record", trip<CareRecord>},
    {"care_record_edit", trip<CareRecordEdit>},
    {"reading", trip<Reading>},
    {"readings", trip<Readings>},
    {"new_reading", trip<NewReading>},
    {"reading_mistake", trip<ReadingMistake>},
    {"fact_edit", trip<FactEdit>},
    {"new_fact", trip<NewFact>},
    {"new_home", trip<NewHome>},
    {"place", trip<Place>},
    {"place_list", trip<PlaceList>},
    {"new_place", trip<NewPlace>},
    {"place_name", trip<PlaceName>},
    {"staff_row", trip<StaffRow>},
    {"staff_list", trip<StaffList>},
    {"new_person", trip<NewPerson>},
    {"staff_link", trip<StaffLink>},
    {"invited", trip<Invited>},
    {"staff_sign_in", trip<StaffSignIn>},
    {"staff_sign_ins", trip<StaffSignIns>},
    {"staff_file", trip<StaffFile>},
    {"password_change", trip<PasswordChange>},
    {"welcome_asked", trip<WelcomeAsked>},
    {"welcome", trip<Welcome>},
    {"chosen_password", trip<ChosenPassword>},
    {"import_report", trip<ImportReport>},
    {"import_rows", trip<ImportRows>},
    {"import_apply", trip<ImportApply>},
    {"first_contact_edit", trip<FirstContactEdit>},
    {"new_relative", trip<NewRelative>},
    {"rights", trip<Rights>},
    {"may_do", trip<MayDo>},
    {"rights_edit", trip<RightsEdit>},
    {"invite_card", trip<InviteCard>},
    {"relatives", trip<Relatives>},
    {"problem", trip<Problem>},
    {"visit_rule", trip<VisitRule>},
    {"visit_rules", trip<VisitRules>},
    {"clip", trip<Clip>},
    {"visitor", trip<Visitor>},
    {"visit", trip<Visit>},
    {"side_state", trip<SideState>},
    {"signal", trip<Signal>},
    {"ice_server", trip<IceServer>},
    {"visit_ticket", trip<VisitTicket>},
    {"new_visit", trip<NewVisit>},
    {"new_tv_visit", trip<NewTvVisit>},
    {"visit_answering", trip<VisitAnswering>},
    {"visit_ending", trip<VisitEnding>},
    {"visit_rings", trip<VisitRings>},
    {"visits_seen", trip<VisitsSeen>},
    {"rule_proposal", trip<RuleProposal>},
    {"rule_answer", trip<RuleAnswer>},
    {"presence", trip<Presence>},
    {"visitor_entry", trip<VisitorEntry>},
    {"visitor_home", trip<VisitorHome>},
    {"invitation", trip<Invitation>},
    {"new_invitation", trip<NewInvitation>},
    {"phone", trip<Phone>},
    {"visit_log", trip<VisitLog>},
    {"invitation_list", trip<InvitationList>},
    {"phone_list", trip<PhoneList>},
    {"personal_link", trip<PersonalLink>},
    {"new_link", trip<NewLink>},
    {"box_certificate", trip<BoxCertificate>},
    {"free_from", trip<FreeFrom>},
    {"box_row", trip<BoxRow>},
    {"box_list", trip<BoxList>},
    {"box_act", trip<BoxAct>},
    {"box_rings", trip<BoxRings>},
    {"box_ring", trip<BoxRing>},
    {"ring_answer", trip<RingAnswer>},
    {"box_stop", trip<BoxStop>},
    {"box_condition", trip<BoxCondition>},
    {"alarm_report", trip<AlarmReport>},
    {"alarm", trip<Alarm>},
    {"desk_alarm", trip<DeskAlarm>},
    {"seat", trip<Seat>},
    {"seat_change", trip<SeatChange>},
    {"desk", trip<Desk>},
    {"alarm_card", trip<AlarmCard>},
    {"alarm_note", trip<AlarmNote>},
    {"alarm_outcome", trip<AlarmOutcome>},
    {"hand_over", trip<HandOver>},
    {"talk_with", trip<TalkWith>},
    {"responder", trip<Responder>},
    {"responder_list", trip<ResponderList>},
    {"send_responder", trip<SendResponder>},
    {"responder_link", trip<ResponderLink>},
    {"responder_home", trip<ResponderHome>},
    {"responder_answer", trip<ResponderAnswer>},
    {"heartbeat", trip<Heartbeat>},
    {"heartbeat_answer", trip<HeartbeatAnswer>},
    {"test_report", trip<TestReport>},
    {"desk_box", trip<DeskBox>},
    {"desk_boxes", trip<DeskBoxes>},
    {"alarm_figures", trip<AlarmFigures>},
    {"alarm_export", trip<AlarmExport>},
};

TEST(Examples, SurviveTheTrip) {
    for (const auto& [name, make_trip] : kTrips) {
        const std::string text = example(name);
        EXPECT_EQ(nlohmann::json::parse(make_trip(text), nullptr, false),
                  nlohmann::json::parse(text))
            << name;
    }
}

TEST(Examples, StandForEveryTypeAndNothingElse) {
    std::set<std::string> names;
    for (const auto& [name, make_trip] : kTrips) {
        names.insert(name);
    }
    for (const std::string name : kEvents) {
        names.insert("event_" + name);
    }
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(kExamples)) {
        files.insert(entry.path().stem().string());
    }
    EXPECT_EQ(files, names);
}

TEST(Examples, OfEventsSurviveTheTripOnOneLine) {
    for (const std::string name : kEvents) {
        const std::string text = example("event_" + name);
        const auto body = decode_event(name, text);
        ASSERT_TRUE(body) << name << ": " << body.error().context;
        EXPECT_EQ(event_name(*body), name);
        const std::string written = encode_event_data(*body);
        EXPECT_EQ(written.find('\n'), std::string::npos) << "SSE ends the data there";
        EXPECT_EQ(nlohmann::json::parse(written), nlohmann::json::parse(text));
    }
}

}  // namespace
}  // namespace anju::contract
