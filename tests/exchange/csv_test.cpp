// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace anju::server {
namespace {

using testing::ElementsAre;
using Row = std::pair<std::size_t, std::vector<std::string>>;

std::vector<Row> rows_of(std::string_view text) {
    std::vector<Row> rows;
    const auto fault = read_csv(text, [&](std::size_t row, std::vector<std::string>&& cells) {
        rows.emplace_back(row, std::move(cells));
        return true;
    });
    EXPECT_FALSE(fault) << fault->code << " in row " << fault->row;
    return rows;
}

std::string fault_of(std::string_view text) {
    const auto fault = read_csv(text, [](std::size_t, std::vector<std::string>&&) { return true; });
    return fault ? fault->code + " " + std::to_string(fault->row) : "";
}

TEST(Csv, TakesCommaSemicolonAndTab) {
    const std::vector<Row> wanted{{1, {"a", "b"}}, {2, {"1", "2"}}};
    EXPECT_EQ(rows_of("a,b\r\n1,2\r\n"), wanted);
    EXPECT_EQ(rows_of("a;b\n1;2"), wanted);
    EXPECT_EQ(rows_of("a\tb\r1\t2\r"), wanted);
    EXPECT_EQ(rows_of("\"a,a,a\";b\n1;2"), (std::vector<Row>{{1, {"a,a,a", "b"}}, {2, {"1", "2"}}}));
}

TEST(Csv, QuotesHoldWhatWouldEndACell) {
    EXPECT_THAT(rows_of("\"1, \"\"a\"\"\r\n2\",x\r\ny,z"), ElementsAre(Row{1, {"1, \"a\"\r\n2", "x"}}, Row{2, {"y", "z"}}));
}

TEST(Csv, CountsRowsAsASpreadsheetDoes) {
    EXPECT_THAT(rows_of("a\r\n\r\nb\r\n"), ElementsAre(Row{1, {"a"}}, Row{3, {"b"}}));
    EXPECT_THAT(rows_of("a\n\n\nb"), ElementsAre(Row{1, {"a"}}, Row{4, {"b"}}));
    EXPECT_THAT(rows_of("a\r\rb\r"), ElementsAre(Row{1, {"a"}}, Row{3, {"b"}}));
    EXPECT_THAT(rows_of("\"a\nb\",1\nc,2"), ElementsAre(Row{1, {"a\nb", "1"}}, Row{2, {"c", "2"}}));
}

TEST(Csv, SaysWhereQuotesDoNotPair) {
    EXPECT_EQ(fault_of("a,b\n1,2\n\"x,y\nz"), "list_quotes 3");
    EXPECT_EQ(fault_of("a,b\n1\"2,3\n"), "list_quotes 2");
    EXPECT_EQ(fault_of("a,b\n\"1\"2,3\n"), "list_quotes 2");
}

TEST(Csv, EndsEarlyWhereThereIsTooMuch) {
    EXPECT_EQ(fault_of(std::string(kMaxListColumns + 1, ',')).substr(0, 21), "list_too_many_columns");
    std::string rows;
    for (std::size_t i = 0; i < kMaxListRows + 2; ++i) rows += "a\n";
    EXPECT_EQ(fault_of(rows), "list_too_many_rows " + std::to_string(kMaxListRows + 2));
}

TEST(Csv, StopsWhenItIsToldTo) {
    std::size_t asked = 0;
    EXPECT_FALSE(read_csv("a\nb\nc", [&](std::size_t, std::vector<std::string>&&) { return ++asked < 2; }));
    EXPECT_EQ(asked, 2U);
}

TEST(Csv, NoCellIsAFormulaToASpreadsheet) {
    for (const char* formula : {"=1+1", "+8613805351102", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a"}) {
        const std::string cell = csv_cell(formula);
        EXPECT_TRUE(cell.starts_with('\'') || cell.starts_with("\"'")) << cell;
    }
    EXPECT_EQ(csv_cell("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    EXPECT_EQ(csv_cell("5 号楼"), "5 号楼");
}

TEST(Csv, TheApostropheIsTakenAwayAgainAndNoOther) {
    for (const char* value : {"=1", "'=1", "''=1", "'", "''", "'a", "+86", "a=1", "", "'＝", "-", "\"", "a,b", " a", "a\nb"}) {
        std::string back = "none";
        ASSERT_FALSE(read_csv("x," + csv_cell(value), [&](std::size_t, std::vector<std::string>&& cells) {
            back = plain_cell(cells.at(1));
            return true;
        }));
        EXPECT_EQ(back, value);
    }
}

}  // namespace
}  // namespace anju::server
