// SPDX-License-Identifier: Apache-2.0
#include "media/gst/answer.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <vector>

#include "media/gst/playout.hpp"

namespace anju::gst {
namespace {

constexpr std::size_t kLongest = 64 * 1024;
const std::string kPlayoutLine = "a=extmap:" + std::to_string(kPlayoutId) + " " + kPlayoutUri;

struct Media {
    std::string_view kind;
    int port = -1;
    std::vector<int> types;
    std::map<int, std::string> names;
    std::set<std::uint32_t> streams;
    bool ufrag = false, password = false, fingerprint = false, playout = false;
};

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        if (end > at) {
            words.push_back(line.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

int number(std::string_view text) {
    int value = -1;
    const auto end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && rest == end ? value : -1;
}

void read_line(std::string_view line, Media& session, std::vector<Media>& media) {
    Media& here = media.empty() ? session : media.back();
    if (line.starts_with("m=")) {
        const auto words = words_of(line.substr(2));
        Media one;
        if (words.size() >= 4) {
            one.kind = words[0];
            one.port = number(words[1]);
            for (std::size_t i = 3; i < words.size(); ++i) {
                one.types.push_back(number(words[i]));
            }
        }
        media.push_back(one);
    } else if (line.starts_with("a=rtpmap:")) {
        const auto words = words_of(line.substr(9));
        if (words.size() >= 2) {
            std::string name(words[1].substr(0, words[1].find('/')));
            for (char& c : name) {
                c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            }
            here.names[number(words[0])] = name;
        }
    } else if (line.starts_with("a=ssrc:")) {
        std::uint32_t ssrc = 0;
        if (std::from_chars(line.data() + 7, line.data() + line.size(), ssrc).ec == std::errc{}) {
            here.streams.insert(ssrc);
        }
    } else if (line.starts_with("a=ice-ufrag:")) {
        here.ufrag = line.size() > 12;
    } else if (line.starts_with("a=ice-pwd:")) {
        here.password = line.size() > 10;
    } else if (line == kPlayoutLine) {
        here.playout = true;
    } else if (line.starts_with("a=fingerprint:")) {
        here.fingerprint = true;
    }
}

}  // namespace

Answer read_answer(std::string_view sdp) {
    Answer answer;
    if (!sdp.starts_with("v=0") || sdp.size() > kLongest || sdp.find('\0') != std::string_view::npos) {
        answer.why = "not an SDP";
        return answer;
    }
    Media session;
    std::vector<Media> media;
    for (std::size_t at = 0; at < sdp.size();) {
        const auto end = std::min(sdp.find('\n', at), sdp.size());
        auto line = sdp.substr(at, end - at);
        at = end + 1;
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        read_line(line, session, media);
    }
    if (media.size() != 2 || media[0].kind != "video" || media[1].kind != "audio") {
        answer.why = "an answer has one video and one audio";
        return answer;
    }
    for (const auto& one : media) {
        if (!(one.ufrag || session.ufrag) || !(one.password || session.password) || !(one.fingerprint || session.fingerprint)) {
            answer.why = std::string(one.kind) + " was refused or has no ICE or fingerprint";
            return answer;
        }
        if (one.port <= 0 || one.types.empty() || one.types[0] < 0 || one.types[0] > 127) {
            answer.why = std::string(one.kind) + " was refused";
            return answer;
        }
    }
    answer.sound_streams = media[1].streams;
    answer.video = media[0].types[0];
    answer.playout = media[0].playout;
    answer.audio = media[1].types[0];
    answer.codec = media[0].names.contains(answer.video) ? media[0].names[answer.video] : "";
    const auto sound = media[1].names.contains(answer.audio) ? media[1].names[answer.audio] : "";
    if (answer.codec != "H264" && answer.codec != "VP8") {
        answer.why = "no video codec that was offered";
    } else if (sound != "OPUS") {
        answer.why = "no audio codec that was offered";
    }
    return answer;
}

bool plain_candidate(std::string_view candidate) {
    if (!candidate.starts_with("candidate:") || candidate.size() > 512) {
        return false;
    }
    for (const char c : candidate) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) {
            return false;
        }
    }
    const auto words = words_of(candidate);
    return words.size() >= 8 && number(words[1]) >= 1 && number(words[5]) >= 0 && number(words[5]) <= 65535 && words[6] == "typ";
}

}  // namespace anju::gst
