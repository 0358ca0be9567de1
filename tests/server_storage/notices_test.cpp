// SPDX-License-Identifier: Apache-2.0
// The outbox: written with what it tells of, true when it is sent, and never lost.
#include "platform/server/open_repository.hpp"
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class NoticeStorage : public VisitStorage {
  protected:
    void SetUp() override {
        VisitStorage::SetUp();
        if (!IsSkipped()) open_notifying();
    }
    void open_notifying() {
        close();
        StorageOptions options = cheap();
        options.notify = true;
        notifying_ = must(open_repository(database(), options, now_));
    }
    void TearDown() override {
        notifying_.reset();
        VisitStorage::TearDown();
    }
    Repository& it() { return *notifying_; }
    std::vector<Notice> due(Time when) { return must(it().due_notices(20, when)); }
    std::string call(const Street& street, Time when) {
        const std::string id(26, static_cast<char>('a' + calls_++));
        must(it().call_member(street.tv, {id, street.member}, when));
        return id;
    }
    Street street() {
        open();  // a_street() uses the other one
        Street out = a_street();
        close();
        return out;
    }
    std::int64_t waiting() {
        return must(raw()->read([&](Transaction& tx) -> Stored<void> { waiting_ = tx.run("SELECT count(*) FROM notice WHERE state = 'waiting'")[0].number(0); return {}; })), waiting_;
    }
    std::optional<bool> told(const Street& street) { return must(it().snapshot(street.tv, now_)).visits.front().notified; }

    std::unique_ptr<Repository> notifying_;
    int calls_ = 0;
    std::int64_t waiting_ = 0;
};
class Notices : public NoticeStorage {};
INSTANTIATE_TEST_SUITE_P(On, Notices, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Notices, AreWrittenWithTheVisitOnce) {
    const Street street = this->street();
    const std::string id = call(street, now_);
    must(it().call_member(street.tv, {id, street.member}, now_ + 1s));  // its answer was lost
    EXPECT_EQ(told(street), std::nullopt) << "under way";
    const auto notices = due(now_);
    ASSERT_THAT(notices, SizeIs(1));
    EXPECT_EQ(notices[0].event, "visit");
    EXPECT_EQ(notices[0].subject, id);
    EXPECT_EQ(notices[0].name, "小芳");
    EXPECT_EQ(notices[0].calls_elder, "妈妈");
    must(it().notice_tried(notices[0].id, true, std::nullopt, now_));
    EXPECT_THAT(due(now_ + 1h), IsEmpty());
    EXPECT_EQ(told(street), true);
    must(it().notice_tried(notices[0].id, false, std::nullopt, now_));
    EXPECT_EQ(told(street), true) << "what is over stays";
}

TEST_P(Notices, OfACallForHelpGoFirstAndTheHomeReadsWhomItReached) {
    const Street street = this->street();
    call(street, now_);
    const contract::AlarmReport report{"run-00000001", 1, contract::AlarmSource::Red, now_, 1, 0};
    const auto alarm = must(it().report_alarm(street.tv, report, {}, now_ + 1s));
    EXPECT_THAT(alarm.family, IsEmpty());
    const auto notices = due(now_ + 1s);
    ASSERT_THAT(notices, SizeIs(2));
    EXPECT_EQ(notices[0].event, "alarm");
    EXPECT_EQ(notices[0].subject, alarm.id);
    EXPECT_EQ(notices[0].member, street.member);
    must(it().notice_tried(notices[0].id, true, std::nullopt, now_ + 2s));
    const auto told = must(it().alarm_of_report(street.tv, report.id));
    EXPECT_THAT(told.family, testing::ElementsAre("小芳"));
    EXPECT_GT(told.revision, alarm.revision);
}

TEST_P(Notices, OfACallForHelpThatWasTakenBackAreNotSent) {
    const Street street = this->street();
    must(it().report_alarm(street.tv, {"run-00000001", 1, contract::AlarmSource::Red, now_, 1, 0}, {}, now_));
    must(it().report_alarm(street.tv, {"run-00000001", 1, contract::AlarmSource::Red, now_, 1, 1}, {}, now_ + 2s));
    EXPECT_THAT(due(now_ + 2s), IsEmpty());
    const auto again = must(it().report_alarm(street.tv, {"run-00000001", 1, contract::AlarmSource::Red, now_, 2, 1}, {}, now_ + 9s));
    const auto notices = due(now_ + 9s);
    ASSERT_THAT(notices, SizeIs(1)) << "it is live again";
    EXPECT_EQ(notices[0].subject, again.id);
    must(it().report_alarm(street.tv, {"run-00000001", 1, contract::AlarmSource::Red, now_, 2, 2}, {}, now_ + 12s));
    StaffCaller desk = street.administrator;
    desk.roles = {contract::Role::Operator};
    must(it().called_back(desk, again.id, "", now_ + 60s));
    EXPECT_EQ(waiting(), 1);
    EXPECT_THAT(due(now_ + 60s), IsEmpty());
    EXPECT_EQ(waiting(), 0) << "nobody waits for the end of it";
}

TEST_P(Notices, OfAHomeThatWasClosedEndAndKeepNoOtherWaiting) {
    const Street closed = this->street();
    open();
    const Street other = a_street("西关");
    close();
    call(closed, now_);
    must(it().close_home(closed.administrator, closed.household, now_ + 1s));
    const std::string id = call(other, now_ + 1s);
    const auto notices = due(now_ + 1s);
    ASSERT_THAT(notices, SizeIs(1));
    EXPECT_EQ(notices[0].subject, id);
    EXPECT_EQ(waiting(), 1) << "nobody needs to hear of the other any more";
}

TEST_P(Notices, ThatDidNotGoThroughComeAgainUnderTheSameId) {
    const Street street = this->street();
    call(street, now_);
    const auto first = due(now_).at(0);
    must(it().notice_tried(first.id, false, now_ + 2s, now_));
    EXPECT_THAT(due(now_ + 1s), IsEmpty());
    open_notifying();  // another program on the same database
    const auto again = due(now_ + 2s).at(0);
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.tries, 1);
    must(it().notice_tried(again.id, false, std::nullopt, now_ + 2s));
    EXPECT_EQ(told(street), false);
}

TEST_P(Notices, AreSaidNotToHaveGoneThroughAtOnceAndCorrectedOnce) {
    const Street street = this->street();
    call(street, now_);
    const std::string notice = due(now_).at(0).id;
    using Said = std::vector<std::optional<bool>>;
    const auto heard = [&] {
        Said said;
        for (const StoredEvent& event : must(it().replay(recipient_of(street.tv), 0, 100)).events) {
            const auto body = contract::decode_event(event.name, event.data);
            if (const auto* changed = body ? std::get_if<contract::VisitChanged>(&*body) : nullptr) said.push_back(changed->visit.notified);
        }
        return said;
    };
    must(it().notice_tried(notice, false, now_ + 2s, now_));
    EXPECT_EQ(told(street), false) << "she does not wait an hour for it";
    const Said first = heard();
    must(it().notice_tried(notice, false, now_ + 4s, now_ + 2s));
    EXPECT_EQ(heard(), first) << "the same is not told again";
    must(it().notice_tried(notice, true, std::nullopt, now_ + 4s));
    EXPECT_EQ(told(street), true);
    EXPECT_EQ(heard().size(), first.size() + 1);
    EXPECT_EQ(heard().back(), true);
}

TEST_P(Notices, SayWhatIsTrueWhenTheyGo) {
    const Street street = this->street();
    const std::string missed = call(street, now_);
    must(it().end_visit(street.tv, missed, VisitEnd::Cancelled, now_));
    EXPECT_EQ(due(now_).at(0).event, "visit_missed");
    const std::string answered = call(street, now_ + 1s);
    must(it().answer_visit(VisitorCaller{street.family}, answered, {}, now_ + 1s));
    EXPECT_THAT(due(now_ + 1s), SizeIs(1)) << "who has answered is not told that it rings";
    EXPECT_EQ(told(street), false);
}

TEST_P(Notices, TellOfAFilmUntilItWasSeen) {
    const Street street = this->street();
    const NewFilm film{contract::Clip{"", 1000ms, 320, 240, "video/mp4"}, "film"};
    const auto left = must(it().leave_film(street.tv, street.member, film, {}, now_));
    const auto notices = due(now_);
    ASSERT_THAT(notices, SizeIs(1));
    EXPECT_EQ(notices[0].event, "film");
    EXPECT_EQ(notices[0].subject, left.id);
    must(it().film_seen(street.family, left.clip->id, now_));
    EXPECT_THAT(due(now_), IsEmpty());
}

TEST_P(Notices, WithoutANotifierAreSaidToBeImpossibleAtOnce) {
    const Street street = this->street();
    open();
    const auto ticket = must(repository().call_member(street.tv, {std::string(26, 'b'), street.member}, now_));
    EXPECT_EQ(ticket.visit.notified, false);
    EXPECT_EQ(heard_visits(street.tv).back().notified, false);
    EXPECT_EQ(count("notice"), 0);
    must(repository().end_visit(street.tv, ticket.visit.id, VisitEnd::Cancelled, now_));
    EXPECT_EQ(must(place(street)).visit.notified, std::nullopt) << "who comes is not told of it";
}

}  // namespace
}  // namespace anju::server
