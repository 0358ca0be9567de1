// SPDX-License-Identifier: Apache-2.0
// Films as recorders write them, of frames that show nothing: the platform reads the container only.
#pragma once

#include <cstdint>
#include <string>

namespace anju::tests {

inline std::string big_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
    return out;
}

// --- MP4 ---
inline std::string mp4_box(const std::string& name, const std::string& body) { return big_endian(body.size() + 8, 4) + name + body; }

struct MadeMp4 {
    double seconds = 5;
    int width = 1280, height = 720;
    bool upright = false;     // turned by 90° when shown
    bool fragments = false;   // a head without a length, as browsers record
    bool video = true;
    std::size_t data = 1000;
};

inline std::string made_mp4(const MadeMp4& wish = {}) {
    const auto length = static_cast<std::uint64_t>(wish.seconds * 1000);
    const std::string zero4(4, '\0');
    const auto duration = big_endian(wish.fragments ? 0 : length, 4);
    const std::string mvhd = mp4_box("mvhd", zero4 + std::string(8, '\0') + big_endian(1000, 4) + duration + std::string(80, '\0'));
    const std::string matrix = wish.upright ? zero4 + big_endian(0x10000, 4) + std::string(28, '\0') : big_endian(0x10000, 4) + zero4 + std::string(28, '\0');
    const std::string tkhd = mp4_box("tkhd", zero4 + std::string(8, '\0') + big_endian(1, 4) + zero4 + duration + std::string(16, '\0') + matrix +
                                                 big_endian(static_cast<std::uint64_t>(wish.width) << 16U, 4) + big_endian(static_cast<std::uint64_t>(wish.height) << 16U, 4));
    const std::string mdhd = mp4_box("mdhd", zero4 + std::string(8, '\0') + big_endian(1000, 4) + duration + zero4);
    const std::string hdlr = mp4_box("hdlr", std::string(8, '\0') + (wish.video ? "vide" : "soun") + std::string(13, '\0'));
    const std::string trak = mp4_box("trak", tkhd + mp4_box("mdia", mdhd + hdlr));
    const std::string trex = mp4_box("trex", zero4 + big_endian(1, 4) + big_endian(1, 4) + big_endian(40, 4) + std::string(8, '\0'));
    const std::string moov = mp4_box("moov", mvhd + trak + (wish.fragments ? mp4_box("mvex", trex) : ""));
    const std::string ftyp = mp4_box("ftyp", "isom" + zero4 + "isommp42");
    if (!wish.fragments) return ftyp + moov + mp4_box("mdat", std::string(wish.data, 'v'));
    std::string out = ftyp + moov;
    const std::uint64_t frames = length / 40;  // all in two fragments
    for (int i = 0; i < 2; ++i) {
        const std::string tfhd = mp4_box("tfhd", zero4 + big_endian(1, 4));
        const std::string tfdt = mp4_box("tfdt", zero4 + big_endian(i == 0 ? 0 : frames / 2 * 40, 4));
        const std::string trun = mp4_box("trun", zero4 + big_endian(i == 0 ? frames / 2 : frames - frames / 2, 4));
        out += mp4_box("moof", mp4_box("mfhd", std::string(8, '\0')) + mp4_box("traf", tfhd + tfdt + trun)) + mp4_box("mdat", std::string(wish.data / 2, 'v'));
    }
    return out;
}

// --- WebM ---
inline std::string webm_element(std::uint64_t id, const std::string& body, bool unknown_size = false) {
    std::string out;
    for (int i = 3; i >= 0; --i) {
        if (id >> (8 * i)) out += static_cast<char>((id >> (8 * i)) & 0xFF);
    }
    return out + (unknown_size ? std::string("\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8) : big_endian(body.size() | 0x10000000U, 4)) + body;
}

struct MadeWebm {
    double seconds = 5;
    int width = 640, height = 480;
    bool says_length = false;
    bool video = true;
    std::size_t frame = 100;
};

// Clusters of a second, sizes unknown: as MediaRecorder writes them.
inline std::string made_webm(const MadeWebm& wish = {}) {
    const std::string video = webm_element(0xE0, webm_element(0xB0, big_endian(static_cast<std::uint64_t>(wish.width), 2)) + webm_element(0xBA, big_endian(static_cast<std::uint64_t>(wish.height), 2)));
    const std::string track = webm_element(0xAE, webm_element(0xD7, "\x01") + webm_element(0x83, wish.video ? "\x01" : "\x02") + (wish.video ? video : ""));
    std::string info = webm_element(0x2AD7B1, big_endian(1'000'000, 3));
    if (wish.says_length) {
        const double length = wish.seconds * 1000;
        std::uint64_t bits = 0;
        __builtin_memcpy(&bits, &length, sizeof bits);
        info += webm_element(0x4489, big_endian(bits, 8));
    }
    std::string out = webm_element(0x1A45DFA3, webm_element(0x4282, "webm")) + webm_element(0x18538067, "", true) + webm_element(0x1549A966, info) + webm_element(0x1654AE6B, track);
    for (double at = 0; at <= wish.seconds; at += 1) {
        out += webm_element(0x1F43B675, "", true) + webm_element(0xE7, big_endian(static_cast<std::uint64_t>(at * 1000), 4));
        out += webm_element(0xA3, std::string("\x81\x00\x00\x80", 4) + std::string(wish.frame, 'v'));
    }
    return out;
}

}  // namespace anju::tests
