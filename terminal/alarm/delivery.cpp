// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/delivery.hpp"

#include <malloc.h>

#include <algorithm>
#include <random>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "platform/contract/codec.hpp"
#include "platform/contract/routes.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
namespace routes = contract::routes;
using contract::ErrorKind;

constexpr std::size_t kMostFlights = 8;  // as the system routes; and so many more by other ways
constexpr auto kTurn = 1s;  // before that no try is given up for another
constexpr std::size_t kMostAnswer = 64 * 1024;

// The rest of it, once it has ended.
std::optional<client::Ended> add(client::Outcome& outcome, const client::TransferNews& news) {
    if (const auto* began = std::get_if<client::Began>(&news)) {
        outcome.head = *began;
    } else if (const auto* bytes = std::get_if<client::Bytes>(&news)) {
        const auto room = kMostAnswer - std::min(kMostAnswer, outcome.body.size());
        outcome.body.append(bytes->bytes, 0, room);
    } else if (const auto* ended = std::get_if<client::Ended>(&news)) {
        outcome.how = ended->how;
        outcome.why = ended->why;
        return *ended;
    }
    return std::nullopt;
}
constexpr auto kSilence = 12'000ms;  // the platform pings every 5 s

client::EventStream new_stream() {
    auto random = [engine = std::mt19937(std::random_device{}())]() mutable { return std::uniform_real_distribution<double>()(engine); };
    return {client::Backoff(500ms, 10s, std::move(random)), kSilence};
}

std::string with_id(std::string_view path, const std::string& id) {  // an id of ours needs no escapes
    std::string out(path);
    out.replace(out.find("{id}"), 4, id);
    return out;
}

}  // namespace

Delivery::Delivery(MakeTransport make, std::string second, std::function<void(const std::string&)> log, milliseconds try_limit, Network network)
    : make_(std::move(make)), second_(std::move(second)), log_(std::move(log)), try_limit_(try_limit), network_(std::move(network)), stream_(new_stream()) {}

Delivery::~Delivery() = default;

client::Transport& Delivery::transport() {
    if (!transport_) {
        transport_ = make_();
    }
    trimmed_ = false;
    return *transport_;
}

void Delivery::use(std::optional<Box> box) {
    if (box_ && box && box_->platform == box->platform && box_->key == box->key) {
        box_ = std::move(box);
        return;
    }
    drop_all();
    box_ = std::move(box);
    answers_ = Way::First;
    out_ = kSystem;
    lost_ = {};
    reached_ = {true, true};
    heard_around_ = looks_lost_ = 0;
    said_.clear();
}

void Delivery::drop_all() {
    flights_.clear();
    errands_.clear();
    stream_ = new_stream();
    stream_transfer_ = 0;
    stream_stands_ = false;
    followed_.reset();
    transport_.reset();
}

client::Transfer Delivery::transfer(contract::Method method, const std::string& path, Way way, const Out& out) const {
    client::Transfer made;
    made.method = method;
    made.url = address(way) + path;
    made.headers.emplace_back("Authorization", "Bearer " + box_->key);
    made.limit = out == kSystem || out.known ? try_limit_ : std::max(try_limit_, kNameLimit);
    made.interface = out.interface;
    if (out.known) {
        made.addresses = network_.addresses(address(way));
    }
    return made;
}

bool Delivery::start(client::Transfer transfer, Flight flight) {
    const auto alike = [around = flight.out != kSystem](const auto& other) { return (other.second.out != kSystem) == around; };
    if (static_cast<std::size_t>(std::ranges::count_if(flights_, alike)) >= kMostFlights) {
        const auto oldest = std::ranges::find_if(flights_, alike);
        if (flight.begun - oldest->second.begun < kTurn) {
            return false;  // many at once: the next try has the rest
        }
        this->transport().cancel(oldest->first);
        flights_.erase(oldest);
    }
    const auto id = ++last_;
    flights_.emplace(id, std::move(flight));
    this->transport().start(id, std::move(transfer));
    return true;
}

bool Delivery::send(const contract::AlarmReport& report, Way way, Instant now, bool everywhere) {
    if (!box_) {
        return false;
    }
    bool elsewhere = false;
    auto outs = everywhere ? alarm::everywhere(network_.others(address(way)), knows(way), reached_[place(way)]) : std::vector<Out>();
    if (out_ != kSystem && std::ranges::find(outs, out_) == outs.end()) {
        outs.insert(outs.begin(), out_);
    }
    outs.insert(outs.begin(), kSystem);
    for (const auto& out : outs) {
        auto made = transfer(routes::kTvAlarm.method, std::string(routes::kTvAlarm.path), way, out);
        made.headers.emplace_back("Content-Type", "application/json");
        made.body = contract::encode(report);
        const bool another = place(way) == 1 || (out != kSystem && out != out_);
        if (start(std::move(made), {report, report.id, way, out, now, {}}) && another) {
            elsewhere = true;
        }
    }
    return elsewhere;
}

void Delivery::ask(Instant now) {
    ask_at_ = now + kAskAgain;
    auto made = transfer(routes::kTvAlarmNow.method, with_id(routes::kTvAlarmNow.path, *followed_), answers_, out_);
    start(std::move(made), {{}, *followed_, answers_, out_, now, {}});
}

void Delivery::follow(std::optional<std::string> report, Instant now) {
    if (report == followed_ || (report && !box_)) {
        return;
    }
    const bool opens = !followed_ && report;
    followed_ = std::move(report);
    if (!followed_) {
        stream_.close();
    } else if (opens) {
        ask_at_ = now + kAskAgain;
        stream_.open(0, now);
    }
}

std::vector<Heard> Delivery::work(milliseconds at_most, const std::vector<client::Watched>& also) {
    std::vector<Heard> heard;
    auto now = std::chrono::steady_clock::now();
    stream_.tick(now);
    serve_stream(heard, now);
    if (followed_ && box_ && !stream_stands_ && now >= ask_at_) {
        ask(now);
    }
    if (resting()) {
        rest();
        return heard;
    }
    transport_->watch(also);
    const auto news = transport_->work(heard.empty() ? at_most : 0ms);
    now = std::chrono::steady_clock::now();
    for (const auto& one : news) {
        happened(one, heard, now);
    }
    serve_stream(heard, now);
    return heard;
}

void Delivery::serve_stream(std::vector<Heard>& heard, Instant now) {
    const auto wish = stream_.take_wish();
    if (wish.cancel && stream_transfer_ != 0) {
        transport().cancel(std::exchange(stream_transfer_, 0));
        stream_stands_ = false;
    }
    if (wish.connect && box_) {
        stream_transfer_ = ++last_;
        auto out = transfer(routes::kTvAlarmEvents.method, std::string(routes::kTvAlarmEvents.path), answers_, out_);
        out.headers.emplace_back("Accept", "text/event-stream");
        if (wish.after.value_or(0) > 0) {
            out.headers.emplace_back("Last-Event-ID", std::to_string(*wish.after));
        }
        out.limit = 0ms;
        transport().start(stream_transfer_, std::move(out));
    }
    for (auto& news : stream_.take_news()) {
        if (std::holds_alternative<client::StreamOpened>(news)) {
            stream_stands_ = true;
            if (followed_) {
                ask(now);  // what was said before it stood
            }
        } else if (const auto* lost = std::get_if<client::StreamLost>(&news)) {
            stream_stands_ = false;
            ask_at_ = std::min(ask_at_, now + kAskAgain);
            say_once("the stream is lost: " + lost->error.context);
        } else if (auto* event = std::get_if<client::StreamEvent>(&news)) {
            if (auto* changed = std::get_if<contract::AlarmChanged>(&event->event.body)) {
                heard.emplace_back(Answered{std::move(changed->alarm), 0, 0});
            }
        }
    }
}

void Delivery::happened(const client::TransferNews& news, std::vector<Heard>& heard, Instant now) {
    const auto id = std::visit([](const auto& one) { return one.id; }, news);
    if (id == stream_transfer_) {
        std::visit([&](const auto& one) { stream_.happened(one, now); }, news);
        if (std::holds_alternative<client::Ended>(news)) {
            stream_transfer_ = 0;
            stream_stands_ = false;
        }
        return;
    }
    const auto left = [&](const client::Ended& ended) {
        if (ended.how == client::How::Cut) {
            transport_->leave_connections();  // the others that stand may lead nowhere either
        }
    };
    if (const auto errand = errands_.find(id); errand != errands_.end()) {
        if (const auto ended = add(errand->second.outcome, news)) {
            left(*ended);
            errand_over(errand->second, heard, now);
            errands_.erase(errand);
        }
        return;
    }
    const auto found = flights_.find(id);
    if (found == flights_.end()) {
        return;
    }
    if (const auto ended = add(found->second.outcome, news)) {
        left(*ended);
        auto flight = std::move(found->second);
        flights_.erase(found);
        landed(std::move(flight), heard, now);
    }
}

void Delivery::landed(Flight flight, std::vector<Heard>& heard, Instant now) {
    if (flight.out == kSystem) {
        reached_[place(flight.way)] = flight.outcome.how != client::How::NeverReached;
    }
    if (const auto fault = client::fault_of(flight.outcome)) {
        failed(flight, *fault, heard, now);
        return;
    }
    auto alarm = contract::decode<contract::Alarm>(flight.outcome.body);
    if (!alarm || alarm->report != flight.id) {
        say_once("an answer is none: " + (alarm ? std::string("it is about another run") : alarm.error().context));
        return;
    }
    answers_ = flight.way;
    answered_by(flight.out, flight.way, flight.begun, now);
    said_.clear();
    const int presses = flight.report ? flight.report->presses : 0, taken_back = flight.report ? flight.report->taken_back : 0;
    heard.emplace_back(Answered{std::move(*alarm), presses, taken_back});
}

void Delivery::failed(const Flight& flight, const contract::Error& error, std::vector<Heard>& heard, Instant now) {
    const auto* address = place(flight.way) == 1 ? "the second address" : "the platform";
    say_once((flight.out.interface.empty() ? address : fmt::format("{} by {}", address, flight.out.interface)) + ": " + error.context);
    if (error.kind == ErrorKind::Denied) {
        heard.emplace_back(Denied{});
    } else if (flight.report && (error.code == "report_of_another" || error.code == "report_sequence")) {
        heard.emplace_back(OfAnother{flight.id, {}});
    } else if (!flight.report && error.code == "alarm_not_found") {
        heard.emplace_back(Forgotten{flight.id});
    } else if (!flight.report) {
        const auto before = out_;
        lost_by(flight.out, flight.way, flight.outcome);
        if (out_ != before && out_ != kSystem) {
            ask_at_ = std::min(ask_at_, now);
        }
        if (!second_.empty()) {
            answers_ = flight.way == Way::First ? Way::Second : Way::First;
        }
    }
}

void Delivery::say_once(const std::string& what) {
    if (what != said_) {
        said_ = what;
        log_(what);
    }
}

bool Delivery::resting() const { return flights_.empty() && errands_.empty() && !followed_ && stream_transfer_ == 0; }

void Delivery::rest() {
    if (!std::exchange(trimmed_, true)) {
        ::malloc_trim(0);
    }
}

std::optional<Delivery::Instant> Delivery::deadline() const {
    auto soonest = stream_.deadline();
    if (followed_ && box_ && !stream_stands_ && (!soonest || ask_at_ < *soonest)) {
        soonest = ask_at_;
    }
    return soonest;
}

}  // namespace anju::alarm
