// SPDX-License-Identifier: Apache-2.0
// A relative is called into the talk: beside the desk, never without it, and whatever becomes of them the desk stays.
#include <gtest/gtest.h>

#include "tests/support/alarms.hpp"

namespace anju::test {
namespace {

using contract::VisitEnd;

// A talk of three.
TerminalDriver with_relative() {
    auto tv = talking_with_desk();
    tv.hears(contract::VisitChanged{relative_visit(tv)});
    relative_answers(tv);
    return tv;
}
bool desk_alone(const TerminalDriver& tv) {
    return model::talks(tv.state) && std::holds_alternative<call::Active>(tv.state.call) && std::holds_alternative<call::Idle>(tv.state.beside.call) && tv.state.live.camera &&
           tv.scene().title == "李姐在和您说话";
}

TEST(Relative, IsCalledByItselfAndSeesTheHomeOnceTheyHaveAnswered) {
    auto tv = talking_with_desk();
    tv.hears(contract::VisitChanged{relative_visit(tv)});
    EXPECT_TRUE(std::holds_alternative<call::Dialing>(tv.state.beside.call));
    EXPECT_FALSE(tv.did<model::PlaceVisit>()) << "the platform placed it";
    EXPECT_FALSE(tv.did<model::OpenDevices>());
    EXPECT_FALSE(tv.did<model::StopMedia>());
    ASSERT_TRUE(tv.did<model::FetchTicket>());
    const auto asked = *tv.find<model::FetchTicket>();
    EXPECT_EQ(asked.visit, "R1");
    contract::VisitTicket ticket;
    ticket.visit = relative_visit(tv);
    tv.happens(model::TicketReceived{asked.id, ticket});
    ASSERT_TRUE(tv.did<model::ConnectMedia>());
    EXPECT_EQ(tv.find<model::ConnectMedia>()->call, "R1");
    EXPECT_TRUE(tv.find<model::ConnectMedia>()->beside) << "the desk's goes on";
    EXPECT_EQ(tv.scene().steps[2].title, "正在叫女儿小芳");
    EXPECT_EQ(tv.scene().title, "李姐在和您说话");
    contract::Signal offer;
    offer.visit = "R1";
    tv.happens(model::SignalMade{offer});
    ASSERT_TRUE(tv.did<model::SendSignal>());
    tv.happens(model::SignalSent{tv.find<model::SendSignal>()->id, std::nullopt});
    EXPECT_TRUE(tv.state.beside.line.signals.empty());
    relative_answers(tv);
    EXPECT_TRUE(std::holds_alternative<call::Active>(tv.state.beside.call));
    const auto scene = tv.scene();
    EXPECT_EQ(scene.title, "李姐和小芳在和您说话");
    EXPECT_EQ(scene.steps[2].title, "女儿小芳也在说话");
    ASSERT_EQ(scene.videos.size(), 3u);
    EXPECT_EQ(scene.videos[1].which, screens::VideoArea::Which::Beside);
    EXPECT_EQ(*call::id_of(tv.state.call), "T1");
}

TEST(Relative, WhoLeavesTakesOnlyTheirOwnLeg) {
    auto tv = with_relative();
    auto over = relative_visit(tv);
    over.stage = contract::VisitStage::Ended;
    over.end = VisitEnd::HungUp;
    tv.hears(contract::VisitChanged{over});
    ASSERT_EQ(tv.all<model::StopMedia>().size(), 1u);
    EXPECT_EQ(tv.find<model::StopMedia>()->call, "R1");
    EXPECT_FALSE(tv.did<model::HurryStream>());
    EXPECT_FALSE(refused(tv, "R1")) << "the platform said so";
    EXPECT_TRUE(desk_alone(tv));
    tv.hears(contract::VisitChanged{relative_visit(tv)}).wait(5s);
    EXPECT_TRUE(desk_alone(tv)) << "replayed";
    tv.hears(contract::VisitChanged{relative_visit(tv, "R2")});
    EXPECT_TRUE(std::holds_alternative<call::Dialing>(tv.state.beside.call)) << "called once more";
}

TEST(Relative, GoesWithTheTalkOfTheDesk) {
    auto tv = with_relative();
    auto over = talk_visit(tv);
    over.stage = contract::VisitStage::Ended;
    over.end = VisitEnd::HungUp;
    tv.hears(contract::VisitChanged{over});
    EXPECT_EQ(tv.all<model::StopMedia>().size(), 2u);
    EXPECT_EQ(refused(tv, "R1"), VisitEnd::HungUp);
    EXPECT_TRUE(std::holds_alternative<call::Idle>(tv.state.beside.call));
    ASSERT_EQ(tv.all<model::HurryStream>().size(), 1u);
    EXPECT_FALSE(tv.find<model::HurryStream>()->on);
    EXPECT_EQ(tv.scene().title, "李姐已接听");
}

TEST(Relative, ThatFailsLeavesTheDeskAsItIs) {
    const auto called = [] {
        auto tv = talking_with_desk();
        tv.hears(contract::VisitChanged{relative_visit(tv)});
        return tv;
    };
    auto tv = called();
    tv.happens(model::CallMoved{call::MediaFailed{"R1", 0, "no way"}});
    EXPECT_EQ(refused(tv, "R1"), VisitEnd::Failed);
    EXPECT_TRUE(desk_alone(tv));
    tv = called();
    tv.happens(model::TicketReceived{tv.find<model::FetchTicket>()->id, tl::unexpected{error(contract::ErrorKind::Refused, "visit_over")}});
    EXPECT_TRUE(desk_alone(tv));
    tv = called();
    tv.wait(45s);
    EXPECT_EQ(refused(tv, "R1"), VisitEnd::Missed);
    EXPECT_TRUE(desk_alone(tv));
    tv = called();
    auto over = relative_visit(tv);
    over.stage = contract::VisitStage::Ended;
    over.end = VisitEnd::Declined;
    tv.hears(contract::VisitChanged{over});
    EXPECT_TRUE(desk_alone(tv));
    // Their picture stands still: the stream is as well as the desk's picture is.
    tv = with_relative();
    tv.happens(model::CallMoved{call::MediaSilent{"R1", 0}});
    EXPECT_FALSE(tv.did<model::OpenStream>());
    EXPECT_EQ(tv.scene().steps[2].title, "女儿小芳已接听，正在接回来");
    EXPECT_TRUE(std::holds_alternative<call::Active>(tv.state.call));
    tv.wait(90s);
    EXPECT_TRUE(desk_alone(tv));
    // And the other way round.
    tv = with_relative();
    tv.happens(model::CallMoved{call::MediaSilent{"T1", 0}});
    EXPECT_TRUE(std::holds_alternative<call::Active>(tv.state.beside.call));
    EXPECT_EQ(tv.scene().title, "断了一下，正在接回来");
}

TEST(Relative, WhatEngineAndPlatformSayGoesToItsOwnLeg) {
    auto tv = talking_with_desk();
    tv.hears(contract::VisitChanged{relative_visit(tv)});
    contract::VisitTicket late;
    late.visit = relative_visit(tv);
    tv.happens(model::TicketReceived{77, late});  // asked before the line broke
    EXPECT_FALSE(refused(tv, "R1"));
    relative_answers(tv);
    EXPECT_TRUE(std::get<call::Active>(tv.state.beside.call).there.camera);
    contract::Signal state;
    state.visit = "R1";
    state.from = contract::VisitSide::Phone;
    state.kind = contract::SignalKind::State;
    state.state = contract::SideState{contract::Sends::SoundOnly, contract::SendsWhy::Chosen, true};
    tv.hears(contract::SignalCame{state});
    EXPECT_FALSE(std::get<call::Active>(tv.state.beside.call).there.camera);
    EXPECT_TRUE(std::get<call::Active>(tv.state.call).there.camera);
    ASSERT_EQ(tv.scene().videos.size(), 2u) << "they chose to be heard only";
    tv.happens(model::CallMoved{call::RungChanged{"R1", call::Rung::Low, call::Rung::SoundOnly}});
    EXPECT_EQ(std::get<call::Active>(tv.state.call).receives, call::Rung::Full);
    tv.happens(model::CallMoved{call::NetworkChanged{}});
    EXPECT_EQ(std::get<call::Active>(tv.state.call).link.round, 1u);
    EXPECT_EQ(std::get<call::Active>(tv.state.beside.call).link.round, 1u);
}

TEST(Relative, OnlyOfThisHomeAndOnlyIntoATalkIsCalled) {
    auto tv = talking_with_desk();
    for (const auto* member : {"", "m99"}) {
        auto stranger = relative_visit(tv, std::string("R") + member);
        stranger.visitor.member = member;
        tv.hears(contract::VisitChanged{stranger});
        EXPECT_EQ(refused(tv, stranger.id), VisitEnd::Blocked) << member;
    }
    // The relative first, and then the desk.
    tv = can_talk();
    tv.hears(contract::VisitChanged{relative_visit(tv)});
    EXPECT_FALSE(opens(tv));
    EXPECT_TRUE(std::holds_alternative<call::Idle>(tv.state.beside.call));
    tv.hears(contract::VisitChanged{talk_visit(tv)});
    EXPECT_TRUE(std::holds_alternative<call::Dialing>(tv.state.beside.call));
    EXPECT_EQ(*call::id_of(tv.state.call), "T1");
    tv = can_talk();
    tv.hears(contract::VisitChanged{relative_visit(tv)}).wait(5s);
    EXPECT_EQ(refused(tv, "R1"), VisitEnd::Blocked) << "there is no talk";
}

TEST(Relative, EndsWithTheAlarmAndOnlyOfThisAlarmIsAnyCalled) {
    for (const auto stage : {Stage::Ended, Stage::Changing, Stage::Cancelled}) {
        auto tv = talking_with_desk();
        tv.hears(contract::VisitChanged{relative_visit(tv)});
        relative_answers(tv);
        says(tv, stage);
        EXPECT_EQ(tv.all<model::StopMedia>().size(), 2u);
        EXPECT_EQ(refused(tv, "R1"), VisitEnd::HungUp);
        EXPECT_TRUE(std::holds_alternative<call::Idle>(tv.state.beside.call));
    }
    auto tv = talking_with_desk();
    auto forged = relative_visit(tv);
    forged.alarm = "forged";
    tv.hears(contract::VisitChanged{forged});
    EXPECT_EQ(refused(tv, "R1"), VisitEnd::Blocked);
    EXPECT_TRUE(std::holds_alternative<call::Idle>(tv.state.beside.call));
    tv = can_talk(Stage::Received);
    tv.hears(contract::VisitChanged{relative_visit(tv)}).wait(5s);
    EXPECT_EQ(refused(tv, "R1"), VisitEnd::Blocked);
    tv = talking_with_desk();
    tv.hears(contract::VisitChanged{relative_visit(tv)}).hears(contract::VisitChanged{relative_visit(tv, "R2")});
    EXPECT_EQ(refused(tv, "R2"), VisitEnd::Busy) << "three are enough";
    tv.hears(contract::Unpaired{});
    EXPECT_EQ(tv.all<model::StopMedia>().size(), 2u);
}

}  // namespace
}  // namespace anju::test
