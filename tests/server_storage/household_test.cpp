// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/codec.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

ON_BOTH_DATABASES(Home);

TEST_P(Home, EditedGrowsItsVersionAndTellsEveryone) {
    const Street street = a_street();
    const auto before = must(repository().snapshot(street.tv, now_));
    take_woken();
    HouseholdEdit edit;
    edit.person = contract::Person{"王桂兰", "王老师", "Ms Wang"};
    edit.capabilities = std::vector{contract::Capability::Messages, contract::Capability::Help};
    edit.night = contract::Night{21, 5};
    edit.address = "南园 1 号楼";

    const auto after =
        must(repository().edit_household(street.administrator, street.household, edit, now_));

    EXPECT_EQ(after.version, before.household.version + 1);
    EXPECT_EQ(after.person.called, "王老师");
    EXPECT_EQ(after.night, (contract::Night{21, 5}));
    EXPECT_EQ(after.capabilities, *edit.capabilities);
    EXPECT_EQ(must(repository().family_home(street.family, now_)).capabilities, *edit.capabilities);
    EXPECT_EQ(after.zone, before.household.zone);
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).household, after);
    EXPECT_THAT(take_woken(), testing::UnorderedElementsAre(recipient_of(street.tv),
                                                            recipient_of(street.family)));
    const auto events = events_of(recipient_of(street.tv), before.cursor);
    ASSERT_THAT(events, SizeIs(1));
    const auto told = contract::decode_event(events[0].name, events[0].data);
    ASSERT_TRUE(told);
    EXPECT_EQ(std::get<contract::HouseholdChanged>(*told).household, after);
    EXPECT_EQ(must(repository().search_households(street.technician, "南园")).total, 1);
    EXPECT_EQ(must(repository().search_households(street.technician, "wgl")).total, 1);
    EXPECT_EQ(must(repository().search_households(street.technician, "幸福里")).total, 0);
}

TEST_P(Home, RefusesHoursThatAreNone) {
    const Street street = a_street();
    HouseholdEdit edit;
    edit.night = contract::Night{24, 6};
    EXPECT_THAT(repository().edit_household(street.administrator, street.household, edit, now_),
                Fails(Trouble::Refused, "night_malformed"));
}

TEST_P(Home, AuditHasWhoWhatBeforeAndAfter) {
    const Street street = a_street();
    HouseholdEdit edit;
    edit.name = "王家";
    edit.address = "南园 1 号楼";
    must(repository().edit_household(street.administrator, street.household, edit, now_));
    const auto entries = must(repository().audit(street.administrator, street.household, 100));
    ASSERT_FALSE(entries.empty());
    const AuditEntry& last = entries.front();
    EXPECT_EQ(last.who, "staff:" + street.administrator.staff);
    EXPECT_EQ(last.what, "fact.edited") << "facts have an entry each";
    EXPECT_EQ(last.subject, street.household);
    EXPECT_EQ(last.after, "南园 1 号楼");
    EXPECT_EQ(entries.at(1).before, "王桂兰家");
    EXPECT_EQ(entries.at(1).after, "王家");
    edit.night = contract::Night{21, 5};
    must(repository().edit_household(street.administrator, street.household, edit, now_));
    const AuditEntry rest = must(repository().audit(street.administrator, street.household, 1)).front();
    EXPECT_EQ(rest.what, "household.edited");
    EXPECT_THAT(rest.after, HasSubstr("21"));
    EXPECT_EQ(last.at, now_);
}

TEST_P(Home, AuditHasEveryChange) {
    const Street street = a_street();
    const auto photo = must(repository().add_photo(street.family, a_photo(), {}, now_));
    const auto message =
        must(repository().post_message(street.family, {"私房话", {photo.id}}, {}, now_));
    must(repository().mark_seen(street.tv, message.id, now_, {}, now_));
    must(repository().mark_seen(street.tv, message.id, now_, {}, now_));
    must(repository().unpair(street.technician, street.tv.terminal, now_));
    must(repository().end_family_session(street.family, now_));
    must(repository().revoke_links(street.administrator, street.member, now_));
    std::vector<std::string> what;
    for (const AuditEntry& entry :
         must(repository().audit(street.administrator, street.household, 100))) {
        what.insert(what.begin(), entry.what);
        EXPECT_THAT(entry.before + entry.after, testing::Not(HasSubstr("私房话")));
    }
    EXPECT_THAT(what,
                testing::ElementsAre("household.created", "member.created", "family_link.created",
                                     "family_session.begun", "terminal.paired", "photo.added",
                                     "message.created", "message.seen", "terminal.unpaired",
                                     "family_session.ended", "family_link.revoked"));
}

TEST_P(Home, AuditRefusesToForget) {
    a_street();
    const auto entries = count("audit");
    for (const char* sql : {"UPDATE audit SET who = 'nobody'", "DELETE FROM audit"}) {
        EXPECT_THAT(raw()->write([&](Transaction& tx) -> Stored<void> {
            tx.run(sql);
            return {};
        }),
                    Fails(Trouble::Conflict, "already_there"));
    }
    if (GetParam() == Dialect::Postgres) {
        EXPECT_FALSE(raw()->write([&](Transaction& tx) -> Stored<void> {
            tx.run("TRUNCATE audit");
            return {};
        }));
    }
    EXPECT_EQ(count("audit"), entries);
}

TEST_P(Home, IsReadyAndKnowsWhetherItIsEmpty) {
    must(repository().ready(now_));
    EXPECT_TRUE(must(repository().is_empty()));
    a_street();
    EXPECT_FALSE(must(repository().is_empty()));
}

TEST_P(Home, IsStillThereAfterARestart) {
    const Street street = a_street();
    const auto sent = says(street, "还在");
    const auto before = must(repository().snapshot(street.tv, now_));
    open();
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)), before);
    EXPECT_EQ(must(repository().terminal_with_key(street.tv_key)), street.tv);
}

}  // namespace
}  // namespace anju::server
