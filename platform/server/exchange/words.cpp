// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/words.hpp"

#include <algorithm>
#include <iterator>

#include "platform/server/care_record.hpp"
#include "platform/server/rights_words.hpp"

namespace anju::server {
namespace {

// {v}: what stands there, {c}: the column, {r}: a row, {d}: a day, {w}: by whom.
struct Sentence {
    std::string_view code, chinese, english;
};

constexpr Sentence kFile[] = {
    {"list_empty", "这个文件里没有一户", "There is no home in this file"},
    {"list_too_large", "文件太大：最多 64 MB，请分成几个", "The file is too large: 64 MB at most; split it"},
    {"list_too_many_rows", "行太多：最多 200,000 行，请分成几个", "Too many rows: 200,000 at most; split it"},
    {"list_too_many_columns", "列太多：最多 2200 列", "Too many columns: 2200 at most"},
    {"list_zip", "这不是 CSV，是压缩包或者 Excel 工作簿。请在 Excel 里“另存为”CSV UTF-8", "This is not a CSV but an archive or an Excel workbook. Save it as CSV UTF-8 in Excel"},
    {"list_old_excel", "这不是 CSV，是旧的 Excel 文件。请在 Excel 里“另存为”CSV UTF-8", "This is not a CSV but an old Excel file. Save it as CSV UTF-8 in Excel"},
    {"list_pdf", "这不是 CSV，是 PDF", "This is not a CSV but a PDF"},
    {"list_binary", "这不是 CSV：里面不全是文字", "This is not a CSV: it holds more than text"},
    {"list_utf16", "文字编码是 UTF-16，请存成 UTF-8 或 GB18030", "The text is UTF-16; save it as UTF-8 or GB18030"},
    {"list_encoding", "文字编码看不懂，请存成 UTF-8 或 GB18030", "The encoding of the text is not known; save it as UTF-8 or GB18030"},
    {"list_quotes", "第 {r} 行的引号不成对，后面的没法读", "The quotation marks of row {r} do not pair; nothing behind can be read"},
    {"list_json", "不是完整的 JSON，读到第 {r} 户为止", "This is no whole JSON; it was read up to home {r}"},
    {"list_json_shape", "JSON 要是一个数组，一户一个对象（第 {r} 户）", "The JSON must be an array with an object for each home (home {r})"},
    {"column_twice", "“{v}”这一列有两个，只留一个", "There are two columns “{v}”; keep one"},
    {"no_name_column", "第一行要是表头，要有“姓名”这一列", "The first row must be the headers, with a column “name”"},
};

constexpr Sentence kRow[] = {
    {"not_text", "{c}里有不是文字的东西", "{c} holds what is not text"},
    {"fact_required", "缺{c}", "{c} is missing"},
    {"fact_too_long", "{c}太长：“{v}”", "{c} is too long: “{v}”"},
    {"date_malformed", "{c}“{v}”看不懂，请写成 1944-03-09", "{c} “{v}” is not a date; write it as 1944-03-09"},
    {"date_impossible", "{c}“{v}”不可能，请再看一遍", "{c} “{v}” cannot be; look again"},
    {"phone_malformed", "{c}“{v}”不像电话号码", "{c} “{v}” does not look like a telephone number"},
    {"id_number_malformed", "身份证号不是 18 位，请照着证件再抄一遍", "The identity number does not have 18 digits; copy it again from the card"},
    {"id_number_check", "身份证号最后一位不对，请照着证件再抄一遍", "The last digit of the identity number is wrong; copy it again from the card"},
    {"word_unknown", "{c}“{v}”不认得", "{c} “{v}” is not known"},
    {"amount_impossible", "{c}“{v}”不像金额，请写 0.01 到 1000000", "{c} “{v}” is no amount; write 0.01 to 1000000"},
    {"until_before_from", "{c}“{v}”早于开始", "{c} “{v}” is before its beginning"},
    {"record_differs", "{c}“{v}”：站里已有这一天开始的一笔，写的不一样。历史不改写：新的请写新的日期，写错的在页面上改",
     "{c} “{v}”: another one is kept that begins on this day. History is not written over: give a new one its own day, correct a wrong one on the page"},
    {"record_withdrawn", "{c}“{v}”这一笔站里划掉了（写错了），导入不再写上", "{c} “{v}”: this one was crossed out as a mistake; a list does not bring it back"},
    {"record_overlaps", "{c}“{v}”：这几个月已经有一笔同样的补贴", "{c} “{v}”: a subsidy of this kind comes in these months already"},
    {"record_cuts_short", "{c}“{v}”：这一笔有到期日，会把站里没有到期日的那一笔停掉，到期以后就没有了。要停，请在名单里给那一笔也写上到期，或者在页面上改",
     "{c} “{v}”: this one has a last day, and would end the one that goes on without one. Give that one its last day in the list, too, or change it on the page"},
    {"record_corrected", "{c}“{v}”：这一笔 {d}{w}改过了，名单不动它", "{c} “{v}”: corrected since, on {d}{w}; the list leaves it"},
    {"record_ends", "{c}“{v}”：原来的那一笔到 {d} 为止", "{c} “{v}”: the running one ends on {d}"},
    {"too_many_records", "补贴和评估太多：一户最多 200 笔", "Too many subsidies and assessments: 200 at most for a home"},
    {"relative_differs", "{c}“{v}”和站里记的不一样，导入不改这一样", "{c} “{v}” is not what is kept, and a list does not change it"},
    {"relative_taken_back", "{c}“{v}”的链接已经收回，导入不再加上", "{c}: the link of “{v}” was taken back; a list does not add this relative again"},
    {"right_taken_away", "{c}：“{v}”的这一样 {d}{w}收回了，名单不再给。要给，请在这一家的页面上打开",
     "{c}: taken away from “{v}” on {d}{w}; a list does not give it back. Switch it on at the page of this home"},
    {"relative_twice", "{c}“{v}”在这一家已经有一位，两位同名在电视上分不清，请换个写法", "{c} “{v}”: this home has one of that name, and two could not be told apart on the TV; write it otherwise"},
    {"too_many_members", "家属太多：一户最多 40 位", "Too many relatives: 40 at most for a home"},
    {"words_unknown", "{c}“{v}”不认得，词表里没有的请写成“其他：{v}”", "{c} “{v}” is not known; what is not among the words is written “other: {v}”"},
    {"too_many_contacts", "联系人太多：最多 20 位", "Too many contacts: 20 at most"},
    {"contact_gap", "联系人中间空了一位：{c}", "A contact is missing between others: {c}"},
    {"same_as_row", "和第 {r} 行是同一个人，只留一行", "The same person as row {r}; keep one of them"},
    {"id_number_differs", "这个地址已有同名的老人，身份证号不一样，请核对", "Somebody of this name is known at this address with another identity number; check it"},
    {"id_number_taken", "这个身份证号记在另一户名下，请核对", "This identity number belongs to another home; check it"},
    {"several_homes", "站里有几户都像{v}，请写上编号", "Several homes could be that of {v}; give the id"},
    {"household_closed", "这户已经注销，不再改", "This home is closed and not changed any more"},
    {"place_unknown", "机构“{v}”不认得，或者有几个同名的", "The organisation “{v}” is not known, or there are several"},
    {"place_differs", "这户在{v}，导入不能把它搬走", "This home is with {v}; a list does not move it"},
    {"changed_meanwhile", "刚才有人改了这户，这一行没有写，请再试一遍", "Somebody has changed this home meanwhile; the row was not written, try it again"},
};

std::string filled(std::string_view form, std::string_view column, const Refusal& with, Language language) {
    std::string out;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const std::string_view here = form.substr(i, 3);
        i += here.size() == 3 && here[0] == '{' && here[2] == '}' ? 2 : 0;
        if (here == "{v}") {
            out += with.value;
        } else if (here == "{c}") {
            out += column;
        } else if (here == "{r}") {
            out += std::to_string(with.row);
        } else if (here == "{d}") {
            out += with.day;
        } else if (here == "{w}") {
            out += with.who.empty() ? "" : language == Language::Chinese ? " 由" + with.who : " by " + with.who;
        } else {
            out += form[i];
        }
    }
    return out;
}

template <std::size_t N>
std::string sentence(const Sentence (&those)[N], Language language, std::string_view column, const Refusal& with) {
    const auto* found = std::find_if(std::begin(those), std::end(those), [&](const Sentence& one) { return one.code == with.code; });
    return found == std::end(those) ? with.code : filled(language == Language::Chinese ? found->chinese : found->english, column, with, language);
}

}  // namespace

std::string said(const ListFault& fault, Language language) { return sentence(kFile, language, "", {fault.code, "", fault.value, fault.row}); }

std::string said(const Refusal& refusal, Language language) {
    return sentence(kRow, language, header_named(refusal.column, language), refusal);
}

std::string said(const RowPlan& row, Language language) {
    const bool chinese = language == Language::Chinese;
    switch (row.fate) {
        case Fate::Refused: return row.refusal ? said(*row.refusal, language) : "";
        case Fate::Same: return row.remarks.empty() ? (chinese ? "和站里记的一样" : "as it is kept already") : remarks_said(row, language);
        case Fate::Create: {
            const auto with = [&](std::size_t many, const char* before, const char* after, const char* english) {
                return many == 0 ? std::string() : chinese ? std::string("，") + before + " " + std::to_string(many) + " " + after : std::string(", ") + english + ": " + std::to_string(many);
            };
            return (chinese ? "新的一户" : "a new home") + with(row.contacts, "联系人", "位", "contacts") + with(row.relatives.size(), "家属", "位", "relatives") +
                   with(row.records.size(), "补贴和评估", "笔", "subsidies and assessments");
        }
        case Fate::Change: break;
    }
    std::string out;
    for (const ValueChange& change : row.changes) {
        const std::string before = change.before.empty() && !change.field.starts_with("rights ") ? (chinese ? "没有" : "nothing") : value_said(change.field, change.before, language);
        out += (out.empty() ? "" : chinese ? "；" : "; ") + header_named(change.field, language) + " " + before + " → " +
               value_said(change.field, change.after, language);
    }
    return out + (row.remarks.empty() ? "" : (chinese ? "；" : "; ") + remarks_said(row, language));
}

std::string remarks_said(const RowPlan& row, Language language) {
    std::string out;
    for (const Remark& one : row.remarks) {
        out += (out.empty() ? "" : language == Language::Chinese ? "；" : "; ") + said(one, language);
    }
    return out;
}

std::string_view said(Fate fate, Language language) {
    const bool chinese = language == Language::Chinese;
    switch (fate) {
        case Fate::Create: return chinese ? "新建" : "new";
        case Fate::Change: return chinese ? "改动" : "changed";
        case Fate::Same: return chinese ? "不变" : "same";
        case Fate::Refused: return chinese ? "不收" : "refused";
    }
    return "";
}

std::string_view said(Encoding encoding) { return encoding == Encoding::Utf8 ? "UTF-8" : "GB18030"; }

std::string header_named(std::string_view name, Language language) {
    const bool chinese = language == Language::Chinese;
    constexpr std::string_view kRightsOf = "rights ";
    if (name.starts_with(kRightsOf)) {
        const std::string whose(name.substr(kRightsOf.size()));
        return chinese ? whose + "可以做的" : "rights of " + whose;
    }
    for (const ColumnGroup& group : column_groups()) {
        if (name == group.name) {
            return std::string(chinese ? group.written : group.name);
        }
    }
    if (name == "contacts") {
        return language == Language::Chinese ? "联系人" : "contacts";
    }
    const Column column = column_of(name);
    return column.kind == ColumnKind::Unknown ? std::string(name) : header_of(column, language);
}

std::string value_said(std::string_view field, const std::string& value, Language language) {
    const bool chinese = language == Language::Chinese;
    if (field == "subsidy" || field == "assessment") {
        const auto record = kept_record(value);
        return record ? written(*record, chinese) : value;
    }
    const auto rights_said = [chinese](std::string_view rights) { return chinese ? rights_in_chinese(rights) : rights.empty() ? "none" : std::string(rights); };
    if (field.starts_with("rights ")) {
        return rights_said(value);
    }
    if (const auto line = value.find('\n'); field == "relative" && line != std::string::npos) {
        const auto next = value.find('\n', line + 1);
        const std::string relation = value.substr(line + 1, next - line - 1);
        return value.substr(0, line) + (chinese ? "（" + relation_written(relation) + "）：" : " (" + relation + "): ") + rights_said(value.substr(next + 1));
    }
    const Fact* fact = fact_named(field);
    if (!fact) {
        return value;
    }
    if (fact->kind == FactKind::Words) {
        return written_words(*fact, value, chinese);
    }
    for (const FactWord& one : fact->words) {
        if (one.word == value) {
            return std::string(language == Language::Chinese ? one.written : one.word);
        }
    }
    return shown(*fact, value);
}

}  // namespace anju::server
