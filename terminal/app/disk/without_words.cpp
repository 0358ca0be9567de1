// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/without_words.hpp"

#include "terminal/model/overloaded.hpp"

namespace anju::disk {
namespace {

class Hide {
  public:
    explicit Hide(Placeholders& placeholders) : placeholders_(placeholders) {}

    void operator()(std::string& text) { text = placeholders_.of(text); }
    void operator()(contract::Error& error) { (*this)(error.context); }
    void operator()(contract::Message& message) { (*this)(message.text); }
    void operator()(contract::Household& household) {
        (*this)(household.name);
        (*this)(household.person.name);
        (*this)(household.person.called);
        (*this)(household.person.called_latin);
        (*this)(household.help_number);
        for (auto& member : household.members) {
            (*this)(member.name);
            (*this)(member.name_latin);
        }
        if (household.weather) {  // tells the town
            (*this)(household.weather->word);
            (*this)(household.weather->advice);
        }
    }
    void operator()(contract::Visit& visit) {
        (*this)(visit.visitor.name);
        (*this)(visit.visitor.name_latin);
    }
    void operator()(contract::Alarm& alarm) {
        if (alarm.by) {
            (*this)(alarm.by->name);
            (*this)(alarm.by->place);
        }
        if (alarm.responder) {
            (*this)(alarm.responder->name);
        }
        for (auto& name : alarm.family) {
            (*this)(name);
        }
    }
    void operator()(contract::Snapshot& snapshot) {
        (*this)(snapshot.box_number);
        (*this)(snapshot.household);
        for (auto& message : snapshot.messages) {
            (*this)(message);
        }
        for (auto& visit : snapshot.visits) {
            (*this)(visit);
        }
    }
    void operator()(contract::PairingCode& code) {
        (*this)(code.device_code);
        (*this)(code.user_code);
        (*this)(code.verification_uri);
        (*this)(code.verification_uri_complete);
    }
    void operator()(contract::Paired& paired) { (*this)(paired.box_number); }
    template <class T>
    void operator()(contract::Result<T>& result) {
        result ? (*this)(*result) : (*this)(result.error());
    }

    void operator()(model::Started& started) {
        if (started.paired) {
            (*this)(started.paired->box_number);
        }
        if (started.cached) {
            (*this)(*started.cached);
        }
    }
    void operator()(model::Asked& asked) {
        if (auto* read = std::get_if<model::ReadAloud>(&asked.intent)) {
            (*this)(read->text);
        }
    }
    void operator()(model::KeyTouched&) {}
    void operator()(model::Tick&) {}
    void operator()(model::PairingCodeReceived& message) { (*this)(message.result); }
    void operator()(model::PairingPolled& message) { (*this)(message.result); }
    void operator()(model::SnapshotReceived& message) { (*this)(message.result); }
    void operator()(model::SeenAcknowledged& message) { (*this)(message.result); }
    void operator()(model::PhotoStored&) {}
    void operator()(model::PhotoFailed& message) { (*this)(message.error); }
    void operator()(model::StreamOpened&) {}
    void operator()(model::StreamLost& message) { (*this)(message.error); }
    void operator()(model::Heard& message) {
        std::visit(model::overloaded{
                       [&](contract::HouseholdChanged& changed) { (*this)(changed.household); },
                       [&](contract::MessageChanged& changed) { (*this)(changed.message); },
                       [](contract::Unpaired&) {},
                       [&](contract::VisitChanged& changed) { (*this)(changed.visit); },
                       [](contract::SignalCame& came) { came.signal.text.clear(); },  // addresses of the home
                       [](contract::PresenceChanged&) {},
                       [&](contract::BoxRings& rings) { (*this)(rings.by); },
                       [&](contract::AlarmChanged& changed) { (*this)(changed.alarm); },
                       [](contract::DeskChanged& changed) { changed.alarm = {}; },  // not for a box
                       [](contract::SeatChanged& changed) { changed.seat = {}; },
                       [](contract::BoxHealthChanged& changed) { changed.box = {}; }},
                   message.event.body);
    }
    void operator()(model::SoundChanged&) {}
    void operator()(model::VisitsLacking&) {}
    void operator()(model::GaugesRead&) {}
    void operator()(model::CallMoved& message) {
        if (auto* up = std::get_if<call::MediaUp>(&message.event)) {
            for (auto& word : up->words) {
                (*this)(word);
            }
        }
    }
    void operator()(model::SignalMade& message) { message.signal.text.clear(); }  // addresses of the home
    void operator()(contract::VisitTicket& ticket) {
        (*this)(ticket.visit);
        (*this)(ticket.box_fingerprint);
        ticket.ice.clear();
    }
    void operator()(contract::Invitation& invitation) {
        (*this)(invitation.code);
        (*this)(invitation.link);
        (*this)(invitation.visit_page);
    }
    void operator()(model::TicketReceived& message) { (*this)(message.result); }
    void operator()(model::SignalSent& message) { hide_error(message.error); }
    void operator()(model::ErrandDone& message) { hide_error(message.error); }
    void operator()(model::InvitationReceived& message) { (*this)(message.result); }
    void operator()(model::CertificateRegistered& message) { hide_error(message.error); }
    void operator()(model::DevicesSeen&) {}
    void operator()(model::LiveSeen&) {}
    void operator()(model::RecordingEnded&) {}
    void operator()(model::ClipStored&) {}
    void operator()(model::ClipFailed& message) { (*this)(message.error); }
    void operator()(model::ClipEnded&) {}
    void operator()(model::RingAnswered& message) { hide_error(message.error); }
    void operator()(model::MachineSeen&) {}
    void operator()(model::GuardSaid& message) {
        if (message.said.alarm) {
            (*this)(*message.said.alarm);
        }
    }
    void operator()(model::GuardGone&) {}
    void operator()(model::ConditionTold& message) { hide_error(message.error); }

  private:
    void hide_error(std::optional<contract::Error>& error) {
        if (error) {
            (*this)(*error);
        }
    }

    Placeholders& placeholders_;
};

}  // namespace

model::Message without_words(model::Message message, Placeholders& placeholders) {
    Hide hide(placeholders);
    std::visit(hide, message);
    return message;
}

}  // namespace anju::disk
