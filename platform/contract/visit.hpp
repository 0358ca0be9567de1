// SPDX-License-Identifier: Apache-2.0
// Seeing each other: a visit between a TV and a phone page, the words of its signalling, and the rules of a home.
// docs/visits.md draws the sequence. Paths: routes.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/clip.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/time.hpp"

namespace anju::contract {

enum class VisitSide { Tv, Phone };
enum class VisitStage { Ringing, Answered, Ended };
// Why it ended. hung_up: somebody ended a visit that had been answered; cancelled: the caller gave up before;
// missed: nobody answered in time; lost: a side was gone too long; blocked: quiet hours, or nobody may ring; without
// `ended_by`, ringing or answered: who was in it may not stay (a right, a link, a phone or a box was taken back);
// alarm: the home called for help, and the TV belongs to that.
enum class VisitEnd { HungUp, Declined, Cancelled, Missed, Busy, Lost, Failed, Blocked, Alarm };
// How it was answered.
enum class VisitAnswer { Pressed, Automatic };

// How a guest came in: by the link that the first contact made, or by the six digits that the TV showed.
enum class GuestWay { Link, Code };

// Who is on the phone: a relative of the household, or a guest by the name that was typed.
struct Visitor {
    std::string member;  // Member::id; empty: a guest
    std::string name;
    std::string name_latin;
    std::optional<Relation> relation;  // nothing for a guest
    std::optional<Photo> photo;
    std::optional<GuestWay> came_by{};  // nothing for a relative
    std::string invitation{};           // Invitation::id of what a guest came in by
    std::string place{};                // of an operator of the desk, who is neither relative nor guest: 东关街道服务站. With
                                        // `member`: a leg of a talk without the TV, the name is that of the operator who offers there
    bool operator==(const Visitor&) const = default;
};

struct Visit {
    std::string id;  // 26 letters, made by the side that placed it
    VisitSide placed_by = VisitSide::Phone;
    Visitor visitor;
    bool camera = true;  // the phone shows a picture; false: sound only
    VisitStage stage = VisitStage::Ringing;
    Time placed_at{};
    std::optional<Time> answered_at;
    std::optional<VisitAnswer> answer;
    std::optional<Time> ended_at;
    std::optional<VisitEnd> end;
    std::optional<VisitSide> ended_by;
    bool seen = true;  // false: a missed visit that the elder has not looked at yet
    // Of a visit that the TV placed: what a page of the relative says of it. True: it rings aloud; false: it only
    // shows: no finger has allowed its sound yet, or it fell silent. Nothing: none says anything.
    std::optional<bool> rings{};
    // … whether the relative was told beyond the page (SMS …). Nothing: under way.
    std::optional<bool> notified{};
    // True: it ended because both called each other. Another visit goes on in its place, and no log shows this one.
    std::optional<bool> crossed{};
    std::string alarm{};  // Alarm::id: a leg of the talk about a call for help; the TV answers it by itself. docs/alarm.md
    bool operator==(const Visit&) const = default;
};

// How long a visit rings, and how long one side may be silent before the platform ends it as lost.
inline constexpr std::chrono::seconds kRingsFor{45};
inline constexpr std::chrono::seconds kLostAfter{90};

// --- signalling: the TV offers; each round is a new connection on both sides ---
enum class SignalKind {
    Offer,      // TV → phone: SDP
    Answer,     // phone → TV: SDP
    Candidate,  // both ways; text empty: no more will come
    Again,      // phone → TV: my connection died or my network changed: the TV starts round + 1
    State,      // both ways: what this side sends now, and why (SideState as fields below)
};

// What a side sends at the moment; the other side says it in words.
enum class Sends { Picture, LowPicture, Still, SoundOnly, Nothing };
enum class SendsWhy { Chosen, NoDevice, WeakNetwork, Slow };
struct SideState {
    Sends sends = Sends::Picture;
    SendsWhy why = SendsWhy::Chosen;
    bool microphone = true;
    bool operator==(const SideState&) const = default;
};

struct Signal {
    std::string visit;
    VisitSide from = VisitSide::Tv;  // set by the platform from who is asking
    std::uint32_t round = 0;
    SignalKind kind = SignalKind::Offer;
    std::string text;          // SDP or candidate line, at most 32 KiB
    int mline = 0;             // candidate
    std::string mid;           // candidate
    std::optional<SideState> state;
    bool operator==(const Signal&) const = default;
};

struct IceServer {
    std::vector<std::string> urls;  // "turn:host:3478?transport=tcp" as browsers write it
    std::string username;
    std::string credential;
    bool operator==(const IceServer&) const = default;
};

// Answer to placing, answering or rejoining: all that a side needs to connect.
struct VisitTicket {
    Visit visit;
    std::vector<IceServer> ice;     // credentials live at most an hour and are minted for this visit
    std::string box_fingerprint;    // "sha-256 AB:CD…" of the certificate that the box registered; the page refuses another
    std::uint64_t cursor = 0;       // phone: open the visit's event stream after this sequence
    bool operator==(const VisitTicket&) const = default;
};

// Phone → platform
struct NewVisit {
    bool camera = true;
    std::string certificate{};  // of a seat: "sha-256 AB:CD…", with which it offers in a leg without the TV
    bool operator==(const NewVisit&) const = default;
};
// TV → platform; the id is the TV's
struct NewTvVisit { std::string id; std::string member; bool operator==(const NewTvVisit&) const = default; };
struct VisitAnswering { bool camera = true; VisitAnswer answer = VisitAnswer::Pressed; bool operator==(const VisitAnswering&) const = default; };
struct VisitEnding { VisitEnd end = VisitEnd::HungUp; bool operator==(const VisitEnding&) const = default; };
// Phone → platform, while it rings
struct VisitRings { bool aloud = false; bool operator==(const VisitRings&) const = default; };
struct VisitsSeen { std::vector<std::string> visits; bool operator==(const VisitsSeen&) const = default; };

// --- who may do what: visit_rules.hpp ---
struct RuleProposal { std::string member; VisitPolicy policy{}; bool operator==(const RuleProposal&) const = default; };
struct RuleAnswer { std::string member; VisitPolicy policy{}; bool agreed = false; bool operator==(const RuleAnswer&) const = default; };

// Whether a relative can be reached now: the page is open, or the hour that the person set there.
struct Presence {
    std::string member;
    bool online = false;
    std::string free_from;  // local "18:00"; empty: not said
    std::optional<Time> free_at{};     // when that hour is: today's or tomorrow's …
    std::optional<Time> free_until{};  // … and until when it is worth saying
    bool operator==(const Presence&) const = default;
};

// --- links ---
// A personal link or a guest link (128 bits, base64url, from the fragment), or a 6-digit code. The name counts for guests.
struct VisitorEntry { std::string link; std::string code; std::string name; bool operator==(const VisitorEntry&) const = default; };

struct VisitorHome {
    Visitor me;
    std::string elder;               // 妈妈; for a guest 王奶奶
    Person person;
    std::optional<Photo> person_photo;
    std::string zone;
    bool tv_online = false;
    std::optional<Time> quiet_until; // nobody rings now
    std::optional<Time> valid_from, valid_until;  // of a guest's invitation
    std::optional<Visit> visit;      // of this phone, not ended
    bool can_leave_message = false;  // a relative who may send messages
    bool can_visit = true;           // false: a relative who may not call
    std::string station;             // of such a one: 东关街道服务站, who can change it
    Time now{};
    bool operator==(const VisitorHome&) const = default;
};

// The six digits that the TV shows, or a guest link that the first contact made. In the list of the first contact also a
// guest who came by the digits, with the time in which this guest may ring.
struct Invitation {
    std::string id;
    std::string code;  // six digits, TV only
    std::string link;  // secret of the link, told once, to who made it
    Time valid_from{}, valid_until{};
    std::string visit_page;  // "https://…/visit/", to be read aloud or typed
    GuestWay by = GuestWay::Link;
    std::string guest{};   // by the digits: the name that was typed
    bool used_up = false;  // nobody new comes in by it; who did may still ring
    bool calling = false;  // somebody who came by it rings or is seen now
    bool operator==(const Invitation&) const = default;
};

struct NewInvitation { Time at{}; std::string name; bool operator==(const NewInvitation&) const = default; };

// A phone that opened a personal link: at most five a relative.
struct Phone {
    std::string id;
    std::string name;  // "iPhone · Safari"
    Time since{};
    std::optional<Time> last_seen;
    bool this_one = false;
    bool operator==(const Phone&) const = default;
};

// The link of a relative, told once, to who asked for a new one: "family_page#link".
struct PersonalLink {
    std::string member;  // whose
    std::string link;
    std::string family_page;  // "https://…/family/"
    bool operator==(const PersonalLink&) const = default;
};
// Those who opened an older one stay, unless they are to open the new one: all but the phone that asks.
struct NewLink { bool end_phones = false; bool operator==(const NewLink&) const = default; };

// Answers of more than one, and what only one field says.
struct VisitLog { std::vector<Visit> visits; bool operator==(const VisitLog&) const = default; };  // newest first, at most 60
struct InvitationList { std::vector<Invitation> invitations; bool operator==(const InvitationList&) const = default; };
struct PhoneList { std::vector<Phone> phones; bool operator==(const PhoneList&) const = default; };
struct BoxCertificate { std::string fingerprint; bool operator==(const BoxCertificate&) const = default; };  // "sha-256 AB:CD…"
struct FreeFrom { std::string free_from; bool operator==(const FreeFrom&) const = default; };                // local "18:00"; empty: take it back

inline constexpr std::size_t kMaxSignalText = 32 * 1024;
inline constexpr std::size_t kMaxCandidateText = 2 * 1024;  // one line
inline constexpr std::size_t kMaxSignalBytes = 48 * 1024;

}  // namespace anju::contract
