// SPDX-License-Identifier: Apache-2.0
// How the program ended the last time: each life leaves a mark once it is on the screen, each orderly end completes it. Not
// of the household: it stays through a wipe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/contract/box_condition.hpp"

namespace anju::disk {

struct Life {
    std::string version;  // of the program
    std::string boot;     // of the machine, another after each of its starts; empty: nothing tells
    std::optional<contract::Time> ended{};
    bool operator==(const Life&) const = default;
};

// What became of `before`, seen from the life after it. Nothing where that cannot be told.
std::optional<contract::BoxStop> stop_of(const Life& before, const Life& now);

class LifeMark {
  public:
    // Reads the mark of the life before, and leaves it there.
    LifeMark(const std::filesystem::path& folder, Life now);
    const std::optional<contract::BoxStop>& stop() const { return stop_; }
    void begins();  // written and synced: not before the first picture
    void ends(contract::Time now);

  private:
    void write() const;

    std::filesystem::path path_;
    Life now_;
    std::optional<contract::BoxStop> stop_;
};

}  // namespace anju::disk
