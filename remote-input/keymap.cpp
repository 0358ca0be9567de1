// SPDX-License-Identifier: Apache-2.0
#include "remote-input/keymap.hpp"

#include <algorithm>

namespace anju::keys {
namespace {

// Numbers of a statement that no remote comes near; a file that passes them is not a keymap.
constexpr std::size_t kMostWords = 64, kMostLines = 1000;

std::vector<std::string_view> words(std::string_view line) {
    constexpr std::string_view kSpace = " \t\r";
    std::vector<std::string_view> result;
    while (true) {
        const auto begin = line.find_first_not_of(kSpace);
        if (begin == std::string_view::npos) {
            return result;
        }
        const auto end = std::min(line.find_first_of(kSpace, begin), line.size());
        result.push_back(line.substr(begin, end - begin));
        line.remove_prefix(end);
    }
}

class Parser {
  public:
    explicit Parser(const CodeOf& code_of) : code_of_(code_of) {}

    std::optional<std::string> line(std::string_view line) {
        const auto parts = words(line.substr(0, line.find('#')));
        if (parts.empty()) {
            return std::nullopt;
        }
        if (parts.size() > kMostWords) {
            return "too many words";
        }
        if (parts[0] == "match") {
            return match(parts);
        }
        if (parts[0] == "missing") {
            return missing(parts);
        }
        return meaning(parts);
    }

    Keymap take() { return std::move(keymap_); }

  private:
    std::optional<std::string> match(const std::vector<std::string_view>& parts) {
        if (!keymap_.match.empty()) {
            return "a second match";
        }
        return codes(parts, 1, keymap_.match);
    }

    std::optional<std::string> meaning(const std::vector<std::string_view>& parts) {
        const auto key = from_name(parts[0]);
        if (!key) {
            return "no such action: " + std::string(parts[0]);
        }
        if (parts.size() < 2 || parts[1] != "=") {
            return "expected = after " + std::string(parts[0]);
        }
        std::vector<Code> found;
        if (auto problem = codes(parts, 2, found)) {
            return problem;
        }
        for (const Code code : found) {
            if (!keymap_.meanings.emplace(code, *key).second) {
                return "a key of this line has a meaning already";
            }
        }
        return std::nullopt;
    }

    std::optional<std::string> missing(const std::vector<std::string_view>& parts) {
        StandIn stand_in;
        std::size_t at = 1;
        for (bool last = false; !last; ++at) {
            if (at == parts.size()) {
                return "expected : after the actions";
            }
            auto word = parts[at];
            last = word.ends_with(':');
            if (last) {
                word.remove_suffix(1);
            }
            const auto key = from_name(word);
            if (!key) {
                return "no such action: " + std::string(word);
            }
            if (std::count(stand_in.missing.begin(), stand_in.missing.end(), *key) != 0) {
                return "named twice: " + std::string(word);
            }
            stand_in.missing.push_back(*key);
        }
        if (auto problem = codes(parts, at, stand_in.codes)) {
            return problem;
        }
        if (stand_in.codes.size() != stand_in.missing.size()) {
            return "as many keys as actions are needed";
        }
        if (std::set<Code>(stand_in.codes.begin(), stand_in.codes.end()).size() !=
            stand_in.codes.size()) {
            return "one key would do two things";
        }
        keymap_.stand_ins.push_back(std::move(stand_in));
        return std::nullopt;
    }

    std::optional<std::string> codes(const std::vector<std::string_view>& parts, std::size_t from,
                                     std::vector<Code>& into) const {
        if (from >= parts.size()) {
            return "a key is missing";
        }
        for (std::size_t i = from; i < parts.size(); ++i) {
            const auto code = code_of_(parts[i]);
            if (!code) {
                return "no such key: " + std::string(parts[i]);
            }
            into.push_back(*code);
        }
        return std::nullopt;
    }

    const CodeOf& code_of_;
    Keymap keymap_;
};

bool applies(const StandIn& stand_in, const std::map<Code, Key>& given, const std::set<Code>& taken,
             const std::set<Code>& remote) {
    const auto has_a_key = [&](Key key) {
        return std::any_of(given.begin(), given.end(),
                           [&](const auto& entry) { return entry.second == key; });
    };
    const auto may_stand_in = [&](Code code) {
        const auto own = given.find(code);
        return remote.contains(code) && !taken.contains(code) &&
               (own == given.end() || !never_stands_in(own->second));
    };
    return std::none_of(stand_in.missing.begin(), stand_in.missing.end(), has_a_key) &&
           std::all_of(stand_in.codes.begin(), stand_in.codes.end(), may_stand_in);
}

}  // namespace

std::variant<Keymap, KeymapError> parse_keymap(std::string_view text, const CodeOf& code_of) {
    Parser parser(code_of);
    for (int number = 1; !text.empty(); ++number) {
        if (number > static_cast<int>(kMostLines)) {
            return KeymapError{number, "too many lines"};
        }
        const auto end = std::min(text.find('\n'), text.size());
        if (auto problem = parser.line(text.substr(0, end))) {
            return KeymapError{number, std::move(*problem)};
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parser.take();
}

bool never_stands_in(Key key) {
    switch (key) {
        case Key::Up:
        case Key::Down:
        case Key::Left:
        case Key::Right:
        case Key::Ok:
        case Key::Back:
        case Key::Red:
        case Key::Green:
        case Key::Yellow:
        case Key::Blue:
        case Key::Sos:
        case Key::Home:
        case Key::Mute:
            return true;
        case Key::Menu:
        case Key::VolumeUp:
        case Key::VolumeDown:
        case Key::ChannelUp:
        case Key::ChannelDown:
        case Key::Digit0:
        case Key::Digit1:
        case Key::Digit2:
        case Key::Digit3:
        case Key::Digit4:
        case Key::Digit5:
        case Key::Digit6:
        case Key::Digit7:
        case Key::Digit8:
        case Key::Digit9:
            return false;
    }
    return true;
}

std::map<Code, Key> keys_of(const Keymap& keymap, const std::set<Code>& remote) {
    std::map<Code, Key> given;
    for (const auto& [code, key] : keymap.meanings) {
        if (remote.contains(code)) {
            given.emplace(code, key);
        }
    }
    std::set<Code> taken;
    for (const auto& stand_in : keymap.stand_ins) {
        if (!applies(stand_in, given, taken, remote)) {
            continue;
        }
        for (std::size_t i = 0; i < stand_in.codes.size(); ++i) {
            given[stand_in.codes[i]] = stand_in.missing[i];
            taken.insert(stand_in.codes[i]);
        }
    }
    return given;
}

const Keymap* choose(const std::vector<Keymap>& keymaps, const std::set<Code>& remote) {
    const auto fits = [&](const Keymap& keymap) {
        return std::all_of(keymap.match.begin(), keymap.match.end(),
                           [&](Code code) { return remote.contains(code); });
    };
    const auto found = std::find_if(keymaps.begin(), keymaps.end(), fits);
    return found == keymaps.end() ? nullptr : &*found;
}

}  // namespace anju::keys
