// SPDX-License-Identifier: Apache-2.0
// Every endpoint of staff against the tree: what is at a place is there for that place and those above it, and for
// nobody beside or below.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/contract/routes.hpp"
#include "platform/server/images.hpp"
#include "tests/server_http/pictures.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using contract::Caller;
using contract::Method;
using contract::Route;
using server::OrganisationKind;
using server::system_caller;
namespace routes = contract::routes;

constexpr const char* kReading = R"({"kind":"heart_rate","value":71,"source":"visit","measured_at":"2026-11-20T01:00:00Z"})";

struct Target {
    std::string path, body;
};
struct Rule {
    const Route& route;
    std::function<Target()> fresh;  // of something at the town that nobody has touched
};

template <class T>
T must(server::Stored<T> stored) {
    if (!stored) throw std::runtime_error(stored.error().code + " " + stored.error().context);
    if constexpr (!std::is_void_v<T>) return std::move(*stored);
}

class Tree : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_http_test"); }

    Tree() {
        const auto place = [&](const std::string& parent, OrganisationKind kind, const char* name) {
            return must(world.repository->create_organisation(system_caller(), {parent, kind, name}, world.now));
        };
        const std::string district = place(place("", OrganisationKind::City, "市"), OrganisationKind::District, "区");
        town = place(district, OrganisationKind::Town, "镇");
        beside = place(district, OrganisationKind::Town, "旁边的镇");
        below = place(town, OrganisationKind::Institution, "站");
        above_staff = works(district, "above");
        own_staff = works(town, "own");
        beside_staff = works(beside, "beside");
        below_staff = works(below, "below");
    }

    std::vector<Header> works(const std::string& place, const std::string& name) {
        using contract::Role;
        must(world.repository->create_staff(system_caller(), {place, name, name, "correct horse battery", {Role::Administrator, Role::Technician, Role::Manager}}, world.now));
        return enters(name);
    }
    std::vector<Header> enters(const std::string& name) {
        return {cookie_of(world.post("/v1/staff/session", {}, fmt::format(R"({{"name":"{}","password":"correct horse battery"}})", name)))};
    }
    std::string a_home() {
        server::NewHousehold home;
        home.organisation = town;
        home.person.name = "周玉珍";
        home.photo = server::NewPhoto{"full", "small", 640, 640};
        return must(world.repository->create_household(system_caller(), home, world.now));
    }
    std::string a_reading(const std::string& home) {
        return must(world.repository->add_reading(system_caller(), home, {"heart_rate", 71, 0, 0, "", "visit", "", world.now}, {"reading" + std::to_string(++count), ""}, world.now)).id;
    }
    std::pair<std::string, std::string> a_seen_photo() {
        const std::string home = a_home();
        return {home, must(world.repository->home_file(system_caller(), home)).photo->id};
    }
    std::string a_photo() {
        const std::string home = a_home();
        return must(world.repository->home_file(system_caller(), home)).photo->id;
    }
    std::string a_code() {
        world.address = "198.51.100." + std::to_string(++count);
        const auto started = world.post("/v1/pairing", {}, fmt::format(R"({{"key_hash":"{}","model":"m","version":"1"}})", sha256("key" + std::to_string(count))));
        return field(started.body, "user_code");
    }
    std::string a_box() { return must(world.repository->approve_pairing(system_caller(), a_code(), a_home(), world.address, {}, world.now)).id; }
    std::string a_member() {
        server::NewMember member;
        member.household = a_home();
        member.name = "秀英";
        return must(world.repository->create_member(system_caller(), member, world.now));
    }
    std::string a_person() {
        const std::string name = "person" + std::to_string(++count);
        works(town, name);
        return must(world.repository->staff_list(system_caller(), town, name)).staff.at(0).id;
    }
    std::string a_sign_in() {
        const std::string person = a_person();
        return must(world.repository->staff_file(system_caller(), person, world.now)).sign_ins.at(0).id;
    }
    std::string a_place() {
        return must(world.repository->create_organisation(system_caller(), {town, OrganisationKind::Institution, "新站" + std::to_string(++count)}, world.now));
    }
    // Taken back at the box, so that it is to be called back.
    std::string an_alarm(bool cancelled = true) {
        const std::string home = a_home();
        const std::string box = must(world.repository->approve_pairing(system_caller(), a_code(), home, world.address, {}, world.now)).id;
        contract::AlarmReport report{"run-" + std::to_string(1000 + ++count), 1, contract::AlarmSource::Red, world.now, 1, cancelled ? 1 : 0};
        return "/v1/desk/alarms/" + must(world.repository->report_alarm({box, home}, report, {}, world.now)).id;
    }
    // That whoever is asked next has in hand: above, then own.
    std::string an_alarm_with_outcome() {
        const std::string alarm = an_alarm(false);
        const auto& who = ++closers % 2 == 1 ? above_staff : own_staff;
        everybody_sits();
        EXPECT_EQ(ask(routes::kDeskAccept, {alarm + "/accept", ""}, who).status, 200);
        EXPECT_EQ(ask(routes::kDeskOutcome, {alarm + "/outcome", R"({"outcome":"helped"})"}, who).status, 200);
        return alarm;
    }
    // The same, before it has an outcome, and a TV that can be talked with: the path of the alarm, the box, its home.
    struct InHand {
        std::string alarm, id;
        server::TerminalCaller box;
    };
    InHand an_alarm_in_hand() {
        const std::string home = a_home();
        const server::TerminalCaller box{must(world.repository->approve_pairing(system_caller(), a_code(), home, world.address, {}, world.now)).id, home};
        std::string fingerprint = "sha-256 0A";
        for (int i = 1; i < 32; ++i) fingerprint += ":0A";
        EXPECT_TRUE(world.repository->register_certificate(box, fingerprint, world.now));
        world.hub.online.insert(box.terminal);
        const std::string id = must(world.repository->report_alarm(box, {"run-" + std::to_string(1000 + ++count), 1, contract::AlarmSource::Red, world.now, 1, 0}, {}, world.now)).id;
        everybody_sits();
        last_asked = ++closers % 2 == 1 ? &above_staff : &own_staff;
        EXPECT_EQ(ask(routes::kDeskAccept, {"/v1/desk/alarms/" + id + "/accept", ""}, *last_asked).status, 200);
        return {"/v1/desk/alarms/" + id, id, box};
    }
    std::string a_talk() {
        const InHand in_hand = an_alarm_in_hand();
        const std::string id = nlohmann::json::parse(ask(routes::kDeskTalk, {in_hand.alarm + "/talk", "{}"}, *last_asked).body)["visit"]["id"];
        EXPECT_TRUE(world.repository->answer_visit(server::VisitParty(in_hand.box), id, {}, world.now));
        return "/v1/desk/talks/" + id;
    }
    Target a_relative_to_call_in() {
        const InHand in_hand = an_alarm_in_hand();
        const std::string member = must(world.repository->create_member(system_caller(), {in_hand.box.household, "小芳", "", contract::Relation::Daughter, "妈妈", {}}, world.now));
        const std::string id = nlohmann::json::parse(ask(routes::kDeskTalk, {in_hand.alarm + "/talk", "{}"}, *last_asked).body)["visit"]["id"];
        EXPECT_TRUE(world.repository->answer_visit(server::VisitParty(in_hand.box), id, {}, world.now));
        return {in_hand.alarm + "/relatives", fmt::format(R"({{"member":"{}"}})", member)};
    }
    std::string a_responder() {
        return must(world.repository->invite_staff(system_caller(), {town, "", "上门员" + std::to_string(++count), {contract::Role::Responder}, "13805460101"}, {}, world.now)).person.id;
    }
    void everybody_sits() {
        for (const auto& who : {above_staff, own_staff, beside_staff, below_staff}) EXPECT_EQ(ask(routes::kDeskSeat, {"/v1/desk/seat", R"({"on_duty":true})"}, who).status, 200);
    }
    Response ask(const Route& route, const Target& target, std::vector<Header> who) {
        const char* method = route.method == Method::Get ? "GET" : route.method == Method::Post ? "POST" : "DELETE";
        if (!target.body.empty() && &route != &routes::kStaffPersonPhoto && &route != &routes::kStaffMemberPhoto) who.emplace_back("Content-Type", "application/json");
        if (route.idempotent_key) who.emplace_back("Idempotency-Key", "tree" + std::to_string(++count));
        return world.ask(method, target.path, who, target.body);
    }

    World world;
    std::string town, beside, below;
    std::vector<Header> above_staff, own_staff, beside_staff, below_staff;
    int count = 0, closers = 0;
    const std::vector<Header>* last_asked = nullptr;

    const std::vector<Rule> rules = {
        {routes::kStaffApprove, [&] { return Target{"/v1/staff/pairings/" + a_code() + "/approve", fmt::format(R"({{"household":"{}"}})", a_home())}; }},
        {routes::kStaffHome, [&] { return Target{"/v1/staff/households/" + a_home(), ""}; }},
        {routes::kStaffNewHome, [&] { return Target{"/v1/staff/households", fmt::format(R"({{"organisation":"{}","facts":[{{"name":"name","value":"周"}},{{"name":"address","value":"北桥 {} 号"}}]}})", town, ++count)}; }},
        {routes::kStaffFact, [&] { return Target{"/v1/staff/households/" + a_home() + "/facts", R"({"name":"floor","value":"4","seen":0})"}; }},
        {routes::kStaffContacts, [&] { return Target{"/v1/staff/households/" + a_home() + "/contacts", R"({"contacts":[{"name":"李阿姨","phone":"05356221840"}],"seen":0})"}; }},
        {routes::kStaffRecord, [&] { return Target{"/v1/staff/households/" + a_home() + "/records", R"({"sort":"subsidy","kind":"old_age","fen":10000,"period":"month","from":"2026-01-01"})"}; }},
        {routes::kStaffReadings, [&] { return Target{"/v1/staff/households/" + a_home() + "/readings", ""}; }},
        {routes::kStaffNewReading, [&] { return Target{"/v1/staff/households/" + a_home() + "/readings", kReading}; }},
        {routes::kStaffReadingGone, [&] { const std::string home = a_home(); return Target{"/v1/staff/households/" + home + "/readings/mistake", fmt::format(R"({{"id":"{}"}})", a_reading(home))}; }},
        {routes::kStaffPersonPhoto, [&] { const auto [home, seen] = a_seen_photo(); return Target{"/v1/staff/households/" + home + "/photo?seen=" + seen, picture({})}; }},
        {routes::kStaffPersonPhotoGone, [&] { const auto [home, seen] = a_seen_photo(); return Target{"/v1/staff/households/" + home + "/photo?seen=" + seen, ""}; }},
        {routes::kStaffIdNumber, [&] { return Target{"/v1/staff/households/" + a_home() + "/id_number", ""}; }},
        {routes::kStaffChanges, [&] { return Target{"/v1/staff/households/" + a_home() + "/changes", ""}; }},
        {routes::kStaffClose, [&] { return Target{"/v1/staff/households/" + a_home() + "/close", ""}; }},
        {routes::kStaffPhoto, [&] { return Target{"/v1/staff/photos/" + a_photo(), ""}; }},
        {routes::kStaffBox, [&] { return Target{"/v1/staff/boxes/" + a_box(), ""}; }},
        {routes::kStaffBoxAct, [&] { return Target{"/v1/staff/boxes/" + a_box(), R"({"act":"lost","seen":0})"}; }},
        {routes::kStaffBoxRing, [&] { const std::string box = a_box(); world.hub.online.insert(box); return Target{"/v1/staff/boxes/" + box + "/ring", ""}; }},
        {routes::kStaffRelatives, [&] { return Target{"/v1/staff/households/" + a_home() + "/members", ""}; }},
        {routes::kStaffNewRelative, [&] { return Target{"/v1/staff/households/" + a_home() + "/members", R"({"name":"秀英","relation":"other"})"}; }},
        {routes::kStaffFirstContact, [&] { return Target{"/v1/staff/households/" + a_home() + "/first_contact", R"({"member":"","seen":0})"}; }},
        {routes::kStaffMemberFact, [&] { return Target{"/v1/staff/members/" + a_member() + "/facts", R"({"name":"calls_elder","value":"表姐","seen":0})"}; }},
        {routes::kStaffMemberPhoto, [&] { return Target{"/v1/staff/members/" + a_member() + "/photo?seen=", picture({})}; }},
        {routes::kStaffMemberPhotoGone, [&] { return Target{"/v1/staff/members/" + a_member() + "/photo?seen=", ""}; }},
        {routes::kStaffMemberRights, [&] { return Target{"/v1/staff/members/" + a_member() + "/rights", R"({"seen":0,"rights":{"message":true,"visit":false,"order":false,"health":false}})"}; }},
        {routes::kStaffMemberLink, [&] { return Target{"/v1/staff/members/" + a_member() + "/link", "{}"}; }},
        {routes::kStaffMemberLinkGone, [&] { return Target{"/v1/staff/members/" + a_member() + "/link", ""}; }},
        {routes::kStaffNewPlace, [&] { return Target{"/v1/staff/places", fmt::format(R"({{"parent":"{}","kind":"institution","name":"站{}"}})", town, ++count)}; }},
        {routes::kStaffPlaceName, [&] { return Target{"/v1/staff/places/" + a_place() + "/name", fmt::format(R"({{"name":"改名{}","seen":0}})", ++count)}; }},
        {routes::kStaffPlaceClose, [&] { return Target{"/v1/staff/places/" + a_place() + "/close", ""}; }},
        {routes::kStaffPeople, [&] { return Target{"/v1/staff/people?place=" + town, ""}; }},
        {routes::kStaffInvite, [&] { return Target{"/v1/staff/people", fmt::format(R"({{"place":"{}","name":"new{}","display_name":"吴军","roles":["manager"]}})", town, ++count)}; }},
        {routes::kStaffPerson, [&] { return Target{"/v1/staff/people/" + a_person(), ""}; }},
        {routes::kStaffPersonFact, [&] { return Target{"/v1/staff/people/" + a_person() + "/facts", R"({"name":"roles","value":"manager","seen":0})"}; }},
        {routes::kStaffPersonLink, [&] { return Target{"/v1/staff/people/" + a_person() + "/link", ""}; }},
        {routes::kStaffPersonEnd, [&] { return Target{"/v1/staff/people/" + a_person() + "/end", ""}; }},
        {routes::kDeskAlarm, [&] { return Target{an_alarm(), ""}; }},
        {routes::kDeskAccept, [&] { everybody_sits(); return Target{an_alarm(false) + "/accept", ""}; }},
        {routes::kDeskNote, [&] { return Target{an_alarm() + "/note", R"({"text":"能说话"})"}; }},
        {routes::kDeskOutcome, [&] { return Target{an_alarm() + "/outcome", R"({"outcome":"false_alarm"})"}; }},
        {routes::kDeskCalledBack, [&] { return Target{an_alarm() + "/called_back", R"({"text":"按错了"})"}; }},
        {routes::kDeskClose, [&] { return Target{an_alarm_with_outcome() + "/close", ""}; }},
        {routes::kDeskTalk, [&] { return Target{an_alarm_in_hand().alarm + "/talk", "{}"}; }},
        {routes::kDeskTalkTicket, [&] { return Target{a_talk(), ""}; }},
        {routes::kDeskTalkSignal, [&] { return Target{a_talk() + "/signals", R"({"kind":"again","text":"1"})"}; }},
        {routes::kDeskTalkEnd, [&] { return Target{a_talk() + "/end", R"({"end":"hung_up"})"}; }},
        {routes::kDeskTalkEvents, [&] { return Target{a_talk() + "/events", ""}; }},
        {routes::kDeskTalkWith, [&] { return a_relative_to_call_in(); }},
        {routes::kDeskExport, [&] { return Target{an_alarm() + "/export", ""}; }},
        {routes::kDeskResponders, [&] { return Target{an_alarm() + "/responders", ""}; }},
        {routes::kDeskSend, [&] { return Target{an_alarm_with_outcome() + "/responder", fmt::format(R"({{"responder":"{}"}})", a_responder())}; }},
        {routes::kDeskAmbulance, [&] { return Target{an_alarm_with_outcome() + "/ambulance", R"({"text":"王桂兰，82 岁"})"}; }},
        {routes::kDeskHandOver, [&] { return Target{an_alarm_with_outcome() + "/hand_over", R"({"seat":""})"}; }},
        {routes::kStaffSignInGone, [&] { return Target{"/v1/staff/sessions/" + a_sign_in(), ""}; }},
    };
    static bool of_lists(std::string_view path) {
        for (const Route* route : {&routes::kStaffImport, &routes::kStaffImportRows, &routes::kStaffImportRefused, &routes::kStaffImportApply, &routes::kStaffExport}) {
            if (route->path == path) return true;
        }
        return false;
    }
    // Of who asks alone, or a list of what is theirs: the next tests.
    static bool names_nothing(std::string_view path) {
        for (const Route* route : {&routes::kStaffSignOut, &routes::kStaffSelf, &routes::kStaffPairing, &routes::kStaffHouseholds, &routes::kStaffWords, &routes::kStaffBoxes, &routes::kStaffPlaces,
                                   &routes::kStaffSignIns, &routes::kStaffPassword, &routes::kDesk, &routes::kDeskEvents, &routes::kDeskBoxes, &routes::kDeskFigures}) {
            if (route->path == path) return true;
        }
        return false;
    }
};

TEST_F(Tree, OpensUpwardsOnly) {
    for (const Rule& rule : rules) {
        const Target target = rule.fresh();
        for (const auto& [who, headers] : {std::pair("beside", beside_staff), std::pair("below", below_staff)}) {
            const auto response = ask(rule.route, target, headers);
            EXPECT_EQ(response.status, 404) << who << ": " << rule.route.path << "\n" << response.body;
            EXPECT_TRUE(code(response).ends_with("not_found")) << code(response);
        }
        const auto above = ask(rule.route, target, above_staff);
        EXPECT_EQ(above.status / 100, 2) << rule.route.path << "\n" << above.body;
        const auto own = ask(rule.route, rule.fresh(), own_staff);
        EXPECT_EQ(own.status / 100, 2) << rule.route.path << "\n" << own.body;
    }
}

TEST_F(Tree, ListsWhatIsAtOnesOwnPlaceAndBelow) {
    const std::string home = a_home(), box = a_box(), person = a_person();
    for (const auto& [path, id] : {std::pair("/v1/staff/households", home), std::pair("/v1/staff/boxes", box), std::pair("/v1/staff/people", person), std::pair("/v1/staff/places", town)}) {
        for (const auto& [there, who] : {std::pair(true, above_staff), std::pair(true, own_staff), std::pair(false, beside_staff), std::pair(false, below_staff)}) {
            const auto response = world.get(path, who);
            EXPECT_EQ(response.status, 200) << path;
            EXPECT_EQ(response.body.find("\"id\":\"" + id) != std::string::npos, there) << path << "\n" << response.body;
        }
    }
}

TEST_F(Tree, TheDeskHasTheAlarmsAndSeatsOfItsOwnPlaceAndBelow) {
    everybody_sits();
    const std::string alarm = field(world.get(an_alarm(), own_staff).body, "alarm"), id = nlohmann::json::parse(alarm)["alarm"]["id"];
    for (const auto& [there, who] : {std::pair(true, above_staff), std::pair(true, own_staff), std::pair(false, beside_staff), std::pair(false, below_staff)}) {
        const auto response = world.get("/v1/desk", who);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.body.find("\"id\":\"" + id) != std::string::npos, there) << response.body;
        const auto desk = nlohmann::json::parse(response.body);
        EXPECT_EQ(desk["seats"].size(), who == above_staff ? 3U : who == own_staff ? 1U : 0U) << "those below it";
    }
}

TEST_F(Tree, TheDeskHasTheBoxesOfItsOwnPlaceAndBelow) {
    const std::string box = a_box();
    world.now += std::chrono::minutes(2);  // it had the time to speak
    for (const auto& [there, who] : {std::pair(true, above_staff), std::pair(true, own_staff), std::pair(false, beside_staff), std::pair(false, below_staff)}) {
        const auto response = world.get("/v1/desk/boxes", who);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.body.find("\"id\":\"" + box) != std::string::npos, there) << response.body;
    }
}

TEST_F(Tree, AMonthIsCountedOfOnesOwnPlaceAndBelow) {
    an_alarm(false);
    for (const auto& [there, who] : {std::pair(true, above_staff), std::pair(true, own_staff), std::pair(false, beside_staff), std::pair(false, below_staff)}) {
        const auto response = world.get("/v1/desk/figures", who);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(field(response.body, "alarms"), there ? "1" : "0") << response.body;
    }
}

TEST_F(Tree, WordsAreCountedAtOnesOwnPlaceAndBelow) {
    const std::string home = a_home();
    const auto chosen = world.post("/v1/staff/households/" + home + "/facts", own_staff, R"({"name":"wishes","value":"助餐、助浴、其他：学画、其他：学琴","seen":0})");
    EXPECT_EQ(chosen.status, 200) << chosen.body;
    const std::string counts = R"({"counts":[{"fact":"wishes","homes":1,"word":"meals"},{"fact":"wishes","homes":1,"word":"bathing"},{"fact":"wishes","homes":1,"word":"other"}]})";
    for (const auto& [there, who] : {std::pair(true, above_staff), std::pair(true, own_staff), std::pair(false, beside_staff), std::pair(false, below_staff)}) {
        const auto response = world.get("/v1/staff/words", who);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(nlohmann::json::parse(response.body), nlohmann::json::parse(there ? counts : R"({"counts":[]})")) << response.body;
    }
    EXPECT_EQ(code(world.post("/v1/staff/households/" + home + "/facts", own_staff, R"({"name":"wishes","value":"陪聊","seen":0})")), "words_unknown");
}

TEST_F(Tree, AListReachesTheHomesOfOnesOwnPlaceAndBelow) {
    const std::string home = a_home();
    for (const auto& [there, who] : {std::pair(true, above_staff), std::pair(true, own_staff), std::pair(false, beside_staff), std::pair(false, below_staff)}) {
        const auto exported = world.get("/v1/staff/export", who);
        EXPECT_EQ(exported.status, 200);
        EXPECT_EQ(exported.body.find(home) != std::string::npos, there);
        const std::string phone = std::to_string(13'800'000'000 + ++count);
        const auto brought = world.ask("POST", "/v1/staff/imports", who, "编号,电话\n" + home + "," + phone + "\n");
        EXPECT_EQ(field(brought.body, there ? "changed" : "refused"), "1") << brought.body;
        const std::string list = "/v1/staff/imports/" + field(brought.body, "id");
        const auto rows = world.get(list + "/rows", who);
        EXPECT_EQ(rows.body.find("周玉珍") != std::string::npos, there) << "of a home elsewhere nothing but where it belongs\n" << rows.body;
        EXPECT_EQ(world.post(list + "/apply", who, R"({"keep_good":true})").status, 200);
        EXPECT_EQ(must(world.repository->search_households(system_caller(), phone)).households.size(), there ? 1U : 0U);
    }
}

TEST_F(Tree, AListIsOfWhoBroughtIt) {
    const auto brought = world.ask("POST", "/v1/staff/imports", own_staff, "姓名,地址\n孙秀云,北桥\n");
    const std::string list = "/v1/staff/imports/" + field(brought.body, "id");
    for (const auto& who : {above_staff, beside_staff, below_staff}) {
        EXPECT_EQ(code(world.get(list + "/rows", who)), "import_not_found");
        EXPECT_EQ(code(world.get(list + "/refused", who)), "import_not_found");
        EXPECT_EQ(code(world.post(list + "/apply", who, R"({"keep_good":true})")), "import_not_found");
    }
}

// The list of routes as it is written: one that is missing above would be missing in its own file as well.
TEST_F(Tree, KnowsEveryEndpointOfStaff) {
    std::ifstream file(std::string(ANJU_SOURCE_DIR) + "/platform/contract/routes.hpp");
    int found = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.find("Caller::Staff") == std::string::npos) continue;
        const auto from = line.find("\"/v1/") + 1, end = line.find('"', from);
        const std::string path = line.substr(from, end - from), method = line.substr(line.find("Method::") + 8, 3);
        ++found;
        bool known = names_nothing(path) && method != "Pos";
        for (const Rule& rule : rules) {
            known = known || (rule.route.path == path && method == (rule.route.method == Method::Get ? "Get" : rule.route.method == Method::Post ? "Pos" : "Del"));
        }
        EXPECT_TRUE(known || of_lists(path) || path == routes::kStaffPassword.path || path == routes::kDeskSeat.path) << method << " " << path << " is not checked against the tree";
    }
    EXPECT_GE(found, 27);
}

}  // namespace
}  // namespace anju::tests
