// SPDX-License-Identifier: Apache-2.0
#include <random>
#include <set>

#include "platform/server/tokens.hpp"
#include "tests/server_storage/both_databases.hpp"
#include "tests/support/slow.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

ON_BOTH_DATABASES(Pairing);

constexpr const char* kHere = "192.0.2.1";
constexpr const char* kThere = "192.0.2.2";

TEST_P(Pairing, GivesACodeThatATechnicianFindsAndApproves) {
    const Street street = a_street();
    const std::string key = new_secret();
    const auto code = must(repository().start_pairing({sha256_hex(key), "anju-tv", "0.1.0"}, an_address(), now_));
    EXPECT_EQ(normal_user_code(code.user_code), code.user_code);
    EXPECT_EQ(code.expires_in, 600s);
    EXPECT_EQ(code.interval, 5s);
    EXPECT_THAT(repository().poll_pairing(code.device_code, now_),
                Fails(Trouble::Refused, "authorization_pending"));
    EXPECT_THAT(repository().terminal_with_key(key), Fails(Trouble::NotFound, "terminal_unknown"));

    now_ += 70s;
    const std::string typed = code.user_code.substr(0, 4) + "-" + code.user_code.substr(4);
    const auto found = must(repository().find_pairing(street.technician, typed, kHere, now_));
    EXPECT_EQ(found.user_code, code.user_code);
    EXPECT_EQ(found.expires_in, 530s);

    take_woken();
    const auto row = must(repository().approve_pairing(street.technician, typed, street.household,
                                                       kHere, {"a1", street.household}, now_));
    EXPECT_THAT(row.box_number, SizeIs(5));
    EXPECT_EQ(row.household_name, "王桂兰家");
    const auto paired = must(repository().poll_pairing(code.device_code, now_));
    EXPECT_EQ(paired.terminal, row.id);
    EXPECT_EQ(paired.box_number, row.box_number);
    EXPECT_EQ(paired.household, street.household);
    const auto tv = must(repository().terminal_with_key(key));
    EXPECT_EQ(tv, (TerminalCaller{row.id, street.household}));
    EXPECT_EQ(must(repository().snapshot(tv, now_)).box_number, row.box_number);
    EXPECT_THAT(take_woken(), testing::Contains(recipient_of(street.family)));
}

TEST_P(Pairing, PolledTooSoonSaysSlowDown) {
    const auto code = a_code(now_);
    const auto poll = [&] { return repository().poll_pairing(code.device_code, now_); };
    EXPECT_THAT(poll(), Fails(Trouble::Refused, "authorization_pending"));
    now_ += 2s;
    EXPECT_THAT(poll(), Fails(Trouble::Refused, "slow_down"));
    now_ += 5s;
    EXPECT_THAT(poll(), Fails(Trouble::Refused, "authorization_pending"));
}

TEST_P(Pairing, LivesTenMinutes) {
    const Street street = a_street();
    const auto code = a_code(now_);
    now_ += 600s - 1ms;
    EXPECT_THAT(repository().poll_pairing(code.device_code, now_),
                Fails(Trouble::Refused, "authorization_pending"));
    must(repository().find_pairing(street.technician, code.user_code, kHere, now_));
    now_ += 1ms;
    EXPECT_THAT(repository().poll_pairing(code.device_code, now_),
                Fails(Trouble::Refused, "expired_token"));
    EXPECT_THAT(repository().approve_pairing(street.technician, code.user_code, street.household,
                                             kHere, {}, now_),
                Fails(Trouble::NotFound, "pairing_not_found"));
}

TEST_P(Pairing, OfAnUnknownDeviceIsExpired) {
    EXPECT_THAT(repository().poll_pairing("nothing", now_),
                Fails(Trouble::Refused, "expired_token"));
}

TEST_P(Pairing, ApprovedTwiceUnderOneKeyMakesOneBox) {
    const Street street = a_street();
    const auto code = a_code(now_);
    const auto approve = [&](const Once& once) {
        return repository().approve_pairing(street.technician, code.user_code, street.household,
                                            kHere, once, now_);
    };
    const auto row = must(approve({"a1", "x"}));
    EXPECT_EQ(must(approve({"a1", "x"})), row);
    EXPECT_THAT(approve({"a1", "y"}), Fails(Trouble::Conflict, "idempotency_key_reused"));
    EXPECT_THAT(approve({"a2", "x"}), Fails(Trouble::Conflict, "already_approved"));
    EXPECT_EQ(count("terminal"), 2);  // the street's own, and this
}

TEST_P(Pairing, AfterFiveWrongTriesATechnicianWaitsFifteenMinutes) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const auto code = a_code(now_);
    for (int i = 0; i < 5; ++i) {
        EXPECT_THAT(repository().find_pairing(street.technician, "BBBBBBBB",
                                              "192.0.2." + std::to_string(i), now_),
                    Fails(Trouble::NotFound, "pairing_not_found"));
        now_ += 1min;
    }
    const auto right = repository().find_pairing(street.technician, code.user_code, kHere, now_);
    ASSERT_THAT(right, Fails(Trouble::Refused, "too_many_tries"));
    EXPECT_EQ(right.error().retry_after, 14min);
    EXPECT_THAT(repository().approve_pairing(street.technician, code.user_code, street.household,
                                             kHere, {"a", "b"}, now_),
                Fails(Trouble::Refused, "too_many_tries"));
    // Neither the code nor its box wait: another technician goes on.
    EXPECT_THAT(repository().poll_pairing(code.device_code, now_),
                Fails(Trouble::Refused, "authorization_pending"));
    must(repository().find_pairing(other.technician, code.user_code, kHere, now_));
    now_ += 14min;
    EXPECT_THAT(repository().find_pairing(street.technician, code.user_code, kHere, now_),
                Fails(Trouble::NotFound, "pairing_not_found"));  // may try again; the code is old
    const auto fresh = a_code(now_);
    must(repository().approve_pairing(street.technician, fresh.user_code, street.household, kHere,
                                      {"a", "b"}, now_));
}

// Twenty guesses a second, each from another address: five in a quarter of an hour are looked at.
TEST_P(Pairing, AGuesserWhoNeverTiresHasFiveTriesInAQuarterOfAnHour) {
    const Street street = a_street();
    const auto code = a_code(now_);
    std::mt19937 random(20261121);
    const auto guess = [&] {
        std::string letters;
        while (letters.size() < 8) letters += "BCDFGHJKLMNPQRSTVWXZ"[random() % 20];
        return letters;
    };
    const int guesses = test::rounds(20'000);
    const auto between = 250ms;
    const auto begin = now_;
    int looked_at = 0;
    for (int i = 0; i < guesses; ++i) {
        const auto found = repository().find_pairing(street.technician, guess(), "192.0." + std::to_string(i / 250 % 250) + "." + std::to_string(i % 250), now_);
        ASSERT_FALSE(found);
        looked_at += found.error().code == "pairing_not_found" ? 1 : 0;
        now_ += between;
    }
    EXPECT_GE(looked_at, 5);
    EXPECT_LE(looked_at, 5 * (1 + (now_ - begin) / 15min));
}

TEST_P(Pairing, AfterTenWrongTriesInAMinuteAnAddressWaits) {
    std::vector<Street> streets{a_street("一"), a_street("二"), a_street("三")};
    const auto code = a_code(now_);
    for (int i = 0; i < 10; ++i) {
        EXPECT_THAT(repository().find_pairing(streets[i % 3u].technician, "CCCC-CCCC", kHere, now_),
                    Fails(Trouble::NotFound, "pairing_not_found"));
        now_ += 5s;
    }
    EXPECT_THAT(repository().find_pairing(streets[2].technician, code.user_code, kHere, now_),
                Fails(Trouble::Refused, "too_many_tries"));
    must(repository().find_pairing(streets[2].technician, code.user_code, kThere, now_));
}

TEST_P(Pairing, TriesSpreadOverMinutesDoNotBlockAnAddress) {
    std::vector<Street> streets{a_street("一"), a_street("二"), a_street("三"), a_street("四")};
    for (int i = 0; i < 12; ++i) {
        EXPECT_THAT(repository().find_pairing(streets[i % 4u].technician, "CCCC-CCCC", kHere, now_),
                    Fails(Trouble::NotFound, "pairing_not_found"));
        now_ += 7s;
    }
}

TEST_P(Pairing, WithARightCodeButAForeignHouseholdIsNoWrongTry) {
    const Street street = a_street();
    const Street other = a_street("西关");
    const auto code = a_code(now_);
    for (int i = 0; i < 8; ++i) {
        EXPECT_THAT(repository().approve_pairing(street.technician, code.user_code, other.household,
                                                 kHere, {}, now_),
                    Fails(Trouble::NotFound, "household_not_found"));
    }
    must(repository().approve_pairing(street.technician, code.user_code, street.household, kHere,
                                      {}, now_));
}

TEST_P(Pairing, StartedAgainByTheSameBoxDropsTheOldCode) {
    const Street street = a_street();
    const contract::PairingRequest box{sha256_hex("key"), "anju-tv", "0.1.0"};
    const auto first = must(repository().start_pairing(box, an_address(), now_));
    const auto second = must(repository().start_pairing(box, an_address(), now_));
    EXPECT_THAT(repository().find_pairing(street.technician, first.user_code, kHere, now_),
                Fails(Trouble::NotFound, "pairing_not_found"));
    must(repository().find_pairing(street.technician, second.user_code, kHere, now_));
}

TEST_P(Pairing, RefusesAKeyThatIsOrWasInUse) {
    const Street street = a_street();
    const contract::PairingRequest box{sha256_hex(street.tv_key), "anju-tv", "0.1.0"};
    EXPECT_THAT(repository().start_pairing(box, an_address(), now_), Fails(Trouble::Conflict, "key_in_use"));
    must(repository().unpair(street.technician, street.tv.terminal, now_));
    EXPECT_THAT(repository().start_pairing(box, an_address(), now_), Fails(Trouble::Conflict, "key_in_use"));
    EXPECT_THAT(repository().start_pairing({"short", "anju-tv", "0.1.0"}, an_address(), now_),
                Fails(Trouble::Refused, "key_hash_malformed"));
}

TEST_P(Pairing, GivesEveryBoxItsOwnCodeAndNumber) {
    const Street street = a_street();
    std::set<std::string> codes;
    std::set<std::string> numbers;
    for (int i = 0; i < 40; ++i) {
        const auto code = a_code(now_);
        codes.insert(code.user_code);
        numbers.insert(must(repository().approve_pairing(street.technician, code.user_code,
                                                         street.household, kHere, {}, now_))
                           .box_number);
    }
    EXPECT_THAT(codes, SizeIs(40));
    EXPECT_THAT(numbers, SizeIs(40));
}

TEST_P(Pairing, TakenBackTellsTheBoxAndEndsItsKey) {
    const Street street = a_street();
    const auto cursor = must(repository().snapshot(street.tv, now_)).cursor;
    take_woken();
    must(repository().unpair(street.technician, street.tv.terminal, now_));
    const auto events = events_of(recipient_of(street.tv), cursor);
    ASSERT_THAT(events, SizeIs(1));
    EXPECT_EQ(events[0].name, "unpaired");
    EXPECT_THAT(take_woken(), testing::UnorderedElementsAre(recipient_of(street.tv),
                                                            recipient_of(street.family)));
    EXPECT_THAT(repository().terminal_with_key(street.tv_key),
                Fails(Trouble::NotFound, "box_taken_back"));
    EXPECT_THAT(repository().snapshot(street.tv, now_),
                Fails(Trouble::NotFound, "terminal_unknown"));
    EXPECT_THAT(must(repository().still_paired({street.tv.terminal})), testing::IsEmpty());
    EXPECT_THAT(repository().unpair(street.technician, street.tv.terminal, now_),
                Fails(Trouble::NotFound, "terminal_not_found"));
    EXPECT_FALSE(must(repository().family_home(street.family, now_)).tv_paired);
    EXPECT_THAT(must(repository().terminals(street.technician)).terminals, testing::IsEmpty());
}

TEST_P(Pairing, KeepsNoSecretInTheDatabase) {
    const auto code = a_code(now_);
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        const Rows rows = tx.run("SELECT device_hash FROM pairing");
        EXPECT_THAT(rows, SizeIs(1));
        EXPECT_EQ(rows[0].text(0), sha256_hex(code.device_code));
        return {};
    }));
}

TEST_P(Pairing, LetsNobodyFillTheDiskWithCodes) {
    const auto ask = [&](const std::string& address) {
        return repository().start_pairing({sha256_hex(new_secret()), "anju-tv", "0.1.0"}, address, now_);
    };
    for (int i = 0; i < 60; ++i) {
        must(ask("192.0.2.7"));
    }
    EXPECT_THAT(ask("192.0.2.7"), Fails(Trouble::Refused, "too_many_tries"));
    EXPECT_EQ(count("pairing"), 60);
    must(ask("192.0.2.8"));
    now_ += std::chrono::minutes(1);
    must(ask("192.0.2.7"));
    const std::string name(65, 'x');
    EXPECT_THAT(repository().start_pairing({sha256_hex(name), name, "1"}, an_address(), now_),
                Fails(Trouble::Refused, "name_too_long"));
}

}  // namespace
}  // namespace anju::server
