// SPDX-License-Identifier: Apache-2.0
#include "platform/contract/json_writer.hpp"

#include <nlohmann/json.hpp>

#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

void quote(std::string& out, std::string_view plain) {  // words and times: nothing to escape
    out += '"';
    out += plain;
    out += '"';
}

}  // namespace

void write(std::string& out, const std::string& value) {
    using nlohmann::json;
    out += json(value).dump(-1, ' ', false, json::error_handler_t::replace);
}
void write(std::string& out, bool value) { out += value ? "true" : "false"; }
void write(std::string& out, int value) { out += std::to_string(value); }
void write(std::string& out, std::uint32_t value) { out += std::to_string(value); }
void write(std::string& out, std::uint64_t value) { out += std::to_string(value); }
void write(std::string& out, Time value) { quote(out, to_rfc3339(value)); }
void write(std::string& out, std::chrono::seconds value) { out += std::to_string(value.count()); }
void write(std::string& out, std::chrono::milliseconds value) {
    out += std::to_string(value.count());
}
void write(std::string& out, Capability value) { quote(out, word(value)); }
void write(std::string& out, Relation value) { quote(out, word(value)); }
void write(std::string& out, Role value) { quote(out, word(value)); }
void write(std::string& out, PlaceKind value) { quote(out, word(value)); }
void write(std::string& out, StaffState value) { quote(out, word(value)); }
void write(std::string& out, VisitSide value) { quote(out, word(value)); }
void write(std::string& out, VisitStage value) { quote(out, word(value)); }
void write(std::string& out, VisitEnd value) { quote(out, word(value)); }
void write(std::string& out, VisitAnswer value) { quote(out, word(value)); }
void write(std::string& out, GuestWay value) { quote(out, word(value)); }
void write(std::string& out, SignalKind value) { quote(out, word(value)); }
void write(std::string& out, Author value) { quote(out, word(value)); }
void write(std::string& out, BoxState value) { quote(out, word(value)); }
void write(std::string& out, RingHow value) { quote(out, word(value)); }
void write(std::string& out, Part value) { quote(out, word(value)); }
void write(std::string& out, StopWhy value) { quote(out, word(value)); }
void write(std::string& out, AlarmSource value) { quote(out, word(value)); }
void write(std::string& out, AlarmState value) { quote(out, word(value)); }
void write(std::string& out, AlarmReach value) { quote(out, word(value)); }
void write(std::string& out, BoxFault value) { quote(out, word(value)); }
void write(std::string& out, TestKind value) { quote(out, word(value)); }
void write(std::string& out, BoxHealth value) { quote(out, word(value)); }
void write(std::string& out, ResponderState value) { quote(out, word(value)); }
void write(std::string& out, Sends value) { quote(out, word(value)); }
void write(std::string& out, SendsWhy value) { quote(out, word(value)); }
void write(std::string& out, VisitPolicy value) { quote(out, word(value)); }

void ObjectWriter::key(std::string_view name) {
    if (out_.back() != '{') {
        out_ += ',';
    }
    quote(out_, name);
    out_ += ':';
}

}  // namespace anju::contract
