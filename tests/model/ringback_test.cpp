// SPDX-License-Identifier: Apache-2.0
// The tone that says that it rings there: heard exactly as long as the phone says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using model::Screen;

contract::Visit placed_here(const TerminalDriver& tv) {
    auto visit = ring_of(tv.find<model::PlaceVisit>()->visit, "m1", "小芳", tv.state.now);
    visit.placed_by = contract::VisitSide::Tv;
    return visit;
}

// Called, and her page says that it rings.
TerminalDriver rings_at_hers() {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    auto visit = placed_here(tv);
    tv.happens(model::TicketReceived{tv.find<model::PlaceVisit>()->id, ticket_of(visit)});
    EXPECT_FALSE(tv.did<model::StartRing>()) << "placed, but no phone has said that it rings";
    visit.rings = true;
    tv.hears(contract::VisitChanged{visit});
    EXPECT_TRUE(tv.did<model::StartRing>());
    if (tv.did<model::StartRing>()) {
        EXPECT_EQ(tv.find<model::StartRing>()->tone, call::Tone::Ringback);
    }
    return tv;
}

TEST(Ringback, IsHeardUntilTheAnswer) {
    auto tv = rings_at_hers();
    tv.wait(5s);
    EXPECT_FALSE(tv.did<model::StartRing>() || tv.did<model::StopRing>());
    auto visit = *tv.state.visit;
    visit.stage = contract::VisitStage::Answered;
    tv.hears(contract::VisitChanged{visit});
    EXPECT_TRUE(tv.did<model::OpenDevices>());
    EXPECT_TRUE(tv.did<model::StopRing>());
}

TEST(Ringback, EndsWithEveryEnd) {
    for (const auto end : {contract::VisitEnd::Declined, contract::VisitEnd::Busy, contract::VisitEnd::Missed}) {
        auto tv = rings_at_hers();
        tv.hears(contract::VisitChanged{ended(*tv.state.visit, end, tv.state.now)});
        EXPECT_TRUE(tv.did<model::StopRing>());
    }
    auto given_up = rings_at_hers();
    asks(given_up, model::HangUp{});
    EXPECT_TRUE(given_up.did<model::StopRing>());
    auto waited = rings_at_hers();
    waited.wait(45s);
    EXPECT_TRUE(waited.did<model::StopRing>());
    EXPECT_EQ(screen_of(waited), Screen::VisitEnded);
}

TEST(Ringback, IsHeardOnlyWhileItRingsAloud) {
    auto tv = rings_at_hers();
    auto visit = *tv.state.visit;
    for (const auto rings : {std::optional(false), std::optional<bool>()}) {
        visit.rings = rings;  // it is seen there and silent; the page is gone
        tv.hears(contract::VisitChanged{visit});
        EXPECT_TRUE(tv.did<model::StopRing>());
        visit.rings = true;
        tv.hears(contract::VisitChanged{visit});
        EXPECT_TRUE(tv.did<model::StartRing>());
    }
    tv.happens(model::StreamLost{error(contract::ErrorKind::Offline)});
    EXPECT_TRUE(tv.did<model::StopRing>()) << "nothing is known of it";
}

TEST(Ringback, IsOverBeforeAFilmBegins) {
    auto tv = rings_at_hers();
    asks(tv, model::StartMessage{"m1"});
    const auto place = [&](auto is) { return std::ranges::find_if(tv.asked, is) - tv.asked.begin(); };
    const auto stops = place([](const model::Effect& e) { return std::holds_alternative<model::StopRing>(e); });
    const auto films = place([](const model::Effect& e) { return std::holds_alternative<model::StartRecording>(e); });
    ASSERT_TRUE(tv.did<model::StopRing>() && tv.did<model::StartRecording>());
    EXPECT_LT(stops, films);
}

}  // namespace
}  // namespace anju::test
