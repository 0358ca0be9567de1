// SPDX-License-Identifier: Apache-2.0
// What each side of a call sends, and what is said of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::SignalKind;

TEST(Side, ThePhoneIsToldWhatThisSideSendsAndWhy) {
    auto tv = at_visiting_home();
    fang_rings(tv);
    EXPECT_TRUE(told(tv).empty());
    asks(tv, model::AnswerCall{});
    ASSERT_EQ(told(tv).size(), 1u);
    EXPECT_EQ(told(tv)[0].sends, contract::Sends::Picture);
    asks(tv, model::SetCamera{false});
    ASSERT_EQ(told(tv).size(), 1u);
    EXPECT_EQ(told(tv)[0].sends, contract::Sends::SoundOnly);
    EXPECT_EQ(told(tv)[0].why, contract::SendsWhy::Chosen);
    EXPECT_EQ(tv.find<model::OpenDevices>()->camera, false);
    asks(tv, model::SetCamera{true});
    tv.happens(model::DevicesSeen{{.camera = false, .microphone = true, .speaker = true}});
    ASSERT_EQ(told(tv).size(), 1u);
    EXPECT_EQ(told(tv)[0].why, contract::SendsWhy::NoDevice);
}

TEST(Side, ACameraThatDoesNotOpenIsSaidAfterAMoment) {
    auto tv = at_visiting_home();
    tv.happens(model::DevicesSeen{{.camera = true, .microphone = true, .speaker = true}});
    talks(tv);
    EXPECT_LE(model::next_deadline(tv.state) - tv.state.now, 3s);
    EXPECT_TRUE(told(tv.wait(2900ms)).empty()) << "it may still open";
    tv.wait(100ms);
    ASSERT_EQ(told(tv).size(), 1u);
    EXPECT_EQ(told(tv)[0].sends, contract::Sends::SoundOnly);
    EXPECT_EQ(told(tv)[0].why, contract::SendsWhy::NoDevice);
    EXPECT_TRUE(model::camera_fails(tv.state));
    tv.happens(model::LiveSeen{{true, true}});
    ASSERT_EQ(told(tv).size(), 1u);
    EXPECT_EQ(told(tv)[0].sends, contract::Sends::Picture);
    tv.wait(1min).happens(model::LiveSeen{{false, true}});
    EXPECT_FALSE(model::camera_fails(tv.state)) << "counted anew";
    EXPECT_EQ(told(tv.wait(3s)).size(), 1u);
    asks(tv, model::SetCamera{false});
    EXPECT_EQ(told(tv).at(0).why, contract::SendsWhy::Chosen);
    asks(tv, model::HangUp{});
    EXPECT_FALSE(tv.state.line.camera_awaited);
}

TEST(Side, ACameraThatNobodyHasLookedForYetIsNotSaidToFail) {
    auto tv = at_visiting_home();
    talks(tv);
    EXPECT_TRUE(told(tv.wait(1min)).empty());
    EXPECT_FALSE(model::camera_fails(tv.state));
    tv.happens(model::DevicesSeen{{.camera = true, .microphone = true, .speaker = true}});
    EXPECT_FALSE(model::camera_fails(tv.state)) << "only now can it open";
    EXPECT_EQ(told(tv.wait(3s)).size(), 1u);
}

TEST(Side, AWeakNetworkIsSaidAsSuch) {
    auto tv = at_visiting_home();
    talks(tv);
    tv.happens(model::CallMoved{call::RungChanged{"V1", call::Rung::SoundOnly, call::Rung::Full, false}});
    ASSERT_EQ(told(tv).size(), 1u);
    EXPECT_EQ(told(tv)[0].why, contract::SendsWhy::WeakNetwork);
    EXPECT_EQ(told(tv)[0].sends, contract::Sends::SoundOnly);
    tv.happens(model::CallMoved{call::RungChanged{"V1", call::Rung::SoundOnly, call::Rung::Full, true}});
    EXPECT_TRUE(told(tv).empty()) << "nothing new";
}

TEST(Side, WhatThePhoneSaysOfItselfIsKept) {
    auto tv = at_visiting_home();
    talks(tv);
    auto signal = from_phone(SignalKind::State, 0, "");
    signal.state = contract::SideState{contract::Sends::SoundOnly, contract::SendsWhy::Chosen, true};
    tv.hears(contract::SignalCame{signal});
    EXPECT_FALSE(std::get<call::Active>(tv.state.call).there.camera);
    EXPECT_FALSE(std::get<call::Active>(tv.state.call).weak_since);
    signal.state = contract::SideState{contract::Sends::Still, contract::SendsWhy::WeakNetwork, true};
    tv.hears(contract::SignalCame{signal});
    EXPECT_TRUE(std::get<call::Active>(tv.state.call).weak_since);
    EXPECT_EQ(tv.state.peer_state->why, contract::SendsWhy::WeakNetwork);
}

TEST(Side, ACameraThatThePhoneSwitchedOnSinceIsNotTakenBackByHowItAnswered) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    auto visit = ring_of(tv.find<model::PlaceVisit>()->visit, "m1", "小芳", tv.state.now);
    visit.placed_by = contract::VisitSide::Tv;
    visit.stage = contract::VisitStage::Answered;
    visit.camera = false;
    tv.hears(contract::VisitChanged{visit});
    tv.happens(model::CallMoved{call::MediaUp{visit.id, 0, {}}});
    const auto there = [&] { return std::get<call::Active>(tv.state.call).there; };
    EXPECT_FALSE(there().camera);
    auto signal = from_phone(SignalKind::State, 0, "", visit.id);
    signal.state = contract::SideState{};
    tv.hears(contract::SignalCame{signal});
    EXPECT_TRUE(there().camera);
    tv.hears(contract::VisitChanged{visit});
    EXPECT_TRUE(there().camera);
}

TEST(Live, IsWhatTheEngineSays) {
    auto tv = at_visiting_home();
    talks(tv);
    EXPECT_FALSE(tv.state.live.camera) << "wanted is not live";
    tv.happens(model::LiveSeen{{true, true}});
    EXPECT_TRUE(tv.state.live.camera);
    asks(tv, model::HangUp{});
    EXPECT_TRUE(tv.state.live.camera) << "until it is really off";
    tv.happens(model::LiveSeen{{false, false}});
    EXPECT_FALSE(tv.state.live.camera);
}

TEST(Devices, ACameraThatIsPluggedInJoins) {
    auto tv = at_visiting_home();
    tv.happens(model::DevicesSeen{{.camera = false, .microphone = true, .speaker = true}});
    talks(tv);
    tv.happens(model::DevicesSeen{{.camera = true, .microphone = true, .speaker = true}});
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    tv.happens(model::DevicesSeen{{.camera = true, .microphone = true, .speaker = true}});
    EXPECT_FALSE(tv.did<model::OpenDevices>());
}

}  // namespace
}  // namespace anju::test
