// SPDX-License-Identifier: Apache-2.0
#include "platform/client/calls.hpp"

#include <string_view>

#include "platform/contract/codec.hpp"
#include "platform/contract/routes.hpp"

namespace anju::client {
namespace {

using namespace std::chrono_literals;
namespace routes = contract::routes;
using contract::Error;
using contract::ErrorKind;

constexpr auto kCallLimit = 15s;
constexpr auto kPhotoLimit = 60s;
constexpr auto kSignalLimit = 5s;  // a connection that takes longer to agree on is begun anew
constexpr auto kClipLimit = 10min;

std::string segment(std::string_view text) {  // percent-encoded, RFC 3986 section 2.3
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const unsigned char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '~' ||
                           (c == '.' && text.find_first_not_of('.') != text.npos);
        if (plain) {
            out += static_cast<char>(c);
        } else {
            out += {'%', kHex[c >> 4], kHex[c & 15]};
        }
    }
    return out;
}

std::string path(const contract::Route& route, std::string_view id = {}) {
    std::string out(route.path);
    if (const auto open = out.find('{'); open != out.npos) {
        out.replace(open, out.find('}') - open + 1, segment(id));
    }
    return out;
}

Transfer transfer(const ClientOptions& options, const contract::Route& route, std::string path) {
    Transfer out;
    out.method = route.method;
    out.url = options.platform;
    while (out.url.ends_with('/')) {
        out.url.pop_back();
    }
    out.url += path;
    out.limit = kCallLimit;
    if (route.caller == contract::Caller::Terminal) {
        out.headers.emplace_back("Authorization", "Bearer " + options.key);
    }
    return out;
}

Transfer with_json(Transfer out, std::string body) {
    out.headers.emplace_back("Content-Type", "application/json");
    out.body = std::move(body);
    return out;
}

struct ToTransfer {
    const ClientOptions& options;

    Transfer operator()(const StartPairing& call) const {
        return with_json(transfer(options, routes::kPairingStart, path(routes::kPairingStart)),
                         encode(call.body));
    }
    Transfer operator()(const PollPairing& call) const {
        return with_json(transfer(options, routes::kPairingPoll, path(routes::kPairingPoll)),
                         encode(contract::PairingPoll{call.device_code}));
    }
    Transfer operator()(const FetchSnapshot&) const {
        return transfer(options, routes::kTvSnapshot, path(routes::kTvSnapshot));
    }
    Transfer operator()(const FetchPhoto& call) const {
        const std::string_view size = call.small ? "?size=small" : "?size=full";
        Transfer out =
            transfer(options, routes::kTvPhoto, path(routes::kTvPhoto, call.photo).append(size));
        out.limit = kPhotoLimit;
        return out;
    }
    Transfer operator()(const SendSeen& call) const {
        Transfer out =
            with_json(transfer(options, routes::kTvSeen, path(routes::kTvSeen, call.message)),
                      encode(contract::SeenRequest{call.seen_at}));
        out.headers.emplace_back("Idempotency-Key", call.idempotency_key);
        return out;
    }
    Transfer operator()(const PlaceVisit& call) const {
        return post(routes::kTvVisit, "", encode(contract::NewTvVisit{call.visit, call.member}));
    }
    Transfer operator()(const FetchTicket& call) const {
        return post(routes::kTvVisitTicket, call.visit, "{}");
    }
    Transfer operator()(const AnswerVisit& call) const {
        return post(routes::kTvVisitAnswer, call.visit, encode(call.answering));
    }
    Transfer operator()(const SendSignal& call) const {
        Transfer out = post(routes::kTvVisitSignal, call.signal.visit, encode(call.signal));
        out.limit = kSignalLimit;
        return out;
    }
    Transfer operator()(const EndVisit& call) const {
        return post(routes::kTvVisitEnd, call.visit, encode(contract::VisitEnding{call.end}));
    }
    Transfer operator()(const SendVisitsSeen& call) const {
        return post(routes::kTvVisitsSeen, "", encode(contract::VisitsSeen{call.visits}));
    }
    Transfer operator()(const FetchVisits& call) const {
        const std::string before = call.before.empty() ? "" : "?before=" + segment(call.before);
        return transfer(options, routes::kTvVisits, path(routes::kTvVisits).append(before));
    }
    Transfer operator()(const RegisterCertificate& call) const {
        return post(routes::kTvCertificate, "", encode(contract::BoxCertificate{call.fingerprint}));
    }
    Transfer operator()(const AnswerRing& call) const {
        return post(routes::kTvRing, call.ring, encode(contract::RingAnswer{call.how}));
    }
    Transfer operator()(const SendCondition& call) const {
        return post(routes::kTvCondition, "", encode(call.condition));
    }
    Transfer operator()(const MakeInvitation&) const {
        return post(routes::kTvInvitation, "", "{}");
    }
    Transfer operator()(const AnswerRule& call) const {
        return post(routes::kTvRules, "", encode(call.answer));
    }
    Transfer operator()(const SendClip& call) const {
        Transfer out = transfer(options, routes::kTvClipUpload,
                                path(routes::kTvClipUpload).append("?to=" + segment(call.to)));
        out.headers.emplace_back("Content-Type", call.type);
        out.headers.emplace_back("Idempotency-Key", call.idempotency_key);
        out.body_file = call.file;
        out.limit = kClipLimit;
        return out;
    }
    Transfer operator()(const FetchClip& call) const {
        Transfer out = transfer(options, routes::kTvClip, path(routes::kTvClip, call.clip));
        out.limit = kClipLimit;
        return out;
    }

  private:
    Transfer post(const contract::Route& route, std::string_view id, std::string body) const {
        return with_json(transfer(options, route, path(route, id)), std::move(body));
    }
};

template <class T>
contract::Result<Answer> decoded(const std::string& body) {
    return contract::decode<T>(body).map([](T&& value) { return Answer(std::move(value)); });
}

contract::Result<Answer> done() { return Answer(Done{}); }

struct ToAnswer {
    Outcome& outcome;

    contract::Result<Answer> operator()(const StartPairing&) const {
        return decoded<contract::PairingCode>(outcome.body);
    }
    contract::Result<Answer> operator()(const PollPairing&) const {
        return decoded<contract::Paired>(outcome.body);
    }
    contract::Result<Answer> operator()(const FetchSnapshot&) const {
        return decoded<contract::Snapshot>(outcome.body);
    }
    contract::Result<Answer> operator()(const SendSeen&) const {
        return decoded<contract::Message>(outcome.body);
    }
    contract::Result<Answer> operator()(const FetchPhoto& call) const {
        constexpr std::string_view kStartOfImage = "\xFF\xD8\xFF";
        if (!outcome.body.starts_with(kStartOfImage)) {
            return tl::unexpected(
                Error{ErrorKind::Malformed, "", "no JPEG: " + outcome.head->content_type, {}});
        }
        return Answer(
            PhotoBytes{call.photo, call.small, {outcome.body.begin(), outcome.body.end()}});
    }
    contract::Result<Answer> operator()(const PlaceVisit&) const { return ticket(); }
    contract::Result<Answer> operator()(const FetchTicket&) const { return ticket(); }
    contract::Result<Answer> operator()(const AnswerVisit&) const { return ticket(); }
    contract::Result<Answer> operator()(const SendSignal&) const { return done(); }
    contract::Result<Answer> operator()(const EndVisit&) const {
        return decoded<contract::Visit>(outcome.body);
    }
    contract::Result<Answer> operator()(const SendVisitsSeen&) const { return done(); }
    contract::Result<Answer> operator()(const FetchVisits&) const {
        return decoded<contract::VisitLog>(outcome.body);
    }
    contract::Result<Answer> operator()(const RegisterCertificate&) const { return done(); }
    contract::Result<Answer> operator()(const AnswerRing&) const { return done(); }
    contract::Result<Answer> operator()(const SendCondition&) const { return done(); }
    contract::Result<Answer> operator()(const MakeInvitation&) const {
        return decoded<contract::Invitation>(outcome.body);
    }
    contract::Result<Answer> operator()(const AnswerRule&) const {
        return decoded<contract::Household>(outcome.body);
    }
    contract::Result<Answer> operator()(const SendClip&) const {
        return decoded<contract::Message>(outcome.body);
    }
    contract::Result<Answer> operator()(const FetchClip& call) const {
        return Answer(ClipFile{call.clip, call.file});
    }

  private:
    contract::Result<Answer> ticket() const {
        return decoded<contract::VisitTicket>(outcome.body);
    }
};

}  // namespace

Transfer to_transfer(const ClientOptions& options, const Call& call) {
    return std::visit(ToTransfer{options}, call);
}

Transfer to_stream_transfer(const ClientOptions& options, std::optional<std::uint64_t> after) {
    Transfer out = transfer(options, routes::kTvEvents, path(routes::kTvEvents));
    out.headers.emplace_back("Accept", "text/event-stream");
    if (options.says) {
        out.headers.emplace_back("Anju-Box", options.says());
    }
    if (after) {
        out.headers.emplace_back("Last-Event-ID", std::to_string(*after));
    }
    out.limit = 0ms;
    return out;
}

std::size_t answer_limit(const Call& call) {
    if (std::holds_alternative<FetchClip>(call)) {
        return contract::kMaxClipBytes;
    }
    return std::holds_alternative<FetchPhoto>(call) ? kMaxPhotoAnswer : kMaxJsonAnswer;
}

const std::string* answer_file(const Call& call) {
    const auto* clip = std::get_if<FetchClip>(&call);
    return clip ? &clip->file : nullptr;
}

contract::Result<Answer> to_answer(const Call& call, Outcome outcome) {
    if (auto fault = fault_of(outcome)) {
        return tl::unexpected(std::move(*fault));
    }
    return std::visit(ToAnswer{outcome}, call);
}

}  // namespace anju::client
