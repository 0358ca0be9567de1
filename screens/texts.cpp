// SPDX-License-Identifier: Apache-2.0
#include "screens/texts.hpp"

#include <cstdint>
#include <cstring>
#include <span>

namespace anju::screens {

// Made at build time from po/en.po by msgfmt.
extern const unsigned char kEnglishCatalogue[];
extern const std::size_t kEnglishCatalogueSize;

namespace {

// The .mo format: a sorted table of originals and one of translations, in the machine's byte order.
class Catalogue {
  public:
    explicit Catalogue(std::span<const unsigned char> bytes) : bytes_(bytes) {}

    std::string_view find(std::string_view original) const {
        std::uint32_t low = 0;
        std::uint32_t high = number(8);
        while (low < high) {
            const auto middle = low + (high - low) / 2;
            // An entry with plural forms is "one NUL many".
            const auto key = until_nul(entry(number(12), middle));
            if (key == original) {
                return entry(number(16), middle);
            }
            if (key < original) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return {};
    }

    static std::string_view until_nul(std::string_view text) { return text.substr(0, text.find('\0')); }

  private:
    std::uint32_t number(std::size_t at) const {
        std::uint32_t value = 0;
        std::memcpy(&value, bytes_.data() + at, sizeof value);
        return value;
    }
    std::string_view entry(std::uint32_t table, std::uint32_t index) const {
        const auto length = number(table + index * 8);
        const auto offset = number(table + index * 8 + 4);
        return {reinterpret_cast<const char*>(bytes_.data()) + offset, length};
    }

    std::span<const unsigned char> bytes_;
};

std::string fill(std::string_view sentence, Values values, const std::string& n = {}) {
    std::string filled;
    while (!sentence.empty()) {
        const auto open = sentence.find('{');
        const auto close = open == std::string_view::npos ? open : sentence.find('}', open);
        if (close == std::string_view::npos) {
            break;
        }
        filled += sentence.substr(0, open);
        const auto name = sentence.substr(open + 1, close - open - 1);
        if (name == "n") {
            filled += n;
        }
        for (const auto& [key, value] : values) {
            if (key == name) {
                filled += value;
            }
        }
        sentence.remove_prefix(close + 1);
    }
    return filled.append(sentence);
}

}  // namespace

std::string_view translation(model::Language language, std::string_view chinese, int form) {
    if (language == model::Language::Chinese) {
        return chinese;
    }
    const Catalogue english{{kEnglishCatalogue, kEnglishCatalogueSize}};
    auto found = english.find(chinese);
    for (; form > 0 && found.find('\0') != std::string_view::npos; --form) {
        found.remove_prefix(found.find('\0') + 1);
    }
    return Catalogue::until_nul(found);
}

std::string Texts::tr(const char* chinese, Values values) const {
    const auto found = translation(language_, chinese);
    return fill(found.empty() ? chinese : found, values);
}

std::string Texts::trn(const char* chinese, long n, Values values) const {
    // The rule that en.po names in Plural-Forms; a language with other forms brings its own here.
    const int form = n == 1 ? 0 : 1;
    const auto found = translation(language_, chinese, form);
    return fill(found.empty() ? chinese : found, values, std::to_string(n));
}

}  // namespace anju::screens
