// SPDX-License-Identifier: Apache-2.0
// What leaves the desk as a file, or as figures: nobody waits for it.
#include "platform/server/exchange/alarm_tables.hpp"
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::desk {
namespace {

constexpr std::chrono::hours kChinaIsAhead{8};
constexpr std::chrono::year kFirstYear{2020};

bool wants_csv(const Asked& asked) { return asked.request.query("format").value_or("json") == "csv"; }
bool in_chinese(const Asked& asked) { return asked.request.query("lang").value_or("zh") != "en"; }

Response as_file(std::string text, std::string_view type, const std::string& name) {
    Response response;
    response.body = std::move(text);
    return response.with("Content-Type", std::string(type)).with("Content-Disposition", "attachment; filename=\"" + name + "\"");
}

// 2026-11; the one that runs when nobody says which. Nothing: it is none, or has not begun.
std::optional<std::chrono::year_month> asked_month(const Asked& asked) {
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(asked.now() + kChinaIsAhead));
    const std::chrono::year_month running = today.year() / today.month();
    const auto text = asked.request.query("month");
    if (!text) return running;
    const auto digit = [&](std::size_t at) { return (*text)[at] >= '0' && (*text)[at] <= '9'; };
    if (text->size() != 7 || (*text)[4] != '-' || !digit(0) || !digit(1) || !digit(2) || !digit(3) || !digit(5) || !digit(6)) return std::nullopt;
    const std::chrono::year_month month = std::chrono::year(std::stoi(text->substr(0, 4))) / std::chrono::month(static_cast<unsigned>(std::stoi(text->substr(5))));
    return month.ok() && month.year() >= kFirstYear && month <= running ? std::optional(month) : std::nullopt;
}

}  // namespace

Response whole(const Asked& asked) {
    const auto file = asked.repository().export_alarm(asked.staff(), asked.part, asked.now());
    if (!file) return refused(file.error());
    if (wants_csv(asked)) return as_file(table_of(*file, in_chinese(asked)), "text/csv; charset=utf-8", file->alarm.number + ".csv");
    return as_file(contract::encode(*file), "application/json", file->alarm.number + ".json");
}

Response figures(const Asked& asked) {
    const auto month = asked_month(asked);
    if (!month) return bad_query("month");
    const auto counted = asked.repository().alarm_figures(asked.staff(), *month, asked.now());
    if (!counted) return refused(counted.error());
    if (wants_csv(asked)) return as_file(table_of(*counted, in_chinese(asked)), "text/csv; charset=utf-8", "12349-" + counted->month + ".csv");
    return json(*counted);
}

}  // namespace anju::server::desk
