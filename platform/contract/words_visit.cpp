// SPDX-License-Identifier: Apache-2.0
// The words of the enums of visits; a new value without a word does not compile.
#include "platform/contract/codec.hpp"

namespace anju::contract {

std::string_view word(VisitSide value) {
    switch (value) {
        case VisitSide::Tv:
            return "tv";
        case VisitSide::Phone:
            return "phone";
    }
    return "";
}

std::string_view word(VisitStage value) {
    switch (value) {
        case VisitStage::Ringing:
            return "ringing";
        case VisitStage::Answered:
            return "answered";
        case VisitStage::Ended:
            return "ended";
    }
    return "";
}

std::string_view word(VisitEnd value) {
    switch (value) {
        case VisitEnd::HungUp:
            return "hung_up";
        case VisitEnd::Declined:
            return "declined";
        case VisitEnd::Cancelled:
            return "cancelled";
        case VisitEnd::Missed:
            return "missed";
        case VisitEnd::Busy:
            return "busy";
        case VisitEnd::Lost:
            return "lost";
        case VisitEnd::Failed:
            return "failed";
        case VisitEnd::Blocked:
            return "blocked";
        case VisitEnd::Alarm:
            return "alarm";
    }
    return "";
}

std::string_view word(VisitAnswer value) {
    switch (value) {
        case VisitAnswer::Pressed:
            return "pressed";
        case VisitAnswer::Automatic:
            return "automatic";
    }
    return "";
}

std::string_view word(GuestWay value) {
    switch (value) {
        case GuestWay::Link:
            return "link";
        case GuestWay::Code:
            return "code";
    }
    return "";
}

std::string_view word(SignalKind value) {
    switch (value) {
        case SignalKind::Offer:
            return "offer";
        case SignalKind::Answer:
            return "answer";
        case SignalKind::Candidate:
            return "candidate";
        case SignalKind::Again:
            return "again";
        case SignalKind::State:
            return "state";
    }
    return "";
}

std::string_view word(Sends value) {
    switch (value) {
        case Sends::Picture:
            return "picture";
        case Sends::LowPicture:
            return "low_picture";
        case Sends::Still:
            return "still";
        case Sends::SoundOnly:
            return "sound_only";
        case Sends::Nothing:
            return "nothing";
    }
    return "";
}

std::string_view word(SendsWhy value) {
    switch (value) {
        case SendsWhy::Chosen:
            return "chosen";
        case SendsWhy::NoDevice:
            return "no_device";
        case SendsWhy::WeakNetwork:
            return "weak_network";
        case SendsWhy::Slow:
            return "slow";
    }
    return "";
}

std::string_view word(VisitPolicy value) {
    switch (value) {
        case VisitPolicy::Ring:
            return "ring";
        case VisitPolicy::Automatic:
            return "automatic";
        case VisitPolicy::AutomaticByDay:
            return "automatic_by_day";
        case VisitPolicy::AutomaticInAlarm:
            return "automatic_in_alarm";
    }
    return "";
}

}  // namespace anju::contract
