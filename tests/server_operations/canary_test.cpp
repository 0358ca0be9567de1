// SPDX-License-Identifier: Apache-2.0
// Nothing that people are or say reaches the program's output, whatever goes wrong.
#include <fmt/core.h>

#include <csignal>
#include <fstream>

#include "tests/server_http/pictures.hpp"
#include "tests/server_operations/held_database.hpp"
#include "tests/server_operations/operations.hpp"
#include "tests/support/postgres_cluster.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;
using testing::Not;
using server::system_caller;

ON_BOTH(Canary);

constexpr const char* kLatin = "canary7319";
constexpr const char* kChinese = "金丝雀";
constexpr const char* kPhone = "13873197319";

std::string bird(const std::string& what) { return std::string(kLatin) + what + kChinese; }

// The first home, with birds for names; who can be sent there.
std::string rename(const std::string& database, const Home& home) {
    const auto repository = server::open_repository(database, quick_storage(), kMorning);
    EXPECT_TRUE(repository) << repository.error().context;
    server::HouseholdEdit edit;
    edit.name = bird("household");
    edit.address = bird("address");
    edit.help_number = "0571-7319-7319";
    edit.person = contract::Person{bird("person"), bird("called"), bird("latin")};
    EXPECT_TRUE((*repository)->edit_household(system_caller(), home.household, edit, kMorning));
    EXPECT_TRUE((*repository)->create_member(system_caller(), {home.household, bird("relative"), bird("r"), contract::Relation::Son, bird("mother"), {}}, kMorning));
    EXPECT_TRUE((*repository)->edit_fact(system_caller(), home.household, {"door_code", bird("door").substr(0, 20), 0}, kMorning));
    const auto goes = (*repository)->invite_staff(system_caller(), {home.organisation, "", bird("goes"), {contract::Role::Responder}, kPhone}, {}, kMorning);
    EXPECT_TRUE(goes) << goes.error().code;
    return goes ? goes->person.id : "";
}

class Birds {
  public:
    Birds(std::uint16_t port, const Home& home) : port_(port), home_(home) {}

    Answer send(const std::string& method, const std::string& target, std::vector<Header> proof, const std::string& body = "",
                const std::string& type = "application/json") {
        proof.insert(proof.end(), {{"Idempotency-Key", "k" + std::to_string(++keys_)}, {"Content-Type", type}, {"User-Agent", std::string(kLatin) + "phone"}});
        return ask(port_, method, target, proof, body);
    }
    Answer staff(const std::string& target, const std::string& body, const std::string& type = "application/json") { return send("POST", "/v1/staff/" + target, home_.staff, body, type); }
    // What is known of a person: kept, refused, and changed by somebody else meanwhile.
    void all_that_staff_writes() {
        const std::string home = "households/" + home_.household, member = "members/" + home_.member;
        for (const char* name : {"name", "phone", "id_number", "birth_date", "door_code", "illnesses", "likes", kLatin}) {
            for (const char* more : {"", " again"}) staff(home + "/facts", fmt::format(R"({{"name":"{}","value":"{}{}","seen":0}})", name, bird(name), more));
        }
        staff(home + "/facts", fmt::format(R"({{"name":"note","value":"{}{}","seen":0}})", std::string(2'000, 'x'), bird("long")));
        staff(home + "/facts", fmt::format(R"({{"name":"wishes","value":"other:{}、{}","seen":0}})", bird("own"), bird("none")));
        staff(home + "/facts", fmt::format(R"({{"name":"phone","value":"{}","seen":0}})", kPhone));
        staff("households", fmt::format(R"({{"facts":[{{"name":"name","value":"{}"}},{{"name":"address","value":"{}"}},{{"name":"phone","value":"{}"}}]}})", bird("new"), bird("place"), kPhone));
        staff("households", fmt::format(R"({{"facts":[{{"name":"{}","value":"{}"}}]}})", bird("fact"), bird("value")));
        for (int i = 0; i < 2; ++i) staff(home + "/members", fmt::format(R"({{"name":"{}","relation":"son","calls_elder":"{}"}})", bird("m"), bird("c")));
        staff(home + "/members", fmt::format(R"({{"name":"{}","relation":"{}"}})", bird("n"), bird("relation")));
        for (const char* name : {"name", "relation", "calls_elder"}) staff(member + "/facts", fmt::format(R"({{"name":"{}","value":"{}","seen":0}})", name, bird("x")));
        staff(member + "/photo", bird("face"), "image/jpeg");
        staff(home + "/contacts", fmt::format(R"({{"contacts":[{{"name":"{}","relation":"{}","phone":"{}","note":"{}"}}],"seen":0}})", bird("contact"), bird("who"), kPhone, bird("note")));
        staff(home + "/contacts", fmt::format(R"({{"contacts":[{{"name":"{}","phone":"{}"}}],"seen":0}})", bird("contact"), bird("phone")));
        staff(home + "/records", fmt::format(R"({{"sort":"subsidy","kind":"{}","from":"{}","authority":"{}"}})", bird("kind"), bird("from"), bird("authority")));
        staff(home + "/readings", fmt::format(R"({{"kind":"{}","value":36,"source":"visit","note":"{}","measured_at":"{}"}})", bird("kind"), bird("note"), bird("at")));
        send("GET", "/v1/staff/export?format=csv", home_.staff);
    }
    // Lists with rows that are taken, and rows in which everything is wrong.
    void all_that_lists_hold() {
        const std::string good = bird("listed") + "," + bird("street") + "," + kPhone + "," + bird("code") + "," + bird("ill") + "," + bird("aunt") + ",侄女\n";
        const std::string bad = bird("bad") + "," + bird("street") + "," + bird("phone") + ",,,,\n" + "," + bird("nobody") + ",,,,,\n" + bird("worse") + "," + bird("street") + ",,,," + bird("uncle") + "," + bird("kin") + "\n";
        const std::string head = "姓名,地址,电话,门码,疾病,家属1姓名,家属1关系," + bird("column") + "\n";
        for (const std::string& list : {head + good + bad, head + "\"" + bird("open"), "[{\"name\":\"" + bird("json"), head + bird("bytes") + "\xff\xfe\x80"}) {
            const Answer report = staff("imports?name=" + std::string(kLatin) + ".csv", list, "text/csv");
            if (report.status != 201) continue;
            const std::string import = "imports/" + field(report.body, "id");
            for (const char* part : {"/rows", "/refused"}) send("GET", "/v1/staff/" + import + part, home_.staff);
            for (const char* good_only : {"false", "true"}) staff(import + "/apply", fmt::format(R"({{"keep_good":{}}})", good_only));
        }
    }
    // A call for help: somebody with a bird's name is sent, and what is said by the link and by wrong ones.
    void all_that_goes_there() {
        const std::string run = "run-canary-" + std::to_string(++keys_);
        const Answer alarm = send("POST", "/v1/tv/alarms", home_.tv, fmt::format(R"({{"id":"{}","sequence":{},"source":"red","pressed_at":"2026-11-25T01:41:00Z","presses":1,"taken_back":0}})", run, keys_));
        const std::string path = "/v1/desk/alarms/" + field(alarm.body, "id");
        staff("people", fmt::format(R"({{"place":"","name":"","display_name":"{}","roles":["responder"],"phone":"{}"}})", bird("walks"), bird("phone")));
        send("POST", "/v1/desk/seat", home_.staff, R"({"on_duty":true})");
        send("POST", path + "/accept", home_.staff);
        send("POST", path + "/note", home_.staff, fmt::format(R"({{"text":"{}"}})", bird("said")));
        send("POST", path + "/ambulance", home_.staff, fmt::format(R"({{"text":"{}"}})", bird("read")));
        send("POST", path + "/hand_over", home_.staff, fmt::format(R"({{"seat":"{}"}})", bird("seat")));
        send("POST", path + "/responder", home_.staff, fmt::format(R"({{"responder":"{}"}})", bird("nobody")));
        const std::string link = field(send("POST", path + "/responder", home_.staff, fmt::format(R"({{"responder":"{}"}})", responder)).body, "link");
        if (!link.empty()) links.push_back(link);
        for (const std::string& bearer : {link, bird("link")}) {
            const std::vector<Header> proof{{"Authorization", "Bearer " + bearer}};
            send("GET", "/v1/responder/home", proof);
            send("GET", "/v1/responder/home?link=" + link, proof);
            send("POST", "/v1/responder/answer", proof, R"({"state":"on_the_way","minutes":8})");
            send("POST", "/v1/responder/answer", proof, fmt::format(R"({{"state":"{}"}})", bird("state")));
        }
    }
    std::string responder;
    std::vector<std::string> links;

    void all_that_can_go_wrong() {
        all_that_goes_there();
        all_that_staff_writes();
        all_that_lists_hold();
        const std::string said = fmt::format(R"({{"text":"{}","photos":[]}})", bird("message"));
        send("POST", "/v1/family/messages", home_.family, said);
        send("POST", "/v1/family/messages", home_.family, said + "broken");
        send("POST", "/v1/family/messages", home_.family, fmt::format(R"({{"text":["{}"]}})", bird("type")));
        send("POST", "/v1/family/messages", home_.family, fmt::format(R"({{"text":"{}\u0000","photos":["{}"]}})", bird("zero"), bird("photo")));
        send("POST", "/v1/family/messages", home_.family, fmt::format("{{\"text\":\"{}\xff\"}}", bird("bytes")));
        send("POST", "/v1/family/photos", home_.family, bird("photo"), "image/jpeg");
        send("POST", "/v1/family/photos", home_.family, picture({.width = 60, .height = 40}).substr(0, 300) + bird("photo"), "image/jpeg");
        send("POST", "/v1/family/clips", home_.family, bird("film"), "video/mp4");
        send("POST", "/v1/family/invitations", home_.family, fmt::format(R"({{"name":"{}","at":"{}"}})", bird("guest"), bird("time")));
        send("POST", "/v1/family/session", {}, fmt::format(R"({{"token":"{}"}})", bird("token")));
        send("POST", "/v1/visitor/session", {}, fmt::format(R"({{"link":"{}","name":"{}"}})", bird("link"), bird("guest")));
        send("POST", "/v1/visitor/session", {}, fmt::format(R"({{"code":"123456","name":"{}"}})", bird("guest")));
        send("POST", "/v1/staff/session", {}, fmt::format(R"({{"name":"{}","password":"{}"}})", bird("name"), bird("password")));
        send("POST", "/v1/pairing", {}, fmt::format(R"({{"key_hash":"{}","model":"{}","version":"1"}})", bird("hash"), bird("model")));
        send("GET", fmt::format("/v1/staff/households?q={}%E9%87%91", kLatin), home_.staff);
        send("GET", fmt::format("/v1/staff/households?q={}%FF", kLatin), home_.staff);
        send("GET", fmt::format("/v1/tv/photos/{}", kLatin), home_.tv);
        send("GET", fmt::format("/{}?{}", kLatin, kLatin), {{"Cookie", bird("cookie")}, {"Authorization", "Bearer " + bird("key")}});
        send(kLatin, "/v1/tv/snapshot", home_.tv);
        send("POST", "/v1/tv/visits", home_.tv, fmt::format(R"({{"id":"{}","member":"{}"}})", std::string(26, 'c'), home_.member));
        send("POST", "/v1/tv/visits/" + std::string(26, 'c') + "/signals", home_.tv, fmt::format(R"({{"visit":"x","text":"{}"}})", bird("signal")));
        Wire rubbish(port_);
        rubbish.send(bird("no http") + "\r\n\r\n");
        rubbish.ends();
    }

  private:
    std::uint16_t port_;
    const Home& home_;
    int keys_ = 0;
};

TEST_P(Canary, NeverSings) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    const std::string responder = rename(database, home);
    std::ofstream(folder() / "secret") << kLatin << "secret\n";
    auto words = serving(database);
    words.insert(words.end(), {"--notify-url", "http://127.0.0.1:9/", "--notify-secret", (folder() / "secret").string(), "--metrics-listen", "127.0.0.1:0"});
    PlatformProcess platform(folder());
    platform.start(words);
    Birds birds(platform.port(), home);
    birds.responder = responder;
    birds.all_that_can_go_wrong();
    Wire tv = open_stream(platform.port(), "/v1/tv/events?last=0", home.tv);
    {
        OtherSession other(database);  // all of it once more while nothing can be stored
        if (GetParam() == Dialect::Sqlite) {
            other.run("CREATE TRIGGER broken BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'no'); END");
        } else {
            other.run("ALTER TABLE message ADD CONSTRAINT broken CHECK (text NOT LIKE 'canary%') NOT VALID");
        }
        birds.all_that_can_go_wrong();
        other.run(GetParam() == Dialect::Sqlite ? "DROP TABLE answer" : "DROP TABLE answer CASCADE");
        birds.all_that_can_go_wrong();
    }
    EXPECT_NE(ask(platform.port(), "GET", "/v1/staff/self", home.staff).status, 500);
    const std::string figures = ask(platform.port_named("metrics_port"), "GET", "/metrics", {}).body;
    EXPECT_EQ(platform.stop(SIGTERM), 0);
    const Ended copied = run({"backup", (folder() / "copy").string(), "--database", database});
    const Ended checked = run({"--check", "--database", database});
    EXPECT_THAT(platform.log(), HasSubstr("anju-platform: ")) << "it does say what went wrong";
    EXPECT_FALSE(birds.links.empty()) << "somebody was sent";
    for (const std::string& output : {platform.log(), figures, copied.said + copied.printed, checked.said + checked.printed}) {
        for (const char* word : {kLatin, kChinese, kPhone, "0571-7319-7319"}) EXPECT_THAT(output, Not(HasSubstr(word)));
        for (const std::string& secret : {home.link, home.password, home.family[0].second, home.tv[0].second}) EXPECT_THAT(output, Not(HasSubstr(secret)));
        for (const std::string& link : birds.links) EXPECT_THAT(output, Not(HasSubstr(link)));
    }
}

}  // namespace
}  // namespace anju::tests
