// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/changes.hpp"

namespace anju::server {

using contract::Author;
using contract::FileChange;

namespace {

// A home or a relative that came by a list says so as the last of what was written.
bool is_by_import(std::string_view what, std::string_view after) {
    return what == "fact.imported" || what == "record.imported" || ((what == "household.created" || what == "member.created") && after.ends_with(R"("by":"import"})"));
}

}  // namespace

FileChange change_at(const Row& row) {
    FileChange change;
    change.number = static_cast<std::uint64_t>(row.number(0));
    const std::string who = row.text(1);
    change.what = row.text(2);
    change.field = row.text(3);
    if (!change.field.empty()) {  // others hold JSON that is not for reading
        change.before = row.text(4);
        change.after = row.text(5);
    }
    change.at = row.time(6);
    if (who.starts_with("staff:")) {
        change.author = is_by_import(change.what, row.text(5)) ? Author::Import : Author::Staff;
        change.who = row.text(7);
    } else if (who.starts_with("member:")) {
        change.author = Author::Family;
        change.who = row.text(8);
    } else if (who.starts_with("tv:")) {
        change.author = Author::Tv;
    }
    return change;
}

}  // namespace anju::server
