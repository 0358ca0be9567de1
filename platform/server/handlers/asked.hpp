// SPDX-License-Identifier: Apache-2.0
// What a handler is given: a request whose caller, type and size are already in order.
#pragma once

#include <string>
#include <string_view>

#include "platform/contract/codec.hpp"
#include "platform/server/auth.hpp"
#include "platform/server/problems.hpp"
#include "platform/server/router.hpp"

namespace anju::server {

struct Asked {
    const Request& request;
    const Context& context;
    const KnownCaller& caller;
    std::string part;  // the {…} of the path

    Repository& repository() const { return context.repository; }
    Time now() const { return context.now; }
    const TerminalCaller& terminal() const { return std::get<TerminalCaller>(caller); }
    const FamilyCaller& family() const { return std::get<FamilyCaller>(caller); }
    const StaffCaller& staff() const { return std::get<StaffCaller>(caller); }
    const VisitorCaller& visitor() const { return std::get<VisitorCaller>(caller); }

    // The address counts as well: the same key for another thing is another request.
    Once once(std::string_view body) const;
    Once once() const { return once(request.body); }
};

using Handler = Response (*)(const Asked&);

template <class T>
Response json(const T& value, int status = 200) {
    Response response;
    response.status = status;
    response.with("Content-Type", "application/json");
    response.body = contract::encode(value);
    return response;
}

inline Response nothing() {
    Response response;
    response.status = 204;
    return response;
}

template <class T>
Response json_or_refused(const Stored<T>& stored, int status = 200) {
    return stored ? json(*stored, status) : refused(stored.error());
}

// At a door a key is a favour to who asks, not a must: empty without a good one.
std::string entry_key_of(const Request&);
// Who is there now.
Listening listening_at(const EventHub&);
// How the phone calls itself, the session that it has, and the key of this try.
PhoneSaid phone_of(const Request&);
// The picture that is the body, as it is kept; otherwise the answer that says why not.
tl::expected<NewPhoto, Response> photo_of(const Asked&);
// ?size=small|full, for everyone who may see a photo.
Response photo(const Asked&, const Viewer&);
// Last-Event-ID, else ?last=, else the present end.
Response event_stream(const Asked&, StreamCaller);

}  // namespace anju::server
