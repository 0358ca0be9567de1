// SPDX-License-Identifier: Apache-2.0
#include "platform/settings/settings_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#include <toml++/toml.h>

namespace anju::settings {
namespace {

constexpr std::size_t kLargest = 1 << 20;

tl::expected<std::string, std::string> text_of(const std::string& file) {
    const std::unique_ptr<FILE, int (*)(FILE*)> in(std::fopen(file.c_str(), "re"), std::fclose);
    const auto fails = [&](int why) { return tl::unexpected(fmt::format("{} cannot be read: {}.", file, std::strerror(why))); };
    if (!in) {
        return fails(errno);
    }
    std::string text(kLargest + 1, '\0');
    errno = 0;
    text.resize(std::fread(text.data(), 1, text.size(), in.get()));
    if (std::ferror(in.get()) != 0) {
        return fails(errno);
    }
    if (text.size() > kLargest) {
        return tl::unexpected(fmt::format("{} cannot be a configuration: it has more than a MiB.", file));
    }
    return text;
}

std::string_view wanted(Kind kind) {
    switch (kind) {
        case Kind::Text: return "a text in quotes";
        case Kind::Number: return "a number";
        case Kind::Switch: return "true or false";
        case Kind::List: return "a list of texts in quotes, in square brackets";
    }
    return {};
}

std::optional<std::vector<std::string>> words_of(const toml::node& node, Kind kind) {
    std::vector<std::string> words;
    if (const auto* text = node.as_string(); text != nullptr && kind == Kind::Text) {
        words.push_back(text->get());
    } else if (const auto* whole = node.as_integer(); whole != nullptr && kind == Kind::Number) {
        words.push_back(std::to_string(whole->get()));
    } else if (const auto* broken = node.as_floating_point(); broken != nullptr && kind == Kind::Number) {
        words.push_back(fmt::format("{}", broken->get()));
    } else if (const auto* on = node.as_boolean(); on != nullptr && kind == Kind::Switch) {
        words.push_back(on->get() ? "true" : "false");
    } else if (const auto* list = node.as_array(); list != nullptr && kind == Kind::List) {
        for (const auto& one : *list) {
            if (!one.is_string()) {
                return std::nullopt;
            }
            words.push_back(one.as_string()->get());
        }
    } else {
        return std::nullopt;
    }
    return words;
}

struct Found {
    std::uint32_t line;
    Setting setting;
    std::string fault;  // empty: none
};

class Reader {
  public:
    Reader(const std::string& file, std::span<const Key> known) : file_(file), known_(known) {}

    void read(const toml::table& table, const std::string& before) {
        for (const auto& [name, node] : table) {
            const auto key = before + std::string(name.str());
            const auto it = std::ranges::find(known_, key, &Key::name);
            if (it != known_.end()) {
                take(key, node, it->kind, name.source().begin.line);
            } else if (const auto* inner = node.as_table(); inner != nullptr && table_known(key)) {
                read(*inner, key + ".");
            } else {
                add(key, name.source().begin.line, {}, fmt::format("there is no key {}.", key));
            }
        }
    }

    std::vector<Found> found;

  private:
    bool table_known(const std::string& key) const {
        return std::ranges::any_of(known_, [&](const Key& one) { return one.name.starts_with(key + "."); });
    }

    void take(const std::string& key, const toml::node& node, Kind kind, std::uint32_t line) {
        auto words = words_of(node, kind);
        const bool cut = words && std::ranges::any_of(*words, [](const std::string& word) { return word.find('\0') != word.npos; });
        if (!words || cut) {
            add(key, line, {}, cut ? fmt::format("{} holds a character U+0000.", key) : fmt::format("{} wants {}.", key, wanted(kind)));
        } else {
            add(key, line, std::move(*words), {});
        }
    }

    void add(const std::string& key, std::uint32_t line, std::vector<std::string> words, std::string fault) {
        found.push_back({line, {key, std::move(words), fmt::format("{}:{}", file_, line)}, std::move(fault)});
    }

    const std::string& file_;
    std::span<const Key> known_;
};

// The parser reads ahead and would name a line before it. Nothing: all is UTF-8, as far as where characters begin and end.
std::optional<int> line_that_is_not_utf8(std::string_view text) {
    int line = 1, more = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool goes_on = (byte & 0xC0) == 0x80;
        if (goes_on != (more > 0) || byte > 0xF4) {
            return line;
        }
        more = goes_on ? more - 1 : byte < 0x80 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        line += byte == '\n' ? 1 : 0;
    }
    return more > 0 ? std::optional(line) : std::nullopt;
}

// What the parser says, on one line and as a sentence.
std::string sentence(std::string_view text) {
    std::string out(text);
    std::ranges::replace(out, '\n', ' ');
    return out.ends_with('.') ? out : out + ".";
}

}  // namespace

Read read_all_settings(const std::string& file, std::span<const Key> known) {
    const auto text = text_of(file);
    if (!text) {
        return {{}, {text.error()}};
    }
    if (const auto line = line_that_is_not_utf8(*text)) {
        return {{}, {fmt::format("{}:{}: this line is not in UTF-8.", file, *line)}};
    }
    const auto parsed = toml::parse(*text, file);
    if (!parsed) {
        const auto& error = parsed.error();
        return {{}, {fmt::format("{}:{}: {}", file, error.source().begin.line, sentence(error.description()))}};
    }
    Reader reader(file, known);
    reader.read(parsed.table(), {});
    std::ranges::stable_sort(reader.found, {}, &Found::line);
    Read out;
    for (auto& one : reader.found) {
        if (one.fault.empty()) {
            out.settings.push_back(std::move(one.setting));
        } else {
            out.faults.push_back(fmt::format("{}: {}", one.setting.place, one.fault));
        }
    }
    return out;
}

tl::expected<std::vector<Setting>, std::string> read_settings(const std::string& file, std::span<const Key> known) {
    Read read = read_all_settings(file, known);
    if (!read.faults.empty()) {
        return tl::unexpected(std::move(read.faults.front()));
    }
    return std::move(read.settings);
}

}  // namespace anju::settings
