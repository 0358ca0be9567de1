// SPDX-License-Identifier: Apache-2.0
// Short films: who may see which, what a message takes, what is kept of half a film.
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using contract::Clip;
using contract::Message;
using testing::IsEmpty;
using testing::SizeIs;

class FilmStorage : public VisitStorage {
  protected:
    static std::string bytes_of(std::size_t size) {
        std::string out(size, '\0');
        for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>(i * 7 + i / 251);
        return out;
    }
    NewFilm film(std::string_view bytes) { return {Clip{"", 23500ms, 1280, 720, "video/webm"}, bytes}; }
    std::string whole(const FilmViewer& viewer, const std::string& id) { return must(repository().film(viewer, id, 0, contract::kMaxClipBytes)).bytes; }
    std::vector<Message> heard_messages(const std::string& recipient) { return heard(recipient, &contract::MessageChanged::message); }
};
class Films : public FilmStorage {};
INSTANTIATE_TEST_SUITE_P(On, Films, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

const auto kNoFilm = Fails(Trouble::NotFound, "clip_not_found");

TEST_P(Films, WaitUntilAMessageTakesThem) {
    const Street street = a_street();
    const FamilyCaller brother = a_relative(street, "大伟");
    const std::string bytes = bytes_of(2'500'000);  // three parts
    const Clip clip = must(repository().add_film(street.family, film(bytes), {"k", "film"}, now_));
    EXPECT_EQ(clip.length, 23500ms);
    EXPECT_TRUE(whole(street.family, clip.id) == bytes);
    EXPECT_THAT(repository().film(street.tv, clip.id, 0, 1), kNoFilm);
    EXPECT_THAT(repository().film(brother, clip.id, 0, 1), kNoFilm);
    EXPECT_THAT(repository().post_message(brother, {"看", {}, clip.id}, {}, now_), Fails(Trouble::Refused, "unknown_clip"));

    const Message sent = must(repository().post_message(street.family, {"", {}, clip.id}, {}, now_));
    EXPECT_EQ(sent.clip, clip);
    EXPECT_EQ(sent.to, "");
    EXPECT_EQ(heard_messages(recipient_of(street.tv)).back(), sent);
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).messages.front(), sent);
    EXPECT_TRUE(whole(street.tv, clip.id) == bytes);
    EXPECT_TRUE(whole(brother, clip.id) == bytes) << "as photos are seen";
    EXPECT_THAT(repository().post_message(street.family, {"", {}, clip.id}, {}, now_), Fails(Trouble::Refused, "unknown_clip")) << "once";
    const Street other = a_street("西关");
    EXPECT_THAT(repository().film(other.tv, clip.id, 0, 1), kNoFilm);
    EXPECT_THAT(repository().film(other.family, clip.id, 0, 1), kNoFilm);
}

TEST_P(Films, AreReadInPieces) {
    const Street street = a_street();
    const std::string bytes = bytes_of(2 * 1024 * 1024 + 5);
    const std::string id = must(repository().add_film(street.family, film(bytes), {}, now_)).id;
    for (const auto& [from, count] : {std::pair<std::uint64_t, std::uint64_t>{0, 2}, {1024 * 1024 - 1, 2}, {1024 * 1024, 1024 * 1024}, {5, 2'000'000}, {2 * 1024 * 1024, 100}, {2 * 1024 * 1024 + 4, 1}}) {
        const FilmPart part = must(repository().film(street.family, id, from, count));
        EXPECT_TRUE(part.bytes == bytes.substr(from, count)) << from << " " << count;
        EXPECT_EQ(part.size, bytes.size());
        EXPECT_EQ(part.type, "video/webm");
    }
    EXPECT_EQ(must(repository().film(street.family, id, bytes.size(), 1)).bytes, "");
    EXPECT_EQ(must(repository().film(street.family, id, ~std::uint64_t{0}, ~std::uint64_t{0})).bytes, "");
}

TEST_P(Films, SentTwiceAreOne) {
    const Street street = a_street();
    const std::string bytes = bytes_of(100);
    const Clip first = must(repository().add_film(street.family, film(bytes), {"k", "a"}, now_));
    EXPECT_EQ(must(repository().add_film(street.family, film(bytes), {"k", "a"}, now_)), first);
    EXPECT_THAT(repository().add_film(street.family, film(bytes), {"k", "b"}, now_), Fails(Trouble::Conflict, "idempotency_key_reused"));
    const Message left = must(repository().leave_film(street.tv, street.member, film(bytes), {"k", "a"}, now_));
    EXPECT_EQ(must(repository().leave_film(street.tv, street.member, film(bytes), {"k", "a"}, now_)), left);
    EXPECT_EQ(count("film"), 2);
    EXPECT_EQ(count("message"), 1);
}

TEST_P(Films, AreFiveAtMostUnsent) {
    const Street street = a_street();
    for (int i = 0; i < 5; ++i) must(repository().add_film(street.family, film("film"), {}, now_));
    EXPECT_THAT(repository().add_film(street.family, film("film"), {}, now_), Fails(Trouble::Refused, "too_many_pending_clips"));
    must(repository().add_film(a_relative(street, "大伟"), film("film"), {}, now_));
}

TEST_P(Films, OfTheElderAreForOneRelative) {
    const Street street = a_street();
    const FamilyCaller brother = a_relative(street, "大伟");
    const Message left = must(repository().leave_film(street.tv, street.member, film("film"), {}, now_));
    EXPECT_EQ(left.from, "");
    EXPECT_EQ(left.to, street.member);
    EXPECT_EQ(heard_messages(recipient_of(street.family)).back(), left);
    EXPECT_EQ(heard_messages(recipient_of(street.tv)).back(), left);
    EXPECT_THAT(heard_messages(recipient_of(brother)), IsEmpty());
    EXPECT_EQ(must(repository().family_home(street.family, now_)).messages.front(), left);
    EXPECT_THAT(must(repository().family_home(brother, now_)).messages, IsEmpty());
    EXPECT_EQ(whole(street.family, left.clip->id), "film");
    EXPECT_EQ(whole(street.tv, left.clip->id), "film");
    EXPECT_THAT(repository().film(brother, left.clip->id, 0, 1), kNoFilm);
    EXPECT_THAT(repository().mark_seen(street.tv, left.id, now_, {}, now_), Fails(Trouble::NotFound, "message_not_found")) << "not hers to see";

    EXPECT_THAT(repository().film_seen(brother, left.clip->id, now_), kNoFilm);
    const Message seen = must(repository().film_seen(street.family, left.clip->id, now_ + 1min));
    EXPECT_EQ(seen.seen_at, now_ + 1min);
    EXPECT_EQ(heard_messages(recipient_of(street.tv)).back(), seen);
    EXPECT_EQ(must(repository().film_seen(street.family, left.clip->id, now_ + 2min)), seen) << "the first time stays";
    EXPECT_THAT(repository().leave_film(street.tv, a_street("西关").member, film("film"), {}, now_), Fails(Trouble::NotFound, "member_not_found"));
}

TEST_P(Films, ThatNobodySentAreForgotten) {
    const Street street = a_street();
    must(repository().add_film(street.family, film("unsent"), {}, now_));
    const Clip kept = must(repository().add_film(street.family, film("sent"), {}, now_));
    must(repository().post_message(street.family, {"", {}, kept.id}, {}, now_));
    // Half a film, as a program that died has left it.
    must(raw()->write([&](Transaction& tx) -> Stored<void> {
        tx.run("INSERT INTO film (id, household, path, member, pending, type, size, length, width, height, created_at)"
               " SELECT 'half', household, path, member, 2, type, 9, 1, 1, 1, created_at FROM film WHERE id = $1", {kept.id});
        tx.run("INSERT INTO film_part (film, place, bytes) VALUES ('half', 0, $1)", {Bytes{"ha"}});
        return {};
    }));
    EXPECT_THAT(repository().film(street.family, "half", 0, 1), kNoFilm);
    EXPECT_EQ(must(repository().prune(now_ + 23h)).films, 0);
    EXPECT_EQ(must(repository().prune(now_ + 25h)).films, 2);
    EXPECT_EQ(count("film_part"), 1);
    EXPECT_EQ(whole(street.tv, kept.id), "sent");
}

}  // namespace
}  // namespace anju::server
