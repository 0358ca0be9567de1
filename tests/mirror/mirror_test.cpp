// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/mirror.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "tests/mirror/page.hpp"
#include "tests/support/left_behind.hpp"
#include "tests/support/slow.hpp"

namespace anju::mirror {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr int kWidth = 64, kHeight = 36;

class Presses {
  public:
    void add(keys::KeyPress press) {
        const std::scoped_lock lock(mutex_);
        presses_.push_back(press);
        changed_.notify_all();
    }
    std::vector<keys::KeyPress> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 10s, [&] { return presses_.size() >= count; });
        return presses_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<keys::KeyPress> presses_;
};

class MirrorPage : public ::testing::Test {
  protected:
    MirrorPage() {
        web_ = std::filesystem::path(::testing::TempDir()) /
               ("mirror-web-" + std::to_string(getpid()));
        std::filesystem::create_directories(web_);
        std::ofstream(web_ / "index.html") << "<!doctype html>";
        std::ofstream(web_ / "app.js") << "// page";
        MirrorOptions options;
        options.token = "secret";
        options.web_root = web_;
        options.family_url = "http://127.0.0.1:8420/family/#token";
        options.family_name = "小芳";
        options.width = kWidth;
        options.height = kHeight;
        options.tap = &tap_;
        mirror_ = make_mirror(options, [this](keys::KeyPress press) { presses_.add(press); });
        host_ = "127.0.0.1:" + std::to_string(mirror_->port());
        pixels_.assign(kWidth * kHeight, 0);
    }
    ~MirrorPage() override {
        mirror_.reset();
        std::filesystem::remove_all(web_);
    }

    Reply ask(const std::string& target, const std::string& cookie = "") {
        return get(mirror_->port(), target, host_, cookie);
    }
    Page open() { return {mirror_->port(), "/ws?token=secret", host_}; }
    // What the page and the TV said so far has been dealt with: a press comes out behind it.
    void all_obeyed(Page& page) {
        page.send(R"({"key":"menu","type":"press"})");
        ++markers_;
        ASSERT_THAT(presses_.wait_for(markers_), SizeIs(markers_));
    }
    paint::Pixels picture() { return {pixels_.data(), kWidth, kHeight, kWidth * 4}; }
    void paint(paint::Box box, std::uint32_t colour) {
        for (int y = box.y; y < box.y + box.h; ++y) {
            for (int x = box.x; x < box.x + box.w; ++x) {
                pixels_[static_cast<std::size_t>(y * kWidth + x)] = colour;
            }
        }
        mirror_->show(picture(), {box});
    }

    std::filesystem::path web_;
    Presses presses_;
    media::SoundTap tap_;
    std::unique_ptr<Mirror> mirror_;
    std::string host_;
    std::vector<std::uint32_t> pixels_;
    std::size_t markers_ = 0;
};

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

// As big as a screen that shows a call.
class MovingPage : public ::testing::Test {
  protected:
    static constexpr int kWide = 640, kHigh = 360;
    MovingPage() {
        MirrorOptions options;
        options.token = "t";
        options.width = kWide;
        options.height = kHigh;
        mirror_ = make_mirror(options, [](keys::KeyPress) {});
        pixels_.assign(kWide * kHigh, 0x204060);
    }
    Page open() { return {mirror_->port(), "/ws?token=t", "127.0.0.1"}; }
    paint::Pixels picture() { return {pixels_.data(), kWide, kHigh, kWide * 4}; }
    // A new frame of a moving picture that stands there.
    void frame(std::uint32_t colour) {
        std::ranges::fill(pixels_, colour);
        mirror_->show(picture(), {kMoving}, {kMoving});
    }
    static constexpr paint::Box kMoving{0, 0, kWide, 300};

    std::unique_ptr<Mirror> mirror_;
    std::vector<std::uint32_t> pixels_;
};

TEST_F(MovingPage, GetsAMovingPictureAsAJpegThatIsAFractionOfItsPixels) {
    auto page = open();
    page.picture();
    frame(0x996633);
    const auto parts = page.picture();
    ASSERT_THAT(parts, SizeIs(1));
    EXPECT_EQ(parts[0].coding, 1U);
    EXPECT_EQ(parts[0].box, kMoving);
    EXPECT_THAT(std::vector(parts[0].rgba.begin(), parts[0].rgba.begin() + 3), ElementsAre(0xFF, 0xD8, 0xFF));
    EXPECT_LT(parts[0].rgba.size(), static_cast<std::size_t>(kMoving.w * kMoving.h) * 4 / 20);
}

TEST_F(MovingPage, GetsWhatStandsStillAsItIs) {
    auto page = open();
    page.picture();
    frame(0x996633);
    page.picture();
    mirror_->show(picture(), {{0, 320, 100, 20}}, {kMoving});
    const auto parts = page.picture();
    ASSERT_THAT(parts, SizeIs(1));
    EXPECT_EQ(parts[0].coding, 0U);
    EXPECT_EQ(parts[0].box, (paint::Box{0, 320, 100, 20}));
}

TEST_F(MovingPage, GetsTheLastFrameOnceMoreAsItIsWhenItRests) {
    auto page = open();
    page.picture();
    frame(0x996633);
    EXPECT_EQ(page.picture()[0].coding, 1U);
    const auto parts = page.picture();
    ASSERT_THAT(parts, SizeIs(1));
    EXPECT_EQ(parts[0].coding, 0U);
    EXPECT_EQ(parts[0].box, kMoving);
    EXPECT_THAT(std::vector(parts[0].rgba.begin(), parts[0].rgba.begin() + 4), ElementsAre(0x99, 0x66, 0x33, 0xFF));
}

// Thirty frames a second come in; what goes out is bounded, moves, and ends with the newest.
TEST_F(MovingPage, SeesAtLeastFiveFramesASecondAndNeverAQueueOfThem) {
    auto page = open();
    page.picture();
    std::atomic<std::uint32_t> newest = 0;
    std::jthread call([&](const std::stop_token& stop) {
        for (std::uint32_t shade = 1; !stop.stop_requested(); shade = shade % 250 + 1) {
            newest = shade;
            frame(shade * 0x010101);
            std::this_thread::sleep_for(33ms);
        }
    });
    const auto begin = std::chrono::steady_clock::now();
    int came = 0;
    while (std::chrono::steady_clock::now() - begin < 2s) {
        came += page.picture()[0].coding == 1 ? 1 : 0;
    }
    call.request_stop();
    call.join();
    EXPECT_GE(came, 10);
    EXPECT_LE(came, 2000 / 80 + 2) << "faster than it is copied";
    // The last frame was left out of the rhythm: it is asked for again.
    while (const auto at = mirror_->deadline()) {
        std::this_thread::sleep_until(*at);
        mirror_->go_on(picture());
    }
    std::uint8_t last = 0;
    do {
        const auto part = page.picture()[0];
        last = part.coding == 0 ? part.rgba[0] : 0;
    } while (last == 0);
    EXPECT_EQ(last, newest);
}

TEST_F(MovingPage, ThatNobodyLooksAtIsHardlyCopied) {
    frame(1);  // the first at once
    EXPECT_FALSE(mirror_->deadline());
    frame(2);
    ASSERT_TRUE(mirror_->deadline());
    EXPECT_GT(*mirror_->deadline(), std::chrono::steady_clock::now() + 500ms);
    // Who comes then sees the newest when it is asked for again.
    auto page = open();
    page.picture();
    mirror_->go_on(picture());
    std::this_thread::sleep_until(std::min(*mirror_->deadline(), std::chrono::steady_clock::now() + 500ms));
    mirror_->go_on(picture());
    EXPECT_EQ(page.picture()[0].box, kMoving);
}

TEST_F(MirrorPage, IsToldWhetherThereIsAnythingToHear) {
    EXPECT_THAT(ask("/config?token=secret").body, HasSubstr("\"sound\":true"));
    const auto silent = make_mirror({}, [](keys::KeyPress) {});
    EXPECT_THROW(Page(silent->port(), "/sound?token=", "127.0.0.1"), boost::system::system_error);
}

TEST_F(MirrorPage, HearsTheLoudspeakerWhileItListensAndCostsNothingElse) {
    EXPECT_FALSE(tap_.wanted());
    EXPECT_THROW(Page(mirror_->port(), "/sound?token=wrong", host_), boost::system::system_error);
    {
        Page page(mirror_->port(), "/sound?token=secret", host_);
        while (!tap_.wanted()) {
            std::this_thread::sleep_for(1ms);
        }
        const std::vector<std::int16_t> block{1, -2, 32767, -32768};
        tap_.put(block);
        EXPECT_EQ(page.samples(), block);
        EXPECT_TRUE(tap_.wanted());
    }
    for (int i = 0; tap_.wanted() && i < 5000; ++i) {
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_FALSE(tap_.wanted()) << "nobody listens any more";
}

TEST_F(MirrorPage, ThatIsTooSlowForTheSoundMissesTheOldNotTheNew) {
    Page page(mirror_->port(), "/sound?token=secret", host_);
    while (!tap_.wanted()) {
        std::this_thread::sleep_for(1ms);
    }
    std::vector<std::int16_t> block(48'000);  // a second each: the kernel's buffers are full soon
    for (std::int16_t i = 1; i <= 400; ++i) {
        block[0] = i;
        tap_.put(block);
    }
    int came = 0;
    std::int16_t last = 0;
    while (last != 400) {
        const auto samples = page.samples();
        ASSERT_GT(samples[0], last) << "out of order";
        last = samples[0];
        ++came;
    }
    EXPECT_LT(came, 200);
}

TEST(MirrorEnd, ComesWhileSomeoneListens) {
    for (int round = 0; round < 30; ++round) {
        media::SoundTap tap;
        MirrorOptions options;
        options.token = "t";
        options.tap = &tap;
        auto mirror = make_mirror(options, [](keys::KeyPress) {});
        Page page(mirror->port(), "/sound?token=t", "127.0.0.1");
        std::jthread player([&](const std::stop_token& stop) {
            const std::vector<std::int16_t> block(480);
            while (!stop.stop_requested()) {
                tap.put(block);
                std::this_thread::sleep_for(100us);
            }
        });
        if (round % 2 == 0) {
            page.samples();
        }
        mirror.reset();
        EXPECT_FALSE(tap.wanted());
    }
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
    std::vector<std::uint32_t> pixels(1920 * 1080, 0);
    for (int round = 0; round < test::rounds(1000); ++round) {
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
