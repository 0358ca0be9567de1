// SPDX-License-Identifier: Apache-2.0
// Each piece of pipeline, for each choice, to the letter: a setting that is changed is changed on purpose.
#include <gtest/gtest.h>

#include "media/gst/pipeline.hpp"

namespace anju::gst {
namespace {

const Coder kVa{"vah264enc", true, false, {"bitrate", 1000}}, kV4l2{"v4l2h264enc", true, false, {kControls, 1}};

TEST(Pipeline, TheTestCameraIs720p30) {
    EXPECT_EQ(camera_text({Camera::Kind::Test, ""}),
              "videotestsrc name=test_camera is-live=true pattern=smpte ! video/x-raw,format=I420,width=1280,height=720,framerate=30/1"
              " ! tee name=seen seen. ! appsink name=self sync=false async=false max-buffers=1 drop=true");
}

TEST(Pipeline, ACameraGivesJpegBeforeRaw) {
    const auto text = camera_text({Camera::Kind::V4l2, "/dev/video0"});
    EXPECT_TRUE(text.starts_with("v4l2src device=\"/dev/video0\" ! capsfilter caps=\"image/jpeg,width=1280,height=720,framerate=30/1;"));
    EXPECT_NE(text.find(" ! decodebin ! videoconvert n-threads=1 ! video/x-raw,format=I420 ! tee name=seen"), std::string::npos);
}

TEST(Pipeline, ADeviceNameCannotEndItsWord) {
    EXPECT_TRUE(camera_text({Camera::Kind::V4l2, "a\" ! filesink location=\"b"})
                    .starts_with("v4l2src device=\"a\\\" ! filesink location=\\\"b\" ! "));
    EXPECT_TRUE(camera_text({Camera::Kind::Described, "one ! two"}).starts_with("one ! two ! tee name=seen"));
    EXPECT_NE(microphone_text({Microphone::Kind::Pulse, "x\"y"}, std::nullopt).find("device=\"x\\\"y\""), std::string::npos);
}

TEST(Pipeline, Encoders) {
    const std::string before = "seen. ! queue max-size-buffers=2 max-size-bytes=0 max-size-time=0 leaky=downstream"
                               " ! videorate name=rate drop-only=true ! videoscale n-threads=1 ! capsfilter name=size ! ";
    const std::string after = " ! appsink name=coded sync=false async=false";
    const std::string baseline = " ! video/x-h264,profile=constrained-baseline,stream-format=byte-stream";
    EXPECT_EQ(encoder_text(Codec::H264, {}, 1'500'000),
              before + "x264enc name=coder tune=zerolatency speed-preset=ultrafast threads=1 bframes=0 bitrate=1500 key-int-max=3000"
                       " vbv-buf-capacity=500" + baseline + after);
    EXPECT_EQ(encoder_text(Codec::H264, {.h264_encoder = kOpenH264}, 300'000),
              before + "openh264enc name=coder complexity=low rate-control=bitrate multi-thread=1 gop-size=3000 bitrate=300000" +
                  baseline + after);
    EXPECT_EQ(encoder_text(Codec::H264, {.h264_encoder = kVa}, 300'000),
              before + "videoconvert n-threads=1 ! vah264enc name=coder rate-control=cbr key-int-max=1024 b-frames=0 bitrate=300" + baseline + after);
    EXPECT_EQ(encoder_text(Codec::H264, {.h264_encoder = kV4l2}, 300'000),
              before + "videoconvert n-threads=1 ! v4l2h264enc name=coder extra-controls=\"controls,video_bitrate_mode=(int)1,"
                       "repeat_sequence_header=(int)1,video_bitrate=(int)300000,h264_i_frame_period=3000\""
                       " ! video/x-h264,profile=constrained-baseline,level=(string)3.1 ! h264parse"
                       " ! video/x-h264,stream-format=byte-stream,alignment=au" + after);
    EXPECT_EQ(encoder_text(Codec::Vp8, {}, 1'000'000),
              before + "vp8enc name=coder deadline=1 cpu-used=-12 threads=1 end-usage=cbr target-bitrate=1000000 keyframe-max-dist=3000"
                       " lag-in-frames=0 min-quantizer=4 max-quantizer=63 dropframe-threshold=30 buffer-size=500"
                       " buffer-initial-size=300 buffer-optimal-size=400 error-resilient=default" + after);
}

TEST(Pipeline, PicturesAreConvertedForWhoDoesNotTakeThem) {
    for (const bool takes : {true, false}) {
        for (const auto codec : {Codec::H264, Codec::Vp8}) {
            const Coder coder{"newenc", true, takes, {"bitrate", 1000}};
            const auto text = encoder_text(codec, {.h264_encoder = coder, .vp8_encoder = coder}, 300'000);
            EXPECT_EQ(text.find("capsfilter name=size ! newenc name=coder bitrate=300 ! ") != std::string::npos, takes) << text;
            EXPECT_EQ(text.find("capsfilter name=size ! videoconvert n-threads=1 ! newenc ") != std::string::npos, !takes) << text;
        }
    }
}

TEST(Pipeline, EachEncoderTakesItsRateInItsUnit) {
    EXPECT_EQ(rate_value(kX264, 1'500'000), "1500");
    EXPECT_EQ(rate_value(kVa, 1'500'000), "1500");
    EXPECT_EQ(rate_value(kOpenH264, 1'500'000), "1500000");
    EXPECT_EQ(rate_value(kVp8, 1'500'000), "1500000");
    EXPECT_TRUE(rate_value(kV4l2, 1'500'000).ends_with(",video_bitrate=(int)1500000"));
}

TEST(Pipeline, Microphones) {
    const std::string caps = "audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved";
    EXPECT_EQ(microphone_text({Microphone::Kind::Test, ""}, std::nullopt),
              "audiotestsrc name=test_microphone is-live=true samplesperbuffer=960 ! " + caps);
    EXPECT_EQ(microphone_text({Microphone::Kind::Pulse, ""}, "echo3"),
              "pulsesrc client-name=\"Anju TV\" buffer-time=80000 latency-time=10000 ! audioconvert ! audioresample ! " + caps +
                  " ! webrtcdsp probe=echo3 delay-agnostic=true");
    EXPECT_EQ(microphone_text({Microphone::Kind::Alsa, "hw:1"}, std::nullopt),
              "alsasrc buffer-time=80000 latency-time=10000 device=\"hw:1\" ! audioconvert ! audioresample ! " + caps);
    EXPECT_EQ(opus_text(), " ! opusenc bitrate=32000 complexity=5 audio-type=voice inband-fec=true packet-loss-percentage=10"
                           " frame-size=20 ! appsink name=heard sync=false async=false");
}

TEST(Pipeline, TheProbeStandsDirectlyBeforeEachLoudspeaker) {
    const std::string from = "appsrc name=mix format=time max-bytes=960 caps=\"audio/x-raw,format=S16LE,rate=48000,channels=1,"
                             "layout=interleaved\" ! webrtcechoprobe name=echo1 ! ";
    EXPECT_EQ(speaker_text({}, "echo1"), from + "fakesink sync=true");
    EXPECT_EQ(speaker_text({Speaker::Kind::Pulse, ""}, "echo1"),
              from + "pulsesink client-name=\"Anju TV\" buffer-time=40000 latency-time=10000");
    EXPECT_EQ(speaker_text({Speaker::Kind::Alsa, ""}, "echo1"),
              from + "audioconvert ! audioresample ! alsasink buffer-time=40000 latency-time=10000");
    EXPECT_EQ(speaker_text({Speaker::Kind::Described, "filesink location=x"}, "echo1"), from + "filesink location=x");
}

TEST(Pipeline, BothCodecsAreOfferedWithOneStream) {
    const auto h264 = offered_caps(Codec::H264, 77), vp8 = offered_caps(Codec::Vp8, 77);
    EXPECT_NE(h264.find("payload=(int)102,packetization-mode=(string)1,profile-level-id=(string)42e01f"), std::string::npos);
    EXPECT_NE(vp8.find("encoding-name=(string)VP8,payload=(int)96"), std::string::npos);
    for (const auto& caps : {h264, vp8}) {
        EXPECT_TRUE(caps.ends_with(",ssrc=(uint)77")) << caps;
        for (const char* feedback : {"rtcp-fb-nack-pli", "rtcp-fb-ccm-fir", "rtcp-fb-transport-cc", "extmap-3=(string)http://www.ietf.org/", "extmap-4=(string)http://www.webrtc.org/experiments/rtp-hdrext/playout-delay"}) {
            EXPECT_NE(caps.find(feedback), std::string::npos) << feedback;
        }
    }
    EXPECT_EQ(offered_sound_caps(78),
              "application/x-rtp,media=(string)audio,encoding-name=(string)OPUS,payload=(int)111,clock-rate=(int)48000,"
              "encoding-params=(string)2,minptime=(string)10,useinbandfec=(string)1,ssrc=(uint)78");
}

TEST(Pipeline, PayloadersTakeTheAnsweredTypeAndTheOfferedStream) {
    EXPECT_TRUE(payloader_text(Codec::H264, 109, 77).starts_with(
        "rtph264pay name=payloader config-interval=-1 aggregate-mode=zero-latency mtu=1200 auto-header-extension=true pt=109 ssrc=77 ! capsfilter caps="));
    EXPECT_TRUE(payloader_text(Codec::Vp8, 96, 77).starts_with(
        "rtpvp8pay name=payloader picture-id-mode=15-bit mtu=1200 auto-header-extension=true pt=96 ssrc=77 ! capsfilter caps="));
    EXPECT_TRUE(sound_payloader_text(111, 78).starts_with("rtpopuspay pt=111 ssrc=78 ! capsfilter caps="));
}

TEST(Pipeline, ReceiversAskForKeyFramesAndNeverConvertColours) {
    EXPECT_EQ(picture_receiver_text(Codec::H264, {}),
              "rtph264depay request-keyframe=true wait-for-keyframe=true ! h264parse ! avdec_h264 name=decoder max-threads=1 thread-type=slice"
              " ! appsink name=pictures max-buffers=2 drop=true async=false caps=\"video/x-raw,format={I420,NV12}\"");
    EXPECT_EQ(picture_receiver_text(Codec::Vp8, {}),
              "rtpvp8depay request-keyframe=true wait-for-keyframe=true ! vp8dec name=decoder threads=1"
              " ! appsink name=pictures max-buffers=2 drop=true async=false caps=\"video/x-raw,format={I420,NV12}\"");
    EXPECT_EQ(picture_receiver_text(Codec::H264, {.h264_decoder = {"vah264dec", true}}).find("max-threads"), std::string::npos);
    EXPECT_TRUE(sound_receiver_text().starts_with("rtpopusdepay ! opusdec plc=true use-inband-fec=true ! audioconvert ! appsink name=sound"));
}

TEST(Pipeline, AFilmHasWhatThereIs) {
    const Camera camera{};
    const Microphone microphone{};
    const auto both = recorder_text(camera, microphone, {}, "/x/f.part");
    EXPECT_TRUE(both.starts_with("mp4mux name=film faststart=true faststart-file=\"/x/f.part.moov\" ! filesink location=\"/x/f.part\""));
    EXPECT_NE(both.find("x264enc"), std::string::npos);
    EXPECT_NE(both.find("avenc_aac"), std::string::npos);
    EXPECT_NE(recorder_text(camera, microphone, {.h264_encoder = kVa}, "f")
                  .find(" ! videoconvert n-threads=1 ! vah264enc name=coder rate-control=cbr key-int-max=60 b-frames=0 bitrate=1200 ! h264parse ! film."),
              std::string::npos);
    EXPECT_NE(recorder_text(camera, microphone, {.h264_encoder = kV4l2}, "f").find("video_bitrate=(int)1200000,h264_i_frame_period=60\" ! "),
              std::string::npos);
    EXPECT_EQ(recorder_text(std::nullopt, microphone, {}, "f").find("x264enc"), std::string::npos);
    EXPECT_EQ(recorder_text(camera, std::nullopt, {}, "f").find("avenc_aac"), std::string::npos);
}

}  // namespace
}  // namespace anju::gst
