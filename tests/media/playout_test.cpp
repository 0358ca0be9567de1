// SPDX-License-Identifier: Apache-2.0
#include "media/gst/playout.hpp"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/rtp/gstrtpbuffer.h>
#include <gtest/gtest.h>

#include <vector>

#include "media/gst/pipeline.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;
using Time = PlayoutRule::Time;

struct Rule : testing::Test {
    std::chrono::milliseconds after(std::chrono::milliseconds time, std::optional<double> loss, std::optional<std::chrono::milliseconds> jitter) {
        return rule.most(loss, jitter, now += time);
    }
    PlayoutRule rule;
    Time now{};
};

TEST_F(Rule, IsTheBrowsersUntilTheLineWasCalmForSeconds) {
    EXPECT_EQ(after(0ms, {}, {}), Playout::kFree) << "nothing is known";
    EXPECT_EQ(after(1s, 0.0, {}), Playout::kFree);
    EXPECT_EQ(after(1s, 0.0, 3ms), Playout::kFree);
    EXPECT_EQ(after(4900ms, 0.0, {}), Playout::kFree);
    EXPECT_EQ(after(100ms, 0.0, {}), PlayoutRule::kHeld);
    EXPECT_EQ(after(1s, {}, {}), PlayoutRule::kHeld) << "no news changes nothing";
}

TEST_F(Rule, IsTheBrowsersAgainAtOnceWhenOnePacketIsLost) {
    after(0ms, 0.0, 3ms);
    EXPECT_EQ(after(5s, 0.0, 3ms), PlayoutRule::kHeld);
    EXPECT_EQ(after(250ms, 0.4, 3ms), Playout::kFree);
    EXPECT_EQ(after(4900ms, 0.0, 3ms), Playout::kFree);
    EXPECT_EQ(after(5s, 0.0, 3ms), PlayoutRule::kHeld);
}

TEST_F(Rule, IsTheBrowsersWhileItShakes) {
    EXPECT_EQ(after(0ms, 0.0, 13ms), Playout::kFree);
    EXPECT_EQ(after(10s, 0.0, {}), Playout::kFree) << "that was the last word";
    EXPECT_EQ(after(1s, 0.0, 12ms), Playout::kFree);
    EXPECT_EQ(after(5s, 0.0, {}), PlayoutRule::kHeld);
}

// The bytes of the extension on each packet that a payloader makes.
std::vector<std::vector<int>> on_packets(Codec codec, std::optional<std::chrono::milliseconds> most) {
    gst_init(nullptr, nullptr);
    const std::string coder = codec == Codec::H264 ? "x264enc tune=zerolatency" : "vp8enc deadline=1";
    GstElement* pipeline = gst_parse_launch(
        ("videotestsrc num-buffers=3 ! video/x-raw,width=320,height=180 ! " + coder + " ! " + payloader_text(codec, 96, 7) + " ! appsink name=out sync=false").c_str(), nullptr);
    GstElement* payloader = gst_bin_get_by_name(GST_BIN(pipeline), "payloader");
    GstElement* out = gst_bin_get_by_name(GST_BIN(pipeline), "out");
    std::vector<std::vector<int>> found;
    {
        std::optional<Playout> playout;
        if (most) {
            playout.emplace(payloader);
            playout->set_most(*most);
        }
        gst_element_set_state(pipeline, GST_STATE_PLAYING);
        while (GstSample* sample = gst_app_sink_pull_sample(GST_APP_SINK(out))) {
            GstRTPBuffer packet = GST_RTP_BUFFER_INIT;
            gst_rtp_buffer_map(gst_sample_get_buffer(sample), GST_MAP_READ, &packet);
            gpointer data = nullptr;
            guint size = 0;
            auto& bytes = found.emplace_back();
            if (gst_rtp_buffer_get_extension_onebyte_header(&packet, kPlayoutId, 0, &data, &size) != FALSE) {
                bytes.assign(static_cast<guint8*>(data), static_cast<guint8*>(data) + size);
            }
            gst_rtp_buffer_unmap(&packet);
            gst_sample_unref(sample);
        }
        gst_element_set_state(pipeline, GST_STATE_NULL);
    }
    gst_object_unref(out);
    gst_object_unref(payloader);
    gst_object_unref(pipeline);
    return found;
}

TEST(Playout, StandsOnEachPacketOfBothCodecs) {
    using Bytes = std::vector<int>;
    for (const auto codec : {Codec::H264, Codec::Vp8}) {
        for (const auto& [most, bytes] : {std::pair<std::chrono::milliseconds, Bytes>{40ms, {0, 0, 4}}, {Playout::kFree, {0, 0x0f, 0xff}}, {1h, {0, 0x0f, 0xff}}}) {
            const auto packets = on_packets(codec, most);
            ASSERT_GE(packets.size(), 3u);
            for (const auto& found : packets) {
                EXPECT_EQ(found, bytes);
            }
        }
        for (const auto& found : on_packets(codec, {})) {
            EXPECT_TRUE(found.empty());
        }
    }
}

}  // namespace
}  // namespace anju::gst
