// SPDX-License-Identifier: Apache-2.0
// The contacts of a home are changed as one list, against the one that was seen.
#include "platform/server/storage/contacts.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {

Stored<contract::Contacts> SqlRepository::edit_contacts(const StaffCaller& staff, const std::string& household, const contract::ContactsEdit& edit,
                                                        Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    const auto contacts = settled(edit.contacts);
    if (!contacts) {
        return tl::unexpected(contacts.error());
    }
    return write<contract::Contacts>(now, [&](Work& work) -> Stored<contract::Contacts> {
        const auto home = hold_home(work, staff, household);
        if (!home) {
            return tl::unexpected(home.error());
        }
        const auto before = load_contacts(work.tx, household);
        if (before != *contacts) {
            if (load_change_of(work.tx, household, kContactsField) != edit.seen) {
                return conflict("changed_meanwhile");
            }
            store_contacts(work, household, *contacts);
            write_audit(work, {name_of(staff), "fact.edited", household, household, home->path, written(before), written(*contacts),
                               std::string(kContactsField)});
            index_household(work, household);
        }
        return load_contacts_said(work.tx, household, load_making(work.tx, household));
    });
}

}  // namespace anju::server
