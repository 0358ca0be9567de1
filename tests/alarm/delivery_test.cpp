// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/delivery.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "platform/contract/codec.hpp"
#include "tests/support/scripted_server.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using anju::test::kJson;
using anju::test::ScriptedConnection;
using anju::test::ScriptedRequest;
using anju::test::ScriptedServer;

const contract::AlarmReport kReport{"11111111-2222-4333-8444-555555555555", 4, contract::AlarmSource::Red, contract::Time(1'764'000'000s), 2, 1};

std::string alarm_json(contract::AlarmState state, std::uint64_t revision, const std::string& report = kReport.id) {
    contract::Alarm alarm;
    alarm.id = "incident";
    alarm.report = report;
    alarm.revision = revision;
    alarm.state = state;
    return contract::encode(alarm);
}

class DeliveryTest : public testing::Test {
  protected:
    void make(const std::string& first, const std::string& second = {}, milliseconds limit = 10s) {
        delivery.emplace([] { return client::make_curl_transport("test"); }, second, [this](const std::string& line) { log += line + "\n"; }, limit);
        delivery->use(Box{first, "key-of-the-box", "zh", "12349", ""});
    }
    // Until something is heard.
    std::vector<Heard> hear(milliseconds limit = 10s) {
        const auto end = std::chrono::steady_clock::now() + limit;
        while (std::chrono::steady_clock::now() < end) {
            auto heard = delivery->work(20ms, {});
            if (!heard.empty()) {
                return heard;
            }
        }
        return {};
    }
    static auto now() { return std::chrono::steady_clock::now(); }

    std::string log;
    std::optional<Delivery> delivery;
};

TEST_F(DeliveryTest, TheWholeReportGoesOutAndTheAnswerSaysWhatIsDurable) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.answer(200, kJson, alarm_json(contract::AlarmState::Waiting, 3));
        return true;
    });
    make(server.url());
    delivery->send(kReport, Way::First, now());
    const auto heard = hear();
    ASSERT_EQ(heard.size(), 1u);
    const auto& answered = std::get<Answered>(heard[0]);
    EXPECT_EQ(answered.presses, 2);
    EXPECT_EQ(answered.taken_back, 1);
    EXPECT_EQ(answered.alarm.revision, 3u);
    const auto request = server.requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/v1/tv/alarms");
    EXPECT_EQ(request.headers.at("authorization"), "Bearer key-of-the-box");
    EXPECT_EQ(contract::decode<contract::AlarmReport>(request.body).value(), kReport);
    EXPECT_TRUE(delivery->resting());
    EXPECT_TRUE(log.empty()) << log;
}

TEST_F(DeliveryTest, AnAnswerAboutAnotherRunOrNoAnswerAtAllIsNone) {
    std::atomic<int> count = 0;
    ScriptedServer server([&](const ScriptedRequest&, ScriptedConnection& connection) {
        switch (count++) {
            case 0: connection.answer(200, kJson, alarm_json(contract::AlarmState::Accepted, 9, "99999999-2222-4333-8444-555555555555")); break;
            case 1: connection.answer(200, kJson, "{}"); break;
            case 2: connection.answer(200, "text/html", "<html>sign in to the hotel</html>"); break;
            case 3: connection.answer(302, "text/html", "", "Location: http://127.0.0.1:1/\r\n"); break;
            case 4: connection.answer(500, "text/plain", "oops"); break;
            case 5: connection.answer(401, "text/plain", "who are you"); break;  // of a gateway
            case 6: connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nContent-Type: application/json\r\n\r\n{\"id\":"); return false;
            default: connection.answer(200, kJson, alarm_json(contract::AlarmState::Waiting, 1));
        }
        return true;
    });
    make(server.url());
    for (int i = 0; i < 7; ++i) {
        delivery->send(kReport, Way::First, now());
        while (!delivery->resting()) {
            ASSERT_TRUE(delivery->work(20ms, {}).empty()) << i;
        }
    }
    delivery->send(kReport, Way::First, now());
    EXPECT_EQ(hear().size(), 1u);
}

TEST_F(DeliveryTest, APlatformThatDoesNotKnowTheBoxSaysSo) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.answer(401, "application/problem+json", R"({"code":"unknown_key","title":"t","status":401,"detail":"d"})");
        return true;
    });
    make(server.url());
    delivery->send(kReport, Way::First, now());
    const auto heard = hear();
    ASSERT_EQ(heard.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<Denied>(heard[0])) << log;
}

TEST_F(DeliveryTest, AReportThatIsAnotherBoxsIsSaidToBeAndAGatewaysConflictIsNot) {
    std::atomic<int> count = 0;
    ScriptedServer server([&](const ScriptedRequest&, ScriptedConnection& connection) {
        if (count++ == 0) {
            connection.answer(409, "text/html", "<html>Conflict</html>");
        } else {
            connection.answer(409, "application/problem+json", R"({"code":"report_of_another","title":"t","status":409,"detail":"d"})");
        }
        return true;
    });
    make(server.url());
    delivery->send(kReport, Way::First, now());
    while (!delivery->resting()) {
        EXPECT_TRUE(delivery->work(20ms, {}).empty());
    }
    delivery->send(kReport, Way::First, now());
    const auto heard = hear();
    ASSERT_EQ(heard.size(), 1u);
    EXPECT_EQ(std::get<OfAnother>(heard[0]).report, kReport.id);
}

TEST_F(DeliveryTest, AServerThatHangsDoesNotHoldTheOtherAddressUp) {
    ScriptedServer hangs([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.wait_until_closed();
        return false;
    });
    ScriptedServer answers([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.answer(200, kJson, alarm_json(contract::AlarmState::Waiting, 1));
        return true;
    });
    make(hangs.url(), answers.url(), 1s);
    for (int i = 0; i < 7; ++i) {
        delivery->send(kReport, Way::First, now());
    }
    const auto begun = now();
    delivery->send(kReport, Way::Second, now());
    EXPECT_EQ(hear().size(), 1u);
    EXPECT_LT(now() - begun, 3s);
    while (!delivery->resting()) {  // each of the others ends by itself
        ASSERT_LT(now() - begun, 10s);
        delivery->work(50ms, {});
    }
}

TEST_F(DeliveryTest, WhenOneConnectionLeadsNowhereTheOthersThatStandAreLeft) {
    std::atomic<int> stand = 0;
    ScriptedServer server([&](const ScriptedRequest& request, ScriptedConnection& connection) {
        thread_local bool stood = false;  // each connection has a thread
        if (request.target == "/v1/tv/alarms/events" || stood) {
            connection.wait_until_closed();
            return false;
        }
        stood = true;
        for (++stand; stand < 2; std::this_thread::yield()) {
        }
        connection.answer(200, kJson, alarm_json(contract::AlarmState::Waiting, 1));
        return true;
    });
    make(server.url(), {}, 1s);
    delivery->follow(kReport.id, now());
    delivery->send(kReport, Way::First, now());
    delivery->send(kReport, Way::First, now());
    for (std::size_t heard = 0; heard < 2; heard += hear().size()) {
    }
    delivery->send(kReport, Way::First, now());
    EXPECT_TRUE(hear(1500ms).empty());
    delivery->send(kReport, Way::First, now());
    EXPECT_EQ(hear(900ms).size(), 1u) << log;
    delivery->follow(std::nullopt, now());
}

TEST_F(DeliveryTest, AFloodOfTriesGivesNoneUpBeforeItHadItsTurn) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.answer(200, kJson, alarm_json(contract::AlarmState::Waiting, 1));
        return true;
    });
    make(server.url());
    for (int i = 0; i < 100; ++i) {
        delivery->send(kReport, Way::First, now());
    }
    EXPECT_FALSE(hear().empty());
    while (!delivery->resting()) {
        delivery->work(20ms, {});
    }
    EXPECT_LE(server.requests().size(), 8u);
}

TEST_F(DeliveryTest, ANameThatNobodyKnowsAndAPortWhereNobodyListensAreTriedAndSaidOnce) {
    make("http://no-such-name.invalid", "http://127.0.0.1:" + std::to_string(anju::test::free_port()), 1s);
    for (int i = 0; i < 3; ++i) {
        delivery->send(kReport, Way::Second, now());
        while (!delivery->resting()) {
            EXPECT_TRUE(delivery->work(20ms, {}).empty());
        }
    }
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1) << log;
    delivery->send(kReport, Way::First, now());
    const auto begun = now();
    while (!delivery->resting() && now() - begun < 6s) {
        EXPECT_TRUE(delivery->work(20ms, {}).empty());
    }
    EXPECT_TRUE(delivery->resting());
}

TEST_F(DeliveryTest, AServerThatSpeaksNoTlsIsToldNothing) {
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection&) { return false; });
    make(server.url("https"), {}, 1s);
    delivery->send(kReport, Way::First, now());
    while (!delivery->resting()) {
        EXPECT_TRUE(delivery->work(20ms, {}).empty());
    }
    EXPECT_TRUE(server.requests().empty());
    EXPECT_FALSE(log.empty());
}

TEST_F(DeliveryTest, WhileAnIncidentIsOpenItsNewsComesByTheStream) {
    ScriptedServer server([](const ScriptedRequest& request, ScriptedConnection& connection) {
        if (request.target == "/v1/tv/alarms/events") {
            connection.stream_head();
            connection.send("id: 5\nevent: alarm\ndata: " + alarm_json(contract::AlarmState::Accepted, 4) + "\n\n");
            connection.wait_until_closed();
            return false;
        }
        connection.answer(200, kJson, alarm_json(contract::AlarmState::Waiting, 3));
        return true;
    });
    make(server.url());
    delivery->follow(kReport.id, now());
    bool asked = false, told = false;
    while (!asked || !told) {
        const auto heard = hear();
        ASSERT_FALSE(heard.empty()) << log;
        for (const auto& one : heard) {
            const auto& answered = std::get<Answered>(one);
            EXPECT_EQ(answered.presses, 0);
            asked = asked || answered.alarm.state == contract::AlarmState::Waiting;
            told = told || answered.alarm.state == contract::AlarmState::Accepted;
        }
    }
    EXPECT_FALSE(server.requests().at(0).headers.contains("last-event-id"));
    EXPECT_FALSE(delivery->resting());
    delivery->follow(std::nullopt, now());
    delivery->work(0ms, {});
    EXPECT_TRUE(delivery->resting());
}

TEST_F(DeliveryTest, ARunThatThePlatformHasForgottenIsSaidToBeAndNotByAGateway) {
    std::atomic<int> questions = 0;
    ScriptedServer server([&](const ScriptedRequest& request, ScriptedConnection& connection) {
        if (request.target == "/v1/tv/alarms/events") {
            connection.stream_head();
            connection.wait_until_closed();
            return false;
        }
        switch (questions++) {
            case 0: connection.answer(404, "text/html", "<html>Not Found</html>"); return true;
            case 1: connection.answer(404, "application/problem+json", R"({"code":"not_found","title":"t","status":404,"detail":"d"})"); return true;
        }
        connection.answer(404, "application/problem+json", R"({"code":"alarm_not_found","title":"t","status":404,"detail":"d"})");
        return true;
    });
    make(server.url());
    for (const auto* said : {"status 404", "not_found"}) {
        delivery->follow(kReport.id, now());
        while (log.find(said) == log.npos) {
            ASSERT_TRUE(delivery->work(20ms, {}).empty());
        }
        delivery->follow(std::nullopt, now());
        delivery->work(0ms, {});
    }
    delivery->follow(kReport.id, now());
    const auto heard = hear();
    ASSERT_EQ(heard.size(), 1u);
    EXPECT_EQ(std::get<Forgotten>(heard[0]).report, kReport.id);
}

}  // namespace
}  // namespace anju::alarm
