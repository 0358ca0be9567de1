// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <string_view>

#include <fmt/format.h>

#include "platform/settings/command_line.hpp"
#include "terminal/app/guard_socket.hpp"

namespace anju::app {
namespace {

using Fault = std::optional<std::string>;

constexpr int kSmallestSide = 360, kLargestSide = 8192;

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

Fault set_platform(Options& options, std::string_view value) {
    const bool web = value.starts_with("http://") || value.starts_with("https://");
    if (!web || value.find("//") + 2 == value.size()) {
        return fmt::format("--platform wants an address such as http://127.0.0.1:8420, not {}.",
                           value);
    }
    while (value.ends_with('/')) {
        value.remove_suffix(1);
    }
    options.platform = value;
    return std::nullopt;
}

Fault set_now(Options& options, std::string_view value) {
    options.now = contract::from_rfc3339(value);
    if (!options.now) {
        return fmt::format("--now wants a time such as 2026-11-21T09:41:00+08:00, not {}.", value);
    }
    return std::nullopt;
}

// 0: none that a picture can have.
int side(std::string_view text) {
    const int length = number(text).value_or(0);
    return length >= kSmallestSide && length <= kLargestSide ? length : 0;
}

Fault set_size(Options& options, std::string_view value) {
    const auto x = std::min(value.find('x'), value.size());
    const int width = side(value.substr(0, x));
    const int height = side(value.substr(std::min(x + 1, value.size())));
    if (width == 0 || height == 0) {
        return fmt::format("--size wants WIDTHxHEIGHT, each {} to {}, such as 1920x1080, not {}.",
                           kSmallestSide, kLargestSide, value);
    }
    options.width = width;
    options.height = height;
    return std::nullopt;
}

Fault set_language(Options& options, std::string_view value) {
    if (value != "zh" && value != "en") {
        return fmt::format("--language is zh or en, not {}.", value);
    }
    options.language = value == "zh" ? model::Language::Chinese : model::Language::English;
    return std::nullopt;
}

Fault set_scale(Options& options, std::string_view value) {
    if (value == "1") {
        options.text_size = model::TextSize::Standard;
    } else if (value == "1.25") {
        options.text_size = model::TextSize::Large;
    } else if (value == "1.6") {
        options.text_size = model::TextSize::Largest;
    } else {
        return fmt::format("--scale is 1, 1.25 or 1.6, not {}.", value);
    }
    return std::nullopt;
}

Fault set_mirror(Options& options, std::string_view value) {
    options.mirror = number(value);
    if (!options.mirror || *options.mirror < 0 || *options.mirror > 65535) {
        return fmt::format("--mirror wants a port, 0 to 65535, not {}.", value);
    }
    return std::nullopt;
}

Fault set_font(Options& options, std::string_view value) {
    if (value == "auto") {
        options.font = paint::FontChoice::Automatic;
    } else if (value == "noto") {
        options.font = paint::FontChoice::Noto;
    } else if (value == "wqy") {
        options.font = paint::FontChoice::MicroHei;
    } else {
        return fmt::format("--font is auto, noto or wqy, not {}.", value);
    }
    return std::nullopt;
}

Fault set_presenter(Options& options, std::string_view value) {
    if (value == "auto") {
        options.presenter = paint::PresenterChoice::Automatic;
    } else if (value == "surface") {
        options.presenter = paint::PresenterChoice::Surface;
    } else if (value == "texture") {
        options.presenter = paint::PresenterChoice::Texture;
    } else {
        return fmt::format("--presenter is auto, surface or texture, not {}.", value);
    }
    return std::nullopt;
}

template <std::string Options::*Field>
Fault keep(Options& options, std::string_view value) {
    options.*Field = value;
    return std::nullopt;
}

template <bool Options::*Field>
Fault turn_on(Options& options, std::string_view) {
    options.*Field = true;
    return std::nullopt;
}

// Its token would stand in our arguments, for everybody on this machine to read.
Fault read_family_url(Options& options, std::string_view value) {
    std::ifstream file{std::string(value)};
    if (!std::getline(file, options.family_url) || options.family_url.empty()) {
        return fmt::format("--family-url-file wants a file with an address in its first line, not {}.", value);
    }
    std::getline(file, options.family_name);
    return std::nullopt;
}

Fault add_input(Options& options, std::string_view value) {
    options.inputs.emplace_back(value);
    return std::nullopt;
}

Fault set_guard(Options& options, std::string_view value) {
    if (value.size() > kLongestSocketPath) {
        return fmt::format("--guard wants the path of a socket, at most {} characters, not {}.", kLongestSocketPath, value);
    }
    options.guard = value;
    return std::nullopt;
}

Fault set_camera(Options& options, std::string_view value) {
    if (value != "auto" && value != "none" && value != "test" && !value.starts_with('/')) {
        return fmt::format("--camera is auto, none, test or a device such as /dev/video0, not {}.", value);
    }
    options.camera = value;
    return std::nullopt;
}

Fault set_microphone(Options& options, std::string_view value) {
    if (value != "auto" && value != "none" && value != "test") {
        return fmt::format("--microphone is auto, none or test, not {}.", value);
    }
    options.microphone = value;
    return std::nullopt;
}

Fault set_speaker(Options& options, std::string_view value) {
    if (value != "auto" && value != "none") {
        return fmt::format("--speaker is auto or none, not {}.", value);
    }
    options.speaker = value;
    return std::nullopt;
}

struct Word {
    std::string_view name, value;  // value empty: a switch
    std::string_view meaning;
    Fault (*apply)(Options&, std::string_view);
    std::optional<settings::Kind> kept = {};  // what it is in a configuration file; none: only for the command line
};

using settings::Kind;

constexpr std::array kWords{
    Word{"--config", "FILE", "what the file says, in TOML; words here win", keep<&Options::config>},
    Word{"--platform", "URL", "the platform, such as http://127.0.0.1:8420", set_platform, Kind::Text},
    Word{"--ca", "FILE", "authority that signed the platform's certificate (PEM), kept at pairing", keep<&Options::ca>, Kind::Text},
    Word{"--data", "DIR", "identity, cache, photos, settings", keep<&Options::data>, Kind::Text},
    Word{"--input", "PATH", "a remote: device or FIFO of input_event; repeatable", add_input, Kind::List},
    Word{"--size", "WxH", "of the picture, 1920x1080", set_size, Kind::Text},
    Word{"--fullscreen", "", "the whole screen instead of a window", turn_on<&Options::fullscreen>, Kind::Switch},
    Word{"--headless", "", "no window; see --mirror", turn_on<&Options::headless>},
    Word{"--presenter", "WORD", "auto, surface or texture", set_presenter, Kind::Text},
    Word{"--language", "zh|en", "instead of the one kept on this TV", set_language, Kind::Text},
    Word{"--scale", "N", "text size 1, 1.25 or 1.6, likewise", set_scale, Kind::Number},
    Word{"--font", "WORD", "auto, noto (Noto Sans CJK) or wqy (WenQuanYi Micro Hei)", set_font, Kind::Text},
    Word{"--now", "RFC3339", "the clock starts there and runs", set_now},
    Word{"--mirror", "PORT", "a page on 127.0.0.1 with the screen and a remote; 0: any port",
         set_mirror},
    Word{"--family-url", "URL", "shown in the mirror's phone", keep<&Options::family_url>},
    Word{"--family-url-file", "FILE", "the same from a file: its token is nobody else's to read", read_family_url},
    Word{"--web", "DIR", "files of the mirror's page", keep<&Options::web>},
    Word{"--script", "PATH", "a scripted remote: file or FIFO", keep<&Options::script>},
    Word{"--record", "FILE", "what happens, without names and words", keep<&Options::record>},
    Word{"--replay", "FILE", "show what a recording leads to", keep<&Options::replay>},
    Word{"--ready", "FILE", "written after the first picture; its time goes on as long as the program turns", keep<&Options::ready>},
    Word{"--camera", "WORD", "auto, none, test, or a device such as /dev/video0", set_camera, Kind::Text},
    Word{"--microphone", "WORD", "auto, none or test", set_microphone, Kind::Text},
    Word{"--speaker", "WORD", "auto or none, of visits and films", set_speaker, Kind::Text},
    Word{"--speechd", "SOCKET", "a private speech-dispatcher", keep<&Options::speechd>, Kind::Text},
    Word{"--guard", "SOCKET", "of the alarm guard, /run/anju-alarmd/socket", set_guard, Kind::Text},
    Word{"--help", "", "this text", turn_on<&Options::help>},
    Word{"--version", "", "the version", turn_on<&Options::version>},
};

struct Said {
    const Word* word;
    std::string_view value;
};

tl::expected<std::vector<Said>, std::string> words_of(std::span<const char* const> arguments) {
    std::array<settings::Option, kWords.size()> known;
    std::ranges::transform(kWords, known.begin(), [](const Word& one) { return settings::Option{one.name, one.value}; });
    const auto read = settings::read_command_line(arguments, known, "anju-tv");
    if (!read) {
        return tl::unexpected(read.error());
    }
    std::vector<Said> all;
    for (const auto& [place, value] : *read) {
        all.push_back({&kWords[place], value});
    }
    return all;
}

// A sentence about an option, as one about the key of the same name.
std::string of_key(std::string_view sentence) { return std::string(sentence.substr(sentence.starts_with("--") ? 2 : 0)); }

Fault read_config(Options& options) {
    const auto keys = settings_keys();
    const auto settings = settings::read_settings(options.config, keys);
    if (!settings) {
        return settings.error();
    }
    for (const auto& setting : *settings) {
        const auto* word = std::ranges::find_if(kWords, [&](const Word& one) { return one.name.substr(2) == setting.key; });
        for (const auto& value : setting.words) {
            if (word->kept == Kind::Switch && value == "false") {
                continue;  // all of them are off by themselves
            }
            auto fault = value.empty() ? Fault(fmt::format("{} wants {}.", word->name, word->value)) : word->apply(options, value);
            if (fault) {
                return fmt::format("{}: {}", setting.place, of_key(*fault));
            }
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<settings::Key> settings_keys() {
    std::vector<settings::Key> keys;
    for (const auto& word : kWords) {
        if (word.kept) {
            keys.push_back({word.name.substr(2), *word.kept});
        }
    }
    return keys;
}

tl::expected<Options, std::string> parse_options(std::span<const char* const> arguments) {
    const auto said = words_of(arguments);
    if (!said) {
        return tl::unexpected(said.error());
    }
    Options options;
    for (const auto& [word, value] : *said) {
        if (word->name == "--config") {
            options.config = value;
        }
    }
    if (!options.config.empty()) {
        if (auto fault = read_config(options)) {
            return tl::unexpected(*fault);
        }
    }
    if (std::ranges::any_of(*said, [](const Said& one) { return one.word->kept == Kind::List; })) {
        options.inputs.clear();  // the one list there is
    }
    for (const auto& [word, value] : *said) {
        if (auto fault = word->apply(options, value)) {
            return tl::unexpected(*fault);
        }
    }
    if (options.help || options.version) {
        return options;
    }
    if (options.platform.empty() && options.replay.empty()) {
        return tl::unexpected<std::string>("anju-tv needs --platform URL, such as http://127.0.0.1:8420.");
    }
    if (options.data.empty()) {
        options.data = default_data_folder();
    }
    if (options.data.empty() && options.replay.empty()) {
        return tl::unexpected<std::string>("anju-tv needs --data DIR: neither XDG_DATA_HOME nor HOME is set.");
    }
    if (options.headless && options.fullscreen) {
        return tl::unexpected<std::string>("--headless has no window that --fullscreen could enlarge.");
    }
    return options;
}

std::string usage() {
    std::string text = "anju-tv: the screen of Anju TV.\n\n";
    for (const auto& word : kWords) {
        text += fmt::format("  {:<24}{}\n", fmt::format("{} {}", word.name, word.value),
                            word.meaning);
    }
    return text;
}

std::string default_data_folder() {
    // Read once, before any thread starts.
    if (const char* folder = std::getenv("XDG_DATA_HOME"); folder && folder[0] == '/') {
        return std::string(folder) + "/anju/tv";
    }
    if (const char* home = std::getenv("HOME"); home && home[0] == '/') {
        return std::string(home) + "/.local/share/anju/tv";
    }
    return {};
}

}  // namespace anju::app
