// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/columns.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "platform/server/contact_list.hpp"
#include "platform/server/exchange/list_fault.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

struct Words {
    ColumnKind kind;
    std::string_view english, chinese;
};
constexpr Words kOthers[] = {{ColumnKind::Id, "id", "编号"}, {ColumnKind::Place, "organisation", "机构"}, {ColumnKind::Reason, "reason", "不收的理由"}};

// As lists have them that were made without us.
struct Alias {
    std::string_view header, fact;
};
constexpr Alias kAliases[] = {{"手机", "phone"},     {"手机号", "phone"},     {"联系电话", "phone"},  {"身份证", "id_number"},
                              {"身份证号码", "id_number"}, {"公民身份号码", "id_number"}, {"生日", "birth_date"}, {"出生年月日", "birth_date"},
                              {"住址", "address"},   {"家庭住址", "address"}, {"老人姓名", "name"},   {"门禁密码", "door_code"},
                              {"爱好", "likes"},     {"兴趣", "likes"},       {"想要的服务", "wishes"}, {"需求", "wishes"},
                              {"interests", "likes"}, {"needs", "wishes"}};

constexpr std::string_view kContact = "contact", kContactWritten = "联系人";

std::string bare(std::string_view header) {
    std::string text = ascii_lower(one_line(header));
    std::erase(text, ' ');
    std::erase(text, '*');
    return text;
}

// "contact2_phone" or 联系人2电话: the number, 0 for none, and the part; nothing: it is none of these.
std::optional<std::pair<std::size_t, std::string_view>> numbered(std::string_view text, std::string_view start, bool chinese) {
    if (!text.starts_with(start)) {
        return std::nullopt;
    }
    text.remove_prefix(start.size());
    std::size_t number = 0, digits = 0;
    while (digits < text.size() && digits < 3 && text[digits] >= '0' && text[digits] <= '9') {
        number = number * 10 + static_cast<std::size_t>(text[digits++] - '0');
    }
    text.remove_prefix(digits);
    if (!chinese && text.starts_with('_')) {
        text.remove_prefix(1);
    }
    return std::pair(digits == 0 ? 0 : number == 0 ? kMaxListColumns : number, text);
}

Column contact_column(std::string_view text) {
    for (const bool chinese : {false, true}) {
        const auto found = numbered(text, chinese ? kContactWritten : kContact, chinese);
        for (const ContactPart& part : kContactParts) {
            if (found && found->first > 0 && found->first <= kMostContacts && found->second == (chinese ? part.written : part.name)) {
                return {ColumnKind::Contact, nullptr, found->first - 1, part.value};
            }
        }
    }
    return {};
}

Column group_column(std::string_view text) {
    for (const ColumnGroup& group : column_groups()) {
        for (const bool chinese : {false, true}) {
            const auto found = numbered(text, chinese ? group.written : group.name, chinese);
            if (!found || (group.most == 0 ? found->first != 0 : found->first == 0 || found->first > group.most)) {
                continue;
            }
            for (const GroupPart& part : group.parts) {
                if (found->second == (chinese ? part.written : part.name)) {
                    return {ColumnKind::Group, nullptr, group.most == 0 ? 0 : found->first - 1, nullptr, &group, &part};
                }
            }
        }
    }
    return {};
}

}  // namespace

Column column_of(std::string_view header) {
    const std::string text = bare(header);
    for (const Fact& fact : facts()) {
        if (text == fact.name || text == fact.written) {
            return {ColumnKind::Fact, &fact, 0, nullptr};
        }
    }
    for (const Alias& alias : kAliases) {
        if (text == alias.header) {
            return {ColumnKind::Fact, fact_named(alias.fact), 0, nullptr};
        }
    }
    for (const Words& other : kOthers) {
        if (text == other.english || text == other.chinese) {
            return {other.kind, nullptr, 0, nullptr};
        }
    }
    const Column contact = contact_column(text);
    return contact.kind == ColumnKind::Unknown ? group_column(text) : contact;
}

std::string header_of(const Column& column, HeaderLanguage language) {
    const bool chinese = language == HeaderLanguage::Chinese;
    if (column.kind == ColumnKind::Fact) {
        return std::string(chinese ? column.fact->written : column.fact->name);
    }
    if (column.kind == ColumnKind::Contact) {
        const auto* part = std::find_if(std::begin(kContactParts), std::end(kContactParts), [&](const ContactPart& one) { return one.value == column.part; });
        const std::string number = std::to_string(column.number + 1);
        return chinese ? std::string(kContactWritten) + number + std::string(part->written) : std::string(kContact) + number + "_" + std::string(part->name);
    }
    if (column.kind == ColumnKind::Group) {
        const std::string number = column.group->most == 0 ? "" : std::to_string(column.number + 1);
        return chinese ? std::string(column.group->written) + number + std::string(column.cell->written) : column_name(*column.group, column.number + 1, column.cell->name);
    }
    const auto* other = std::find_if(std::begin(kOthers), std::end(kOthers), [&](const Words& one) { return one.kind == column.kind; });
    return other == std::end(kOthers) ? "" : std::string(chinese ? other->chinese : other->english);
}

}  // namespace anju::server
