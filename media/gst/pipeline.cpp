// SPDX-License-Identifier: Apache-2.0
#include "media/gst/pipeline.hpp"

#include <algorithm>

#include "media/gst/playout.hpp"

namespace anju::gst {
namespace {

const std::string kSoundCaps = "audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved";
const std::string kTwcc = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

// For gst_parse_launch: nothing in it ends the string early.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + '"';
}

std::string source(const Camera& camera) {
    const std::string test_caps = "video/x-raw,format=I420,width=1280,height=720,framerate=30/1";
    // 720p30 comes over USB as JPEG; raw only from cameras that are not on USB or give less.
    const std::string camera_caps =
        "image/jpeg,width=1280,height=720,framerate=30/1;video/x-raw,width=1280,height=720,framerate=[24/1,30/1];"
        "image/jpeg,width=[320,1280],height=[240,720],framerate=[15/1,30/1];video/x-raw,width=[320,1280],height=[240,720]";
    const std::string open_it = " ! capsfilter caps=" + quoted(camera_caps) +
                                " ! decodebin ! videoconvert n-threads=1 ! video/x-raw,format=I420";
    switch (camera.kind) {
        case Camera::Kind::Test:
            return "videotestsrc name=test_camera is-live=true pattern=smpte ! " + test_caps;
        case Camera::Kind::V4l2:
            return "v4l2src device=" + quoted(camera.device) + open_it;
        case Camera::Kind::Described:
            return camera.device;
    }
    return {};
}

std::string source(const Microphone& microphone) {
    const auto device = microphone.device.empty() ? "" : " device=" + quoted(microphone.device);
    switch (microphone.kind) {
        case Microphone::Kind::Test:
            return "audiotestsrc name=test_microphone is-live=true samplesperbuffer=960 ! " + kSoundCaps;
        case Microphone::Kind::Pulse:
            return "pulsesrc client-name=\"Anju TV\" buffer-time=80000 latency-time=10000" + device +
                   " ! audioconvert ! audioresample ! " + kSoundCaps;
        case Microphone::Kind::Alsa:
            return "alsasrc buffer-time=80000 latency-time=10000" + device + " ! audioconvert ! audioresample ! " + kSoundCaps;
    }
    return {};
}

}  // namespace

namespace {

// keys: pictures from one key frame to the next, where nobody asks.
std::string hardware_text(const Coder& coder, Codec codec, int bits, int keys) {
    // Where the pictures are in memory that is not the encoder's it takes them over itself; their form is ours to mend.
    std::string text = (coder.i420 ? "" : "videoconvert n-threads=1 ! ") + coder.name + " name=coder ";
    if (coder.rate.name == kControls) {
        return text + kControls + "=" +
               quoted(rate_value(coder, bits) + (codec == Codec::H264 ? ",h264_i_frame_period=" + std::to_string(keys) : std::string()));
    }
    if (coder.name.starts_with("va")) {
        text += "rate-control=cbr key-int-max=" + std::to_string(std::min(keys, 1024)) + (codec == Codec::H264 ? " b-frames=0 " : " ");
    }
    return text + coder.rate.name + "=" + rate_value(coder, bits);
}

}  // namespace

std::string rate_value(const Coder& encoder, int bits) {
    const auto value = std::to_string(bits / encoder.rate.unit);
    // Constant (1): what the ladder says is what goes out. Each key frame with its head: who joins late has seen no other.
    return encoder.rate.name == kControls ? "controls,video_bitrate_mode=(int)1,repeat_sequence_header=(int)1,video_bitrate=(int)" + value : value;
}

std::string coder_text(Codec codec, const Tools& tools, int bits) {
    const auto& coder = tools.encoder(codec);
    const std::string baseline = " ! video/x-h264,profile=constrained-baseline,stream-format=byte-stream";
    const auto rate = coder.rate.name + "=" + rate_value(coder, bits);
    if (coder.hardware && codec == Codec::Vp8) {
        return hardware_text(coder, codec, bits, 3000);
    }
    if (coder.hardware && coder.rate.name == kControls) {  // a device of the kernel's wants to be told the level, and gives no whole pictures
        return hardware_text(coder, codec, bits, 3000) + " ! video/x-h264,profile=constrained-baseline,level=(string)3.1 ! h264parse"
               " ! video/x-h264,stream-format=byte-stream,alignment=au";
    }
    if (coder.hardware) {
        return hardware_text(coder, codec, bits, 3000) + baseline;
    }
    if (codec == Codec::Vp8) {
        return "vp8enc name=coder deadline=1 cpu-used=-12 threads=1 end-usage=cbr " + rate +
               " keyframe-max-dist=3000 lag-in-frames=0 min-quantizer=4 max-quantizer=63 dropframe-threshold=30"
               " buffer-size=500 buffer-initial-size=300 buffer-optimal-size=400 error-resilient=default";
    }
    if (coder.name == kOpenH264.name) {
        return "openh264enc name=coder complexity=low rate-control=bitrate multi-thread=1 gop-size=3000 " + rate + baseline;
    }
    return "x264enc name=coder tune=zerolatency speed-preset=ultrafast threads=1 bframes=0 " + rate +
           " key-int-max=3000 vbv-buf-capacity=500" + baseline;
}

std::string decoder_text(Codec codec, const Tools& tools) {
    const auto& name = tools.decoder(codec).name;
    return (codec == Codec::H264 ? "h264parse ! " : "") + name + " name=decoder" +
           (name == "avdec_h264" ? " max-threads=1 thread-type=slice" : name == "vp8dec" ? " threads=1" : "");
}

std::string opus_coder_text() {
    return "opusenc bitrate=32000 complexity=5 audio-type=voice inband-fec=true packet-loss-percentage=10 frame-size=20";
}
std::string opus_decoder_text() { return "opusdec plc=true use-inband-fec=true"; }

std::string camera_text(const Camera& camera) {
    return source(camera) + " ! tee name=seen seen. ! appsink name=self sync=false async=false max-buffers=1 drop=true";
}

std::string encoder_text(Codec codec, const Tools& tools, int bits) {
    return "seen. ! queue max-size-buffers=2 max-size-bytes=0 max-size-time=0 leaky=downstream"
           " ! videorate name=rate drop-only=true ! videoscale n-threads=1 ! capsfilter name=size ! " +
           coder_text(codec, tools, bits) + " ! appsink name=coded sync=false async=false";
}

std::string size_caps(int width, int height) {
    return "video/x-raw,width=" + std::to_string(width) + ",height=" + std::to_string(height) + ",pixel-aspect-ratio=1/1";
}

std::string microphone_text(const Microphone& microphone, const std::optional<std::string>& echo) {
    // Delays from time stamps cancel 2-4 dB, delay-agnostic 17-36 dB (measured).
    const auto clean = echo ? " ! webrtcdsp probe=" + *echo + " delay-agnostic=true" : std::string();
    return source(microphone) + clean;
}

std::string opus_text() {
    return " ! " + opus_coder_text() + " ! appsink name=heard sync=false async=false";
}

std::string speaker_text(const Speaker& speaker, const std::string& echo) {
    const auto from = "appsrc name=mix format=time max-bytes=960 caps=" + quoted(kSoundCaps) +
                      " ! webrtcechoprobe name=" + echo + " ! ";
    switch (speaker.kind) {
        case Speaker::Kind::None:
            return from + "fakesink sync=true";
        case Speaker::Kind::Pulse:
            return from + "pulsesink client-name=\"Anju TV\" buffer-time=40000 latency-time=10000";
        case Speaker::Kind::Alsa:
            return from + "audioconvert ! audioresample ! alsasink buffer-time=40000 latency-time=10000";
        case Speaker::Kind::Described:
            return from + speaker.description;
    }
    return {};
}

std::string offered_caps(Codec codec, std::uint32_t ssrc) {
    const std::string common = ",clock-rate=(int)90000,rtcp-fb-nack-pli=(boolean)true,rtcp-fb-ccm-fir=(boolean)true,"
                               "rtcp-fb-transport-cc=(boolean)true,extmap-3=(string)" + kTwcc + ",extmap-" +
                               std::to_string(kPlayoutId) + "=(string)" + kPlayoutUri +
                               ",ssrc=(uint)" + std::to_string(ssrc);
    if (codec == Codec::H264) {
        return "application/x-rtp,media=(string)video,encoding-name=(string)H264,payload=(int)" + std::to_string(kH264Type) +
               ",packetization-mode=(string)1,profile-level-id=(string)42e01f" + common;
    }
    return "application/x-rtp,media=(string)video,encoding-name=(string)VP8,payload=(int)" + std::to_string(kVp8Type) + common;
}

std::string offered_sound_caps(std::uint32_t ssrc) {
    return "application/x-rtp,media=(string)audio,encoding-name=(string)OPUS,payload=(int)" + std::to_string(kOpusType) +
           ",clock-rate=(int)48000,encoding-params=(string)2,minptime=(string)10,useinbandfec=(string)1,ssrc=(uint)" +
           std::to_string(ssrc);
}

std::string payloader_text(Codec codec, int type, std::uint32_t ssrc) {
    const auto same = " mtu=1200 auto-header-extension=true pt=" + std::to_string(type) + " ssrc=" + std::to_string(ssrc) +
                      " ! capsfilter caps=";
    if (codec == Codec::H264) {
        return "rtph264pay name=payloader config-interval=-1 aggregate-mode=zero-latency" + same +
               quoted("application/x-rtp,media=(string)video,encoding-name=(string)H264,payload=(int)" + std::to_string(type) +
                      ",clock-rate=(int)90000,extmap-3=(string)" + kTwcc + ",ssrc=(uint)" + std::to_string(ssrc));
    }
    return "rtpvp8pay name=payloader picture-id-mode=15-bit" + same +
           quoted("application/x-rtp,media=(string)video,encoding-name=(string)VP8,payload=(int)" + std::to_string(type) +
                  ",clock-rate=(int)90000,extmap-3=(string)" + kTwcc + ",ssrc=(uint)" + std::to_string(ssrc));
}

std::string sound_payloader_text(int type, std::uint32_t ssrc) {
    return "rtpopuspay pt=" + std::to_string(type) + " ssrc=" + std::to_string(ssrc) + " ! capsfilter caps=" +
           quoted("application/x-rtp,media=(string)audio,encoding-name=(string)OPUS,payload=(int)" + std::to_string(type) +
                  ",clock-rate=(int)48000,ssrc=(uint)" + std::to_string(ssrc));
}

std::string picture_receiver_text(Codec codec, const Tools& tools) {
    const std::string sink = " ! appsink name=pictures max-buffers=2 drop=true async=false caps=" +
                             quoted("video/x-raw,format={I420,NV12}");
    const std::string depayloader = codec == Codec::Vp8 ? "rtpvp8depay" : "rtph264depay";
    return depayloader + " request-keyframe=true wait-for-keyframe=true ! " + decoder_text(codec, tools) + sink;
}

std::string sound_receiver_text() {
    return "rtpopusdepay ! " + opus_decoder_text() + " ! audioconvert ! appsink name=sound sync=false async=false caps=" +
           quoted(kSoundCaps);
}

namespace {

std::string film_coder_text(const Tools& tools) {
    constexpr int kBits = 1'200'000, kKeys = 60;
    const auto& coder = tools.h264_encoder;
    if (coder.hardware) {
        return hardware_text(coder, Codec::H264, kBits, kKeys) +
               (coder.rate.name == kControls ? " ! video/x-h264,level=(string)3.1" : "");
    }
    const auto rate = coder.rate.name + "=" + rate_value(coder, kBits);
    return coder.name == kOpenH264.name
               ? "openh264enc name=coder complexity=low rate-control=bitrate multi-thread=1 gop-size=" + std::to_string(kKeys) + " " + rate
               : "x264enc name=coder tune=zerolatency speed-preset=superfast threads=1 bframes=0 " + rate + " key-int-max=" + std::to_string(kKeys);
}

}  // namespace

std::string recorder_text(const std::optional<Camera>& camera, const std::optional<Microphone>& microphone,
                          const Tools& tools, const std::string& path) {
    std::string text = "mp4mux name=film faststart=true faststart-file=" + quoted(path + ".moov") + " ! filesink location=" + quoted(path);
    if (camera) {
        text += " " + camera_text(*camera) + " seen. ! queue max-size-buffers=30 max-size-bytes=0 max-size-time=0 ! " + film_coder_text(tools) +
                " ! h264parse ! film.";
    }
    if (microphone) {
        text += " " + source(*microphone) + " ! queue ! audioconvert ! avenc_aac bitrate=64000 ! aacparse ! film.";
    }
    return text;
}

// A phone that was held upright says so in the file; the filter turns the picture.
std::string film_text() {
    return "playbin name=film flags=video+audio video-filter=\"videoflip video-direction=auto\"";
}

std::string film_picture_text() {
    return "appsink name=pictures max-buffers=2 drop=true caps=" + quoted("video/x-raw,format={I420,NV12}");
}

std::string film_sound_text() {
    return "audioconvert ! audioresample ! appsink name=sound max-buffers=8 caps=" + quoted(kSoundCaps);
}

}  // namespace anju::gst
