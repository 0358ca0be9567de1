// SPDX-License-Identifier: Apache-2.0
// Every pipeline of the engine as text for gst_parse_launch, one function a piece; the settings are measured ones
// (docs/decisions/050-webrtcbin.md). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace anju::gst {

enum class Codec { H264, Vp8 };
inline constexpr int kH264Type = 102, kVp8Type = 96, kOpusType = 111;  // RTP payload types that are offered

// Which elements do the work; hardware first (tools.hpp asks GStreamer).
struct Tools {
    std::string h264_encoder = "x264enc", h264_decoder = "avdec_h264", vp8_encoder = "vp8enc", vp8_decoder = "vp8dec";
    bool operator==(const Tools&) const = default;
};

struct Camera {
    enum class Kind { Test, V4l2, PipeWire } kind = Kind::Test;
    std::string device;  // V4l2: a path; PipeWire: the node's name
    bool operator==(const Camera&) const = default;
};
struct Microphone {
    enum class Kind { Test, Pulse, Alsa } kind = Kind::Test;
    std::string device;  // empty: the system's own choice
    bool operator==(const Microphone&) const = default;
};
struct Speaker {
    enum class Kind { None, Pulse, Alsa, Described } kind = Kind::None;
    std::string description;  // Described: a sink in GStreamer's words
    bool operator==(const Speaker&) const = default;
};

// 720p30 I420, or what the camera has; ends in `tee name=seen` with the self view on it (appsink name=self).
std::string camera_text(const Camera& camera);
// From `seen.`: `videorate name=rate`, `capsfilter name=size`, the encoder name=coder, appsink name=coded.
std::string encoder_text(Codec codec, const Tools& tools, int bits_per_second);
// The codecs alone, as they stand in all of these.
std::string coder_text(Codec codec, const Tools& tools, int bits_per_second);
std::string decoder_text(Codec codec, const Tools& tools);  // of frames, not packets
std::string opus_coder_text();
std::string opus_decoder_text();
// The property of the encoder that takes a live bit rate, and its unit in bits a second.
struct RateProperty {
    std::string name;
    int unit = 1;
    bool operator==(const RateProperty&) const = default;
};
RateProperty rate_property(const std::string& encoder);
std::string size_caps(int width, int height);

// Sound is S16LE 48 kHz mono. echo: the name of the probe in the speaker's text; nothing: no echo is taken out.
std::string microphone_text(const Microphone& microphone, const std::optional<std::string>& echo);
std::string opus_text();  // follows microphone_text; ends in appsink name=heard
std::string speaker_text(const Speaker& speaker, const std::string& echo);

std::string offered_caps(Codec codec, std::uint32_t ssrc);
std::string offered_sound_caps(std::uint32_t ssrc);
std::string payloader_text(Codec codec, int type, std::uint32_t ssrc);
std::string sound_payloader_text(int type, std::uint32_t ssrc);
std::string picture_receiver_text(Codec codec, const Tools& tools);  // ends in appsink name=pictures
std::string sound_receiver_text();                                   // ends in appsink name=sound

std::string recorder_text(const std::optional<Camera>& camera, const std::optional<Microphone>& microphone,
                          const Tools& tools, const std::string& path);

// A player, and what it plays into: appsink name=pictures, appsink name=sound.
std::string film_text();
std::string film_picture_text();
std::string film_sound_text();

}  // namespace anju::gst
