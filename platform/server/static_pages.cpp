// SPDX-License-Identifier: Apache-2.0
#include "platform/server/static_pages.hpp"

#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

#include "platform/server/problems.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".html", "text/html; charset=utf-8"},  {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},               {".png", "image/png"},
    {".jpg", "image/jpeg"},                  {".webp", "image/webp"},
    {".ico", "image/x-icon"},                {".woff2", "font/woff2"},
    {".json", "application/json"},           {".webmanifest", "application/manifest+json"},
};

std::string_view type_of(std::string_view name) {
    for (const auto& [ending, type] : kTypes) {
        if (name.ends_with(ending)) return type;
    }
    return {};
}

std::string content_security_policy(std::string_view frame_ancestors) {
    return fmt::format(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "media-src 'self' blob:; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; "
        "require-trusted-types-for 'script'; frame-ancestors {}",
        frame_ancestors);
}

Response moved(std::string to) {
    Response response;
    response.status = 308;
    return response.with("Location", std::move(to)).with("Cache-Control", "no-cache");
}

}  // namespace

StaticPages StaticPages::read(const std::filesystem::path& folder, std::string frame_ancestor) {
    namespace fs = std::filesystem;
    StaticPages out;
    out.frame_ancestor_ = std::move(frame_ancestor);
    std::error_code failed;
    if (!fs::is_directory(folder, failed)) {
        throw std::runtime_error(fmt::format("The folder of the web pages is not there: {}", folder.string()));
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string name = fs::relative(entry.path(), folder).generic_string();
        const std::string_view type = type_of(name);
        if (type.empty() || name.find("/.") != std::string::npos || name.starts_with('.')) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::string content{std::istreambuf_iterator<char>(file), {}};
        if (file.bad()) throw std::runtime_error(fmt::format("This web page cannot be read: {}", entry.path().string()));
        out.add("/" + name, std::string(type), std::move(content));
    }
    return out;
}

void StaticPages::add(std::string path, std::string type, std::string content) {
    constexpr std::string_view kIndex = "/index.html";
    if (path.ends_with(kIndex)) path.resize(path.size() - kIndex.size() + 1);
    std::string tag = fmt::format("\"{}\"", sha256_hex(content).substr(0, 32));
    pages_.insert_or_assign(std::move(path), Page{std::move(type), std::move(content), std::move(tag)});
}

std::optional<Response> StaticPages::answer(const Request& request) const {
    const std::string_view path = request.path();
    const auto found = pages_.find(path);
    if (found == pages_.end()) {
        // The fragment behind # stays with the browser over a redirect.
        const std::string folder = std::string(path) + "/";
        if (pages_.contains(folder)) return moved(folder);
        const std::string file = std::string(path) + ".html";
        if (path != "/" && !path.ends_with('/') && pages_.contains(file)) return moved(file);
        return std::nullopt;
    }
    if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET, HEAD");

    const Page& page = found->second;
    Response response;
    response.with("Content-Type", page.type).with("Cache-Control", "no-cache").with("ETag", page.tag);
    if (page.type.starts_with("text/html")) {
        // In the shop window a visit starts on the family page and goes on in the same frame.
        const bool framed = (path.starts_with("/family/") || path.starts_with("/visit/")) && !frame_ancestor_.empty();
        response.with("Content-Security-Policy", content_security_policy(framed ? frame_ancestor_ : "'none'"));
        if (!framed) response.with("X-Frame-Options", "DENY");
    }
    if (request.header("If-None-Match") == page.tag) {
        response.status = 304;
    } else {
        response.body = page.content;
    }
    return response;
}

}  // namespace anju::server
