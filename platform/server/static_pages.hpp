// SPDX-License-Identifier: Apache-2.0
// The web pages, read once at the start: what is not in the table cannot be asked for.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "platform/server/request.hpp"

namespace anju::server {

class StaticPages {
  public:
    StaticPages() = default;
    // frame_ancestor: the only origin that may frame the family page; empty: nobody may.
    // Throws std::runtime_error with a sentence when the folder cannot be read.
    static StaticPages read(const std::filesystem::path& folder, std::string frame_ancestor);

    void add(std::string path, std::string type, std::string content);
    // Nothing when there is no page at this path.
    std::optional<Response> answer(const Request&) const;

  private:
    struct Page {
        std::string type, content, tag;
    };
    std::map<std::string, Page, std::less<>> pages_;  // by URL path
    std::string frame_ancestor_;
};

}  // namespace anju::server
