// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/write.hpp"

#include <nlohmann/json.hpp>

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

ListWriter::ListWriter(ListForm form, HeaderLanguage language, const MostListed& most) : form_(form), language_(language) {
    columns_ = {{ColumnKind::Id, nullptr, 0, nullptr}, {ColumnKind::Place, nullptr, 0, nullptr}};
    for (const Fact& fact : facts()) {
        columns_.push_back({ColumnKind::Fact, &fact, 0, nullptr});
    }
    const auto add = [&](const ColumnGroup& group, std::size_t number) {
        for (const GroupPart& part : group.parts) {
            columns_.push_back({ColumnKind::Group, nullptr, number, nullptr, &group, &part});
        }
    };
    add(assessment_group(), 0);
    if (form == ListForm::Json) {
        return;
    }
    for (std::size_t i = 0; i < most.subsidies; ++i) {
        add(subsidy_group(), i);
    }
    for (std::size_t i = 0; i < most.contacts; ++i) {
        for (const ContactPart& part : kContactParts) {
            columns_.push_back({ColumnKind::Contact, nullptr, i, part.value});
        }
    }
    for (std::size_t i = 0; i < most.relatives; ++i) {
        add(relative_group(), i);
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
    if (fact.kind == FactKind::Words) {
        return written_words(fact, found->second, language_ == HeaderLanguage::Chinese);
    }
    for (const FactWord& one : fact.words) {
        if (one.word == found->second && language_ == HeaderLanguage::Chinese) {
            return std::string(one.written);
        }
    }
    return found->second;
}

// The number-th of a group, from 0 on; a home may have fewer.
GroupCells ListWriter::cells_at(const ColumnGroup& group, std::size_t number, const ListedHome& home) const {
    const bool chinese = language_ == HeaderLanguage::Chinese;
    if (&group == &relative_group()) {
        return number < home.relatives.size() ? listed(home.relatives[number], chinese) : GroupCells{};
    }
    for (const contract::CareRecord& record : home.records) {
        if (record.sort == group.name && number-- == 0) {
            return listed(record, chinese);
        }
    }
    return {};
}

std::string ListWriter::row_of(const ListedHome& home) const {
    Cells cells;
    std::pair<const ColumnGroup*, std::size_t> at{nullptr, 0};
    GroupCells group;
    for (const Column& column : columns_) {
        switch (column.kind) {
            case ColumnKind::Id: cells.push_back(home.id); break;
            case ColumnKind::Place: cells.push_back(home.organisation); break;
            case ColumnKind::Fact: cells.push_back(value_of(*column.fact, home)); break;
            case ColumnKind::Contact: cells.push_back(column.number < home.contacts.size() ? home.contacts[column.number].*column.part : ""); break;
            case ColumnKind::Group:
                if (at != std::pair(column.group, column.number)) {
                    at = {column.group, column.number};
                    group = cells_at(*column.group, column.number, home);
                }
                cells.push_back(group[column.cell->name]);
                break;
            case ColumnKind::Unknown:
            case ColumnKind::Reason: break;
        }
    }
    return line_of(cells);
}

std::string ListWriter::object_of(const ListedHome& home) const {
    nlohmann::ordered_json object;
    const bool chinese = language_ == HeaderLanguage::Chinese;
    const auto put = [](nlohmann::ordered_json& at, std::string_view key, const std::string& value) {
        if (!value.empty()) {
            at[std::string(key)] = value;
        }
    };
    GroupCells assessment = cells_at(assessment_group(), 0, home);
    for (const Column& column : columns_) {
        put(object, header_of(column, language_),
            column.kind == ColumnKind::Id ? home.id : column.kind == ColumnKind::Place ? home.organisation
            : column.kind == ColumnKind::Group ? assessment[column.cell->name] : value_of(*column.fact, home));
    }
    for (const contract::Contact& one : home.contacts) {
        nlohmann::ordered_json contact;
        for (const ContactPart& part : kContactParts) {
            put(contact, chinese ? part.written : part.name, one.*part.value);
        }
        object[chinese ? "联系人" : "contacts"].push_back(std::move(contact));
    }
    for (const ColumnGroup* group : {&subsidy_group(), &relative_group()}) {
        std::size_t nth = 0;
        for (GroupCells cells = cells_at(*group, nth, home); !cells.empty(); cells = cells_at(*group, ++nth, home)) {
            nlohmann::ordered_json one;
            for (const GroupPart& part : group->parts) {
                put(one, chinese ? part.written : part.name, cells[part.name]);
            }
            object[std::string(chinese ? group->pieces : group->several)].push_back(std::move(one));
        }
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
