// SPDX-License-Identifier: Apache-2.0
#include "platform/server/stray.hpp"

#include <fmt/core.h>

#include "platform/server/problems.hpp"

namespace anju::server {
namespace {

constexpr std::string_view kPage = "/lan/";

// A name or address with a port, and nothing that could break out of a header.
bool is_host(std::string_view text) {
    constexpr std::size_t kMost = 255;
    return !text.empty() && text.size() <= kMost &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]") == std::string_view::npos;
}

std::optional<Response> page(const Request& request, std::string_view target, const Site& site) {
    Request wanted = request;
    wanted.target = target;
    return site.pages.answer(wanted);
}

}  // namespace

Response answer_stray(const Request& request, const Site& site) {
    const std::string_view path = request.path();
    const bool reads = request.method == "GET" || request.method == "HEAD";
    std::optional<Response> shown;
    if (reads && (path.starts_with(kPage) || path.starts_with("/shared/"))) {
        shown = page(request, request.target, site);
    } else if (reads && request.header("Accept").find("text/html") != std::string_view::npos) {
        shown = page(request, kPage, site);
        if (shown) shown->with("Cache-Control", "no-store");
    }
    Response response = shown ? std::move(*shown) : problem(308, "use_https", "This address is spoken to by https.");
    const std::string_view host = request.header("Host");
    if (!shown && is_host(host) && request.target.starts_with('/')) {
        response.with("Location", fmt::format("https://{}{}", host, request.target));
    }
    response.with("X-Content-Type-Options", "nosniff").with("Referrer-Policy", "no-referrer");
    return response;
}

}  // namespace anju::server
