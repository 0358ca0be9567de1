// SPDX-License-Identifier: Apache-2.0
// anju-platform: reads the command line, puts the server together, serves until it is told to stop.
#include <fmt/core.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "platform/server/demo_files.hpp"
#include "platform/server/images.hpp"
#include "platform/server/notify/webhook.hpp"
#include "platform/server/options.hpp"
#include "platform/server/server.hpp"
#include "platform/server/write_file.hpp"
#include "platform/settings/service_manager.hpp"

namespace anju::server {
namespace {

std::function<Time()> clock_from(std::optional<Time> start) {
    if (!start) return {};
    return [start = *start, began = std::chrono::steady_clock::now()] {
        return start + std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    };
}

std::string secret_in(const std::string& path, std::string_view whose) {
    std::ifstream file(path);
    std::string secret;
    if (!std::getline(file, secret) || secret.empty()) {
        throw std::runtime_error(fmt::format("The {}'s secret cannot be read from {}.", whose, path));
    }
    return secret;
}

std::shared_ptr<Notifier> notifier_of(const Options& options, const std::string& page) {
    if (options.notify_url.empty()) return nullptr;
    WebhookOptions out;
    out.url = options.notify_url;
    out.secret = secret_in(options.notify_secret, "webhook");
    out.link = page;
    if (!options.notify_texts.empty()) {
        std::ifstream file(options.notify_texts);
        auto texts = NoticeTexts::read(std::string{std::istreambuf_iterator<char>(file), {}});
        if (!texts) throw std::runtime_error(texts.error());
        out.texts = std::move(*texts);
    }
    return std::make_shared<Webhook>(std::move(out));
}

ServerOptions server_options(const Options& options) {
    ServerOptions out;
    out.host = options.host;
    out.port = options.port;
    out.tls_host = options.tls_host;
    out.tls_port = options.tls_port;
    out.tls_files = {options.certificate, options.key};
    out.proxies = options.proxies;
    out.database = options.database;
    out.public_url = options.public_url;
    out.clock = clock_from(options.now);
    if (!options.turn.empty()) out.turn = Turn(options.turn, secret_in(options.turn_secret, "relay"));
    out.notifier = notifier_of(options, (options.public_url.empty() ? fmt::format("http://{}:{}", options.host, options.port) : options.public_url) + "/family/");
    if (!options.web.empty()) out.pages = StaticPages::read(options.web, options.frame_ancestor);
    return out;
}

void serve(const Options& options) {
    Server server(server_options(options));
    if (!options.demo.empty()) prepare_demo(server.repository(), options.demo, options.art, server.now());

    boost::asio::signal_set signals(server.io(), SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code failed, int) {
        if (failed) return;
        fmt::print(stderr, "anju-platform: stopping\n");
        server.stop();
    });
    // The socket listens already: whoever reads the file is answered.
    if (!options.ready.empty()) {
        write_file(options.ready, fmt::format("{{\"url\": \"{}\", \"port\": {}, \"tls_port\": {}, \"pid\": {}}}\n", server.plain_url(), server.port(),
                                              server.tls_port(), getpid()));
    }
    settings::tell_service_manager("READY=1");
    fmt::print(stderr, "anju-platform {}: {}\n", ANJU_VERSION, server.url());
    server.run();
    if (!options.ready.empty()) ::unlink(options.ready.c_str());
}

// Every open stream is a descriptor, and Debian's soft limit of 1024 is there for select() only.
void take_all_descriptors() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int run(int count, char** words) {
    const auto options = parse_options({words + 1, words + count});
    if (!options) {
        fmt::print(stderr, "anju-platform: {}\n", options.error());
        return 1;
    }
    if (options->help) {
        fmt::print("{}", kUsage);
        return 0;
    }
    std::signal(SIGPIPE, SIG_IGN);
    take_all_descriptors();
    mallopt(M_ARENA_MAX, 4);  // else each of the workers keeps its own spare memory
    start_image_library(words[0]);
    try {
        serve(*options);
        return 0;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "anju-platform: {}\n", failure.what());
        return 1;
    }
}

}  // namespace
}  // namespace anju::server

int main(int count, char** words) { return anju::server::run(count, words); }
