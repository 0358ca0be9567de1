// SPDX-License-Identifier: Apache-2.0
// "I have seen it": kept on disk first, told to the platform exactly once, however often it takes.
#include <algorithm>
#include <cstdint>

#include "terminal/model/parts.hpp"
#include "terminal/model/screen.hpp"

namespace anju::model {
namespace {

// One message is seen once: the key follows from the message, so a restart cannot make a second.
std::string idempotency_key(const State& state, const std::string& message) {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (const unsigned char byte : state.box_id + '/' + message) {
        hash = (hash ^ byte) * 1099511628211u;
    }
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string key = "seen-";
    for (int shift = 60; shift >= 0; shift -= 4) {
        key += kDigits[(hash >> shift) & 15];
    }
    std::ranges::copy_if(message, std::back_inserter(key), [&](char c) {
        const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_';
        return fine && key.size() < 64;
    });
    return key;
}

}  // namespace

void confirm_seen(Step& step, const std::string& message) {
    auto& state = step.state;
    const auto* found = find_message(state, message);
    if (!found || seen(state, *found)) {
        return;
    }
    state.outbox.push_back({.message = message,
                            .seen_at = state.now,
                            .key = idempotency_key(state, message),
                            .next_try = state.now});
    state.confirmed_at = state.now;
    drop_stale_notice(state);
    step.effects.push_back(SaveOutbox{state.outbox});
    step.effects.push_back(PlayChime{Chime::Ok});
    send_pending(step);
}

void send_pending(Step& step) {
    auto& state = step.state;
    if (!state.online) {
        return;
    }
    for (auto& pending : state.outbox) {
        if (pending.in_flight || pending.next_try > state.now) {
            continue;
        }
        pending.in_flight = make_id(state);
        step.effects.push_back(
            SendSeen{*pending.in_flight, pending.message, pending.seen_at, pending.key});
    }
}

void on(Step& step, const SeenAcknowledged& message) {
    auto& state = step.state;
    const auto pending = std::ranges::find_if(
        state.outbox, [&](const auto& entry) { return entry.in_flight == message.id; });
    if (pending == state.outbox.end()) {
        return;
    }
    if (message.result) {
        state.last_contact = state.now;
        auto told = *message.result;
        if (told.id == pending->message && find_message(state, told.id)) {
            if (!told.seen_at) {
                told.seen_at = pending->seen_at;
            }
            keep_message(state, std::move(told));
        }
        state.outbox.erase(pending);
        step.effects.push_back(SaveOutbox{state.outbox});
        save_snapshot(step);
        return;
    }
    const auto& error = message.result.error();
    if (error.kind == contract::ErrorKind::Denied) {
        wipe(step, error);
        return;
    }
    if (error.kind == contract::ErrorKind::Refused && error.retry_after == 0s) {
        // The platform knows no such message any more: there is nobody to tell.
        state.outbox.erase(pending);
        step.effects.push_back(SaveOutbox{state.outbox});
        return;
    }
    pending->in_flight.reset();
    ++pending->tries;
    pending->next_try =
        state.now + std::max<std::chrono::milliseconds>(error.retry_after,
                                                        back_off(state, pending->tries));
}

}  // namespace anju::model
