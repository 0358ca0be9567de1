// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/addresses.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <thread>

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// Name servers that a test plays.
struct PlayedNames {
    std::vector<std::string> operator()(const std::string& host) {
        const std::lock_guard lock(mutex);
        ++asked;
        return there[host];
    }
    std::mutex mutex;
    std::map<std::string, std::vector<std::string>> there;
    int asked = 0;
};

class KnownAddresses : public testing::Test {
  protected:
    std::optional<std::string> answer(const std::vector<std::string>& urls) {
        const auto before = count();
        addresses.ask(urls, now);
        for (int i = 0; i < 5000 && count() == before; ++i) {
            std::this_thread::sleep_for(1ms);
        }
        for (int i = 0; i < 100; ++i) {  // of several hosts the last
            if (auto text = addresses.take(now)) {
                return text;
            }
            std::this_thread::sleep_for(1ms);
        }
        return std::nullopt;
    }
    int count() {
        const std::lock_guard lock(names->mutex);
        return names->asked;
    }

    std::shared_ptr<PlayedNames> names = std::make_shared<PlayedNames>();
    Addresses addresses{{}, [names = names](const std::string& host) { return (*names)(host); }};
    Addresses::Instant now{};
};

TEST_F(KnownAddresses, AreThoseOfTheLastAnswerAndOutliveARestart) {
    names->there["12349.example"] = {"192.0.2.7", "2001:db8::7"};
    EXPECT_THAT(addresses.of("https://12349.example/v1"), IsEmpty());
    const auto kept = answer({"https://12349.example:8443"});
    ASSERT_TRUE(kept);
    EXPECT_THAT(addresses.of("https://12349.example/v1"), ElementsAre("192.0.2.7", "2001:db8::7"));
    EXPECT_THAT(Addresses(kept).of("https://12349.example"), ElementsAre("192.0.2.7", "2001:db8::7"));
    for (const auto* text : {"", "{", "[]", "7", R"({"12349.example":7})", R"({"12349.example":["soon","127.1"]})", R"({"12349.example":{"a":[]}})"}) {
        EXPECT_THAT(Addresses(text).of("https://12349.example"), IsEmpty()) << text;
    }
}

TEST_F(KnownAddresses, AreAskedForEachSixHoursAndSoonerWhereNoneCame) {
    names->there["a.example"] = {"192.0.2.2", "192.0.2.1"};
    ASSERT_TRUE(answer({"http://a.example"}));
    now += 6h - 1s;
    addresses.ask({"http://a.example"}, now);
    EXPECT_EQ(count(), 1);
    now += 1s;
    names->there["a.example"] = {"192.0.2.1", "192.0.2.2"};
    EXPECT_FALSE(answer({"http://a.example"})) << "only turned round";
    EXPECT_EQ(count(), 2);
    names->there.clear();
    now += 6h;
    EXPECT_FALSE(answer({"http://a.example"}));
    EXPECT_THAT(addresses.of("http://a.example"), ElementsAre("192.0.2.1", "192.0.2.2")) << "as they were";
    names->there["a.example"] = {"192.0.2.9"};
    now += 10min;
    EXPECT_TRUE(answer({"http://a.example"}));
    EXPECT_THAT(addresses.of("http://a.example"), ElementsAre("192.0.2.9"));
}

TEST_F(KnownAddresses, OfAnotherPlatformAreAskedForAtOnceAndTheOthersForgotten) {
    names->there["a.example"] = {"192.0.2.1"};
    names->there["b.example"] = {"192.0.2.2"};
    ASSERT_TRUE(answer({"http://a.example", ""}));
    ASSERT_TRUE(answer({"http://b.example"}));
    EXPECT_THAT(addresses.of("http://a.example"), IsEmpty());
    addresses.ask({"http://192.0.2.5:80", "https://[2001:db8::1]:8443/", ""}, now + 24h);
    EXPECT_EQ(count(), 2) << "that is no name";
}

TEST_F(KnownAddresses, AreSaidAgainAsTheyWereSaid) {
    names->there["a.example"] = {"192.0.2.1"};
    const auto kept = answer({"http://a.example"});
    ASSERT_TRUE(kept);
    EXPECT_EQ(addresses.text(), *kept);
}

TEST_F(KnownAddresses, AHostThatIsNoTextEndsNothing) {
    names->there["\xff.example"] = {"192.0.2.1"};
    const auto kept = answer({"http://\xff.example"});
    ASSERT_TRUE(kept);
    EXPECT_THAT(addresses.of("http://\xff.example"), ElementsAre("192.0.2.1"));
    EXPECT_THAT(Addresses(kept).of("http://\xff.example"), IsEmpty());
}

TEST_F(KnownAddresses, ANameServerThatHangsHoldsNothingUp) {
    auto hangs = std::make_shared<std::mutex>();
    hangs->lock();
    {
        Addresses waits({}, [hangs](const std::string&) {
            const std::lock_guard lock(*hangs);
            return std::vector<std::string>{"192.0.2.1"};
        });
        waits.ask({"http://a.example"}, now);
        waits.ask({"http://a.example"}, now + 24h);
        EXPECT_FALSE(waits.take(now));
    }
    hangs->unlock();
}

TEST(HostOfAnAddress, IsWithoutPortAndBrackets) {
    EXPECT_EQ(host_of("https://12349.example:8443/v1"), "12349.example");
    EXPECT_EQ(host_of("http://[2001:db8::1]:80"), "2001:db8::1");
    EXPECT_EQ(host_of("http://192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(host_of(""), "");
    EXPECT_TRUE(is_address("2001:db8::1"));
    EXPECT_FALSE(is_address("12349.example"));
}

}  // namespace
}  // namespace anju::alarm
