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

// The property of an encoder that takes a live bit rate, and its unit in bits a second.
inline constexpr const char* kControls = "extra-controls";  // V4L2: one of the device's controls, in a structure of them
struct RateProperty {
    std::string name = "bitrate";
    int unit = 1000;
    bool operator==(const RateProperty&) const = default;
};

// Which elements do the work; hardware first (tools.hpp asks GStreamer).
struct Coder {
    std::string name;
    bool hardware = false;
    bool i420 = true;  // an encoder that takes our pictures as they are
    RateProperty rate{};
    bool operator==(const Coder&) const = default;
};
inline const Coder kX264{"x264enc"}, kOpenH264{"openh264enc", false, true, {"bitrate", 1}}, kVp8{"vp8enc", false, true, {"target-bitrate", 1}};
struct Tools {
    Coder h264_encoder = kX264, h264_decoder{"avdec_h264"}, vp8_encoder = kVp8, vp8_decoder{"vp8dec"};
    const Coder& encoder(Codec codec) const { return codec == Codec::Vp8 ? vp8_encoder : h264_encoder; }
    const Coder& decoder(Codec codec) const { return codec == Codec::Vp8 ? vp8_decoder : h264_decoder; }
    bool operator==(const Tools&) const = default;
};

struct Camera {
    enum class Kind { Test, V4l2, Described } kind = Kind::Test;
    std::string device;  // V4l2: a path; Described: a source of I420 in GStreamer's words
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
std::string decoder_text(Codec codec, const Tools& tools);  // of frames, not packets; name=decoder
std::string opus_coder_text();
std::string opus_decoder_text();
std::string rate_value(const Coder& encoder, int bits_per_second);  // of its property
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
