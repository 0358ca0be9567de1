// SPDX-License-Identifier: Apache-2.0
#include "platform/server/contact_list.hpp"

#include "platform/server/facts.hpp"

namespace anju::server {
namespace {

using contract::Contact;

struct Part {
    Fact fact;
    std::string Contact::*value;
};
constexpr Part kParts[] = {
    {{.name = "name", .written = "姓名", .column = "", .limit = 40, .required = true}, &Contact::name},
    {{.name = "relation", .written = "关系", .column = "", .limit = 40}, &Contact::relation},
    {{.name = "phone", .written = "电话", .column = "", .kind = FactKind::Phone, .required = true}, &Contact::phone},
    {{.name = "note", .written = "备注", .column = "", .limit = 80}, &Contact::note},
};

}  // namespace

std::string written(const std::vector<Contact>& contacts) {
    std::string out;
    for (const Contact& one : contacts) {
        out += (out.empty() ? "" : "、") + one.name + (one.relation.empty() ? " " : "（" + one.relation + "）") + one.phone +
               (one.note.empty() ? "" : "，" + one.note);
    }
    return out;
}

Stored<std::vector<Contact>> settled(std::vector<Contact> contacts) {
    if (contacts.size() > kMostContacts) {
        return tl::unexpected(RepositoryError{Trouble::Refused, "too_many_contacts", "", {}});
    }
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        for (const Part& part : kParts) {
            auto& value = contacts[i].*part.value;
            auto kept = settled(part.fact, value, std::chrono::year_month_day{});
            if (!kept) {
                return tl::unexpected(RepositoryError{Trouble::Refused, kept.error(), std::to_string(i) + "." + std::string(part.fact.name), {}});
            }
            value = *std::move(kept);
        }
    }
    return contacts;
}

}  // namespace anju::server
