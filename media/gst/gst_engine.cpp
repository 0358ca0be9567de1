// SPDX-License-Identifier: Apache-2.0
#include "media/gst/gst_engine.hpp"

#include <malloc.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "media/gst/plugins.hpp"
#include "media/gst/tools.hpp"

namespace anju::gst {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int kLoudspeakerMs = 20;  // that a voice needs beyond its buffer until it is heard, less what a screen needs
constexpr auto kKeyFramesApart = 500ms;  // each joining or losing side asks for its own

std::string contents(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Codec> codecs_of(const std::vector<std::string>& names) {
    std::vector<Codec> codecs;
    for (const auto& name : names) {
        if (name == "H264" || name == "VP8") {
            codecs.push_back(name == "VP8" ? Codec::Vp8 : Codec::H264);
        }
    }
    return codecs;
}

}  // namespace

GstEngine::GstEngine(media::EngineOptions options, std::function<void(media::News)> sink, std::function<void()> frame_came)
    : options_(std::move(options)), sink_(std::move(sink)), remote_(frame_came), self_(frame_came) {
    // glibc's arenas alone would hold 400 MB after fifty calls (measured); with two of them a tenth.
    mallopt(M_ARENA_MAX, 2);
    // What is larger than a picture of a call goes back to the system when it is let go; left to itself glibc soon keeps it among
    // the small things. A picture (1.4 MB) stays below: thirty mappings a second, zeroed page by page, cost about 4 points of a core.
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
    // As long as a call is on, room for two pictures more stays ours at the heap's end, or it is given back and zeroed anew for each.
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    playing_.with([](Mixer& mixer) { mixer.set_volume(7, false); });
    thread_.post([this] {
        certificate_ = options_.certificate.empty() ? "" : contents(options_.certificate);
        devices_ = std::make_unique<Devices>(thread_, options_, [this] { thread_.post([this] { devices_changed(); }); });
    });
}

GstEngine::~GstEngine() {
    thread_.post([this] {
        end_call();
        recorder_.reset();
        film_.reset();
        room_.reset();
        devices_.reset();
    });
}

void GstEngine::order(media::Order order) {
    thread_.post([this, order = std::move(order)] { std::visit([this](const auto& one) { obey(one); }, order); });
}

bool GstEngine::ready(std::string& why) {
    if (!loaded_) {
        why.clear();
        loaded_ = load_for_visits(why);
        tools_ = loaded_ ? found_tools() : Tools{};
        if (!loaded_ && !std::exchange(lacks_, true)) {
            sink_(media::Lacking{why});
        }
    }
    return loaded_;
}

// One that connects drops the older ones, so no second stands.
Round* GstEngine::seen() {
    for (const auto& [number, round] : rounds_) {
        if (round->connected()) {
            return round.get();
        }
    }
    return rounds_.empty() ? nullptr : rounds_.rbegin()->second.get();
}

void GstEngine::obey(const media::ConnectCall& order) {
    if (call_ && call_->id != order.call) {
        end_call();
    }
    if (call_ && rounds_.contains(order.round)) {
        return;
    }
    std::string why;
    if (!ready(why)) {
        sink_(media::MediaFailed{order.call, order.round, "missing: " + why, call::Fault::Parts});
        return;
    }
    if (!call_) {
        call_.emplace();
        call_->id = order.call;
        call_->codec = codecs_of(options_.codecs).empty() ? Codec::H264 : codecs_of(options_.codecs).front();
        ticks_ = thread_.every(200ms, [this] { tick(); });
    }
    call_->newest = order.round;
    drop([](std::uint32_t, const Round& round) { return !round.connected(); });  // nobody will answer them any more
    room();
    Round::Setup setup{ice_urls(order.ice), order.relay_only, certificate_, codecs_of(options_.codecs), tools_};
    auto round = std::make_unique<Round>(
        thread_, setup, remote_, [this](std::span<const std::int16_t> samples) { playing_.put_voice(samples); }, says_of(order.round));
    if (call_->agreed) {
        round->allow();
    }
    {
        const std::scoped_lock lock(rounds_mutex_);
        rounds_[order.round] = std::move(round);
    }
    apply_devices();
}

Round::Says GstEngine::says_of(std::uint32_t number) {
    const auto call = call_->id;
    Round::Says says;
    says.offered = [this, call, number](std::string sdp) { sink_(media::Offered{call, number, std::move(sdp)}); };
    says.candidate = [this, call, number](std::string candidate, int mline) {
        sink_(media::CandidateFound{call, number, std::move(candidate), mline});
    };
    // Only noted: rounds_mutex_ is held, and closing the eyes waits for their thread, which may wait for it.
    says.codec = [this](Codec codec) { call_->codec = codec; };
    says.connected = [this, number] {
        drop([number](std::uint32_t other, const Round&) { return other < number; });
        call_->begun_at = Clock::now();
        call_->pictures = 0;
        if (!call_->sending.repeats) {
            rounds_.at(number)->set_repeats(false);
        }
    };
    says.came = [this, call, number](std::vector<std::string> words) { sink_(media::MediaUp{call, number, std::move(words)}); };
    // Also of an older one: the call machine knows over which it sees.
    says.silent = [this, call, number] { sink_(media::MediaSilent{call, number}); };
    says.failed = [this, call, number](std::string why, call::Fault fault) {
        // Not here: what fails is still on the stack.
        thread_.post([this, call, number, why = std::move(why), fault] {
            if (call_ && call_->id == call && call_->newest == number) {
                failed(number, why, fault);
            }
        });
    };
    says.key_wanted = [this] { key_frame(); };
    says.decoder_failed = [this](const std::string& decoder, const std::string& why) { given_up(decoder, why); };
    return says;
}

void GstEngine::drop(const std::function<bool(std::uint32_t number, const Round& round)>& which) {
    std::vector<std::unique_ptr<Round>> dropped;  // end after the lock
    const std::scoped_lock lock(rounds_mutex_);
    for (auto one = rounds_.begin(); one != rounds_.end();) {
        if (which(one->first, *one->second)) {
            dropped.push_back(std::move(one->second));
            one = rounds_.erase(one);
        } else {
            ++one;
        }
    }
}

// What is seen over an older round goes on. Without any the devices are closed; the call stands, for who ordered it may have ordered
// the next round already.
void GstEngine::failed(std::uint32_t number, const std::string& why, call::Fault fault) {
    const auto call = call_->id;
    drop([number](std::uint32_t other, const Round&) { return other == number; });
    if (rounds_.empty()) {
        apply_devices();
    }
    sink_(media::MediaFailed{call, number, why, fault});
}

void GstEngine::obey(const media::GiveAnswer& order) {
    if (!call_ || call_->id != order.call || !rounds_.contains(order.round)) {
        return;
    }
    {
        const std::scoped_lock lock(rounds_mutex_);
        rounds_[order.round]->answer(order.sdp);
    }
    if (eyes_ && eyes_->codec() != call_->codec) {
        close_eyes();
        apply_devices();
        key_frame();  // the first one may have come before it could be passed on
    }
}

void GstEngine::obey(const media::GiveCandidate& order) {
    if (call_ && call_->id == order.call && rounds_.contains(order.round)) {
        rounds_[order.round]->candidate(order.candidate, order.mline);
    }
}

void GstEngine::obey(const media::StopCall& order) {
    if (call_ && call_->id == order.call) {
        end_call();
    }
}

void GstEngine::end_call() {
    if (!call_) {
        return;
    }
    call_.reset();
    apply_devices();  // first of all: camera and microphone are closed
    thread_.cancel(ticks_);
    thread_.cancel(key_later_);
    {
        std::map<std::uint32_t, std::unique_ptr<Round>> rounds;
        {
            const std::scoped_lock lock(rounds_mutex_);
            rounds.swap(rounds_);
        }
    }
    playing_.with([](Mixer& mixer) { mixer.voice.clear(); });
    remote_.clear();
    self_.clear();
    leave_room_unless_needed();
    thread_.post([] { malloc_trim(0); });
}

void GstEngine::key_frame() {
    if (!eyes_) {
        return;
    }
    const auto now = Clock::now();
    if (now - last_key_ >= kKeyFramesApart) {
        last_key_ = now;
        eyes_->key_frame();
    } else if (key_later_ == 0) {
        key_later_ = thread_.after(kKeyFramesApart, [this] {
            key_later_ = 0;
            key_frame();
        });
    }
}

void GstEngine::tick() {
    Round* round = seen();
    if (round == nullptr) {
        return;
    }
    const auto now = Clock::now();
    for (const auto& [number, one] : rounds_) {
        one->tick(now);
    }
    if (!call_ || !call_->agreed) {
        return;
    }
    auto& call = *call_;
    const auto report = round->report(now);
    if (report) {
        call.ladder.report(*report, now);
    } else {
        call.ladder.no_report(now);
    }
    round->weigh_playout(report, now);
    const auto sending = call.ladder.sending();
    if (sending.repeats != call.sending.repeats) {
        round->set_repeats(sending.repeats);
    }
    if (sending.keys != call.sending.keys) {
        key_frame();
    }
    call.sending = sending;
    pictures_go_ = sending.rung != call::Rung::SoundOnly;
    if (eyes_) {
        eyes_->send(sending);
    }
    const int buffered = playing_.with([](Mixer& mixer) { return mixer.voice.target_ms(); });
    round->set_latency(kLoudspeakerMs + std::max(buffered, VoiceBuffer::kFirstMs));  // with less a picture is far before its sound
    tell_rung(call, *round, now);
}

void GstEngine::tell_rung(Call& call, const Round& round, Watchdog::Time now) {
    const auto came = round.came_now(now);
    call.fps += (static_cast<double>(came.pictures - std::exchange(call.pictures, came.pictures)) * 5 - call.fps) * 0.2;
    // It has only begun: nothing is known, or what was known of the round before.
    const auto receives = came.pictures == 0 && now - call.begun_at < 3s
                              ? call.told.value_or(media::RungMoved{}).receives
                              : receiving(came.height, call.fps, came.since_picture, came.pictures > 0);
    const media::RungMoved moved{call.id, call.sending.rung, receives, playing_.with([](Mixer& mixer) { return mixer.voice.speaking(); })};
    if (!call.told || call.told->sends != moved.sends || call.told->receives != moved.receives ||
        call.told->peer_speaking != moved.peer_speaking) {
        call.told = moved;
        sink_(moved);
    }
}

}  // namespace anju::gst

namespace anju::media {

std::unique_ptr<CallEngine> make_gst_engine(EngineOptions options, std::function<void(News)> sink, std::function<void()> frame_came) {
    return std::make_unique<gst::GstEngine>(std::move(options), std::move(sink), std::move(frame_came));
}

}  // namespace anju::media
