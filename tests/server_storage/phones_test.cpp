// SPDX-License-Identifier: Apache-2.0
// A personal link on up to five phones, each of which can be taken back.
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::SizeIs;

VISITS_ON_BOTH_DATABASES(Phones);

TEST_P(Phones, AreFiveAndTheSixthIsToldWhy) {
    const Street street = a_street();  // the first
    std::vector<Session> others;
    for (int i = 2; i <= 5; ++i) {
        others.push_back(must(repository().open_on_phone(street.link, {"Android · Chrome", ""}, now_ + i * 1s)));
    }
    EXPECT_THAT(repository().open_on_phone(street.link, {}, now_), Fails(Trouble::Conflict, "too_many_phones"));
    const auto same = must(repository().open_on_phone(street.link, {"", others[0].token}, now_ + 1h));
    EXPECT_EQ(same.token, others[0].token) << "a phone that has it opens it as often as it likes";
    EXPECT_GT(same.expires, others[0].expires);
    EXPECT_EQ(count("family_session"), 5);

    const auto list = must(repository().phones(street.family, now_ + 1h)).phones;
    ASSERT_THAT(list, SizeIs(5));
    EXPECT_TRUE(list[0].this_one);
    EXPECT_EQ(list[1].name, "Android · Chrome");
    EXPECT_EQ(list[1].since, now_ + 2s);
    EXPECT_EQ(list[1].last_seen, now_ + 1h);
    must(repository().take_back_phone(street.family, list[2].id, now_));
    must(repository().open_on_phone(street.link, {}, now_));
    EXPECT_THAT(repository().open_on_phone(street.link, {}, now_), Fails(Trouble::Conflict, "too_many_phones"));
    const auto later = now_ + 24h * 181;
    must(repository().open_on_phone(street.link, {}, later));
    EXPECT_THAT(must(repository().phones(street.family, later)).phones, SizeIs(1)) << "the others have run out";
}

TEST_P(Phones, CountOnceHoweverManyAnswersAreLost) {
    const Street street = a_street();
    std::string token;
    for (int i = 0; i < 8; ++i) {
        const auto again = must(repository().open_on_phone(street.link, {"iPhone · Safari", "", "k"}, now_ + i * 1min));
        EXPECT_NE(again.token, token);
        EXPECT_TRUE(token.empty() || !repository().family_with_session(token, now_)) << "the cookie that nobody got";
        token = again.token;
    }
    EXPECT_TRUE(repository().family_with_session(token, now_));
    EXPECT_EQ(count("family_session"), 2);
    const FamilyCaller brother = a_relative(street, "大伟");
    const std::string his = must(repository().create_link(system_caller(), brother.member, now_));
    must(repository().open_on_phone(his, {"", "", "k"}, now_));
    EXPECT_TRUE(repository().family_with_session(token, now_)) << "the key opens what it came with alone";
    must(repository().open_on_phone(street.link, {"", "", "other"}, now_));
    must(repository().open_on_phone(street.link, {"", "", "k"}, now_ + 10min));
    EXPECT_THAT(must(repository().phones(street.family, now_ + 10min)).phones, SizeIs(4)) << "after ten minutes it is another phone";
}

TEST_P(Phones, OfOthersCountForThemselves) {
    const Street street = a_street();
    const FamilyCaller brother = a_relative(street, "大伟");
    const auto his = must(repository().phones(brother, now_)).phones;
    ASSERT_THAT(his, SizeIs(1));
    EXPECT_THAT(repository().take_back_phone(street.family, his[0].id, now_), Fails(Trouble::NotFound, "phone_not_found"));
    EXPECT_THAT(must(repository().phones(brother, now_)).phones, SizeIs(1));
    // His cookie is none of hers: it opens a phone of her own.
    const auto session = must(repository().open_on_phone(street.link, {"", "not a token of hers"}, now_));
    EXPECT_NE(session.token, "not a token of hers");
}

TEST_P(Phones, TakenBackEndTheirVisitsAndTellThePage) {
    const Street street = a_street();
    const auto stolen = must(repository().open_on_phone(street.link, {}, now_));
    const auto thief = must(repository().family_with_session(stolen.token, now_));
    const auto placed = must(repository().place_visit(VisitorCaller{thief}, {}, everybody(), {}, now_));
    take_woken();
    must(repository().take_back_phone(street.family, thief.session, now_));
    EXPECT_THAT(repository().family_with_session(stolen.token, now_), Fails(Trouble::NotFound, "session_unknown"));
    expect_stopped(recipient_of(street.tv), placed.visit.id);
    EXPECT_THAT(take_woken(), testing::IsSupersetOf({recipient_of(street.family), recipient_of_visit(placed.visit.id), recipient_of(street.tv)}));
    must(repository().family_home(street.family, now_));
}

// Whoever hears the end of a visit that has just ended must ask again whether it may.
TEST_P(Phones, TakenBackWakeAlsoAVisitThatHasJustEnded) {
    const Street street = a_street();
    const auto other = another_phone(street);
    const auto placed = must(repository().place_visit(VisitorCaller{other}, {}, everybody(), {}, now_));
    must(repository().end_visit(VisitorCaller{other}, placed.visit.id, VisitEnd::HungUp, now_));
    take_woken();
    must(repository().take_back_phone(street.family, other.session, now_ + 5s));
    EXPECT_THAT(take_woken(), testing::Contains(recipient_of_visit(placed.visit.id)));
}

VISITS_ON_BOTH_DATABASES(Links);

TEST_P(Links, ANewOneEndsThoseBeforeAtOnceAndLeavesThePhones) {
    const Street street = a_street();
    const auto other = must(repository().open_on_phone(street.link, {"iPhone · Safari", "", "k"}, now_));
    const std::string fresh = must(repository().renew_link(street.family, street.member, false, now_));
    EXPECT_THAT(repository().open_on_phone(street.link, {}, now_), Fails(Trouble::NotFound, "link_unknown"));
    EXPECT_THAT(repository().open_on_phone(street.link, {"", "", "k"}, now_), Fails(Trouble::NotFound, "link_unknown")) << "nor by the key of an entry";
    EXPECT_EQ(must(repository().open_on_phone(street.link, {"", other.token}, now_)).token, other.token) << "a phone of hers opens what it has kept";
    EXPECT_THAT(must(repository().phones(street.family, now_)).phones, SizeIs(2));
    EXPECT_NE(must(repository().open_on_phone(fresh, {}, now_)).token, other.token);
    // A phone that she took back has neither.
    must(repository().take_back_phone(street.family, must(repository().family_with_session(other.token, now_)).session, now_));
    EXPECT_THAT(repository().open_on_phone(street.link, {"", other.token}, now_), Fails(Trouble::NotFound, "link_unknown"));
    const std::string next = must(repository().renew_link(street.family, street.member, false, now_));
    EXPECT_THAT(repository().open_on_phone(fresh, {}, now_), Fails(Trouble::NotFound, "link_unknown"));
    must(repository().open_on_phone(next, {}, now_));
    const auto audit = must(repository().audit(street.administrator, street.household, 3));
    EXPECT_EQ(audit[1].what, "family_link.created");
    EXPECT_EQ(audit[1].who, "member:" + street.member);
    EXPECT_EQ(audit[2].what, "family_link.revoked");
    for (const auto& entry : audit) EXPECT_EQ((entry.before + entry.after).find(next), std::string::npos);
}

TEST_P(Links, OfOthersAreTheFirstContactsToMake) {
    const Street street = a_street();
    const Street strangers = a_street("西关");
    const FamilyCaller brother = a_relative(street, "大伟");
    const std::string his = must(repository().create_link(system_caller(), brother.member, now_));
    const auto refused = Fails(Trouble::Refused, "not_first_contact");
    EXPECT_THAT(repository().renew_link(street.family, brother.member, false, now_), refused) << "nobody is it yet";
    first_contact(street, street.member);
    first_contact(strangers, strangers.member);
    EXPECT_THAT(repository().renew_link(brother, street.member, true, now_), refused);
    EXPECT_THAT(repository().renew_link(strangers.family, brother.member, true, now_), Fails(Trouble::NotFound, "member_not_found"));
    must(repository().open_on_phone(his, {}, now_));
    const std::string kept = must(repository().renew_link(street.family, brother.member, false, now_));
    EXPECT_THAT(repository().open_on_phone(his, {}, now_), Fails(Trouble::NotFound, "link_unknown"));
    EXPECT_THAT(must(repository().phones(brother, now_)).phones, SizeIs(2));

    const auto placed = must(repository().place_visit(VisitorCaller{brother}, {}, everybody(), {}, now_));
    take_woken();
    const std::string fresh = must(repository().renew_link(street.family, brother.member, true, now_));
    EXPECT_THAT(must(repository().phones(brother, now_)).phones, testing::IsEmpty());
    expect_stopped(recipient_of(street.tv), placed.visit.id);
    EXPECT_THAT(take_woken(), testing::IsSupersetOf({recipient_of(brother), recipient_of_visit(placed.visit.id)}));
    EXPECT_THAT(repository().renew_link(brother, brother.member, false, now_), Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(repository().open_on_phone(kept, {}, now_), Fails(Trouble::NotFound, "link_unknown"));
    must(repository().open_on_phone(fresh, {}, now_));
    EXPECT_THAT(must(repository().phones(street.family, now_)).phones, SizeIs(1)) << "hers were not meant";
    // Her own, with all phones but the one in her hand.
    another_phone(street);
    must(repository().renew_link(street.family, street.member, true, now_));
    EXPECT_THAT(must(repository().phones(street.family, now_)).phones, SizeIs(1));
    // Whom the platform has taken out stays out.
    must(repository().revoke_links(street.administrator, brother.member, now_));
    EXPECT_THAT(repository().renew_link(street.family, brother.member, false, now_), Fails(Trouble::NotFound, "member_not_found"));
    EXPECT_THAT(repository().open_on_phone(fresh, {}, now_), Fails(Trouble::NotFound, "link_unknown"));
}

TEST_P(Phones, AreNotedNowAndThen) {
    const Street street = a_street();
    const auto seen = [&] { return must(repository().phones(street.family, now_)).phones[0].last_seen; };
    must(repository().touch_phone(street.family, now_ + 1min));
    EXPECT_EQ(seen(), now_);
    must(repository().touch_phone(street.family, now_ + 6min));
    EXPECT_EQ(seen(), now_ + 6min);
}

TEST_P(Phones, StayAsLongAsTheyComeNowAndThen) {
    const Street street = a_street();
    EXPECT_FALSE(must(repository().touch_phone(street.family, now_ + 1min))) << "noted a moment ago";
    const Time later = now_ + 24h * 170;
    EXPECT_EQ(must(repository().touch_phone(street.family, later)), later + 24h * 180);
    EXPECT_THAT(must(repository().phones(street.family, later + 24h * 179)).phones, SizeIs(1));
    const Time gone = later + 24h * 181;
    EXPECT_FALSE(must(repository().touch_phone(street.family, gone))) << "what has run out does not come back";
    EXPECT_THAT(must(repository().phones(street.family, gone)).phones, testing::IsEmpty());
}

}  // namespace
}  // namespace anju::server
