// SPDX-License-Identifier: Apache-2.0
// The journal: a ring of records in a file that has its whole size from the beginning. What was saved stands in another place than what is
// written next, so a write that breaks off loses only itself. One thread at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "platform/contract/result.hpp"
#include "terminal/alarm/record.hpp"

namespace anju::alarm {

inline constexpr std::size_t kRecords = 16, kJournal = kRecords * kRecord;  // 64 KiB

// A file of kJournal bytes.
class Storage {
  public:
    virtual ~Storage() = default;
    virtual bool read(std::size_t at, std::span<std::byte> into) = 0;
    virtual bool write(std::size_t at, std::span<const std::byte> bytes) = 0;
    virtual bool sync() = 0;
};

class JournalRing {
  public:
    explicit JournalRing(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}

    // The newest whole record; nothing in a new file.
    std::optional<Kept> load();
    // Bytes that are no record: it was written to, and cannot be read.
    bool spoiled() const { return spoiled_; }
    // Of what was saved last, or tried to.
    std::uint64_t number() const { return number_; }
    // What is saved next is newer than that one, whatever could be read.
    void go_on_after(std::uint64_t number) { number_ = std::max(number_, number); }
    // True: it stays, whatever happens to the power.
    bool save(const Kept& kept);

  private:
    std::unique_ptr<Storage> storage_;
    std::uint64_t number_ = 0;
    bool spoiled_ = false;
};

// Made with zeros throughout where it is new: a full disk has room for what is written later. Only one program has it.
contract::Result<std::unique_ptr<Storage>> open_storage(const std::filesystem::path& path);
// Of a disk that takes nothing any more: what it kept is still called.
contract::Result<std::unique_ptr<Storage>> read_storage(const std::filesystem::path& path);

}  // namespace anju::alarm
