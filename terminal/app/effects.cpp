// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/effects.hpp"

#include <utility>

#include "terminal/app/announce.hpp"
#include "terminal/app/guard_line.hpp"
#include "terminal/model/overloaded.hpp"

namespace anju::app {
namespace {

constexpr std::string_view kSmall = ":small";
// Photos have no id in the model; theirs are far from the model's, which count from 1.
constexpr client::RequestId kPhotoIds = client::RequestId{1} << 63;

template <class T>
contract::Result<T> only(contract::Result<client::Answer> result) {
    if (!result) {
        return tl::unexpected(std::move(result.error()));
    }
    if (auto* answer = std::get_if<T>(&*result)) {
        return std::move(*answer);
    }
    return tl::unexpected(contract::Error{contract::ErrorKind::Malformed, {}, "another answer"});
}

std::optional<contract::Error> fault(client::Replied& replied) {
    return replied.result ? std::nullopt : std::optional(std::move(replied.result.error()));
}

speech::Chime chime(model::Chime chime) {
    switch (chime) {
        case model::Chime::Message: return speech::Chime::Message;
        case model::Chime::Move: return speech::Chime::Move;
        case model::Chime::Ok: return speech::Chime::Ok;
    }
    return speech::Chime::Ok;
}

}  // namespace

Effects::Effects(EffectsParts parts) : parts_(std::move(parts)) {}

Effects::~Effects() = default;

void Effects::begin() {
    begun_ = true;
    open_client();
    speaker_ = parts_.make_speaker(
        [&inbox = parts_.inbox](speech::Available available) { inbox.post(SoundFound{available}); });
    for (auto& [effect, settings] : std::exchange(before_begin_, {})) {
        run_one(effect, settings);
    }
}

void Effects::open_client() {
    // Joined before the next begins: then nothing new comes from it, and the generation tells what
    // it has left in the box.
    client_.reset();
    asked_.clear();
    ++generation_;
    client_ = parts_.make_client(
        parts_.disk.key(), [&inbox = parts_.inbox, generation = generation_](client::News news) {
            inbox.post(FromPlatform{generation, std::move(news)});
        });
}

void Effects::run(std::vector<model::Effect> effects, const model::Settings& settings) {
    for (auto& effect : effects) {
        if (begun_) {
            run_one(effect, settings);
        } else {
            before_begin_.emplace_back(std::move(effect), settings);
        }
    }
}

void Effects::ask(client::RequestId id, Asked asked, client::Call call) {
    asked_[id] = std::move(asked);
    client_->send(id, std::move(call));
}

void Effects::run_one(const model::Effect& effect, const model::Settings& settings) {
    std::visit(
        model::overloaded{
            [&](const model::StartPairing& e) {
                ask(e.id, Pairing{},
                    client::StartPairing{{parts_.disk.key_hash(), "anju-tv", ANJU_VERSION, parts_.disk.former_key()}});
            },
            [&](const model::PollPairing& e) {
                ask(e.id, Poll{}, client::PollPairing{e.device_code});
            },
            [&](const model::FetchSnapshot& e) { ask(e.id, Snapshot{}, client::FetchSnapshot{}); },
            [&](const model::FetchPhoto& e) {
                const bool small = e.name.ends_with(kSmall);
                const auto photo = e.name.substr(0, e.name.size() - (small ? kSmall.size() : 0));
                ask(kPhotoIds | ++photos_asked_, Photo{e.name}, client::FetchPhoto{photo, small});
            },
            [&](const model::SendSeen& e) {
                ask(e.id, Seen{}, client::SendSeen{e.message, e.seen_at, e.key});
            },
            [&](const model::OpenStream& e) { client_->open_stream(e.cursor); },
            [&](const model::CloseStream&) { client_->close_stream(); },
            [&](const model::HurryStream& e) { client_->hurry_stream(e.on); },
            [&](const model::SavePaired& e) { parts_.disk.save_paired(e.paired); },
            [&](const model::SaveSnapshot& e) { parts_.disk.save_snapshot(e.snapshot); },
            [&](const model::SaveSettings& e) { parts_.disk.save_settings(e.settings); },
            [&](const model::SaveOutbox& e) { parts_.disk.save_outbox(e.outbox); },
            [&](const model::KeepPhotos& e) { parts_.disk.keep_photos(e.names); },
            [&](const model::Wipe& e) { wipe(e.how); },
            [&](const model::PlayChime& e) {
                if (const auto volume = e.to_be_found ? finding_volume(settings) : chime_volume(settings)) {
                    speaker_->play(chime(e.chime), *volume);
                }
            },
            // Each chime and sentence is told its loudness; a call is told when it changes.
            [&](const model::SetVolume& e) {
                loudness_ = {e.volume, e.muted};
                if (engine_) {
                    engine_->order(loudness_);
                }
            },
            [&](const model::SayAloud& e) { say(e.text, aloud(settings)); },
            [&](const model::MeasureGauges&) {
                if (parts_.measure) {
                    parts_.inbox.post(model::Message(model::GaugesRead{parts_.measure()}));
                }
            },
            [&](const model::AnswerRing& e) { ask(e.id, RingGone{}, client::AnswerRing{e.ring, e.how}); },
            [&](const model::TellCondition& e) { ask(e.id, ConditionGone{}, client::SendCondition{e.condition}); },
            [&](const model::LookAtMachine&) {
                if (parts_.look) {
                    parts_.inbox.post(model::Message(model::MachineSeen{parts_.look()}));
                }
            },
            [&](const model::TellGuard& e) { tell_guard(box_line(e.box, parts_.platform, e.box ? parts_.disk.key() : std::string())); },
            [&](const model::TellParts& e) { tell_guard(parts_line(e.parts)); },
            [&](const model::SendPress& e) { tell_guard(press_line(e.source)); },
            [&](const model::SendBack&) { tell_guard(back_line()); },
            [&](const model::ConfirmShown& e) { tell_guard(shown_line(e.version)); },
            [&](const auto&) { run_visit(effect); },
        },
        effect);
}

void Effects::tell_guard(std::string line) {
    if (parts_.tell_guard) {
        parts_.tell_guard(std::move(line));
    }
}

void Effects::say(const std::string& text, const model::Settings& settings) {
    const auto volume = speech_volume(settings);
    if (speaker_ && volume) {
        speech::Voice voice;
        voice.english = settings.language == model::Language::English;
        voice.volume_percent = *volume;
        speaker_->say(text, voice);
    }
}

void Effects::wipe(const std::string& how) {
    client_.reset();  // nothing of the old household is written after this
    engine_.reset();  // nor seen or heard, and its certificate goes
    parts_.disk.wipe(how);
    open_client();
    parts_.inbox.post(model::Message(parts_.started()));
}

std::optional<model::Message> Effects::heard(FromPlatform from) {
    if (from.generation != generation_) {
        return std::nullopt;
    }
    return std::visit(
        model::overloaded{
            [&](client::Replied& replied) -> std::optional<model::Message> {
                const auto asked = asked_.find(replied.id);
                if (asked == asked_.end()) {
                    return std::nullopt;
                }
                const auto what = std::move(asked->second);
                asked_.erase(asked);
                return answered(what, std::move(replied));
            },
            [](client::StreamOpened&) -> std::optional<model::Message> {
                return model::StreamOpened{};
            },
            [](client::StreamLost& lost) -> std::optional<model::Message> {
                return model::StreamLost{std::move(lost.error)};
            },
            [](client::StreamEvent& event) -> std::optional<model::Message> {
                return model::Heard{std::move(event.event)};
            },
        },
        from.news);
}

model::Message Effects::answered(const Asked& asked, client::Replied replied) {
    return std::visit(
        model::overloaded{
            [&](const Pairing&) -> model::Message {
                return model::PairingCodeReceived{
                    replied.id, only<contract::PairingCode>(std::move(replied.result))};
            },
            [&](const Poll&) -> model::Message {
                return model::PairingPolled{replied.id,
                                            only<contract::Paired>(std::move(replied.result))};
            },
            [&](const Snapshot&) -> model::Message {
                return model::SnapshotReceived{replied.id,
                                               only<contract::Snapshot>(std::move(replied.result))};
            },
            [&](const Seen&) -> model::Message {
                return model::SeenAcknowledged{replied.id,
                                               only<contract::Message>(std::move(replied.result))};
            },
            [&](const Photo& photo) -> model::Message {
                return photo_came(photo.name, std::move(replied.result));
            },
            [&](const Ticket&) -> model::Message {
                return model::TicketReceived{replied.id, only<contract::VisitTicket>(std::move(replied.result))};
            },
            [&](const Invitation&) -> model::Message {
                return model::InvitationReceived{replied.id, only<contract::Invitation>(std::move(replied.result))};
            },
            [&](const SignalGone&) -> model::Message { return model::SignalSent{replied.id, fault(replied)}; },
            [&](const ErrandGone&) -> model::Message { return model::ErrandDone{replied.id, fault(replied)}; },
            [&](const Certificate&) -> model::Message {
                return model::CertificateRegistered{replied.id, fault(replied)};
            },
            [&](const RingGone&) -> model::Message { return model::RingAnswered{replied.id, fault(replied)}; },
            [&](const ConditionGone&) -> model::Message { return model::ConditionTold{replied.id, fault(replied)}; },
            [&](const Clip& clip) -> model::Message {
                if (auto error = fault(replied)) {
                    return model::ClipFailed{clip.id, std::move(*error)};
                }
                return model::ClipStored{clip.id};
            },
        },
        asked);
}

model::Message Effects::photo_came(const std::string& name, contract::Result<client::Answer> result) {
    auto photo = only<client::PhotoBytes>(std::move(result));
    if (!photo) {
        return model::PhotoFailed{name, std::move(photo.error())};
    }
    if (!parts_.disk.store_photo(name, photo->jpeg)) {
        return model::PhotoFailed{
            name, {contract::ErrorKind::Broken, {}, "the photo could not be written"}};
    }
    parts_.photo_changed(name);
    return model::PhotoStored{name};
}

}  // namespace anju::app
