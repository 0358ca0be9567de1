// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

template <class T>
std::string fault(std::string_view json) {
    const auto value = decode<T>(json);
    if (value) {
        return "read";
    }
    EXPECT_EQ(value.error().kind, ErrorKind::Malformed);
    return value.error().code + " " + value.error().context;
}

std::string member(std::string_view relation) {
    return R"({"id":"m","name":"n","relation":")" + std::string(relation) + R"("})";
}

std::string household(std::string_view more) {
    return R"({"id":"h","name":"n","version":1,"person":{"name":"a","called":"b"})" +
           std::string(more) + "}";
}

TEST(Decode, IgnoresUnknownFields) {
    const auto poll =
        decode<PairingPoll>(R"({"new":{"deep":[1,2]},"device_code":"d","later":null})");
    ASSERT_TRUE(poll);
    EXPECT_EQ(poll->device_code, "d");
}

TEST(Decode, NamesTheMissingField) {
    EXPECT_EQ(fault<PairingPoll>("{}"), "wrong_field device_code: is missing");
    EXPECT_EQ(fault<Household>(R"({"id":"h","name":"n","version":1,"person":{"name":"a"}})"),
              "wrong_field person.called: is missing");
}

TEST(Decode, LeavesAbsentAndNullOptionalsAsTheyAre) {
    const auto home = decode<Household>(household(R"(,"weather":null,"zone":null)"));
    ASSERT_TRUE(home);
    EXPECT_EQ(home->weather, std::nullopt);
    EXPECT_EQ(home->zone, "Asia/Shanghai");
    EXPECT_EQ(home->night, (Night{22, 6}));
    EXPECT_TRUE(home->members.empty());
}

TEST(Decode, DoesNotTakeNullForARequiredField) {
    EXPECT_EQ(fault<PairingPoll>(R"({"device_code":null})"),
              "wrong_field device_code: must be a text");
}

TEST(Decode, NamesTheUnknownWordWithItsPath) {
    EXPECT_EQ(fault<Member>(member("cousin")), R"(wrong_field relation: unknown word "cousin")");
    EXPECT_EQ(fault<Member>(member("Daughter")),
              R"(wrong_field relation: unknown word "Daughter")");
    EXPECT_EQ(fault<FamilyHome>(R"({"me":)" + member("") + "}"),
              R"(wrong_field me.relation: unknown word "")");
}

TEST(Decode, KnowsEveryWord) {
    for (int i = 0; i <= static_cast<int>(Relation::Other); ++i) {
        const auto value = decode<Member>(member(word(static_cast<Relation>(i))));
        ASSERT_TRUE(value);
        EXPECT_EQ(value->relation, static_cast<Relation>(i));
    }
    for (int i = 0; i <= static_cast<int>(Capability::Help); ++i) {
        const std::string one(word(static_cast<Capability>(i)));
        const auto value = decode<Household>(household(R"(,"capabilities":[")" + one + R"("])"));
        ASSERT_TRUE(value);
        EXPECT_EQ(value->capabilities, std::vector{static_cast<Capability>(i)});
    }
}

TEST(Decode, DropsTheBadItemOfAListAndKeepsTheRest) {
    const auto home = decode<Household>(
        household(R"(,"capabilities":["messages","gardening",7,"help"],"members":[)" +
                  member("cousin") + "," + member("son") + ",null,[]]"));
    ASSERT_TRUE(home);
    EXPECT_EQ(home->capabilities, (std::vector{Capability::Messages, Capability::Help}));
    ASSERT_EQ(home->members.size(), 1U);
    EXPECT_EQ(home->members[0].relation, Relation::Son);
}

TEST(Decode, DropsNothingOfWhatAPersonAskedFor) {
    EXPECT_EQ(fault<NewMessage>(R"({"text":"a","photos":["p1",2,"p3"]})"),
              "wrong_field photos[1]: must be a text");
}

TEST(Decode, WantsAListWhereAListBelongs) {
    EXPECT_EQ(fault<NewMessage>(R"({"photos":{"0":"a"}})"), "wrong_field photos: must be a list");
    EXPECT_EQ(fault<Household>(household(R"(,"members":"none")")),
              "wrong_field members: must be a list");
}

TEST(Decode, WantsAnObject) {
    for (const auto* text : {"[]", "1", "\"a\"", "null", "true"}) {
        EXPECT_EQ(fault<PairingPoll>(text), "wrong_field the whole: must be an object");
    }
}

TEST(Decode, WantsTheRightType) {
    EXPECT_EQ(fault<PairingPoll>(R"({"device_code":7})"),
              "wrong_field device_code: must be a text");
    EXPECT_EQ(fault<TvPresence>(R"({"online":1})"), "wrong_field online: must be true or false");
    EXPECT_EQ(fault<SeenRequest>(R"({"seen_at":"yesterday"})"),
              "wrong_field seen_at: must be an RFC 3339 time");
    EXPECT_EQ(fault<SeenRequest>(R"({"seen_at":1700000000})"),
              "wrong_field seen_at: must be an RFC 3339 time");
}

TEST(Decode, KeepsNumbersInTheirRange) {
    const auto night = [](std::string_view from) {
        return fault<Night>(R"({"to":6,"from":)" + std::string(from) + "}");
    };
    EXPECT_EQ(night("0"), "read");
    EXPECT_EQ(night("23"), "read");
    EXPECT_EQ(night("24"), "wrong_field from: must be 0 to 23");
    EXPECT_EQ(night("-1"), "wrong_field from: must be 0 to 23");
    EXPECT_EQ(night("2147483648"), "wrong_field from: is out of range");
    EXPECT_EQ(night("-9223372036854775808"), "wrong_field from: is out of range");
    EXPECT_EQ(night("22.0"), "wrong_field from: must be a whole number");
    EXPECT_EQ(night("1e2"), "wrong_field from: must be a whole number");
    EXPECT_EQ(night("18446744073709551616"), "wrong_field from: must be a whole number")
        << "the parser makes it a double";
    EXPECT_EQ(night("\"22\""), "wrong_field from: must be a whole number");
}

TEST(Decode, KeepsAllSixtyFourBitsOfACounter) {
    const auto home = decode<Household>(
        R"({"id":"h","name":"n","version":18446744073709551615,"person":{"name":"a","called":"b"}})");
    ASSERT_TRUE(home);
    EXPECT_EQ(home->version, 18446744073709551615U);
    EXPECT_EQ(fault<Household>(
                  R"({"id":"h","name":"n","version":-1,"person":{"name":"a","called":"b"}})"),
              "wrong_field version: is out of range");
}

TEST(Decode, TakesNoNegativeWait) {
    EXPECT_EQ(fault<PairingFound>(R"({"user_code":"a","model":"b","version":"c","expires_in":-1})"),
              "wrong_field expires_in: is out of range");
}

TEST(Decode, RefusesWhatIsNoJson) {
    for (const auto* text :
         {"", " ", "{", "{\"device_code\":\"d\"", "{\"device_code\":\"d\"}x", "{'device_code':'d'}",
          "{\"device_code\":\"d\",}", "NaN", "{\"device_code\":\"a\nb\"}", "// c\n{}"}) {
        EXPECT_EQ(fault<PairingPoll>(text), "malformed_json not JSON in UTF-8") << text;
    }
}

TEST(Decode, RefusesBadUtf8) {
    // Cut, overlong, lone surrogate (as bytes and escaped), beyond U+10FFFF.
    for (const auto* text : {"\xE5\xA6", "\xC0\x80", "\xED\xA0\x80", "\\uD800", "\\uDC00\\uD800",
                             "\xF4\x90\x80\x80", "\xFF"}) {
        EXPECT_EQ(fault<PairingPoll>(R"({"device_code":")" + std::string(text) + R"("})"),
                  "malformed_json not JSON in UTF-8");
    }
}

TEST(Decode, RefusesNulInATextWhichDatabasesCannotKeep) {
    EXPECT_EQ(fault<PairingPoll>(R"({"device_code":"a\u0000b"})"),
              "wrong_field device_code: holds U+0000");
}

TEST(Decode, ReadsEscapesAndAstralCharacters) {
    const auto poll = decode<PairingPoll>(R"({"device_code":"\u5988\ud83d\ude00\t\"\\"})");
    ASSERT_TRUE(poll);
    EXPECT_EQ(poll->device_code, "妈😀\t\"\\");
}

TEST(Decode, StopsAtHostileDepth) {
    const auto nested = [](int depth) {
        return R"({"device_code":"[[[[","x":)" + std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']') + "}";
    };
    EXPECT_EQ(fault<PairingPoll>(nested(31)), "read");
    EXPECT_EQ(fault<PairingPoll>(nested(32)), "malformed_json nested deeper than 32");
    EXPECT_EQ(fault<PairingPoll>(std::string(1'000'000, '[')),
              "malformed_json nested deeper than 32");
    EXPECT_EQ(fault<PairingPoll>(R"({"device_code":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})"),
              "read");
}

TEST(Encode, MendsWhatIsNoUtf8InsteadOfFailing) {
    EXPECT_EQ(encode(PairingPoll{"a\xFF"
                                 "b"}),
              "{\"device_code\":\"a\xEF\xBF\xBD"
              "b\"}");
}

TEST(Encode, EscapesWhatJsonWantsEscaped) {
    EXPECT_EQ(encode(PairingPoll{"\"\\\n\x01妈"}), R"({"device_code":"\"\\\n\u0001妈"})");
}

TEST(Encode, LeavesOutEmptyOptionals) {
    EXPECT_EQ(encode(TvPresence{true, std::nullopt}), R"({"online":true})");
}

}  // namespace
}  // namespace anju::contract
