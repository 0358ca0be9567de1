// SPDX-License-Identifier: Apache-2.0
// Films: nothing films or plays by itself, and what was said is not lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using model::Screen;
using Stage = model::Recording::Stage;

TerminalDriver filming() {
    auto tv = at_visiting_home();
    asks(tv, model::Open{model::Route::Family});
    asks(tv, model::StartMessage{"m1"});
    return tv;
}

contract::Message film_message(std::string id, Time sent) {
    auto message = text_message(std::move(id), "m1", "", sent);
    message.clip = contract::Clip{"C" + message.id, 12s, 640, 360, "video/mp4"};
    return message;
}

TEST(LeaveMessage, FilmsFromThatOkOn) {
    auto tv = at_visiting_home();
    asks(tv, model::Open{model::Route::Family});
    EXPECT_TRUE(tv.did<model::PrepareMedia>());
    EXPECT_FALSE(tv.did<model::StartRecording>());
    asks(tv, model::StartMessage{"m1"});
    EXPECT_EQ(screen_of(tv), Screen::LeaveMessage);
    EXPECT_EQ(tv.all<model::StartRecording>().size(), 1u);
    ASSERT_TRUE(tv.state.recording);
    EXPECT_EQ(tv.state.recording->until - tv.state.recording->since, 60s);
}

TEST(LeaveMessage, FromCallingGivesUpTheCallFirst) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    asks(tv, model::StartMessage{"m1"});
    EXPECT_TRUE(tv.did<model::StopMedia>());
    EXPECT_EQ(tv.find<model::EndVisit>()->end, contract::VisitEnd::Cancelled);
    EXPECT_EQ(screen_of(tv), Screen::LeaveMessage);
}

TEST(LeaveMessage, OkSendsWhatWasSaid) {
    auto tv = filming();
    asks(tv, model::FinishMessage{true});
    ASSERT_TRUE(tv.did<model::StopRecording>());
    EXPECT_TRUE(tv.find<model::StopRecording>()->keep);
    EXPECT_FALSE(tv.did<model::SendClip>()) << "the file is not whole yet";
    tv.happens(model::RecordingEnded{tv.state.recording->id, false});
    ASSERT_TRUE(tv.did<model::SendClip>());
    EXPECT_EQ(tv.find<model::SendClip>()->member, "m1");
    EXPECT_TRUE(tv.did<model::SaveErrands>());
    EXPECT_EQ(tv.state.recording->stage, Stage::Sending);
    tv.happens(model::ErrandDone{tv.find<model::SendClip>()->id, {}});
    EXPECT_EQ(tv.state.recording->stage, Stage::Sent);
    EXPECT_TRUE(tv.did<model::DropRecording>());
    asks(tv, model::FinishMessage{true});
    EXPECT_EQ(screen_of(tv), Screen::Family);
    EXPECT_FALSE(tv.state.recording);
}

TEST(LeaveMessage, BackDropsIt) {
    auto tv = filming();
    const auto id = tv.state.recording->id;
    asks(tv, model::FinishMessage{false});
    EXPECT_FALSE(tv.find<model::StopRecording>()->keep);
    EXPECT_EQ(tv.find<model::DropRecording>()->id, id);
    EXPECT_EQ(screen_of(tv), Screen::Family);
    tv.happens(model::RecordingEnded{id, false});
    EXPECT_FALSE(tv.did<model::SendClip>());
    EXPECT_TRUE(tv.did<model::DropRecording>()) << "a file that came late goes too";
}

TEST(LeaveMessage, LeavingTheScreenInAnyWayStopsTheCamera) {
    for (const model::Intent& way : std::vector<model::Intent>{model::GoHome{}, model::GoBack{}}) {
        auto tv = filming();
        asks(tv, way);
        ASSERT_TRUE(tv.did<model::StopRecording>());
        EXPECT_FALSE(tv.find<model::StopRecording>()->keep);
        EXPECT_FALSE(tv.state.recording);
    }
}

TEST(LeaveMessage, AfterAMinuteItWaitsForOk) {
    auto tv = filming();
    tv.wait(60s);
    EXPECT_TRUE(tv.find<model::StopRecording>()->keep);
    tv.happens(model::RecordingEnded{tv.state.recording->id, false});
    EXPECT_EQ(tv.state.recording->stage, Stage::Ready);
    EXPECT_FALSE(tv.did<model::SendClip>()) << "nothing leaves without OK";
    asks(tv, model::FinishMessage{true});
    EXPECT_TRUE(tv.did<model::SendClip>());
}

TEST(LeaveMessage, ACallComesFirstAndWhatWasSaidIsThereAfterIt) {
    auto tv = filming();
    fang_rings(tv);
    EXPECT_EQ(screen_of(tv), Screen::Ringing);
    EXPECT_TRUE(tv.find<model::StopRecording>()->keep);
    tv.happens(model::RecordingEnded{tv.state.recording->id, false});
    asks(tv, model::DeclineCall{});
    asks(tv, model::DismissCall{});
    EXPECT_EQ(screen_of(tv), Screen::LeaveMessage);
    EXPECT_EQ(tv.state.recording->stage, Stage::Ready);
}

TEST(LeaveMessage, NotSentIsSaidAndTriedAgain) {
    auto tv = filming();
    asks(tv, model::FinishMessage{true});
    tv.happens(model::RecordingEnded{tv.state.recording->id, false});
    const auto key = tv.find<model::SendClip>()->key;
    tv.happens(model::ErrandDone{tv.find<model::SendClip>()->id, error(ErrorKind::Timeout)});
    EXPECT_EQ(tv.state.recording->stage, Stage::Failed);
    tv.happens(model::Asked{model::FinishMessage{true}});
    ASSERT_TRUE(tv.did<model::SendClip>());
    EXPECT_EQ(tv.find<model::SendClip>()->key, key) << "it arrives once";
    EXPECT_EQ(tv.state.recording->stage, Stage::Sending);
    tv.happens(model::ErrandDone{tv.find<model::SendClip>()->id, error(ErrorKind::Timeout)});
    EXPECT_EQ(tv.state.recording->stage, Stage::Failed);
    tv.wait(10s);
    EXPECT_TRUE(tv.did<model::SendClip>()) << "by itself too";
}

TEST(LeaveMessage, WhatIsOnItsWayGoesOnAfterTheScreenWasLeft) {
    auto tv = filming();
    asks(tv, model::FinishMessage{true});
    tv.happens(model::RecordingEnded{tv.state.recording->id, false});
    const auto sent = tv.find<model::SendClip>()->id;
    asks(tv, model::GoHome{});
    tv.happens(model::ErrandDone{sent, error(ErrorKind::Offline)});
    tv.wait(2s);
    EXPECT_TRUE(tv.did<model::SendClip>());
}

TEST(LeaveMessage, AFilmThatCannotBeMadeIsSaid) {
    auto tv = filming();
    tv.happens(model::RecordingEnded{tv.state.recording->id, true});
    EXPECT_EQ(tv.state.recording->stage, Stage::Failed);
    EXPECT_TRUE(tv.state.recording->broken);
    asks(tv, model::StartMessage{"m1"});
    EXPECT_EQ(tv.state.recording->stage, Stage::Recording);
}

TEST(LeaveMessage, NotDuringACall) {
    auto tv = at_visiting_home();
    talks(tv);
    asks(tv, model::StartMessage{"m1"});
    EXPECT_FALSE(tv.did<model::StartRecording>());
}

TEST(Clip, IsFetchedButNeverPlaysByItself) {
    auto tv = at_visiting_home();
    tv.receives(film_message("a", tv.state.now));
    EXPECT_EQ(screen_of(tv), Screen::Message);
    ASSERT_TRUE(tv.did<model::FetchClip>());
    tv.happens(model::ClipStored{"Ca"});
    EXPECT_FALSE(tv.did<model::StartClip>());
    asks(tv, model::PlayClip{"a"});
    EXPECT_EQ(tv.find<model::StartClip>()->clip, "Ca");
    EXPECT_EQ(tv.state.playing, "a");
    tv.happens(model::ClipEnded{"Ca", false});
    EXPECT_FALSE(tv.state.playing);
}

TEST(Clip, AskedForBeforeItIsHerePlaysWhenItCame) {
    auto tv = at_visiting_home();
    tv.receives(film_message("a", tv.state.now));
    asks(tv, model::PlayClip{"a"});
    EXPECT_FALSE(tv.did<model::StartClip>());
    tv.happens(model::ClipStored{"Ca"});
    EXPECT_TRUE(tv.did<model::StartClip>());
}

TEST(Clip, LeavingTheScreenOrARingStopsIt) {
    for (const bool ring : {true, false}) {
        auto tv = at_visiting_home();
        tv.receives(film_message("a", tv.state.now));
        tv.happens(model::ClipStored{"Ca"});
        asks(tv, model::PlayClip{"a"});
        ring ? fang_rings(tv) : asks(tv, model::GoBack{});
        EXPECT_TRUE(tv.did<model::EndClip>());
        EXPECT_FALSE(tv.state.playing);
    }
}

TEST(Clip, OneAtATimeAndAgainLaterWhenItFailed) {
    auto tv = at_visiting_home();
    tv.receives(film_message("a", tv.state.now - 2min));
    tv.receives(film_message("b", tv.state.now - 1min));
    EXPECT_FALSE(tv.did<model::FetchClip>()) << "the first is under way";
    tv.happens(model::ClipFailed{"Ca", error(ErrorKind::Offline)});
    ASSERT_TRUE(tv.did<model::FetchClip>());
    EXPECT_EQ(tv.find<model::FetchClip>()->clip, "Cb");
    tv.happens(model::ClipStored{"Cb"});
    EXPECT_FALSE(tv.did<model::FetchClip>());
    tv.wait(61s);
    EXPECT_EQ(tv.find<model::FetchClip>()->clip, "Ca");
}

TEST(Clip, WhatWasLeftHereForARelativeIsNoMessageOfTheTv) {
    auto tv = at_visiting_home();
    auto message = film_message("a", tv.state.now);
    message.from.clear();
    message.to = "m1";
    tv.receives(message);
    EXPECT_TRUE(tv.state.messages.empty());
    EXPECT_EQ(screen_of(tv), Screen::Home);
}

TEST(Code, IsAskedForOnceAndKeptWhileItIsGood) {
    auto tv = at_visiting_home();
    asks(tv, model::Open{model::Route::VisitCode});
    ASSERT_TRUE(tv.did<model::FetchInvitation>());
    contract::Invitation invitation{"i1", "472905", {}, tv.state.now, tv.state.now + 10min, "http://p/visit/"};
    tv.happens(model::InvitationReceived{tv.find<model::FetchInvitation>()->id, invitation});
    EXPECT_EQ(tv.state.invitation->code, "472905");
    EXPECT_LE(model::next_deadline(tv.state) - tv.state.now, 1s) << "its time runs";
    asks(tv, model::GoBack{});
    asks(tv, model::Open{model::Route::VisitCode});
    EXPECT_FALSE(tv.did<model::FetchInvitation>()) << "Back does not void it";
    asks(tv, model::NewCode{});
    EXPECT_TRUE(tv.did<model::FetchInvitation>());
    tv.happens(model::InvitationReceived{tv.find<model::FetchInvitation>()->id, tl::unexpected{error(ErrorKind::Offline)}});
    EXPECT_TRUE(tv.state.invitation_failed);
}

// With the digits on the screen.
TerminalDriver showing_code() {
    auto tv = at_visiting_home();
    asks(tv, model::Open{model::Route::VisitCode});
    return tv;
}
TerminalDriver& code_arrives(TerminalDriver& tv, const std::string& id = "i1") {
    return tv.happens(model::InvitationReceived{*tv.state.invitation_request,
                                                contract::Invitation{id, "472905", {}, tv.state.now, tv.state.now + 10min, "http://p/visit/"}});
}
contract::Visit guest_ring(Time when, std::optional<contract::GuestWay> way) {
    auto guest = ring_of("V2", "", "大伟", when);
    guest.visitor.came_by = way;
    guest.visitor.invitation = way == contract::GuestWay::Code ? "i1" : "i9";
    return guest;
}

TEST(Code, IsShownNoMoreWhenAGuestHasComeWithIt) {
    auto tv = showing_code();
    code_arrives(tv);
    fang_rings(tv);
    EXPECT_TRUE(tv.state.invitation) << "a relative needs none";
    tv.hears(contract::VisitChanged{ended(ring_of("V1", "m1", "小芳", tv.state.now), contract::VisitEnd::Cancelled, tv.state.now)});
    auto guest = guest_ring(tv.state.now, contract::GuestWay::Code);
    tv.hears(contract::VisitChanged{guest});
    EXPECT_FALSE(tv.state.invitation);
    ASSERT_TRUE(tv.did<model::FetchInvitation>()) << "the screen below it stays open";
    code_arrives(tv, "i2");
    guest.camera = false;
    tv.hears(contract::VisitChanged{guest});
    EXPECT_TRUE(tv.state.invitation) << "the same guest";
    EXPECT_FALSE(tv.did<model::FetchInvitation>());
}

TEST(Code, ThatIsNewerIsNotUsedUpByAGuestWhoRingsOnceMore) {
    auto tv = showing_code();
    code_arrives(tv);
    auto guest = guest_ring(tv.state.now, contract::GuestWay::Code);
    tv.hears(contract::VisitChanged{guest});
    code_arrives(tv, "i2");
    tv.hears(contract::VisitChanged{ended(guest, contract::VisitEnd::Cancelled, tv.state.now)});
    guest.id = "V3";
    tv.hears(contract::VisitChanged{guest});
    EXPECT_EQ(screen_of(tv), model::Screen::Ringing);
    EXPECT_TRUE(tv.state.invitation) << "those of the next guest";
    EXPECT_FALSE(tv.did<model::FetchInvitation>());
    guest.id = "V4";
    guest.visitor.invitation = "i2";
    tv.hears(contract::VisitChanged{ended(guest, contract::VisitEnd::Busy, tv.state.now)});
    EXPECT_FALSE(tv.state.invitation);
}

TEST(Code, StaysGoodWhenAGuestComesByALink) {
    auto tv = showing_code();
    code_arrives(tv);
    tv.hears(contract::VisitChanged{guest_ring(tv.state.now, contract::GuestWay::Link)});
    EXPECT_EQ(screen_of(tv), model::Screen::Ringing);
    EXPECT_TRUE(tv.state.invitation);
    EXPECT_FALSE(tv.did<model::FetchInvitation>());
}

TEST(Code, IsUsedUpByAGuestWhoKnockedWhileTheTvWasBusy) {
    auto tv = showing_code();
    code_arrives(tv);
    talks(tv);
    tv.hears(contract::VisitChanged{ended(guest_ring(tv.state.now, contract::GuestWay::Code), contract::VisitEnd::Busy, tv.state.now)});
    EXPECT_FALSE(tv.state.invitation);
}

TEST(Code, IsUsedUpByAGuestWhoCameWhileTheLineWasBroken) {
    auto tv = showing_code();
    code_arrives(tv);
    const auto comes_back = [&](std::vector<contract::Visit> visits) {
        tv.happens(model::StreamLost{error(ErrorKind::Offline)}).happens(model::StreamOpened{});
        tv.happens(model::SnapshotReceived{*tv.state.snapshot_request, visiting_snapshot(visiting_household(), std::move(visits), tv.state.now)});
    };
    comes_back({guest_ring(tv.state.now, contract::GuestWay::Link)});
    EXPECT_TRUE(tv.state.invitation);
    auto guest = guest_ring(tv.state.now, contract::GuestWay::Code);
    guest.id = "V3";
    comes_back({guest});
    EXPECT_FALSE(tv.state.invitation);
    code_arrives(tv, "i2");
    comes_back({guest});
    EXPECT_TRUE(tv.state.invitation) << "the same guest";
}

TEST(Code, WhenItsTimeIsOverANewOneComesWhereItIsLookedAt) {
    auto tv = at_visiting_home();
    asks(tv, model::Open{model::Route::VisitCode});
    contract::Invitation invitation{"i1", "472905", {}, tv.state.now, tv.state.now + 10min, "http://p/visit/"};
    tv.happens(model::InvitationReceived{tv.find<model::FetchInvitation>()->id, invitation});
    tv.wait(10min);
    EXPECT_FALSE(tv.state.invitation);
    EXPECT_TRUE(tv.did<model::FetchInvitation>());
}

}  // namespace
}  // namespace anju::test
