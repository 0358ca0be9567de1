// SPDX-License-Identifier: Apache-2.0
// The pages have a word in both languages for every code of the platform, and for none that it does not have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "platform/contract/codec.hpp"
#include "platform/server/care_record.hpp"
#include "platform/server/reading.hpp"
#include "platform/server/relative_facts.hpp"
#include "platform/server/rights_words.hpp"

namespace anju::server {
namespace {

using Codes = std::set<std::string>;

std::string page_file(const std::string& name) {
    std::ifstream file(std::string(ANJU_SOURCE_DIR) + "/platform/web/homes/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What stands between the braces of `name: {`, where only plain strings stand; empty: there is no such object.
std::string object_in(const std::string& text, const std::string& name) {
    std::smatch found;
    if (!std::regex_search(text, found, std::regex("\\b" + name + ": \\{"))) return "";
    int depth = 1;
    bool quoted = false;
    const auto from = static_cast<std::size_t>(found.position() + found.length());
    for (std::size_t i = from; i < text.size(); ++i) {
        quoted = text[i] == '"' ? !quoted : quoted;
        if (!quoted && text[i] == '{') ++depth;
        if (!quoted && text[i] == '}' && --depth == 0) return text.substr(from, i - from);
    }
    return "";
}

// The names in it, not of what is in them.
Codes names_in(const std::string& object) {
    Codes names;
    std::string name;
    int depth = 0;
    bool quoted = false;
    for (const char c : object) {
        quoted = c == '"' ? !quoted : quoted;
        if (quoted) continue;
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth == 0 && c == ':') names.insert(name);
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.') name += c;
        else name.clear();
    }
    return names;
}

// `path` names an object within an object: "choices likes".
void expect_in_both_languages(const std::string& file, const std::string& path, const Codes& codes) {
    const std::string text = page_file(file);
    const auto english = text.find("\nconst en = {");
    ASSERT_NE(english, std::string::npos) << file;
    for (std::string object : {text.substr(0, english), text.substr(english)}) {
        const std::regex blank(" ");
        for (std::sregex_token_iterator part(path.begin(), path.end(), blank, -1), end; part != end; ++part) object = object_in(object, part->str());
        EXPECT_EQ(names_in(object), codes) << file << ": " << path;
    }
}

Codes codes_of(std::span<const FactWord> words) {
    Codes codes;
    for (const FactWord& one : words) codes.emplace(one.word);
    return codes;
}

TEST(PageWords, NameEveryFactAndShowEachOnACard) {
    Codes names;
    for (const Fact& fact : facts()) names.emplace(fact.name);
    const std::string text = page_file("facts.js");
    const auto from = text.find("export const parts = {"), to = text.find("};", from);
    ASSERT_NE(to, std::string::npos);
    const std::string parts = text.substr(from, to - from);
    const std::regex quoted("\"(\\w+)\"");
    Codes shown;
    for (std::sregex_iterator one(parts.begin(), parts.end(), quoted), end; one != end; ++one) EXPECT_TRUE(shown.insert((*one)[1]).second) << "twice: " << (*one)[1];
    EXPECT_EQ(shown, names);
    for (const Fact& fact : kRelativeFacts) names.emplace(fact.name);
    names.insert({"first_contact", "subsidy", "assessment", "contacts"});  // what else an entry of the audit is about
    expect_in_both_languages("fact_words.js", "facts", names);
}

TEST(PageWords, NameWhatAFactMayBe) {
    Codes several, single;
    for (const Fact& fact : facts()) {
        if (fact.words.empty()) continue;
        const bool choices = fact.kind == FactKind::Words;
        (choices ? several : single).emplace(fact.name);
        expect_in_both_languages("fact_words.js", (choices ? "choices " : "values ") + std::string(fact.name), codes_of(fact.words));
    }
    expect_in_both_languages("fact_words.js", "choices", several);
    expect_in_both_languages("fact_words.js", "values", single);
}

TEST(PageWords, NameRelationsAndRights) {
    expect_in_both_languages("family_words.js", "relations", codes_of(kRelations));
    Codes rights;
    const std::string all = written(contract::Rights{true, true, true, true});
    const std::regex comma(",");
    for (std::sregex_token_iterator one(all.begin(), all.end(), comma, -1), end; one != end; ++one) rights.insert(one->str());
    for (const char* object : {"rights", "rightsShort", "rightsAbout"}) expect_in_both_languages("family_words.js", object, rights);
}

TEST(PageWords, NameSubsidiesAssessmentsAndWhatIsMeasured) {
    expect_in_both_languages("records_words.js", "kinds subsidy", codes_of(record_kinds(true)));
    expect_in_both_languages("records_words.js", "kinds assessment", codes_of(record_kinds(false)));
    expect_in_both_languages("records_words.js", "periods", codes_of(record_periods()));
    Codes kinds;
    for (const ReadingKind& one : reading_kinds()) kinds.emplace(one.name);
    expect_in_both_languages("readings_words.js", "kinds", kinds);
    expect_in_both_languages("readings_words.js", "units", kinds);
    expect_in_both_languages("readings_words.js", "meals", codes_of(reading_meals()));
    expect_in_both_languages("readings_words.js", "sources", codes_of(reading_sources()));
}

}  // namespace
}  // namespace anju::server
