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
constexpr auto kKeyFramesOfTwoApart = 1s;  // both get each of them
constexpr std::size_t kMostLegs = 2;

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
    : options_(std::move(options)), sink_(std::move(sink)), remote_(frame_came), beside_(frame_came), self_(frame_came) {
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
        end_calls();
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

Leg* GstEngine::leg_of(const std::string& call) {
    const auto found = std::ranges::find_if(legs_, [&](const auto& leg) { return leg->id == call; });
    return found == legs_.end() ? nullptr : found->get();
}

bool GstEngine::agreed() const { return std::ranges::any_of(legs_, [](const auto& leg) { return leg->agreed; }); }

// Who was there first says it.
Codec GstEngine::codec() const {
    const auto found = std::ranges::find_if(legs_, [](const auto& leg) { return leg->uses_devices(); });
    return found == legs_.end() ? Codec::H264 : (*found)->codec;
}

Sending GstEngine::sending() const {
    const Leg* least = nullptr;
    for (const auto& leg : legs_) {
        if (leg->agreed && (least == nullptr || worse(leg->sending, least->sending))) {
            least = leg.get();
        }
    }
    return least != nullptr ? least->sending : Ladder().sending();
}

Leg* GstEngine::add_leg(const media::ConnectCall& order) {
    std::string why;
    if (!ready(why)) {
        sink_(media::MediaFailed{order.call, order.round, "missing: " + why, call::Fault::Parts});
        return nullptr;
    }
    if (legs_.size() >= kMostLegs) {
        sink_(media::MediaFailed{order.call, order.round, "two are on", call::Fault::Parts});
        return nullptr;
    }
    auto leg = std::make_unique<Leg>();
    leg->id = order.call;
    leg->beside = std::ranges::any_of(legs_, [](const auto& one) { return !one->beside; });
    const auto wished = codecs_of(options_.codecs);
    leg->codec = !legs_.empty() ? legs_.front()->codec : wished.empty() ? Codec::H264 : wished.front();
    if (legs_.empty()) {
        ticks_ = thread_.every(200ms, [this] { tick(); });
    }
    const std::scoped_lock lock(rounds_mutex_);
    return legs_.emplace_back(std::move(leg)).get();
}

void GstEngine::obey(const media::ConnectCall& order) {
    if (!order.beside) {
        while (!legs_.empty() && (legs_.size() > 1 || legs_.front()->id != order.call)) {
            end_leg(legs_.front()->id == order.call ? legs_.back()->id : legs_.front()->id);
        }
    }
    Leg* leg = leg_of(order.call);
    if (leg != nullptr && leg->rounds.contains(order.round)) {
        return;
    }
    std::string why;
    if (leg == nullptr) {
        leg = add_leg(order);
    } else if (!ready(why)) {
        sink_(media::MediaFailed{order.call, order.round, "missing: " + why, call::Fault::Parts});
        return;
    }
    if (leg == nullptr) {
        return;
    }
    leg->newest = order.round;
    drop(*leg, [](std::uint32_t, const Round& round) { return !round.connected(); });  // nobody will answer them any more
    room();
    // One encoder: who comes second takes what the first one takes.
    const bool first = legs_.front().get() == leg;
    Round::Setup setup{ice_urls(order.ice), order.relay_only, certificate_, first ? codecs_of(options_.codecs) : std::vector{legs_.front()->codec}, tools_};
    const bool beside = leg->beside;
    auto round = std::make_unique<Round>(
        thread_, setup, slot(*leg),
        [this, beside](std::span<const std::int16_t> samples) { beside ? playing_.put_beside(samples) : playing_.put_voice(samples); },
        says_of(*leg, order.round));
    if (leg->agreed) {
        round->allow();
    }
    {
        const std::scoped_lock lock(rounds_mutex_);
        leg->rounds[order.round] = std::move(round);
    }
    apply_devices();
}

Round::Says GstEngine::says_of(Leg& leg, std::uint32_t number) {
    const auto call = leg.id;
    Round::Says says;
    says.offered = [this, call, number](std::string sdp) { sink_(media::Offered{call, number, std::move(sdp)}); };
    says.candidate = [this, call, number](std::string candidate, int mline) {
        sink_(media::CandidateFound{call, number, std::move(candidate), mline});
    };
    // Only noted: rounds_mutex_ is held, and closing the eyes waits for their thread, which may wait for it.
    says.codec = [&leg](Codec codec) { leg.codec = codec; };
    says.connected = [this, &leg, number] {
        drop(leg, [number](std::uint32_t other, const Round&) { return other < number; });
        leg.begun_at = Clock::now();
        leg.pictures = 0;
        if (!leg.sending.repeats) {
            leg.rounds.at(number)->set_repeats(false);
        }
    };
    says.came = [this, call, number](std::vector<std::string> words) { sink_(media::MediaUp{call, number, std::move(words)}); };
    // Also of an older one: the call machine knows over which it sees.
    says.silent = [this, call, number] { sink_(media::MediaSilent{call, number}); };
    says.failed = [this, call, number](std::string why, call::Fault fault) {
        // Not here: what fails is still on the stack.
        thread_.post([this, call, number, why = std::move(why), fault] {
            if (Leg* of = leg_of(call); of != nullptr && of->newest == number) {
                failed(*of, number, why, fault);
            }
        });
    };
    says.key_wanted = [this] { key_frame(); };
    says.decoder_failed = [this](const std::string& decoder, const std::string& why) { given_up(decoder, why); };
    return says;
}

void GstEngine::drop(Leg& leg, const std::function<bool(std::uint32_t number, const Round& round)>& which) {
    std::vector<std::unique_ptr<Round>> dropped;  // end after the lock
    const std::scoped_lock lock(rounds_mutex_);
    for (auto one = leg.rounds.begin(); one != leg.rounds.end();) {
        if (which(one->first, *one->second)) {
            dropped.push_back(std::move(one->second));
            one = leg.rounds.erase(one);
        } else {
            ++one;
        }
    }
}

// What is seen over an older round goes on. Without any the devices are closed; the call stands, for who ordered it may have ordered
// the next round already.
void GstEngine::failed(Leg& leg, std::uint32_t number, const std::string& why, call::Fault fault) {
    drop(leg, [number](std::uint32_t other, const Round&) { return other == number; });
    if (leg.rounds.empty()) {
        apply_devices();
    }
    sink_(media::MediaFailed{leg.id, number, why, fault});
}

void GstEngine::obey(const media::GiveAnswer& order) {
    Leg* leg = leg_of(order.call);
    if (leg == nullptr || !leg->rounds.contains(order.round)) {
        return;
    }
    {
        const std::scoped_lock lock(rounds_mutex_);
        leg->rounds[order.round]->answer(order.sdp);
    }
    if (eyes_ && eyes_->codec() != codec()) {
        apply_devices();
        key_frame();  // the first one may have come before it could be passed on
    }
}

void GstEngine::obey(const media::GiveCandidate& order) {
    if (Leg* leg = leg_of(order.call); leg != nullptr && leg->rounds.contains(order.round)) {
        leg->rounds[order.round]->candidate(order.candidate, order.mline);
    }
}

void GstEngine::obey(const media::StopCall& order) { end_leg(order.call); }

void GstEngine::end_calls() {
    while (!legs_.empty()) {
        end_leg(legs_.front()->id);
    }
}

void GstEngine::end_leg(const std::string& call) {
    std::unique_ptr<Leg> leg;
    {
        const std::scoped_lock lock(rounds_mutex_);
        const auto found = std::ranges::find_if(legs_, [&](const auto& one) { return one->id == call; });
        if (found == legs_.end()) {
            return;
        }
        leg = std::move(*found);
        legs_.erase(found);
    }
    apply_devices();  // first of all: camera and microphone are closed, unless another call has them
    if (legs_.empty()) {
        thread_.cancel(ticks_);
        thread_.cancel(key_later_);
    }
    leg->rounds.clear();
    playing_.with([&](Mixer& mixer) { voice(mixer, *leg).clear(); });
    slot(*leg).clear();
    if (legs_.empty()) {
        self_.clear();
    }
    leave_room_unless_needed();
    thread_.post([] { malloc_trim(0); });
}

void GstEngine::key_frame() {
    if (!eyes_) {
        return;
    }
    const auto now = Clock::now();
    const auto apart = legs_.size() > 1 ? kKeyFramesOfTwoApart : kKeyFramesApart;
    if (now - last_key_ >= apart) {
        last_key_ = now;
        eyes_->key_frame();
    } else if (key_later_ == 0) {
        key_later_ = thread_.after(apart, [this] {
            key_later_ = 0;
            key_frame();
        });
    }
}

void GstEngine::tick() {
    const auto now = Clock::now();
    for (const auto& leg : legs_) {
        tick(*leg, now);
    }
    if (!agreed()) {
        return;
    }
    const auto least = sending();
    pictures_go_ = least.rung != call::Rung::SoundOnly;
    if (eyes_) {
        eyes_->send(least);
    }
    for (const auto& leg : legs_) {
        if (const Round* round = leg->seen(); round != nullptr && leg->agreed) {
            tell_rung(*leg, *round, now);
        }
    }
}

void GstEngine::tick(Leg& leg, Watchdog::Time now) {
    Round* round = leg.seen();
    if (round == nullptr) {
        return;
    }
    for (const auto& [number, one] : leg.rounds) {
        one->tick(now);
    }
    if (!leg.agreed) {
        return;
    }
    const auto report = round->report(now);
    if (report) {
        leg.ladder.report(*report, now);
    } else {
        leg.ladder.no_report(now);
    }
    round->weigh_playout(report, now);
    const auto sends = leg.ladder.sending();
    if (sends.repeats != leg.sending.repeats) {
        round->set_repeats(sends.repeats);
    }
    if (sends.keys != leg.sending.keys) {
        key_frame();
    }
    leg.sending = sends;
    const int buffered = playing_.with([&](Mixer& mixer) { return voice(mixer, leg).target_ms(); });
    round->set_latency(kLoudspeakerMs + std::max(buffered, VoiceBuffer::kFirstMs));  // with less a picture is far before its sound
}

void GstEngine::tell_rung(Leg& leg, const Round& round, Watchdog::Time now) {
    const auto came = round.came_now(now);
    leg.fps += (static_cast<double>(came.pictures - std::exchange(leg.pictures, came.pictures)) * 5 - leg.fps) * 0.2;
    // It has only begun: nothing is known, or what was known of the round before.
    const auto receives = came.pictures == 0 && now - leg.begun_at < 3s
                              ? leg.told.value_or(media::RungMoved{}).receives
                              : receiving(came.height, leg.fps, came.since_picture, came.pictures > 0);
    const media::RungMoved moved{leg.id, sending().rung, receives, playing_.with([&](Mixer& mixer) { return voice(mixer, leg).speaking(); })};
    if (!leg.told || leg.told->sends != moved.sends || leg.told->receives != moved.receives ||
        leg.told->peer_speaking != moved.peer_speaking) {
        leg.told = moved;
        sink_(moved);
    }
}

}  // namespace anju::gst

namespace anju::media {

std::unique_ptr<CallEngine> make_gst_engine(EngineOptions options, std::function<void(News)> sink, std::function<void()> frame_came) {
    return std::make_unique<gst::GstEngine>(std::move(options), std::move(sink), std::move(frame_came));
}

}  // namespace anju::media
