// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "terminal/mirror/access.hpp"
#include "terminal/mirror/files.hpp"
#include "terminal/mirror/protocol.hpp"

namespace anju::mirror {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(MirrorToken, IsOf128BitsAndNewEachTime) {
    EXPECT_THAT(make_token(), SizeIs(22));
    EXPECT_NE(make_token(), make_token());
    EXPECT_EQ(make_token().find_first_not_of(
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
}

TEST(MirrorToken, OpensOnlyWhenWholeAndRight) {
    EXPECT_TRUE(same_token("abc", "abc"));
    EXPECT_FALSE(same_token("", "abc"));
    EXPECT_FALSE(same_token("ab", "abc"));
    EXPECT_FALSE(same_token("abcd", "abc"));
    EXPECT_FALSE(same_token("abd", "abc"));
}

TEST(MirrorHost, IsLoopbackByAnyOfItsNames) {
    for (const char* host : {"127.0.0.1", "127.0.0.1:8421", "localhost:8421", "[::1]:8421", "[::1]"}) {
        EXPECT_TRUE(host_allowed(host)) << host;
    }
}

TEST(MirrorHost, OfAForeignNameIsRefusedEvenIfItsAddressIsOurs) {
    for (const char* host : {"", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8421",
                             "192.168.1.5:8421", "[fe80::1]:8421", "127.0.0.1:8421:1", "127.0.0.1:x", "0x7f.1"}) {
        EXPECT_FALSE(host_allowed(host)) << host;
    }
}

TEST(MirrorTarget, HasItsTokenAnywhereInTheQuery) {
    EXPECT_EQ(split_target("/?token=abc").token, "abc");
    EXPECT_EQ(split_target("/ws?x=1&token=abc&y").token, "abc");
    EXPECT_EQ(split_target("/ws?x=1&token=abc&y").path, "/ws");
    EXPECT_EQ(split_target("/ws?xtoken=abc").token, "");
    EXPECT_EQ(split_target("/ws").token, "");
}

TEST(MirrorCookie, IsFoundByItsWholeName) {
    EXPECT_EQ(cookie_value("a=1; anju_mirror_84=t; b=2", "anju_mirror_84"), "t");
    EXPECT_EQ(cookie_value("xanju_mirror_84=t", "anju_mirror_84"), "");
    EXPECT_EQ(cookie_value("anju_mirror_842=t", "anju_mirror_84"), "");
}

TEST(MirrorFiles, NothingOutsideTheFolderIsRead) {
    const std::string root = std::string(ANJU_SOURCE_DIR) + "/art/icons";
    EXPECT_TRUE(read_page_file(root, "/home.svg"));
    EXPECT_FALSE(read_page_file(root, "/../photo-park.svg"));
    EXPECT_FALSE(read_page_file(root, "/./home.svg"));
    EXPECT_FALSE(read_page_file(root, "home.svg"));
    EXPECT_FALSE(read_page_file(root, "/%2e%2e/photo-park.svg"));
    EXPECT_FALSE(read_page_file(std::string(ANJU_SOURCE_DIR), "/CMakeLists.txt"));
}

TEST(MirrorCommands, AreKeysAndAcknowledgements) {
    EXPECT_EQ(parse_command(R"({"key":"ok","type":"press"})"),
              Command(KeyCommand{keys::Key::Ok, Finger::Press}));
    EXPECT_EQ(parse_command(R"({"key":"5","type":"down"})"),
              Command(KeyCommand{keys::Key::Digit5, Finger::Down}));
    EXPECT_EQ(parse_command(R"({"ack":7})"), Command(Ack{7}));
}

TEST(MirrorCommands, OfAnyOtherShapeAreNone) {
    for (const char* text : {"", "{", "[]", "7", R"({"ack":-1})", R"({"ack":"7"})", R"({"key":"ok"})",
                             R"({"key":"nokey","type":"press"})", R"({"key":"ok","type":"held"})",
                             R"({"key":1,"type":"press"})"}) {
        EXPECT_FALSE(parse_command(text)) << text;
    }
}

TEST(MirrorPart, IsAHeaderAndThePixelsOfItsBox) {
    std::vector<std::uint32_t> pixels{0x00112233, 0x00445566, 0x00778899, 0x00AABBCC};
    const auto part = encode_part(PartType::Last, 0x01020304, {1, 1, 1, 1}, {pixels.data(), 2, 2, 8});
    EXPECT_THAT(part, ElementsAre(2, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 4, 3, 2, 1, 0xAA, 0xBB, 0xCC, 0xFF));
}

TEST(MirrorChanges, OfTwoPicturesAreSentOnce) {
    Changes changes;
    changes.add({{0, 0, 10, 10}});
    changes.add({{0, 0, 10, 10}});
    EXPECT_THAT(changes.take(), ElementsAre(paint::Box{0, 0, 10, 10}));
    EXPECT_TRUE(changes.empty());
}

TEST(MirrorChanges, FarApartStayApart) {
    Changes changes;
    changes.add({{0, 0, 10, 10}, {500, 500, 10, 10}});
    EXPECT_THAT(changes.take(), SizeIs(2));
}

TEST(MirrorChanges, NeverBecomeALongList) {
    Changes changes;
    for (int i = 0; i < 500; ++i) {
        changes.add({{(i * 37) % 1900, (i * 91) % 1000, 1, 1}});
    }
    EXPECT_LE(changes.take().size(), 12U);
}

}  // namespace
}  // namespace anju::mirror
