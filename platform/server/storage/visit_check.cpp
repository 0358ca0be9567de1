// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/visit_check.hpp"

#include <algorithm>

#include "platform/server/storage/work.hpp"

namespace anju::server {

using contract::SignalKind;
using contract::VisitSide;

namespace {

constexpr std::size_t kIdLength = 26;
constexpr std::size_t kMaxMid = 64;

}  // namespace

Stored<void> check_signal(const contract::Signal& signal, contract::VisitSide side) {
    const bool tv = side == VisitSide::Tv;
    const bool not_yours = tv ? signal.kind == SignalKind::Answer || signal.kind == SignalKind::Again
                              : signal.kind == SignalKind::Offer;
    if (not_yours) {
        return refused("signal_not_yours");
    }
    const bool line = signal.kind == SignalKind::Candidate;
    const std::size_t most = line ? contract::kMaxCandidateText : contract::kMaxSignalText;
    if (signal.text.size() > most || signal.mid.size() > kMaxMid) {
        return refused("signal_too_long");
    }
    const bool says = signal.kind != SignalKind::Offer && signal.kind != SignalKind::Answer;
    if ((signal.kind == SignalKind::State && !signal.state) || (!says && signal.text.empty())) {
        return refused("signal_empty");
    }
    return {};
}

bool is_visit_id(std::string_view id) {
    return id.size() == kIdLength && std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
           });
}

bool is_fingerprint(std::string_view text) {
    constexpr std::string_view kAlgorithm = "sha-256 ";
    constexpr std::size_t kBytes = 32;
    if (!text.starts_with(kAlgorithm) || text.size() != kAlgorithm.size() + kBytes * 3 - 1) {
        return false;
    }
    text.remove_prefix(kAlgorithm.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
        if (i % 3 == 2 ? c != ':' : !hex) {
            return false;
        }
    }
    return true;
}

}  // namespace anju::server
