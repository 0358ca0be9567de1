// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/remembered.hpp"

#include <nlohmann/json.hpp>

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using contract::BoxFault;
using contract::Time;
using Json = nlohmann::json;

constexpr std::chrono::hours kSaidFor{24}, kWasThere{7 * 24}, kSeenAgain{24};
constexpr std::chrono::seconds kBeside{30};
constexpr Moment kSettles{10 * 60 * 1000};  // a machine that just started has not asked for the time yet

// Whose clock was set back meanwhile was seen lately as well.
bool within(const std::optional<Time>& at, std::chrono::hours limit, Time now) { return at && now - *at < limit; }

void put(Json& out, const char* name, const std::optional<Time>& time) {
    if (time) {
        out[name] = contract::to_rfc3339(*time);
    }
}

void get(const Json& in, const char* name, std::optional<Time>& time) {
    if (const auto found = in.find(name); found != in.end() && found->is_string()) {
        time = contract::from_rfc3339(found->get<std::string>());
    }
}

void get(const Json& in, const char* name, std::optional<std::int64_t>& number) {
    if (const auto found = in.find(name); found != in.end() && found->is_number_integer()) {
        number = found->get<std::int64_t>();
    }
}

bool seen(std::optional<Time>& at, bool there, Time now) {
    if (!there || (at && std::chrono::abs(now - *at) < kSeenAgain)) {
        return false;
    }
    at = now;
    return true;
}

}  // namespace

std::string to_text(const Remembered& remembered) {
    Json out{{"first_at", contract::to_rfc3339(remembered.first_at)}};
    put(out, "unclean_at", remembered.unclean_at);
    put(out, "watchdog_at", remembered.watchdog_at);
    put(out, "key_at", remembered.key_at);
    put(out, "camera_at", remembered.camera_at);
    put(out, "microphone_at", remembered.microphone_at);
    const char* const kTested[] = {"tested_first", "tested_second"};
    for (std::size_t way = 0; way < 2; ++way) {
        if (remembered.tested[way]) {
            out[kTested[way]] = *remembered.tested[way];
        }
    }
    if (remembered.spoken) {
        out["spoken"] = *remembered.spoken;
    }
    return out.dump();
}

std::optional<Remembered> remembered_from(std::string_view text) {
    const auto in = Json::parse(text, nullptr, false);
    std::optional<Time> first;
    if (!in.is_object()) {
        return std::nullopt;
    }
    get(in, "first_at", first);
    if (!first) {
        return std::nullopt;
    }
    Remembered remembered;
    remembered.first_at = *first;
    get(in, "unclean_at", remembered.unclean_at);
    get(in, "watchdog_at", remembered.watchdog_at);
    get(in, "key_at", remembered.key_at);
    get(in, "camera_at", remembered.camera_at);
    get(in, "microphone_at", remembered.microphone_at);
    get(in, "tested_first", remembered.tested[0]);
    get(in, "tested_second", remembered.tested[1]);
    get(in, "spoken", remembered.spoken);
    return remembered;
}

bool remember_parts(Remembered& remembered, const Parts& parts, Time now) {
    const bool camera = seen(remembered.camera_at, parts.camera, now), microphone = seen(remembered.microphone_at, parts.microphone, now);
    const bool fault = parts.fault_at && (!remembered.watchdog_at || *parts.fault_at > *remembered.watchdog_at);
    if (fault) {
        remembered.watchdog_at = parts.fault_at;
    }
    return camera || microphone || fault;
}

bool remember_key(Remembered& remembered, Time now) {
    const auto hour = std::chrono::floor<std::chrono::hours>(now);
    return std::exchange(remembered.key_at, hour) != hour;
}

void remember_start(Remembered& remembered, const std::optional<std::string>& mark, std::string_view boot, Time now) {
    if (mark) {
        (*mark == boot ? remembered.watchdog_at : remembered.unclean_at) = now;
    }
}

Faults faults_of(const Remembered& remembered, const Signs& signs, const Now& now) {
    Faults faults;
    const auto when = [&](bool so, BoxFault fault) {
        if (so) {
            faults.push_back(fault);
        }
    };
    when(within(remembered.unclean_at, kSaidFor, now.wall), BoxFault::UncleanStart);
    when(within(remembered.watchdog_at, kSaidFor, now.wall), BoxFault::Watchdog);
    when(signs.unwritable, BoxFault::DiskFull);
    when((signs.synchronised == false && now.up >= kSettles) || (signs.beside && std::chrono::abs(*signs.beside) > kBeside), BoxFault::ClockWrong);
    when(signs.parts && !signs.parts->camera && within(remembered.camera_at, kWasThere, now.wall), BoxFault::CameraLost);
    when(signs.parts && !signs.parts->microphone && within(remembered.microphone_at, kWasThere, now.wall), BoxFault::MicrophoneLost);
    when(now.wall - remembered.key_at.value_or(remembered.first_at) >= contract::kRemoteSilent, BoxFault::RemoteSilent);
    when(signs.path_down, BoxFault::PathDown);
    return faults;
}

}  // namespace anju::alarm
