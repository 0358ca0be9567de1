// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/both_databases.hpp"
#include "tests/server_storage/people.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class SignIns : public People {
  protected:
    std::string enters_by(const std::string& device) { return must(repository().sign_in_from({"ma", kGood}, {kStaffDesk, device}, now_)).session.token; }
};
INSTANTIATE_TEST_SUITE_P(On, SignIns, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(SignIns, AreListedWithTheirDevicesAndEndedOneByOne) {
    now_ += 1min;
    const std::string phone = enters_by("iPhone · Safari");
    const auto caller = must(repository().staff_with_session(phone, now_));
    const auto list = must(repository().sign_ins(caller, now_)).sign_ins;
    ASSERT_THAT(list, SizeIs(2));
    EXPECT_EQ(list[0].device, "iPhone · Safari");
    EXPECT_EQ(list[0].since, now_);
    EXPECT_TRUE(list[0].here);
    EXPECT_FALSE(list[1].here);
    EXPECT_EQ(list[1].id, boss_.session);
    must(repository().end_sign_in(boss_, list[0].id, now_));
    EXPECT_THAT(repository().staff_with_session(phone, now_), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(repository().end_sign_in(boss_, list[0].id, now_), Fails(Trouble::NotFound, "session_not_found"));
    EXPECT_THAT(must(repository().sign_ins(boss_, now_)).sign_ins, SizeIs(1));
    EXPECT_THAT(must(repository().sign_ins(boss_, now_ + 13h)).sign_ins, IsEmpty());
}

TEST_P(SignIns, OfOthersAreSeenAndEndedByWhoIsAbove) {
    const auto session = enters_by("Windows · Edge");
    const auto seen = must(repository().staff_file(top_, boss_.staff, now_)).sign_ins;
    ASSERT_THAT(seen, SizeIs(2));
    const auto other = works(west_, "chen", "陈晓");
    for (const auto& one : seen) {
        EXPECT_THAT(repository().end_sign_in(other, one.id, now_), Fails(Trouble::NotFound, "session_not_found"));
        must(repository().end_sign_in(top_, one.id, now_));
    }
    EXPECT_THAT(repository().staff_with_session(session, now_), Fails(Trouble::NotFound, "session_unknown"));
}

TEST_P(SignIns, ANewPasswordEndsTheOthers) {
    const std::string elsewhere = enters_by("Android · Chrome");
    const auto link = must(repository().renew_staff_link(top_, boss_.staff, now_));
    EXPECT_THAT(repository().change_password(boss_, {"not this one", "another good one"}, now_), Fails(Trouble::Refused, "wrong_password"));
    EXPECT_THAT(repository().change_password(boss_, {kGood, "too short"}, now_), Fails(Trouble::Refused, "password_too_short"));
    EXPECT_THAT(repository().change_password(boss_, {kGood, "东关街道"}, now_), Fails(Trouble::Refused, "password_too_short"));
    must(repository().staff_with_session(elsewhere, now_));
    must(repository().change_password(boss_, {kGood, "ａnother good one"}, now_));
    EXPECT_THAT(repository().staff_with_session(elsewhere, now_), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(must(repository().sign_ins(boss_, now_)).sign_ins, SizeIs(1)) << "the one that changed it stays";
    EXPECT_THAT(repository().sign_in({"ma", kGood}, kStaffDesk, now_), Fails(Trouble::Refused, "wrong_name_or_password"));
    enters("ma", "another good one");
    EXPECT_THAT(repository().welcome(link.token, now_), Fails(Trouble::Refused, "link_not_valid")) << "who remembered needs none";
}

TEST_P(SignIns, WhoForgotChoosesAnewByALinkAndIsOutElsewhere) {
    const std::string elsewhere = enters_by("Android · Chrome");
    const auto link = must(repository().renew_staff_link(top_, boss_.staff, now_));
    EXPECT_TRUE(must(repository().welcome(link.token, now_)).again);
    must(repository().staff_with_session(elsewhere, now_));
    must(repository().choose_password({link.token, "another good one"}, {kStaffDesk}, now_));
    EXPECT_THAT(repository().staff_with_session(elsewhere, now_), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(must(repository().sign_ins(boss_, now_)).sign_ins, SizeIs(1));
}

TEST_P(SignIns, GuessingThePresentPasswordMakesOneWait) {
    for (int i = 0; i < 10; ++i) EXPECT_THAT(repository().change_password(boss_, {std::to_string(i), "another good one"}, now_), Fails(Trouble::Refused, "wrong_password"));
    EXPECT_THAT(repository().change_password(boss_, {kGood, "another good one"}, now_), Fails(Trouble::Refused, "too_many_tries"));
    must(repository().change_password(boss_, {kGood, "another good one"}, now_ + 16min));
}

TEST_P(SignIns, AreTheSameWhicheverKeyboardWroteThem) {
    must(repository().create_staff(system_caller(), {east_, "ｃａｆｅ\u0301", "咖啡", "e\u0301 long enough", {}}, now_));
    must(repository().sign_in({"caf\u00e9", "\u00e9 long enough"}, kStaffDesk, now_));
}

}  // namespace
}  // namespace anju::server
