// SPDX-License-Identifier: Apache-2.0
#include "platform/client/http_client.hpp"

#include <unistd.h>

#include <algorithm>
#include <random>
#include <utility>

namespace anju::client {
namespace {

using Clock = std::chrono::steady_clock;

// A page of photos must not keep a "seen" or the next snapshot waiting on a thin line.
constexpr int kPhotosAtOnce = 2;

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;  // clang 14 does not find it by itself

bool is_state(const Call& call) {
    const auto* signal = std::get_if<SendSignal>(&call);
    return signal && signal->signal.kind == contract::SignalKind::State;
}

std::function<double()> real_random() {
    return [engine = std::mt19937(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>()(engine);
    };
}

}  // namespace

HttpClient::HttpClient(ClientOptions options, Sink sink, std::unique_ptr<Transport> transport,
                       Timing timing)
    : options_(std::move(options)),
      sink_(std::move(sink)),
      call_limit_(timing.call_limit),
      transport_(std::move(transport)),
      stream_(Backoff(timing.first_wait, timing.longest_wait,
                      timing.random ? timing.random : real_random()),
              timing.silence),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

HttpClient::~HttpClient() {
    thread_.request_stop();
    transport_->wake();
    thread_.join();
}

void HttpClient::send(RequestId id, Call call) { post(SendOrder{id, std::move(call)}); }
void HttpClient::open_stream(std::uint64_t cursor) { post(OpenOrder{cursor}); }
void HttpClient::close_stream() { post(CloseOrder{}); }
void HttpClient::hurry_stream(bool on) { post(HurryOrder{on}); }

void HttpClient::post(Order order) {
    {
        const std::lock_guard lock(mutex_);
        inbox_.push_back(std::move(order));
    }
    transport_->wake();
}

void HttpClient::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::vector<Order> orders;
        {
            const std::lock_guard lock(mutex_);
            orders.swap(inbox_);
        }
        for (Order& order : orders) {
            std::visit([this](auto& o) { obey(std::move(o)); }, order);
        }
        stream_.tick(Clock::now());
        serve_stream();
        for (const TransferNews& news : transport_->work(patience())) {
            happened(news);
        }
        serve_stream();
    }
}

void HttpClient::obey(SendOrder order) {
    if (std::holds_alternative<FetchPhoto>(order.call)) {
        waiting_photos_.push_back(std::move(order));
        start_waiting_photos();
    } else if (is_state(order.call)) {
        // An older one that still waits says nothing any more.
        if (auto older = std::exchange(waiting_state_, std::move(order))) {
            sink_(Replied{older->id, Answer(Done{})});
        }
        start_waiting_state();
    } else {
        start(std::move(order));
    }
}

void HttpClient::obey(const OpenOrder& order) { stream_.open(order.cursor, Clock::now()); }
void HttpClient::obey(const CloseOrder&) {
    stream_.close();
    transport_->leave_connections();
}
void HttpClient::obey(const HurryOrder& order) { stream_.hurry(order.on, Clock::now()); }

void HttpClient::start(SendOrder order) {
    const TransferId id = ++last_transfer_;
    Transfer transfer = to_transfer(options_, order.call);
    transfer.limit = std::min(transfer.limit, call_limit_);
    const auto [running, fresh] =
        running_.emplace(id, Running{order.id, std::move(order.call), {}});
    if (!transfer.body_file.empty() && ::access(transfer.body_file.c_str(), R_OK) != 0) {
        finish(running, tl::unexpected(contract::Error{contract::ErrorKind::Broken, "",
                                                       "cannot read what is to be sent", {}}));
        return;
    }
    transport_->start(id, std::move(transfer));
}

void HttpClient::start_waiting_state() {
    if (!state_running_ && waiting_state_) {
        state_running_ = true;
        start(*std::exchange(waiting_state_, std::nullopt));
    }
}

void HttpClient::start_waiting_photos() {
    while (photos_running_ < kPhotosAtOnce && !waiting_photos_.empty()) {
        ++photos_running_;
        start(std::move(waiting_photos_.front()));
        waiting_photos_.pop_front();
    }
}

void HttpClient::happened(const TransferNews& news) {
    const TransferId id = std::visit([](const auto& n) { return n.id; }, news);
    if (id == stream_transfer_) {
        std::visit([this](const auto& n) { stream_.happened(n, Clock::now()); }, news);
        return;
    }
    const auto found = running_.find(id);
    if (found == running_.end()) {  // cancelled while this was on its way
        return;
    }
    std::visit(overloaded{
                   [](const Stands&) {},
                   [&](const Began& began) { found->second.outcome.head = began; },
                   [&](const Bytes& bytes) { grow(found, bytes); },
                   [&](const Ended& end) { ended(found, end); },
               },
               news);
}

void HttpClient::grow(std::map<TransferId, Running>::iterator found, const Bytes& bytes) {
    Running& running = found->second;
    const std::string* name = answer_file(running.call);
    const bool good = running.outcome.head && running.outcome.head->status == 200;
    if (name && good && !running.file) {
        running.file = std::make_unique<PartFile>(*name);
    }
    const std::size_t limit = name && !good ? kMaxJsonAnswer : answer_limit(running.call);
    const std::size_t size = running.file ? running.file->size() : running.outcome.body.size();
    if (size + bytes.bytes.size() > limit) {
        stop(found, {contract::ErrorKind::Malformed, "",
                     "answer longer than " + std::to_string(limit) + " bytes", {}});
    } else if (!running.file) {
        running.outcome.body += bytes.bytes;
    } else if (!running.file->write(bytes.bytes)) {
        stop(found, {contract::ErrorKind::Broken, "", "cannot write " + *name, {}});
    }
}

void HttpClient::stop(std::map<TransferId, Running>::iterator found, contract::Error why) {
    transport_->cancel(found->first);
    finish(found, tl::unexpected(std::move(why)));
}

void HttpClient::ended(std::map<TransferId, Running>::iterator found, const Ended& ended) {
    Running& running = found->second;
    running.outcome.how = ended.how;
    running.outcome.why = ended.why;
    contract::Result<Answer> result = to_answer(running.call, std::move(running.outcome));
    if (result && answer_file(running.call) && !(running.file && running.file->keep())) {
        result = tl::unexpected(contract::Error{contract::ErrorKind::Broken, "",
                                                "cannot keep " + *answer_file(running.call), {}});
    }
    finish(found, std::move(result));
}

void HttpClient::finish(std::map<TransferId, Running>::iterator found,
                        contract::Result<Answer> result) {
    if (std::holds_alternative<FetchPhoto>(found->second.call)) {
        --photos_running_;
    }
    if (is_state(found->second.call)) {
        state_running_ = false;
    }
    const RequestId request = found->second.request;
    running_.erase(found);
    sink_(Replied{request, std::move(result)});
    start_waiting_photos();
    start_waiting_state();
}

void HttpClient::serve_stream() {
    const auto wish = stream_.take_wish();
    if (wish.cancel && stream_transfer_ != 0) {
        transport_->cancel(std::exchange(stream_transfer_, 0));
    }
    if (wish.connect) {
        stream_transfer_ = ++last_transfer_;
        transport_->start(stream_transfer_, to_stream_transfer(options_, wish.after));
    }
    for (News& news : stream_.take_news()) {
        sink_(std::move(news));
    }
}

std::chrono::milliseconds HttpClient::patience() const {
    constexpr std::chrono::milliseconds kLong = std::chrono::hours(1);
    const auto deadline = stream_.deadline();
    if (!deadline) {
        return kLong;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now());
    return std::clamp(left, std::chrono::milliseconds(0), kLong);
}

std::unique_ptr<PlatformClient> make_http_client(ClientOptions options,
                                                 std::function<void(News)> sink) {
    auto transport = make_curl_transport(options.user_agent, options.ca);
    return std::make_unique<HttpClient>(std::move(options), std::move(sink), std::move(transport), Timing{});
}

}  // namespace anju::client
