// SPDX-License-Identifier: Apache-2.0
// The words: every one has its English, none is stale, none is forbidden, none is too long.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "screens/people.hpp"
#include "screens/texts.hpp"
#include "tests/support/crawl.hpp"

namespace anju::test {
namespace {

namespace fs = std::filesystem;
using model::Language;
using screens::translation;

const fs::path kScreens = fs::path{ANJU_SOURCE_DIR} / "screens";

std::string contents(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

struct Used {
    std::string text, file;
    bool plural = false;
};

std::vector<Used> used_in(const std::string& source, const std::string& file) {
    static const std::regex kCall{R"re(\btr(n?)\(\s*"((?:[^"\\]|\\.)*)"\s*([,)"]))re"};
    std::vector<Used> found;
    for (std::sregex_iterator match{source.begin(), source.end(), kCall}, end; match != end; ++match) {
        EXPECT_NE((*match)[3], "\"") << "one literal a text, so that it can be found: " << (*match)[2];
        found.push_back({(*match)[2], file, (*match)[1] == "n"});
    }
    return found;
}

std::vector<Used> all_used() {
    std::vector<Used> all;
    for (const auto& entry : fs::directory_iterator(kScreens)) {
        if (entry.path().extension() == ".cpp") {
            const auto found = used_in(contents(entry.path()), entry.path().filename());
            all.insert(all.end(), found.begin(), found.end());
        }
    }
    return all;
}

// msgid → msgstr lines of the .po file
std::map<std::string, std::vector<std::string>> entries() {
    static const std::regex kLine{R"re(^(msgid|msgid_plural|msgstr(?:\[\d\])?) "((?:[^"\\]|\\.)*)"$)re"};
    std::map<std::string, std::vector<std::string>> found;
    std::ifstream file{kScreens / "po/en.po"};
    std::string id;
    for (std::string line; std::getline(file, line);) {
        std::smatch match;
        if (std::regex_match(line, match, kLine)) {
            if (match[1] == "msgid") {
                id = match[2];
                EXPECT_TRUE(id.empty() || !found.contains(id)) << "twice: " << id;
            } else if (match[1].str().starts_with("msgstr")) {
                found[id].push_back(match[2]);
            }
        }
    }
    found.erase("");
    return found;
}

std::set<std::string> placeholders(const std::string& text) {
    static const std::regex kName{R"(\{\w+\})"};
    std::set<std::string> names;
    for (std::sregex_iterator match{text.begin(), text.end(), kName}, end; match != end; ++match) {
        names.insert(match->str());
    }
    return names;
}

bool has_chinese(const std::string& text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE3 && byte <= 0xE9;
    });
}

TEST(Texts, EveryTextHasItsEnglish) {
    EXPECT_GT(all_used().size(), 150u);
    for (const auto& used : all_used()) {
        EXPECT_NE(translation(Language::English, used.text), "") << used.text << " in " << used.file;
        if (used.plural) {
            EXPECT_NE(translation(Language::English, used.text, 1), "") << used.text;
        }
    }
}

TEST(Texts, NoTranslationIsStale) {
    std::set<std::string> used;
    for (const auto& text : all_used()) {
        used.insert(text.text);
    }
    for (const auto& [id, translations] : entries()) {
        EXPECT_TRUE(used.contains(id)) << id;
    }
}

TEST(Texts, BothLanguagesHaveTheSamePlaces) {
    for (const auto& [id, translations] : entries()) {
        for (const auto& translated : translations) {
            for (const auto& name : placeholders(translated)) {
                EXPECT_TRUE(placeholders(id).contains(name)) << translated;
            }
        }
        // A time of day is said by its hour in Chinese and by am or pm in English: nothing else may get lost.
        // On the own picture there is no room for a long English name; whose eyes are meant stands in the title.
        static const std::set<std::string> kWithoutWho{"{who}看到的您", "没有摄像头，{who}看不到您", "摄像头关了，{who}看不到您",
                                                       "摄像头打不开，{who}看不到您"};
        for (const auto& name : placeholders(id)) {
            if (kWithoutWho.contains(id) && name == "{who}") {
                continue;
            }
            EXPECT_TRUE(placeholders(translations.back()).contains(name)) << id << " → " << translations.back();
        }
        EXPECT_FALSE(has_chinese(translations.back())) << translations.back();
    }
}

TEST(Texts, ThePluralRuleIsTheOneInTheCode) {
    EXPECT_NE(contents(kScreens / "po/en.po").find("nplurals=2; plural=(n != 1);"), std::string::npos);
    const screens::Texts english{Language::English};
    EXPECT_EQ(english.trn("还有 {n} 条", 1), "1 more");
    EXPECT_EQ(english.trn("发来 {n} 张照片", 1), "1 photo");
    EXPECT_EQ(english.trn("发来 {n} 张照片", 0), "0 photos");
    EXPECT_EQ(english.trn("发来 {n} 张照片", 2), "2 photos");
}

TEST(Texts, ValuesAreFilledInAndNeverReadAsPlaces) {
    const screens::Texts chinese{Language::Chinese};
    EXPECT_EQ(chinese.tr("{who}的照片", {{"who", "{when}"}}), "{when}的照片");
    EXPECT_EQ(chinese.tr("{who}的照片"), "的照片");
    EXPECT_EQ(chinese.tr("网络"), "网络");
}

TEST(Texts, AnUnknownTextStaysChinese) {
    EXPECT_EQ(screens::Texts{Language::English}.tr("没有人翻译过"), "没有人翻译过");
}

TEST(Texts, TheScanSeesAPlantedText) {
    const auto planted = used_in(R"(x = texts.tr("没有英文的话", {{"who", who}}); y = t.trn("{n} 个", 3);)", "x");
    ASSERT_EQ(planted.size(), 2u);
    EXPECT_EQ(planted[0].text, "没有英文的话");
    EXPECT_TRUE(planted[1].plural);
    EXPECT_EQ(translation(Language::English, planted[0].text), "");
}

// Design language, section 8.
const std::vector<std::string> kForbidden = {"系统", "服务器", "连接失败", "请求", "提交", "确认操作", "用户",
                                             "加载", "异常",   "错误",     "你",   "ID",   "失败"};
const std::vector<std::string> kForbiddenEnglish = {"server", "session", "submit", "invalid", "error", "Please", "user "};

TEST(Words, NothingThatAMotherWouldNotUnderstand) {
    for (const auto& used : all_used()) {
        for (const auto& word : kForbidden) {
            EXPECT_EQ(used.text.find(word), std::string::npos) << used.text;
        }
    }
    for (const auto& [id, translations] : entries()) {
        for (const auto& translated : translations) {
            for (const auto& word : kForbiddenEnglish) {
                EXPECT_EQ(translated.find(word), std::string::npos) << translated;
            }
        }
    }
}

// Characters; figures and letters count half, marks as they are.
TEST(Words, TitlesAreShort) {
    for (const auto& start : starts()) {
        if (start.name == "long names") {
            continue;  // two lines, then the relation instead
        }
        for (const auto& visit : crawl(start, Language::Chinese, model::TextSize::Standard)) {
            if (visit.scene.language == Language::English) {
                continue;  // a preview
            }
            ASSERT_LE(screens::width_of(visit.scene.title), 12) << visit.scene.title << " at " << visit.path;
        }
    }
}

TEST(Words, SentencesAreShort) {
    static const std::vector<std::string> kEnds = {"。", "？", "！"};
    for (const auto& used : all_used()) {
        std::string rest = used.text;
        for (const auto& end : kEnds) {
            for (auto at = rest.find(end); at != std::string::npos; at = rest.find(end)) {
                rest.replace(at, end.size(), "\n");
            }
        }
        std::istringstream sentences{rest};
        for (std::string sentence; std::getline(sentences, sentence);) {
            EXPECT_LE(screens::width_of(sentence), 22) << used.text;
        }
    }
}

TEST(Words, TilesHaveAtMostSixCharacters) {
    const auto tv = living_in(household_with(8), some_messages());
    for (const auto& item : tv.scene().items) {
        if (item.look == screens::Look::Tile || item.look == screens::Look::FamilyTile) {
            EXPECT_LE(screens::width_of(item.label), 6) << item.label;
        }
    }
}

}  // namespace
}  // namespace anju::test
