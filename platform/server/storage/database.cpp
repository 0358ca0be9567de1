// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/database.hpp"

#include <vector>

#include "platform/server/storage/text_check.hpp"

namespace anju::server {

Rows Transaction::run(std::string_view sql, std::span<const Parameter> parameters) {
    std::vector<Value> values;
    values.reserve(parameters.size());
    for (const Parameter& parameter : parameters) {
        const auto* text = std::get_if<std::string_view>(&parameter.value());
        if (text && !is_storable(*text)) {
            fail({Trouble::Refused, "text_malformed", "text is not UTF-8, or holds U+0000", {}});
        }
        values.push_back(parameter.value());
    }
    if (error_) {
        return {};
    }
    Stored<Rows> rows = execute(sql, values);
    if (!rows) {
        fail(std::move(rows.error()));
        return {};
    }
    return *std::move(rows);
}

void Transaction::script(const std::string& sql) {
    if (error_) {
        return;
    }
    if (Stored<void> done = execute_script(sql); !done) {
        fail(std::move(done.error()));
    }
}

void Transaction::fail(RepositoryError error) {
    if (!error_) {
        error_ = std::move(error);
    }
}

}  // namespace anju::server
