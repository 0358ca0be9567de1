// SPDX-License-Identifier: Apache-2.0
// What anju-platform does when it is asked to. All throw std::runtime_error with one sentence for the operator.
#pragma once

#include <string>
#include <string_view>

#include "platform/server/notify/texts.hpp"
#include "platform/server/options.hpp"
#include "platform/server/server.hpp"

namespace anju::server {

// Until SIGTERM or SIGINT; answers the exit code.
int serve(const Options&);
void first_administrator(const Options&);
void back_up(const Options&);
void restore(const Options&);
// 0; 2 when a row is refused, whatever was written.
int import_list(const Options&);
void export_list(const Options&);

// All that is wrong with what was given, on standard output; answers the exit code. Changes nothing.
int check(const OptionsRead&);

// The first line of a file; `whose` is for the sentence.
std::string secret_in(const std::string& path, std::string_view whose);
NoticeTexts texts_in(const std::string& path);

// What serve() gives to the server: reads the files that the options name.
ServerOptions server_options(const Options&);
Time start_of(const Options&);

}  // namespace anju::server
