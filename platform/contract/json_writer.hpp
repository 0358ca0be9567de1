// SPDX-License-Identifier: Apache-2.0
// Writing one JSON object field by field, in the order of its field list. Inside the contract only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/boxes.hpp"
#include "platform/contract/desk.hpp"
#include "platform/contract/home_file.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/people.hpp"
#include "platform/contract/staff.hpp"
#include "platform/contract/supervision.hpp"
#include "platform/contract/time.hpp"
#include "platform/contract/visit.hpp"

namespace anju::contract {

class ObjectWriter;
template <class T>
concept WritesFields = requires(ObjectWriter& f, const T& value) {
    fields(f, value);
};

void write(std::string& out, const std::string& value);  // bytes that are no UTF-8 become U+FFFD
void write(std::string& out, bool value);
void write(std::string& out, int value);
void write(std::string& out, std::uint32_t value);
void write(std::string& out, std::uint64_t value);
void write(std::string& out, Time value);
void write(std::string& out, std::chrono::seconds value);
void write(std::string& out, std::chrono::milliseconds value);
void write(std::string& out, Capability value);
void write(std::string& out, Relation value);
void write(std::string& out, Role value);
void write(std::string& out, PlaceKind value);
void write(std::string& out, StaffState value);
void write(std::string& out, VisitSide value);
void write(std::string& out, VisitStage value);
void write(std::string& out, VisitEnd value);
void write(std::string& out, VisitAnswer value);
void write(std::string& out, GuestWay value);
void write(std::string& out, SignalKind value);
void write(std::string& out, Sends value);
void write(std::string& out, SendsWhy value);
void write(std::string& out, VisitPolicy value);
void write(std::string& out, Author value);
void write(std::string& out, BoxState value);
void write(std::string& out, RingHow value);
void write(std::string& out, Part value);
void write(std::string& out, StopWhy value);
void write(std::string& out, AlarmSource value);
void write(std::string& out, AlarmState value);
void write(std::string& out, AlarmReach value);
void write(std::string& out, ResponderState value);
void write(std::string& out, BoxHealth value);
void write(std::string& out, TestKind value);
void write(std::string& out, BoxFault value);
template <WritesFields T>
void write(std::string& out, const T& value);

class ObjectWriter {
  public:
    explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
    void close() { out_ += '}'; }

    template <class T>
    void required(std::string_view name, const T& value) {
        key(name);
        write(out_, value);
    }
    template <class T>
    void optional(std::string_view name, const T& value) {
        required(name, value);
    }
    template <class T>
    void optional(std::string_view name, const std::optional<T>& value) {
        if (value) {
            required(name, *value);
        }
    }
    void required_within(std::string_view name, int value, int, int) { required(name, value); }
    void optional_within(std::string_view name, int value, int, int) { required(name, value); }

    template <class T>
    void list(std::string_view name, const std::vector<T>& values) {
        key(name);
        out_ += '[';
        for (const T& value : values) {
            if (&value != values.data()) {
                out_ += ',';
            }
            write(out_, value);
        }
        out_ += ']';
    }
    template <class T>
    void exact_list(std::string_view name, const std::vector<T>& values) {
        list(name, values);
    }

  private:
    void key(std::string_view name);
    std::string& out_;
};

template <WritesFields T>
void write(std::string& out, const T& value) {
    ObjectWriter writer(out);
    fields(writer, value);
    writer.close();
}

}  // namespace anju::contract
