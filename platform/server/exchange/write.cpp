// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/write.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "platform/server/exchange/csv.hpp"

namespace anju::server {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // Excel takes it for UTF-8 then

std::string line_of(const Cells& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += (i == 0 ? "" : ",") + csv_cell(cells[i]);
    }
    return line + "\r\n";
}

}  // namespace

ListWriter::ListWriter(ListForm form, HeaderLanguage language, std::size_t contacts) : form_(form), language_(language) {
    columns_ = {{ColumnKind::Id, nullptr, 0, nullptr}, {ColumnKind::Place, nullptr, 0, nullptr}};
    for (const Fact& fact : facts()) {
        columns_.push_back({ColumnKind::Fact, &fact, 0, nullptr});
    }
    for (std::size_t i = 0; form == ListForm::Csv && i < contacts; ++i) {
        for (const ContactPart& part : kContactParts) {
            columns_.push_back({ColumnKind::Contact, nullptr, i, part.value});
        }
    }
}

std::string ListWriter::head() const {
    if (form_ == ListForm::Json) {
        return "[";
    }
    Cells cells;
    for (const Column& column : columns_) {
        cells.push_back(header_of(column, language_));
    }
    return std::string(kByteOrderMark) + line_of(cells);
}

std::string ListWriter::home(const ListedHome& home) {
    if (form_ == ListForm::Csv) {
        return row_of(home);
    }
    return (std::exchange(first_, false) ? "\n" : ",\n") + object_of(home);
}

std::string ListWriter::tail() const { return form_ == ListForm::Json ? "\n]\n" : ""; }

std::string ListWriter::value_of(const Fact& fact, const ListedHome& home) const {
    const auto found = home.facts.find(fact.name);
    if (found == home.facts.end()) {
        return "";
    }
    for (const FactWord& one : fact.words) {
        if (one.word == found->second && language_ == HeaderLanguage::Chinese) {
            return std::string(one.written);
        }
    }
    return found->second;
}

std::string ListWriter::row_of(const ListedHome& home) const {
    Cells cells;
    for (const Column& column : columns_) {
        switch (column.kind) {
            case ColumnKind::Id: cells.push_back(home.id); break;
            case ColumnKind::Place: cells.push_back(home.organisation); break;
            case ColumnKind::Fact: cells.push_back(value_of(*column.fact, home)); break;
            case ColumnKind::Contact: cells.push_back(column.contact < home.contacts.size() ? home.contacts[column.contact].*column.part : ""); break;
            case ColumnKind::Unknown:
            case ColumnKind::Reason: break;
        }
    }
    return line_of(cells);
}

std::string ListWriter::object_of(const ListedHome& home) const {
    nlohmann::ordered_json object;
    for (const Column& column : columns_) {
        const std::string value = column.kind == ColumnKind::Id ? home.id : column.kind == ColumnKind::Place ? home.organisation : value_of(*column.fact, home);
        if (!value.empty()) {
            object[header_of(column, language_)] = value;
        }
    }
    const bool chinese = language_ == HeaderLanguage::Chinese;
    for (const contract::Contact& one : home.contacts) {
        nlohmann::ordered_json contact;
        for (const ContactPart& part : kContactParts) {
            if (!(one.*part.value).empty()) {
                contact[std::string(chinese ? part.written : part.name)] = one.*part.value;
            }
        }
        object[chinese ? "联系人" : "contacts"].push_back(std::move(contact));
    }
    return object.dump();
}

std::string csv_of(const Cells& header, const std::vector<Cells>& rows) {
    std::string out = std::string(kByteOrderMark) + line_of(header);
    for (const Cells& row : rows) {
        out += line_of(row);
    }
    return out;
}

}  // namespace anju::server
