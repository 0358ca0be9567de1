// SPDX-License-Identifier: Apache-2.0
// The box's folder: identity, cache and photos of one household, and their end. Main thread only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/contract/tv.hpp"
#include "terminal/app/disk/cache.hpp"
#include "terminal/app/disk/film_folder.hpp"
#include "terminal/app/disk/identity.hpp"
#include "terminal/app/disk/photo_folder.hpp"
#include "terminal/app/disk/trust.hpp"
#include "terminal/model/message.hpp"
#include "terminal/model/settings.hpp"
#include "terminal/model/state.hpp"

namespace anju::disk {

// Held as long as a program uses the folder; throws when another one does.
class FolderLock {
  public:
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_;
};

class Disk {
  public:
    // Makes the folder and the key when there are none. Throws std::runtime_error with one sentence
    // for a person when it cannot; a folder that has a key but cannot be written is good enough to
    // start.
    // ca: the authority told at install, see Trust.
    explicit Disk(const std::filesystem::path& folder, const std::filesystem::path& ca = {});

    // All but device and now.
    model::Started load();

    const std::string& key() const { return identity_.key; }
    std::string key_hash() const { return hash_of(identity_.key); }
    // Of the home before, which was wiped; empty: none was, something of it is still here, or there is another home since.
    std::string former_key() const;

    // File of the authority that the platform is checked against; empty: the system's.
    std::string ca() const { return trust_.file(); }

    bool save_paired(const model::Paired& paired);
    bool save_settings(const model::Settings& settings) { return cache_.save(settings); }
    bool save_outbox(const std::vector<model::PendingSeen>& outbox) { return cache_.save(outbox); }
    bool save_errands(const std::vector<model::Errand>& errands) { return cache_.save(errands); }
    void save_snapshot(const contract::Snapshot& snapshot) { cache_.save_soon(snapshot); }

    bool store_photo(const std::string& name, const std::vector<std::uint8_t>& jpeg) {
        return photos_.store(name, jpeg);
    }
    std::optional<std::vector<std::uint8_t>> load_photo(const std::string& name) const {
        return photos_.load(name);
    }
    void keep_photos(const std::set<std::string>& names) { photos_.keep(names); }

    // Made when there is none; its path, and what the platform is to know of it.
    std::string certificate_path();
    std::optional<std::string> certificate_fingerprint();

    FilmFolder& films() { return films_; }

    // Everything of the household goes and a new key is made. A power cut in between, or something that cannot be removed:
    // the next start goes on with it.
    // how: Started::ended from now on.
    void wipe(const std::string& how = {});

  private:
    void finish_wipe();
    contract::Result<void> make_key();

    std::filesystem::path folder_;
    FolderLock lock_;
    Identity identity_;
    Cache cache_;
    PhotoFolder photos_;
    FilmFolder films_;
    Trust trust_;
    std::string how_;       // of the last wipe
    bool unwiped_ = false;  // it left something
};

}  // namespace anju::disk
