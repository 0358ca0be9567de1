// SPDX-License-Identifier: Apache-2.0
// One unit of work: the transaction, the caller's clock, and whom it gave events to.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/contract/event.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/storage/database.hpp"

namespace anju::server {

struct LateEvent {
    std::string recipient;
    contract::EventBody body;
};

struct Work {
    Transaction& tx;
    contract::Time now;
    std::vector<std::string> woken;
    std::vector<LateEvent> late{};  // given last of all
    bool desk_news = false;         // the desk is told once it is committed
};
void give_all_late(Work& work);

// The end of the range of paths that begin with `scope`: ids are letters and digits, "~" follows
// all.
inline std::string end_of(const std::string& scope) { return scope + "~"; }

inline tl::unexpected<RepositoryError> not_found(std::string code) {
    return tl::unexpected(RepositoryError{Trouble::NotFound, std::move(code), "", {}});
}
inline tl::unexpected<RepositoryError> conflict(std::string code) {
    return tl::unexpected(RepositoryError{Trouble::Conflict, std::move(code), "", {}});
}
inline tl::unexpected<RepositoryError> refused(std::string code,
                                               std::chrono::seconds retry_after = {}) {
    return tl::unexpected(RepositoryError{Trouble::Refused, std::move(code), "", retry_after});
}

// The callers as audit and idempotency keys name them.
inline std::string name_of(const TerminalCaller& tv) { return "tv:" + tv.terminal; }
inline std::string name_of(const FamilyCaller& who) { return "member:" + who.member; }
inline std::string name_of(const VisitorCaller& who) {
    return who.member().empty() ? who.phone() : "member:" + who.member();
}
inline std::string name_of(const StaffCaller& who) { return "staff:" + who.staff; }
inline std::string name_of(const VisitParty& party) {
    return std::visit([](const auto& who) { return name_of(who); }, party);
}

}  // namespace anju::server
