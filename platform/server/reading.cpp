// SPDX-License-Identifier: Apache-2.0
#include "platform/server/reading.hpp"

#include <algorithm>
#include <iterator>

namespace anju::server {
namespace {

using contract::NewReading;

// Wider than what is healthy, narrower than another unit of the same number: 5.6 mmol/L is 100 mg/dL, 36.5 °C is 97.7 °F.
constexpr ReadingKind kKinds[] = {
    {"blood_pressure", 50, 300}, {"blood_sugar", 5, 500}, {"heart_rate", 20, 300}, {"oxygen", 50, 100},
    {"temperature", 300, 440},   {"weight", 200, 3000},   {"height", 800, 2300},
};
constexpr ReadingKind kBelow{"second", 20, 200};
constexpr ReadingKind kPulse{"pulse", 20, 300};

constexpr FactWord kMeals[] = {{"fasting", "空腹"}, {"before", "饭前"}, {"after", "饭后"}, {"unknown", "不知道"}};
constexpr FactWord kSources[] = {{"visit", "上门量的"}, {"station", "站里量的"}, {"clinic", "医院量的"}, {"family", "家属报的"}, {"told", "老人自己报的"}, {"device", "设备传的"}};
constexpr Fact kMeal{.name = "meal", .written = "", .column = "", .kind = FactKind::Word, .required = true, .words = kMeals};
constexpr Fact kSource{.name = "source", .written = "", .column = "", .kind = FactKind::Word, .required = true, .words = kSources};
constexpr Fact kReadingNote{.name = "note", .written = "", .column = "", .limit = 120};

tl::unexpected<RepositoryError> no_reading(std::string code, std::string_view field) {
    return tl::unexpected(RepositoryError{Trouble::Refused, std::move(code), std::string(field), {}});
}
bool within(const ReadingKind& kind, int value) { return value >= kind.least && value <= kind.most; }

}  // namespace

std::span<const ReadingKind> reading_kinds() { return kKinds; }
std::span<const FactWord> reading_meals() { return kMeals; }
std::span<const FactWord> reading_sources() { return kSources; }

Stored<NewReading> settled(NewReading reading, contract::Time now) {
    using std::chrono::sys_days;
    constexpr std::chrono::minutes kAhead{5};  // a phone's clock
    const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const ReadingKind& one) { return one.name == reading.kind; });
    if (kind == std::end(kKinds)) {
        return no_reading("word_unknown", "kind");
    }
    const bool pressure = kind->name == "blood_pressure", sugar = kind->name == "blood_sugar";
    if (!sugar) {
        reading.meal = "unknown";
    }
    struct Part {
        const Fact& fact;
        std::string& value;
    };
    for (const Part& part : {Part{kSource, reading.source}, Part{kMeal, reading.meal}, Part{kReadingNote, reading.note}}) {
        auto kept = settled(part.fact, part.value, std::chrono::year_month_day{});
        if (!kept) {
            return no_reading(kept.error(), part.fact.name);
        }
        part.value = *std::move(kept);
    }
    if (!sugar) {
        reading.meal.clear();
    }
    if (!within(*kind, reading.value)) {
        return no_reading("reading_impossible", "value");
    }
    if (!pressure) {
        reading.second = reading.pulse = 0;
    } else if (!within(kBelow, reading.second)) {
        return no_reading("reading_impossible", "second");
    } else if (reading.second >= reading.value) {
        return no_reading("pressure_upside_down", "second");
    } else if (reading.pulse != 0 && !within(kPulse, reading.pulse)) {
        return no_reading("reading_impossible", "pulse");
    }
    if (reading.measured_at > now + kAhead) {
        return no_reading("measured_too_late", "measured_at");
    }
    if (reading.measured_at < sys_days{std::chrono::year(2000) / 1 / 1}) {
        return no_reading("measured_too_early", "measured_at");
    }
    return reading;
}

}  // namespace anju::server
