// SPDX-License-Identifier: Apache-2.0
#include "tests/server_http/world.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "platform/server/tokens.hpp"
#include "tests/server_http/pictures.hpp"

namespace anju::tests {
namespace {

using server::NewHousehold;
using server::NewMember;
using server::NewOrganisation;
using server::NewStaff;
using server::system_caller;

template <class T>
T surely(server::Stored<T> stored) {
    if (!stored) throw std::runtime_error(stored.error().code + " " + stored.error().context);
    if constexpr (!std::is_void_v<T>) return std::move(*stored);
}

void expect_ok(const Response& response) {
    if (response.status / 100 != 2) throw std::runtime_error(std::to_string(response.status) + " " + response.body);
}

std::string organisations(server::Repository& repository, const std::string& name, Time now) {
    using server::OrganisationKind;
    std::string parent;
    for (const auto kind : {OrganisationKind::City, OrganisationKind::District, OrganisationKind::Town, OrganisationKind::Institution}) {
        parent = surely(repository.create_organisation(system_caller(), {parent, kind, name}, now));
    }
    return parent;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "anju-test-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

server::StorageOptions quick_storage() {
    server::StorageOptions out;
    out.readers = 2;
    out.password_operations = 1;
    out.password_memory = 8192;
    return out;
}

World::World() {
    auto opened = server::open_repository("sqlite:" + (folder.path / "anju.db").string(), quick_storage(), now);
    owned_ = surely(std::move(opened));
    repository = owned_.get();
    site.public_url = "http://127.0.0.1:8420";
    wang = build("王桂兰", "liu");
    zhou = build("周建国", "chen");
}

World::World(server::Repository& running) : repository(&running) {
    wang = build("王桂兰", "liu");
    zhou = build("周建国", "chen");
}

Home World::build(const std::string& name, const std::string& staff_name) {
    Home home;
    home.organisation = organisations(*repository, name + "那里", now);
    NewHousehold household;
    household.organisation = home.organisation;
    household.name = name + "家";
    household.address = "幸福里 3 号楼";
    household.search = "home";
    household.person = {name, "奶奶", "Grandmother"};
    household.capabilities = {contract::Capability::Messages};
    household.photo = server::NewPhoto{"the face of " + name, "a small one", 640, 640};
    home.household = surely(repository->create_household(system_caller(), household, now));
    home.member = surely(repository->create_member(system_caller(), {home.household, "小芳", "Xiaofang", contract::Relation::Daughter, "妈妈", {}}, now));
    home.link = surely(repository->create_link(system_caller(), home.member, now));
    home.staff_name = staff_name;
    surely(repository->create_staff(system_caller(), {home.organisation, staff_name, "师傅", home.password, {contract::Role::Technician, contract::Role::Manager, contract::Role::Administrator}}, now));

    const auto session = post("/v1/family/session", {}, fmt::format(R"({{"token":"{}"}})", home.link));
    expect_ok(session);
    home.family = {cookie_of(session)};
    const auto signed_in = post("/v1/staff/session", {}, fmt::format(R"({{"name":"{}","password":"{}"}})", staff_name, home.password));
    expect_ok(signed_in);
    home.staff = {cookie_of(signed_in)};

    home.portrait = nlohmann::json::parse(get("/v1/family/home", home.family).body)["person_photo"]["id"];

    const std::string key = "key-of-" + staff_name;
    home.terminal = pair(home, key);
    home.tv = {{"Authorization", "Bearer " + key}};
    std::string fingerprint = "sha-256 0F";
    for (int i = 1; i < 32; ++i) fingerprint += ":AB";
    expect_ok(post("/v1/tv/certificate", home.tv, fmt::format(R"({{"fingerprint":"{}"}})", fingerprint)));
    const auto photo = ask("POST", "/v1/family/photos", with(home.family, {"Idempotency-Key", "first-photo"}), picture({}));
    expect_ok(photo);
    home.photo = field(photo.body, "id");
    const auto message = post("/v1/family/messages", home.family, fmt::format(R"({{"text":"今天炖了汤","photos":["{}"]}})", home.photo));
    expect_ok(message);
    home.message = field(message.body, "id");
    return home;
}

std::string World::pair(const Home& home, const std::string& key) {
    const auto started = post("/v1/pairing", {}, fmt::format(R"({{"key_hash":"{}","model":"anju-tv","version":"0.1.0"}})", sha256(key)));
    expect_ok(started);
    const auto approved = post("/v1/staff/pairings/" + field(started.body, "user_code") + "/approve", home.staff,
                               fmt::format(R"({{"household":"{}"}})", home.household));
    expect_ok(approved);
    return field(approved.body, "id");
}

Response World::ask(const std::string& method, const std::string& target, std::vector<Header> headers, std::string body) {
    Request request{method, target, std::move(headers), std::move(body), address};
    site.unwrap(request);
    return server::answer(request, {*repository, hub, site, now, allowance, imports});
}

Response World::post(const std::string& target, std::vector<Header> headers, std::string body) {
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("Idempotency-Key", "key-" + std::to_string(++keys_));
    return ask("POST", target, std::move(headers), std::move(body));
}

std::string World::dump() const {
    sqlite3* db = nullptr;
    sqlite3_open_v2((folder.path / "anju.db").c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
    std::string out;
    const auto each = [&](const std::string& sql, auto row) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db));
        while (sqlite3_step(statement) == SQLITE_ROW) row(statement);
        sqlite3_finalize(statement);
    };
    std::vector<std::string> tables;
    each("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('guesser', 'wrong_try') AND name NOT LIKE 'home_part%' ORDER BY name",
         [&](sqlite3_stmt* row) { tables.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(row, 0))); });
    for (const auto& table : tables) {
        out += "== " + table + "\n";
        each("SELECT * FROM " + table + " ORDER BY 1, 2", [&](sqlite3_stmt* row) {
            for (int i = 0; i < sqlite3_column_count(row); ++i) {
                const auto* text = static_cast<const char*>(sqlite3_column_blob(row, i));
                out.append(text ? text : "", text ? static_cast<std::size_t>(sqlite3_column_bytes(row, i)) : 0).append("|");
            }
            out += "\n";
        });
    }
    sqlite3_close(db);
    return out;
}

std::vector<Header> with(std::vector<Header> headers, Header more) {
    headers.push_back(std::move(more));
    return headers;
}

Header cookie_of(const Response& response) {
    const std::string set(response.header("Set-Cookie"));
    return {"Cookie", set.substr(0, set.find(';'))};
}

std::string field(const std::string& json, const std::string& name) {
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object() || !parsed.contains(name)) return {};
    return parsed[name].is_string() ? parsed[name].get<std::string>() : parsed[name].dump();
}

std::string code(const Response& response) { return field(response.body, "code"); }

std::string sha256(const std::string& bytes) { return server::sha256_hex(bytes); }

}  // namespace anju::tests
