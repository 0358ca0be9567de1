// SPDX-License-Identifier: Apache-2.0
#include "media/gst/turn.hpp"

#include <cctype>
#include <string_view>

namespace anju::gst {
namespace {

// A bare ':' in the user name would cut it; base64 has '/', '+' and '='.
std::string escaped(std::string_view text) {
    constexpr const char* kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
        } else {
            out += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return out;
}

bool harmless(std::string_view host) {
    if (host.empty()) {
        return false;
    }
    for (const char c : host) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && std::string_view(".-:[]").find(c) == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

}  // namespace

IceUrls ice_urls(const std::vector<media::IceServer>& servers) {
    IceUrls out;
    for (const auto& server : servers) {
        for (const std::string_view url : server.urls) {
            const auto colon = url.find(':');
            if (colon == std::string_view::npos) {
                continue;
            }
            const auto scheme = url.substr(0, colon);
            const auto question = url.find('?');
            const auto host = url.substr(colon + 1, question == std::string_view::npos ? question : question - colon - 1);
            if (!harmless(host)) {
                continue;
            }
            if (scheme == "stun") {
                out.stun = out.stun.empty() ? "stun://" + std::string(host) : out.stun;
            } else if (scheme == "turn" || scheme == "turns") {
                // ?transport=udp makes libnice find no relay at all, silently: it is left out.
                const bool tcp = url.ends_with("?transport=tcp");
                out.turn.push_back(std::string(scheme) + "://" + escaped(server.username) + ":" +
                                   escaped(server.credential) + "@" + std::string(host) +
                                   (tcp ? "?transport=tcp" : ""));
            }
        }
    }
    return out;
}

}  // namespace anju::gst
