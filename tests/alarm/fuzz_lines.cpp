// SPDX-License-Identifier: Apache-2.0
// What a stranger says at the socket, and what a bad disk gives back as the journal.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "terminal/alarm/lines.hpp"
#include "terminal/alarm/record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace anju::alarm;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = parse_line(text);
    if (const auto* told = line ? std::get_if<BoxTold>(&*line) : nullptr; told && told->box) {
        if (!usable(*told->box) || box_from(to_text(*told->box)) != told->box) {
            std::abort();
        }
    }
    Record record{};
    std::memcpy(record.data(), data, std::min(size, record.size()));
    if (const auto read = from_record(record); read && from_record(to_record(*read)) != read) {
        std::abort();
    }
    return 0;
}
