// SPDX-License-Identifier: Apache-2.0
// The photo of the person of a home, and the number on the identity card: each read or changed with an entry in the audit.
#include <algorithm>

#include "platform/server/facts.hpp"
#include "platform/server/storage/home_file.hpp"
#include "platform/server/storage/portraits.hpp"
#include "platform/server/storage/sql_repository.hpp"

namespace anju::server {

Stored<void> SqlRepository::may_set_person_photo(const StaffCaller& staff, const std::string& household, const std::string& seen) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return read<void>([&](Transaction& tx) -> Stored<void> {
        if (is_closed(tx, staff, household)) {
            return conflict("household_closed");
        }
        if (!is_within(tx, staff, household)) {
            return not_found("household_not_found");
        }
        return load_portrait(tx, portrait_of_person(household)) == seen ? Stored<void>{} : conflict("changed_meanwhile");
    });
}

Stored<contract::Photo> SqlRepository::set_person_photo(const StaffCaller& staff, const std::string& household, const std::string& seen, const NewPhoto& photo,
                                                        Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<contract::Photo>(now, [&](Work& work) -> Stored<contract::Photo> {
        const auto home = hold_home(work, staff, household);
        return home ? replace_portrait(work, staff, *home, portrait_of_person(household), seen, photo) : tl::unexpected(home.error());
    });
}

Stored<void> SqlRepository::remove_person_photo(const StaffCaller& staff, const std::string& household, const std::string& seen, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<void>(now, [&](Work& work) -> Stored<void> {
        const auto home = hold_home(work, staff, household);
        return home ? remove_portrait(work, staff, *home, portrait_of_person(household), seen) : tl::unexpected(home.error());
    });
}

Stored<contract::FactValue> SqlRepository::reveal_id_number(const StaffCaller& staff, const std::string& household, Time now) {
    if (!keeps_homes(staff)) {
        return refused("role_missing");
    }
    return write<contract::FactValue>(now, [&](Work& work) -> Stored<contract::FactValue> {
        if (!is_within(work.tx, staff, household)) {
            return not_found("household_not_found");
        }
        const Rows home = work.tx.run("SELECT h.path, f.id_number FROM household h JOIN home_file f ON f.household = h.id WHERE h.id = $1", {household});
        auto file = load_home_file(work.tx, household, seen_by(staff));
        if (home.empty() || !file) {
            return not_found("household_not_found");
        }
        contract::FactValue value = *std::find_if(file->facts.begin(), file->facts.end(), [](const contract::FactValue& one) { return one.name == "id_number"; });
        value.value = home[0].text(1);
        if (!value.value.empty()) {
            write_audit(work, {name_of(staff), "id_number.revealed", household, household, home[0].text(0), "", json_of({{"id_number", "shown"}})});
        }
        return value;
    });
}

}  // namespace anju::server
