// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <utility>

namespace anju::server {
namespace {

constexpr std::size_t kPart = 65536;

unsigned char delimiter_of(std::string_view text) {
    constexpr std::string_view kKnown = ",;\t";
    std::array<std::size_t, 3> count{};
    bool quoted = false;
    for (const char c : text) {
        quoted = c == '"' ? !quoted : quoted;
        if (!quoted && (c == '\n' || c == '\r')) {
            break;
        }
        if (const auto at = kKnown.find(c); !quoted && at != std::string_view::npos) {
            ++count[at];
        }
    }
    return static_cast<unsigned char>(kKnown[static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin())]);
}

struct Reading {
    const OnCells& on_cells;
    std::vector<std::string> cells{};
    std::size_t row = 0;
    int last_end = 0;
    bool stopped = false;
    std::optional<ListFault> fault{};

    void cell(const char* bytes, std::size_t size) {
        if (cells.size() == kMaxListColumns) {
            end("list_too_many_columns");
        } else if (!stopped) {
            cells.emplace_back(bytes ? bytes : "", size);
        }
    }
    void end_row(int with) {
        const bool second_half = with == '\n' && std::exchange(last_end, with) == '\r' && cells.empty();
        last_end = with;
        if (stopped || second_half) {
            return;
        }
        ++row;
        if (row > kMaxListRows + 1) {
            return end("list_too_many_rows");
        }
        if (!cells.empty() && !on_cells(row, std::exchange(cells, {}))) {
            stopped = true;
        }
    }
    void end(const char* code) {
        stopped = true;
        fault = ListFault{code, row, ""};
    }
};

struct Parser {
    csv_parser parser{};
    bool made = csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) == 0;
    Parser() = default;
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    ~Parser() { csv_free(&parser); }
};

void on_cell(void* bytes, std::size_t size, void* reading) { static_cast<Reading*>(reading)->cell(static_cast<const char*>(bytes), size); }
void on_end(int with, void* reading) { static_cast<Reading*>(reading)->end_row(with); }

constexpr std::string_view kFormulaStarts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

// After any apostrophes: so that one more in front always means this.
bool is_formula(std::string_view value) {
    value.remove_prefix(std::min(value.find_first_not_of('\''), value.size()));
    return std::any_of(std::begin(kFormulaStarts), std::end(kFormulaStarts), [&](std::string_view start) { return value.starts_with(start); });
}

}  // namespace

std::optional<ListFault> read_csv(std::string_view text, const OnCells& on_cells) {
    Parser csv;
    csv_set_delim(&csv.parser, delimiter_of(text));
    Reading reading{on_cells};
    const auto failed = [&] { return ListFault{"list_quotes", reading.row + 1, ""}; };
    while (!text.empty() && !reading.stopped) {
        const auto part = text.substr(0, kPart);
        if (csv_parse(&csv.parser, part.data(), part.size(), on_cell, on_end, &reading) != part.size() && !reading.stopped) {
            return failed();
        }
        text.remove_prefix(part.size());
    }
    if (!reading.stopped && csv_fini(&csv.parser, on_cell, on_end, &reading) != 0) {
        return failed();
    }
    return reading.fault;
}

std::string csv_cell(std::string_view value) {
    std::string cell = is_formula(value) ? "'" : "";
    cell += value;
    if (cell.find_first_of(",;\t\"\r\n") == std::string::npos && !cell.starts_with(' ') && !cell.ends_with(' ')) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

std::string plain_cell(std::string cell) {
    if (cell.starts_with('\'') && is_formula(cell)) {
        cell.erase(0, 1);
    }
    return cell;
}

}  // namespace anju::server
