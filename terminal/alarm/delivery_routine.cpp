// SPDX-License-Identifier: Apache-2.0
// Heartbeats and test alarms: the same way as a report, and in no report's way.
#include "platform/contract/codec.hpp"
#include "platform/contract/routes.hpp"
#include "terminal/alarm/delivery.hpp"

namespace anju::alarm {
namespace {

std::string path_of(Way way) { return way == Way::Second ? "secondary" : "primary"; }

}  // namespace

void Delivery::beat(const SendBeat& beat, bool leaving, contract::Time at) {
    start_errand(contract::routes::kTvHeartbeat.path, {beat, beat.way, out_, false, contract::encode(contract::Heartbeat{at, path_of(beat.way), beat.faults, leaving})});
}

void Delivery::test(const contract::TestReport& report, Way way) {
    auto said = report;
    said.path = path_of(way);
    start_errand(contract::routes::kTvTest.path, {report.id, way, out_, false, contract::encode(said)});
}

void Delivery::start_errand(std::string_view path, Errand errand) {
    if (!box_) {
        return;
    }
    auto out = transfer(contract::Method::Post, std::string(path), errand.way, errand.out);
    out.headers.emplace_back("Content-Type", "application/json");
    out.body = errand.body;
    out.brief = true;
    errand.begun = std::chrono::steady_clock::now();
    const auto id = ++last_;
    errands_.emplace(id, std::move(errand));
    transport().start(id, std::move(out));
}

void Delivery::drop_routine() {
    for (const auto& [id, errand] : errands_) {
        transport().cancel(id);
    }
    errands_.clear();
}

void Delivery::errand_over(const Errand& errand, std::vector<Heard>& heard, Instant now) {
    const auto& outcome = errand.outcome;
    const bool came = !client::fault_of(outcome);
    // Who answers is there, also one that knows no heartbeats, or this box no more: to ask it more often helps nobody.
    const bool there = outcome.how == client::How::Complete && outcome.head && outcome.head->status >= 200 && outcome.head->status < 500;
    if (there) {
        answered_by(errand.out, errand.way, errand.begun, now);
    } else {
        lost_by(errand.out, errand.way, outcome);
    }
    if (errand.looks) {
        looks_lost_ += there ? 0 : 1;
        return;
    }
    if (const auto* id = std::get_if<std::string>(&errand.what)) {
        heard.emplace_back(Tested{*id, came});
        return;
    }
    const auto answer = came ? contract::decode<contract::HeartbeatAnswer>(outcome.body) : tl::unexpected(contract::Error{});
    heard.emplace_back(Beaten{std::get<SendBeat>(errand.what), there, answer ? std::optional(answer->now) : std::nullopt});
    // Not before something answers: where nothing does it would only be twice as much.
    if (there && out_ != kSystem && errand.out == out_ && (++heard_around_ <= kDown || heard_around_ % kEachWay == 0)) {
        start_errand(contract::routes::kTvHeartbeat.path, {errand.what, errand.way, kSystem, true, errand.body});
    }
}

}  // namespace anju::alarm
