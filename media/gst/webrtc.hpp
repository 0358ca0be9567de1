// SPDX-License-Identifier: Apache-2.0
// webrtcbin with every setting that was found to be needed, and its signals brought to the media thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "media/gst/glib.hpp"
#include "media/gst/ladder.hpp"
#include "media/gst/media_thread.hpp"
#include "media/gst/turn.hpp"

namespace anju::gst {

class Webrtc {
  public:
    struct Setup {
        IceUrls ice;
        bool relay_only = false;
        std::string certificate;  // PEM: certificate and key; empty: webrtcbin makes one
        std::string video_caps, sound_caps;
        bool answers = false;  // tests: the other side
    };
    struct Heard {  // all on the media thread, none after the destructor
        std::function<void(std::string sdp)> described;  // the own offer or answer
        std::function<void(std::string candidate, int mline)> candidate;  // empty: no more
        std::function<void()> remote_set;  // may be empty
        std::function<void()> connected;
        std::function<void()> lost;
        std::function<void(std::string why)> failed;
        std::function<void(GstPad*)> stream;  // a new one; nothing flows before release()
    };
    // pipeline: the bin that it becomes part of.
    Webrtc(MediaThread& thread, GstElement* pipeline, const Setup& setup, Heard heard);
    ~Webrtc();  // before the pipeline goes to NULL: what webrtcbin still works at is waited for
    Webrtc(const Webrtc&) = delete;
    Webrtc& operator=(const Webrtc&) = delete;

    GstPad* video() const { return video_.get(); }  // where the payloaders belong
    GstPad* sound() const { return sound_.get(); }
    static void release(GstPad* stream);
    // Tests, that answer: the pads come with the offer.
    Ref<GstPad> request(const std::string& caps);

    // sound: the streams of the other side that are sound, from its SDP.
    void set_remote(const std::string& sdp, bool offer, std::set<std::uint32_t> sound);
    void add_candidate(const std::string& candidate, int mline);

    // Of the certificate that the other side came with. webrtcbin itself compares it with nothing.
    std::optional<std::string> peer_fingerprint();
    std::optional<Report> report();  // of what was sent
    std::optional<std::chrono::milliseconds> jitter(std::uint32_t ssrc);  // of that stream, as the other side has it
    void set_repeats(bool on);
    std::chrono::steady_clock::time_point last_heard() const;

    struct Inside;
    void create(const char* action);  // "create-offer", "create-answer"
    void offer_once();                // a later change is a new connection, never a second offer
    void remote_is_set();
    const Heard& heard() const { return heard_; }

  private:
    void connect_signals();
    GstStructure* session_stats(const char* which) const;  // the caller's; null: there are none

    Heard heard_;
    Ref<GstElement> element_;
    std::shared_ptr<Inside> inside_;
    Ref<GstPad> video_, sound_;
    bool offered_ = false, remote_set_ = false;
    std::vector<std::pair<std::string, int>> early_;  // candidates before the description
};

}  // namespace anju::gst
