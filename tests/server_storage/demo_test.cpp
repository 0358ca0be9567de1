// SPDX-License-Identifier: Apache-2.0
#include "platform/server/demo_household.hpp"

#include <map>

#include "platform/server/care_record.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

ON_BOTH_DATABASES(DemoHousehold);

Stored<NewPhoto> drawing(const std::string& name) { return a_photo(name); }

TEST_P(DemoHousehold, HasAManagerWhoWroteMrsWangsFile) {
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    ASSERT_THAT(demo.logins, SizeIs(4));
    const auto& login = demo.logins[1];
    EXPECT_EQ(login.role, "manager");
    const auto session = must(repository().sign_in({login.name, login.password}, "127.0.0.1", now_));
    const auto sun = must(repository().staff_with_session(session.session.token, now_));
    const auto file = must(repository().home_file(sun, demo.household));
    EXPECT_EQ(file.organisation, session.self.organisation);
    const auto fact = std::ranges::find(file.facts, "allergies", &contract::FactValue::name);
    ASSERT_NE(fact, file.facts.end());
    EXPECT_EQ(fact->value, "青霉素");
    EXPECT_EQ(fact->who, "孙丽");
    EXPECT_EQ(must(repository().edit_fact(sun, demo.household, {"allergies", "青霉素、花生", fact->change}, now_)).who, "孙丽");
}

// Mrs Wang's TV may call for help, and somebody can answer.
TEST_P(DemoHousehold, HasADeskThatItsTvCanCall) {
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    const auto& login = demo.logins.at(3);
    EXPECT_EQ(login.role, "operator");
    const auto session = must(repository().sign_in({login.name, login.password}, "127.0.0.1", now_));
    const auto operates = must(repository().staff_with_session(session.session.token, now_));
    EXPECT_TRUE(must(repository().sit(operates, true, now_)).on_duty);
    const FamilyCaller fang{demo.family.at(0).member, demo.household, "demo"};
    EXPECT_THAT(must(repository().family_home(fang, now_)).capabilities, testing::Contains(contract::Capability::Help));
    contract::AlarmReport report{"run-00000001", 1, contract::AlarmSource::Red, now_, 1, 0};
    const auto code = must(repository().start_pairing({std::string(64, 'a'), "anju-tv", "1"}, "127.0.0.2", now_));
    const auto box = must(repository().approve_pairing(system_caller(), code.user_code, demo.household, "127.0.0.2", {}, now_));
    const auto alarm = must(repository().report_alarm({box.id, demo.household}, report, {}, now_));
    const auto goes = must(repository().responders(operates, alarm.id)).responders;
    ASSERT_THAT(goes, SizeIs(1)) << "and somebody who can go there";
    EXPECT_EQ(goes[0].name, "张师傅");
}

TEST_P(DemoHousehold, HasSomethingInEveryPartOfMrsWangsPage) {
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    const auto sun = must(repository().staff_with_session(must(repository().sign_in({demo.logins[1].name, demo.logins[1].password}, "127.0.0.1", now_)).session.token, now_));
    const auto file = must(repository().home_file(sun, demo.household));
    const std::string today = written_day(day_in_china(now_));
    std::map<std::string, int> holds;
    for (const auto& record : file.records) {
        EXPECT_EQ(record.who, "孙丽");
        holds[record.sort] += stands_on(record, today) ? 1 : 0;
    }
    EXPECT_THAT(holds, ElementsAre(std::pair("assessment", 1), std::pair("subsidy", 2)));
    EXPECT_GT(file.records.size(), 4U) << "and what was before";
    const auto readings = must(repository().readings(sun, demo.household, "blood_pressure")).readings;
    ASSERT_GT(readings.size(), 4U);
    EXPECT_LT(readings.front().measured_at, now_);
    EXPECT_LT(readings.front().value, readings.back().value) << "it goes down";
    for (const char* name : {"likes", "wishes"}) {
        EXPECT_NE(std::ranges::find(file.facts, name, &contract::FactValue::name)->value, "") << name;
    }
    EXPECT_EQ(file.changes[0].field, "wishes") << "the latest changes are not all of one kind";
}

TEST_P(DemoHousehold, HasAnAdministratorOfTheWholeCity) {
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    const auto& login = demo.logins.at(2);
    EXPECT_EQ(login.role, "administrator");
    const auto zheng = must(repository().staff_with_session(must(repository().sign_in({login.name, login.password}, "127.0.0.1", now_)).session.token, now_));
    const auto places = must(repository().places(zheng)).places;
    ASSERT_THAT(places, SizeIs(4));
    EXPECT_EQ(places[0].name, "安和市");
    EXPECT_EQ(places[3].homes, 3);
    EXPECT_EQ(must(repository().staff_list(zheng, "", "")).total, 5);
}

TEST_P(DemoHousehold, HasMrsWangsFamilyAndATechnician) {
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    ASSERT_THAT(demo.logins, SizeIs(4));
    const auto& login = demo.logins[0];
    EXPECT_EQ(login.role, "technician");
    const auto session =
        must(repository().sign_in({login.name, login.password}, "127.0.0.1", now_));
    EXPECT_EQ(session.self.display_name, "刘师傅");
    const auto liu = must(repository().staff_with_session(session.session.token, now_));
    const auto homes = must(repository().search_households(liu, "wgl"));
    std::vector<std::string> people;
    for (const auto& home : homes.households) {
        people.push_back(home.person.name);
        EXPECT_TRUE(home.photo);
    }
    EXPECT_THAT(people, ElementsAre("王桂兰", "吴广林", "魏桂莲"));
    EXPECT_EQ(homes.households[0].id, demo.household);

    std::vector<std::string> names;
    for (const auto& link : demo.family) {
        names.push_back(link.name);
        const auto family = must(repository().exchange_link(link.token, now_));
        const auto who = must(repository().family_with_session(family.token, now_));
        EXPECT_EQ(must(repository().family_home(who, now_)).me.name, link.name);
    }
    EXPECT_THAT(names, ElementsAre("小芳", "大伟", "豆豆", "李阿姨", "表妹秀英", "老同事赵师傅"));
    const auto xiaofang = must(repository().family_with_session(
        must(repository().exchange_link(demo.family[0].token, now_)).token, now_));
    const auto home = must(repository().family_home(xiaofang, now_));
    EXPECT_EQ(home.elder, "妈妈");
    EXPECT_THAT(home.messages, testing::IsEmpty());
    ASSERT_TRUE(home.me.photo);
    EXPECT_EQ(must(repository().photo(xiaofang, home.me.photo->id, PhotoSize::Small)),
              "small portrait-daughter");
}

TEST_P(DemoHousehold, HasBeenVisitedAndHasAFirstContact) {
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    const FamilyCaller xiaofang{demo.family[0].member, demo.household, "s"};
    EXPECT_EQ(must(repository().family_home(xiaofang, now_)).rules.first_contact, xiaofang.member);
    EXPECT_EQ(must(repository().presence_of(demo.family[1].member, now_)).free_from, "18:00");
    const auto visits = must(repository().visit_log(TerminalCaller{"", demo.household}, "")).visits;
    ASSERT_THAT(visits, SizeIs(5));
    EXPECT_EQ(visits[0].visitor.name, "小芳");
    for (const auto& visit : visits) {
        EXPECT_EQ(visit.stage, contract::VisitStage::Ended);
        EXPECT_TRUE(visit.seen);
        EXPECT_LT(visit.placed_at, now_);
    }
    const auto liu = must(repository().staff_with_session(must(repository().sign_in({demo.logins[0].name, demo.logins[0].password}, "127.0.0.1", now_)).session.token, now_));
    EXPECT_THAT(must(repository().terminals(liu)).terminals, testing::IsEmpty()) << "her own TV comes new";
}

TEST_P(DemoHousehold, GoesOnlyIntoAnEmptyDatabase) {
    must(seed_demo(repository(), drawing, now_));
    EXPECT_THAT(seed_demo(repository(), drawing, now_), Fails(Trouble::Conflict, "not_empty"));
    EXPECT_EQ(count("household"), 3);
}

TEST_P(DemoHousehold, SaysWhichDrawingIsMissing) {
    const auto none = [](const std::string& name) -> Stored<NewPhoto> {
        return tl::unexpected(RepositoryError{Trouble::NotFound, "drawing_missing", name, {}});
    };
    const auto demo = seed_demo(repository(), none, now_);
    ASSERT_THAT(demo, Fails(Trouble::NotFound, "drawing_missing"));
    EXPECT_EQ(demo.error().context, "portrait-elder");
}

TEST_P(DemoHousehold, IsNotBegunWhenTheLastDrawingIsMissing) {
    const auto all_but_one = [](const std::string& name) -> Stored<NewPhoto> {
        if (name != "portrait-neighbour") return a_photo(name);
        return tl::unexpected(RepositoryError{Trouble::NotFound, "drawing_missing", name, {}});
    };
    ASSERT_THAT(seed_demo(repository(), all_but_one, now_), Fails(Trouble::NotFound, "drawing_missing"));
    EXPECT_TRUE(must(repository().is_empty()));
    EXPECT_EQ(count("photo"), 0);
}

TEST_P(DemoHousehold, IsThereWholeOrNotAtAll) {
    const RepositoryError cut{Trouble::Refused, "cut_short", "", {}};
    const auto half = repository().together([&](Repository& inside) -> Stored<void> {
        must(seed_demo(inside, drawing, now_));
        EXPECT_FALSE(must(inside.is_empty()));
        return tl::unexpected(cut);
    });
    EXPECT_THAT(half, Fails(Trouble::Refused, "cut_short"));
    EXPECT_TRUE(must(repository().is_empty()));
    EXPECT_EQ(count("photo") + count("audit") + count("family_link"), 0);

    Demo demo;
    must(repository().together([&](Repository& inside) -> Stored<void> {
        demo = must(seed_demo(inside, drawing, now_));
        return {};
    }));
    must(repository().exchange_link(demo.family[0].token, now_));
    EXPECT_EQ(count("household"), 3);
}

TEST_P(DemoHousehold, MakesRoomForTwoPhonesALinkAndKeepsThoseUsedLast) {
    using namespace std::chrono_literals;
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    const std::string json = demo_json(demo);
    std::vector<std::string> phones;
    for (int i = 0; i < 5; ++i) {
        phones.push_back(must(repository().open_on_phone(demo.family[0].token, {"", ""}, now_ + i * 1min)).token);
    }
    const auto dawei = must(repository().exchange_link(demo.family[1].token, now_));
    const auto later = now_ + 1h;
    EXPECT_THAT(repository().exchange_link(demo.family[0].token, later), Fails(Trouble::Conflict, "too_many_phones"));
    must(repository().touch_phone(must(repository().family_with_session(phones[0], later)), later));

    must(make_room_for_phones(repository(), json, later));

    const auto stays = [&](const std::string& token) { return repository().family_with_session(token, later).has_value(); };
    std::vector<bool> kept;
    for (const auto& phone : phones) {
        kept.push_back(stays(phone));
    }
    EXPECT_THAT(kept, ElementsAre(true, false, false, true, true));
    EXPECT_TRUE(stays(dawei.token));
    must(repository().exchange_link(demo.family[0].token, later));
    must(repository().exchange_link(demo.family[0].token, later));
    EXPECT_THAT(repository().exchange_link(demo.family[0].token, later), Fails(Trouble::Conflict, "too_many_phones"));
    for (const char* broken : {"", "{}", "[]", R"({"family": [{}]})", R"({"family": [{"member": 1}], "household": {"id": "x"}})"}) {
        EXPECT_THAT(make_room_for_phones(repository(), broken, later), Fails(Trouble::Refused, "demo_malformed")) << broken;
    }
}

TEST_P(DemoHousehold, IsWrittenDownForWhoStartsIt) {
    const Demo demo = must(seed_demo(repository(), drawing, now_));
    const std::string text = demo_json(demo);
    EXPECT_THAT(text, HasSubstr(demo.household));
    EXPECT_THAT(text, HasSubstr(demo.logins[0].password));
    EXPECT_THAT(text, HasSubstr(demo.family[0].token));
    EXPECT_THAT(text, HasSubstr("小芳"));
}

}  // namespace
}  // namespace anju::server
