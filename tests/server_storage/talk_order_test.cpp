// SPDX-License-Identifier: Apache-2.0
// What the statements of a talk ask of the database: a turn before what is routine, and rows in one order.
#include <algorithm>

#include "platform/server/storage/sql_repository.hpp"
#include "tests/server_storage/alarm_home.hpp"
#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

// Every statement with its first parameter, where that is a text.
struct OverheardWrite {
    Urgency urgency{};
    std::vector<std::pair<std::string, std::string>> statements;
    std::string cannot_be_told;  // events with this in them are refused
};

class OverheardTransaction : public Transaction {
  public:
    OverheardTransaction(Transaction& inner, OverheardWrite& heard) : inner_(inner), heard_(heard) {}

  private:
    Stored<Rows> execute(std::string_view sql, std::span<const Value> values) override {
        const auto* first = values.empty() ? nullptr : std::get_if<std::string_view>(&values[0]);
        heard_.statements.emplace_back(sql, first ? *first : "");
        for (const Value& value : values) {
            const auto* text = std::get_if<std::string_view>(&value);
            if (!heard_.cannot_be_told.empty() && sql.starts_with("INSERT INTO event") && text && text->find(heard_.cannot_be_told) != text->npos) return tl::unexpected(unavailable("busy", "a test"));
        }
        std::vector<Parameter> parameters;
        for (const Value& value : values) parameters.push_back(std::visit([](const auto& one) { return as_parameter(one); }, value));
        Rows rows = inner_.run(sql, std::span<const Parameter>(parameters));
        return inner_.error() ? Stored<Rows>(tl::unexpected(*inner_.error())) : Stored<Rows>(std::move(rows));
    }
    Stored<void> execute_script(const std::string& sql) override {
        inner_.script(sql);
        return inner_.error() ? Stored<void>(tl::unexpected(*inner_.error())) : Stored<void>{};
    }
    static Parameter as_parameter(std::monostate) { return std::optional<std::int64_t>{}; }
    template <class T>
    static Parameter as_parameter(const T& one) {
        return one;
    }
    Transaction& inner_;
    OverheardWrite& heard_;
};

class OverheardDatabase : public Database {
  public:
    OverheardDatabase(std::unique_ptr<Database> inner, std::vector<OverheardWrite>& heard) : inner_(std::move(inner)), heard_(heard) {}
    Dialect dialect() const override { return inner_->dialect(); }
    Stored<void> write(const Body& body, Urgency urgency) override {
        auto done = inner_->write([&](Transaction& tx) {
            heard_.push_back({urgency, {}, cannot_be_told});
            OverheardTransaction overheard(tx, heard_.back());
            const auto result = body(overheard);
            return overheard.error() ? Stored<void>(tl::unexpected(*overheard.error())) : result;
        }, urgency);
        // The desk is told in a write of its own, which holds nothing else.
        const auto tells = [](const auto& statement) { return statement.first.starts_with("DELETE FROM desk_news"); };
        if (!heard_.empty() && std::ranges::any_of(heard_.back().statements, tells)) heard_.pop_back();
        return done;
    }
    Stored<void> read(const Body& body) override { return inner_->read(body); }
    std::string cannot_be_told;

  private:
    std::unique_ptr<Database> inner_;
    std::vector<OverheardWrite>& heard_;
};

class TalkOrder : public AlarmHome {
  protected:
    void SetUp() override {
        AlarmHome::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        near_.session = "li-1";
        must(repository().register_certificate(box_, kFingerprint, now_));
        on_duty(near_);
        auto database = std::make_unique<OverheardDatabase>(raw(), heard_);
        listener_ = database.get();
        overheard_ = std::make_unique<SqlRepository>(std::move(database), cheap());
    }
    void TearDown() override {
        overheard_.reset();
        AlarmHome::TearDown();
    }
    FamilyCaller phone_of_fang() {
        const auto link = must(repository().create_link(system_caller(), fang_, now_));
        return must(repository().family_with_session(must(repository().exchange_link(link, now_)).token, now_));
    }
    // Nobody is told before the last visit is held: who signals in one holds it, and waits for whom it tells.
    void expect_held_before_told(const std::vector<std::string>& visits) {
        ASSERT_FALSE(heard_.empty());
        const auto& statements = heard_.back().statements;
        const auto told = std::ranges::find_if(statements, [](const auto& one) { return one.first.starts_with("INSERT INTO recipient"); });
        ASSERT_NE(told, statements.end());
        for (const std::string& visit : visits) {
            EXPECT_NE(std::find_if(statements.begin(), told, [&](const auto& one) { return one.first.starts_with("UPDATE visit") && one.second == visit; }), told) << visit;
        }
    }
    std::vector<OverheardWrite> heard_;
    OverheardDatabase* listener_ = nullptr;
    std::unique_ptr<SqlRepository> overheard_;
};
INSTANTIATE_TEST_SUITE_P(On, TalkOrder, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(TalkOrder, ASignalOfATalkGoesBeforeWhatIsRoutineAndOneOfAVisitDoesNot) {
    const std::string visit = must(repository().place_visit(VisitorCaller{phone_of_fang()}, {}, everybody(), {}, now_)).visit.id;
    must(overheard_->answer_visit(VisitParty(box_), visit, {}, now_));
    must(overheard_->send_signal(VisitParty(box_), offer(visit), now_));
    must(overheard_->end_visit(VisitParty(box_), visit, VisitEnd::HungUp, now_));
    const auto alarm = says(box_, run(1));
    must(repository().accept_alarm(near_, alarm.id, now_));
    const std::string talk = must(repository().place_talk(near_, alarm.id, {true, ""}, everybody(), {}, now_)).visit.id;
    must(overheard_->answer_visit(VisitParty(box_), talk, {}, now_));
    must(overheard_->send_signal(VisitParty(near_), answer(talk), now_));
    must(overheard_->end_visit(VisitParty(box_), talk, VisitEnd::HungUp, now_));
    std::vector<Urgency> urgencies;
    for (const auto& one : heard_) urgencies.push_back(one.urgency);
    using enum Urgency;
    EXPECT_THAT(urgencies, testing::ElementsAre(Routine, Routine, Routine, Alarm, Alarm, Alarm));
}

TEST_P(TalkOrder, AnAlarmOfWhichNobodyCanBeToldKeepsNoOtherFromBeingTold) {
    const auto told = [&] {
        std::vector<std::string> ids;
        for (const auto& one : told_desk(near_)) ids.push_back(one.alarm.id);
        return ids;
    };
    listener_->cannot_be_told = "\"幸福里";  // its address
    const auto first = must(overheard_->report_alarm(box_, run(1), kNoPage, now_));
    EXPECT_THAT(told(), testing::IsEmpty());
    NewHousehold given;
    given.organisation = station_;
    given.name = "李大爷家";
    given.address = "东关 1 号";
    given.person = {"李福", "李大爷", "Mr Li"};
    home_ = must(repository().create_household(system_caller(), given, now_));
    const auto second = must(overheard_->report_alarm(a_box(), run(2), kNoPage, now_));
    EXPECT_THAT(told(), testing::ElementsAre(second.id));
    listener_->cannot_be_told.clear();
    now_ += std::chrono::seconds(10);
    must(overheard_->move_alarms(kNoPage, now_));
    EXPECT_THAT(told(), testing::Contains(first.id));
    EXPECT_EQ(count("desk_news"), 0);
}

TEST_P(TalkOrder, AllThatEndsIsHeldBeforeAnybodyIsTold) {
    const auto alarm = says(box_, run(1));
    must(repository().accept_alarm(near_, alarm.id, now_));
    const VisitorCaller fang{phone_of_fang()};
    const auto with_relative = [&] {
        const std::string desk = must(overheard_->place_talk(near_, alarm.id, {true, ""}, everybody(), {}, now_)).visit.id;
        must(repository().answer_visit(VisitParty(box_), desk, {true, contract::VisitAnswer::Automatic}, now_));
        must(repository().talk_with(near_, alarm.id, fang_, {}, now_));
        const std::string relative = page_of_fang().visit->id;
        must(repository().answer_visit(VisitParty(fang), relative, {}, now_));
        return std::vector{desk, relative};
    };
    const auto legs = with_relative();
    must(overheard_->decide_alarm(near_, alarm.id, {"helped", ""}, now_));
    must(overheard_->close_alarm(near_, alarm.id, now_));
    expect_held_before_told(legs);
    // And of a talk that takes the place of visits.
    const std::string visit = must(repository().place_visit(fang, {}, everybody(), {}, now_)).visit.id;
    must(repository().answer_visit(VisitParty(box_), visit, {}, now_));
    const auto next = says(box_, run(2));
    must(repository().accept_alarm(near_, next.id, now_));
    const std::string first = must(overheard_->place_talk(near_, next.id, {true, ""}, everybody(), {}, now_)).visit.id;
    expect_held_before_told({visit});
    near_.session = "li-2";
    must(overheard_->place_talk(near_, next.id, {true, ""}, everybody(), {}, now_));
    expect_held_before_told({first});
}

}  // namespace
}  // namespace anju::server
