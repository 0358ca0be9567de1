// SPDX-License-Identifier: Apache-2.0
// Reads every #include of the tree against the table "Who may include whom" of docs/architecture.md.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = ANJU_SOURCE_DIR;

struct Layer {
    std::string name;
    std::vector<std::string> places;  // folders, or files with *
    std::vector<std::string> may;     // names of layers, headers, libraries
};

// Header prefixes of the libraries that the table speaks of.
const std::vector<std::pair<std::string, std::string>> kLibraries = {
    {"nlohmann/", "json"},   {"boost/", "Beast"},       {"curl/", "libcurl"},
    {"sqlite3.h", "sqlite3"}, {"libpq-fe.h", "libpq"},  {"sodium.h", "sodium"},
    {"vips/", "vips"},       {"jpeglib.h", "jpeg"},     {"jerror.h", "jpeg"},
    {"libyuv", "libyuv"},    {"png.h", "png"},        {"qrencode.h", "qrencode"}, {"pixman.h", "pixman"},
    {"ft2build.h", "FreeType"}, {"freetype", "FreeType"}, {"imgui", "ImGui"},
    {"SDL", "SDL"},          {"gst/", "GStreamer"},     {"glib", "GStreamer"},
    {"libevdev/", "libevdev"}, {"libcec", "CEC"},       {"libspeechd.h", "libspeechd"},
    {"speech-dispatcher/", "libspeechd"}, {"alsa/", "libasound"}, {"unicode/", "ICU"}, {"openssl/", "OpenSSL"},
    {"toml++/", "toml++"}, {"csv.h", "libcsv"},   {"prometheus/", "prometheus-cpp"},
    {"tl/", "tl::expected"}, {"fmt/", "fmt"}};

std::string trimmed(const std::string& text) {
    const auto from = text.find_first_not_of(" \t");
    return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::vector<std::string> split(const std::string& text, const std::string& separators) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : text + separators[0]) {
        if (separators.find(c) == std::string::npos) {
            part += c;
        } else if (!trimmed(part).empty()) {
            parts.push_back(trimmed(part));
            part.clear();
        } else {
            part.clear();
        }
    }
    return parts;
}

// | name (place, place) | may use | must not use |
std::vector<Layer> read_table() {
    std::ifstream file{kRoot / "docs/architecture.md"};
    std::vector<Layer> layers;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("## ")) {
            inside = line.find("Who may include whom") != std::string::npos;
        }
        if (!inside || !line.starts_with("| ") || line.starts_with("| ---") ||
            line.starts_with("| target")) {
            continue;
        }
        const auto cells = split(line, "|");
        std::smatch who;
        if (cells.size() < 2 || !std::regex_match(cells[0], who, std::regex{R"((\w+) \((.*)\))"})) {
            ADD_FAILURE() << "a row without a folder: " << line;
            continue;
        }
        Layer layer{who[1], {}, {}};
        for (const auto& place : split(who[2], ",")) {
            if (place.find(' ') == std::string::npos) {
                layer.places.push_back(place);
            }
        }
        for (const auto& word : split(std::regex_replace(cells[1], std::regex{R"(\([^)]*\))"}, ""), ",;")) {
            layer.may.push_back(word);
        }
        layers.push_back(layer);
    }
    return layers;
}

// The most exact place wins: remote-input/*_source before remote-input.
const Layer* layer_of(const std::vector<Layer>& layers, const std::string& path) {
    const Layer* best = nullptr;
    std::size_t best_length = 0;
    for (const auto& layer : layers) {
        for (const auto& place : layer.places) {
            const auto star = place.find('*');
            const bool inside =
                star == std::string::npos
                    ? path.starts_with(place + "/") || path.starts_with(place + ".")
                    : path.starts_with(place.substr(0, star)) &&
                          path.find(place.substr(star + 1)) != std::string::npos;
            if (inside && place.size() > best_length) {
                best = &layer;
                best_length = place.size();
            }
        }
    }
    return best;
}

bool names(const std::vector<std::string>& words, const std::string& name) {
    return std::ranges::any_of(words, [&](const std::string& word) {
        return word == name || word.starts_with(name + " ");
    });
}

bool pure(const Layer& layer) {
    return layer.name == "contract" || layer.name == "keys" || layer.name == "model" ||
           layer.name == "call";
}

// Why an #include is not allowed; nothing when it is.
std::optional<std::string> verdict(const std::vector<Layer>& layers, const std::string& path,
                                   const std::string& include) {
    const auto* from = layer_of(layers, path);
    if (!from) {
        return path + " belongs to no layer";
    }
    const bool terminal = names(from->may, "all");
    if (const auto* to = layer_of(layers, include)) {
        const auto file = include.substr(include.rfind('/') + 1);
        if (to == from || names(from->may, to->name) || names(from->may, file) ||
            (terminal && to->name != "server")) {
            return std::nullopt;
        }
        return path + " (" + from->name + ") includes " + include + " (" + to->name + ")";
    }
    for (const auto& [prefix, library] : kLibraries) {
        if (!include.starts_with(prefix)) {
            continue;
        }
        const bool free = !pure(*from) && (library == "fmt" || library == "tl::expected");
        if (free || terminal || names(from->may, library)) {
            return std::nullopt;
        }
        return path + " (" + from->name + ") includes " + include + " of " + library;
    }
    return std::nullopt;  // std or POSIX
}

struct Include {
    std::string path, header;
};

std::vector<Include> includes_of_the_tree() {
    static const std::regex kInclude{R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])"};
    std::vector<Include> found;
    for (const char* folder : {"platform", "media", "remote-input", "screens", "terminal"}) {
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".hpp") {
                continue;
            }
            std::ifstream file{entry.path()};
            const auto path = entry.path().lexically_relative(kRoot).generic_string();
            for (std::string line; std::getline(file, line);) {
                std::smatch match;
                if (line.find("#include") != std::string::npos && std::regex_search(line, match, kInclude)) {
                    found.push_back({path, match[1]});
                }
            }
        }
    }
    return found;
}

TEST(Layers, TheTableNamesEveryLayer) {
    std::set<std::string> known;
    for (const auto& layer : read_table()) {
        known.insert(layer.name);
    }
    for (const char* name : {"contract", "keys", "model", "screens", "paint", "client", "settings", "sources",
                             "speech", "mirror", "alarm", "terminal", "server"}) {
        EXPECT_TRUE(known.contains(name)) << name;
    }
}

TEST(Layers, NobodyIncludesWhatTheTableForbids) {
    const auto layers = read_table();
    const auto includes = includes_of_the_tree();
    EXPECT_GT(includes.size(), 200u);
    for (const auto& include : includes) {
        const auto bad = verdict(layers, include.path, include.header);
        EXPECT_FALSE(bad) << *bad;
    }
}

TEST(Layers, APlantedViolationIsCaught) {
    const auto layers = read_table();
    const std::vector<Include> planted = {
        {"terminal/model/update.cpp", "screens/scene.hpp"},
        {"terminal/model/update.cpp", "remote-input/key.hpp"},
        {"terminal/model/update.cpp", "nlohmann/json.hpp"},
        {"terminal/model/update.cpp", "terminal/app/clock.hpp"},
        {"screens/home.cpp", "SDL.h"},
        {"screens/home.cpp", "imgui.h"},
        {"screens/home.cpp", "terminal/app/loop.hpp"},
        {"screens/home.cpp", "screens/paint/canvas.hpp"},
        {"screens/paint/stage.cpp", "terminal/model/update.hpp"},
        {"platform/client/calls.cpp", "platform/server/router.hpp"},
        {"platform/server/router.cpp", "platform/client/client.hpp"},
        {"platform/server/router.cpp", "screens/scene.hpp"},
        {"platform/contract/tv.hpp", "platform/client/client.hpp"},
        {"platform/contract/codec.cpp", "fmt/core.h"},
        {"platform/settings/settings_file.cpp", "platform/contract/time.hpp"},
        {"platform/server/options.cpp", "toml++/toml.h"},
        {"remote-input/repeat.cpp", "SDL.h"},
        {"remote-input/sdl_source.cpp", "terminal/model/intent.hpp"},
        {"media/speech/speechd_speaker.cpp", "screens/scene.hpp"},
        {"terminal/mirror/session.cpp", "terminal/model/update.hpp"},
        {"terminal/app/loop.cpp", "platform/server/server.hpp"},
        {"terminal/alarm/guard.cpp", "terminal/model/update.hpp"},
        {"terminal/alarm/alsa_voice.cpp", "media/speech/speaker.hpp"},
        {"terminal/alarm/guard.cpp", "SDL.h"},
        {"somewhere/else.cpp", "screens/scene.hpp"}};
    for (const auto& include : planted) {
        EXPECT_TRUE(verdict(layers, include.path, include.header))
            << include.path << " may include " << include.header;
    }
}

TEST(Layers, HeavyHeadersStayInCppFiles) {
    for (const auto& include : includes_of_the_tree()) {
        if (!include.path.ends_with(".hpp")) {
            continue;
        }
        for (const char* heavy : {"nlohmann/json.hpp", "gst/gst.h", "curl/curl.h", "imgui.h", "SDL.h"}) {
            EXPECT_NE(include.header, heavy) << include.path;
        }
    }
}

TEST(Layers, OneFileOfEachSideKnowsCurlAndOneIcuInTheModel) {
    std::set<std::string> curl, icu;
    for (const auto& include : includes_of_the_tree()) {
        if (include.header.starts_with("curl/")) {
            curl.insert(include.path);
        }
        if (include.header.starts_with("unicode/") && include.path.starts_with("terminal/model")) {
            icu.insert(include.path);
        }
    }
    EXPECT_THAT(curl, testing::ElementsAre("platform/client/curl_transport.cpp", "platform/server/notify/webhook.cpp"));
    EXPECT_THAT(icu, testing::ElementsAre("terminal/model/local_time.cpp"));
}

}  // namespace
