// SPDX-License-Identifier: Apache-2.0
// Short films both ways.
#include <fmt/core.h>

#include "platform/server/byte_range.hpp"
#include "platform/server/films.hpp"
#include "platform/server/handlers/handlers.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

Response film_refused(FilmFault fault) {
    switch (fault) {
        case FilmFault::Unsupported: return problem(415, "clip_unsupported", "This is no MP4 or WebM film, or not the one its Content-Type says.");
        case FilmFault::Broken: return problem(422, "clip_broken", "The film is damaged, or has no picture.");
        case FilmFault::TooLong: return problem(422, "clip_too_long", "A film lasts at most 60 seconds.");
    }
    return not_found();
}

tl::expected<contract::Clip, FilmFault> inspected(const Asked& asked) {
    const auto type = asked.request.header("Content-Type");
    return inspect_film(asked.request.body, type.substr(0, std::min(type.find_first_of("; "), type.size())));
}

Once once_of(const Asked& asked) { return asked.once(sha256_hex(asked.request.body)); }

Response film(const Asked& asked, const FilmViewer& viewer) {
    const auto head = asked.repository().film(viewer, asked.part, 0, 0);
    if (!head) return refused(head.error());
    const std::string tag = "\"" + asked.part + "\"";  // a film never changes under its id
    const auto if_range = asked.request.header("If-Range");
    const bool may_be_part = if_range.empty() || if_range == tag;
    const auto range = byte_range(may_be_part ? asked.request.header("Range") : "", head->size);
    if (range.kind == ByteRange::Kind::Outside) {
        return problem(416, "range_not_there", "The film is shorter than that.").with("Content-Range", fmt::format("bytes */{}", head->size));
    }
    auto part = asked.repository().film(viewer, asked.part, range.from, range.count);
    if (!part) return refused(part.error());
    Response response;
    response.body = std::move(part->bytes);
    if (range.kind == ByteRange::Kind::Part) {
        response.status = 206;
        response.with("Content-Range", fmt::format("bytes {}-{}/{}", range.from, range.from + range.count - 1, head->size));
    }
    return response.with("Content-Type", part->type).with("Accept-Ranges", "bytes").with("ETag", tag)
        .with("Cache-Control", "private, max-age=86400, immutable");
}

}  // namespace

namespace tv {

Response film(const Asked& asked) { return server::film(asked, asked.terminal()); }

Response leave_film(const Asked& asked) {
    const std::string to = asked.request.query("to").value_or("");
    if (!is_id(to)) return bad_query("to");
    const auto clip = inspected(asked);
    if (!clip) return film_refused(clip.error());
    return json_or_refused(asked.repository().leave_film(asked.terminal(), to, {*clip, asked.request.body}, once_of(asked), asked.now()));
}

}  // namespace tv

namespace family {

Response film(const Asked& asked) { return server::film(asked, asked.family()); }

Response upload_film(const Asked& asked) {
    const auto clip = inspected(asked);
    if (!clip) return film_refused(clip.error());
    return json_or_refused(asked.repository().add_film(asked.family(), {*clip, asked.request.body}, once_of(asked), asked.now()));
}

Response film_seen(const Asked& asked) {
    return json_or_refused(asked.repository().film_seen(asked.family(), asked.part, asked.now()));
}

}  // namespace family
}  // namespace anju::server
