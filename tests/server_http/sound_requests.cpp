// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/sound_requests.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "tests/server_http/pictures.hpp"

namespace anju::tests {
namespace {

namespace routes = contract::routes;

const std::string kList = "姓名,地址\n周玉珍,北桥\n";

std::string fingerprint() {
    std::string text = "sha-256 AB";
    for (int i = 1; i < 32; ++i) text += ":AB";
    return text;
}

}  // namespace

std::vector<Sound> sound_requests(World& world) {
    const Home& home = world.wang;
    const auto waiting = world.post("/v1/pairing", {}, fmt::format(R"({{"key_hash":"{}","model":"m","version":"1"}})", sha256("waiting")));
    const std::string waiting_code = field(waiting.body, "user_code");
    world.hub.online.insert(home.terminal);
    const auto placed = world.post("/v1/visitor/visits", home.family, R"({"camera":true})");
    const std::string visit = nlohmann::json::parse(placed.body)["visit"]["id"];
    const std::string person = field(world.get("/v1/staff/self", home.staff).body, "id");
    const std::string session = nlohmann::json::parse(world.get("/v1/staff/sessions", home.staff).body)["sign_ins"][0]["id"];
    const std::string link = world.repository->renew_staff_link(server::system_caller(), person, world.now)->token;
    const std::string list = "/v1/staff/imports/" + field(world.ask("POST", "/v1/staff/imports", home.staff, kList).body, "id");
    const std::string run = "7f1c9a52-0b1e-4c0e-9d58-2a6f0f8f4c11";
    const std::string report = fmt::format(R"({{"id":"{}","sequence":1,"source":"red","pressed_at":"2026-11-25T01:41:00Z","presses":1,"taken_back":0}})", run);
    const std::string alarm = "/v1/desk/alarms/" + field(world.post("/v1/tv/alarms", home.tv, report).body, "id");
    std::vector<Sound> all = {
        {routes::kPairingStart, "/v1/pairing", fmt::format(R"({{"key_hash":"{}","model":"m","version":"1"}})", sha256("new"))},
        {routes::kPairingPoll, "/v1/pairing/poll", fmt::format(R"({{"device_code":"{}"}})", field(waiting.body, "device_code"))},
        {routes::kTvSnapshot, "/v1/tv/snapshot", ""},
        {routes::kTvEvents, "/v1/tv/events", ""},
        {routes::kTvPhoto, "/v1/tv/photos/" + home.photo, ""},
        {routes::kTvSeen, "/v1/tv/messages/" + home.message + "/seen", R"({"seen_at":"2026-11-25T01:41:00Z"})"},
        {routes::kFamilySession, "/v1/family/session", fmt::format(R"({{"token":"{}"}})", home.link)},
        {routes::kFamilyHome, "/v1/family/home", ""},
        {routes::kFamilyEvents, "/v1/family/events", ""},
        {routes::kFamilyPhotoUpload, "/v1/family/photos", ""},
        {routes::kFamilyPhoto, "/v1/family/photos/" + home.photo, ""},
        {routes::kFamilyMessage, "/v1/family/messages", R"({"text":"好","photos":[]})"},
        {routes::kStaffSignIn, "/v1/staff/session", fmt::format(R"({{"name":"{}","password":"{}"}})", home.staff_name, home.password)},
        {routes::kStaffSignOut, "/v1/staff/session", ""},
        {routes::kStaffSelf, "/v1/staff/self", ""},
        {routes::kStaffPairing, "/v1/staff/pairings/" + waiting_code, ""},
        {routes::kStaffApprove, "/v1/staff/pairings/" + waiting_code + "/approve", fmt::format(R"({{"household":"{}"}})", home.household)},
        {routes::kStaffHouseholds, "/v1/staff/households", ""},
        {routes::kStaffWords, "/v1/staff/words", ""},
        {routes::kStaffHome, "/v1/staff/households/" + home.household, ""},
        {routes::kStaffNewHome, "/v1/staff/households", R"({"facts":[{"name":"name","value":"周玉珍"},{"name":"address","value":"北桥"}]})"},
        {routes::kStaffContacts, "/v1/staff/households/" + home.household + "/contacts", R"({"contacts":[{"name":"李阿姨","phone":"05356221840"}],"seen":0})"},
        {routes::kStaffRecord, "/v1/staff/households/" + home.household + "/records", R"({"sort":"subsidy","kind":"old_age","fen":10000,"period":"month","from":"2026-01-01"})"},
        {routes::kStaffReadings, "/v1/staff/households/" + home.household + "/readings", ""},
        {routes::kStaffNewReading, "/v1/staff/households/" + home.household + "/readings", R"({"kind":"heart_rate","value":71,"source":"visit","measured_at":"2026-11-20T01:00:00Z"})"},
        {routes::kStaffReadingGone, "/v1/staff/households/" + home.household + "/readings/mistake", R"({"id":"nothing"})"},
        {routes::kStaffPersonPhoto, "/v1/staff/households/" + home.household + "/photo", picture({})},
        {routes::kStaffPersonPhotoGone, "/v1/staff/households/" + home.household + "/photo", ""},
        {routes::kStaffFact, "/v1/staff/households/" + home.household + "/facts", R"({"name":"floor","value":"4","seen":0})"},
        {routes::kStaffFirstContact, "/v1/staff/households/" + home.household + "/first_contact", R"({"member":"","seen":0})"},
        {routes::kStaffRelatives, "/v1/staff/households/" + home.household + "/members", ""},
        {routes::kStaffNewRelative, "/v1/staff/households/" + home.household + "/members", R"({"name":"秀英","relation":"other"})"},
        {routes::kStaffMemberFact, "/v1/staff/members/" + home.member + "/facts", R"({"name":"name","value":"芳芳","seen":0})"},
        {routes::kStaffMemberPhoto, "/v1/staff/members/" + home.member + "/photo", picture({})},
        {routes::kStaffMemberPhotoGone, "/v1/staff/members/" + home.member + "/photo", ""},
        {routes::kStaffMemberRights, "/v1/staff/members/" + home.member + "/rights", R"({"seen":0,"rights":{"message":true,"visit":false,"order":false,"health":false}})"},
        {routes::kStaffMemberLink, "/v1/staff/members/" + home.member + "/link", "{}"},
        {routes::kStaffMemberLinkGone, "/v1/staff/members/" + home.member + "/link", ""},
        {routes::kStaffChanges, "/v1/staff/households/" + home.household + "/changes", ""},
        {routes::kStaffImport, "/v1/staff/imports", kList},
        {routes::kStaffImportRows, list + "/rows", ""},
        {routes::kStaffImportRefused, list + "/refused", ""},
        {routes::kStaffImportApply, list + "/apply", R"({"keep_good":true})"},
        {routes::kStaffExport, "/v1/staff/export", ""},
        {routes::kStaffPhoto, "/v1/staff/photos/" + home.photo, ""},
        {routes::kStaffPlaces, "/v1/staff/places", ""},
        {routes::kStaffNewPlace, "/v1/staff/places", fmt::format(R"({{"parent":"{}","kind":"institution","name":"北桥"}})", home.organisation)},
        {routes::kStaffPlaceName, "/v1/staff/places/" + home.organisation + "/name", R"({"name":"北桥","seen":0})"},
        {routes::kStaffPeople, "/v1/staff/people", ""},
        {routes::kStaffInvite, "/v1/staff/people", fmt::format(R"({{"place":"{}","name":"wu","display_name":"吴军","roles":["manager"]}})", home.organisation)},
        {routes::kStaffPerson, "/v1/staff/people/" + person, ""},
        {routes::kStaffPersonFact, "/v1/staff/people/" + person + "/facts", R"({"name":"display_name","value":"刘","seen":0})"},
        {routes::kStaffSignIns, "/v1/staff/sessions", ""},
        {routes::kStaffSignInGone, "/v1/staff/sessions/" + session, ""},
        {routes::kStaffPassword, "/v1/staff/password", fmt::format(R"({{"password":"{}","wanted":"another good one"}})", home.password)},
        {routes::kStaffWelcome, "/v1/staff/welcome", fmt::format(R"({{"token":"{}"}})", link)},
        {routes::kStaffChoose, "/v1/staff/welcome/password", fmt::format(R"({{"token":"{}","password":"another good one"}})", link)},
        {routes::kStaffBoxes, "/v1/staff/boxes?show=all&q=&from=0", ""},
        {routes::kStaffBox, "/v1/staff/boxes/" + home.terminal, ""},
        {routes::kStaffBoxAct, "/v1/staff/boxes/" + home.terminal, R"({"act":"lost","seen":0})"},
        {routes::kTvRing, "/v1/tv/rings/nothing", R"({"how":"rang"})"},
        {routes::kTvCondition, "/v1/tv/condition", R"({"camera":"ready","microphone":"ready","speaker":"ready"})"},
        {routes::kTvVisit, "/v1/tv/visits", fmt::format(R"({{"id":"{}","member":"{}"}})", std::string(26, 'b'), home.member)},
        {routes::kTvVisits, "/v1/tv/visits", ""},
        {routes::kTvVisitsSeen, "/v1/tv/visits/seen", fmt::format(R"({{"visits":["{}"]}})", visit)},
        {routes::kTvVisitTicket, "/v1/tv/visits/" + visit + "/ticket", "{}"},
        {routes::kTvVisitAnswer, "/v1/tv/visits/" + visit + "/answer", R"({"camera":true,"answer":"pressed"})"},
        {routes::kTvVisitSignal, "/v1/tv/visits/" + visit + "/signals", R"({"kind":"offer","text":"v=0"})"},
        {routes::kTvVisitEnd, "/v1/tv/visits/" + visit + "/end", R"({"end":"hung_up"})"},
        {routes::kTvCertificate, "/v1/tv/certificate", fmt::format(R"({{"fingerprint":"{}"}})", fingerprint())},
        {routes::kTvRules, "/v1/tv/rules", fmt::format(R"({{"member":"{}","policy":"ring","agreed":true}})", home.member)},
        {routes::kVisitorSession, "/v1/visitor/session", fmt::format(R"({{"link":"{}"}})", home.link)},
        {routes::kVisitorHome, "/v1/visitor/home", ""},
        {routes::kVisitorVisit, "/v1/visitor/visits", R"({"camera":true})"},
        {routes::kVisitorTicket, "/v1/visitor/visits/" + visit, ""},
        {routes::kVisitorAnswer, "/v1/visitor/visits/" + visit + "/answer", R"({"camera":true,"answer":"pressed"})"},
        {routes::kVisitorSignal, "/v1/visitor/visits/" + visit + "/signals", R"({"kind":"answer","text":"v=0"})"},
        {routes::kVisitorEnd, "/v1/visitor/visits/" + visit + "/end", R"({"end":"hung_up"})"},
        {routes::kVisitorEvents, "/v1/visitor/visits/" + visit + "/events", ""},
        {routes::kFamilyFree, "/v1/family/free", R"({"free_from":"18:00"})"},
        {routes::kFamilyRules, "/v1/family/rules", fmt::format(R"({{"member":"{}","policy":"ring"}})", home.member)},
        {routes::kFamilyQuiet, "/v1/family/quiet", R"({"from":21,"to":7})"},
        {routes::kVisitorPhoto, "/v1/visitor/photos/" + home.portrait, ""},
        {routes::kFamilyLink, "/v1/family/link", R"({"end_phones":false})"},
        {routes::kFamilyMemberLink, "/v1/family/members/" + home.member + "/link", R"({"end_phones":false})"},
        {routes::kTvAlarm, "/v1/tv/alarms", report},
        {routes::kTvAlarmNow, "/v1/tv/alarms/" + run, ""},
        {routes::kTvAlarmEvents, "/v1/tv/alarms/events", ""},
        {routes::kTvHeartbeat, "/v1/tv/heartbeat", R"({"at":"2026-11-25T01:41:00Z","path":"primary","faults":[]})"},
        {routes::kTvTest, "/v1/tv/tests", R"({"id":"test-000001","kind":"silent","path":"primary","at":"2026-11-25T01:41:00Z"})"},
        {routes::kDeskBoxes, "/v1/desk/boxes", ""},
        {routes::kDesk, "/v1/desk", ""},
        {routes::kDeskSeat, "/v1/desk/seat", R"({"on_duty":true})"},
        {routes::kDeskEvents, "/v1/desk/events", ""},
        {routes::kDeskAlarm, alarm, ""},
        {routes::kDeskNote, alarm + "/note", R"({"text":"能说话"})"},
        {routes::kDeskOutcome, alarm + "/outcome", R"({"outcome":"helped"})"},
        {routes::kDeskCalledBack, alarm + "/called_back", R"({"text":"好"})"},
        {routes::kDeskExport, alarm + "/export", ""},
        {routes::kDeskFigures, "/v1/desk/figures?month=2026-11", ""},
        {routes::kHealth, "/healthz", ""},
        {routes::kReady, "/readyz", ""},
    };
    return all;
}

}  // namespace anju::tests
