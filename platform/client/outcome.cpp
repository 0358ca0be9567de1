// SPDX-License-Identifier: Apache-2.0
#include "platform/client/outcome.hpp"

#include <algorithm>

#include "platform/contract/codec.hpp"
#include "platform/contract/unreached.hpp"

namespace anju::client {
namespace {

using contract::Error;
using contract::ErrorKind;

// 408 and every 5xx: the platform, or a proxy before it, did not get to an answer. Denied unpairs a
// box, so only our platform's own word counts, never the bare 401 of some gateway. 3xx: not our
// platform either, most likely the sign-in page of a strange network.
ErrorKind kind_of(int status, bool from_platform) {
    if (status == 401) {
        return from_platform ? ErrorKind::Denied : ErrorKind::Offline;
    }
    if (status == 408 || status >= 500) {
        return ErrorKind::Timeout;
    }
    return status >= 400 ? ErrorKind::Refused : ErrorKind::Offline;
}

}  // namespace

std::optional<Error> fault_of(const Outcome& outcome) {
    if (outcome.how == How::Stranger) {
        return Error{ErrorKind::Offline, contract::kStranger, outcome.why, {}};
    }
    if (outcome.how == How::Refused) {
        return Error{ErrorKind::Offline, contract::kDown, outcome.why, {}};
    }
    if (outcome.how == How::NeverReached) {
        return Error{ErrorKind::Offline, "", outcome.why, {}};
    }
    if (!outcome.head) {
        return Error{ErrorKind::Timeout, "", outcome.why, {}};
    }
    const Began& head = *outcome.head;
    if (head.status >= 200 && head.status < 300) {
        if (outcome.how == How::Cut) {
            return Error{ErrorKind::Timeout, "", outcome.why, {}};
        }
        return {};
    }
    const auto problem = contract::decode<contract::Problem>(outcome.body);
    constexpr std::chrono::seconds kLongest = std::chrono::hours(1);  // a typing error must not silence a TV for years
    Error error{kind_of(head.status, problem.has_value()), "",
                "status " + std::to_string(head.status), head.retry_after};
    if (problem) {
        error.code = problem->code;
        error.context += ", " + problem->code + ": " + problem->detail;
        error.retry_after =
            std::max(error.retry_after, std::chrono::seconds(problem->retry_after.value_or(0)));
    }
    error.retry_after = std::clamp(error.retry_after, std::chrono::seconds(0), kLongest);
    return error;
}

}  // namespace anju::client
