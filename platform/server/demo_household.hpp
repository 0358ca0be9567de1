// SPDX-License-Identifier: Apache-2.0
// The demo: one street, its technician and its manager, Mrs Wang's family and two more homes, all invented.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/server/repository.hpp"

namespace anju::server {

struct Demo {
    struct Login {
        std::string role, name, password, display_name;
    };
    struct Link {
        std::string member, name, relation, token;
    };
    std::string household, household_name;
    std::vector<Login> logins;
    std::vector<Link> family;  // 小芳 first
};

// Gives the renditions of one drawing of art/, by its name without ending: "portrait-daughter".
using DemoPicture = std::function<Stored<NewPhoto>(const std::string& name)>;

// Only into an empty database; Conflict "not_empty" otherwise.
[[nodiscard]] Stored<Demo> seed_demo(Repository&, const DemoPicture&, Time now);

// The text of demo.json; its file must be readable by its owner only.
std::string demo_json(const Demo&);

// Who tries the demo opens its links with one browser after another, and none ever comes to take a phone back: the
// phones used longest ago are, until each link has room for two more. Refused "demo_malformed".
[[nodiscard]] Stored<void> make_room_for_phones(Repository&, std::string_view demo_json, Time now);

}  // namespace anju::server
