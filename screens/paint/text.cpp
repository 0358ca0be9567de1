// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/text.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "screens/emoji.hpp"

namespace anju::paint {

namespace {

constexpr std::size_t kMostCharacters = 600;
constexpr std::size_t kMostBytesRead = 100'000;
constexpr char32_t kAnyPicture = 0x1F600;  // what the rules of line breaks take a picture for
constexpr char32_t kBox = 0x25A1;  // □

bool is_han(char32_t c) { return c >= 0x2E80 && c != 0x3000 && u_isalpha(static_cast<UChar32>(c)) != 0; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_space(char32_t c) { return c == U' ' || c == 0x3000 || c == 0x2009 || c == 0x00A0; }
bool is_pause(char32_t c) { return std::u32string_view(U"、，。：；！？,.:;!?").find(c) != std::u32string_view::npos; }

// Costs of a break before text[i]; infinite where there must be none.
std::vector<double> break_costs(const std::u32string& text) {
    constexpr double kNever = std::numeric_limits<double>::infinity();
    std::vector<double> cost(text.size() + 1, kNever);
    std::u32string plain = text;
    std::ranges::replace_if(plain, is_picture, kAnyPicture);
    icu::UnicodeString units = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(plain.data()), static_cast<int32_t>(plain.size()));
    std::vector<std::size_t> place(static_cast<std::size_t>(units.length()) + 1, 0);
    std::size_t unit = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        place[std::min(unit, place.size() - 1)] = i;
        unit += i < text.size() && text[i] > 0xFFFF ? 2 : 1;
    }
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> lines(icu::BreakIterator::createLineInstance(icu::Locale::getChina(), error));
    if (U_FAILURE(error) || !lines) {
        std::fill(cost.begin(), cost.end(), 1.0);
        return cost;
    }
    lines->setText(units);
    for (int32_t at = lines->first(); at != icu::BreakIterator::DONE; at = lines->next()) {
        cost[place[static_cast<std::size_t>(at)]] = 0.15;
    }
    const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getChina(), error));
    std::vector<bool> word(text.size() + 1, true);
    if (U_SUCCESS(error) && words) {
        word.assign(text.size() + 1, false);
        words->setText(units);
        for (int32_t at = words->first(); at != icu::BreakIterator::DONE; at = words->next()) {
            word[place[static_cast<std::size_t>(at)]] = true;
        }
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char32_t before = text[i - 1], after = text[i];
        if (is_pause(before) || (is_space(before) && i >= 2 && is_pause(text[i - 2]))) {
            cost[i] = std::min(cost[i], 0.0);
        } else if (!word[i]) {
            cost[i] += 1.0;
        } else if (is_space(before)) {
            cost[i] = std::min(cost[i], 0.1);
        }
        // 12点, 3 张, 第 1: the number stays with what it counts.
        const bool spaced = is_space(before) && i >= 2;
        const char32_t last = spaced ? text[i - 2] : before;
        if ((is_digit(last) && (is_han(after) || after == U'%' || after == 0x00B0)) || (is_han(last) && is_digit(after) && spaced)) {
            cost[i] = kNever;
        }
    }
    cost[text.size()] = 0;
    return cost;
}

// Belongs to the character before it.
bool is_mark(char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_GRAPHEME_EXTEND) != 0; }

std::u32string to_utf32(std::string_view utf8) {
    std::u32string out;
    for (int32_t i = 0; i < static_cast<int32_t>(utf8.size());) {
        UChar32 c = 0;
        U8_NEXT(reinterpret_cast<const uint8_t*>(utf8.data()), i, static_cast<int32_t>(utf8.size()), c);
        if (c >= 0) {
            out.push_back(static_cast<char32_t>(c));
        }
    }
    return out;
}

std::u32string trimmed(std::u32string_view line) {
    while (!line.empty() && is_space(line.back())) {
        line.remove_suffix(1);
    }
    while (!line.empty() && is_space(line.front())) {
        line.remove_prefix(1);
    }
    return std::u32string(line);
}

}  // namespace

namespace {

// Letters one by one; what cannot be drawn is left out, or a box.
class Cleaner {
  public:
    Cleaner(Fonts& fonts, Weight weight, LineEnds ends) : fonts_(fonts), weight_(weight), ends_(ends) {}

    bool full() const { return out_.size() >= kMostCharacters; }

    void letters(std::string_view utf8) {
        const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
        const auto size = static_cast<int32_t>(utf8.size());
        for (int32_t i = 0; i < size && !full();) {
            UChar32 c = 0;
            U8_NEXT(bytes, i, size, c);
            if (c >= 0) {
                letter(c);
            }
        }
    }

    void picture(std::string_view utf8) {
        for (const char32_t c : fonts_.emoji().drawn(to_utf32(utf8))) {
            if (!full() && fonts_.has(c, weight_)) {
                out_.push_back(c);
            }
        }
    }

    std::u32string done() {
        while (!out_.empty() && (out_.back() == U' ' || out_.back() == U'\n')) {
            out_.pop_back();
        }
        return std::move(out_);
    }

  private:
    void letter(UChar32 c) {
        const auto type = u_charType(c);
        if (c == '\n' && ends_ == LineEnds::Stay) {
            while (!out_.empty() && out_.back() == U' ') {
                out_.pop_back();
            }
            if (!out_.empty() && out_.back() != U'\n') {
                out_.push_back(U'\n');
            }
            return;
        }
        if (c == '\n' || c == '\t' || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR) {
            c = ' ';
        } else if (type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_SURROGATE || type == U_PRIVATE_USE_CHAR ||
                   type == U_UNASSIGNED || u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) != 0 ||
                   u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) {
            return;
        }
        auto character = static_cast<char32_t>(c);
        if (!fonts_.has(character, weight_)) {
            if (c == 0x2009 || c == 0x202F || c == 0x00A0) {
                character = U' ';
            } else if (u_isalpha(c) != 0) {
                character = kBox;
            } else if (u_hasBinaryProperty(c, UCHAR_EMOJI) != 0) {  // ❤ as a letter, which the letters lack
                out_ += fonts_.emoji().drawn({&character, 1});
                return;
            } else {
                return;  // a sign that no font has
            }
        }
        if (character == U' ' && (out_.empty() || out_.back() == U' ' || out_.back() == U'\n')) {
            return;
        }
        out_.push_back(character);
    }

    Fonts& fonts_;
    Weight weight_;
    LineEnds ends_;
    std::u32string out_;
};

}  // namespace

std::u32string clean(std::string_view utf8, Fonts& fonts, Weight weight, LineEnds ends) {
    utf8 = utf8.substr(0, kMostBytesRead);
    Cleaner cleaner(fonts, weight, ends);
    if (!screens::may_hold_pictures(utf8)) {
        cleaner.letters(utf8);
        return cleaner.done();
    }
    for (const auto& cluster : screens::clusters(utf8)) {
        if (cleaner.full()) {
            break;
        }
        if (cluster.picture) {
            cleaner.picture(cluster.text);
        } else {
            cleaner.letters(cluster.text);
        }
    }
    return cleaner.done();
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()), static_cast<int32_t>(text.size())).toUTF8String(out);
    return out;
}

Wrapped wrap(std::u32string text, Fonts& fonts, Weight weight, double size, double width, int most_lines) {
    if (const auto end = text.find(U'\n'); end != std::u32string::npos) {
        Wrapped first = wrap(text.substr(0, end), fonts, weight, size, width, most_lines);
        const int left = most_lines - static_cast<int>(first.lines.size());
        Wrapped rest = wrap(text.substr(end + 1), fonts, weight, size, width, left);
        first.lines.insert(first.lines.end(), rest.lines.begin(), rest.lines.end());
        first.clipped = first.clipped || rest.clipped;
        first.torn = first.torn || rest.torn;
        return first;
    }
    if (text.empty() || most_lines < 1) {
        return {{}, !text.empty(), false};
    }
    if (fonts.width(text, weight, size) <= width) {
        return {{std::move(text)}, false, false};
    }
    auto costs = break_costs(text);
    std::vector<double> at(text.size() + 1, 0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        at[i + 1] = at[i] + fonts.advance(text[i], weight, size);
    }
    // Fewest lines first, then the best looking: slack squared and the cost of each break.
    struct Best {
        int lines = 1 << 20;
        double cost = 0;
        std::size_t from = 0;
    };
    const auto plan = [&](bool anywhere) {
        std::vector<Best> best(text.size() + 1);
        best[0] = {0, 0, 0};
        for (std::size_t end = 1; end <= text.size(); ++end) {
            const double break_cost = costs[end];
            if (std::isinf(break_cost) && !anywhere) {
                continue;
            }
            std::size_t shown = end;
            while (shown > 0 && is_space(text[shown - 1])) {
                --shown;
            }
            for (std::size_t from = end; from-- > 0;) {
                const double used = at[shown] - at[from];
                if (shown > from && used > width) {
                    break;
                }
                if (best[from].lines >= (1 << 20)) {
                    continue;
                }
                const double slack = 1 - std::max(0.0, used) / width;
                const bool alone = shown - from == 1 && text.size() > 1;
                const double torn_cost = end < text.size() && is_mark(text[end]) ? 50.0 : 3.0;
                const double cost = best[from].cost + slack * slack + (std::isinf(break_cost) ? torn_cost : break_cost) + (alone ? 4.0 : 0.0);
                const int lines = best[from].lines + 1;
                if (lines < best[end].lines || (lines == best[end].lines && cost < best[end].cost)) {
                    best[end] = {lines, cost, from};
                }
            }
        }
        return best;
    };
    bool torn = false;
    auto best = plan(false);
    if (best[text.size()].lines >= (1 << 20)) {  // a word longer than the line
        best = plan(true);
        torn = true;
    }
    if (best[text.size()].lines >= (1 << 20)) {  // not even one character fits
        return {{}, true, true};
    }
    Wrapped out;
    out.torn = torn;
    for (std::size_t end = text.size(); end > 0; end = best[end].from) {
        out.lines.insert(out.lines.begin(), trimmed(std::u32string_view(text).substr(best[end].from, end - best[end].from)));
    }
    if (static_cast<int>(out.lines.size()) > most_lines) {
        out.lines.resize(static_cast<std::size_t>(most_lines));
        out.clipped = true;
    }
    return out;
}

}  // namespace anju::paint
