// SPDX-License-Identifier: Apache-2.0
#include "platform/server/options.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>

#include "platform/server/notify/webhook.hpp"
#include "platform/server/turn.hpp"
#include "platform/settings/settings_file.hpp"

namespace anju::server {

namespace {

bool parse_address(std::string_view text, std::string& host_out, std::uint16_t& port_out) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto digits = text.substr(colon + 1);
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port_out);
    if (failed != std::errc{} || end != digits.data() + digits.size()) return false;
    auto host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    host_out = host;
    return true;
}

// Takes one value; answers what it wants when this is not it.
using Take = std::string_view (*)(Options&, const std::string&);

template <auto Member>
std::string_view take_text(Options& out, const std::string& value) {
    out.*Member = value;
    return {};
}

template <auto Host, auto Port>
std::string_view take_address(Options& out, const std::string& value) {
    return parse_address(value, out.*Host, out.*Port) ? "" : "HOST:PORT";
}

template <auto Member>
std::string_view take_origin(Options& out, const std::string& value) {
    out.*Member = value.ends_with('/') ? value.substr(0, value.size() - 1) : value;
    return is_origin(out.*Member) ? "" : "http(s)://HOST[:PORT]";
}

std::string_view take_proxy(Options& out, const std::string& value) {
    out.proxies.push_back(value);
    return {};
}

std::string_view take_relay(Options& out, const std::string& value) {
    out.turn.push_back(value);
    return is_turn_url(value) ? "" : "turn:HOST[:PORT] or turns:HOST[:PORT]";
}

std::string_view take_gateway(Options& out, const std::string& value) {
    out.notify_url = value;
    return webhook_url(value) ? "" : "http(s)://HOST[:PORT][/PATH]";
}

std::string_view take_time(Options& out, const std::string& value) {
    out.now = contract::from_rfc3339(value);
    return out.now ? "" : "a time like 2026-11-21T09:41:00+08:00";
}

std::string_view take_kind(Options& out, const std::string& value) {
    out.kind = value;
    const bool known = value == "city" || value == "district" || value == "town" || value == "institution";
    return known ? "" : "city, district, town or institution";
}

std::string_view take_format(Options& out, const std::string& value) {
    out.format = value;
    return value == "csv" || value == "json" ? "" : "csv or json";
}

std::string_view take_language(Options& out, const std::string& value) {
    out.language = value;
    return value == "zh" || value == "en" ? "" : "zh or en";
}

enum class Where { Everywhere, CommandLine };

struct KnownOption {
    settings::Key key;
    Take take;
    Where where = Where::Everywhere;
    std::optional<Command> command = Command::Serve;  // nothing: all of them
};

constexpr KnownOption kOptions[] = {
    {{"listen"}, take_address<&Options::host, &Options::port>},
    {{"listen-tls"}, take_address<&Options::tls_host, &Options::tls_port>},
    {{"metrics-listen"}, take_address<&Options::metrics_host, &Options::metrics_port>},
    {{"certificate"}, take_text<&Options::certificate>},
    {{"key"}, take_text<&Options::key>},
    {{"proxy", settings::Kind::List}, take_proxy},
    {{"database"}, take_text<&Options::database>, Where::Everywhere, std::nullopt},
    {{"web"}, take_text<&Options::web>},
    {{"public-url"}, take_origin<&Options::public_url>},
    {{"frame-ancestor"}, take_origin<&Options::frame_ancestor>},
    {{"demo"}, take_text<&Options::demo>},
    {{"art"}, take_text<&Options::art>},
    {{"turn", settings::Kind::List}, take_relay},
    {{"turn-secret"}, take_text<&Options::turn_secret>},
    {{"notify-url"}, take_gateway},
    {{"notify-secret"}, take_text<&Options::notify_secret>},
    {{"notify-texts"}, take_text<&Options::notify_texts>},
    {{"ready"}, take_text<&Options::ready>},
    {{"now"}, take_time, Where::Everywhere, std::nullopt},
    {{"organisation"}, take_text<&Options::organisation>, Where::CommandLine, Command::Init},
    {{"kind"}, take_kind, Where::CommandLine, Command::Init},
    {{"name"}, take_text<&Options::name>, Where::CommandLine, Command::Init},
    {{"display-name"}, take_text<&Options::display_name>, Where::CommandLine, Command::Init},
    {{"password-file"}, take_text<&Options::password_file>, Where::CommandLine, Command::Init},
    {{"organisation"}, take_text<&Options::organisation>, Where::CommandLine, Command::Import},
    {{"format"}, take_format, Where::CommandLine, Command::Export},
    {{"language"}, take_language, Where::CommandLine, Command::Export},
};

struct CommandWord {
    std::string_view word;
    Command command;
    std::string_view place;  // what follows it; empty: nothing
};
constexpr CommandWord kCommands[] = {
    {"serve", Command::Serve, ""}, {"init", Command::Init, ""}, {"backup", Command::Backup, "TO"}, {"restore", Command::Restore, "FROM"},
    {"import", Command::Import, "FILE"}, {"export", Command::Export, "TO"}};

std::vector<settings::Key> keys_of_a_file() {
    std::vector<settings::Key> keys;
    for (const KnownOption& known : kOptions) {
        if (known.where == Where::Everywhere) keys.push_back(known.key);
    }
    return keys;
}

struct Given {
    std::string said_as;  // "--listen", or "FILE:LINE: listen"
    std::vector<std::string> values;
};

class Reading {
  public:
    explicit Reading(const std::vector<std::string>& arguments) : words_(arguments) {}

    OptionsRead read() {
        read_command();
        while (at_ < words_.size() && !out_.options.help) read_word();
        if (out_.options.help) return std::move(out_);
        if (!config_.empty()) read_file();
        for (const KnownOption& known : kOptions) apply(known);
        demand_whole();
        return std::move(out_);
    }

  private:
    template <class... Parts>
    void problem(fmt::format_string<Parts...> form, Parts&&... parts) {
        out_.problems.push_back(fmt::format(form, std::forward<Parts>(parts)...));
    }

    void read_command() {
        if (words_.empty() || words_[0].starts_with('-')) return;
        for (const CommandWord& known : kCommands) {
            if (known.word == words_[0]) word_ = &known;
        }
        ++at_;
        if (!word_) return problem("Unknown command {}; --help lists them.", words_[0]);
        out_.options.command = word_->command;
    }

    void read_word() {
        const std::string name = words_[at_++];
        Options& options = out_.options;
        if (name == "--help") {
            options.help = true;
        } else if (name == "--check") {
            options.check = true;
        } else if (name == "--replace" && options.command == Command::Restore) {
            options.replace = true;
        } else if (name == "--dry-run" && options.command == Command::Import) {
            options.dry_run = true;
        } else if (name == "--keep-good" && options.command == Command::Import) {
            options.keep_good = true;
        } else if (name == "--config" || known_of(name)) {
            if (at_ == words_.size()) return problem("{} needs a value.", name);
            if (name == "--config") {
                config_ = words_[at_++];
                return;
            }
            auto& given = given_[name.substr(2)];
            given.said_as = name;
            if (known_of(name)->key.kind == settings::Kind::Text) given.values.clear();
            given.values.push_back(words_[at_++]);
        } else if ((name == "-" || !name.starts_with('-')) && word_ && !word_->place.empty() && options.place.empty()) {
            options.place = name;
        } else {
            problem("Unknown option {}; --help lists them.", name);
        }
    }

    const KnownOption* known_of(std::string_view name) const {
        for (const KnownOption& known : kOptions) {
            const bool here = !known.command || *known.command == out_.options.command;
            if (here && name.starts_with("--") && name.substr(2) == known.key.name) return &known;
        }
        return nullptr;
    }

    void read_file() {
        auto file = settings::read_all_settings(config_, keys_of_a_file());
        std::move(file.faults.begin(), file.faults.end(), std::back_inserter(out_.problems));
        for (settings::Setting& setting : file.settings) {
            given_.try_emplace(setting.key, Given{setting.place + ": " + setting.key, std::move(setting.words)});
        }
    }

    void apply(const KnownOption& known) {
        const auto found = given_.find(std::string(known.key.name));
        if (found == given_.end()) return;
        for (const std::string& value : found->second.values) {
            if (const auto wants = known.take(out_.options, value); !wants.empty()) problem("{} wants {}, not {}.", found->second.said_as, wants, value);
        }
    }

    // What goes together, and what may not be missing.
    void demand_whole() {
        const Options& options = out_.options;
        if (word_ && !word_->place.empty() && options.place.empty()) problem("{} needs {}: --help says more.", word_->word, word_->place);
        if (options.dry_run && options.keep_good) problem("--dry-run and --keep-good do not go together.");
        if (options.turn.empty() != options.turn_secret.empty()) problem("--turn and --turn-secret go together.");
        if (!options.tls_host.empty() && (options.certificate.empty() || options.key.empty())) {
            problem("--listen-tls needs --certificate and --key, both PEM files.");
        }
        if (options.notify_url.empty() != options.notify_secret.empty()) problem("--notify-url and --notify-secret go together.");
    }

    const std::vector<std::string>& words_;
    std::size_t at_ = 0;
    const CommandWord* word_ = nullptr;
    std::string config_;
    std::map<std::string, Given> given_;
    OptionsRead out_;
};

}  // namespace

bool is_origin(std::string_view text) {
    const auto rest = text.starts_with("http://") ? text.substr(7) : text.starts_with("https://") ? text.substr(8) : "";
    return !rest.empty() && std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':' || c == '[' || c == ']';
    });
}

OptionsRead read_options(const std::vector<std::string>& arguments) { return Reading(arguments).read(); }

tl::expected<Options, std::string> parse_options(const std::vector<std::string>& arguments) {
    OptionsRead read = read_options(arguments);
    if (!read.problems.empty()) return tl::make_unexpected(read.problems.front());
    return std::move(read.options);
}

}  // namespace anju::server
