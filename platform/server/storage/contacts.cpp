// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/contacts.hpp"

namespace anju::server {

using contract::Contact;

std::vector<Contact> load_contacts(Transaction& tx, const std::string& household) {
    std::vector<Contact> contacts;
    for (const Row& row : tx.run("SELECT name, relation, phone, note FROM contact WHERE household = $1 ORDER BY place", {household})) {
        contacts.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
    }
    return contacts;
}

void store_contacts(Work& work, const std::string& household, const std::vector<Contact>& contacts) {
    work.tx.run("DELETE FROM contact WHERE household = $1", {household});
    std::int64_t place = 0;
    for (const Contact& one : contacts) {
        work.tx.run("INSERT INTO contact (household, place, name, relation, phone, note) VALUES ($1, $2, $3, $4, $5, $6)",
                    {household, ++place, one.name, one.relation, one.phone, one.note});
    }
}

}  // namespace anju::server
