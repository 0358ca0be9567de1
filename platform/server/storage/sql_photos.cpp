// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/photos.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

const char* word(PhotoSize size) {
    switch (size) {
        case PhotoSize::Full:
            return "full";
        case PhotoSize::Small:
            return "small";
    }
    return "";
}

// A TV shows what is sent, a relative also what she is about to send, staff portraits only, the door the elder's.
struct Fetch {
    Transaction& tx;
    const std::string& id;
    const char* size;

    Rows operator()(const TerminalCaller& tv) const {
        return tx.run(
            "SELECT r.jpeg FROM photo p JOIN photo_rendition r ON r.photo = p.id"
            " WHERE p.id = $1 AND r.size = $2 AND p.household = $3 AND p.pending = 0",
            {id, size, tv.household});
    }
    Rows operator()(const FamilyCaller& who) const {
        return tx.run(
            "SELECT r.jpeg FROM photo p JOIN photo_rendition r ON r.photo = p.id"
            " WHERE p.id = $1 AND r.size = $2 AND p.household = $3"
            " AND (p.pending = 0 OR p.member = $4)",
            {id, size, who.household, who.member});
    }
    Rows operator()(const StaffCaller& staff) const {
        return tx.run(
            "SELECT r.jpeg FROM photo p JOIN photo_rendition r ON r.photo = p.id"
            " WHERE p.id = $1 AND r.size = $2 AND p.path >= $3 AND p.path < $4"
            " AND p.member IS NULL",
            {id, size, staff.scope, end_of(staff.scope)});
    }
    Rows operator()(const VisitorCaller& who) const {
        return tx.run(
            "SELECT r.jpeg FROM person e JOIN photo_rendition r ON r.photo = e.photo"
            " WHERE e.photo = $1 AND r.size = $2 AND e.household = $3",
            {id, size, who.household()});
    }
};

}  // namespace

contract::Photo insert_photo(Work& work, const HeldHousehold& home,
                             const std::optional<std::string>& member, const NewPhoto& photo) {
    const std::string id = new_id();
    work.tx.run(
        "INSERT INTO photo (id, household, path, member, pending, width, height, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {id, home.id, home.path, member, member ? 1 : 0, photo.width, photo.height, work.now});
    for (const auto& [size, jpeg] :
         {std::pair{PhotoSize::Full, &photo.full}, std::pair{PhotoSize::Small, &photo.small}}) {
        work.tx.run("INSERT INTO photo_rendition (photo, size, jpeg) VALUES ($1, $2, $3)",
                    {id, word(size), Bytes{*jpeg}});
    }
    return {id, photo.width, photo.height};
}

Stored<std::string> SqlRepository::photo(const Viewer& viewer, const std::string& id,
                                         PhotoSize size) {
    return read<std::string>([&](Transaction& tx) -> Stored<std::string> {
        const Rows rows = std::visit(Fetch{tx, id, word(size)}, viewer);
        if (rows.empty()) {
            return not_found("photo_not_found");
        }
        return rows[0].text(0);
    });
}

}  // namespace anju::server
