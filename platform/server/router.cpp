// SPDX-License-Identifier: Apache-2.0
#include "platform/server/router.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <iterator>

#include "platform/server/handlers/handlers.hpp"

namespace anju::server {
namespace {

using contract::Caller;
using contract::Method;
using contract::Route;
namespace routes = contract::routes;

struct Entry {
    const Route& route;
    Handler handle;
};

constexpr Entry kEntries[] = {
    {routes::kPairingStart, pairing::start},
    {routes::kPairingPoll, pairing::poll},
    {routes::kTvSnapshot, tv::snapshot},
    {routes::kTvEvents, tv::events},
    {routes::kTvPhoto, tv::photo},
    {routes::kTvSeen, tv::seen},
    {routes::kTvRing, tv::answer_ring},
    {routes::kTvCondition, tv::condition},
    {routes::kTvAlarm, alarms::report},
    {routes::kTvAlarmEvents, alarms::events},
    {routes::kTvAlarmNow, alarms::now},
    {routes::kTvHeartbeat, alarms::beat},
    {routes::kTvTest, alarms::test},
    {routes::kTvVisit, tv_visits::place},
    {routes::kTvVisits, tv_visits::log},
    {routes::kTvVisitsSeen, tv_visits::seen},
    {routes::kTvVisitTicket, tv_visits::ticket},
    {routes::kTvVisitAnswer, tv_visits::answer},
    {routes::kTvVisitSignal, tv_visits::signal},
    {routes::kTvVisitEnd, tv_visits::end},
    {routes::kTvCertificate, tv_visits::certificate},
    {routes::kTvRules, tv_visits::rules},
    {routes::kTvInvitation, tv_visits::invitation},
    {routes::kTvClipUpload, tv::leave_film},
    {routes::kTvClip, tv::film},
    {routes::kVisitorSession, visitor::open_session},
    {routes::kVisitorHome, visitor::home},
    {routes::kVisitorPhoto, visitor::photo},
    {routes::kVisitorVisit, visitor::place},
    {routes::kVisitorTicket, visitor::ticket},
    {routes::kVisitorAnswer, visitor::answer},
    {routes::kVisitorRings, visitor::rings},
    {routes::kVisitorLeft, visitor::left},
    {routes::kVisitorSignal, visitor::signal},
    {routes::kVisitorEnd, visitor::end},
    {routes::kVisitorEvents, visitor::events},
    {routes::kFamilyFree, family::free_from},
    {routes::kFamilyRules, family::rules},
    {routes::kFamilyQuiet, family::quiet},
    {routes::kFamilyPhones, family::phones},
    {routes::kFamilyPhoneGone, family::phone_gone},
    {routes::kFamilyLink, family::new_link},
    {routes::kFamilyMemberLink, family::new_link},
    {routes::kFamilyInvite, family::invite},
    {routes::kFamilyInvitations, family::invitations},
    {routes::kFamilyUninvite, family::uninvite},
    {routes::kFamilySession, family::open_session},
    {routes::kFamilyHome, family::home},
    {routes::kFamilyEvents, family::events},
    {routes::kFamilyPhotoUpload, family::upload_photo},
    {routes::kFamilyPhoto, family::photo},
    {routes::kFamilyMessage, family::post_message},
    {routes::kFamilyClipUpload, family::upload_film},
    {routes::kFamilyClip, family::film},
    {routes::kFamilyClipSeen, family::film_seen},
    {routes::kStaffSignIn, staff::sign_in},
    {routes::kStaffSignOut, staff::sign_out},
    {routes::kStaffSelf, staff::self},
    {routes::kStaffPairing, pairing::find},
    {routes::kStaffApprove, pairing::approve},
    {routes::kStaffHouseholds, staff::households},
    {routes::kStaffHome, staff::home},
    {routes::kStaffNewHome, staff::make_home},
    {routes::kStaffFact, staff::edit_fact},
    {routes::kStaffContacts, staff::edit_contacts},
    {routes::kStaffRecord, staff::edit_record},
    {routes::kStaffReadings, staff::readings},
    {routes::kStaffNewReading, staff::add_reading},
    {routes::kStaffReadingGone, staff::withdraw_reading},
    {routes::kStaffPersonPhoto, staff::set_photo},
    {routes::kStaffPersonPhotoGone, staff::remove_photo},
    {routes::kStaffIdNumber, staff::reveal_id_number},
    {routes::kStaffRelatives, staff::relatives},
    {routes::kStaffFirstContact, staff::set_first_contact},
    {routes::kStaffMemberFact, staff::edit_relative},
    {routes::kStaffMemberPhoto, staff::set_member_photo},
    {routes::kStaffMemberPhotoGone, staff::remove_member_photo},
    {routes::kStaffMemberRights, staff::set_rights},
    {routes::kStaffNewRelative, staff::add_relative},
    {routes::kStaffMemberLink, staff::make_card},
    {routes::kStaffMemberLinkGone, staff::end_link},
    {routes::kStaffChanges, staff::changes},
    {routes::kStaffWords, staff::words},
    {routes::kStaffClose, staff::close_home},
    {routes::kStaffImport, lists::bring},
    {routes::kStaffImportRows, lists::rows},
    {routes::kStaffImportRefused, lists::refused_rows},
    {routes::kStaffImportApply, lists::apply},
    {routes::kStaffExport, lists::all},
    {routes::kStaffPhoto, staff::photo},
    {routes::kStaffPlaces, staff::places},
    {routes::kStaffNewPlace, staff::make_place},
    {routes::kStaffPlaceName, staff::rename_place},
    {routes::kStaffPlaceClose, staff::close_place},
    {routes::kStaffPeople, staff::people},
    {routes::kStaffInvite, staff::invite_person},
    {routes::kStaffPerson, staff::person},
    {routes::kStaffPersonFact, staff::edit_person},
    {routes::kStaffPersonLink, staff::person_link},
    {routes::kStaffPersonEnd, staff::end_person},
    {routes::kStaffSignIns, staff::sign_ins},
    {routes::kStaffSignInGone, staff::end_sign_in},
    {routes::kStaffPassword, staff::change_password},
    {routes::kStaffWelcome, staff::welcome},
    {routes::kStaffChoose, staff::choose_password},
    {routes::kStaffBoxes, staff::boxes},
    {routes::kStaffBox, staff::box},
    {routes::kStaffBoxAct, staff::act_on_box},
    {routes::kStaffBoxRing, staff::ring_box},
    {routes::kDesk, desk::all},
    {routes::kDeskSeat, desk::sit},
    {routes::kDeskEvents, desk::events},
    {routes::kDeskAlarm, desk::card},
    {routes::kDeskAccept, desk::accept},
    {routes::kDeskNote, desk::note},
    {routes::kDeskOutcome, desk::outcome},
    {routes::kDeskCalledBack, desk::called_back},
    {routes::kDeskClose, desk::close},
    {routes::kDeskTalk, desk_talks::place},
    {routes::kDeskTalkTicket, desk_talks::ticket},
    {routes::kDeskTalkSignal, desk_talks::signal},
    {routes::kDeskTalkEnd, desk_talks::end},
    {routes::kDeskTalkEvents, desk_talks::events},
    {routes::kDeskTalkWith, desk_talks::with},
    {routes::kDeskBoxes, desk::boxes},
    {routes::kDeskExport, desk::whole},
    {routes::kDeskFigures, desk::figures},
    {routes::kDeskResponders, desk::responders},
    {routes::kDeskSend, desk::send_responder},
    {routes::kDeskAmbulance, desk::ambulance},
    {routes::kDeskHandOver, desk::hand_over},
    {routes::kResponderHome, responder::home},
    {routes::kResponderAnswer, responder::answer},
    {routes::kHealth, health::alive},
    {routes::kReady, health::ready},
};

std::string_view word(Method method) {
    switch (method) {
        case Method::Get: return "GET";
        case Method::Post: return "POST";
        case Method::Delete: return "DELETE";
    }
    return "";
}

// HEAD is answered as GET; the listener leaves the body away.
bool means(std::string_view method, Method wanted) {
    return method == word(wanted) || (method == "HEAD" && wanted == Method::Get);
}

std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);  // the slash
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

// The part that stands for {…}; empty for a pattern without one; nothing when the path is another.
std::optional<std::string> match(std::string_view pattern, std::string_view path) {
    std::string part;
    while (pattern.starts_with('/') && path.starts_with('/')) {
        const auto wanted = next_segment(pattern);
        const auto given = next_segment(path);
        if (wanted.starts_with('{')) {
            if (!is_id(given)) return std::nullopt;
            part = given;
        } else if (wanted != given) {
            return std::nullopt;
        }
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return part;
}

struct Found {
    const Entry* entry = nullptr;  // null: only other methods are known here
    std::string part;
    std::string allow;  // empty: no such address
};

Found find(const Request& request) {
    Found found;
    bool by_name = false;  // /alarms/events is no alarm whose id is "events"
    for (const Entry& entry : kEntries) {
        auto part = match(entry.route.path, request.path());
        if (!part || (by_name && !part->empty())) continue;
        by_name = part->empty();
        found.allow.append(found.allow.empty() ? "" : ", ").append(word(entry.route.method));
        if (entry.route.method == Method::Get) found.allow.append(", HEAD");
        if (means(request.method, entry.route.method)) {
            found.entry = &entry;
            found.part = std::move(*part);
        }
    }
    return found;
}

bool takes_photo(const Route& route) { return &route == &routes::kFamilyPhotoUpload || &route == &routes::kStaffPersonPhoto || &route == &routes::kStaffMemberPhoto; }
bool takes_signal(const Route& route) { return &route == &routes::kTvVisitSignal || &route == &routes::kVisitorSignal || &route == &routes::kDeskTalkSignal; }
bool takes_film(const Route& route) { return &route == &routes::kTvClipUpload || &route == &routes::kFamilyClipUpload; }
bool takes_list(const Route& route) { return &route == &routes::kStaffImport; }
bool takes_nothing(const Route& route) {
    return &route == &routes::kFamilyClipSeen || &route == &routes::kVisitorLeft || &route == &routes::kStaffClose || &route == &routes::kStaffPlaceClose ||
           &route == &routes::kStaffPersonLink || &route == &routes::kStaffIdNumber || &route == &routes::kStaffBoxRing || &route == &routes::kStaffPersonEnd ||
           &route == &routes::kDeskAccept || &route == &routes::kDeskClose;
}
bool takes_json(const Route& route) {
    return route.method == Method::Post && !takes_photo(route) && !takes_film(route) && !takes_list(route) && !takes_nothing(route);
}

std::optional<Response> wrong_type(const Request& request, const Route& route) {
    std::string_view type = request.header("Content-Type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ')) type.remove_suffix(1);
    if (takes_json(route) && !same_word(type, "application/json")) {
        return problem(415, "unsupported_media_type", "The body must be application/json.");
    }
    if (takes_film(route) && !same_word(type, "video/mp4") && !same_word(type, "video/webm")) {
        return problem(415, "clip_unsupported", "The body must be the bytes of an MP4 or WebM film.");
    }
    if (takes_photo(route) && !type.empty() && !same_word(type.substr(0, 6), "image/") &&
        !same_word(type, "application/octet-stream")) {
        return problem(415, "photo_unsupported", "The body must be the bytes of a JPEG, PNG or WebP picture.");
    }
    return std::nullopt;
}

// Cookies ride along with whatever a page elsewhere sends; so do the calls that set one.
bool guarded_by_origin(const Route& route) {
    const bool by_cookie = route.caller == Caller::Family || route.caller == Caller::Staff || route.caller == Caller::Visitor;
    return route.method != Method::Get && (by_cookie || &route == &routes::kFamilySession ||
                                           &route == &routes::kVisitorSession || &route == &routes::kStaffSignIn ||
                                           &route == &routes::kStaffChoose);
}

// Everything but the body; also finds out who asks.
std::optional<Response> refuse(const Request& request, const Route& route, std::optional<std::uint64_t> length,
                               const Context& context, KnownCaller& caller) {
    if (guarded_by_origin(route) && !from_our_pages(request, context.site)) {
        return problem(403, "foreign_origin", "This may only be sent by the platform's own pages.");
    }
    auto known = caller_of(request, route.caller, context);
    if (!known) return std::move(known.error());
    caller = std::move(*known);
    if (route.idempotent_key && !is_id(request.header("Idempotency-Key"))) {
        return problem(400, "idempotency_key_missing", "The header Idempotency-Key must be 1 to 64 letters, digits, - or _.");
    }
    if (auto wrong = wrong_type(request, route)) return wrong;
    if (length && *length > body_limit(request)) return too_large(std::string(body_limit_code(request)), body_limit(request));
    return std::nullopt;
}

Response options(std::string allow) {
    Response response;
    response.status = 204;
    return response.with("Allow", std::move(allow));
}

Response routed(const Request& request, const Context& context) {
    Found found = find(request);
    if (found.allow.empty()) {
        auto page = context.site.pages.answer(request);
        return page ? std::move(*page) : not_found();
    }
    if (request.method == "OPTIONS") return options(std::move(found.allow));
    if (!found.entry) return method_not_allowed(std::move(found.allow));
    KnownCaller caller;
    if (auto no = refuse(request, found.entry->route, request.body.size(), context, caller)) return std::move(*no);
    return found.entry->handle({request, context, caller, std::move(found.part)});
}

// On a worker nobody else would catch it.
Response broken(const Request& request, const std::exception& failure) {
    fmt::print(stderr, "anju-platform: {} {} failed: {}\n", request.method, pattern_of(request), failure.what());
    return problem(500, "broken", "The platform made a mistake; nothing is known to have changed.");
}

}  // namespace

std::size_t body_limit(const Request& head) {
    const Found found = find(head);
    if (!found.entry) return contract::kMaxJsonBytes;
    if (takes_photo(found.entry->route)) return contract::kMaxPhotoBytes;
    if (takes_film(found.entry->route)) return contract::kMaxClipBytes;
    if (takes_list(found.entry->route)) return contract::kMaxListBytes;
    return takes_signal(found.entry->route) ? contract::kMaxSignalBytes : contract::kMaxJsonBytes;
}

std::string_view body_limit_code(const Request& head) {
    const auto limit = body_limit(head);
    return limit == contract::kMaxPhotoBytes ? "photo_too_large" : limit == contract::kMaxClipBytes ? "clip_too_large" : limit == contract::kMaxListBytes ? "list_too_large" : "body_too_large";
}

void harden(Response& response) {
    if (response.header("Cache-Control").empty()) response.with("Cache-Control", "no-store");
    response.with("X-Content-Type-Options", "nosniff");
    response.with("Referrer-Policy", "no-referrer");
    response.with("Cross-Origin-Resource-Policy", "same-origin");
    if (response.header("Content-Security-Policy").empty()) {
        response.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
}

std::optional<Response> refuse_early(const Request& head, std::optional<std::uint64_t> length, const Context& context) {
    const Found found = find(head);
    std::optional<Response> no;
    try {
        KnownCaller caller;
        no = found.entry ? refuse(head, found.entry->route, length, context, caller) : routed(head, context);
    } catch (const std::exception& failure) {
        no = broken(head, failure);
    }
    if (no) harden(*no);
    return no;
}

Response answer(const Request& request, const Context& context) {
    Response response;
    try {
        response = routed(request, context);
    } catch (const std::exception& failure) {
        response = broken(request, failure);
    }
    harden(response);
    return response;
}

std::string_view pattern_of(const Request& request) {
    const Found found = find(request);
    return found.entry ? found.entry->route.path : "(page)";
}

bool calls_for_help(const Request& request) {
    const std::string_view path = request.path();
    if (path == routes::kTvAlarmEvents.path) return false;  // a whole estate opens them at once; desks are few, and blind without
    if (path == routes::kDeskFigures.path || path == routes::kDeskBoxes.path || (path.starts_with("/v1/desk/") && path.ends_with("/export"))) return false;  // nobody waits for help meanwhile
    return path == routes::kTvAlarm.path || path == routes::kDesk.path || path.starts_with("/v1/tv/alarms/") || path.starts_with("/v1/desk/");
}
bool reports_help(const Request& request) { return request.path() == routes::kTvAlarm.path; }
bool is_of_desk(const Request& request) { return request.path() == routes::kDesk.path || request.path().starts_with("/v1/desk/"); }
bool goes_ahead(const Request& request) {
    constexpr const Route* kAhead[] = {
        &routes::kStaffSignIn,   &routes::kTvHeartbeat,   &routes::kTvVisitTicket, &routes::kTvVisitAnswer, &routes::kTvVisitSignal, &routes::kTvVisitEnd,      &routes::kTvCertificate,
        &routes::kVisitorSession, &routes::kVisitorAnswer, &routes::kVisitorRings,  &routes::kVisitorSignal, &routes::kVisitorEnd,    &routes::kVisitorLeft,     &routes::kResponderAnswer,
    };
    const Found found = find(request);
    return found.entry && std::ranges::find(kAhead, &found.entry->route) != std::end(kAhead);
}
bool asks_for_life(const Request& request) { return request.path() == routes::kHealth.path; }
bool asks_for_readiness(const Request& request) { return request.path() == routes::kReady.path; }

}  // namespace anju::server
