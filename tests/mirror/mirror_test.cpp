// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/mirror/mirror_page.hpp"
#include "tests/support/left_behind.hpp"
#include "tests/support/slow.hpp"

namespace anju::mirror {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using namespace std::chrono_literals;

TEST_F(MirrorPage, OpensAtItsOwnUrl) {
    EXPECT_EQ(mirror_->url(), "http://" + host_ + "/?token=secret");
    const auto reply = ask("/?token=secret");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "<!doctype html>");
    EXPECT_THAT(std::string(reply.fields["Content-Security-Policy"]),
                HasSubstr("frame-src http://127.0.0.1:8420;"));
}

TEST_F(MirrorPage, NeedsTheTokenForEverythingThatThereIs) {
    for (const char* target : {"/", "/app.js", "/config", "/ws", "/?token=wrong", "/config?token=wrong"}) {
        EXPECT_EQ(ask(target).status, 403) << target;
    }
    EXPECT_EQ(ask("/nothing").status, 404);
    EXPECT_EQ(ask("/nothing?token=secret").status, 404);
}

TEST_F(MirrorPage, GetsItsFilesByTheCookieOfTheFirstVisitAndNothingElse) {
    const auto cookie = std::string(ask("/?token=secret").fields[http::field::set_cookie]);
    EXPECT_THAT(cookie, HasSubstr("HttpOnly; SameSite=Strict"));
    const auto pair = cookie.substr(0, cookie.find(';'));
    EXPECT_EQ(ask("/app.js", pair).status, 200);
    EXPECT_EQ(ask("/config", pair).status, 403);
    EXPECT_THROW(Page(mirror_->port(), "/ws", host_), boost::system::system_error);
}

TEST_F(MirrorPage, RefusesAForeignHostEvenWithTheToken) {
    EXPECT_EQ(get(mirror_->port(), "/?token=secret", "evil.example").status, 403);
    EXPECT_THROW(Page(mirror_->port(), "/ws?token=secret", "evil.example"),
                 boost::system::system_error);
}

TEST_F(MirrorPage, RefusesASocketWithoutTheToken) {
    EXPECT_THROW(Page(mirror_->port(), "/ws?token=wrong", host_), boost::system::system_error);
}

TEST_F(MirrorPage, IsOnlyRead) {
    EXPECT_EQ(get(mirror_->port(), "/?token=secret", host_, "", http::verb::put).status, 405);
    const auto head = get(mirror_->port(), "/?token=secret", host_, "", http::verb::head);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.body, "");
}

TEST_F(MirrorPage, LearnsTheSizeAndTheFamilysAddressAndName) {
    const auto reply = ask("/config?token=secret");
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.body, HasSubstr("\"family_url\":\"http://127.0.0.1:8420/family/#token\""));
    EXPECT_THAT(reply.body, HasSubstr("\"family_name\":\"小芳\""));
    EXPECT_THAT(reply.body, HasSubstr("\"width\":64"));
    EXPECT_THAT(reply.body, HasSubstr("\"height\":36"));
}

TEST_F(MirrorPage, LearnsWithEachPictureWhetherItIsNightThere) {
    paint({0, 0, kWidth, kHeight}, 0x102030);
    auto page = open();
    EXPECT_EQ(page.picture().back().hours, 0U);
    mirror_->show(picture(), {{0, 0, 4, 4}}, {}, true);
    EXPECT_EQ(page.picture().back().hours, 1U);
    auto late = open();
    EXPECT_EQ(late.picture().back().hours, 1U);
    paint({0, 0, 4, 4}, 0x405060);
    EXPECT_EQ(page.picture().back().hours, 0U);
}

TEST_F(MirrorPage, ShowsTheWholePictureFirstThenOnlyWhatChanged) {
    paint({0, 0, kWidth, kHeight}, 0x102030);
    auto page = open();
    const auto first = page.picture();
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].box, (paint::Box{0, 0, kWidth, kHeight}));
    EXPECT_THAT(std::vector(first[0].rgba.begin(), first[0].rgba.begin() + 4),
                ElementsAre(0x10, 0x20, 0x30, 0xFF));

    paint({8, 4, 3, 2}, 0xFF8800);
    const auto second = page.picture();
    ASSERT_THAT(second, SizeIs(1));
    EXPECT_EQ(second[0].box, (paint::Box{8, 4, 3, 2}));
    EXPECT_EQ(second[0].seq, first[0].seq + 1);
    EXPECT_EQ(second[0].rgba.size(), 3U * 2 * 4);
    EXPECT_THAT(std::vector(second[0].rgba.begin(), second[0].rgba.begin() + 4),
                ElementsAre(0xFF, 0x88, 0x00, 0xFF));
}

TEST_F(MirrorPage, ThatIsSlowGetsTheNewestPictureNotEachOne) {
    auto page = open();
    const auto first = page.part();
    for (std::uint32_t shade = 1; shade <= 50; ++shade) {
        paint({0, 0, 4, 4}, shade);
    }
    paint({32, 16, 2, 2}, 7);
    all_obeyed(page);
    EXPECT_FALSE(page.more()) << "a picture came before the last one was acknowledged";

    page.acknowledge(first.seq);
    const auto newest = page.picture();
    ASSERT_THAT(newest, SizeIs(2));
    for (const auto& part : newest) {
        EXPECT_EQ(part.rgba[2], part.box.x == 0 ? 50 : 7);
    }
    all_obeyed(page);
    EXPECT_FALSE(page.more()) << "an older picture followed the newest";
}

TEST_F(MirrorPage, AcknowledgingAnotherPictureFreesNothing) {
    auto page = open();
    const auto first = page.part();
    paint({0, 0, 4, 4}, 9);
    page.acknowledge(first.seq + 1);
    all_obeyed(page);
    EXPECT_FALSE(page.more());
}

TEST_F(MirrorPage, ManyPagesWatchTheSameTv) {
    auto one = open();
    auto two = open();
    one.picture();
    two.picture();
    paint({1, 1, 1, 1}, 3);
    EXPECT_EQ(one.picture()[0].box, two.picture()[0].box);
}

TEST_F(MirrorPage, ThatLeftDoesNotDisturbTheOthers) {
    auto stays = open();
    auto last = stays.picture().back().seq;
    const auto before = test::held_now();
    for (int i = 0; i < test::rounds(200); ++i) {
        {
            auto goes = open();
            goes.part();  // the page leaves in the middle of its picture, or of the next
        }
        const paint::Box box{i % kWidth, i % kHeight, 1, 1};
        paint(box, 0x050607);
        const auto got = stays.picture();
        ASSERT_THAT(got, SizeIs(1)) << i;
        EXPECT_EQ(got[0].box, box);
        EXPECT_THAT(got[0].rgba, ElementsAre(5, 6, 7, 0xFF));
        EXPECT_EQ(got[0].seq, ++last);
    }
    EXPECT_EQ(test::held_at_last(before), before) << "of pages that left";
}

TEST_F(MirrorPage, PressesKeys) {
    auto page = open();
    page.send(R"({"key":"left","type":"press"})");
    page.send(R"({"key":"nonsense","type":"press"})");
    page.send(R"({"key":"ok","type":"press"})");
    EXPECT_THAT(presses_.wait_for(2), ElementsAre(keys::KeyPress{keys::Key::Left, false},
                                                  keys::KeyPress{keys::Key::Ok, false}));
}

TEST_F(MirrorPage, HoldingAKeyIsOnePressThenRepeats) {
    auto page = open();
    page.send(R"({"key":"right","type":"down"})");
    page.send(R"({"key":"right","type":"down"})");  // the keyboard's own repeat
    const auto presses = presses_.wait_for(2);
    page.send(R"({"key":"right","type":"up"})");
    ASSERT_THAT(presses, SizeIs(2));
    EXPECT_EQ(presses[0], (keys::KeyPress{keys::Key::Right, false}));
    EXPECT_EQ(presses[1], (keys::KeyPress{keys::Key::Right, true}));
}

TEST_F(MirrorPage, ClosesWhenThePictureGetsAnotherSize) {
    auto page = open();
    page.picture();
    std::vector<std::uint32_t> bigger(128 * 72, 1);
    mirror_->show({bigger.data(), 128, 72, 128 * 4}, {{0, 0, 128, 72}});
    EXPECT_THROW(page.part(), boost::system::system_error);
    auto again = open();
    EXPECT_EQ(again.picture()[0].box, (paint::Box{0, 0, 128, 72}));
}

TEST(MirrorPort, TakenByAnotherProgramIsSaidInOneSentence) {
    const auto first = make_mirror({}, [](keys::KeyPress) {});
    MirrorOptions options;
    options.port = first->port();
    try {
        make_mirror(options, [](keys::KeyPress) {});
        FAIL() << "two mirrors on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("is taken by another program"));
    }
}

TEST(MirrorEnd, ComesAtOnceWithPagesOpenAndPicturesUnderWay) {
    std::vector<std::uint32_t> pixels(1920 * 1080, 0);  // more than sockets hold: its writing is under way at the end
    for (int round = 0; round < test::rounds(100); ++round) {
        MirrorOptions options;
        options.token = "t";
        options.width = 1920;
        options.height = 1080;
        auto mirror = make_mirror(options, [](keys::KeyPress) {});
        Page page(mirror->port(), "/ws?token=t", "127.0.0.1");
        mirror->show({pixels.data(), 1920, 1080, 1920 * 4}, {{0, 0, 1920, 1080}});
        const auto begin = std::chrono::steady_clock::now();
        mirror.reset();
        EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
    }
}

}  // namespace
}  // namespace anju::mirror
