// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/codec.hpp"

#include "platform/contract/fields.hpp"
#include "platform/contract/json_reader.hpp"
#include "platform/contract/json_writer.hpp"

namespace anju::contract {

template <class T>
std::string encode(const T& value) {
    std::string out;
    write(out, value);
    return out;
}

template <class T>
Result<T> decode(std::string_view json) {
    auto document = Document::parse(json);
    if (!document) {
        return tl::unexpected(std::move(document.error()));
    }
    T value{};
    if (Fine fault = read(document->root(), value)) {
        const std::string path = fault->path.empty() ? "the whole" : fault->path;
        return tl::unexpected(
            Error{ErrorKind::Malformed, "wrong_field", path + ": " + fault->what, {}});
    }
    return value;
}

#define ANJU_CODEC(T)                               \
    template std::string encode<T>(const T& value); \
    template Result<T> decode<T>(std::string_view json);
ANJU_CODEC(Photo)
ANJU_CODEC(Member)
ANJU_CODEC(Person)
ANJU_CODEC(Night)
ANJU_CODEC(ScreenManner)
ANJU_CODEC(Weather)
ANJU_CODEC(Household)
ANJU_CODEC(Message)
ANJU_CODEC(PairingRequest)
ANJU_CODEC(PairingCode)
ANJU_CODEC(PairingPoll)
ANJU_CODEC(Paired)
ANJU_CODEC(Snapshot)
ANJU_CODEC(SeenRequest)
ANJU_CODEC(LinkExchange)
ANJU_CODEC(FamilyHome)
ANJU_CODEC(NewMessage)
ANJU_CODEC(TvPresence)
ANJU_CODEC(SignIn)
ANJU_CODEC(StaffSelf)
ANJU_CODEC(HouseholdRow)
ANJU_CODEC(HouseholdList)
ANJU_CODEC(PairingFound)
ANJU_CODEC(PairingApproval)
ANJU_CODEC(TerminalRow)
ANJU_CODEC(TerminalList)
ANJU_CODEC(FactValue)
ANJU_CODEC(FileChange)
ANJU_CODEC(FileChanges)
ANJU_CODEC(WordCounts)
ANJU_CODEC(HomeFile)
ANJU_CODEC(Contact)
ANJU_CODEC(Contacts)
ANJU_CODEC(ContactsEdit)
ANJU_CODEC(CareRecord)
ANJU_CODEC(CareRecordEdit)
ANJU_CODEC(Reading)
ANJU_CODEC(Readings)
ANJU_CODEC(NewReading)
ANJU_CODEC(ReadingMistake)
ANJU_CODEC(FactEdit)
ANJU_CODEC(NewFact)
ANJU_CODEC(NewHome)
ANJU_CODEC(Place)
ANJU_CODEC(PlaceList)
ANJU_CODEC(NewPlace)
ANJU_CODEC(PlaceName)
ANJU_CODEC(StaffRow)
ANJU_CODEC(StaffList)
ANJU_CODEC(NewPerson)
ANJU_CODEC(StaffLink)
ANJU_CODEC(Invited)
ANJU_CODEC(StaffSignIn)
ANJU_CODEC(StaffSignIns)
ANJU_CODEC(StaffFile)
ANJU_CODEC(PasswordChange)
ANJU_CODEC(WelcomeAsked)
ANJU_CODEC(Welcome)
ANJU_CODEC(ChosenPassword)
ANJU_CODEC(ImportReport)
ANJU_CODEC(ImportRows)
ANJU_CODEC(ImportApply)
ANJU_CODEC(FirstContactEdit)
ANJU_CODEC(NewRelative)
ANJU_CODEC(Rights)
ANJU_CODEC(MayDo)
ANJU_CODEC(RightsEdit)
ANJU_CODEC(Relatives)
ANJU_CODEC(InviteCard)
ANJU_CODEC(Problem)
ANJU_CODEC(VisitRule)
ANJU_CODEC(VisitRules)
ANJU_CODEC(Clip)
ANJU_CODEC(Visitor)
ANJU_CODEC(Visit)
ANJU_CODEC(SideState)
ANJU_CODEC(Signal)
ANJU_CODEC(IceServer)
ANJU_CODEC(VisitTicket)
ANJU_CODEC(NewVisit)
ANJU_CODEC(NewTvVisit)
ANJU_CODEC(VisitAnswering)
ANJU_CODEC(VisitEnding)
ANJU_CODEC(VisitRings)
ANJU_CODEC(VisitsSeen)
ANJU_CODEC(RuleProposal)
ANJU_CODEC(RuleAnswer)
ANJU_CODEC(Presence)
ANJU_CODEC(VisitorEntry)
ANJU_CODEC(VisitorHome)
ANJU_CODEC(Invitation)
ANJU_CODEC(NewInvitation)
ANJU_CODEC(Phone)
ANJU_CODEC(VisitLog)
ANJU_CODEC(InvitationList)
ANJU_CODEC(PhoneList)
ANJU_CODEC(PersonalLink)
ANJU_CODEC(NewLink)
ANJU_CODEC(BoxCertificate)
ANJU_CODEC(FreeFrom)
ANJU_CODEC(Unpaired)
ANJU_CODEC(BoxRow)
ANJU_CODEC(BoxList)
ANJU_CODEC(BoxAct)
ANJU_CODEC(BoxRings)
ANJU_CODEC(RingAnswer)
ANJU_CODEC(BoxRing)
ANJU_CODEC(BoxStop)
ANJU_CODEC(BoxCondition)
ANJU_CODEC(AlarmReport)
ANJU_CODEC(Alarm)
ANJU_CODEC(DeskAlarm)
ANJU_CODEC(Desk)
ANJU_CODEC(Seat)
ANJU_CODEC(SeatChange)
ANJU_CODEC(AlarmCard)
ANJU_CODEC(AlarmNote)
ANJU_CODEC(AlarmOutcome)
ANJU_CODEC(HandOver)
ANJU_CODEC(TalkWith)
ANJU_CODEC(Responder)
ANJU_CODEC(ResponderList)
ANJU_CODEC(SendResponder)
ANJU_CODEC(ResponderLink)
ANJU_CODEC(ResponderHome)
ANJU_CODEC(ResponderAnswer)
ANJU_CODEC(Heartbeat)
ANJU_CODEC(HeartbeatAnswer)
ANJU_CODEC(TestReport)
ANJU_CODEC(DeskBox)
ANJU_CODEC(DeskBoxes)
ANJU_CODEC(AlarmFigures)
ANJU_CODEC(AlarmExport)
#undef ANJU_CODEC

}  // namespace anju::contract
