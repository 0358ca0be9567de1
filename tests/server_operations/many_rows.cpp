// SPDX-License-Identifier: Apache-2.0
#include "tests/server_operations/many_rows.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

#include "platform/server/exchange/columns.hpp"
#include "platform/server/exchange/csv.hpp"
#include "platform/server/exchange/words.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using server::Fate;
using server::Language;
using server::ListForm;
using server::system_caller;

constexpr int kGoodOneIn = 11;
constexpr int kFew = 2;  // of what needs a home before it, or is large

const BadRow& good_row() {
    static const BadRow row{"", "", "", {{"name", "好{n}"}, {"id_number", "{card}"}, {"phone", "110"}, {"birth_date", "19440309"}}, {}, {}, Fate::Create};
    return row;
}

bool is_rare(const BadRow& kind) {
    constexpr std::size_t kLarge = 1000, kWide = 30;
    return !kind.before.empty() || kind.value.size() > 2 * kLarge || kind.cells.size() > kWide;
}

// GB 11643: a place, a birthday, a number of that day, the check digit.
std::string card(int number, const char* birthday) {
    std::string digits = std::to_string(370'000 + number / 1000) + birthday + std::to_string(1000 + number % 1000).substr(1);
    int sum = 0, weight = 1;  // of the digit before the last: 2
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) sum += (*digit - '0') * (weight = weight * 2 % 11);
    return digits + "10X98765432"[sum % 11];
}

std::string replaced(std::string text, const std::string& mark, const std::string& with) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size())) text.replace(at, mark.size(), with);
    return text;
}

std::string filled(std::string text, int number, const std::string& household) {
    if (text.find('{') == std::string::npos) return text;
    text = replaced(std::move(text), "{n}", std::to_string(number));
    text = replaced(std::move(text), "{card}", card(number, "19440309"));
    text = replaced(std::move(text), "{card2}", card(number, "19450309"));
    text = replaced(std::move(text), "{card of 0}", card(0, "19440309"));
    return replaced(std::move(text), "{id}", household);
}

using Filled = std::map<std::string, std::string>;  // by column, without what is empty

Filled cells_of(const RowCells& said, int number, const std::string& household) {
    Filled cells{{"name", "坏{n}"}, {"address", "东关 {n} 号"}};
    for (const auto& [column, text] : said) cells[column] = text;
    for (auto& [column, text] : cells) text = filled(std::move(text), number, household);
    std::erase_if(cells, [](const auto& cell) { return cell.second.empty(); });
    return cells;
}

Filled cells_of(const BadRow& kind, int number, const std::string& household) {
    RowCells said;
    if (!kind.column.empty()) said.emplace_back(kind.column, kind.value);
    said.insert(said.end(), kind.cells.begin(), kind.cells.end());
    return cells_of(said, number, household);
}

template <class Rows>
std::string json_of(const Rows& rows) {
    std::string out;
    for (const Filled& cells : rows) out += (out.empty() ? "[" : ",\n") + nlohmann::json(cells).dump();
    return out + "]";
}

std::size_t first_row(ListForm form) { return form == ListForm::Csv ? 2 : 1; }  // a header stands before it

server::Refusal expected(const BadRow& kind, int number, ListForm form) {
    const std::string value = filled(kind.named.empty() ? kind.value : kind.named, number, "");
    return {kind.code, kind.column, server::cut(server::one_line(value), 60), kind.code == "same_as_row" ? first_row(form) : 0, kind.day, ""};
}

// "7\t不收 refused\t坏5\t东关 5 号\t缺地址 | address is missing": by the row.
struct Said {
    std::string fate, why;
};
std::map<std::size_t, Said> lines_of(const std::string& report) {
    std::map<std::size_t, Said> out;
    std::istringstream lines(report);
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> parts(1);
        for (const char c : line) {
            if (c == '\t') parts.emplace_back();
            else parts.back() += c;
        }
        if (parts.size() == 5 && !out.emplace(std::stoul(parts[0]), Said{parts[1], parts[4]}).second) throw std::runtime_error("said twice: " + line);
    }
    return out;
}

// Only JSON has a way to write U+0000.
bool has_place_in(const BadRow& kind, ListForm form) { return form == ListForm::Json || kind.code != "not_text"; }

}  // namespace

ManyRows::ManyRows(int count) {
    std::map<const BadRow*, int> brought;
    std::size_t next = 0;
    for (int i = 0; i < count; ++i) {
        const BadRow* kind = &good_row();
        while (i % kGoodOneIn != 0 && kind == &good_row()) {
            const BadRow& bad = bad_rows()[next++ % bad_rows().size()];
            if (!is_rare(bad) || brought[&bad] < kFew) kind = &bad;
        }
        ++brought[kind];
        rows_.push_back({kind, i});
    }
    if (brought.size() != bad_rows().size() + 1) throw std::runtime_error("the list is too short for a row of each kind");
}

void ManyRows::keep_homes(const std::string& database, const std::string& where) {
    const auto must = [](auto stored) {
        if (!stored) throw std::runtime_error(stored.error().code);
        return *std::move(stored);
    };
    const auto repository = must(server::open_repository(database, quick_storage(), kMorning));
    std::vector<Filled> homes;
    std::vector<Row*> whose;  // of the first of each row
    for (Row& row : rows_) {
        for (const RowCells& before : row.kind->before) {
            whose.push_back(&before == &row.kind->before.front() ? &row : nullptr);
            homes.push_back(cells_of(before, row.number, ""));
        }
    }
    const auto list = must(server::read_list(json_of(homes), server::day_in_china(kMorning)));
    const auto kept = must(repository->import_homes(system_caller(), list, where, server::Keep::AllOrNothing, "", kMorning));
    const auto plan = must(repository->plan_import(system_caller(), list, where));
    if (kept.created != homes.size() || plan.same != homes.size()) throw std::runtime_error("homes that should be good ones are not");
    const auto done = repository->together([&](server::Repository& inside) -> server::Stored<void> {
        for (std::size_t i = 0; i < homes.size(); ++i) {
            if (!whose[i]) continue;
            whose[i]->household = plan.rows[i].household;
            if (whose[i]->kind->since) whose[i]->kind->since(inside, whose[i]->household);
        }
        return {};
    });
    if (!done) throw std::runtime_error(done.error().code);
}

std::vector<const ManyRows::Row*> ManyRows::rows_of(ListForm form) const {
    std::vector<const Row*> out;
    for (const Row& row : rows_) {
        if (has_place_in(*row.kind, form)) out.push_back(&row);
    }
    return out;
}

std::string ManyRows::text(ListForm form) const {
    std::vector<Filled> rows;
    for (const Row* row : rows_of(form)) rows.push_back(cells_of(*row->kind, row->number, row->household));
    if (form == ListForm::Json) return json_of(rows);
    std::map<std::string, std::size_t> columns;
    std::string out;
    for (const Filled& row : rows) {
        for (const auto& [column, text] : row) {
            if (columns.emplace(column, columns.size()).second) out += (out.empty() ? "" : ",") + header_of(server::column_of(column), Language::Chinese);
        }
    }
    for (const Filled& row : rows) {
        std::vector<std::string> cells;  // up to the last that has something
        for (const auto& [column, text] : row) {
            const std::size_t at = columns.at(column);
            cells.resize(std::max(cells.size(), at + 1));
            cells[at] = server::csv_cell(text);
        }
        for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "\n" : ",") + cells[i];
    }
    return out + "\n";
}

std::vector<int> ManyRows::counts(ListForm form, bool again) const {
    std::vector<int> out(4);
    for (const Row* row : rows_of(form)) {
        const Fate fate = row->kind->fate;
        ++out[static_cast<std::size_t>(again && fate != Fate::Refused ? Fate::Same : fate)];
    }
    return out;
}

std::vector<std::string> ManyRows::mistakes(ListForm form, const std::string& report, bool again) const {
    const auto said = lines_of(report);
    const auto rows = rows_of(form);
    std::vector<std::string> out;
    std::set<const BadRow*> wrong;
    std::size_t number = first_row(form), told = 0;
    for (const Row* row : rows) {
        const BadRow& kind = *row->kind;
        const auto line = said.find(number++);
        const bool silent = again && (kind.fate == Fate::Create || kind.fate == Fate::Change);
        told += line == said.end() ? 0 : 1;
        if (silent && line == said.end()) continue;
        std::string fate, in_chinese = "新的一户", in_english = "a new home";
        if (!silent) fate = std::string(server::said(kind.fate, Language::Chinese)) + " " + std::string(server::said(kind.fate, Language::English));
        if (kind.fate != Fate::Create) {
            const auto why = expected(kind, row->number, form);
            in_chinese = server::said(why, Language::Chinese);
            in_english = server::said(why, Language::English);
        }
        // Of a row that is changed the values stand before the remark.
        const bool fine = line != said.end() && line->second.fate == fate &&
                          (kind.fate == Fate::Change ? line->second.why.find(in_chinese + " | ") != std::string::npos && line->second.why.ends_with(in_english)
                                                     : line->second.why == in_chinese + " | " + in_english);
        if (fine || !wrong.insert(&kind).second) continue;
        out.push_back(kind.code + " " + kind.column + ": row " + std::to_string(number - 1) + (line == said.end() ? " is not in the report" : " is " + line->second.fate + ", " + line->second.why));
    }
    if (told != said.size()) out.emplace_back("rows that the list does not have");
    return out;
}

}  // namespace anju::tests
