// SPDX-License-Identifier: Apache-2.0
// Many threads at once, as the listener's workers are.
#include <atomic>
#include <barrier>
#include <set>
#include <thread>

#include "platform/contract/codec.hpp"
#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using testing::SizeIs;

ON_BOTH_DATABASES(AtOnce);

constexpr int kThreads = 32;
constexpr int kEach = 6;

// All start at the same moment.
template <class Work>
void at_once(int threads, const Work& work) {
    std::barrier start(threads);
    std::vector<std::jthread> all;
    for (int i = 0; i < threads; ++i) {
        all.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
    }
}

std::vector<std::string> texts_of(const std::vector<StoredEvent>& events) {
    std::vector<std::string> texts;
    for (const StoredEvent& event : events) {
        if (const auto body = contract::decode_event(event.name, event.data)) {
            if (const auto* changed = std::get_if<contract::MessageChanged>(&*body)) {
                texts.push_back(changed->message.text);
            }
        }
    }
    return texts;
}

void expect_no_gap(const std::vector<StoredEvent>& events, std::uint64_t after) {
    for (const StoredEvent& event : events) {
        ASSERT_EQ(event.seq, ++after);
    }
}

TEST_P(AtOnce, PostsKeepOneOrderForEveryoneWithoutGaps) {
    const Street street = a_street();
    const FamilyCaller dawei = a_relative(street, "大伟");
    const auto start = must(repository().snapshot(street.tv, now_)).cursor;
    const auto start_of_dawei = must(repository().family_home(dawei, now_)).cursor;
    at_once(kThreads, [&](int thread) {
        for (int i = 0; i < kEach; ++i) {
            const std::string text = std::to_string(thread) + ":" + std::to_string(i);
            must(repository().post_message(thread % 2 == 0 ? street.family : dawei, {text, {}},
                                           {text, text}, now_));
        }
    });
    const auto tv = events_of(recipient_of(street.tv), start);
    ASSERT_THAT(tv, SizeIs(kThreads * kEach));
    expect_no_gap(tv, start);
    const auto order = texts_of(tv);
    EXPECT_THAT(std::set<std::string>(order.begin(), order.end()), SizeIs(kThreads * kEach));
    EXPECT_EQ(texts_of(events_of(recipient_of(dawei), start_of_dawei)), order);
    std::vector<std::string> listed;
    for (const auto& message : must(repository().snapshot(street.tv, now_)).messages) {
        listed.insert(listed.begin(), message.text);
    }
    EXPECT_EQ(listed, std::vector<std::string>(order.end() - 60, order.end()));
    for (int thread = 0; thread < kThreads; ++thread) {  // each sender's own order is kept
        std::vector<std::string> own;
        for (const std::string& text : order) {
            if (text.starts_with(std::to_string(thread) + ":")) {
                own.push_back(text);
            }
        }
        EXPECT_TRUE(std::is_sorted(own.begin(), own.end()));
    }
}

TEST_P(AtOnce, OnePostUnderOneKeyIsOneMessage) {
    const Street street = a_street();
    std::mutex mutex;
    std::set<std::string> ids;
    at_once(kThreads, [&](int) {
        const auto message =
            must(repository().post_message(street.family, {"一次", {}}, {"k", "一次"}, now_));
        const std::lock_guard lock(mutex);
        ids.insert(message.id);
    });
    EXPECT_THAT(ids, SizeIs(1));
    EXPECT_EQ(count("message"), 1);
}

TEST_P(AtOnce, ManyHomesDoNotWaitForEachOtherForever) {
    std::vector<Street> streets;
    for (int i = 0; i < 4; ++i) {
        streets.push_back(a_street(std::to_string(i)));
    }
    at_once(kThreads, [&](int thread) {
        const Street& street = streets[static_cast<std::size_t>(thread) % streets.size()];
        for (int i = 0; i < kEach; ++i) {
            const auto sent = must(repository().post_message(street.family, {"看", {}}, {}, now_));
            must(repository().mark_seen(street.tv, sent.id, now_, {}, now_));
            HouseholdEdit edit;
            edit.name = std::to_string(thread);
            must(repository().edit_household(street.administrator, street.household, edit, now_));
            must(repository().touch_terminals({street.tv.terminal}, now_));
        }
    });
    for (const Street& street : streets) {
        const auto events = events_of(recipient_of(street.tv));
        expect_no_gap(events, 0);
        EXPECT_EQ(events.size(), must(repository().snapshot(street.tv, now_)).cursor);
    }
}

TEST_P(AtOnce, ASnapshotIsOfOneMoment) {
    const Street street = a_street();
    const auto start = must(repository().snapshot(street.tv, now_));
    std::atomic<bool> stop{false};
    std::jthread writer([&] {
        for (int i = 0; i < 55; ++i) {
            must(repository().post_message(street.family, {std::to_string(i), {}}, {}, now_));
        }
        stop = true;
    });
    while (!stop) {
        const auto now = must(repository().snapshot(street.tv, now_));
        ASSERT_EQ(now.messages.size(), now.cursor - start.cursor);
    }
}

TEST_P(AtOnce, OneCodeIsApprovedOnce) {
    const Street street = a_street();
    const auto code = a_code(now_);
    std::atomic<int> approved{0};
    at_once(8, [&](int thread) {
        const auto row =
            repository().approve_pairing(street.technician, code.user_code, street.household,
                                         "192.0.2.1", {std::to_string(thread), ""}, now_);
        approved += row ? 1 : 0;
        if (!row) {
            EXPECT_EQ(row.error().code, "already_approved");
        }
    });
    EXPECT_EQ(approved, 1);
    EXPECT_EQ(count("terminal"), 2);
}

TEST_P(AtOnce, WrongTriesAreAllCounted) {
    const Street street = a_street();
    const auto before = count("wrong_try");
    std::atomic<int> tried{0};
    at_once(16, [&](int) {
        const auto found =
            repository().find_pairing(street.technician, "BBBBBBBB", "192.0.2.1", now_);
        tried += found.error().code == "pairing_not_found" ? 1 : 0;
    });
    EXPECT_EQ(tried, 5);
    EXPECT_THAT(repository().find_pairing(street.technician, "BBBBBBBB", "192.0.2.1", now_),
                Fails(Trouble::Refused, "too_many_tries"));
    EXPECT_EQ(count("wrong_try"), before + 2 * tried);
}

TEST_P(AtOnce, OnlyTenWrongPasswordsOfAnAddressAreAnswered) {
    std::atomic<int> wrong{0}, busy{0};
    at_once(32, [&](int) {
        const auto answer = repository().sign_in({"nobody", "secret"}, "192.0.2.1", now_);
        wrong += answer.error().code == "wrong_name_or_password" ? 1 : 0;
        busy += answer.error().code == "busy" ? 1 : 0;
    });
    EXPECT_LE(wrong, 10);
    EXPECT_EQ(count("wrong_try"), wrong);
    if (busy == 0) {
        EXPECT_EQ(wrong, 10);
    }
}

TEST_P(AtOnce, ALinkTakenBackLeavesNoSession) {
    const Street street = a_street();
    at_once(8, [&](int thread) {
        if (thread == 0) {
            must(repository().revoke_links(street.administrator, street.member, now_));
        } else {
            (void)repository().exchange_link(street.link, now_);
        }
    });
    EXPECT_EQ(count("family_session"), 0);
}

}  // namespace
}  // namespace anju::server
