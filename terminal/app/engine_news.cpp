// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/engine_news.hpp"

#include <cstdio>
#include <utility>

#include "terminal/model/overloaded.hpp"

namespace anju::app {
namespace {

contract::Signal signal(contract::SignalKind kind, std::string call, std::uint32_t round, std::string text) {
    contract::Signal out;
    out.visit = std::move(call);
    out.from = contract::VisitSide::Tv;
    out.round = round;
    out.kind = kind;
    out.text = std::move(text);
    return out;
}

}  // namespace

void tell_why(const media::News& news) {
    if (const auto* failed = std::get_if<media::RecordingFailed>(&news); failed && failed->why != media::RecordingFailed::kNotKept) {
        std::fprintf(stderr, "anju-tv: no film was made: %s\n", failed->why.c_str());
    } else if (const auto* noted = std::get_if<media::Noted>(&news)) {
        std::fprintf(stderr, "anju-tv: %s\n", noted->what.c_str());
    }
}

std::optional<model::Message> message_of(media::News news) {
    using model::CallMoved;
    using Message = std::optional<model::Message>;
    return std::visit(
        model::overloaded{
            [](media::Offered& n) -> Message {
                return model::SignalMade{signal(contract::SignalKind::Offer, std::move(n.call), n.round, std::move(n.sdp))};
            },
            [](media::CandidateFound& n) -> Message {
                auto made = signal(contract::SignalKind::Candidate, std::move(n.call), n.round, std::move(n.candidate));
                made.mline = n.mline;
                return model::SignalMade{std::move(made)};
            },
            [](media::MediaUp& n) -> Message {
                return CallMoved{call::MediaUp{std::move(n.call), n.round, std::move(n.words)}};
            },
            [](media::MediaSilent& n) -> Message { return CallMoved{call::MediaSilent{std::move(n.call), n.round}}; },
            [](media::MediaFailed& n) -> Message {
                return CallMoved{call::MediaFailed{std::move(n.call), n.round, std::move(n.why), n.fault}};
            },
            [](media::RungMoved& n) -> Message {
                return CallMoved{call::RungChanged{std::move(n.call), n.sends, n.receives, n.peer_speaking}};
            },
            [](media::Devices& n) -> Message {
                return model::DevicesSeen{{.camera = n.camera, .microphone = n.microphone, .speaker = n.speaker}};
            },
            [](media::LiveChanged& n) -> Message { return model::LiveSeen{{n.camera, n.microphone}}; },
            [](media::Recorded& n) -> Message { return model::RecordingEnded{std::move(n.id), false}; },
            [](media::RecordingFailed& n) -> Message { return model::RecordingEnded{std::move(n.id), true}; },
            [](media::ClipEnded& n) -> Message { return model::ClipEnded{std::move(n.id), n.failed}; },
            [](media::Lacking& n) -> Message { return model::VisitsLacking{std::move(n.plugins)}; },
            [](media::Noted&) -> Message { return std::nullopt; },
        },
        news);
}

}  // namespace anju::app
