// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <fstream>
#include <iostream>
#include <stdexcept>

#include "platform/server/commands/commands.hpp"
#include "platform/server/commands/terminal.hpp"
#include "platform/server/open_repository.hpp"
#include "platform/server/staff_words.hpp"

namespace anju::server {
namespace {

std::string why_not(const std::string& code) {
    if (code == "password_too_short") return fmt::format("The password must have {} characters or more", kShortestPassword);
    if (code == "password_too_long") return fmt::format("The password must have {} characters or less", kLongestPassword);
    if (code == "password_common") return "This password is one that everybody tries first; choose another";
    if (code == "password_is_name") return "The password must not be the name";
    if (code == "name_malformed") return "The name for signing in must have 2 to 40 characters and no blank";
    if (code == "title_empty" || code == "title_too_long") return "Names of people and organisations have 1 to 40 characters";
    return "What was typed is no text";
}

std::string must_settle(const Settled& settled) {
    if (!settled) throw std::runtime_error(why_not(settled.error()) + "; nothing was changed.");
    return *settled;
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
    root.name = must_settle(settled_title(root.name));
    staff.name = must_settle(settled_sign_in_name(staff.name));
    staff.display_name = must_settle(settled_title(staff.display_name));
    staff.password = must_settle(settled_password(staff.password, {staff.name, staff.display_name, root.name}));
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
