// SPDX-License-Identifier: Apache-2.0
// The calls of visits and films over real sockets: what is sent, what comes back, what is on disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "platform/client/calls.hpp"
#include "platform/contract/codec.hpp"
#include "tests/client/news_log.hpp"
#include "tests/support/scripted_server.hpp"

namespace anju::client {
namespace {

using contract::ErrorKind;
using test::kJson;
using test::ScriptedConnection;
using test::ScriptedRequest;
using test::ScriptedServer;

const ClientOptions kOptions{"http://127.0.0.1:1", "the-key", "test"};

struct Folder {
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "anju-clip-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string file(const std::string& name) const { return (path / name).string(); }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            names.push_back(entry.path().filename());
        }
        return names;
    }
    std::filesystem::path path;
};

std::string read_file(const std::string& name) {
    std::ifstream file(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

contract::VisitTicket ticket() {
    contract::VisitTicket out;
    out.visit.id = "v1";
    out.visit.visitor.name = "小芳";
    out.ice = {{{"turn:192.0.2.1:3478"}, "17:v1", "secret"}};
    out.box_fingerprint = "sha-256 AB:CD";
    return out;
}

// What a call sends, and what becomes of this answer to it.
struct Exchange {
    ScriptedRequest request;
    contract::Result<Answer> answer;
};
Exchange exchange(Call call, int status, std::string body, std::string type = kJson) {
    std::promise<ScriptedRequest> came;
    ScriptedServer server([&](const ScriptedRequest& request, ScriptedConnection& connection) {
        came.set_value(request);
        connection.answer(status, type, body);
        return true;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    client->send(1, std::move(call));
    const auto reply = log.reply(1);
    return {came.get_future().get(),
            reply ? *reply : tl::unexpected(contract::Error{ErrorKind::Broken, "", "no reply", {}})};
}

template <class T>
T answer_of(const Exchange& exchange) {
    EXPECT_TRUE(exchange.answer) << exchange.answer.error().context;
    const T* answer = exchange.answer ? std::get_if<T>(&*exchange.answer) : nullptr;
    EXPECT_TRUE(answer);
    return answer ? *answer : T{};
}

void expect_sent(const Exchange& exchange, const std::string& method, const std::string& target,
                 const std::string& body) {
    EXPECT_EQ(exchange.request.method, method);
    EXPECT_EQ(exchange.request.target, target);
    EXPECT_EQ(exchange.request.body, body);
    EXPECT_EQ(exchange.request.headers.at("authorization"), "Bearer the-key");
}

TEST(AVisit, IsPlacedWithItsOwnId) {
    const auto placed = exchange(PlaceVisit{"v1", "m1"}, 200, contract::encode(ticket()));
    expect_sent(placed, "POST", "/v1/tv/visits", R"({"id":"v1","member":"m1"})");
    EXPECT_EQ(answer_of<contract::VisitTicket>(placed), ticket());
}

TEST(AVisit, GetsFreshCredentialsForARound) {
    const auto again = exchange(FetchTicket{"v1"}, 200, contract::encode(ticket()));
    expect_sent(again, "POST", "/v1/tv/visits/v1/ticket", "{}");
    EXPECT_EQ(answer_of<contract::VisitTicket>(again).ice, ticket().ice);
}

TEST(AVisit, IsAnswered) {
    const auto answered = exchange(AnswerVisit{"v1", {false, contract::VisitAnswer::Automatic}}, 200,
                                   contract::encode(ticket()));
    expect_sent(answered, "POST", "/v1/tv/visits/v1/answer", R"({"camera":false,"answer":"automatic"})");
    EXPECT_EQ(answer_of<contract::VisitTicket>(answered).visit.id, "v1");
}

TEST(AVisit, SignalsTakeAnEmptyAnswer) {
    contract::Signal signal;
    signal.visit = "v1";
    signal.text = "v=0\r\n";
    const auto sent = exchange(SendSignal{signal}, 204, "");
    EXPECT_EQ(sent.request.target, "/v1/tv/visits/v1/signals");
    EXPECT_EQ(contract::decode<contract::Signal>(sent.request.body), signal);
    answer_of<Done>(sent);
}

TEST(AVisit, Ends) {
    contract::Visit visit = ticket().visit;
    visit.stage = contract::VisitStage::Ended;
    visit.end = contract::VisitEnd::Declined;
    const auto ended = exchange(EndVisit{"v1", contract::VisitEnd::Declined}, 200, contract::encode(visit));
    expect_sent(ended, "POST", "/v1/tv/visits/v1/end", R"({"end":"declined"})");
    EXPECT_EQ(answer_of<contract::Visit>(ended), visit);
}

TEST(AVisit, ThatWasMissedIsSeen) {
    const auto seen = exchange(SendVisitsSeen{{"v1", "v2"}}, 204, "");
    expect_sent(seen, "POST", "/v1/tv/visits/seen", R"({"visits":["v1","v2"]})");
    answer_of<Done>(seen);
}

TEST(AVisit, StandsInTheLog) {
    const contract::VisitLog log{{ticket().visit}};
    const auto newest = exchange(FetchVisits{}, 200, contract::encode(log));
    expect_sent(newest, "GET", "/v1/tv/visits", "");
    EXPECT_EQ(answer_of<contract::VisitLog>(newest), log);
    EXPECT_EQ(to_transfer(kOptions, FetchVisits{"v/1"}).url, "http://127.0.0.1:1/v1/tv/visits?before=v%2F1");
}

TEST(ABox, RegistersItsCertificate) {
    const auto done = exchange(RegisterCertificate{"sha-256 AB:CD"}, 204, "");
    expect_sent(done, "POST", "/v1/tv/certificate", R"({"fingerprint":"sha-256 AB:CD"})");
    answer_of<Done>(done);
}

TEST(ABox, AsksForACodeToShow) {
    contract::Invitation invitation;
    invitation.id = "i1";
    invitation.code = "482913";
    const auto made = exchange(MakeInvitation{}, 200, contract::encode(invitation));
    expect_sent(made, "POST", "/v1/tv/invitations", "{}");
    EXPECT_EQ(answer_of<contract::Invitation>(made).code, "482913");
}

TEST(ABox, AnswersARule) {
    contract::Household household;
    household.id = "h1";
    const auto told = exchange(AnswerRule{{"m1", contract::VisitPolicy::Automatic, true}}, 200, contract::encode(household));
    expect_sent(told, "POST", "/v1/tv/rules", R"({"member":"m1","policy":"automatic","agreed":true})");
    EXPECT_EQ(answer_of<contract::Household>(told).id, "h1");
}

TEST(ABox, HearsWhyAVisitWasRefused) {
    const auto busy = exchange(PlaceVisit{"v1", "m1"}, 409, R"({"status":409,"code":"busy"})");
    ASSERT_FALSE(busy.answer);
    EXPECT_EQ(busy.answer.error().kind, ErrorKind::Refused);
    EXPECT_EQ(busy.answer.error().code, "busy");
}

// A slow answer to one state must not let an older one arrive after a newer one.
TEST(States, GoOneAtATimeAndTheLastOfThoseThatWait) {
    std::promise<void> let_go;
    const auto gate = let_go.get_future().share();
    ScriptedServer server([&](const ScriptedRequest&, ScriptedConnection& connection) {
        gate.wait();
        connection.answer(204, kJson, "");
        return true;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    for (RequestId id = 1; id <= 4; ++id) {
        contract::Signal signal;
        signal.visit = "v1";
        signal.kind = contract::SignalKind::State;
        signal.round = static_cast<std::uint32_t>(id);
        client->send(id, SendSignal{signal});
    }
    ASSERT_TRUE(log.reply(3)) << "nobody needs it any more";
    EXPECT_TRUE(server.wait_for_requests(1));
    EXPECT_EQ(server.requests().size(), 1U);
    let_go.set_value();
    ASSERT_TRUE(log.reply(4));
    ASSERT_TRUE(log.reply(1));
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(contract::decode<contract::Signal>(requests[0].body)->round, 1U);
    EXPECT_EQ(contract::decode<contract::Signal>(requests[1].body)->round, 4U);
}

TEST(States, WaitForNoCandidate) {
    ScriptedServer server([&](const ScriptedRequest& request, ScriptedConnection& connection) {
        if (request.body.find("candidate") != std::string::npos) {
            connection.wait_until_closed();
            return false;
        }
        connection.answer(204, kJson, "");
        return true;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    contract::Signal signal;
    signal.visit = "v1";
    signal.kind = contract::SignalKind::Candidate;
    client->send(1, SendSignal{signal});
    signal.kind = contract::SignalKind::State;
    client->send(2, SendSignal{signal});
    const auto reply = log.reply(2);
    ASSERT_TRUE(reply);
    EXPECT_TRUE(*reply);
}

TEST(AFilm, IsSentFromItsFile) {
    const Folder folder;
    std::string film(3'000'000, '\0');
    for (std::size_t i = 0; i < film.size(); ++i) {
        film[i] = static_cast<char>(i * 2654435761U >> 13);
    }
    std::ofstream(folder.file("film"), std::ios::binary) << film;
    const contract::Message message{"m9", "", "", {}, {}, {}, "m1", contract::Clip{"c1", {}, 1, 1, "video/mp4"}};
    const auto sent = exchange(SendClip{"m1", folder.file("film"), "video/mp4", "k1"}, 200, contract::encode(message));
    EXPECT_EQ(sent.request.method, "POST");
    EXPECT_EQ(sent.request.target, "/v1/tv/clips?to=m1");
    EXPECT_EQ(sent.request.headers.at("content-type"), "video/mp4");
    EXPECT_EQ(sent.request.headers.at("idempotency-key"), "k1");
    EXPECT_TRUE(sent.request.body == film) << sent.request.body.size();
    EXPECT_EQ(answer_of<contract::Message>(sent), message);
}

TEST(AFilm, ThatIsNotThereIsOurOwnFault) {
    NewsLog log;
    const auto client = client_of("http://127.0.0.1:1", log);
    client->send(1, SendClip{"m1", "/nowhere/film", "video/mp4", "k1"});
    const auto reply = log.reply(1);
    ASSERT_TRUE(reply);
    ASSERT_FALSE(*reply);
    EXPECT_EQ(reply->error().kind, ErrorKind::Broken);
}

TEST(AFilm, ComesIntoItsFile) {
    const Folder folder;
    const std::string film(3'000'000, 'f');
    const auto fetched = exchange(FetchClip{"c1", folder.file("c1")}, 200, film, "video/mp4");
    EXPECT_EQ(fetched.request.target, "/v1/tv/clips/c1");
    EXPECT_EQ(answer_of<ClipFile>(fetched).file, folder.file("c1"));
    EXPECT_TRUE(read_file(folder.file("c1")) == film);
    EXPECT_THAT(folder.files(), testing::ElementsAre("c1"));
}

TEST(AFilm, ThatIsCutLeavesNothing) {
    const Folder folder;
    ScriptedServer server([](const ScriptedRequest&, ScriptedConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 100000\r\n\r\nhalf");
        return false;
    });
    NewsLog log;
    const auto client = client_of(server.url(), log);
    client->send(1, FetchClip{"c1", folder.file("c1")});
    const auto reply = log.reply(1);
    ASSERT_TRUE(reply);
    ASSERT_FALSE(*reply);
    EXPECT_EQ(reply->error().kind, ErrorKind::Timeout);
    EXPECT_THAT(folder.files(), testing::IsEmpty());
}

TEST(AFilm, ThatIsRefusedIsNoFile) {
    const Folder folder;
    const auto refused = exchange(FetchClip{"c1", folder.file("c1")}, 404, R"({"status":404,"code":"clip_not_found"})");
    ASSERT_FALSE(refused.answer);
    EXPECT_EQ(refused.answer.error().code, "clip_not_found");
    EXPECT_THAT(folder.files(), testing::IsEmpty());
}

TEST(AFilm, ThatCannotBeKeptIsOurOwnFault) {
    const auto fetched = exchange(FetchClip{"c1", "/nowhere/c1"}, 200, "film", "video/mp4");
    ASSERT_FALSE(fetched.answer);
    EXPECT_EQ(fetched.answer.error().kind, ErrorKind::Broken);
}

}  // namespace
}  // namespace anju::client
