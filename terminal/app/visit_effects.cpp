// SPDX-License-Identifier: Apache-2.0
// The effects of visits: what the platform is told, what the disk keeps, what the engine does.
#include <malloc.h>

#include <utility>

#include "terminal/app/effects.hpp"
#include "terminal/app/engine_news.hpp"
#include "terminal/model/overloaded.hpp"

namespace anju::app {
namespace {

// Films have no id in the model; theirs are apart from those of photos.
constexpr client::RequestId kClipIds = client::RequestId{3} << 62;

std::vector<media::IceServer> servers(std::vector<contract::IceServer> ice) {
    std::vector<media::IceServer> out;
    for (auto& server : ice) {
        out.push_back({std::move(server.urls), std::move(server.username), std::move(server.credential)});
    }
    return out;
}

media::Order signal_order(const call::RemoteSignal& signal) {
    if (signal.kind == call::RemoteSignal::Kind::Answer) {
        return media::GiveAnswer{signal.id, signal.round, signal.text};
    }
    return media::GiveCandidate{signal.id, signal.round, signal.text, signal.mline};
}

}  // namespace

void Effects::order(media::Order order) {
    if (!engine_ && parts_.make_engine) {
        engine_ = parts_.make_engine(parts_.disk.certificate_path(), [&inbox = parts_.inbox](media::News news) {
            inbox.post(FromEngine{std::move(news)});
        });
        engine_->order(loudness_);
    }
    if (engine_) {
        engine_->order(std::move(order));
    }
}

void Effects::calm_down(const media::News& news) {
    const auto* live = std::get_if<media::LiveChanged>(&news);
    if ((live && !live->camera && !live->microphone) || std::holds_alternative<media::ClipEnded>(news)) {
        malloc_trim(0);  // else the arenas of a call's threads stay as large as they ever were
    }
}

void Effects::fail(client::RequestId id, const char* why) {
    parts_.inbox.post(model::Message(model::ErrandDone{id, contract::Error{contract::ErrorKind::Broken, {}, why, {}}}));
}

void Effects::run_visit(const model::Effect& effect) {
    auto& films = parts_.disk.films();
    std::visit(
        model::overloaded{
            // the platform
            [&](const model::PlaceVisit& e) { ask(e.id, Ticket{}, client::PlaceVisit{e.visit, e.member}); },
            [&](const model::FetchTicket& e) { ask(e.id, Ticket{}, client::FetchTicket{e.visit}); },
            [&](const model::AnswerVisit& e) {
                const auto how = e.automatic ? contract::VisitAnswer::Automatic : contract::VisitAnswer::Pressed;
                ask(e.id, Ticket{}, client::AnswerVisit{e.visit, {e.camera, how}});
            },
            [&](const model::SendSignal& e) { ask(e.id, SignalGone{}, client::SendSignal{e.signal}); },
            [&](const model::EndVisit& e) { ask(e.id, ErrandGone{}, client::EndVisit{e.visit, e.end}); },
            [&](const model::AnswerRule& e) { ask(e.id, ErrandGone{}, client::AnswerRule{e.answer}); },
            [&](const model::MarkVisitsSeen& e) { ask(e.id, ErrandGone{}, client::SendVisitsSeen{e.visits}); },
            [&](const model::SendClip& e) {
                const auto file = films.recorded(e.recording);
                if (!file) {
                    fail(e.id, "no folder for films");
                    return;
                }
                ask(e.id, ErrandGone{}, client::SendClip{e.member, *file, "video/mp4", e.key});
            },
            [&](const model::FetchClip& e) {
                const auto file = films.received(e.clip, contract::kMaxClipBytes);
                if (!file) {
                    parts_.inbox.post(model::Message(
                        model::ClipFailed{e.clip, {contract::ErrorKind::Broken, {}, "no folder for films", {}}}));
                    return;
                }
                ask(kClipIds | ++photos_asked_, Clip{e.clip}, client::FetchClip{e.clip, *file});
            },
            [&](const model::FetchInvitation& e) { ask(e.id, Invitation{}, client::MakeInvitation{}); },
            [&](const model::RegisterCertificate& e) {
                const auto fingerprint = parts_.disk.certificate_fingerprint();
                if (!fingerprint) {
                    parts_.inbox.post(model::Message(model::CertificateRegistered{
                        e.id, contract::Error{contract::ErrorKind::Broken, {}, "no certificate", {}}}));
                    return;
                }
                ask(e.id, Certificate{}, client::RegisterCertificate{*fingerprint});
            },
            // the disk
            [&](const model::SaveErrands& e) { parts_.disk.save_errands(e.errands); },
            [&](const model::KeepClips& e) { films.keep(e.clips); },
            [&](const model::DropRecording& e) { films.drop_recorded(e.id); },
            // pictures and sound
            [&](const model::PrepareMedia&) { order(loudness_); },
            [&](const model::ConnectMedia& e) { order(media::ConnectCall{e.call, e.round, servers(e.ice), false, e.beside}); },
            [&](const model::OpenDevices& e) { order(media::OpenDevices{e.call, e.camera, e.microphone}); },
            [&](const model::GiveSignal& e) { order(signal_order(e.signal)); },
            [&](const model::StopMedia& e) { order(media::StopCall{e.call}); },
            [&](const model::StartRing& e) { order(media::StartRing{e.tone}); },
            [&](const model::StopRing&) { order(media::StopRing{}); },
            [&](const model::StartRecording& e) {
                if (const auto file = films.recorded(e.id)) {
                    order(media::StartRecording{e.id, *file});
                } else {
                    parts_.inbox.post(FromEngine{media::RecordingFailed{e.id, "no folder for films"}});
                }
            },
            [&](const model::StopRecording& e) { order(media::StopRecording{e.id, e.keep}); },
            [&](const model::StartClip& e) {
                if (const auto file = films.received(e.clip)) {
                    order(media::PlayClip{e.clip, *file});
                }
            },
            [&](const model::EndClip& e) { order(media::StopClip{e.clip}); },
            [](const auto&) {},  // run_one() has done it
        },
        effect);
}

}  // namespace anju::app
