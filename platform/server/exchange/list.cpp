// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/list.hpp"

#include <algorithm>
#include <map>

#include "platform/server/contact_list.hpp"
#include "platform/server/exchange/columns.hpp"
#include "platform/server/exchange/csv.hpp"
#include "platform/server/exchange/json_rows.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kShown = 60;   // code points of a value in a refusal
constexpr std::size_t kMostUnknown = 50;

using Given = std::vector<std::pair<Column, std::string>>;

void refuse(ListRow& row, std::string code, std::string column, std::string_view value) {
    if (!row.refusal) {
        row.refusal = Refusal{std::move(code), std::move(column), cut(one_line(value), kShown), 0};
    }
}

// The list up to the last that is named; who stands behind an empty place would get another place.
void take_contacts(ListRow& row) {
    while (!row.contacts.empty() && row.contacts.back() == contract::Contact{}) {
        row.contacts.pop_back();
    }
    for (std::size_t i = 0; i < row.contacts.size(); ++i) {
        if (row.contacts[i] == contract::Contact{}) {
            return refuse(row, "contact_gap", "contact" + std::to_string(i + 1) + "_name", "");
        }
    }
    auto kept = settled(row.contacts);
    if (kept) {
        row.contacts = *std::move(kept);
        return;
    }
    const std::string& where = kept.error().context;  // "2.phone", from 0 on
    const auto dot = where.find('.');
    if (dot == std::string::npos) {
        return refuse(row, kept.error().code, "", "");
    }
    const auto at = static_cast<std::size_t>(std::stoul(where.substr(0, dot)));
    const std::string part = where.substr(dot + 1);
    for (const ContactPart& known : kContactParts) {
        if (known.name == part) {
            refuse(row, kept.error().code, "contact" + std::to_string(at + 1) + "_" + part, row.contacts[at].*known.value);
        }
    }
}

// By what they are of and its number: in the order in which they are to be taken.
using Groups = std::map<std::pair<const ColumnGroup*, std::size_t>, GroupCells>;

// Who is not named and is said nothing of is nobody: there is no order in which anybody could be missing.
void take_groups(ListRow& row, const Groups& groups, std::chrono::year_month_day today) {
    for (const auto& [which, cells] : groups) {
        const auto& [group, at] = which;
        const auto no = [&row, group = group, at = at, &cells = cells](const CellTrouble& trouble) {
            const auto found = cells.find(trouble.part);
            refuse(row, trouble.code, column_name(*group, at + 1, trouble.part), found == cells.end() ? "" : found->second);
        };
        if (group == &relative_group()) {
            auto relative = relative_of(at + 1, cells);
            relative ? row.relatives.push_back(*std::move(relative)) : no(relative.error());
        } else {
            auto record = record_of(*group, at + 1, cells, today);
            record ? row.records.push_back(*std::move(record)) : no(record.error());
        }
    }
}

ListRow row_of(std::size_t number, Given&& given, std::chrono::year_month_day today) {
    ListRow row;
    row.number = number;
    Groups groups;
    for (auto& [column, text] : given) {
        if (column.kind == ColumnKind::Contact && std::find(row.contact_parts.begin(), row.contact_parts.end(), column.part) == row.contact_parts.end()) {
            row.contact_parts.push_back(column.part);
        }
        if (one_line(text).empty() && is_storable(text)) {
            continue;
        }
        if (column.kind == ColumnKind::Id) {
            row.id = cut(one_line(text), kShown);
        } else if (column.kind == ColumnKind::Place) {
            row.place = one_line(text);
        } else if (column.kind == ColumnKind::Contact) {
            if (row.contacts.size() <= column.number) {
                row.contacts.resize(column.number + 1);
            }
            row.contacts[column.number].*column.part = std::move(text);
        } else if (column.kind == ColumnKind::Group) {
            groups[{column.group, column.number}][column.cell->name] = std::move(text);
        } else if (column.kind == ColumnKind::Fact) {
            if (column.fact->name == "name" || column.fact->name == "address") {
                (column.fact->name == "name" ? row.name : row.address) = cut(one_line(text), kShown);
            }
            auto kept = settled(*column.fact, text, today);
            if (kept) {
                row.facts.emplace_back(column.fact, *std::move(kept));
            } else {
                refuse(row, kept.error(), std::string(column.fact->name), kept.error() == "words_unknown" ? unknown_part(*column.fact, text) : text);
            }
        }
    }
    take_contacts(row);
    take_groups(row, groups, today);
    return row;
}

bool is_json(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
}

class Headers {
  public:
    explicit Headers(HomeList& list) : list_(list) {}

    Column take(std::string_view header) {
        const Column column = column_of(header);
        if (column.kind == ColumnKind::Unknown && !one_line(header).empty()) {
            const std::string shown = cut(one_line(header), kShown);
            if (list_.unknown.size() < kMostUnknown && std::find(list_.unknown.begin(), list_.unknown.end(), shown) == list_.unknown.end()) {
                list_.unknown.push_back(shown);
            }
        } else if (column.kind != ColumnKind::Unknown && column.kind != ColumnKind::Reason) {
            ++list_.columns;
            list_.relatives = list_.relatives || column.group == &relative_group();
            list_.records = list_.records || (column.group && column.group != &relative_group());
            names_ = names_ || column.kind == ColumnKind::Id || (column.fact && (column.fact->name == "name" || column.fact->name == "id_number"));
        }
        return column;
    }
    bool names_anybody() const { return names_; }

  private:
    HomeList& list_;
    bool names_ = false;
};

std::optional<ListFault> read_table(std::string_view text, HomeList& list, std::chrono::year_month_day today) {
    std::vector<Column> columns;
    Headers headers(list);
    std::optional<ListFault> fault;
    const auto take_header = [&](std::size_t row, const Cells& cells) {
        for (const std::string& cell : cells) {
            const Column column = headers.take(cell);
            if (column.kind != ColumnKind::Unknown && std::find(columns.begin(), columns.end(), column) != columns.end()) {
                fault = ListFault{"column_twice", row, cut(one_line(cell), kShown)};
            }
            columns.push_back(column);
        }
        if (!fault && !headers.names_anybody()) {
            fault = ListFault{"no_name_column", row, ""};
        }
        return !fault;
    };
    const auto shape = read_csv(text, [&](std::size_t row, Cells&& cells) {
        if (columns.empty()) {
            return take_header(row, cells);
        }
        Given given;
        bool anything = false;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            anything = anything || !cells[i].empty();
            if (i < columns.size()) {
                given.emplace_back(columns[i], plain_cell(std::move(cells[i])));
            }
        }
        if (anything) {
            list.rows.push_back(row_of(row, std::move(given), today));
        }
        return true;
    });
    return fault ? fault : shape;
}

std::optional<ListFault> read_objects(std::string_view text, HomeList& list, std::chrono::year_month_day today) {
    std::map<std::string, std::size_t, std::less<>> keys;  // which of the columns
    std::vector<Column> columns;
    Headers headers(list);
    std::optional<ListFault> fault;
    const auto shape = read_json(text, [&](std::size_t row, JsonFields&& fields) {
        Given given;
        std::vector<bool> given_already(columns.size());
        for (auto& [key, value] : fields) {
            auto found = keys.find(key);
            if (found == keys.end()) {
                if (keys.size() == kMaxListColumns) {
                    fault = ListFault{"list_too_many_columns", row, ""};
                    return false;
                }
                const auto at = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), headers.take(key)) - columns.begin());
                if (at == columns.size()) {
                    columns.push_back(column_of(key));
                    given_already.push_back(false);
                }
                found = keys.emplace(key, at).first;
            }
            const Column& column = columns[found->second];
            if (column.kind != ColumnKind::Unknown && given_already[found->second]) {
                fault = ListFault{"column_twice", row, cut(one_line(key), kShown)};
                return false;
            }
            given_already[found->second] = true;
            given.emplace_back(column, std::move(value));
        }
        list.rows.push_back(row_of(row, std::move(given), today));
        return true;
    });
    if (!fault && !shape && !list.rows.empty() && !headers.names_anybody()) {
        fault = ListFault{"no_name_column", 0, ""};
    }
    return fault ? fault : shape;
}

}  // namespace

const std::string& ListRow::fact(std::string_view wanted) const {
    static const std::string none;
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const auto& one) { return one.first->name == wanted; });
    return found == facts.end() ? none : found->second;
}

std::string cut(std::string_view text, std::size_t limit) {
    std::size_t points = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U && ++points > limit) {
            return std::string(text.substr(0, i)) + "…";
        }
    }
    return std::string(text);
}

tl::expected<HomeList, ListFault> read_list(std::string bytes, std::chrono::year_month_day today) {
    auto text = list_text(std::move(bytes));
    if (!text) {
        return tl::unexpected(text.error());
    }
    HomeList list;
    list.encoding = text->encoding;
    list.form = is_json(text->text) ? ListForm::Json : ListForm::Csv;
    if (auto fault = list.form == ListForm::Json ? read_objects(text->text, list, today) : read_table(text->text, list, today)) {
        return tl::unexpected(*std::move(fault));
    }
    if (list.rows.empty()) {
        return tl::unexpected(ListFault{"list_empty", 0, ""});
    }
    return list;
}

ListCells cells_of(std::string bytes, const std::vector<std::size_t>& wanted) {
    ListCells out;
    const auto text = list_text(std::move(bytes));
    if (!text) {
        return out;
    }
    const auto is_wanted = [&](std::size_t row) { return std::binary_search(wanted.begin(), wanted.end(), row); };
    if (!is_json(text->text)) {
        (void)read_csv(text->text, [&](std::size_t row, Cells&& cells) {
            if (out.header.empty()) {
                out.header = std::move(cells);
            } else if (is_wanted(row)) {
                for (std::string& cell : cells) {
                    cell = plain_cell(std::move(cell));
                }
                out.rows.emplace_back(row, std::move(cells));
            }
            return true;
        });
        return out;
    }
    (void)read_json(text->text, [&](std::size_t row, JsonFields&& fields) {
        if (!is_wanted(row)) {
            return true;
        }
        Cells cells(out.header.size());
        for (auto& [key, value] : fields) {
            const auto at = static_cast<std::size_t>(std::find(out.header.begin(), out.header.end(), key) - out.header.begin());
            if (at == out.header.size()) {
                out.header.push_back(key);
                cells.emplace_back();
            }
            cells[at] = std::move(value);
        }
        out.rows.emplace_back(row, std::move(cells));
        return true;
    });
    return out;
}

}  // namespace anju::server
