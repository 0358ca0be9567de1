// SPDX-License-Identifier: Apache-2.0
// Short films: a family's, taken by a message like photos, and the elder's, for one relative.
#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/notices.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::Clip;
using contract::Message;

constexpr std::uint64_t kPart = 1024 * 1024;  // a signal that waits behind one is not felt
constexpr std::int64_t kMaxPending = 5;       // a member's

bool is_active(Work& work, const std::string& member, const std::string& household) {
    return !work.tx
                .run("SELECT 1 FROM member WHERE id = $1 AND household = $2 AND active = 1",
                     {member, household})
                .empty();
}

// Not whole yet: it belongs to nobody until its last part is there.
void insert_film(Work& work, const HeldHousehold& home, const std::optional<std::string>& member,
                 const std::optional<std::string>& for_member, const std::string& id, const NewFilm& film) {
    work.tx.run(
        "INSERT INTO film (id, household, path, member, for_member, pending, type, size, length,"
        " width, height, created_at) VALUES ($1, $2, $3, $4, $5, 2, $6, $7, $8, $9, $10, $11)",
        {id, home.id, home.path, member, for_member, film.clip.type, film.bytes.size(),
         film.clip.length.count(), film.clip.width, film.clip.height, work.now});
}

// What was answered before; the key is free again, since what it stands for is done later.
template <class T>
Stored<std::optional<T>> answered(Work& work, const OnceKey& key) {
    const auto before = key.claim(work);
    if (!before) {
        return tl::unexpected(before.error());
    }
    if (!*before) {
        return std::nullopt;
    }
    auto stored = contract::decode<T>(**before);
    if (!stored) {
        return tl::unexpected(unavailable("stored_answer_malformed", "an answer kept in the database cannot be read"));
    }
    return std::optional<T>(*std::move(stored));
}

struct Fetch {
    Transaction& tx;
    const std::string& id;

    Rows operator()(const TerminalCaller& tv) const {
        return tx.run("SELECT type, size FROM film WHERE id = $1 AND household = $2 AND pending = 0", {id, tv.household});
    }
    Rows operator()(const FamilyCaller& who) const {
        return tx.run("SELECT type, size FROM film WHERE id = $1 AND household = $2"
                      " AND ((pending = 0 AND (for_member IS NULL OR for_member = $3))"
                      " OR (pending = 1 AND member = $3))",
                      {id, who.household, who.member});
    }
};

}  // namespace

Stored<void> SqlRepository::write_parts(const std::string& film, std::string_view bytes, Time now) {
    for (std::int64_t place = 0; !bytes.empty(); ++place) {
        const std::string_view part = bytes.substr(0, kPart);
        bytes.remove_prefix(part.size());
        const auto done = write<void>(now, [&](Work& work) -> Stored<void> {
            work.tx.run("INSERT INTO film_part (film, place, bytes) VALUES ($1, $2, $3)", {film, place, Bytes{part}});
            return {};
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

Stored<Clip> SqlRepository::add_film(const FamilyCaller& who, const NewFilm& film, const Once& once, Time now) {
    const OnceKey key(name_of(who), "film", once);
    Clip clip = film.clip;
    clip.id = new_id();
    auto begun = write<std::optional<Clip>>(now, [&](Work& work) -> Stored<std::optional<Clip>> {
        auto before = answered<Clip>(work, key);
        if (!before || *before) {
            return before;
        }
        const auto home = hold_household(work, who.household, "/");
        if (!home || !is_active(work, who.member, who.household)) {
            return not_found("member_unknown");
        }
        if (auto may = check_allowed(work.tx, who.member, Act::Message); !may) {
            return tl::unexpected(may.error());
        }
        const Rows pending = work.tx.run("SELECT count(*) FROM film WHERE member = $1 AND pending = 1", {who.member});
        if (!pending.empty() && pending[0].number(0) >= kMaxPending) {
            return refused("too_many_pending_clips");
        }
        insert_film(work, *home, who.member, std::nullopt, clip.id, film);
        key.release(work);
        return std::optional<Clip>();
    });
    if (!begun) {
        return tl::unexpected(begun.error());
    }
    if (*begun) {
        return **std::move(begun);
    }
    if (auto written = write_parts(clip.id, film.bytes, now); !written) {
        return tl::unexpected(written.error());
    }
    return write<Clip>(now, [&](Work& work) -> Stored<Clip> {
        auto before = answered<Clip>(work, key);  // the same came on another line meanwhile; ours is swept away
        if (!before || *before) {
            return before ? Stored<Clip>(**std::move(before)) : tl::unexpected(before.error());
        }
        const auto home = hold_household(work, who.household, "/");
        if (!home || !is_active(work, who.member, who.household)) {
            return not_found("member_unknown");
        }
        if (auto may = check_allowed(work.tx, who.member, Act::Message); !may) {
            return tl::unexpected(may.error());
        }
        work.tx.run("UPDATE film SET pending = 1 WHERE id = $1", {clip.id});
        write_audit(work, {name_of(who), "film.added", clip.id, home->id, home->path, "", contract::encode(clip)});
        key.keep(work, contract::encode(clip));
        return clip;
    });
}

Stored<Message> SqlRepository::leave_film(const TerminalCaller& tv, const std::string& member, const NewFilm& film,
                                          const Once& once, Time now) {
    const OnceKey key(name_of(tv), "film for " + member, once);
    const std::string id = new_id();
    auto begun = write<std::optional<Message>>(now, [&](Work& work) -> Stored<std::optional<Message>> {
        auto before = answered<Message>(work, key);
        if (!before || *before) {
            return before;
        }
        const auto home = hold_household(work, tv.household, "/");
        if (!home || !is_active(work, member, tv.household)) {
            return not_found("member_not_found");
        }
        insert_film(work, *home, std::nullopt, member, id, film);
        key.release(work);
        return std::optional<Message>();
    });
    if (!begun) {
        return tl::unexpected(begun.error());
    }
    if (*begun) {
        return **std::move(begun);
    }
    if (auto written = write_parts(id, film.bytes, now); !written) {
        return tl::unexpected(written.error());
    }
    return write<Message>(now, [&](Work& work) -> Stored<Message> {
        auto before = answered<Message>(work, key);
        if (!before || *before) {
            return before ? Stored<Message>(**std::move(before)) : tl::unexpected(before.error());
        }
        const auto home = hold_household(work, tv.household, "/");
        if (!home || !is_active(work, member, tv.household)) {
            return not_found("member_not_found");
        }
        const std::string message = new_id();
        work.tx.run("UPDATE film SET pending = 0 WHERE id = $1", {id});
        work.tx.run("INSERT INTO message (id, household, path, number, member, text, sent_at, film, from_tv)"
                    " VALUES ($1, $2, $3, $4, $5, '', $6, $7, 1)",
                    {message, home->id, home->path, home->activity, member, now, id});
        auto stored = load_message(work.tx, message);
        if (!stored) {
            return not_found("message_not_found");
        }
        std::vector<std::string> recipients = terminals_of(work, home->id);
        recipients.push_back(recipient_of_member(member));
        give_event(work, std::move(recipients), contract::MessageChanged{*stored});
        if (options_.notify) {
            insert_notice(work, home->id, "film", message, member);
        }
        write_audit(work, {name_of(tv), "film.left", message, home->id, home->path, "", json_of({{"for", member}})});
        key.keep(work, contract::encode(*stored));
        return *std::move(stored);
    });
}

Stored<FilmPart> SqlRepository::film(const FilmViewer& viewer, const std::string& id, std::uint64_t from,
                                     std::uint64_t count) {
    return read<FilmPart>([&](Transaction& tx) -> Stored<FilmPart> {
        const Rows rows = std::visit(Fetch{tx, id}, viewer);
        if (rows.empty()) {
            return not_found("clip_not_found");
        }
        FilmPart out{rows[0].text(0), static_cast<std::uint64_t>(rows[0].number(1)), {}};
        if (count == 0 || from >= out.size) {
            return out;
        }
        const std::uint64_t end = from + std::min(count, out.size - from);
        out.bytes.reserve(end - from);
        for (std::uint64_t place = from / kPart; place * kPart < end; ++place) {
            const Rows part = tx.run("SELECT bytes FROM film_part WHERE film = $1 AND place = $2", {id, place});
            if (part.empty()) {
                return tl::unexpected(unavailable("film_broken", "a part of film " + id + " is missing"));
            }
            const std::string bytes = part[0].text(0);
            const std::uint64_t begins = place * kPart;
            const std::uint64_t first = std::max(from, begins) - begins;
            out.bytes.append(bytes, first, std::min(end - begins, bytes.size()) - first);
        }
        return out;
    });
}

Stored<Message> SqlRepository::film_seen(const FamilyCaller& who, const std::string& id, Time now) {
    return write<Message>(now, [&](Work& work) -> Stored<Message> {
        const auto home = hold_household(work, who.household, "/");
        const Rows rows = work.tx.run("SELECT id FROM message WHERE film = $1 AND household = $2 AND from_tv = 1 AND member = $3",
                                      {id, who.household, who.member});
        if (!home || rows.empty()) {
            return not_found("clip_not_found");
        }
        const std::string message = rows[0].text(0);
        const Rows first = work.tx.run("UPDATE message SET seen_at = $2 WHERE id = $1 AND seen_at IS NULL RETURNING 1", {message, now});
        auto changed = load_message(work.tx, message);
        if (!changed) {
            return not_found("message_not_found");
        }
        if (!first.empty()) {
            std::vector<std::string> recipients = terminals_of(work, home->id);
            recipients.push_back(recipient_of(who));
            give_event(work, std::move(recipients), contract::MessageChanged{*changed});
            write_audit(work, {name_of(who), "message.seen", message, home->id, home->path, json_of({{"seen_at", ""}}),
                               json_of({{"seen_at", contract::to_rfc3339(now)}})});
        }
        return *std::move(changed);
    });
}

}  // namespace anju::server
