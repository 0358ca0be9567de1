// SPDX-License-Identifier: Apache-2.0
#include "platform/server/handlers/asked.hpp"

#include "platform/server/images.hpp"
#include "platform/server/names.hpp"
#include "platform/server/whole_number.hpp"

namespace anju::server {
namespace {

Response photo_refused(PhotoFault fault) {
    switch (fault) {
        case PhotoFault::Unsupported:
            return problem(415, "photo_unsupported", "This is no JPEG, PNG or WebP picture.");
        case PhotoFault::TooManyPixels:
            return problem(413, "photo_too_many_pixels", "The picture has too many pixels.",
                           "at most 100 million for JPEG, 40 million for PNG and WebP");
        case PhotoFault::Broken:
            return problem(422, "photo_broken", "The picture is damaged and cannot be shown.");
        case PhotoFault::Busy:
            return problem(503, "busy", "Too many photos are coming in at once.", "", std::chrono::seconds{2});
    }
    return not_found();
}

}  // namespace

Once Asked::once(std::string_view body) const {
    std::string whole(request.method);
    whole.append(" ").append(request.path()).append("\n").append(body);
    return {std::string(request.header("Idempotency-Key")), std::move(whole)};
}

std::string entry_key_of(const Request& request) {
    const std::string_view key = request.header("Idempotency-Key");
    return is_id(key) ? std::string(key) : std::string();
}

PhoneSaid phone_of(const Request& request) {
    return {phone_name(request.header("User-Agent")), proof_of(request, contract::Caller::Family), entry_key_of(request)};
}

tl::expected<NewPhoto, Response> photo_of(const Asked& asked) {
    auto renditions = make_renditions(asked.request.body);
    if (!renditions) return tl::unexpected(photo_refused(renditions.error()));
    return NewPhoto{std::move(renditions->full), std::move(renditions->small), renditions->size.width, renditions->size.height};
}

Response photo(const Asked& asked, const Viewer& viewer) {
    const std::string size = asked.request.query("size").value_or("full");
    if (size != "full" && size != "small") return bad_query("size");
    auto jpeg = asked.repository().photo(viewer, asked.part, size == "small" ? PhotoSize::Small : PhotoSize::Full);
    if (!jpeg) return refused(jpeg.error());
    Response response;
    response.body = std::move(*jpeg);
    // A photo never changes under its id.
    return response.with("Content-Type", "image/jpeg").with("Cache-Control", "private, max-age=86400, immutable");
}

Response event_stream(const Asked& asked, StreamCaller caller) {
    const std::string recipient = std::visit([](const auto& who) { return recipient_of(who); }, caller);
    // A browser resumes by itself with Last-Event-ID, which is newer than what its address says.
    const std::string_view header = asked.request.header("Last-Event-ID");
    const auto given = header.empty() ? asked.request.query("last") : std::optional<std::string>(header);

    std::uint64_t after = 0;
    if (given) {
        const auto parsed = whole_number(*given);
        if (!parsed) return bad_query(header.empty() ? "last" : "Last-Event-ID");
        after = *parsed;
        const auto replay = asked.repository().replay(recipient, after, 1);
        if (!replay) return refused(replay.error());
        if (replay->gap) {
            return problem(410, "cursor_gone", "Events after this number are not kept; fetch everything again.");
        }
    } else {
        const auto last = asked.repository().last_sequences({recipient});
        if (!last) return refused(last.error());
        if (const auto found = last->find(recipient); found != last->end()) after = found->second;
    }
    Response response;
    response.with("Content-Type", "text/event-stream").with("X-Accel-Buffering", "no");
    const bool box = std::holds_alternative<TerminalCaller>(caller) || std::holds_alternative<GuardListener>(caller);
    const auto* listener = std::get_if<VisitListener>(&caller);
    const auto* visitor = listener ? std::get_if<VisitorCaller>(&listener->caller) : nullptr;
    const auto kind = box                                            ? contract::Caller::Terminal
                      : std::holds_alternative<FamilyCaller>(caller) ? contract::Caller::Family
                      : std::holds_alternative<StaffCaller>(caller) || (listener && !visitor) ? contract::Caller::Staff
                                                                     : contract::Caller::Visitor;
    const bool guest = visitor && std::holds_alternative<GuestCaller>(visitor->who);
    std::string proof = guest ? guest_proof_of(asked.request) : proof_of(asked.request, kind);
    response.stream = OpenStream{std::move(caller), after, std::move(proof)};
    return response;
}

Listening listening_at(const EventHub& hub) {
    return {[&hub](const std::string& terminal) { return hub.terminal_online(terminal); },
            [&hub](const std::string& visit) { return hub.visit_open(visit); },
            [&hub](const std::string& member) { return hub.member_online(member); }};
}

}  // namespace anju::server
