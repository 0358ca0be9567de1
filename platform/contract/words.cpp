// SPDX-License-Identifier: Apache-2.0
// The words of the contract's enums; a new value without a word does not compile.
#include "platform/contract/codec.hpp"

namespace anju::contract {

std::string_view word(Capability value) {
    switch (value) {
        case Capability::Messages:
            return "messages";
        case Capability::Visits:
            return "visits";
        case Capability::Consults:
            return "consults";
        case Capability::Medicines:
            return "medicines";
        case Capability::Meals:
            return "meals";
        case Capability::Services:
            return "services";
        case Capability::Health:
            return "health";
        case Capability::Help:
            return "help";
    }
    return "";
}

std::string_view word(Relation value) {
    switch (value) {
        case Relation::Daughter:
            return "daughter";
        case Relation::Son:
            return "son";
        case Relation::DaughterInLaw:
            return "daughter_in_law";
        case Relation::SonInLaw:
            return "son_in_law";
        case Relation::Granddaughter:
            return "granddaughter";
        case Relation::Grandson:
            return "grandson";
        case Relation::Spouse:
            return "spouse";
        case Relation::Sister:
            return "sister";
        case Relation::Brother:
            return "brother";
        case Relation::Niece:
            return "niece";
        case Relation::Nephew:
            return "nephew";
        case Relation::Neighbour:
            return "neighbour";
        case Relation::Friend:
            return "friend";
        case Relation::CommunityWorker:
            return "community_worker";
        case Relation::Other:
            return "other";
    }
    return "";
}

std::string_view word(Role value) {
    switch (value) {
        case Role::Administrator:
            return "administrator";
        case Role::Technician:
            return "technician";
        case Role::Manager:
            return "manager";
        case Role::Responder:
            return "responder";
        case Role::Operator:
            return "operator";
    }
    return "";
}

std::string_view word(PlaceKind value) {
    switch (value) {
        case PlaceKind::City:
            return "city";
        case PlaceKind::District:
            return "district";
        case PlaceKind::Town:
            return "town";
        case PlaceKind::Institution:
            return "institution";
    }
    return "";
}

std::string_view word(StaffState value) {
    switch (value) {
        case StaffState::Invited:
            return "invited";
        case StaffState::Active:
            return "active";
        case StaffState::Ended:
            return "ended";
    }
    return "";
}

std::string_view word(Author value) {
    switch (value) {
        case Author::Staff:
            return "staff";
        case Author::Family:
            return "family";
        case Author::Tv:
            return "tv";
        case Author::Import:
            return "import";
        case Author::System:
            return "system";
    }
    return "";
}

std::string_view word(BoxState value) {
    switch (value) {
        case BoxState::Offline:
            return "offline";
        case BoxState::Online:
            return "online";
        case BoxState::Moving:
            return "moving";
        case BoxState::NotInstalled:
            return "not_installed";
        case BoxState::Lost:
            return "lost";
    }
    return "";
}

std::string_view word(RingHow value) {
    switch (value) {
        case RingHow::Rang:
            return "rang";
        case RingHow::NoSound:
            return "no_sound";
        case RingHow::Night:
            return "night";
        case RingHow::Busy:
            return "busy";
    }
    return "";
}

std::string_view word(Part value) {
    switch (value) {
        case Part::Unknown:
            return "unknown";
        case Part::Missing:
            return "missing";
        case Part::Ready:
            return "ready";
        case Part::InUse:
            return "in_use";
    }
    return "";
}

std::string_view word(StopWhy value) {
    switch (value) {
        case StopWhy::ShutDown:
            return "shut_down";
        case StopWhy::Update:
            return "update";
        case StopWhy::Restart:
            return "restart";
        case StopWhy::Fault:
            return "fault";
        case StopWhy::PowerLost:
            return "power_lost";
    }
    return "";
}

}  // namespace anju::contract
