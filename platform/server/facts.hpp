// SPDX-License-Identifier: Apache-2.0
// What the platform knows of a home and its person, one value each: its name, and what it may be.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace anju::server {

enum class FactKind {
    Line,      // one line of text
    Date,      // kept as 1944-03-09
    Phone,     // kept as digits, perhaps + before them
    IdNumber,  // 18 characters of GB 11643, the last may be X
    Word,      // one of `words`
    Words,     // some of `words`, and others in one's own: 助餐、其他：学发照片; kept as meals、other:学发照片
};

struct FactWord {
    std::string_view word, written;  // "female", 女
};

struct Fact {
    std::string_view name;     // of the API and of an English list's header
    std::string_view written;  // of a Chinese list's header
    std::string_view column;   // where it stands: "h." household, "p." person, "f." home_file
    FactKind kind = FactKind::Line;
    std::size_t limit = 0;     // code points
    bool required = false;
    bool searched = false;     // a home is found by it
    bool on_tv = false;        // the TV shows it now
    bool identifies = false;   // a row of a list is known to be this home by it
    std::span<const FactWord> words{};
};

// By fact name, as they are kept.
using FactTexts = std::map<std::string, std::string, std::less<>>;

std::span<const Fact> facts();
const Fact* fact_named(std::string_view name);  // null: none

// Full-width letters, digits and signs as a keyboard types them otherwise.
std::string half_width(std::string_view text);

// Text as it is kept: without what cannot be seen, one blank between words.
std::string one_line(std::string_view typed);

// The value as it is kept, "" for nothing. Otherwise a code: not_text, fact_required, fact_too_long, date_malformed,
// date_impossible (before 1900 or after `today`), phone_malformed, id_number_malformed, id_number_check, word_unknown; words_unknown: a
// part of Words is none of them and not marked as one's own.
tl::expected<std::string, std::string> settled(const Fact& fact, std::string_view given, std::chrono::year_month_day today);

// The parts of a value of Words as they are kept, in the order of its words, one's own last. What was kept before there were
// words is one's own.
std::vector<std::string> kept_words(const Fact& fact, std::string_view kept);

// 助餐、其他：学发照片 as a list has it; meals, other: 学发照片 in an English one.
std::string written_words(const Fact& fact, std::string_view kept, bool chinese);
// How a new home is called, and its person, where nobody said so: `name` and 家 (for which a name of the most letters has no room), or `name`.
std::string named_after(const Fact& fact, const std::string& name);

// The part for which settled() says words_unknown.
std::string unknown_part(const Fact& fact, std::string_view given);
// `kept` says what `settled` says.
bool same_value(const Fact& fact, const std::string& kept, const std::string& settled);

// As it may be read by whoever keeps homes: of an identity number the middle is dots.
std::string shown(const Fact& fact, const std::string& value);

// A birthday begins there first.
std::chrono::year_month_day day_in_china(std::chrono::sys_time<std::chrono::milliseconds> now);

}  // namespace anju::server
