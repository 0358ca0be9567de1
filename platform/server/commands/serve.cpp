// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <sys/time.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "platform/server/commands/commands.hpp"
#include "platform/server/demo_files.hpp"
#include "platform/server/notify/webhook.hpp"
#include "platform/server/write_file.hpp"
#include "platform/settings/service_manager.hpp"

namespace anju::server {
namespace {

// All that was acknowledged is on disk, so what hangs may be left behind.
void give_up(int) {
    constexpr std::string_view kSaid = "anju-platform: an answer did not end in time and was given up\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kSaid.data(), kSaid.size());
    ::_exit(1);
}

void end_in_time() {
    constexpr itimerval kLimit{{0, 0}, {4, 500'000}};
    std::signal(SIGALRM, give_up);
    ::setitimer(ITIMER_REAL, &kLimit, nullptr);
}

std::function<Time()> clock_from(std::optional<Time> start) {
    if (!start) return {};
    return [start = *start, began = std::chrono::steady_clock::now()] {
        return start + std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    };
}

std::shared_ptr<Notifier> notifier_of(const Options& options, const std::string& pages) {
    if (options.notify_url.empty()) return nullptr;
    WebhookOptions out;
    out.url = options.notify_url;
    out.secret = secret_in(options.notify_secret, "webhook");
    out.link = pages + "/family/";
    out.respond = pages + "/respond/";
    if (!options.notify_texts.empty()) {
        out.texts = texts_in(options.notify_texts);
    }
    return std::make_shared<Webhook>(std::move(out));
}

}  // namespace

std::string secret_in(const std::string& path, std::string_view whose) {
    std::ifstream file(path);
    std::string secret;
    if (!std::getline(file, secret) || secret.empty()) {
        throw std::runtime_error(fmt::format("The {}'s secret cannot be read from {}.", whose, path));
    }
    return secret;
}

NoticeTexts texts_in(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(fmt::format("The texts of notices cannot be read from {}.", path));
    auto texts = NoticeTexts::read(std::string{std::istreambuf_iterator<char>(file), {}});
    if (!texts) throw std::runtime_error(texts.error());
    return std::move(*texts);
}

Time start_of(const Options& options) {
    return options.now.value_or(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

ServerOptions server_options(const Options& options) {
    ServerOptions out;
    out.host = options.host;
    out.port = options.port;
    out.tls_host = options.tls_host;
    out.tls_port = options.tls_port;
    out.tls_files = {options.certificate, options.key};
    out.metrics_host = options.metrics_host;
    out.metrics_port = options.metrics_port;
    out.proxies = options.proxies;
    out.database = options.database;
    out.public_url = options.public_url;
    out.clock = clock_from(options.now);
    if (!options.turn.empty()) out.turn = Turn(options.turn, secret_in(options.turn_secret, "relay"));
    out.notifier = notifier_of(options, (options.public_url.empty() ? fmt::format("http://{}:{}", options.host, options.port) : options.public_url));
    if (!options.web.empty()) out.pages = StaticPages::read(options.web, options.frame_ancestor);
    return out;
}

int serve(const Options& options) {
    Server server(server_options(options));
    if (!options.demo.empty()) prepare_demo(server.repository(), options.demo, options.art, server.now());

    boost::asio::signal_set signals(server.io(), SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code failed, int) {
        if (failed) return;
        fmt::print(stderr, "anju-platform: stopping\n");
        settings::tell_service_manager("STOPPING=1");
        end_in_time();
        server.stop();
    });
    // The socket listens already: whoever reads the file is answered.
    if (!options.ready.empty()) {
        write_file(options.ready, fmt::format("{{\"url\": \"{}\", \"port\": {}, \"tls_port\": {}, \"metrics_port\": {}, \"pid\": {}}}\n", server.plain_url(),
                                              server.port(), server.tls_port(), server.metrics_port(), getpid()));
    }
    settings::tell_service_manager("READY=1");
    fmt::print(stderr, "anju-platform {}: {}\n", ANJU_VERSION, server.url());
    server.run();
    if (!options.ready.empty()) ::unlink(options.ready.c_str());
    return 0;
}

}  // namespace anju::server
