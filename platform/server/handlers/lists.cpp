// SPDX-License-Identifier: Apache-2.0
// Lists of homes from the page: brought, looked at, written; and the homes as a list.
#include <algorithm>

#include "platform/contract/home_list.hpp"
#include "platform/server/exchange/words.hpp"
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/import_desk.hpp"
#include "platform/server/tokens.hpp"
#include "platform/server/whole_number.hpp"

namespace anju::server::lists {
namespace {

constexpr std::size_t kRowsAtOnce = 50;
constexpr std::size_t kFileName = 120;
constexpr std::string_view kRemarked = "remarked";  // instead of a fate: what is taken and yet has to be known of

Language language_of(const Asked& asked) { return asked.request.query("lang").value_or("zh") == "en" ? Language::English : Language::Chinese; }

std::string_view word(Fate fate) {
    switch (fate) {
        case Fate::Create: return "create";
        case Fate::Change: return "change";
        case Fate::Same: return "same";
        case Fate::Refused: return "refused";
    }
    return "";
}

contract::ImportReport report_of(const OpenList& list) {
    const auto remarked = static_cast<std::uint64_t>(std::ranges::count_if(list.plan.rows, [](const RowPlan& row) { return !row.remarks.empty(); }));
    return {list.id, list.file, std::string(said(list.encoding)), list.plan.rows.size(), list.columns, list.unknown,
            list.plan.created, list.plan.changed, list.plan.same, list.plan.refused, remarked, list.written};
}

contract::ImportRow row_of(const RowPlan& plan, Language language) {
    contract::ImportRow row{plan.row, std::string(word(plan.fate)), plan.household, plan.name, plan.address, "", {}};
    if (plan.fate != Fate::Change) {
        row.why = said(plan, language);
        return row;
    }
    row.why = remarks_said(plan, language);
    for (const ValueChange& change : plan.changes) {
        row.changes.push_back({header_named(change.field, language), value_said(change.field, change.before, language),
                               value_said(change.field, change.after, language)});
    }
    return row;
}

Response gone() { return problem(404, "import_not_found", "This list is no longer kept; bring the file again."); }
Response too_busy() { return problem(503, "busy", "Other lists are being read.", "", std::chrono::seconds{2}); }

Response download(std::string text, std::string_view type, std::string_view name) {
    Response response;
    response.body = std::move(text);
    return response.with("Content-Type", std::string(type)).with("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
}

std::shared_ptr<const OpenList> list_of(const Asked& asked) { return asked.context.imports.find(asked.part, asked.staff().staff); }

// Whoever may not write is told so before anything is read.
bool may(const StaffCaller& staff) {
    return std::any_of(staff.roles.begin(), staff.roles.end(),
                       [](contract::Role role) { return role == contract::Role::Administrator || role == contract::Role::Manager; });
}
Response may_not() { return refused({Trouble::Refused, "role_missing", "", {}}); }

// A new home is shown by name and address: its values, those of 100,000 perhaps, are in the file.
ImportPlan without_values(ImportPlan plan) {
    for (RowPlan& row : plan.rows) {
        if (row.fate != Fate::Create) continue;
        std::vector<ValueChange>().swap(row.changes);
        std::vector<contract::CareRecordEdit>().swap(row.records);
        std::vector<RelativePlan>().swap(row.relatives);
    }
    return plan;
}

Keep how_to_keep(bool keep_good, const ImportPlan& plan) {
    if (keep_good) return Keep::Good;
    return plan.created + plan.changed > contract::kWholeListRows ? Keep::InParts : Keep::AllOrNothing;
}

}  // namespace

Response bring(const Asked& asked) {
    if (!may(asked.staff())) return may_not();
    const auto turn = asked.context.imports.turns().take();
    if (!turn) return too_busy();
    auto list = read_list(asked.request.body, day_in_china(asked.now()));
    if (!list) return problem(422, list.error().code, "This is no list of homes.", said(list.error(), language_of(asked)));
    auto plan = asked.repository().plan_import(asked.staff(), *list, "");
    if (!plan) return refused(plan.error());
    OpenList open;
    open.id = new_id();
    open.staff = asked.staff().staff;
    const std::string name = asked.request.query("name").value_or("");
    open.file = is_utf8(name) ? cut(one_line(name), kFileName) : "";
    open.bytes = asked.request.body;
    open.encoding = list->encoding;
    open.columns = list->columns;
    open.unknown = list->unknown;
    open.plan = without_values(*std::move(plan));
    const auto report = report_of(open);
    asked.context.imports.put(std::move(open));
    return json(report, 201);
}

Response rows(const Asked& asked) {
    if (!may(asked.staff())) return may_not();
    const auto list = list_of(asked);
    if (!list) return gone();
    const auto given = asked.request.query("after");
    const auto after = given ? whole_number(*given) : 0;
    if (!after) return bad_query("after");
    const std::string fate = asked.request.query("fate").value_or("");
    contract::ImportRows out;
    for (const RowPlan& row : list->plan.rows) {
        const bool wanted = fate.empty() || (fate == kRemarked ? !row.remarks.empty() : word(row.fate) == fate);
        if (row.row <= *after || !wanted) continue;
        if (out.rows.size() < kRowsAtOnce) {
            out.rows.push_back(row_of(row, language_of(asked)));
        } else {
            ++out.left;
        }
    }
    return json(out);
}

Response refused_rows(const Asked& asked) {
    if (!may(asked.staff())) return may_not();
    const auto turn = asked.context.imports.turns().take();
    if (!turn) return too_busy();
    const auto list = list_of(asked);
    if (!list) return gone();
    const Language language = language_of(asked);
    std::vector<std::size_t> wanted;
    std::vector<const RowPlan*> plans;
    for (const RowPlan& row : list->plan.rows) {
        if (row.fate != Fate::Refused) continue;
        wanted.push_back(row.row);
        plans.push_back(&row);
    }
    ListCells cells = cells_of(list->bytes, wanted);
    std::vector<Cells> out;
    // A list that was downloaded here before has the column already.
    const auto old = std::find_if(cells.header.begin(), cells.header.end(), [](const std::string& one) { return column_of(one).kind == ColumnKind::Reason; });
    const auto at = static_cast<std::size_t>(old - cells.header.begin());
    if (old == cells.header.end()) cells.header.push_back(header_of({ColumnKind::Reason, nullptr, 0, nullptr}, language));
    for (std::size_t i = 0; i < cells.rows.size() && i < plans.size(); ++i) {
        Cells row = std::move(cells.rows[i].second);
        row.resize(cells.header.size());
        row[at] = said(*plans[i], language);
        out.push_back(std::move(row));
    }
    return download(csv_of(cells.header, out), "text/csv; charset=utf-8", "refused.csv");
}

Response apply(const Asked& asked) {
    const auto body = contract::decode<contract::ImportApply>(asked.request.body);
    if (!body) return malformed(body.error());
    if (!may(asked.staff())) return may_not();
    const auto turn = asked.context.imports.turns().take();
    if (!turn) return too_busy();
    const auto open = list_of(asked);
    if (!open) return gone();
    if (open->written) return json(report_of(*open));
    const auto list = read_list(open->bytes, day_in_china(asked.now()));
    if (!list) return problem(422, list.error().code, "This is no list of homes.", said(list.error(), language_of(asked)));
    auto done = asked.repository().import_homes(asked.staff(), *list, "", how_to_keep(body->keep_good, open->plan), open->plan.digest, asked.now());
    if (!done) return refused(done.error());
    OpenList written = *open;
    written.plan = without_values(*std::move(done));
    written.written = true;
    const auto report = report_of(written);
    asked.context.imports.put(std::move(written));
    return json(report);
}

Response all(const Asked& asked) {
    if (!may(asked.staff())) return may_not();
    const auto turn = asked.context.imports.turns().take();
    if (!turn) return too_busy();
    const bool as_json = asked.request.query("format").value_or("csv") == "json";
    std::string text;
    const auto count = asked.repository().export_homes(asked.staff(), {as_json ? ListForm::Json : ListForm::Csv, language_of(asked)},
                                                       [&](std::string_view part) {
                                                           text += part;
                                                           return true;
                                                       },
                                                       asked.now());
    if (!count) return refused(count.error());
    return as_json ? download(std::move(text), "application/json", "homes.json") : download(std::move(text), "text/csv; charset=utf-8", "homes.csv");
}

}  // namespace anju::server::lists
