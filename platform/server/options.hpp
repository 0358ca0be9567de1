// SPDX-License-Identifier: Apache-2.0
// What the command line of anju-platform and its configuration file say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "platform/contract/time.hpp"

namespace anju::server {

enum class Command { Serve, Init, Backup, Restore, Import, Export };

struct Options {
    Command command = Command::Serve;
    std::string host = "127.0.0.1";
    std::uint16_t port = 8420;       // 0: any free one
    std::string tls_host;            // empty: no TLS of our own
    std::uint16_t tls_port = 0;      // 0: any free one
    std::string metrics_host;        // empty: no figures for anybody
    std::uint16_t metrics_port = 0;  // 0: any free one
    std::string certificate, key;    // PEM files, read again when they change
    std::vector<std::string> proxies;  // addresses whose X-Forwarded-… headers are believed
    std::string database = "sqlite:anju.db";
    std::string web;                 // folder of the pages; empty: none
    std::string demo;                // folder for demo.json; empty: no demo household
    std::string art;                 // pictures of the demo household
    std::string public_url;          // empty: http://host:port
    std::string frame_ancestor;      // origin that may frame the family page
    std::vector<std::string> turn;   // URLs of relays
    std::string turn_secret;         // file of the secret they share with us
    std::string notify_url;          // webhook of notices; empty: none
    std::string notify_secret;       // file of the secret that signs them
    std::string notify_texts;        // file of other texts than ours
    std::string ready;               // file written once it answers
    std::optional<contract::Time> now;

    std::string organisation, kind = "city";  // init: the root of the tree; import: whose new homes are
    std::string name, display_name;           // init: the first administrator
    std::string password_file;                // init: "-" is standard input
    std::string place;                        // backup, export: to where; restore, import: from where
    bool replace = false;                     // restore: over what is there
    bool dry_run = false, keep_good = false;  // import
    std::string format = "csv", language = "zh";  // export

    bool check = false;
    bool help = false;
};

struct OptionsRead {
    Options options;
    std::vector<std::string> problems;  // one sentence each; with any of them the options are not to be used
};

// Command line and, where --config names one, the file; the command line wins.
OptionsRead read_options(const std::vector<std::string>& arguments);

// The first problem only.
tl::expected<Options, std::string> parse_options(const std::vector<std::string>& arguments);

// "http://127.0.0.1:8421": scheme, host, perhaps a port, nothing more.
bool is_origin(std::string_view text);

extern const char* const kUsage;

}  // namespace anju::server
