// SPDX-License-Identifier: Apache-2.0
#define GST_USE_UNSTABLE_API
#include "media/gst/webrtc_inside.hpp"

#include <gst/gst.h>
#include <gst/webrtc/webrtc.h>

#include <cstring>
#include <utility>

#include "media/gst/shortcut.hpp"

namespace anju::gst {

namespace {

constexpr std::chrono::milliseconds kAnswers{300};  // what it is asked, it answers at once

using Shared = std::shared_ptr<Webrtc::Inside>;

void on(gpointer object, const char* signal, GCallback handler, const Shared& inside) {
    g_signal_connect_data(object, signal, handler, new Shared(inside),
                          [](gpointer data, GClosure*) { delete static_cast<Shared*>(data); }, GConnectFlags{});
}

Shared& shared(gpointer data) { return *static_cast<Shared*>(data); }

GstPadProbeReturn count(GstPad*, GstPadProbeInfo*, gpointer data) {
    shared(data)->last = std::chrono::steady_clock::now().time_since_epoch().count();
    return GST_PAD_PROBE_OK;
}

bool is_a(GstElement* element, const char* factory) {
    GstElementFactory* made_by = gst_element_get_factory(element);
    return made_by != nullptr && std::strcmp(GST_OBJECT_NAME(made_by), factory) == 0;
}

// The first of its kind in the same bin.
Ref<GstElement> beside(GstElement* element, const char* factory) {
    const Ref<GstElement> bin(GST_ELEMENT(gst_element_get_parent(element)));
    GstIterator* all = gst_bin_iterate_all_by_element_factory_name(GST_BIN(bin.get()), factory);
    GValue found = G_VALUE_INIT;
    Ref<GstElement> first;
    if (gst_iterator_next(all, &found) == GST_ITERATOR_OK) {
        first = share(GST_ELEMENT(g_value_get_object(&found)));
        g_value_unset(&found);
    }
    gst_iterator_free(all);
    return first;
}

Ref<GstPad> pad_of(GstElement* element, const char* name) { return Ref<GstPad>(gst_element_get_static_pad(element, name)); }

// The other side tells some times between two looks: the newest of all, but each growth of the delay counts.
void how_it_came(GObject* session, GParamSpec*, gpointer data) {
    GstStructure* stats = nullptr;
    g_object_get(session, "twcc-stats", &stats, nullptr);
    if (stats == nullptr) {
        return;
    }
    Report report;
    guint received = 0, packets = 0;
    gint64 delta = 0;
    const bool whole = gst_structure_get(stats, "bitrate-recv", G_TYPE_UINT, &received, "packets-sent", G_TYPE_UINT, &packets,
                                         "packet-loss-pct", G_TYPE_DOUBLE, &report.loss_percent, "avg-delta-of-delta", G_TYPE_INT64, &delta,
                                         nullptr) != FALSE;
    gst_structure_free(stats);
    if (!whole || packets == 0) {
        return;
    }
    auto& inside = shared(data);
    const std::scoped_lock lock(inside->mutex);
    report.received_bps = static_cast<int>(received);
    delta = GST_CLOCK_STIME_IS_VALID(delta) ? delta : 0;  // of one packet alone there is none
    report.delay_growth_ms = static_cast<double>(delta) * packets / 1e6 + (inside->reported ? inside->reported->delay_growth_ms : 0);
    inside->reported = report;
}

// The repeater forgets what it had only when the next packet comes.
GstPadProbeReturn repeat_asked(GstPad*, GstPadProbeInfo* info, gpointer data) {
    const bool asks = gst_event_has_name(GST_PAD_PROBE_INFO_EVENT(info), "GstRTPRetransmissionRequest") != FALSE;
    return asks && !shared(data)->repeats ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

void element_came(GstBin*, GstBin*, GstElement* element, gpointer data) {
    auto& inside = shared(data);
    if (is_a(element, "clocksync")) {
        g_object_set(element, "sync", FALSE, nullptr);  // it would hold every packet for the camera's latency
    } else if (is_a(element, "rtprtxsend")) {
        // As long as a browser asks (ten times, RTT apart); the ladder takes repeats away from a squeezed link, which they would flood.
        g_object_set(element, "max-size-time", 1000u, nullptr);
        gst_pad_add_probe(pad_of(element, "src").get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, repeat_asked, new Shared(inside),
                          [](gpointer held) { delete static_cast<Shared*>(held); });
        const std::scoped_lock lock(inside->mutex);
        inside->repeater = share(element);
    } else if (is_a(element, "rtpsession")) {
        // How it came is told once for some pictures, not after each.
        GObject* session = nullptr;
        g_object_get(element, "internal-session", &session, nullptr);
        if (session != nullptr) {
            g_object_set(session, "twcc-feedback-interval", guint64{100} * GST_MSECOND, nullptr);
            g_object_unref(session);
        }
        on(element, "notify::twcc-stats", G_CALLBACK(how_it_came), inside);
    } else if (is_a(element, "dtlssrtpdec")) {
        if (!inside->certificate.empty()) {
            g_object_set(element, "pem", inside->certificate.c_str(), nullptr);
        }
        const std::scoped_lock lock(inside->mutex);
        inside->dtls = share(element);
    } else if (is_a(element, "rtpfunnel")) {
        say_once(pad_of(element, "src").get());
    } else if (is_a(element, "funnel")) {
        g_object_set(element, "forward-sticky-events", FALSE, nullptr);  // the same where they meet RTCP
    } else if (is_a(element, "nicesrc")) {
        const auto came = pad_of(element, "src");
        gst_pad_add_probe(came.get(), GstPadProbeType(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST), count,
                          new Shared(inside), [](gpointer held) { delete static_cast<Shared*>(held); });
        if (const auto deciphers = beside(element, "dtlssrtpdec")) {
            add_shortcut(came.get(), pad_of(deciphers.get(), "sink").get());
        }
    }
}

void jitterbuffer_came(GstElement*, GstElement* buffer, guint, guint ssrc, gpointer data) {
    auto& inside = shared(data);
    // Without it the first packet waits for the whole latency, lest an earlier one comes late: 300 ms to the first picture.
    g_object_set(buffer, "faststart-min-packets", 3u, nullptr);
    const std::scoped_lock lock(inside->mutex);
    if (inside->sound.contains(ssrc)) {
        g_object_set(buffer, "latency", 60u, "do-retransmission", FALSE, nullptr);
        return;
    }
    // Off by default; alone it asks for packets that are only on their way. The latency is how long a lost one is asked for, and what comes after it waits.
    // Asked again before an answer can be there: the question may be lost as well, and a browser repeats a packet once a round trip at most.
    g_object_set(buffer, "do-retransmission", TRUE, "rtx-next-seqnum", FALSE, "rtx-retry-timeout", 60, "rtx-min-retry-timeout", 60, "latency", 500u, nullptr);
}

void candidate_found(GstElement*, guint mline, char* text, gpointer data) {
    tell(shared(data), [candidate = std::string(text), mline](Webrtc& self) { self.heard().candidate(candidate, static_cast<int>(mline)); });
}

void gathering_moved(GstElement* element, GParamSpec*, gpointer data) {
    GstWebRTCICEGatheringState state{};
    g_object_get(element, "ice-gathering-state", &state, nullptr);
    if (state == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE) {
        tell(shared(data), [](Webrtc& self) { self.heard().candidate("", 0); });
    }
}

void connection_moved(GstElement* element, GParamSpec*, gpointer data) {
    GstWebRTCPeerConnectionState state{};
    g_object_get(element, "connection-state", &state, nullptr);
    if (state == GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED) {
        tell(shared(data), [](Webrtc& self) { self.heard().connected(); });
    } else if (state == GST_WEBRTC_PEER_CONNECTION_STATE_FAILED) {
        tell(shared(data), [](Webrtc& self) { self.heard().lost(); });
    }
}

void negotiation_wanted(GstElement*, gpointer data) {
    tell(shared(data), [](Webrtc& self) { self.offer_once(); });
}

void settle_ice(GstElement* element) {
    GObject* ice = nullptr;
    g_object_get(element, "ice-agent", &ice, nullptr);
    if (ice == nullptr) {
        return;
    }
    GObject* agent = nullptr;
    g_object_get(ice, "agent", &agent, nullptr);
    if (agent != nullptr) {
        g_object_set(agent, "upnp", FALSE, "ice-tcp", FALSE, nullptr);  // 200 ms a call; candidates nobody uses
        g_object_unref(agent);
    }
    g_object_unref(ice);
}

constexpr const char* kBlock = "anju-block";

void pad_came(GstElement*, GstPad* pad, gpointer data) {
    if (GST_PAD_DIRECTION(pad) != GST_PAD_SRC) {
        return;
    }
    const gulong block = gst_pad_add_probe(
        pad, GST_PAD_PROBE_TYPE_BLOCK_DOWNSTREAM, [](GstPad*, GstPadProbeInfo*, gpointer) { return GST_PAD_PROBE_OK; }, nullptr, nullptr);
    g_object_set_data(G_OBJECT(pad), kBlock, GSIZE_TO_POINTER(block));
    tell(shared(data), [held = std::shared_ptr<GstPad>(GST_PAD(gst_object_ref(pad)), gst_object_unref)](Webrtc& self) {
        self.heard().stream(held.get());
    });
}

}  // namespace

Webrtc::Webrtc(MediaThread& thread, GstElement* pipeline, const Setup& setup, Heard heard)
    : heard_(std::move(heard)), inside_(std::make_shared<Inside>(thread, this, setup.certificate)) {
    GstElement* made = gst_element_factory_make("webrtcbin", "rtc");
    if (made == nullptr) {
        tell(inside_, [](Webrtc& self) { self.heard().failed("no webrtcbin"); });
        return;
    }
    element_ = Ref<GstElement>(GST_ELEMENT(gst_object_ref_sink(made)));
    g_object_set(made, "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, "latency", 200u, nullptr);
    if (setup.relay_only) {
        g_object_set(made, "ice-transport-policy", GST_WEBRTC_ICE_TRANSPORT_POLICY_RELAY, nullptr);
    }
    if (!setup.ice.stun.empty()) {
        g_object_set(made, "stun-server", setup.ice.stun.c_str(), nullptr);
    }
    for (const auto& url : setup.ice.turn) {
        gboolean taken = FALSE;
        g_signal_emit_by_name(made, "add-turn-server", url.c_str(), &taken);
    }
    settle_ice(made);
    connect_signals();
    gst_bin_add(GST_BIN(pipeline), made);
    // Both pads before it runs: else the offer may be made with the first only.
    if (!setup.answers) {
        video_ = request(setup.video_caps);
        sound_ = request(setup.sound_caps);
    } else {
        offered_ = true;
    }
}

void Webrtc::connect_signals() {
    GstElement* made = element_.get();
    on(made, "deep-element-added", G_CALLBACK(element_came), inside_);
    on(made, "on-ice-candidate", G_CALLBACK(candidate_found), inside_);
    on(made, "notify::ice-gathering-state", G_CALLBACK(gathering_moved), inside_);
    on(made, "notify::connection-state", G_CALLBACK(connection_moved), inside_);
    on(made, "pad-added", G_CALLBACK(pad_came), inside_);
    on(made, "on-negotiation-needed", G_CALLBACK(negotiation_wanted), inside_);
    if (GstElement* rtpbin = gst_bin_get_by_name(GST_BIN(made), "rtpbin")) {
        on(rtpbin, "new-jitterbuffer", G_CALLBACK(jitterbuffer_came), inside_);
        gst_object_unref(rtpbin);
    }
}

Webrtc::~Webrtc() {
    inside_->owner = nullptr;
    {
        const std::scoped_lock lock(inside_->thread_mutex);
        inside_->thread = nullptr;
    }
    std::unique_lock lock(inside_->mutex);
    // While it still works at a description it makes elements, and one that is made while the others stop goes on for ever.
    inside_->answered.wait_for(lock, kAnswers, [this] { return inside_->asked == 0; });
    inside_->repeater.reset();
    inside_->dtls.reset();
}

Ref<GstPad> Webrtc::request(const std::string& text) {
    const auto caps = caps_of(text);
    GstElement* made = element_.get();
    GstPad* pad = gst_element_request_pad(made, gst_element_get_pad_template(made, "sink_%u"), nullptr, caps.get());
    if (pad == nullptr) {
        return nullptr;
    }
    GstWebRTCRTPTransceiver* transceiver = nullptr;
    g_object_get(pad, "transceiver", &transceiver, nullptr);
    if (transceiver != nullptr) {
        // The offer goes out before any picture exists; the ssrc in the caps makes its a=ssrc lines.
        g_object_set(transceiver, "codec-preferences", caps.get(), nullptr);
        if (text.find("media=(string)video") != std::string::npos) {
            g_object_set(transceiver, "do-nack", TRUE, nullptr);
        }
        gst_object_unref(transceiver);
    }
    return Ref<GstPad>(pad);
}

void Webrtc::release(GstPad* stream) {
    if (const auto block = GPOINTER_TO_SIZE(g_object_get_data(G_OBJECT(stream), kBlock))) {
        g_object_set_data(G_OBJECT(stream), kBlock, nullptr);
        gst_pad_remove_probe(stream, block);
    }
}

}  // namespace anju::gst
