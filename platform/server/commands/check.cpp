// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <stdexcept>

#include "platform/server/commands/commands.hpp"
#include "platform/server/storage/check_database.hpp"

namespace anju::server {
namespace {

class Findings {
  public:
    explicit Findings(std::vector<std::string> already) : all_(std::move(already)) {}

    void add(std::string sentence) { all_.push_back(std::move(sentence)); }
    // What throws is wrong.
    void attempt(const std::function<void()>& work) {
        try {
            work();
        } catch (const std::exception& failure) {
            add(failure.what());
        }
    }
    const std::vector<std::string>& all() const { return all_; }

  private:
    std::vector<std::string> all_;
};

void check_address(Findings& findings, std::string_view option, const std::string& host) {
    in6_addr ignored{};
    if (host.empty() || host == "localhost") return;
    if (::inet_pton(AF_INET, host.c_str(), &ignored) == 1 || ::inet_pton(AF_INET6, host.c_str(), &ignored) == 1) return;
    findings.add(fmt::format("{} wants an address of this machine, as 127.0.0.1 or 0.0.0.0, not {}.", option, host));
}

// Whoever reads a secret may speak as the platform.
void check_secret(Findings& findings, const std::string& path, std::string_view whose) {
    if (path.empty()) return;
    findings.attempt([&] { (void)secret_in(path, whose); });
    struct stat info {};
    if (::stat(path.c_str(), &info) == 0 && (info.st_mode & S_IROTH) != 0) {
        findings.add(fmt::format("Everybody on this machine can read {}: chmod o-r {}.", path, path));
    }
}

void check_folder_of(Findings& findings, std::string_view option, const std::string& path) {
    if (path.empty()) return;
    const std::filesystem::path place = std::filesystem::path(path).parent_path();
    if (!place.empty() && ::access(place.c_str(), W_OK | X_OK) != 0) findings.add(fmt::format("{}: nothing can be written into {}.", option, place.string()));
}

void check_serving(Findings& findings, const Options& options) {
    check_address(findings, "--listen", options.host);
    check_address(findings, "--listen-tls", options.tls_host);
    check_address(findings, "--metrics-listen", options.metrics_host);
    for (const std::string& proxy : options.proxies) check_address(findings, "--proxy", proxy);
    if (!options.certificate.empty() && !options.key.empty()) {
        findings.attempt([&] { TlsContext context({options.certificate, options.key}); });
        struct stat info {};
        if (::stat(options.key.c_str(), &info) == 0 && (info.st_mode & S_IROTH) != 0) {
            findings.add(fmt::format("Everybody on this machine can read {}: chmod o-r {}.", options.key, options.key));
        }
    }
    check_secret(findings, options.turn_secret, "relay");
    check_secret(findings, options.notify_secret, "webhook");
    if (!options.notify_texts.empty()) findings.attempt([&] { (void)texts_in(options.notify_texts); });
    if (!options.web.empty()) findings.attempt([&] { (void)StaticPages::read(options.web, options.frame_ancestor); });
    if (!options.art.empty() && !std::filesystem::is_directory(options.art)) findings.add(fmt::format("The folder {} of --art is not there.", options.art));
    check_folder_of(findings, "--ready", options.ready);
}

}  // namespace

int check(const OptionsRead& read) {
    Findings findings(read.problems);
    if (read.options.command == Command::Serve) check_serving(findings, read.options);
    if (!read.options.password_file.empty() && read.options.password_file != "-") check_secret(findings, read.options.password_file, "administrator");
    for (const std::string& wrong : check_database(read.options.database)) findings.add(wrong);
    for (const std::string& wrong : findings.all()) fmt::print("{}\n", wrong);
    if (findings.all().empty()) fmt::print("没有发现问题。 Nothing is wrong.\n");
    return findings.all().empty() ? 0 : 1;
}

}  // namespace anju::server
