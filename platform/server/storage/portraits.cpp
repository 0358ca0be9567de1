// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/portraits.hpp"

namespace anju::server {
namespace {

void keep_portrait(Work& work, const StaffCaller& staff, const HeldHousehold& home, const Portrait& portrait, const std::string& before, const std::string& after) {
    work.tx.run("UPDATE " + std::string(portrait.table) + " SET photo = $2 WHERE " + std::string(portrait.key) + " = $1",
                {portrait.of, after.empty() ? std::nullopt : std::optional(after)});
    if (!before.empty()) {
        work.tx.run("DELETE FROM photo_rendition WHERE photo = $1", {before});
        work.tx.run("DELETE FROM photo WHERE id = $1", {before});
    }
    write_audit(work, {name_of(staff), after.empty() ? "photo.removed" : before.empty() ? "photo.set" : "photo.replaced", portrait.of, home.id, home.path,
                       before, after, portrait.field});
    household_changed(work, home.id);
}

}  // namespace

Portrait portrait_of_person(const std::string& household) { return {"person", "household", household, "photo"}; }
Portrait portrait_of_member(const std::string& member) { return {"member", "id", member, "photo " + member}; }

std::string load_portrait(Transaction& tx, const Portrait& portrait) {
    const Rows rows = tx.run("SELECT photo FROM " + std::string(portrait.table) + " WHERE " + std::string(portrait.key) + " = $1", {portrait.of});
    return rows.empty() ? "" : rows[0].text(0);
}

Stored<contract::Photo> replace_portrait(Work& work, const StaffCaller& staff, const HeldHousehold& home, const Portrait& portrait, const std::string& seen,
                                         const NewPhoto& photo) {
    const std::string before = load_portrait(work.tx, portrait);
    if (before != seen) {
        return conflict("changed_meanwhile");
    }
    auto made = insert_photo(work, home, std::nullopt, photo);
    keep_portrait(work, staff, home, portrait, before, made.id);
    return made;
}

Stored<void> remove_portrait(Work& work, const StaffCaller& staff, const HeldHousehold& home, const Portrait& portrait, const std::string& seen) {
    const std::string before = load_portrait(work.tx, portrait);
    if (before.empty()) {
        return {};
    }
    if (before != seen) {
        return conflict("changed_meanwhile");
    }
    keep_portrait(work, staff, home, portrait, before, "");
    return {};
}

}  // namespace anju::server
