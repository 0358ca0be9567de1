// SPDX-License-Identifier: Apache-2.0
#include "platform/server/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include "platform/contract/routes.hpp"
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/problems.hpp"
#include "platform/server/stray.hpp"

namespace anju::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Flow = asio::awaitable<bool>;

namespace {

constexpr std::string_view kServer = "anju-platform";

auto into(error_code& failed) { return asio::redirect_error(asio::use_awaitable, failed); }

constexpr std::chrono::milliseconds kReadyWithin{3000};

// With so many boxes that wait for a helper (there are 32) what is routine is put off, so that the disk has the calls for help alone.
constexpr int kMostHelpWaiting = 64;
constexpr std::chrono::seconds kHelpGoesFirst{2};

struct Counted {
    explicit Counted(int* counter) : counter(counter) {
        if (counter != nullptr) ++*counter;
    }
    ~Counted() {
        if (counter != nullptr) --*counter;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    int* counter;
};

Response put_off() {
    Response later = problem(503, "busy", "Many call for help at this moment, and they go first.", "", kHelpGoesFirst);
    harden(later);
    return later;
}

// What people make up is no name of a figure.
std::string_view method_named(std::string_view method) {
    for (const std::string_view known : {"GET", "HEAD", "POST", "DELETE", "OPTIONS"}) {
        if (method == known) return known;
    }
    return "(other)";
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

template <class Fields>
Request head_of(const Fields& message, const std::string& address, bool secure) {
    Request request;
    request.secure = secure;
    request.method = view(message.method_string());
    request.target = view(message.target());
    request.address = address;
    for (const auto& field : message) {
        request.headers.emplace_back(view(field.name_string()), view(field.value()));
    }
    return request;
}

template <class Message>
void fill_head(Message& message, const Response& response) {
    message.result(static_cast<unsigned>(response.status));
    message.set(http::field::server, beast::string_view(kServer.data(), kServer.size()));
    for (const auto& [name, value] : response.headers) message.insert(name, value);
}

}  // namespace

Connection::Connection(Wire::Socket socket, const HttpListener::Parts& parts, const ListenerLimits& limits,
                       std::size_t& photos_in_memory, const bool& stopping, bool only_help, std::shared_ptr<const void> owner)
    : owner_(std::move(owner)), stream_(Wire(std::move(socket))), parts_(parts), limits_(limits), photos_in_memory_(photos_in_memory),
      stopping_(stopping), only_help_(only_help) {
    error_code failed;
    const auto remote = stream_.socket().remote_endpoint(failed);
    if (!failed) address_ = remote.address().to_string();
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), failed);
}

// Runs work on a worker and comes back to the io thread with its result.
template <class Work>
asio::awaitable<typename std::invoke_result_t<Work>> Connection::on(asio::thread_pool& workers, Work work) {
    using Result = std::invoke_result_t<Work>;
    auto start = [this, &workers](auto handler, Work job) {
        asio::post(workers, [&io = parts_.io, guard = asio::make_work_guard(parts_.io),
                                    handler = std::move(handler), job = std::move(job)]() mutable {
            asio::post(io, [handler = std::move(handler), result = job()]() mutable { handler(std::move(result)); });
        });
    };
    return asio::async_initiate<const asio::use_awaitable_t<>&, void(Result)>(start, asio::use_awaitable, std::move(work));
}

template <class Work>
asio::awaitable<typename std::invoke_result_t<Work>> Connection::on_workers(Work work) {
    return on(parts_.workers, std::move(work));
}

asio::awaitable<void> Connection::run() {
    const auto self = shared_from_this();
    bool first = true;
    if (co_await shake_hands()) {
        while (!stopping_ && co_await exchange(first)) first = false;
    }
    if (!became_stream_) stream_.wire().close();
}

Flow Connection::shake_hands() {
    if (!parts_.tls) co_return true;
    constexpr unsigned char kHandshake = 0x16;  // the first byte of every TLS connection
    error_code failed;
    unsigned char first = 0;
    stream_.expires_after(limits_.first_byte);
    co_await stream_.async_peek(first, into(failed));
    if (failed) co_return false;
    strayed_ = first != kHandshake;
    if (strayed_) co_return true;
    auto ssl = parts_.tls->accept_on(stream_.socket().native_handle());
    if (!ssl) co_return false;
    stream_.wire().secure(std::move(ssl));
    stream_.expires_after(limits_.header);
    co_await stream_.async_shake(into(failed));
    co_return !failed;
}

void Connection::stop() {
    if (!busy_) stream_.cancel();
}

Flow Connection::read_head(Parser& parser, bool first) {
    error_code failed;
    if (buffer_.size() == 0) {
        stream_.expires_after(first ? limits_.first_byte : limits_.idle);
        const auto got = co_await stream_.async_read_some(buffer_.prepare(4096), into(failed));
        if (failed) co_return false;
        buffer_.commit(got);
    }
    stream_.expires_after(limits_.header);
    co_await http::async_read_header(stream_, buffer_, parser, into(failed));
    if (!failed) co_return true;
    // Who is too slow gets no answer: the stream has closed its socket by then.
    if (failed == http::error::header_limit || failed == http::error::buffer_overflow) {
        co_return co_await refuse(problem(431, "header_too_large", "The request's head is too large.",
                                          "at most " + std::to_string(limits_.header_bytes) + " bytes"));
    }
    if (failed.category() == http::make_error_code(http::error::bad_method).category() &&
        failed != http::error::end_of_stream && failed != http::error::partial_message) {
        co_return co_await refuse(problem(400, "bad_request", "This is no HTTP request."));
    }
    co_return false;
}

Flow Connection::exchange(bool first) {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());  // ours comes after the head
    method_ = route_ = "(none)";
    if (!co_await read_head(parser, first)) co_return false;

    busy_ = true;
    came_ = std::chrono::steady_clock::now();
    Request request = head_of(parser.get(), address_, stream_.wire().secure());
    if (strayed_) co_return co_await refuse(answer_stray(request, parts_.site));
    parts_.site.unwrap(request);
    if (only_help_ && !calls_for_help(request)) co_return false;
    method_ = method_named(request.method);
    route_ = pattern_of(request);
    const unsigned version = parser.get().version();
    const bool head_only = request.method == "HEAD";
    if (!co_await read_body(parser, request)) co_return false;
    const bool keep = parser.keep_alive() && !stopping_;

    Response response = co_await answered(request);
    if (response.stream && !head_only && response.status == 200) {
        co_await turn_into_stream(std::move(response));
        co_return false;
    }
    const bool more = co_await write(std::move(response), version, keep && !stopping_, head_only);
    busy_ = false;
    co_return more;
}

Flow Connection::read_body(Parser& parser, Request& request) {
    const std::size_t limit = body_limit(request);
    std::optional<std::uint64_t> length;
    if (const auto given = parser.content_length()) length = *given;
    const bool large = limit > contract::kMaxJsonBytes && (parser.chunked() || length.value_or(0) > contract::kMaxJsonBytes);
    if (large || length.value_or(0) > limit) {
        auto no = co_await on_workers([&] { return refuse_early(request, length, context(parts_.clock())); });
        if (!no && length.value_or(0) > limit) no = too_large(std::string(body_limit_code(request)), limit);
        if (!no && photos_in_memory_ >= limits_.photos_at_once) {
            no = problem(503, "busy", "Too many photos are coming in at once.", "", std::chrono::seconds{2});
        }
        if (no) co_return co_await refuse(std::move(*no));
    }
    struct Count {
        std::size_t* counter;
        explicit Count(std::size_t* c) : counter(c) { if (counter) ++*counter; }
        ~Count() { if (counter) --*counter; }
    };
    // Held until the body is in; the converted picture is bounded by the image library's turns.
    const Count count(large ? &photos_in_memory_ : nullptr);

    error_code failed;
    if (same_word(request.header("Expect"), "100-continue") && !parser.is_done()) {
        static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
        stream_.expires_after(limits_.header);
        co_await asio::async_write(stream_, asio::buffer(kGoOn.data(), kGoOn.size()), into(failed));
        if (failed) co_return false;
    }
    parser.body_limit(limit);
    const auto bytes = length.value_or(limit);
    stream_.expires_after(limits_.body + Ms(1000 * bytes / limits_.slowest));
    co_await http::async_read(stream_, buffer_, parser, into(failed));
    if (failed == http::error::body_limit) {
        co_return co_await refuse(too_large(std::string(body_limit_code(request)), limit));
    }
    if (failed && failed.category() == http::make_error_code(http::error::bad_method).category() &&
        failed != http::error::end_of_stream && failed != http::error::partial_message) {
        co_return co_await refuse(problem(400, "bad_request", "This is no HTTP request."));
    }
    if (failed) co_return false;
    request.body = std::move(parser.get().body());
    co_return true;
}

// An answer to a request that was not read to its end: the connection cannot go on.
Flow Connection::refuse(Response response) {
    co_await write(std::move(response), 11, false, false);
    co_return false;
}

Flow Connection::write(Response response, unsigned version, bool keep, bool head_only) {
    count(response.status);
    error_code failed;
    const bool bodiless = response.status == 204 || response.status == 304;
    const std::size_t size = response.body.size();
    stream_.expires_after(limits_.body + Ms(1000 * size / limits_.slowest));
    if (head_only || bodiless) {
        http::response<http::empty_body> message;
        message.version(version);
        fill_head(message, response);
        message.keep_alive(keep);
        if (!bodiless) message.content_length(size);
        co_await http::async_write(stream_, message, into(failed));
    } else {
        http::response<http::string_body> message;
        message.version(version);
        fill_head(message, response);
        message.keep_alive(keep);
        message.body() = std::move(response.body);
        message.prepare_payload();
        co_await http::async_write(stream_, message, into(failed));
    }
    if (failed) co_return false;
    if (!keep) co_await linger();
    co_return keep;
}

asio::awaitable<Response> Connection::answered(const Request& request) {
    if (parts_.instead) co_return co_await on_workers([this, &request] { return parts_.instead(request); });
    if (asks_for_life(request)) co_return answer(request, context(parts_.clock()));
    if (asks_for_readiness(request)) co_return co_await answered_within(request, kReadyWithin);
    const bool help = calls_for_help(request);
    const bool writes = request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
    if (!help && writes && parts_.help_waiting && *parts_.help_waiting > kMostHelpWaiting && !goes_ahead(request)) co_return put_off();
    const Counted waiting(writes && reports_help(request) ? parts_.help_waiting : nullptr);
    co_return co_await on(workers_of(request), [this, &request] { return answer(request, context(parts_.clock())); });
}

asio::thread_pool& Connection::workers_of(const Request& request) const {
    auto* const own = !calls_for_help(request) ? nullptr : is_of_desk(request) ? parts_.desk_workers : parts_.help_workers;
    return own ? *own : parts_.workers;
}

asio::awaitable<Response> Connection::answered_within(const Request& request, Ms limit) {
    struct Race {
        explicit Race(asio::io_context& io) : over(io) {}
        asio::steady_timer over;
        std::optional<Response> response;
    };
    const auto race = std::make_shared<Race>(parts_.io);
    race->over.expires_after(limit);
    asio::post(parts_.workers, [race, request, self = shared_from_this(), guard = asio::make_work_guard(parts_.io)] {
        auto response = answer(request, self->context(self->parts_.clock()));
        asio::post(self->parts_.io, [race, response = std::move(response)]() mutable {
            race->response = std::move(response);
            race->over.cancel();
        });
    });
    error_code woken;
    co_await race->over.async_wait(into(woken));
    if (race->response) co_return std::move(*race->response);
    Response nobody_knows = health::unanswered();
    harden(nobody_knows);
    co_return nobody_knows;
}

void Connection::count(int status) {
    if (parts_.metrics) parts_.metrics->answered(method_, route_, status, std::chrono::steady_clock::now() - came_);
}

asio::awaitable<void> Connection::linger() {
    constexpr std::size_t kMost = 1024 * 1024;
    error_code failed;
    stream_.wire().end_sending();
    stream_.expires_after(Ms(1000));
    std::string scrap(16 * 1024, '\0');
    for (std::size_t seen = 0; !failed && seen < kMost;) {
        seen += co_await stream_.async_read_some(asio::buffer(scrap), into(failed));
    }
}

asio::awaitable<void> Connection::turn_into_stream(Response response) {
    count(response.status);
    http::response<http::empty_body> message;
    message.version(11);
    fill_head(message, response);
    message.keep_alive(false);
    http::response_serializer<http::empty_body> serializer(message);
    error_code failed;
    stream_.expires_after(limits_.header);
    co_await http::async_write_header(stream_, serializer, into(failed));
    if (failed) co_return;
    // The first byte tells the reader that the line stands; browsers wait a second before they retry.
    static constexpr std::string_view kHello = "retry: 1000\n: \n\n";
    co_await asio::async_write(stream_, asio::buffer(kHello.data(), kHello.size()), into(failed));
    if (failed || stopping_) co_return;
    // What a reader does not fetch waits in our queue, where it is counted, not in the kernel.
    stream_.socket().set_option(asio::socket_base::send_buffer_size(64 * 1024), failed);
    became_stream_ = true;
    stream_.expires_never();
    parts_.streams.adopt(stream_.release(), std::move(*response.stream));
}

}  // namespace anju::server
