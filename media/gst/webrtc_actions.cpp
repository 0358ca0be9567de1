// SPDX-License-Identifier: Apache-2.0
// What is asked of webrtcbin: descriptions, candidates, figures.
#define GST_USE_UNSTABLE_API
#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>

#include "media/gst/fingerprint.hpp"
#include "media/gst/offer.hpp"
#include "media/gst/webrtc_inside.hpp"

namespace anju::gst {
namespace {

using Description = std::shared_ptr<GstWebRTCSessionDescription>;

// then: on a thread of webrtcbin's, with its reply.
template <class Inside>
GstPromise* promise(const std::shared_ptr<Inside>& inside, std::function<void(const GstStructure*)> then) {
    struct Asked {
        std::shared_ptr<Inside> inside;
        std::function<void(const GstStructure*)> then;
    };
    {
        const std::scoped_lock lock(inside->mutex);
        ++inside->asked;
    }
    return gst_promise_new_with_change_func(
        [](GstPromise* promise, gpointer data) {
            const auto& [inside, then] = *static_cast<Asked*>(data);
            if (gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED) {
                then(gst_promise_get_reply(promise));
            }
            {
                const std::scoped_lock lock(inside->mutex);
                --inside->asked;
                inside->answered.notify_all();
            }
            gst_promise_unref(promise);
        },
        new Asked{inside, std::move(then)}, [](gpointer data) { delete static_cast<Asked*>(data); });
}

std::string error_in(const GstStructure* reply) {
    if (reply == nullptr || !gst_structure_has_field(reply, "error")) {
        return {};
    }
    GError* error = nullptr;
    gst_structure_get(reply, "error", G_TYPE_ERROR, &error, nullptr);
    const std::string why = error != nullptr ? error->message : "refused";
    g_clear_error(&error);
    return why;
}

Description description_in(const GstStructure* reply, const char* name) {
    GstWebRTCSessionDescription* description = nullptr;
    if (reply != nullptr) {
        gst_structure_get(reply, name, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, nullptr);
    }
    return description == nullptr ? nullptr : Description(description, gst_webrtc_session_description_free);
}

Description repeating(const Description& plain) {
    const auto text = with_repeats(taken(gst_sdp_message_as_text(plain->sdp)));
    GstSDPMessage* message = nullptr;
    if (plain->type != GST_WEBRTC_SDP_TYPE_OFFER || gst_sdp_message_new_from_text(text.c_str(), &message) != GST_SDP_OK) {
        return plain;
    }
    return Description(gst_webrtc_session_description_new(plain->type, message), gst_webrtc_session_description_free);
}

}  // namespace

void Webrtc::offer_once() {
    if (!std::exchange(offered_, true)) {
        create("create-offer");
    }
}

void Webrtc::create(const char* action) {
    const char* name = action[7] == 'o' ? "offer" : "answer";
    auto then = [inside = inside_, name](const GstStructure* reply) {
        const auto why = error_in(reply);
        const auto plain = description_in(reply, name);
        const auto made = plain ? repeating(plain) : nullptr;
        if (!made) {
            tell(inside, [why](Webrtc& self) { self.heard().failed("no description: " + why); });
            return;
        }
        auto text = taken(gst_sdp_message_as_text(made->sdp));
        // webrtcbin hashes all of the PEM, the key too; a browser would refuse that.
        if (const auto own = fingerprint_of_pem(inside->certificate)) {
            text = with_fingerprint(text, *own);
        }
        tell(inside, [inside, made, text](Webrtc& self) {
            g_signal_emit_by_name(self.element_.get(), "set-local-description", made.get(),
                                  promise(inside, [inside](const GstStructure* reply) {
                                      if (const auto why = error_in(reply); !why.empty()) {
                                          tell(inside, [why](Webrtc& self) { self.heard().failed(why); });
                                      }
                                  }));
            self.heard().described(text);
        });
    };
    g_signal_emit_by_name(element_.get(), action, nullptr, promise(inside_, std::move(then)));
}

void Webrtc::set_remote(const std::string& sdp, bool offer, std::set<std::uint32_t> sound) {
    GstSDPMessage* message = nullptr;
    gst_sdp_message_new(&message);
    if (gst_sdp_message_parse_buffer(reinterpret_cast<const guint8*>(sdp.data()), static_cast<guint>(sdp.size()), message) !=
        GST_SDP_OK) {
        gst_sdp_message_free(message);
        tell(inside_, [](Webrtc& self) { self.heard().failed("not an SDP"); });
        return;
    }
    {
        const std::scoped_lock lock(inside_->mutex);
        inside_->sound = std::move(sound);
    }
    GstWebRTCSessionDescription* description =
        gst_webrtc_session_description_new(offer ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER, message);
    g_signal_emit_by_name(element_.get(), "set-remote-description", description,
                          promise(inside_, [inside = inside_](const GstStructure* reply) {
                              const auto why = error_in(reply);
                              tell(inside, [why](Webrtc& self) {
                                  why.empty() ? self.remote_is_set() : self.heard().failed(why);
                              });
                          }));
    gst_webrtc_session_description_free(description);
}

void Webrtc::remote_is_set() {
    remote_set_ = true;
    for (const auto& [candidate, mline] : std::exchange(early_, {})) {
        add_candidate(candidate, mline);
    }
    if (heard_.remote_set) {
        heard_.remote_set();
    }
}

void Webrtc::add_candidate(const std::string& candidate, int mline) {
    if (!remote_set_) {
        if (early_.size() < 100) {
            early_.emplace_back(candidate, mline);
        }
        return;
    }
    g_signal_emit_by_name(element_.get(), "add-ice-candidate", static_cast<guint>(mline), candidate.c_str());
}

std::optional<std::string> Webrtc::peer_fingerprint() {
    const std::scoped_lock lock(inside_->mutex);
    char* pem = nullptr;
    if (inside_->dtls) {
        g_object_get(inside_->dtls.get(), "peer-pem", &pem, nullptr);
    }
    return fingerprint_of_pem(taken(pem));
}

GstStructure* Webrtc::session_stats(const char* which) const {
    GstElement* rtpbin = gst_bin_get_by_name(GST_BIN(element_.get()), "rtpbin");
    if (rtpbin == nullptr) {
        return nullptr;
    }
    GstElement* session = nullptr;
    g_signal_emit_by_name(rtpbin, "get-session", 0u, &session);
    gst_object_unref(rtpbin);
    if (session == nullptr) {
        return nullptr;
    }
    GstStructure* stats = nullptr;
    g_object_get(session, which, &stats, nullptr);
    gst_object_unref(session);
    return stats;
}

std::optional<std::chrono::milliseconds> Webrtc::jitter(std::uint32_t ssrc) {
    GstStructure* stats = session_stats("stats");
    const GValue* sources = stats ? gst_structure_get_value(stats, "source-stats") : nullptr;
    const auto* array = sources ? static_cast<const GValueArray*>(g_value_get_boxed(sources)) : nullptr;
    std::optional<std::chrono::milliseconds> found;
    for (guint i = 0; array != nullptr && i < array->n_values; ++i) {
        const auto* source = static_cast<const GstStructure*>(g_value_get_boxed(&array->values[i]));
        guint about = 0, jitter = 0;
        gboolean told = FALSE;
        if (gst_structure_get(source, "have-rb", G_TYPE_BOOLEAN, &told, "rb-ssrc", G_TYPE_UINT, &about, "rb-jitter", G_TYPE_UINT, &jitter, nullptr) != FALSE &&
            told != FALSE && about == ssrc) {
            found = std::chrono::milliseconds(jitter / 90);
        }
    }
    if (stats != nullptr) {
        gst_structure_free(stats);
    }
    return found;
}

std::optional<Report> Webrtc::report() {
    const std::scoped_lock lock(inside_->mutex);
    return std::exchange(inside_->reported, std::nullopt);
}

void Webrtc::set_repeats(bool on) {
    inside_->repeats = on;
    const std::scoped_lock lock(inside_->mutex);
    if (inside_->repeater) {
        g_object_set(inside_->repeater.get(), "max-size-packets", on ? 500u : 1u, nullptr);
    }
}

std::chrono::steady_clock::time_point Webrtc::last_heard() const {
    return std::chrono::steady_clock::time_point(std::chrono::steady_clock::duration(inside_->last.load()));
}

}  // namespace anju::gst
