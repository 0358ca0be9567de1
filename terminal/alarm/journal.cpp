// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/journal.hpp"

#include <algorithm>

namespace anju::alarm {

std::optional<Kept> JournalRing::load() {
    std::optional<Numbered> newest;
    spoiled_ = false;
    for (std::size_t i = 0; i < kRecords; ++i) {
        Record record{};
        if (!storage_->read(i * kRecord, record)) {
            spoiled_ = true;
            continue;
        }
        auto numbered = from_record(record);
        if (!numbered) {
            spoiled_ = spoiled_ || std::ranges::any_of(record, [](std::byte byte) { return byte != std::byte{}; });
        } else if (!newest || numbered->number > newest->number) {
            newest = std::move(numbered);
        }
    }
    number_ = newest ? newest->number : 0;
    return newest ? std::optional(std::move(newest->kept)) : std::nullopt;
}

// A number that failed is used up: the next one goes elsewhere, and the last good one is far behind.
bool JournalRing::save(const Kept& kept) {
    ++number_;
    const Record record = to_record({number_, kept});
    return storage_->write(number_ % kRecords * kRecord, record) && storage_->sync();
}

}  // namespace anju::alarm
