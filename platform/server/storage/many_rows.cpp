// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/many_rows.hpp"

#include <iterator>
#include <utility>

namespace anju::server {
namespace {

// Few lengths, so that few statements are prepared. SQLite gains nothing: there it is no way, and finding many parameters is slow.
constexpr std::size_t kSteps[] = {64, 8, 1};

}  // namespace

std::string placeholders(std::size_t rows, std::size_t columns) {
    std::string out;
    for (std::size_t i = 0; i < rows * columns; ++i) {
        out += i % columns != 0 ? ", $" : i == 0 ? "($" : "), ($";
        out += std::to_string(i + 1);
    }
    return out + ")";
}

ManyRows::ManyRows(std::string head, std::size_t columns, Dialect dialect)
    : head_(std::move(head)), columns_(columns), at_once_(dialect == Dialect::Postgres ? kSteps[0] : 1) {}

void ManyRows::add(std::vector<Held> row) { std::move(row.begin(), row.end(), std::back_inserter(values_)); }

void ManyRows::flush(Transaction& tx) {
    const std::size_t rows = values_.size() / columns_;
    std::size_t from = 0;
    for (const std::size_t step : kSteps) {
        while (step <= at_once_ && rows - from >= step) {
            run(tx, from, step);
            from += step;
        }
    }
    values_.clear();
}

void ManyRows::run(Transaction& tx, std::size_t from, std::size_t count) {
    std::vector<Parameter> parameters;
    for (std::size_t i = 0; i < count * columns_; ++i) {
        std::visit([&](const auto& value) { parameters.emplace_back(value); }, values_[from * columns_ + i]);
    }
    tx.run(head_ + " VALUES " + placeholders(count, columns_), parameters);
}

}  // namespace anju::server
