// SPDX-License-Identifier: Apache-2.0
#include "platform/server/problems.hpp"

#include <fmt/core.h>

#include <chrono>
#include <mutex>

#include "platform/contract/codec.hpp"
#include "platform/contract/problem.hpp"

namespace anju::server {
namespace {

struct Known {
    std::string_view code;
    int status;
    std::string_view title;
};

// Every rule the repository can name, as a status and a sentence.
constexpr Known kKnown[] = {
    {"authorization_pending", 400, "The code has not been approved yet."},
    {"slow_down", 400, "The polls come too fast."},
    {"expired_token", 400, "The code has expired; ask for a new one."},
    {"key_hash_malformed", 400, "The key's hash must be 64 hexadecimal digits."},
    {"name_too_long", 422, "Model and version have at most 64 characters each."},
    {"wrong_name_or_password", 401, "Name or password is wrong."},
    {"too_many_tries", 429, "Too many tries; wait before the next one."},
    {"too_many_pending_photos", 409, "Too many photos wait to be sent; send or forget them first."},
    {"empty_message", 422, "A message needs words, a photo or a film."},
    {"text_too_long", 422, "The text is longer than 500 characters."},
    {"too_many_photos", 422, "A message carries at most 9 photos."},
    {"unknown_photo", 422, "A photo of this message is not there."},
    {"unknown_clip", 422, "The film of this message is not there."},
    {"too_many_pending_clips", 409, "Too many films wait to be sent; send or forget them first."},
    {"idempotency_key_reused", 409, "This Idempotency-Key was used for another request."},
    {"key_in_use", 409, "This key already belongs to a terminal."},
    {"too_many_phones", 409, "Five phones have opened this link; take one back first."},
    {"link_not_valid", 403, "This link is not valid, or has been taken back."},
    {"not_yet", 409, "The time of this invitation has not come yet."},
    {"name_missing", 422, "A guest must say a name."},
    {"guest_name_too_long", 422, "A guest's name has 1 to 20 characters."},
    {"invitation_time", 422, "The time of an invitation lies within the next 60 days."},
    {"too_many_invitations", 409, "Too many invitations are open; take one back first."},
    {"tv_offline", 409, "No TV of this home can be reached now."},
    {"busy", 409, "A visit is under way there."},
    {"taken", 409, "Another phone has answered already."},
    {"visit_ended", 409, "This visit has ended."},
    {"visit_id_taken", 409, "Another visit has this id."},
    {"visit_id_malformed", 422, "A visit's id must be 26 of a-z and 2-7."},
    {"signal_not_yours", 422, "Only the other side may say this."},
    {"signal_too_long", 413, "The text of a signal is too long."},
    {"signal_empty", 422, "This signal says nothing."},
    {"too_many_signals", 429, "Too many signals; wait before the next one."},
    {"too_many_visits", 422, "Too many visits at once."},
    {"certificate_unknown", 409, "This box has not said its certificate yet."},
    {"rule_changed", 409, "This is not what is proposed now."},
    {"not_first_contact", 403, "Only the first contact of this home may do this."},
    {"message_not_allowed", 403, "This home has not opened messages to you; its care station can change that."},
    {"visit_not_allowed", 403, "This home has not opened video calls to you; its care station can change that."},
    {"relative_may_not_visit", 403, "This relative may not call; the care station of the home can change that."},
    {"import_has_refusals", 409, "Rows of this list are refused; nothing was written."},
    {"role_missing", 403, "This needs another role."},
    {"changed_meanwhile", 409, "Somebody has changed this meanwhile; look at it again."},
    {"household_closed", 409, "This home is closed."},
    {"household_exists", 409, "This home is registered already."},
    {"too_many_contacts", 422, "A home has at most 20 contacts."},
    {"name_taken", 409, "Somebody else signs in by this name."},
    {"name_malformed", 422, "A name for signing in has 2 to 40 characters and no blank."},
    {"title_empty", 422, "A name may not be empty."},
    {"title_too_long", 422, "A name has at most 40 characters."},
    {"role_unknown", 422, "Somebody has one role or more, each once."},
    {"kind_misplaced", 422, "A place of this kind cannot be there."},
    {"place_name_taken", 409, "A place of this name is there already."},
    {"place_closed", 409, "This place is closed."},
    {"place_own", 409, "One's own place is closed by who is above."},
    {"place_not_empty", 409, "Places, homes, boxes or staff are there still."},
    {"last_administrator", 409, "Nobody else could administer the whole any more."},
    {"staff_ended", 409, "This person has ended."},
    {"wrong_password", 422, "The present password is another."},
    {"password_too_short", 422, "A password has 10 characters or more."},
    {"password_too_long", 422, "A password has at most 200 characters."},
    {"password_common", 422, "This is one of the passwords that everybody tries first."},
    {"password_is_name", 422, "A password must not be a name of this person or place."},
    {"fact_unknown", 422, "There is no such fact."},
    {"fact_required", 422, "This may not be empty."},
    {"fact_too_long", 422, "This is too long."},
    {"not_text", 422, "This is no text."},
    {"date_malformed", 422, "A date is written 1944-03-09."},
    {"date_impossible", 422, "There is no such day, or it has not come yet."},
    {"phone_malformed", 422, "A phone number has 3 to 15 digits."},
    {"id_number_malformed", 422, "An identity number has 18 characters, with a day of birth in it."},
    {"id_number_check", 422, "The last character of the identity number does not fit the others."},
    {"word_unknown", 422, "This is none of the words that are known here."},
    {"reading_impossible", 422, "No living person has this; perhaps it is in another unit."},
    {"pressure_upside_down", 422, "The pressure above is higher than the one below."},
    {"measured_too_late", 422, "It was measured at a time that has not come yet."},
    {"measured_too_early", 422, "It was measured before the year 2000."},
    {"amount_impossible", 422, "An amount is from 0.01 to 1,000,000 yuan."},
    {"until_before_from", 422, "It would end before it begins."},
    {"record_overlaps", 409, "A subsidy of this kind is granted for the same months already."},
    {"too_many_records", 409, "A home has at most 200 subsidies and assessments."},
    {"member_name_taken", 409, "A relative of this home has this name already."},
    {"too_many_members", 409, "A home has at most 40 relatives."},
    {"box_number_wrong", 422, "This is not the number of the box."},
    {"box_same_home", 422, "The box stands in this home already."},
    {"box_not_so", 409, "This cannot be done with a box in this state."},
    {"box_offline", 409, "The box cannot be reached now."},
    {"beat_malformed", 422, "A part of this heartbeat cannot be so."},
    {"report_malformed", 422, "A part of this report cannot be so."},
    {"report_of_another", 409, "Another box has reported this."},
    {"report_sequence", 409, "This run of presses was reported with another sequence number."},
    {"alarm_taken", 409, "Somebody else has this alarm."},
    {"alarm_waiting", 409, "Nobody has this alarm yet; accept it first."},
    {"alarm_cancelled", 409, "This alarm was cancelled at the box; what is left is to call back."},
    {"alarm_closed", 409, "This alarm is closed."},
    {"alarm_open", 409, "A call for help of this home is open; the desk ends it first."},
    {"alarm_in_hand", 409, "Whoever has an alarm closes it before going off duty."},
    {"talk_missing", 409, "Nobody talks with this home now; begin the talk first."},
    {"talk_full", 409, "A relative is in this talk already, or is being called."},
    {"seat_off_duty", 409, "Go on duty first."},
    {"outcome_missing", 409, "An alarm is closed with an outcome."},
    {"outcome_unknown", 422, "This is none of the outcomes."},
    {"no_call_back", 409, "Nobody has to call back there."},
    {"note_too_long", 422, "A note has at most 2,000 characters."},
    {"responder_not_found", 404, "Nobody of this place or those above goes there by this name."},
    {"responder_replaced", 409, "Somebody else was sent after this."},
    {"responder_phone_missing", 422, "Who is sent has a telephone number."},
    {"no_sign_in", 409, "A responder signs in nowhere; there is no password to choose."},
    {"seat_not_there", 409, "Nobody on duty there can take it now."},
    {"answer_unknown", 422, "This is none of the answers."},
    {"minutes_impossible", 422, "Minutes are from 1 to 180, and only of who is on the way."},
    {"rang_just_now", 429, "The box was made to ring a moment ago."},
    {"free_from_malformed", 422, "The hour must be written 18:00, or be empty."},
    {"fingerprint_malformed", 422, "The fingerprint must be sha-256 and 32 pairs of digits, colons between."},
};

int default_status(Trouble kind) {
    switch (kind) {
        case Trouble::NotFound: return 404;
        case Trouble::Conflict: return 409;
        case Trouble::Refused: return 422;
        case Trouble::Unavailable: return 503;
    }
    return 500;
}

std::string_view default_title(Trouble kind) {
    switch (kind) {
        case Trouble::NotFound: return "There is no such thing here.";
        case Trouble::Conflict: return "It is there in another shape.";
        case Trouble::Refused: return "A rule of the platform does not allow this.";
        case Trouble::Unavailable: return "The platform cannot store anything right now; nothing was changed.";
    }
    return "";
}

// The operator must learn why; a full disk would say it a thousand times a second.
void say_why(const RepositoryError& error) {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::seconds kQuiet{10};
    static std::mutex mutex;
    static std::string last;
    static Clock::time_point said;
    const std::lock_guard lock(mutex);
    if (error.context == last && Clock::now() - said < kQuiet) return;
    last = error.context;
    said = Clock::now();
    fmt::print(stderr, "anju-platform: {}: {}\n", error.code, error.context);
}

}  // namespace

Response problem(int status, std::string code, std::string title, std::string detail,
                 std::chrono::seconds retry_after) {
    contract::Problem body{status, std::move(code), std::move(title), std::move(detail), std::nullopt, std::nullopt};
    Response response;
    response.status = status;
    response.with("Content-Type", "application/problem+json");
    if (retry_after.count() > 0) {
        body.retry_after = static_cast<int>(retry_after.count());
        response.with("Retry-After", std::to_string(retry_after.count()));
    }
    response.body = contract::encode(body);
    return response;
}

Response quiet_hours(std::chrono::seconds wait, contract::Time now) {
    contract::Problem body{409, "quiet_hours", "Nobody rings there at this hour.", "", static_cast<int>(wait.count()), now + wait};
    Response response;
    response.status = body.status;
    response.with("Content-Type", "application/problem+json").with("Retry-After", std::to_string(wait.count()));
    response.body = contract::encode(body);
    return response;
}

Response not_found() { return problem(404, "not_found", "There is no such thing here."); }

Response method_not_allowed(std::string allow) {
    Response response = problem(405, "method_not_allowed", "This address does not know that method.", "allowed: " + allow);
    return response.with("Allow", std::move(allow));
}

Response too_large(std::string code, std::size_t limit) {
    return problem(413, std::move(code), "The body is too large.", fmt::format("at most {} bytes", limit));
}

Response bad_query(std::string_view name) {
    return problem(400, "bad_query", "A part of the address after ? is not understood.", std::string(name));
}

Response malformed(const contract::Error& error) {
    return problem(400, error.code.empty() ? "malformed" : error.code, "The body is not what this address takes.", error.context);
}

Response refused(const RepositoryError& error) {
    if (error.kind == Trouble::Unavailable) say_why(error);
    auto retry = error.retry_after;
    if (error.kind == Trouble::Unavailable && retry.count() == 0) retry = std::chrono::seconds{1};
    if (error.kind != Trouble::Unavailable) {
        for (const Known& known : kKnown) {
            if (error.code == known.code) return problem(known.status, error.code, std::string(known.title), error.context, retry);
        }
    }
    const std::string fallback = error.kind == Trouble::NotFound      ? "not_found"
                                 : error.kind == Trouble::Unavailable ? "unavailable"
                                 : error.kind == Trouble::Conflict    ? "conflict"
                                                                      : "refused";
    const bool own_code = !error.code.empty() && error.kind != Trouble::Unavailable;
    return problem(default_status(error.kind), own_code ? error.code : fallback,
                   std::string(default_title(error.kind)), "", retry);
}

}  // namespace anju::server
