// SPDX-License-Identifier: Apache-2.0
#include "media/gst/fingerprint.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "words4.inc"  // kWordsJson: platform/web/shared/words4.json, the same for the phone's page

namespace anju::gst {
namespace {

std::vector<std::string> strings_in(std::string_view json) {
    std::vector<std::string> found;
    for (auto from = json.find('"'); from != std::string_view::npos; from = json.find('"', from)) {
        const auto to = json.find('"', from + 1);
        found.emplace_back(json.substr(from + 1, to - from - 1));
        from = to + 1;
    }
    return found;
}

bool hex_pairs(std::string_view text) {
    constexpr std::size_t kSha256 = 32 * 3 - 1;
    if (text.size() != kSha256) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool colon = i % 3 == 2;
        if (colon ? text[i] != ':' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0) {
            return false;
        }
    }
    return true;
}

std::string changed(std::string_view text, int (*change)(int)) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [change](unsigned char c) { return static_cast<char>(change(c)); });
    return out;
}

std::array<guint8, 32> sha256(std::string_view bytes) {
    std::array<guint8, 32> digest{};
    gsize size = digest.size();
    GChecksum* sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, reinterpret_cast<const guchar*>(bytes.data()), static_cast<gssize>(bytes.size()));
    g_checksum_get_digest(sum, digest.data(), &size);
    g_checksum_free(sum);
    return digest;
}

constexpr std::string_view kLine = "a=fingerprint:";

}  // namespace

std::optional<std::string> fingerprint_of(std::string_view sdp) {
    for (std::size_t at = 0; at < sdp.size();) {
        const auto end = std::min(sdp.find('\n', at), sdp.size());
        auto line = sdp.substr(at, end - at);
        at = end + 1;
        if (!line.starts_with(kLine)) {
            continue;
        }
        line.remove_prefix(kLine.size());
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
            line.remove_suffix(1);
        }
        const auto space = line.find(' ');
        if (space == std::string_view::npos || changed(line.substr(0, space), std::tolower) != "sha-256" ||
            !hex_pairs(line.substr(space + 1))) {
            return std::nullopt;
        }
        return "sha-256 " + changed(line.substr(space + 1), std::toupper);
    }
    return std::nullopt;
}

std::optional<std::string> fingerprint_of_pem(const std::string& pem) {
    constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----", kEnd = "-----END CERTIFICATE-----";
    const auto from = pem.find(kBegin), to = pem.find(kEnd);
    if (from == std::string::npos || to == std::string::npos || to < from) {
        return std::nullopt;
    }
    const auto base64 = pem.substr(from + kBegin.size(), to - from - kBegin.size());
    gsize size = 0;
    guchar* der = g_base64_decode(base64.c_str(), &size);
    const auto digest = sha256({reinterpret_cast<const char*>(der), size});
    g_free(der);
    if (size == 0) {
        return std::nullopt;
    }
    constexpr const char* kHex = "0123456789ABCDEF";
    std::string text = "sha-256 ";
    for (const auto byte : digest) {
        text += {kHex[byte >> 4], kHex[byte & 15], ':'};
    }
    text.pop_back();
    return text;
}

std::string with_fingerprint(std::string_view sdp, const std::string& fingerprint) {
    std::string out;
    for (std::size_t at = 0; at < sdp.size();) {
        const auto end = std::min(sdp.find('\n', at), sdp.size() - 1);
        const auto line = sdp.substr(at, end + 1 - at);
        at = end + 1;
        if (line.starts_with(kLine)) {
            out += std::string(kLine) + fingerprint + "\r\n";
        } else {
            out += line;
        }
    }
    return out;
}

const std::vector<std::string>& all_words() {
    static const auto words = strings_in(kWordsJson);
    return words;
}

std::vector<std::string> four_words(std::string_view one_sdp, std::string_view other_sdp) {
    auto one = fingerprint_of(one_sdp), other = fingerprint_of(other_sdp);
    if (!one || !other) {
        return {};
    }
    if (*other < *one) {
        std::swap(one, other);
    }
    const auto digest = sha256(*one + "\n" + *other);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < 4; ++i) {
        words.push_back(all_words().at(digest[i]));
    }
    return words;
}

}  // namespace anju::gst
