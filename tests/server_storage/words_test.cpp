// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "platform/server/storage/migrate.hpp"
#include "platform/server/storage/text_check.hpp"
#include "platform/server/tokens.hpp"
#include "platform/server/turns.hpp"

namespace anju::server {
namespace {

TEST(Turns, LetSomeWaitAndTellTheOthersAtOnce) {
    Turns turns(1, 1);
    auto first = turns.take();
    ASSERT_TRUE(first);
    std::atomic<bool> second_had_it{false};
    std::jthread second([&] { second_had_it = turns.take() != nullptr; });
    while (turns.waiting() == 0) std::this_thread::yield();
    EXPECT_EQ(turns.take(), nullptr);
    first.reset();
    second.join();
    EXPECT_TRUE(second_had_it);
    EXPECT_TRUE(turns.take());
}

TEST(Secrets, Are128BitsInTwentyTwoCharactersAndNeverTheSame) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string secret = new_secret();
        EXPECT_EQ(secret.size(), 22U);
        EXPECT_EQ(secret.find_first_not_of(
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
        seen.insert(secret);
    }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(Ids, AreTwentySixSmallLettersAndDigitsOfBase32) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = new_id();
        EXPECT_EQ(id.size(), 26U);
        EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
        seen.insert(id);
    }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(Ids, BeginWithTheTimeSoThatTheyStandInTheOrderOfTheirMaking) {
    const auto milliseconds = [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    };
    const auto before = milliseconds();
    const std::string id = new_id();
    const auto after = milliseconds();
    std::int64_t bits = 0;
    constexpr int kDigits = 10, kOver = 2;  // 48 bits in ten digits of five
    for (const char digit : id.substr(0, kDigits)) {
        bits = bits * 32 + static_cast<std::int64_t>(std::string_view("234567abcdefghijklmnopqrstuvwxyz").find(digit));
    }
    EXPECT_GE(bits >> kOver, before);
    EXPECT_LE(bits >> kOver, after);
}

TEST(UserCode, IsReadAsPeopleTypeIt) {
    EXPECT_EQ(normal_user_code("HQBMTKWR"), "HQBMTKWR");
    EXPECT_EQ(normal_user_code("hqbm-tkwr"), "HQBMTKWR");
    EXPECT_EQ(normal_user_code(" HQBM TKWR "), "HQBMTKWR");
    EXPECT_EQ(normal_user_code("HQBMTKW"), "");
    EXPECT_EQ(normal_user_code("HQBMTKWRR"), "");
    EXPECT_EQ(normal_user_code("AQBMTKWR"), "");
    EXPECT_EQ(normal_user_code("HQBMTKW8"), "");
    EXPECT_EQ(normal_user_code(""), "");
    EXPECT_EQ(normal_user_code(new_user_code()).size(), 8U);
}

TEST(Sha256, IsTheOneEveryoneKnows) {
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_TRUE(is_sha256_hex(sha256_hex("")));
    EXPECT_FALSE(is_sha256_hex(sha256_hex("").substr(1)));
    EXPECT_FALSE(is_sha256_hex(std::string(64, 'A')));
}

TEST(StoredText, IsUtf8WithoutZeros) {
    for (const char* fine : {"", "a", "é", "妈妈", "🎂", "\xf4\x8f\xbf\xbf"}) {
        EXPECT_TRUE(is_storable(fine)) << fine;
    }
    for (const std::string& bad :
         {std::string("a\0b", 3), std::string("\x80"), std::string("\xc0\x80"), std::string("\xc3"),
          std::string("\xe0\x80\x80"), std::string("\xed\xa0\x80"), std::string("\xf0\x80\x80\x80"),
          std::string("\xf4\x90\x80\x80"), std::string("\xf5\x80\x80\x80"),
          std::string("\xe5\xa6")}) {
        EXPECT_FALSE(is_storable(bad));
    }
    EXPECT_EQ(code_points("妈 🎂"), 3U);
}

TEST(Dialects, DifferOnlyWhereTheFileSaysSo) {
    const std::string text =
        "a ${path}\n--sqlite{\nb ${serial}\n--}\n--postgres{\nc ${bytes}\n--}\nd";
    EXPECT_EQ(in_dialect(text, Dialect::Sqlite),
              "a TEXT\n--sqlite{\nb INTEGER PRIMARY KEY AUTOINCREMENT\nd");
    EXPECT_EQ(in_dialect(text, Dialect::Postgres), "a TEXT COLLATE \"C\"\n--postgres{\nc BYTEA\nd");
}

TEST(SchemaFiles, AreNumberedWithoutGaps) {
    int number = 0;
    for (const Migration& migration : schema()) {
        EXPECT_EQ(migration.number, ++number);
        EXPECT_TRUE(in_dialect(migration.text, Dialect::Sqlite).find("${") == std::string::npos);
        EXPECT_TRUE(in_dialect(migration.text, Dialect::Postgres).find("${") == std::string::npos);
    }
    EXPECT_GE(number, 4);
}

}  // namespace
}  // namespace anju::server
