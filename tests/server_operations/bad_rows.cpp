// SPDX-License-Identifier: Apache-2.0
#include "tests/server_operations/bad_rows.hpp"

#include <stdexcept>

#include "platform/server/care_record.hpp"
#include "platform/server/contact_list.hpp"
#include "platform/server/facts.hpp"
#include "platform/server/relative_facts.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using server::Fate;
using server::Repository;
using server::system_caller;

template <class T>
T done(server::Stored<T> stored) {
    if (!stored) throw std::runtime_error(stored.error().code + " " + stored.error().context);
    if constexpr (!std::is_void_v<T>) return *std::move(stored);
}

std::string letters(std::size_t many) {
    std::string out;
    for (std::size_t i = 0; i < many; ++i) out += "长";
    return out;
}

std::string numbered(const std::string& group, std::size_t number, const std::string& part) { return group + std::to_string(number) + "_" + part; }

void close(Repository& repository, const std::string& household) { done(repository.close_home(system_caller(), household, kMorning)); }

void take_back_link(Repository& repository, const std::string& household) {
    done(repository.revoke_links(system_caller(), done(repository.home_file(system_caller(), household)).members.at(0).id, kMorning));
}

void take_visits_away(Repository& repository, const std::string& household) {
    const auto before = done(repository.home_file(system_caller(), household)).may.at(0);
    auto rights = before.rights;
    rights.visit = false;
    done(repository.set_rights(system_caller(), before.member, {rights, before.change}, kMorning));
}

void edit(Repository& repository, const std::string& household, const std::function<void(contract::CareRecordEdit&)>& change) {
    const auto record = done(repository.home_file(system_caller(), household)).records.at(0);
    auto edited = server::values_of(record);
    edited.corrects = record.id;
    change(edited);
    done(repository.edit_record(system_caller(), household, edited, {"edit of " + household, "body"}, kMorning));
}

void cross_out(Repository& repository, const std::string& household) {
    edit(repository, household, [](auto& record) { record.withdrawn = true; });
}

void correct(Repository& repository, const std::string& household) {
    edit(repository, household, [](auto& record) { record.number = "改〔2026〕1 号"; });
}

// Each value by itself.
void add_facts(std::vector<BadRow>& out) {
    for (const server::Fact& fact : server::facts()) {
        const std::string name(fact.name);
        switch (fact.kind) {
            case server::FactKind::Line: out.push_back({"fact_too_long", name, letters(fact.limit + 1)}); break;
            case server::FactKind::Date:
                out.push_back({"date_malformed", name, "昨天"});
                for (const char* day : {"1944-13-40", "2026-11-26", "1899-12-31"}) out.push_back({"date_impossible", name, day});
                break;
            case server::FactKind::Phone:
                for (const char* phone : {"不是\n\t电话", "12", "1234567890123456", "=1+1"}) out.push_back({"phone_malformed", name, phone});
                break;
            case server::FactKind::IdNumber:
                for (const char* number : {"11010119900101123", "110101199013011234", "没有"}) out.push_back({"id_number_malformed", name, number});
                out.push_back({"id_number_check", name, "110101199001011234"});
                break;
            case server::FactKind::Word: out.push_back({"word_unknown", name, "说不清"}); break;
            case server::FactKind::Words:
                out.push_back({"words_unknown", name, std::string(fact.words[0].written) + "、跑酷", {}, {}, {}, Fate::Refused, "跑酷"});
                out.push_back({"fact_too_long", name, "其他：" + letters(fact.limit + 1)});
                break;
        }
    }
    out.push_back({"fact_too_long", "name", std::string(10'000, 'x') + "{n}"});
    // What a person is called follows from the name; so does the name of the home, which is never longer.
    out.push_back({"fact_too_long", "called", "", {{"name", letters(21)}}, {}, {}, Fate::Refused, letters(21)});
    out.push_back({"fact_required", "name", ""});
    out.push_back({"fact_required", "name", "", {{"name", "\x01\x02\x7f\xE2\x80\x8B"}}});  // nothing that could be seen
    out.push_back({"fact_required", "address", ""});
    out.push_back({"fact_required", "address", "", {{"address", " \t\n\xE3\x80\x80"}}});
    for (const char* column : {"name", "address", "note", "contact1_name"}) out.push_back({"not_text", column, std::string("坏\0坏", 7), {{"contact1_phone", "110"}}});
}

void add_contacts(std::vector<BadRow>& out) {
    out.push_back({"contact_gap", "contact1_name", "", {{"contact2_name", "李"}, {"contact2_phone", "110"}}});
    out.push_back({"contact_gap", "contact2_name", "", {{"contact1_name", "李"}, {"contact1_phone", "110"}, {"contact3_name", "王"}, {"contact3_phone", "120"}}});
    out.push_back({"fact_required", "contact1_phone", "", {{"contact1_name", "李"}}});
    out.push_back({"fact_required", "contact2_name", "", {{"contact1_name", "李"}, {"contact1_phone", "110"}, {"contact2_phone", "110"}}});
    out.push_back({"phone_malformed", "contact1_phone", "坏", {{"contact1_name", "李"}}});
    for (const auto& [part, limit] : {std::pair("name", 40U), {"relation", 40U}, {"note", 80U}}) {
        RowCells cells{{"contact1_phone", "110"}};
        if (part != std::string_view("name")) cells.emplace_back("contact1_name", "李");
        out.push_back({"fact_too_long", std::string("contact1_") + part, letters(limit + 1), cells});
    }
}

void add_relatives(std::vector<BadRow>& out) {
    const std::vector<RowCells> xiaofang = {{{"relative1_name", "小芳"}, {"relative1_relation", "女儿"}, {"relative1_calls_elder", "妈妈"}, {"relative1_visit", "可以"}}};
    const std::pair<std::string, std::string> name{"relative1_name", "小芳"};
    out.push_back({"fact_required", "relative1_name", "", {{"relative1_relation", "女儿"}}});
    out.push_back({"fact_too_long", "relative1_name", letters(21)});
    out.push_back({"fact_too_long", "relative1_calls_elder", letters(21), {name}});
    for (const char* part : {"relation", "message", "visit", "order", "health"}) out.push_back({"word_unknown", numbered("relative", 1, part), "说不清", {name}});
    out.push_back({"relative_twice", "relative2_name", "小 芳", {name}});
    out.push_back({"relative_twice", "relative1_name", "小 芳", {}, xiaofang});
    out.push_back({"relative_differs", "relative1_relation", "儿子", {name}, xiaofang});
    out.push_back({"relative_differs", "relative1_calls_elder", "妈", {name}, xiaofang});
    out.push_back({"relative_taken_back", "relative1_name", "小芳", {}, xiaofang, take_back_link});
    out.push_back({"right_taken_away", "relative1_visit", "可以", {name}, xiaofang, take_visits_away, Fate::Refused, "小芳", "2026-11-25"});
    RowCells many;
    for (std::size_t i = 1; i <= server::kMostRelatives; ++i) many.emplace_back(numbered("relative", i, "name"), "亲友" + std::to_string(i));
    out.push_back({"too_many_members", "", "", many, xiaofang});
}

RowCells subsidy(std::size_t number, const std::string& yuan, const std::string& from = "") {
    RowCells cells{{numbered("subsidy", number, "kind"), "护理补贴"}, {numbered("subsidy", number, "yuan"), yuan}};
    if (!from.empty()) cells.emplace_back(numbered("subsidy", number, "from"), from);
    return cells;
}

RowCells operator+(RowCells one, const RowCells& other) {
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

void add_subsidies(std::vector<BadRow>& out) {
    const RowCells first = subsidy(1, "100", "2026-01-01"), part = subsidy(1, "100");
    const std::string from = "subsidy1_from";
    for (const char* yuan : {"0", "一百", "1000000.01", "1.234"}) out.push_back({"amount_impossible", "subsidy1_yuan", yuan, {{"subsidy1_kind", "护理补贴"}, {from, "2026-01-01"}}});
    out.push_back({"fact_required", "subsidy1_yuan", "", {{"subsidy1_kind", "护理补贴"}, {from, "2026-01-01"}}});
    out.push_back({"fact_required", "subsidy1_kind", "", {{"subsidy1_yuan", "100"}, {from, "2026-01-01"}}});
    out.push_back({"fact_required", from, "", part});
    out.push_back({"word_unknown", "subsidy1_kind", "过节费", {{"subsidy1_yuan", "100"}, {from, "2026-01-01"}}});
    out.push_back({"word_unknown", "subsidy1_period", "每周", first});
    out.push_back({"date_malformed", from, "元旦", part});
    out.push_back({"date_impossible", from, "2026-02-30", part});
    out.push_back({"until_before_from", "subsidy1_until", "2025-12-31", first});
    for (const auto& [cell, limit] : {std::pair("authority", 60U), {"number", 60U}, {"note", 200U}}) out.push_back({"fact_too_long", numbered("subsidy", 1, cell), letters(limit + 1), first});
    out.push_back({"record_overlaps", "subsidy2_from", "2026-02-01", first + subsidy(2, "120")});
    out.push_back({"record_overlaps", from, "2025-12-01", part, {first}});
    out.push_back({"record_cuts_short", from, "2026-12-01", subsidy(1, "120") + RowCells{{"subsidy1_until", "2026-12-31"}}, {first}});
    out.push_back({"record_differs", from, "2026-01-01", subsidy(1, "120"), {first}});
    out.push_back({"record_differs", "subsidy2_from", "2026-01-01", first + subsidy(2, "120")});
    out.push_back({"record_withdrawn", from, "2026-01-01", part, {first}, cross_out});
    out.push_back({"record_corrected", from, "2026-01-01", part + RowCells{{"subsidy1_number", "旧〔2026〕1 号"}}, {first + RowCells{{"subsidy1_number", "旧〔2026〕1 号"}}}, correct, Fate::Same, "", "2026-11-25"});
    out.push_back({"record_ends", from, "2026-12-01", subsidy(1, "120"), {first}, {}, Fate::Change, "", "2026-11-30"});
}

void add_assessments(std::vector<BadRow>& out) {
    const RowCells grade{{"assessment_grade", "中度失能"}}, by{{"assessment_authority", "中心"}}, whole = grade + by;
    const std::string date = "assessment_date";
    const RowCells on{{date, "2026-03-01"}};
    out.push_back({"word_unknown", "assessment_grade", "轻", by + on});
    out.push_back({"fact_required", "assessment_grade", "", by + on});
    out.push_back({"fact_required", "assessment_authority", "", grade + on});
    out.push_back({"fact_required", date, "", whole});
    out.push_back({"date_impossible", date, "2026-11-26", whole});
    out.push_back({"date_malformed", date, "春天", whole});
    out.push_back({"until_before_from", "assessment_until", "2026-02-28", whole + on});
    for (const auto& [cell, limit] : {std::pair("number", 60U), {"note", 200U}}) out.push_back({"fact_too_long", std::string("assessment_") + cell, letters(limit + 1), whole + on});
    out.push_back({"record_differs", date, "2026-03-01", RowCells{{"assessment_grade", "轻度失能"}} + by, {whole + on}});
    out.push_back({"record_withdrawn", date, "2026-03-01", whole, {whole + on}, cross_out});
    RowCells many = whole + on;
    for (std::size_t i = 1; i <= server::kMostCareRecords; ++i) {
        many = many + RowCells{{numbered("subsidy", i, "kind"), "其他补贴"}, {numbered("subsidy", i, "yuan"), std::to_string(i)}, {numbered("subsidy", i, "from"), "2026-01-01"}};
    }
    out.push_back({"too_many_records", "", "", many});
}

// Whose home it is.
void add_homes(std::vector<BadRow>& out) {
    const std::vector<RowCells> home(1);
    const RowCells card{{"id_number", "{card}"}};
    out.push_back({"same_as_row", "", "", {{"name", "好\x07""0"}, {"address", "东关  0 号"}}});
    out.push_back({"same_as_row", "", "", {{"id_number", "{card of 0}"}}});
    out.push_back({"id_number_differs", "id_number", "{card2}", {}, {card}});
    out.push_back({"id_number_taken", "id_number", "{card}", {{"id", "{id}"}}, {{}, card + RowCells{{"name", "另{n}"}}}});
    out.push_back({"several_homes", "", "", {}, {card, {{"id_number", "{card2}"}}}, {}, Fate::Refused, "坏{n}"});
    out.push_back({"household_closed", "", "", {}, home, close});
    out.push_back({"household_closed", "", "", {{"id", "{id}"}, {"name", "又{n}"}}, home, close});
    out.push_back({"household_closed", "", "", card + RowCells{{"name", "又{n}"}}, {card}, close});
    out.push_back({"place_unknown", "organisation", "不知道的机构"});
    out.push_back({"place_unknown", "organisation", "王桂兰那里"});  // it has four
    out.push_back({"place_differs", "organisation", "周建国那里", {}, home, {}, Fate::Refused, "王桂兰那里"});
    out.push_back({"place_differs", "organisation", "不知道的机构", {}, home, {}, Fate::Refused, "王桂兰那里"});
}

}  // namespace

const std::vector<BadRow>& bad_rows() {
    static const std::vector<BadRow> all = [] {
        std::vector<BadRow> out;
        add_facts(out);
        add_contacts(out);
        add_relatives(out);
        add_homes(out);
        add_assessments(out);
        add_subsidies(out);
        return out;
    }();
    return all;
}

const std::vector<std::pair<std::string, std::string>>& codes_without_a_row() {
    static const std::vector<std::pair<std::string, std::string>> those = {
        {"too_many_contacts", "a list has columns for 20; one more is a column that is not known, and said at its beginning"},
        {"changed_meanwhile", "it takes somebody else who writes in between, whatever stands in the row"},
    };
    return those;
}

}  // namespace anju::tests
