// SPDX-License-Identifier: Apache-2.0
// The page's files, read when they are asked for; nothing outside their folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace anju::mirror {

struct File {
    std::string type;  // MIME
    std::string body;
};

// path starts with '/'; "/" is index.html.
std::optional<File> read_page_file(const std::string& root, std::string_view path);

// Where an installed anju-tv finds the page, from the folder of its program; empty: nowhere.
std::string installed_page();

}  // namespace anju::mirror
