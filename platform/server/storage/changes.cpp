// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/changes.hpp"

namespace anju::server {

using contract::Author;
using contract::FileChange;

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
    if (change.what == "fact.imported" || change.what == "record.imported") {
        change.author = Author::Import;
    } else if (who.starts_with("staff:")) {
        change.author = Author::Staff;
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
