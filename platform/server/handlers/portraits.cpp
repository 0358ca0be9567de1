// SPDX-License-Identifier: Apache-2.0
// The photo of the person, and the face of a relative. ?seen=: the photo that was on the page; empty: there was none.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::staff {
namespace {

using May = Stored<void> (Repository::*)(const StaffCaller&, const std::string&, const std::string& seen);
using Set = Stored<contract::Photo> (Repository::*)(const StaffCaller&, const std::string&, const std::string& seen, const NewPhoto&, Time);
using Remove = Stored<void> (Repository::*)(const StaffCaller&, const std::string&, const std::string& seen, Time);

std::string seen_by_page(const Asked& asked) { return asked.request.query("seen").value_or(""); }

// The picture is decoded only for who may store it.
Response store(const Asked& asked, May may, Set set) {
    const std::string seen = seen_by_page(asked);
    if (const auto allowed = (asked.repository().*may)(asked.staff(), asked.part, seen); !allowed) return refused(allowed.error());
    auto photo = photo_of(asked);
    if (!photo) return std::move(photo.error());
    return json_or_refused((asked.repository().*set)(asked.staff(), asked.part, seen, *photo, asked.now()), 201);
}

Response take_out(const Asked& asked, Remove remove) {
    const auto done = (asked.repository().*remove)(asked.staff(), asked.part, seen_by_page(asked), asked.now());
    return done ? nothing() : refused(done.error());
}

}  // namespace

Response set_photo(const Asked& asked) { return store(asked, &Repository::may_set_person_photo, &Repository::set_person_photo); }
Response remove_photo(const Asked& asked) { return take_out(asked, &Repository::remove_person_photo); }
Response set_member_photo(const Asked& asked) { return store(asked, &Repository::may_set_member_photo, &Repository::set_member_photo); }
Response remove_member_photo(const Asked& asked) { return take_out(asked, &Repository::remove_member_photo); }

}  // namespace anju::server::staff
