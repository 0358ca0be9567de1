// SPDX-License-Identifier: Apache-2.0
// No call before the platform knows this box's certificate.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/visiting.hpp"

namespace anju::test {
namespace {

using contract::ErrorKind;
using model::Screen;

TEST(Certificate, GoesBeforeTheCall) {
    auto tv = before_certificate();
    asks(tv, model::CallMember{"m1"});
    EXPECT_EQ(screen_of(tv), Screen::Calling);
    EXPECT_FALSE(tv.did<model::PlaceVisit>()) << "no phone could tell this box from another";
    EXPECT_FALSE(tv.did<model::ConnectMedia>());
    certificate_told(tv);
    ASSERT_TRUE(tv.did<model::PlaceVisit>());
    EXPECT_EQ(tv.find<model::PlaceVisit>()->member, "m1");
}

TEST(Certificate, IsToldAtOnceForACallAlsoWithoutAStream) {
    auto tv = before_certificate();
    certificate_told(tv, error(ErrorKind::Timeout));
    for (int i = 0; i < 6; ++i) certificate_told(tv.wait(1min), error(ErrorKind::Timeout));  // the next try is far away
    tv.happens(model::StreamLost{error(ErrorKind::Offline)});
    asks(tv, model::CallMember{"m1"});
    ASSERT_TRUE(tv.did<model::RegisterCertificate>());
    EXPECT_FALSE(tv.did<model::PlaceVisit>());
    EXPECT_TRUE(certificate_told(tv).did<model::PlaceVisit>());
}

TEST(Certificate, ThatCannotBeToldEndsTheCallHonestly) {
    auto tv = before_certificate();
    asks(tv, model::CallMember{"m1"});
    const auto begun = tv.state.now;
    for (int i = 0; i < 40 && screen_of(tv) == Screen::Calling; ++i) {
        EXPECT_GT(model::next_deadline(tv.state), tv.state.now) << "nothing spins while it waits";
        EXPECT_FALSE((tv.state.certificate.in_flight ? certificate_told(tv, error(ErrorKind::Offline)) : tv.wait(1s)).did<model::PlaceVisit>());
    }
    EXPECT_EQ(std::get<call::Ended>(tv.state.call).reason, call::EndReason::Failed);
    EXPECT_LT(tv.state.now - begun, 30s);
}

TEST(Certificate, WithoutAnyAnswerNobodyIsSaidToHaveMissedTheCall) {
    auto tv = before_certificate();
    asks(tv, model::CallMember{"m1"});
    EXPECT_EQ(screen_of(tv.wait(44s)), Screen::Calling);
    tv.wait(2s);
    EXPECT_EQ(std::get<call::Ended>(tv.state.call).reason, call::EndReason::Failed);
}

TEST(Certificate, IsToldAgainWhenThePlatformDoesNotKnowItAfterAll) {
    auto tv = at_visiting_home();
    asks(tv, model::CallMember{"m1"});
    const auto placed = *tv.find<model::PlaceVisit>();
    tv.happens(model::TicketReceived{placed.id, tl::unexpected{error(ErrorKind::Refused, "certificate_unknown")}});
    EXPECT_EQ(screen_of(tv), Screen::Calling);
    ASSERT_TRUE(tv.did<model::RegisterCertificate>());
    certificate_told(tv);
    if (!tv.did<model::PlaceVisit>()) tv.wait(2s);
    ASSERT_TRUE(tv.did<model::PlaceVisit>());
    EXPECT_EQ(tv.find<model::PlaceVisit>()->visit, placed.visit) << "the same call";
    for (int i = 0; i < 40 && screen_of(tv) == Screen::Calling; ++i) {
        if (tv.did<model::PlaceVisit>()) {
            tv.happens(model::TicketReceived{tv.find<model::PlaceVisit>()->id, tl::unexpected{error(ErrorKind::Refused, "certificate_unknown")}});
        } else if (tv.state.certificate.in_flight) {
            certificate_told(tv);
        } else {
            tv.wait(1s);
        }
    }
    EXPECT_EQ(std::get<call::Ended>(tv.state.call).reason, call::EndReason::Failed) << "not for ever";
}

TEST(Certificate, IsToldOncePerLifeAndAgainUntilItArrived) {
    auto tv = before_certificate();
    ASSERT_TRUE(tv.did<model::RegisterCertificate>());
    tv.happens(model::CertificateRegistered{tv.find<model::RegisterCertificate>()->id, error(ErrorKind::Timeout)});
    tv.wait(2s);
    ASSERT_TRUE(tv.did<model::RegisterCertificate>());
    tv.happens(model::CertificateRegistered{tv.find<model::RegisterCertificate>()->id, {}});
    tv.happens(model::StreamLost{error(ErrorKind::Offline)}).happens(model::StreamOpened{});
    EXPECT_FALSE(tv.wait(1min).did<model::RegisterCertificate>());
}

}  // namespace
}  // namespace anju::test
