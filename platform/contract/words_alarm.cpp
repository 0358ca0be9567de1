// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/codec.hpp"

namespace anju::contract {

std::string_view word(AlarmSource value) {
    switch (value) {
        case AlarmSource::Red:
            return "red";
        case AlarmSource::Sos:
            return "sos";
        case AlarmSource::Button:
            return "button";
        case AlarmSource::Tile:
            return "tile";
    }
    return "";
}

std::string_view word(AlarmState value) {
    switch (value) {
        case AlarmState::Waiting:
            return "waiting";
        case AlarmState::Accepted:
            return "accepted";
        case AlarmState::Changing:
            return "changing";
        case AlarmState::Cancelled:
            return "cancelled";
        case AlarmState::Closed:
            return "closed";
    }
    return "";
}

std::string_view word(AlarmReach value) {
    switch (value) {
        case AlarmReach::Nearest:
            return "nearest";
        case AlarmReach::AllSeats:
            return "all_seats";
        case AlarmReach::HeadAndFamily:
            return "head_and_family";
        case AlarmReach::Above:
            return "above";
        case AlarmReach::Breach:
            return "breach";
    }
    return "";
}

std::string_view word(ResponderState value) {
    switch (value) {
        case ResponderState::Asked:
            return "asked";
        case ResponderState::OnTheWay:
            return "on_the_way";
        case ResponderState::Arrived:
            return "arrived";
        case ResponderState::Declined:
            return "declined";
    }
    return "";
}

std::string_view word(BoxFault value) {
    switch (value) {
        case BoxFault::UncleanStart:
            return "unclean_start";
        case BoxFault::Watchdog:
            return "watchdog";
        case BoxFault::DiskFull:
            return "disk_full";
        case BoxFault::ClockWrong:
            return "clock_wrong";
        case BoxFault::CameraLost:
            return "camera_lost";
        case BoxFault::MicrophoneLost:
            return "microphone_lost";
        case BoxFault::RemoteSilent:
            return "remote_silent";
        case BoxFault::PathDown:
            return "path_down";
    }
    return "";
}

std::string_view word(TestKind value) {
    switch (value) {
        case TestKind::Silent:
            return "silent";
        case TestKind::Voice:
            return "voice";
    }
    return "";
}

std::string_view word(BoxHealth value) {
    switch (value) {
        case BoxHealth::Online:
            return "online";
        case BoxHealth::PlannedOff:
            return "planned_off";
        case BoxHealth::Offline:
            return "offline";
    }
    return "";
}

}  // namespace anju::contract
