// SPDX-License-Identifier: Apache-2.0
#include "platform/server/tokens.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(Family);

TEST_P(Family, HomeSaysWhomOneTalksTo) {
    const Street street = a_street();
    const auto home = must(repository().family_home(street.family, now_));
    EXPECT_EQ(home.me.id, street.member);
    EXPECT_EQ(home.elder, "妈妈");
    EXPECT_EQ(home.person.called, "王奶奶");
    EXPECT_TRUE(home.person_photo);
    EXPECT_EQ(home.zone, "Asia/Shanghai");
    EXPECT_TRUE(home.tv_paired);
    EXPECT_FALSE(home.tv_last_seen);
    EXPECT_THAT(home.members, SizeIs(1));
    EXPECT_EQ(home.now, now_);
    must(repository().touch_terminals({street.tv.terminal}, now_ + 3s));
    EXPECT_EQ(must(repository().family_home(street.family, now_)).tv_last_seen, now_ + 3s);
}

TEST_P(Family, HomesCursorIsTheSequenceItShows) {
    const Street street = a_street();
    says(street, "一");
    const auto home = must(repository().family_home(street.family, now_));
    EXPECT_EQ(home.cursor, events_of(recipient_of(street.family)).back().seq);
}

TEST_P(Family, LinkOpensAsManySessionsAsSheHasPhones) {
    const Street street = a_street();
    const auto one = must(repository().exchange_link(street.link, now_));
    const auto two = must(repository().exchange_link(street.link, now_));
    EXPECT_NE(one.token, two.token);
    const auto first = must(repository().family_with_session(one.token, now_));
    must(repository().end_family_session(first, now_));
    EXPECT_THAT(repository().family_with_session(one.token, now_),
                Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(repository().end_family_session(first, now_),
                Fails(Trouble::NotFound, "session_unknown"));
    must(repository().family_with_session(two.token, now_));
}

TEST_P(Family, SessionsExpire) {
    const Street street = a_street();
    const auto session = must(repository().exchange_link(street.link, now_));
    must(repository().family_with_session(session.token, session.expires - 1ms));
    EXPECT_THAT(repository().family_with_session(session.token, session.expires),
                Fails(Trouble::NotFound, "session_unknown"));
}

TEST_P(Family, LinkTakenBackEndsItsSessionsAtOnce) {
    const Street street = a_street();
    const auto session = must(repository().exchange_link(street.link, now_));
    const auto cursor = must(repository().family_home(street.family, now_)).cursor;
    take_woken();
    must(repository().revoke_links(street.administrator, street.member, now_));
    EXPECT_THAT(repository().family_with_session(session.token, now_),
                Fails(Trouble::NotFound, "session_unknown"));
    EXPECT_THAT(repository().exchange_link(street.link, now_),
                Fails(Trouble::NotFound, "link_unknown"));
    EXPECT_THAT(repository().family_home(street.family, now_),
                Fails(Trouble::NotFound, "member_unknown"));
    EXPECT_THAT(take_woken(), testing::UnorderedElementsAre(recipient_of(street.tv),
                                                            recipient_of(street.family)));
    EXPECT_THAT(events_of(recipient_of(street.family), cursor), SizeIs(1));
}

TEST_P(Family, NewLinkBringsAMemberBack) {
    const Street street = a_street();
    must(repository().revoke_links(street.administrator, street.member, now_));
    const auto link = must(repository().create_link(street.administrator, street.member, now_));
    must(repository().exchange_link(link, now_));
    EXPECT_TRUE(must(repository().snapshot(street.tv, now_)).household.members.at(0).active);
}

TEST_P(Family, UnknownSecretsOpenNothing) {
    a_street();
    for (const std::string& secret : {std::string(), std::string("x"), new_secret()}) {
        EXPECT_THAT(repository().exchange_link(secret, now_),
                    Fails(Trouble::NotFound, "link_unknown"));
        EXPECT_THAT(repository().family_with_session(secret, now_),
                    Fails(Trouble::NotFound, "session_unknown"));
        EXPECT_THAT(repository().staff_with_session(secret, now_),
                    Fails(Trouble::NotFound, "session_unknown"));
        EXPECT_THAT(repository().terminal_with_key(secret),
                    Fails(Trouble::NotFound, "terminal_unknown"));
    }
}

TEST_P(Family, SecretsAreKeptAsHashesOnly) {
    const Street street = a_street();
    const auto session = must(repository().exchange_link(street.link, now_));
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        for (const char* table : {"family_link", "family_session", "staff_session"}) {
            for (const Row& row : tx.run(std::string("SELECT secret_hash FROM ") + table)) {
                EXPECT_TRUE(is_sha256_hex(row.text(0)));
            }
        }
        EXPECT_THAT(tx.run("SELECT 1 FROM family_session WHERE secret_hash = $1",
                           {sha256_hex(session.token)}),
                    SizeIs(1));
        return {};
    }));
}

}  // namespace
}  // namespace anju::server
