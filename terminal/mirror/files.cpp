// SPDX-License-Identifier: Apache-2.0
#include "terminal/mirror/files.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace anju::mirror {
namespace {

namespace fs = std::filesystem;

std::string type_of(std::string_view path) {
    struct Type { std::string_view ending, type; };
    constexpr std::array kTypes{
        Type{".html", "text/html; charset=utf-8"}, Type{".js", "text/javascript; charset=utf-8"},
        Type{".css", "text/css; charset=utf-8"},   Type{".svg", "image/svg+xml"},
        Type{".png", "image/png"},                 Type{".json", "application/json"},
        Type{".woff2", "font/woff2"},
    };
    for (const auto& [ending, type] : kTypes) {
        if (path.ends_with(ending)) {
            return std::string(type);
        }
    }
    return {};
}

// Plain names only: no "..", no hidden file, no escape.
bool plain(std::string_view path) {
    char before = '\0';
    for (const char c : path) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
        if (!letter || (c == '.' && (before == '/' || before == '.'))) {
            return false;
        }
        before = c;
    }
    return path.starts_with('/');
}

}  // namespace

std::optional<File> read_page_file(const std::string& root, std::string_view path) {
    if (path == "/") {
        path = "/index.html";
    }
    auto type = type_of(path);
    if (root.empty() || type.empty() || !plain(path)) {
        return std::nullopt;
    }
    const auto file = root + std::string(path);
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return std::nullopt;
    }
    std::ifstream in(file, std::ios::binary);
    File found{std::move(type), std::string(std::istreambuf_iterator<char>(in), {})};
    return in ? std::optional(std::move(found)) : std::nullopt;
}

std::string installed_page() {
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    const auto folder = program.parent_path().parent_path().parent_path() / "share/anju-tv/mirror";  // of libexec/anju-tv/anju-tv
    return fs::is_regular_file(folder / "index.html", error) ? folder.string() : std::string{};
}

}  // namespace anju::mirror
