// SPDX-License-Identifier: Apache-2.0
// The TV's door to the platform. Every call returns at once; answers come from the client's one thread
// through the sink, each with the id of its request. Retrying is the caller's (the model's) affair; the
// event stream alone reconnects by itself, with back-off, until it is closed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "platform/contract/box_condition.hpp"
#include "platform/contract/event.hpp"
#include "platform/contract/result.hpp"
#include "platform/contract/tv.hpp"

namespace anju::client {

using RequestId = std::uint64_t;

struct StartPairing { contract::PairingRequest body; };
struct PollPairing { std::string device_code; };
struct FetchSnapshot {};
struct FetchPhoto { std::string photo; bool small = false; };
struct SendSeen { std::string message; contract::Time seen_at; std::string idempotency_key; };
struct PlaceVisit { std::string visit, member; };             // VisitTicket; the id makes it safe to repeat
struct FetchTicket { std::string visit; };                    // VisitTicket with fresh credentials, for a new round
struct AnswerVisit { std::string visit; contract::VisitAnswering answering; };  // VisitTicket
// Done. Sent side by side, but for those of kind State: one at a time, and of those that wait the last only.
struct SendSignal { contract::Signal signal; };
struct EndVisit { std::string visit; contract::VisitEnd end{}; };  // Visit
struct SendVisitsSeen { std::vector<std::string> visits; };        // Done
struct FetchVisits { std::string before; };                        // VisitLog; empty: the newest
struct RegisterCertificate { std::string fingerprint; };           // Done
struct AnswerRing { std::string ring; contract::RingHow how{}; };     // Done
struct SendCondition { contract::BoxCondition condition; };        // Done
struct MakeInvitation {};                                          // Invitation
struct AnswerRule { contract::RuleAnswer answer; };                // Household
struct SendClip { std::string to, file, type, idempotency_key; };  // Message; to: Member::id; the file is read while it is sent
struct FetchClip { std::string clip, file; };                      // ClipFile; the file is there whole or not at all
using Call = std::variant<StartPairing, PollPairing, FetchSnapshot, FetchPhoto, SendSeen, PlaceVisit, FetchTicket, AnswerVisit,
                          SendSignal, EndVisit, SendVisitsSeen, FetchVisits, RegisterCertificate, MakeInvitation, AnswerRule,
                          SendClip, FetchClip, AnswerRing, SendCondition>;

struct Done {};
struct ClipFile { std::string clip, file; };
struct PhotoBytes { std::string photo; bool small = false; std::vector<std::uint8_t> jpeg; };
using Answer = std::variant<contract::PairingCode, contract::Paired, contract::Snapshot, PhotoBytes, contract::Message,
                            contract::VisitTicket, contract::Visit, contract::VisitLog, contract::Invitation, contract::Household,
                            ClipFile, Done>;

struct Replied { RequestId id; contract::Result<Answer> result; };
struct StreamOpened {};                          // the first byte has come
struct StreamLost { contract::Error error; };    // said once per loss and reason, and for each failed attempt with Denied
struct StreamEvent { contract::Event event; };
using News = std::variant<Replied, StreamOpened, StreamLost, StreamEvent>;

class PlatformClient {
  public:
    virtual ~PlatformClient() = default;
    virtual void send(RequestId id, Call call) = 0;
    // Opens, or moves, the event stream; events with seq <= cursor are dropped. Transient ones (seq 0) always come.
    virtual void open_stream(std::uint64_t cursor) = 0;
    // Calls made after it go over new connections.
    virtual void close_stream() = 0;
    // Somebody waits for what the stream tells: it comes back sooner, at the price of more tries.
    virtual void hurry_stream(bool on) = 0;
};

struct ClientOptions {
    std::string platform;  // "http://127.0.0.1:8080", no path
    std::string key;       // of this box, sent as bearer token once paired
    std::string user_agent;
    std::string ca{};      // PEM file; empty: the authorities of the system
    std::function<std::string()> says{};  // of itself, each time the stream is opened: the header Anju-Box; on the client's thread
};

// sink runs on the client's thread: copy, post, return. Destruction stops and joins.
std::unique_ptr<PlatformClient> make_http_client(ClientOptions options, std::function<void(News)> sink);

}  // namespace anju::client
