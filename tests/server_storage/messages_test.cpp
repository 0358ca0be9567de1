// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/codec.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

ON_BOTH_DATABASES(Messages);

TEST_P(Messages, ReachTheTvAndEveryRelativeWithALink) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    a_member(street, "豆豆");  // has no link
    const auto before = must(repository().snapshot(street.tv, now_)).cursor;
    take_woken();

    const auto sent = says(street, "妈，豆豆会骑车了");

    EXPECT_EQ(sent.from, street.member);
    EXPECT_EQ(sent.sent_at, now_);
    EXPECT_THAT(take_woken(),
                UnorderedElementsAre(recipient_of(street.tv), recipient_of(street.family),
                                     recipient_of(dawei)));
    const auto events = events_of(recipient_of(street.tv), before);
    ASSERT_THAT(events, SizeIs(1));
    EXPECT_EQ(events[0].seq, before + 1);
    const auto told = contract::decode_event(events[0].name, events[0].data);
    ASSERT_TRUE(told);
    EXPECT_EQ(std::get<contract::MessageChanged>(*told).message, sent);
    const auto snapshot = must(repository().snapshot(street.tv, now_));
    EXPECT_THAT(snapshot.messages, ElementsAre(sent));
    EXPECT_EQ(snapshot.cursor, before + 1);
    EXPECT_THAT(must(repository().family_home(dawei, now_)).messages, ElementsAre(sent));
}

TEST_P(Messages, AreListedNewestFirstAndSixtyAtMost) {
    const Street street = a_street();
    for (int i = 0; i < 65; ++i) {
        says(street, std::to_string(i));
    }
    const auto messages = must(repository().snapshot(street.tv, now_)).messages;
    ASSERT_THAT(messages, SizeIs(60));
    EXPECT_EQ(messages.front().text, "64");
    EXPECT_EQ(messages.back().text, "5");
}

TEST_P(Messages, SentTwiceUnderOneKeyAreOneMessage) {
    const Street street = a_street();
    const auto first = says(street, "一次", "key-1");
    const auto cursor = must(repository().snapshot(street.tv, now_)).cursor;
    take_woken();
    now_ += 1min;
    EXPECT_EQ(says(street, "一次", "key-1"), first);
    EXPECT_THAT(take_woken(), IsEmpty());
    EXPECT_EQ(must(repository().snapshot(street.tv, now_)).cursor, cursor);
    EXPECT_EQ(count("message"), 1);
}

TEST_P(Messages, OfAnotherTextUnderTheSameKeyAreRefused) {
    const Street street = a_street();
    says(street, "一次", "key-1");
    EXPECT_THAT(repository().post_message(street.family, {"另一次", {}}, {"key-1", "另一次"}, now_),
                Fails(Trouble::Conflict, "idempotency_key_reused"));
    EXPECT_EQ(count("message"), 1);
}

TEST_P(Messages, OfTwoRelativesMayCarryTheSameKey) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    says(street, "一次", "key-1");
    must(repository().post_message(dawei, {"我的", {}}, {"key-1", "我的"}, now_));
    EXPECT_EQ(count("message"), 2);
}

TEST_P(Messages, ThatAreRefusedLeaveTheirKeyFree) {
    const Street street = a_street();
    EXPECT_THAT(repository().post_message(street.family, {"看", {"nophoto"}}, {"key-1", "a"}, now_),
                Fails(Trouble::Refused, "unknown_photo"));
    says(street, "看", "key-1");
    EXPECT_EQ(count("message"), 1);
}

TEST_P(Messages, MustSaySomethingThatFits) {
    const Street street = a_street();
    std::string longest;
    for (int i = 0; i < 500; ++i) {
        longest += "好";
    }
    EXPECT_EQ(says(street, longest).text, longest);
    const auto post = [&](const contract::NewMessage& message) {
        return repository().post_message(street.family, message, {}, now_);
    };
    EXPECT_THAT(post({longest + "好", {}}), Fails(Trouble::Refused, "text_too_long"));
    EXPECT_THAT(post({" \n\u3000", {}}), Fails(Trouble::Refused, "empty_message"));
    EXPECT_THAT(post({"\u200B", {}}), Fails(Trouble::Refused, "empty_message"));
    EXPECT_THAT(post({"", std::vector<std::string>(10, "p")}),
                Fails(Trouble::Refused, "too_many_photos"));
    EXPECT_THAT(post({std::string("a\0b", 3), {}}), Fails(Trouble::Refused, "text_malformed"));
    EXPECT_THAT(post({"\xc3\x28", {}}), Fails(Trouble::Refused, "text_malformed"));
    EXPECT_EQ(count("message"), 1);
}

TEST_P(Messages, AreKeptWithoutWhatIsNoText) {
    const Street street = a_street();
    EXPECT_EQ(says(street, "\u202E妈\x01，\r\n好\u2764\uFE0F").text, "妈，\n好\u2764\uFE0F");
    const auto photo = must(repository().add_photo(street.family, a_photo(), {"p1", "bytes"}, now_));
    EXPECT_EQ(must(repository().post_message(street.family, {"\u200B ", {photo.id}}, {}, now_)).text, "");
}

TEST_P(Messages, CarryPhotosThatOnlyTheirSenderSawBefore) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    const auto photo =
        must(repository().add_photo(street.family, a_photo(), {"p1", "bytes"}, now_));
    EXPECT_THAT(repository().photo(street.tv, photo.id, PhotoSize::Full),
                Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_THAT(repository().photo(dawei, photo.id, PhotoSize::Full),
                Fails(Trouble::NotFound, "photo_not_found"));
    EXPECT_EQ(must(repository().photo(street.family, photo.id, PhotoSize::Small)), a_photo().small);

    const auto message = must(repository().post_message(street.family, {"", {photo.id}}, {}, now_));

    EXPECT_THAT(message.photos, ElementsAre(photo));
    EXPECT_EQ(must(repository().photo(street.tv, photo.id, PhotoSize::Full)), a_photo().full);
    EXPECT_EQ(must(repository().photo(dawei, photo.id, PhotoSize::Full)), a_photo().full);
    EXPECT_THAT(repository().photo(street.administrator, photo.id, PhotoSize::Full),
                Fails(Trouble::NotFound, "photo_not_found"));
}

TEST_P(Messages, TakeAPhotoOnceAndOnlyTheirSendersOwn) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    const auto photo = must(repository().add_photo(street.family, a_photo(), {}, now_));
    const auto post = [&](const FamilyCaller& who, std::vector<std::string> photos) {
        return repository().post_message(who, {"看", std::move(photos)}, {}, now_);
    };
    EXPECT_THAT(post(dawei, {photo.id}), Fails(Trouble::Refused, "unknown_photo"));
    EXPECT_THAT(post(street.family, {photo.id, photo.id}),
                Fails(Trouble::Refused, "unknown_photo"));
    must(post(street.family, {photo.id}));
    EXPECT_THAT(post(street.family, {photo.id}), Fails(Trouble::Refused, "unknown_photo"));
}

TEST_P(Messages, KeepTheOrderOfTheirPhotos) {
    const Street street = a_street();
    std::vector<std::string> ids;
    for (int i = 0; i < 9; ++i) {
        ids.push_back(must(repository().add_photo(street.family, a_photo(), {}, now_)).id);
    }
    std::reverse(ids.begin(), ids.end());
    must(repository().post_message(street.family, {"", ids}, {}, now_));
    std::vector<std::string> shown;
    const auto message = must(repository().snapshot(street.tv, now_)).messages.at(0);
    for (const auto& photo : message.photos) {
        shown.push_back(photo.id);
    }
    EXPECT_EQ(shown, ids);
}

TEST_P(Messages, WaitForAtMostThirtyPhotos) {
    const Street street = a_street();
    const auto again = must(repository().add_photo(street.family, a_photo(), {"p", "x"}, now_));
    for (int i = 1; i < 30; ++i) {
        must(repository().add_photo(street.family, a_photo(), {}, now_));
    }
    EXPECT_THAT(repository().add_photo(street.family, a_photo(), {}, now_),
                Fails(Trouble::Refused, "too_many_pending_photos"));
    EXPECT_EQ(must(repository().add_photo(street.family, a_photo(), {"p", "x"}, now_)), again);
}

TEST_P(Messages, SeenFirstAtATimeKeepThatTime) {
    const Street street = a_street();
    const auto sent = says(street, "看");
    take_woken();
    now_ += 10min;
    const auto seen =
        must(repository().mark_seen(street.tv, sent.id, now_ - 5min, {"s1", "seen"}, now_));
    EXPECT_EQ(seen.seen_at, now_ - 5min);
    EXPECT_THAT(take_woken(),
                UnorderedElementsAre(recipient_of(street.tv), recipient_of(street.family)));

    EXPECT_EQ(must(repository().mark_seen(street.tv, sent.id, now_, {"s2", "seen"}, now_)), seen);
    EXPECT_EQ(must(repository().mark_seen(street.tv, sent.id, now_ - 5min, {"s1", "seen"}, now_)),
              seen);
    EXPECT_THAT(take_woken(), IsEmpty());
    EXPECT_THAT(must(repository().family_home(street.family, now_)).messages, ElementsAre(seen));
}

TEST_P(Messages, AreNeverSeenBeforeTheyWereSentNorInTheFuture) {
    const Street street = a_street();
    const auto first = says(street, "一");
    const auto second = says(street, "二");
    const auto seen = [&](const std::string& id, Time when) {
        return must(repository().mark_seen(street.tv, id, when, {}, now_ + 1min)).seen_at;
    };
    EXPECT_EQ(seen(first.id, now_ - 24h), first.sent_at);
    EXPECT_EQ(seen(second.id, now_ + 24h), now_ + 1min);
}

TEST_P(Messages, StillShowTheFaceOfWhomTheLinkWasTakenFrom) {
    const Street street = a_street();
    says(street, "再见");
    must(repository().revoke_links(system_caller(), street.member, now_));
    const auto snapshot = must(repository().snapshot(street.tv, now_));
    EXPECT_THAT(snapshot.messages, SizeIs(1));
    EXPECT_FALSE(snapshot.household.members.at(0).active);
    EXPECT_THAT(repository().post_message(street.family, {"又来", {}}, {}, now_),
                Fails(Trouble::NotFound, "member_unknown"));
    EXPECT_EQ(count("message"), 1);
}

TEST_P(Messages, OfAHomeWithoutATvWaitForIt) {
    Street street = a_street();
    must(repository().unpair(street.technician, street.tv.terminal, now_));
    const auto sent = says(street, "电视来了再看");
    EXPECT_THAT(must(repository().snapshot(a_tv(street), now_)).messages, ElementsAre(sent));
}

}  // namespace
}  // namespace anju::server
