// SPDX-License-Identifier: Apache-2.0
#include "screens/people.hpp"

#include <algorithm>

#include "screens/emoji.hpp"

namespace anju::screens {
namespace {

constexpr double kLongName = 4;         // characters
constexpr double kLongEnglishName = 7;  // thirteen letters

std::string relation_word(const Texts& texts, contract::Relation relation) {
    using contract::Relation;
    switch (relation) {
        case Relation::Daughter: return texts.tr("女儿");
        case Relation::Son: return texts.tr("儿子");
        case Relation::DaughterInLaw: return texts.tr("儿媳");
        case Relation::SonInLaw: return texts.tr("女婿");
        case Relation::Granddaughter: return texts.tr("孙女");
        case Relation::Grandson: return texts.tr("孙子");
        case Relation::Spouse: return texts.tr("老伴");
        case Relation::Sister: return texts.tr("姐妹");
        case Relation::Brother: return texts.tr("兄弟");
        case Relation::Niece: return texts.tr("侄女");
        case Relation::Nephew: return texts.tr("侄子");
        case Relation::Neighbour: return texts.tr("邻居");
        case Relation::Friend: return texts.tr("朋友");
        case Relation::CommunityWorker: return texts.tr("社区");
        case Relation::Other: return {};
    }
    return {};
}

constexpr double kPicture = 1.2;  // of a character: what a picture is wide

double width_of_letters(std::string_view text) {
    double width = 0;
    for (const unsigned char byte : text) {
        width += byte < 0x80 ? 0.55 : byte >= 0xC0 ? 1.0 : 0.0;
    }
    return width;
}

}  // namespace

double width_of(std::string_view text) {
    double width = 0;
    if (may_hold_pictures(text)) {
        for (const auto& cluster : clusters(text)) {
            width += cluster.picture ? kPicture : width_of_letters(cluster.text);
        }
        return width;
    }
    return width_of_letters(text);
}

std::string name_of(const Texts& texts, const contract::Member* member) {
    if (!member) {
        return texts.tr("家里人");
    }
    return texts.english() && !member->name_latin.empty() ? member->name_latin : member->name;
}

std::string relation_of(const Texts& texts, const contract::Member* member) {
    return member ? relation_word(texts, member->relation) : std::string{};
}

std::string relation_and_name(const Texts& texts, const contract::Member* member) {
    const auto relation = relation_of(texts, member);
    const auto name = name_of(texts, member);
    // 邻居李阿姨, but not 女儿女儿, and in English the name alone: Xiaofang.
    if (relation.empty() || texts.english() || name.find(relation) != std::string::npos) {
        return name;
    }
    return relation + name;
}

std::string short_name(const Texts& texts, const contract::Member* member) {
    const auto name = name_of(texts, member);
    const auto relation = relation_of(texts, member);
    if (texts.english()) {
        const auto first = name.substr(0, name.find(' '));
        return width_of(name) <= kLongEnglishName     ? name
               : width_of(first) <= kLongEnglishName ? first
               : relation.empty()                     ? name
                                                      : "your " + relation;
    }
    return width_of(name) > kLongName && !relation.empty() ? relation : name;
}

std::string name_within(const Texts& texts, const contract::Member* member, std::string whole,
                        double room) {
    if (width_of(whole) <= room) {
        return whole;
    }
    return alone(short_name(texts, member));
}

std::string alone(std::string words) {
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z') {
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    }
    return words;
}

Face face_of(const Texts& texts, const contract::Member* member) {
    Face face{.photo = {}, .name = name_of(texts, member), .reachable = false};
    if (member && member->photo) {
        face.photo = member->photo->id + ":small";
    }
    return face;
}

std::string called(const Texts& texts, const contract::Person& person) {
    if (texts.english() && !person.called_latin.empty()) {
        return person.called_latin;
    }
    return person.called.empty() ? person.name : person.called;
}

}  // namespace anju::screens
