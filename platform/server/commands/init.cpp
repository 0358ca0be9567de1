// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "platform/server/commands/commands.hpp"
#include "platform/server/commands/terminal.hpp"
#include "platform/server/open_repository.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kShortestPassword = 10;  // characters

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string first_line(std::istream& input, const std::string& name) {
    std::string line;
    if (!std::getline(input, line)) throw std::runtime_error(fmt::format("No password can be read from {}.", name));
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

std::string given_password(const Options& options) {
    if (!options.password_file.empty() && options.password_file != "-") {
        std::ifstream file(options.password_file);
        return first_line(file, options.password_file);
    }
    if (options.password_file == "-" || !somebody_there()) return first_line(std::cin, "standard input");
    const std::string once = ask_for_secret("密码（至少 10 个字符） Password, 10 characters or more");
    if (ask_for_secret("再输一遍 Once more") != once) throw std::runtime_error("The two passwords differ; nothing was changed.");
    return once;
}

std::string given_or_asked(const std::string& given, const std::string& option, const std::string& question) {
    if (!given.empty()) return given;
    if (!somebody_there()) throw std::runtime_error(fmt::format("init needs {}.", option));
    std::string answer = ask_for(question);
    if (answer.empty()) throw std::runtime_error(fmt::format("init needs {}.", option));
    return answer;
}

OrganisationKind kind_of(const std::string& word) {
    return word == "district" ? OrganisationKind::District
           : word == "town"   ? OrganisationKind::Town
           : word == "institution" ? OrganisationKind::Institution
                                   : OrganisationKind::City;
}

void must_be_done(const Stored<void>& done) {
    if (done) return;
    if (done.error().code == "administrator_exists") {
        throw std::runtime_error("This database has an administrator already; who may, adds others on the staff page.");
    }
    if (done.error().code == "name_taken") throw std::runtime_error("Somebody else signs in by this name already.");
    throw std::runtime_error(done.error().context.empty() ? done.error().code : done.error().context);
}

}  // namespace

void first_administrator(const Options& options) {
    const Time now = start_of(options);
    const auto repository = open_repository(options.database, {}, now);
    if (!repository) throw std::runtime_error(repository.error().context);
    must_be_done((*repository)->together([&](Repository& inside) { return inside.claim_first_administrator(); }));

    NewOrganisation root{"", kind_of(options.kind), given_or_asked(options.organisation, "--organisation NAME", "最上级机构的名称 Name of the root organisation")};
    NewStaff staff;
    staff.name = given_or_asked(options.name, "--name NAME", "登录名 Name for signing in");
    staff.display_name = options.display_name;
    if (staff.display_name.empty()) staff.display_name = somebody_there() ? ask_for("姓名 Name as others see it") : staff.name;
    if (staff.display_name.empty()) staff.display_name = staff.name;
    staff.password = given_password(options);
    if (characters(staff.password) < kShortestPassword) {
        throw std::runtime_error(fmt::format("The password must have {} characters or more; nothing was changed.", kShortestPassword));
    }
    if (staff.password == staff.name) throw std::runtime_error("The password must not be the name; nothing was changed.");
    staff.roles = {contract::Role::Administrator};

    must_be_done((*repository)->together([&](Repository& inside) -> Stored<void> {
        if (auto free = inside.claim_first_administrator(); !free) return free;
        const auto organisation = inside.create_organisation(system_caller(), root, now);
        if (!organisation) return tl::make_unexpected(organisation.error());
        NewStaff placed = staff;
        placed.organisation = *organisation;
        const auto made = inside.create_staff(system_caller(), placed, now);
        return made ? Stored<void>{} : tl::make_unexpected(made.error());
    }));
    fmt::print("{} 是 {} 的管理员。 {} is the administrator of {}.\n", staff.display_name, root.name, staff.display_name, root.name);
}

}  // namespace anju::server
