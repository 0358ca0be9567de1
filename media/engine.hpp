// SPDX-License-Identifier: Apache-2.0
// The door to pictures and sound: connections, camera, microphone, loudspeaker, films. Every call returns at once and
// is carried out on the media thread; what happens comes back through the sink, each with its call and round.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "media/call/call.hpp"
#include "media/frame_slot.hpp"
#include "media/sound_desk.hpp"
#include "media/sound_tap.hpp"

namespace anju::media {

struct IceServer { std::vector<std::string> urls; std::string username, credential; bool operator==(const IceServer&) const = default; };

// ---- orders ----
// Builds a new connection (webrtcbin) and offers it. No device is opened. An older round of the same call is let go once
// this one is up, or at once when `replace_now`. Another call ends with it, unless it is to go on `beside`: then two are on at once,
// with one camera, one encoder, one microphone; the worse line says how much picture both get.
struct ConnectCall { std::string call; std::uint32_t round = 0; std::vector<IceServer> ice; bool relay_only = false; bool beside = false; };
// The elder agreed: opens what is there, opens the gate. Again with other values: turns camera or microphone off and on.
struct OpenDevices { std::string call; bool camera = true, microphone = true; };
struct GiveAnswer { std::string call; std::uint32_t round = 0; std::string sdp; };
struct GiveCandidate { std::string call; std::uint32_t round = 0; std::string candidate; int mline = 0; };  // empty: no more
struct StopCall { std::string call; };
// Films: records camera and microphone into `path` (MP4, at most 60 s, ends itself), shows the camera in the self slot.
struct StartRecording { std::string id; std::string path; };
struct StopRecording { std::string id; bool keep = true; };
struct PlayClip { std::string id; std::string path; };
struct StopClip { std::string id; };
// Sound.
struct SetSpeaker { int volume = 7; bool muted = false; };  // 0–10, of the call and films
struct StartRing { anju::call::Tone tone = anju::call::Tone::Ring; };  // instead of the other; StartRecording ends it
struct StopRing {};
using Order = std::variant<ConnectCall, OpenDevices, GiveAnswer, GiveCandidate, StopCall, StartRecording, StopRecording,
                           PlayClip, StopClip, SetSpeaker, StartRing, StopRing>;

// ---- news ----
struct Offered { std::string call; std::uint32_t round = 0; std::string sdp; };
struct CandidateFound { std::string call; std::uint32_t round = 0; std::string candidate; int mline = 0; };  // empty: no more
struct MediaUp { std::string call; std::uint32_t round = 0; std::vector<std::string> words; };      // the first picture or sound came
struct MediaSilent { std::string call; std::uint32_t round = 0; };                                  // RTP watchdog, or the connection failed
struct MediaFailed { std::string call; std::uint32_t round = 0; std::string why; anju::call::Fault fault = anju::call::Fault::Unknown; };  // why: for the log
struct RungMoved { std::string call; anju::call::Rung sends{}, receives{}; bool peer_speaking = false; };
struct Devices { bool camera = false, microphone = false, speaker = false; std::string camera_name, microphone_name; bool operator==(const Devices&) const = default; };
struct LiveChanged { bool camera = false, microphone = false; };  // what truly runs now: the red frame follows this
struct Recorded { std::string id; std::string path; std::chrono::milliseconds length{}; int width = 0, height = 0; };
struct RecordingFailed {
    static constexpr auto kNotKept = "not kept";  // as ordered
    std::string id;
    std::string why;
};
struct ClipEnded { std::string id; bool failed = false; };
struct Lacking { std::string plugins; };  // nothing of visits goes here; told once
struct Noted { std::string what; };  // for the log: something was lost that nobody misses yet
using News = std::variant<Offered, CandidateFound, MediaUp, MediaSilent, MediaFailed, RungMoved, Devices, LiveChanged,
                          Recorded, RecordingFailed, ClipEnded, Lacking, Noted>;

struct EngineOptions {
    std::string camera = "auto";       // "auto", "none", "test", a device path, or a source of pictures in GStreamer's words
    std::string microphone = "auto";   // "auto", "none", "test"
    std::string speaker = "auto";      // "auto", "none", or a GStreamer sink description for tests
    std::string certificate;           // PEM file of the box (key and certificate), made there; DTLS uses it
    std::vector<std::string> codecs{"H264", "VP8"};  // in order of wish
    bool echo_cancel = true;
    // What the loudspeaker plays (48 kHz, one channel, after mixing and before the volume of the device) is put there in
    // blocks of 10 or 20 ms while it is wanted; outlives the engine. None: nobody can listen.
    SoundTap* tap = nullptr;
    SoundDesk* desk = nullptr;  // whose sounds are played with the rest while the loudspeaker is open; outlives the engine
};

class CallEngine {
  public:
    virtual ~CallEngine() = default;
    virtual void order(Order order) = 0;
    virtual FrameSlot& remote() = 0;  // the visitor, or the film that plays
    virtual FrameSlot& beside() = 0;  // who is there beside the visitor
    virtual FrameSlot& self() = 0;    // what this camera sees, while it is live
};

// sink runs on the media thread: copy, post, return. Destruction stops and joins.
std::unique_ptr<CallEngine> make_gst_engine(EngineOptions options, std::function<void(News)> sink, std::function<void()> frame_came);

// For tests and boxes without a camera or network: answers nothing, shows nothing.
std::unique_ptr<CallEngine> make_no_engine();

}  // namespace anju::media
