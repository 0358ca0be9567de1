// SPDX-License-Identifier: Apache-2.0
// What the TV needs to start without a network: small JSON files in one folder. A file that cannot
// be read is put aside as NAME.bad and counts as absent. Main thread only, but for the snapshot's
// writing.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/contract/result.hpp"
#include "platform/contract/tv.hpp"
#include "terminal/app/disk/later_writer.hpp"
#include "terminal/model/settings.hpp"
#include "terminal/model/state.hpp"

namespace anju::disk {

class Cache {
  public:
    explicit Cache(std::filesystem::path folder);

    std::optional<model::Settings> settings();
    std::optional<model::Paired> paired();
    std::optional<contract::Snapshot> snapshot();
    std::vector<model::PendingSeen> outbox();
    std::vector<model::Errand> errands();

    // False: not written; said once on stderr until it works again.
    bool save(const model::Settings& settings);
    bool save(const model::Paired& paired);
    bool save(const std::vector<model::PendingSeen>& outbox);
    bool save(const std::vector<model::Errand>& errands);
    void save_soon(const contract::Snapshot& snapshot);

    bool wipe();  // everything is gone

  private:
    template <class Read>
    auto load(const char* name, Read read) -> decltype(read(std::string()));
    bool write(const char* name, const std::string& text);

    std::filesystem::path folder_;
    std::set<std::string> failing_;
    LaterWriter snapshot_writer_;
};

// Moved to NAME.bad, for whoever wants to know why.
void put_aside(const std::filesystem::path& path, const std::string& why);

}  // namespace anju::disk
