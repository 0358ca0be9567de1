// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

ON_BOTH_DATABASES(Staff);

class Login {
  public:
    Login(Repository& repository, const Street& street) : repository_(repository) {
        must(repository.create_staff(
            system_caller(), {street.station, "li", "李敏", "right", {contract::Role::Technician}},
            kMorning));
    }
    auto operator()(const std::string& name, const std::string& password,
                    const std::string& address, Time now) const {
        return repository_.sign_in({name, password}, address, now);
    }

  private:
    Repository& repository_;
};

TEST_P(Staff, SignsInAndOut) {
    const Street street = a_street();
    const Login login(repository(), street);
    const auto session = must(login("li", "right", "192.0.2.1", now_));
    EXPECT_EQ(session.self.display_name, "李敏");
    EXPECT_EQ(session.self.organisation, "东关");
    EXPECT_EQ(session.self.roles, std::vector{contract::Role::Technician});
    const auto caller = must(repository().staff_with_session(session.session.token, now_));
    EXPECT_EQ(must(repository().staff_self(caller)), session.self);
    must(repository().sign_out(caller, now_));
    EXPECT_THAT(repository().staff_with_session(session.session.token, now_),
                Fails(Trouble::NotFound, "session_unknown"));
}

TEST_P(Staff, SessionEndsAfterTwelveHours) {
    const Street street = a_street();
    const auto session =
        must(Login(repository(), street)("li", "right", "192.0.2.1", now_)).session;
    EXPECT_EQ(session.expires, now_ + 12h);
    must(repository().staff_with_session(session.token, now_ + 12h - 1ms));
    EXPECT_THAT(repository().staff_with_session(session.token, now_ + 12h),
                Fails(Trouble::NotFound, "session_unknown"));
}

TEST_P(Staff, IsToldTheSameForAWrongNameAndAWrongPassword) {
    const Street street = a_street();
    const Login login(repository(), street);
    EXPECT_THAT(login("li", "wrong", "192.0.2.1", now_),
                Fails(Trouble::Refused, "wrong_name_or_password"));
    EXPECT_THAT(login("nobody", "right", "192.0.2.1", now_),
                Fails(Trouble::Refused, "wrong_name_or_password"));
    EXPECT_THAT(login("", "", "192.0.2.1", now_),
                Fails(Trouble::Refused, "wrong_name_or_password"));
}

TEST_P(Staff, GuessingFromOneAddressMakesThatAddressWaitAndNobodyElse) {
    const Street street = a_street();
    const Login login(repository(), street);
    for (int i = 0; i < 10; ++i) {
        EXPECT_THAT(login("li", std::to_string(i), "192.0.2.1", now_),
                    Fails(Trouble::Refused, "wrong_name_or_password"));
    }
    const auto blocked = login("li", "right", "192.0.2.1", now_);
    ASSERT_THAT(blocked, Fails(Trouble::Refused, "too_many_tries"));
    EXPECT_EQ(blocked.error().retry_after, 15min);
    must(login("li", "right", "192.0.2.2", now_));
    must(login("li", "right", "192.0.2.1", now_ + 15min));
}

TEST_P(Staff, NamesAreTakenOnce) {
    const Street street = a_street();
    const Login login(repository(), street);
    EXPECT_THAT(
        repository().create_staff(system_caller(), {street.station, "li", "另一个", "x", {}}, now_),
        Fails(Trouble::Conflict, "name_taken"));
}

TEST_P(Staff, PasswordsAreKeptAsArgon2id) {
    const Street street = a_street();
    const Login login(repository(), street);
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        for (const Row& row : tx.run("SELECT password_hash FROM staff")) {
            EXPECT_THAT(row.text(0), testing::StartsWith("$argon2id$"));
        }
        return {};
    }));
}

TEST_P(Staff, FindsHomesByNameAddressAndInitials) {
    const Street street = a_street();
    const auto found = [&](const std::string& query) {
        return must(repository().search_households(street.technician, query)).total;
    };
    EXPECT_EQ(found(""), 1);
    EXPECT_EQ(found("wgl"), 1);
    EXPECT_EQ(found("WGL"), 1);
    EXPECT_EQ(found("桂兰"), 1);
    EXPECT_EQ(found("3 号楼"), 1);
    EXPECT_EQ(found("mrs wang"), 1);
    EXPECT_EQ(found("吴"), 0);
    EXPECT_EQ(found("%"), 0);
    EXPECT_EQ(found("_"), 0);
    EXPECT_EQ(found("\\"), 0);
    const auto row =
        must(repository().search_households(street.technician, "wgl")).households.at(0);
    EXPECT_EQ(row.id, street.household);
    EXPECT_EQ(row.person.name, "王桂兰");
    EXPECT_EQ(row.terminals, 1);
    ASSERT_TRUE(row.photo);
    EXPECT_EQ(must(repository().photo(street.technician, row.photo->id, PhotoSize::Small)),
              "small elder");
}

TEST_P(Staff, SeesFiftyHomesAndHowManyThereAre) {
    const Street street = a_street();
    NewHousehold home;
    home.organisation = street.station;
    home.person.name = "吴广林";
    for (int i = 0; i < 55; ++i) {
        must(repository().create_household(system_caller(), home, now_));
    }
    const auto list = must(repository().search_households(street.technician, "吴"));
    EXPECT_THAT(list.households, SizeIs(50));
    EXPECT_EQ(list.total, 55);
}

TEST_P(Staff, WithoutTheRoleCannotProvision) {
    const Street street = a_street();
    const StaffCaller& liu = street.technician;
    EXPECT_THAT(repository().create_organisation(liu, {street.station, {}, "x"}, now_),
                Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().create_household(liu, {}, now_),
                Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().create_member(liu, {}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().create_staff(liu, {}, now_), Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().create_link(liu, street.member, now_),
                Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().revoke_links(liu, street.member, now_),
                Fails(Trouble::Refused, "role_missing"));
    EXPECT_THAT(repository().edit_household(liu, street.household, {}, now_),
                Fails(Trouble::Refused, "role_missing"));
}

}  // namespace
}  // namespace anju::server
