// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/record.hpp"

#include <algorithm>
#include <concepts>
#include <string_view>

namespace anju::alarm {
namespace {

constexpr std::string_view kMagic = "ANJUALM1";
constexpr std::size_t kHead = 8 + 4 + 4;  // magic, length, checksum of what follows
constexpr std::size_t kMostBytes = kRecord - kHead;
constexpr int kStates = 5, kSources = 4;

// A run with its longest id, so that the fullest record still fits.
constexpr std::size_t kRunBytes = 1 + kLongestId + 8 + 1 + 8 + 4 * 4 + 8 + 8 + 1 + 2 * 9;
static_assert(8 + 8 + 1 + kLongestId + 1 + (kMostOlder + 1) * kRunBytes <= kMostBytes);

// CRC-32 (IEEE 802.3).
std::uint32_t checksum(std::span<const std::byte> bytes) {
    std::uint32_t crc = ~0U;
    for (const std::byte byte : bytes) {
        crc ^= static_cast<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

class Writer {
  public:
    explicit Writer(std::span<std::byte> out) : out_(out) {}
    void number(std::uint64_t value, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes && at_ < out_.size(); ++i) {
            out_[at_++] = static_cast<std::byte>(value >> (8 * i));
        }
    }
    void text(std::string_view text) {
        const auto size = std::min(text.size(), kLongestId);
        number(size, 1);
        for (const char c : text.substr(0, size)) {
            number(static_cast<unsigned char>(c), 1);
        }
    }
    void moment(const std::optional<Moment>& moment) {
        number(moment ? 1 : 0, 1);
        number(moment ? static_cast<std::uint64_t>(moment->count()) : 0, 8);
    }
    void run(const Run& run) {
        text(run.report.id);
        number(run.report.sequence, 8);
        number(static_cast<std::uint64_t>(run.report.source), 1);
        number(static_cast<std::uint64_t>(run.report.pressed_at.time_since_epoch().count()), 8);
        for (const int count : {run.report.presses, run.report.taken_back, run.there_presses, run.there_taken_back}) {
            number(static_cast<std::uint64_t>(count), 4);
        }
        number(static_cast<std::uint64_t>(run.incident.time_since_epoch().count()), 8);
        number(run.revision, 8);
        number(run.there ? static_cast<std::uint64_t>(*run.there) + 1 : 0, 1);
        moment(run.last_press);
        moment(run.taken_back_at);
    }
    std::size_t size() const { return at_; }

  private:
    std::span<std::byte> out_;
    std::size_t at_ = 0;
};

class Reader {
  public:
    explicit Reader(std::span<const std::byte> in) : in_(in) {}
    std::uint64_t number(std::size_t bytes) {
        std::uint64_t value = 0;
        if (in_.size() < bytes) {
            good_ = false;
            return 0;
        }
        for (std::size_t i = 0; i < bytes; ++i) {
            value |= static_cast<std::uint64_t>(in_[i]) << (8 * i);
        }
        in_ = in_.subspan(bytes);
        return value;
    }
    int count() {
        const auto value = number(4);
        good_ = good_ && value <= static_cast<std::uint64_t>(contract::kMaxPresses);
        return good_ ? static_cast<int>(value) : 0;
    }
    std::string text() {
        const auto size = number(1);
        good_ = good_ && size <= kLongestId && size <= in_.size();
        std::string out;
        for (std::uint64_t i = 0; good_ && i < size; ++i) {
            out += static_cast<char>(number(1));
        }
        return out;
    }
    std::optional<Moment> moment() {
        const bool there = number(1) == 1;
        const auto value = static_cast<std::int64_t>(number(8));
        return there ? std::optional(Moment(value)) : std::nullopt;
    }
    Run run() {
        Run run;
        run.report.id = text();
        run.report.sequence = number(8);
        const auto source = number(1);
        good_ = good_ && source < kSources;
        run.report.source = static_cast<contract::AlarmSource>(good_ ? source : 0);
        run.report.pressed_at = contract::Time(Moment(static_cast<std::int64_t>(number(8))));
        run.report.presses = count();
        run.report.taken_back = count();
        run.there_presses = count();
        run.there_taken_back = count();
        run.incident = contract::Time(Moment(static_cast<std::int64_t>(number(8))));
        run.revision = number(8);
        const auto state = number(1);
        good_ = good_ && state <= kStates && run.report.presses >= 1;
        if (good_ && state > 0) {
            run.there = static_cast<contract::AlarmState>(state - 1);
        }
        run.last_press = moment();
        run.taken_back_at = moment();
        return run;
    }
    void fail() { good_ = false; }
    bool good() const { return good_; }
    bool ended() const { return in_.empty(); }

  private:
    std::span<const std::byte> in_;
    bool good_ = true;
};

}  // namespace

Record to_record(const Numbered& numbered) {
    Record record{};
    const auto body = std::span(record).subspan(kHead);
    Writer out(body);
    out.number(numbered.number, 8);
    out.number(numbered.kept.sequence, 8);
    out.text(numbered.kept.boot);
    std::vector<const Run*> runs;
    if (numbered.kept.run) {
        runs.push_back(&*numbered.kept.run);
    }
    for (const Run& run : numbered.kept.older) {
        if (runs.size() < kMostOlder + (numbered.kept.run ? 1 : 0)) {
            runs.push_back(&run);
        }
    }
    out.number((numbered.kept.run ? 0x80U : 0U) | runs.size(), 1);
    for (const Run* run : runs) {
        out.run(*run);
    }
    Writer head(record);
    for (const char c : kMagic) {
        head.number(static_cast<unsigned char>(c), 1);
    }
    head.number(out.size(), 4);
    head.number(checksum(body.first(out.size())), 4);
    return record;
}

std::optional<Numbered> from_record(std::span<const std::byte> bytes) {
    if (bytes.size() < kRecord) {
        return std::nullopt;
    }
    Reader head(bytes);
    for (const char c : kMagic) {
        if (head.number(1) != static_cast<unsigned char>(c)) {
            return std::nullopt;
        }
    }
    const auto size = head.number(4);
    const auto sum = head.number(4);
    if (size > kMostBytes || checksum(bytes.subspan(kHead, size)) != sum) {
        return std::nullopt;
    }
    Reader in(bytes.subspan(kHead, size));
    Numbered numbered;
    numbered.number = in.number(8);
    numbered.kept.sequence = in.number(8);
    numbered.kept.boot = in.text();
    const auto counted = in.number(1);
    const bool current = (counted & 0x80U) != 0;
    const auto runs = counted & 0x7FU;
    if (runs > kMostOlder + (current ? 1 : 0) || (current && runs == 0)) {
        in.fail();
    }
    for (std::uint64_t i = 0; in.good() && i < runs; ++i) {
        if (current && i == 0) {
            numbered.kept.run = in.run();
        } else {
            numbered.kept.older.push_back(in.run());
        }
    }
    return in.good() && in.ended() ? std::optional(std::move(numbered)) : std::nullopt;
}

}  // namespace anju::alarm
