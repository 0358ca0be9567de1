// SPDX-License-Identifier: Apache-2.0
// What the family sends: photos first, then the message that takes them.
#include "platform/contract/codec.hpp"
#include "platform/contract/routes.hpp"
#include "platform/server/plain_text.hpp"
#include "platform/server/storage/ledger.hpp"
#include "platform/server/storage/load.hpp"
#include "platform/server/storage/photos.hpp"
#include "platform/server/storage/rights.hpp"
#include "platform/server/storage/sql_repository.hpp"
#include "platform/server/storage/text_check.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::Message;
using contract::NewMessage;
using contract::Photo;

constexpr std::int64_t kMaxPendingPhotos = 30;  // a member's; three messages full

Stored<void> check(const NewMessage& message) {
    if (message.text.empty() && message.photos.empty() && message.clip.empty()) {
        return refused("empty_message");
    }
    if (code_points(message.text) > contract::kMaxTextCodePoints) {
        return refused("text_too_long");
    }
    if (message.photos.size() > contract::kMaxPhotos) {
        return refused("too_many_photos");
    }
    return {};
}

bool may_send(Work& work, const FamilyCaller& who) {
    return !work.tx
                .run("SELECT 1 FROM member WHERE id = $1 AND household = $2 AND active = 1",
                     {who.member, who.household})
                .empty();
}

// Each waiting photo goes into one message, once.
bool take_photos(Work& work, const FamilyCaller& who, const std::string& message,
                 const std::vector<std::string>& photos) {
    int place = 0;
    for (const std::string& photo : photos) {
        if (work.tx
                .run("UPDATE photo SET pending = 0"
                     " WHERE id = $1 AND member = $2 AND pending = 1 RETURNING 1",
                     {photo, who.member})
                .empty()) {
            return false;
        }
        work.tx.run("INSERT INTO message_photo (message, place, photo) VALUES ($1, $2, $3)",
                    {message, place++, photo});
    }
    return true;
}

bool take_film(Work& work, const FamilyCaller& who, const std::string& film) {
    return !work.tx
                .run("UPDATE film SET pending = 0 WHERE id = $1 AND member = $2 AND pending = 1 RETURNING 1",
                     {film, who.member})
                .empty();
}

}  // namespace

Stored<void> SqlRepository::may_message(const FamilyCaller& who) {
    return read<void>([&](Transaction& tx) { return check_allowed(tx, who.member, Act::Message); });
}

Stored<Photo> SqlRepository::add_photo(const FamilyCaller& who, const NewPhoto& photo,
                                       const Once& once, Time now) {
    const OnceKey key(name_of(who), "photo", once);
    return write<Photo>(now, [&](Work& work) -> Stored<Photo> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            if (auto stored = contract::decode<Photo>(**before)) {
                return *std::move(stored);
            }
            return tl::unexpected(unavailable("stored_answer_malformed", "an answer kept in the database cannot be read"));
        }
        const auto home = hold_household(work, who.household, "/");
        if (!home || !may_send(work, who)) {
            return not_found("member_unknown");
        }
        if (auto may = check_allowed(work.tx, who.member, Act::Message); !may) {
            return tl::unexpected(may.error());
        }
        const Rows pending = work.tx.run(
            "SELECT count(*) FROM photo WHERE member = $1 AND pending = 1", {who.member});
        if (!pending.empty() && pending[0].number(0) >= kMaxPendingPhotos) {
            return refused("too_many_pending_photos");
        }
        Photo stored = insert_photo(work, *home, who.member, photo);
        write_audit(work, {name_of(who), "photo.added", stored.id, home->id, home->path, "",
                           contract::encode(stored)});
        key.keep(work, contract::encode(stored));
        return stored;
    });
}

Stored<Message> SqlRepository::post_message(const FamilyCaller& who, const NewMessage& typed,
                                            const Once& once, Time now) {
    if (!is_storable(typed.text)) {
        return refused("text_malformed");
    }
    NewMessage message = typed;
    message.text = plain_text(typed.text);
    if (auto fine = check(message); !fine) {
        return tl::unexpected(fine.error());
    }
    const OnceKey key(name_of(who), "message", once);
    return write<Message>(now, [&](Work& work) -> Stored<Message> {
        const auto before = key.claim(work);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before) {
            if (auto stored = contract::decode<Message>(**before)) {
                return *std::move(stored);
            }
            return tl::unexpected(unavailable("stored_answer_malformed", "an answer kept in the database cannot be read"));
        }
        const auto home = hold_household(work, who.household, "/");
        if (!home || !may_send(work, who)) {
            return not_found("member_unknown");
        }
        if (auto may = check_allowed(work.tx, who.member, Act::Message); !may) {
            return tl::unexpected(may.error());
        }
        const std::string id = new_id();
        if (!message.clip.empty() && !take_film(work, who, message.clip)) {
            return refused("unknown_clip");
        }
        work.tx.run(
            "INSERT INTO message (id, household, path, number, member, text, sent_at, film)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            {id, home->id, home->path, home->activity, who.member, message.text, now,
             message.clip.empty() ? std::nullopt : std::optional(message.clip)});
        if (!take_photos(work, who, id, message.photos)) {
            return refused("unknown_photo");
        }
        auto stored = load_message(work.tx, id);
        if (!stored) {
            return not_found("message_not_found");
        }
        give_event(work, everyone_of(work, home->id), contract::MessageChanged{*stored});
        // The audit outlives the message, so the words themselves stay out of it.
        write_audit(work, {name_of(who), "message.created", id, home->id, home->path, "",
                           json_of({{"code_points", std::to_string(code_points(message.text))},
                                    {"photos", std::to_string(message.photos.size())},
                                    {"film", message.clip}})});
        key.keep(work, contract::encode(*stored));
        return *std::move(stored);
    });
}

}  // namespace anju::server
