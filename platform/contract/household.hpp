// SPDX-License-Identifier: Apache-2.0
// A household as its TV sees it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/night.hpp"
#include "platform/contract/time.hpp"
#include "platform/contract/visit_rules.hpp"

namespace anju::contract {

// What the platform offers this household. A tile stands only where both sides can do it.
enum class Capability { Messages, Visits, Consults, Medicines, Meals, Services, Health, Help };

enum class Relation {
    Daughter, Son, DaughterInLaw, SonInLaw, Granddaughter, Grandson, Spouse, Sister, Brother,
    Niece, Nephew, Neighbour, Friend, CommunityWorker, Other,
};

struct Photo {
    std::string id;
    int width = 0;   // pixels of the largest rendition, orientation applied
    int height = 0;
    bool operator==(const Photo&) const = default;
};

struct Member {
    std::string id;
    std::string name;        // as the elder says it: 小芳
    std::string name_latin;  // for the English screen: Xiaofang; may be empty
    Relation relation = Relation::Other;
    std::optional<Photo> photo;
    bool active = true;  // false: the link was taken back, old messages still show the face
    bool operator==(const Member&) const = default;
};

struct Person {
    std::string name;          // 王桂兰
    std::string called;        // 王奶奶, how the TV greets
    std::string called_latin;  // Mrs Wang; may be empty
    bool operator==(const Person&) const = default;
};

// How its person reads best, as staff wrote it down. A TV follows it when it changes; what is chosen on the TV holds after
// that. Empty, or a word that a TV does not know: as it is.
struct ScreenManner {
    std::string language;   // zh, en
    std::string text_size;  // 1, 1.25, 1.6: times the usual size
    bool operator==(const ScreenManner&) const = default;
};

// Only when the platform has a source for it.
struct Weather {
    int celsius = 0;
    std::string word;    // 晴
    std::string advice;  // 适合出门走走
    std::string icon;    // name of an icon
    bool operator==(const Weather&) const = default;
};

struct Household {
    std::string id;
    std::string name;  // 王桂兰家
    std::uint64_t version = 0;
    Person person;
    std::string zone = "Asia/Shanghai";  // IANA
    ScreenManner screen;
    std::vector<Capability> capabilities;
    std::vector<Member> members;
    Night night;
    std::string help_number = "12349";
    std::optional<Weather> weather;
    VisitRules visits;
    bool operator==(const Household&) const = default;
};

}  // namespace anju::contract
