// SPDX-License-Identifier: Apache-2.0
// What is said of each event, in each language: data, with {elder}, {name} and {link} filled in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "platform/server/records.hpp"

namespace anju::server {

class NoticeTexts {
  public:
    // Of JSON {"EVENT": {"LANGUAGE": "…"}}; the error is one sentence. Every event must be there in zh and en.
    static tl::expected<NoticeTexts, std::string> read(std::string_view json);
    static NoticeTexts ours();

    // By language. A name is put in as it is: it cannot bring a {link} along.
    std::map<std::string, std::string> fill(const Notice&, std::string_view link) const;

  private:
    std::map<std::string, std::map<std::string, std::string>> texts_;
};

}  // namespace anju::server
