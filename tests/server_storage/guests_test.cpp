// SPDX-License-Identifier: Apache-2.0
// Codes and guest links: when they open a door, for how long, and what guessing brings.
#include <cstdlib>
#include <random>

#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::GuestWay;
using contract::Invitation;
using testing::IsEmpty;
using testing::SizeIs;

class GuestStorage : public VisitStorage {
  protected:
    GuestSaid with_code(const std::string& code, const std::string& address = "198.51.100.1") { return {"", code, "张老师", "", address}; }
    GuestSaid with_link(const std::string& link, const std::string& name = "张老师", const std::string& token = "") { return {link, "", name, token, "198.51.100.1"}; }
    GuestSaid keyed(GuestSaid said, const std::string& key) { said.key = key; return said; }
    Stored<GuestSession> enter(const GuestSaid& said, Time when) { return repository().enter_as_guest(said, when); }
    contract::Invitation a_link(const Street& street, Time at) {
        first_contact(street, street.member);
        return must(repository().invite(street.family, {at, "张老师"}, now_));
    }
    std::string wrong(const std::string& code) { return code == "000000" ? "000001" : "000000"; }
};
class Guests : public GuestStorage {};
INSTANTIATE_TEST_SUITE_P(On, Guests, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });
class Guessing : public GuestStorage {};  // counts the same everywhere: the faster one
INSTANTIATE_TEST_SUITE_P(On, Guessing, testing::Values(Dialect::Sqlite), [](const auto&) { return "Sqlite"; });

const auto kDead = Fails(Trouble::NotFound, "link_not_valid");

TEST_P(Guests, ComeOnceByTheDigitsOnTheTv) {
    const Street street = a_street();
    const auto shown = must(repository().show_code(street.tv, now_));
    EXPECT_TRUE(shown.code.size() == 6 && shown.code.find_first_not_of("0123456789") == std::string::npos) << shown.code;
    EXPECT_EQ(shown.valid_until, now_ + 10min);
    const auto guest = must(enter(with_code(shown.code), now_ + 9min));
    EXPECT_EQ(must(repository().guest_with_session(guest.session.token, now_ + 9min)), guest.guest);
    EXPECT_EQ(guest.guest.household, street.household);
    EXPECT_THAT(enter(with_code(shown.code), now_ + 9min), kDead) << "once";

    const auto home = must(repository().visitor_home(VisitorCaller{guest.guest}, now_ + 9min));
    EXPECT_EQ(home.me.name, "张老师");
    EXPECT_EQ(home.me.member, "");
    EXPECT_EQ(home.elder, "王奶奶");
    EXPECT_FALSE(home.can_leave_message);
    EXPECT_EQ(home.valid_until, now_ + 69min);
    const auto placed = must(repository().place_visit(VisitorCaller{guest.guest}, {}, everybody(), {}, now_ + 9min));
    EXPECT_EQ(heard_visits(street.tv).back().visitor.name, "张老师");
    EXPECT_FALSE(placed.visit.visitor.relation);
    must(repository().end_visit(VisitorCaller{guest.guest}, placed.visit.id, VisitEnd::HungUp, now_ + 10min));
    EXPECT_THAT(repository().place_visit(VisitorCaller{guest.guest}, {}, everybody(), {}, now_ + 70min), Fails(Trouble::Refused, "link_not_valid"));
}

TEST_P(Guests, NeedADigitCodeThatIsTheNewestAndNotTooOld) {
    const Street street = a_street();
    const auto old = must(repository().show_code(street.tv, now_));
    const auto fresh = must(repository().show_code(street.tv, now_ + 1min));
    if (old.code != fresh.code) {
        EXPECT_THAT(enter(with_code(old.code), now_ + 1min), kDead);
    }
    EXPECT_THAT(enter(with_code(fresh.code), now_ + 11min), kDead);
    EXPECT_THAT(repository().enter_as_guest({"", fresh.code, "", "", "x"}, now_ + 1min), Fails(Trouble::Refused, "name_missing"));
    EXPECT_THAT(enter(with_link("visit code " + fresh.code), now_ + 1min), kDead) << "not past the limit by another way";
    must(enter(with_code(fresh.code), now_ + 1min));
    const std::string file = database();  // of the digits only a hash is kept
    EXPECT_EQ(count("invitation WHERE secret_hash = '" + fresh.code + "'"), 0);
}

TEST_P(Guests, OfTwoHomesNeverShareACode) {
    const Street here = a_street();
    const Street there = a_street("西关");
    const auto one = must(repository().show_code(here.tv, now_));
    const auto two = must(repository().show_code(there.tv, now_));
    EXPECT_NE(one.code, two.code);
    EXPECT_EQ(must(enter(with_code(two.code), now_)).guest.household, there.household);
    EXPECT_EQ(must(enter(with_code(one.code), now_)).guest.household, here.household);
}

TEST_P(Guests, HaveALinkAroundItsTime) {
    const Street street = a_street();
    const Time at = now_ + 2h;
    const auto link = a_link(street, at);
    EXPECT_THAT(link.link, SizeIs(22));
    EXPECT_EQ(link.valid_from, at - 15min);
    EXPECT_EQ(link.valid_until, at + 60min);
    const auto early = must(enter(with_link(link.link), now_));
    const VisitorCaller guest{early.guest};
    EXPECT_EQ(must(repository().visitor_home(guest, now_)).valid_from, at - 15min);
    EXPECT_THAT(repository().place_visit(guest, {}, everybody(), {}, at - 16min), Fails(Trouble::Conflict, "not_yet"));
    const auto placed = must(repository().place_visit(guest, {}, everybody(), {}, at - 15min));
    must(repository().answer_visit(street.tv, placed.visit.id, {}, at + 59min));
    EXPECT_TRUE(repository().guest_with_session(early.session.token, at + 3h)) << "what has begun goes on";
    EXPECT_THAT(enter(with_link(link.link), at + 60min), kDead);
    EXPECT_THAT(repository().guest_with_session(early.session.token, at + 6h), Fails(Trouble::NotFound, "session_unknown"));
}

TEST_P(Guests, OpenALinkTenTimesAndAPhoneCountsOnce) {
    const Street street = a_street();
    const auto link = a_link(street, now_ + 5min);
    const auto first = must(enter(with_link(link.link, ""), now_));
    EXPECT_THAT(repository().place_visit(VisitorCaller{first.guest}, {}, everybody(), {}, now_), Fails(Trouble::Refused, "name_missing"));
    const auto named = must(enter(with_link(link.link, "王大夫", first.session.token), now_));
    EXPECT_EQ(named.guest.guest, first.guest.guest);
    EXPECT_EQ(named.guest.name, "王大夫");
    EXPECT_EQ(must(enter(with_link(link.link, "", first.session.token), now_)).guest.name, "王大夫");
    for (int i = 2; i <= 10; ++i) must(enter(with_link(link.link), now_));
    EXPECT_THAT(enter(with_link(link.link), now_), kDead);
    must(enter(with_link(link.link, "", first.session.token), now_));
}

TEST_P(Guests, WhoHeardNoAnswerComeAgainByTheKeyOfTheFirstTime) {
    const Street street = a_street();
    const auto shown = must(repository().show_code(street.tv, now_));
    const auto lost = must(enter(keyed(with_code(shown.code), "k1"), now_ + 9min));
    auto corrected = keyed(with_code(shown.code, "198.51.100.2"), "k1");  // the network changed, the name was mended
    corrected.name = "张小明老师";
    const auto again = must(enter(corrected, now_ + 18min));
    EXPECT_EQ(again.guest.guest, lost.guest.guest);
    EXPECT_EQ(again.guest.household, street.household);
    EXPECT_EQ(again.session.expires, lost.session.expires) << "nothing is won by it";
    EXPECT_EQ(must(repository().guest_with_session(again.session.token, now_ + 18min)).name, "张小明老师");
    EXPECT_THAT(repository().guest_with_session(lost.session.token, now_ + 18min), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_EQ(count("guest_session"), 1);
    EXPECT_EQ(count("wrong_try WHERE guesser LIKE 'visit code%'"), 0);
    EXPECT_EQ(count("guest_session WHERE length(entry_hash) = 64 AND entry_hash NOT LIKE '%k1%'"), 1) << "a hash of it is kept";
}

TEST_P(Guests, WithAnotherKeyFindTheDigitsUsed) {
    const Street street = a_street();
    const auto shown = must(repository().show_code(street.tv, now_));
    must(enter(keyed(with_code(shown.code), "k1"), now_));
    EXPECT_THAT(enter(keyed(with_code(shown.code), "k2"), now_), kDead);
    EXPECT_THAT(enter(with_code(shown.code), now_), kDead);
    EXPECT_THAT(enter(keyed(with_code(wrong(shown.code)), "k1"), now_), kDead) << "the key opens what it came with alone";
    EXPECT_EQ(count("wrong_try WHERE guesser = 'visit code everywhere'"), 3);
    const Street other = a_street("西关");
    const auto theirs = must(enter(keyed(with_code(must(repository().show_code(other.tv, now_)).code), "k1"), now_));
    EXPECT_EQ(theirs.guest.household, other.household);
    EXPECT_EQ(must(enter(keyed(with_code(shown.code), "k1"), now_)).guest.household, street.household);
}

TEST_P(Guests, ComeTooLateWithTheirKeyAfterTenMinutes) {
    const Street street = a_street();
    const auto shown = must(repository().show_code(street.tv, now_));
    must(enter(keyed(with_code(shown.code), "k"), now_ + 1min));
    must(enter(keyed(with_code(shown.code), "k"), now_ + 10min));
    EXPECT_THAT(enter(keyed(with_code(shown.code), "k"), now_ + 11min), kDead) << "counted from the first time";
    EXPECT_EQ(count("wrong_try WHERE guesser = 'visit code everywhere'"), 1);
}

TEST_P(Guests, WhoHeardNoAnswerWaitLikeOthersAfterFiveWrongCodes) {
    const Street street = a_street();
    const auto shown = must(repository().show_code(street.tv, now_));
    must(enter(keyed(with_code(shown.code), "k"), now_));
    for (int i = 0; i < 5; ++i) EXPECT_THAT(enter(keyed(with_code(wrong(shown.code)), "k"), now_), kDead);
    EXPECT_THAT(enter(keyed(with_code(shown.code), "k"), now_), Fails(Trouble::Refused, "too_many_tries"));
    must(enter(keyed(with_code(shown.code, "198.51.100.2"), "k"), now_));
}

TEST_P(Guests, OpenALinkOnceHoweverManyAnswersAreLost) {
    const Street street = a_street();
    const auto link = a_link(street, now_ + 5min);
    const auto first = must(enter(keyed(with_link(link.link), "k"), now_));
    for (int i = 0; i < 12; ++i) EXPECT_EQ(must(enter(keyed(with_link(link.link, ""), "k"), now_)).guest, first.guest);
    EXPECT_EQ(count("guest_session"), 1);
    EXPECT_EQ(count("invitation WHERE opens_left = 9"), 1);
    EXPECT_NE(must(enter(keyed(with_link(link.link), "other"), now_)).guest.guest, first.guest.guest);
    must(repository().take_back_invitation(street.family, link.id, now_));
    EXPECT_THAT(enter(keyed(with_link(link.link), "k"), now_), kDead);
}

TEST_P(Guests, AreInvitedByTheFirstContactOnly) {
    const Street street = a_street();
    EXPECT_THAT(repository().invite(street.family, {now_, ""}, now_), Fails(Trouble::Refused, "not_first_contact"));
    const auto link = a_link(street, now_);
    const FamilyCaller brother = a_relative(street, "大伟");
    EXPECT_THAT(repository().invite(brother, {now_, ""}, now_), Fails(Trouble::Refused, "not_first_contact"));
    EXPECT_THAT(repository().invitations(brother, now_), Fails(Trouble::Refused, "not_first_contact"));
    EXPECT_THAT(repository().take_back_invitation(brother, link.id, now_), Fails(Trouble::Refused, "not_first_contact"));
    const Street other = a_street("西关");
    first_contact(other, other.member);
    EXPECT_THAT(repository().take_back_invitation(other.family, link.id, now_), Fails(Trouble::NotFound, "invitation_not_found"));
    EXPECT_THAT(repository().invite(street.family, {now_ - 61min, ""}, now_), Fails(Trouble::Refused, "invitation_time"));
    EXPECT_THAT(repository().invite(street.family, {now_ + 24h * 61, ""}, now_), Fails(Trouble::Refused, "invitation_time"));
    EXPECT_THAT(repository().invite(street.family, {now_, std::string(21, 'x')}, now_), Fails(Trouble::Refused, "guest_name_too_long"));
    const auto listed = must(repository().invitations(street.family, now_)).invitations;
    ASSERT_THAT(listed, SizeIs(1));
    EXPECT_EQ(listed[0].id, link.id);
    EXPECT_EQ(listed[0].link, "") << "told once";
}

TEST_P(Guests, LeaveWhenTheirLinkIsTakenBack) {
    const Street street = a_street();
    const auto link = a_link(street, now_);
    const auto guest = must(enter(with_link(link.link), now_));
    const auto placed = must(repository().place_visit(VisitorCaller{guest.guest}, {}, everybody(), {}, now_));
    take_woken();
    must(repository().take_back_invitation(street.family, link.id, now_));
    EXPECT_THAT(repository().guest_with_session(guest.session.token, now_), Fails(Trouble::NotFound, "session_unknown"));
    expect_stopped(recipient_of(street.tv), placed.visit.id);  // while it rang
    EXPECT_THAT(take_woken(), testing::IsSupersetOf({recipient_of_visit(placed.visit.id), recipient_of(street.tv)}));
    EXPECT_THAT(enter(with_link(link.link), now_), kDead);
    EXPECT_THAT(enter(with_link(link.link, "", guest.session.token), now_), kDead);
    EXPECT_THAT(must(repository().invitations(street.family, now_)).invitations, IsEmpty());
    EXPECT_THAT(repository().take_back_invitation(street.family, link.id, now_), Fails(Trouble::NotFound, "invitation_not_found"));
}

// Whom the elder gave her digits can be stopped, too: by the name that was typed, for as long as the door is open.
TEST_P(Guests, WhoCameByDigitsAreListedAndLeaveWhenTakenBack) {
    const Street street = a_street();
    first_contact(street, street.member);
    const auto listed = [&](Time when) { return must(repository().invitations(street.family, when)).invitations; };
    const auto shown = must(repository().show_code(street.tv, now_));
    EXPECT_THAT(listed(now_), IsEmpty()) << "nobody has come by them";
    const auto guest = must(enter(with_code(shown.code), now_ + 5min));
    const VisitorCaller caller{guest.guest};
    ASSERT_THAT(listed(now_ + 5min), SizeIs(1));
    EXPECT_EQ(listed(now_ + 5min)[0], (Invitation{shown.id, "", "", now_, now_ + 65min, "", GuestWay::Code, "张老师", true, false}));
    const auto placed = must(repository().place_visit(caller, {}, everybody(), {}, now_ + 64min));
    EXPECT_TRUE(listed(now_ + 64min)[0].calling);
    must(repository().answer_visit(street.tv, placed.visit.id, {}, now_ + 64min));
    ASSERT_THAT(listed(now_ + 80min), SizeIs(1)) << "the time is over, the visit is not";
    take_woken();
    must(repository().take_back_invitation(street.family, shown.id, now_ + 80min));
    EXPECT_THAT(repository().guest_with_session(guest.session.token, now_ + 80min), Fails(Trouble::NotFound, "session_unknown"));
    expect_stopped(recipient_of(street.tv), placed.visit.id);
    expect_stopped(recipient_of_visit(placed.visit.id), placed.visit.id);
    EXPECT_THAT(take_woken(), testing::IsSupersetOf({recipient_of_visit(placed.visit.id), recipient_of(street.tv)}));
    EXPECT_THAT(listed(now_ + 80min), IsEmpty());
    EXPECT_THAT(repository().take_back_invitation(street.family, shown.id, now_ + 80min), Fails(Trouble::NotFound, "invitation_not_found"));
    const auto audit = must(repository().audit(street.administrator, street.household, 1));
    EXPECT_EQ(audit[0].what + audit[0].before, R"(invitation.revoked{"by":"code"})");
}

TEST_P(Guests, WhoCameByDigitsDoNotComeAgainByTheirKeyOnceTakenBack) {
    const Street street = a_street();
    first_contact(street, street.member);
    const auto shown = must(repository().show_code(street.tv, now_));
    must(enter(keyed(with_code(shown.code), "k"), now_));
    must(repository().take_back_invitation(street.family, shown.id, now_));
    EXPECT_THAT(enter(keyed(with_code(shown.code), "k"), now_), kDead);
    const auto other = must(repository().show_code(street.tv, now_));
    EXPECT_THAT(must(repository().invitations(street.family, now_)).invitations, IsEmpty());
    must(enter(with_code(other.code), now_));
    EXPECT_THAT(must(repository().invitations(street.family, now_ + 61min)).invitations, IsEmpty()) << "over by itself";
}

TEST_P(Guests, TheListSaysWhichLinkIsUsedUpAndWhichRings) {
    const Street street = a_street();
    const auto link = a_link(street, now_);
    const auto idle = a_link(street, now_ + 1h);
    const auto listed = [&] { return must(repository().invitations(street.family, now_)).invitations; };
    ASSERT_THAT(listed(), SizeIs(2));
    EXPECT_EQ(listed()[0], (Invitation{link.id, "", "", link.valid_from, link.valid_until, "", GuestWay::Link, "", false, false}));
    const auto guest = must(enter(with_link(link.link), now_));
    for (int i = 1; i < 10; ++i) {
        EXPECT_FALSE(listed()[0].used_up) << i;
        must(enter(with_link(link.link), now_));
    }
    EXPECT_TRUE(listed()[0].used_up);
    EXPECT_FALSE(listed()[0].calling);
    const auto placed = must(repository().place_visit(VisitorCaller{guest.guest}, {}, everybody(), {}, now_));
    EXPECT_TRUE(listed()[0].calling);
    EXPECT_FALSE(listed()[1].calling || listed()[1].used_up);
    must(repository().end_visit(VisitorCaller{guest.guest}, placed.visit.id, VisitEnd::HungUp, now_));
    EXPECT_FALSE(listed()[0].calling);
    EXPECT_EQ(listed()[1].id, idle.id) << "soonest first";
}

TEST_P(Guests, TheTvHearsHowTheyCame) {
    const Street street = a_street();
    const auto came_by = [&](const GuestSaid& said) {
        const VisitorCaller guest{must(enter(said, now_)).guest};
        EXPECT_EQ(must(repository().visitor_home(guest, now_)).me.came_by, std::get<GuestCaller>(guest.who).by);
        const auto placed = must(repository().place_visit(guest, {}, everybody(), {}, now_));
        must(repository().end_visit(guest, placed.visit.id, VisitEnd::Cancelled, now_));
        EXPECT_EQ(heard_visits(street.tv).back().visitor.came_by, placed.visit.visitor.came_by);
        EXPECT_EQ(heard_visits(street.tv).back().visitor.invitation, placed.visit.visitor.invitation);
        return std::pair(placed.visit.visitor.came_by, placed.visit.visitor.invitation);
    };
    const auto code = must(repository().show_code(street.tv, now_));
    EXPECT_EQ(came_by(with_code(code.code)), std::pair(std::optional(GuestWay::Code), code.id));
    const auto link = a_link(street, now_);
    EXPECT_EQ(came_by(with_link(link.link)), std::pair(std::optional(GuestWay::Link), link.id));
    const auto hers = must(place(street)).visit.visitor;
    EXPECT_EQ(std::pair(hers.came_by, hers.invitation), std::pair(std::optional<GuestWay>(), std::string())) << "a relative";
}

// It has leaked: ten have opened it, and each of them may ring.
TEST_P(Guests, LeaveWhenTheirLinkIsTakenBackAlsoWhenItIsUsedUp) {
    const Street street = a_street();
    const auto link = a_link(street, now_);
    std::vector<GuestSession> guests;
    for (int i = 0; i < 10; ++i) guests.push_back(must(enter(with_link(link.link), now_)));
    EXPECT_THAT(enter(with_link(link.link), now_), kDead);
    const auto listed = must(repository().invitations(street.family, now_)).invitations;
    ASSERT_THAT(listed, SizeIs(1)) << "or nobody could stop them";
    must(repository().place_visit(VisitorCaller{guests[9].guest}, {}, everybody(), {}, now_));
    must(repository().take_back_invitation(street.family, listed[0].id, now_));
    EXPECT_EQ(heard_visits(street.tv).back().stage, VisitStage::Ended);
    for (const auto& guest : guests) EXPECT_THAT(repository().guest_with_session(guest.session.token, now_), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(must(repository().invitations(street.family, now_)).invitations, IsEmpty());
}

TEST_P(Guests, WaitAfterFiveWrongCodes) {
    const Street street = a_street();
    const auto shown = must(repository().show_code(street.tv, now_));
    for (int i = 0; i < 5; ++i) EXPECT_THAT(enter(with_code(wrong(shown.code)), now_), kDead);
    const auto stopped = enter(with_code(shown.code), now_ + 1min);
    EXPECT_THAT(stopped, Fails(Trouble::Refused, "too_many_tries"));
    EXPECT_EQ(stopped.error().retry_after, 14min);
    must(enter(with_code(shown.code, "198.51.100.2"), now_ + 1min));
    EXPECT_THAT(enter(with_code(wrong(shown.code)), now_ + 15min), kDead);
}

// A million guesses from as many addresses, in the ten minutes of a code: a tenth of them, or all with ANJU_SLOW.
TEST_P(Guessing, FromManyAddressesMeetsNothing) {
    const Street street = a_street();
    const auto shown = must(repository().show_code(street.tv, now_));
    std::mt19937 random(20261126);  // NOLINT: the same guesses each time
    const int guesses = std::getenv("ANJU_SLOW") ? 1'000'000 : 100'000;
    int judged = 0;
    int met = 0;
    for (int i = 0; i < guesses; ++i) {
        char code[8];
        std::snprintf(code, sizeof code, "%06u", static_cast<unsigned>(random() % 1'000'000));
        const auto tried = enter(with_code(code, "address " + std::to_string(i)), now_ + i * 600'000ms / guesses);
        met += tried ? 1 : 0;
        judged += tried || tried.error().code != "too_many_tries" ? 1 : 0;
    }
    EXPECT_EQ(met, 0);
    EXPECT_LE(judged, 60) << "the others were not even looked at";
    EXPECT_THAT(enter(with_code(shown.code), now_ + 9min), Fails(Trouble::Refused, "too_many_tries"));
    // The elder shows another when the wave is over.
    must(enter(with_code(must(repository().show_code(street.tv, now_ + 30min)).code), now_ + 30min));
}

TEST_P(Guests, AreForgottenAfterwards) {
    const Street street = a_street();
    const auto link = a_link(street, now_);
    must(enter(with_link(link.link), now_));
    must(repository().prune(now_ + 6h));
    EXPECT_EQ(count("guest_session"), 0);
    EXPECT_EQ(count("invitation"), 1);
    must(repository().prune(now_ + 24h * 32));
    EXPECT_EQ(count("invitation"), 0);
}

}  // namespace
}  // namespace anju::server
