// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "terminal/app/disk/certificate.hpp"
#include "terminal/app/disk/durable_file.hpp"

namespace anju::disk {
namespace {

namespace fs = std::filesystem;

constexpr auto kIdentity = "identity.json";
constexpr auto kFormer = "former.json";
constexpr auto kWiping = "wiping";  // stands while a wipe is under way
constexpr auto kPhotos = "photos";
constexpr auto kFilms = "films";
constexpr auto kCertificate = "certificate.pem";
constexpr std::size_t kMaxCertificate = 16 * 1024;

fs::path made(const fs::path& folder) {
    std::error_code error;
    if (fs::create_directories(folder, error)) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (error) {
        throw std::runtime_error("The folder " + folder.string() +
                                 " cannot be made: " + error.message() + ".");
    }
    return folder;
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder)
    : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) {
        throw std::runtime_error("The folder " + folder.string() +
                                 " cannot be opened: " + std::strerror(errno) + ".");
    }
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor_);
        throw std::runtime_error("The folder " + folder.string() +
                                 " is in use by another anju-tv.");
    }
}

FolderLock::~FolderLock() { close(descriptor_); }

Disk::Disk(const fs::path& folder, const fs::path& ca)
    : folder_(made(folder)), lock_(folder_), cache_(folder_), photos_(folder_ / kPhotos), films_(folder_ / kFilms), trust_(folder_, ca) {
    if (fs::exists(folder_ / kWiping)) {
        finish_wipe();
        return;
    }
    auto identity = load_identity(folder_ / kIdentity);
    if (identity) {
        identity_ = std::move(*identity);
        return;
    }
    if (identity.error().kind == contract::ErrorKind::Malformed) {
        put_aside(folder_ / kIdentity, "its content is damaged");
    } else if (identity.error().code != kAbsent) {
        throw std::runtime_error("The key of this box cannot be read: " + identity.error().context +
                                 ".");
    }
    if (const auto kept = make_key(); !kept) {
        throw std::runtime_error("The key of this box cannot be kept: " + kept.error().context +
                                 ".");
    }
}

model::Started Disk::load() {
    model::Started started;
    started.box_id = identity_.box_id;
    started.settings = cache_.settings().value_or(model::Settings{});
    started.paired = cache_.paired();
    started.ended = started.paired ? "" : load_former(folder_ / kFormer).value_or(Former{"", how_}).how;
    started.unwiped = unwiped_;
    started.cached = cache_.snapshot();
    started.outbox = cache_.outbox();
    started.photos_here = photos_.names();
    started.errands = cache_.errands();
    started.clips_here = films_.names();
    std::set<std::string> waiting;
    for (const auto& errand : started.errands) {
        if (const auto* film = std::get_if<model::Errand::Film>(&errand.what)) {
            waiting.insert(film->recording);
        }
    }
    films_.keep_recorded(waiting);  // what nobody said to send was never sent
    return started;
}

std::string Disk::certificate_path() {
    static_cast<void>(certificate_fingerprint());
    return folder_ / kCertificate;
}

std::optional<std::string> Disk::certificate_fingerprint() {
    const auto path = folder_ / kCertificate;
    if (const auto pem = read_whole(path, kMaxCertificate)) {
        if (auto fingerprint = disk::certificate_fingerprint(*pem)) {
            return fingerprint;
        }
        put_aside(path, "its content is damaged");
    }
    const auto made = make_certificate();
    const auto kept = made ? write_durably(path, *made) : tl::unexpected(made.error());
    if (!kept) {
        std::fprintf(stderr, "anju-tv: the certificate for visits: %s\n", kept.error().context.c_str());
        return std::nullopt;
    }
    return disk::certificate_fingerprint(*made);
}

bool Disk::save_paired(const model::Paired& paired) {
    const bool kept = trust_.keep() && cache_.save(paired);
    static_cast<void>(remove_durably(folder_ / kFormer));
    return kept;
}

std::string Disk::former_key() const { return unwiped_ ? "" : load_former(folder_ / kFormer).value_or(Former{}).key; }

void Disk::wipe(const std::string& how) {
    how_ = how;
    if (const auto kept = save_former(folder_ / kFormer, {identity_.key, how}); !kept) {
        std::fprintf(stderr, "anju-tv: not kept: %s\n", kept.error().context.c_str());
    }
    if (const auto marked = write_durably(folder_ / kWiping, ""); !marked) {
        std::fprintf(stderr, "anju-tv: %s\n", marked.error().context.c_str());
    }
    finish_wipe();
}

void Disk::finish_wipe() {
    const std::array gone{cache_.wipe(), photos_.wipe(), films_.wipe(), trust_.forget(), remove_durably(folder_ / kCertificate).has_value(),
                          remove_durably(folder_ / (std::string(kIdentity) + ".bad")).has_value()};
    // Unwritable: better a box that pairs anew at every start than one that does not start.
    const auto kept = make_key();
    if (!kept) {
        std::fprintf(stderr, "anju-tv: not kept: %s\n", kept.error().context.c_str());
    }
    unwiped_ = !kept || std::find(gone.begin(), gone.end(), false) != gone.end();
    if (unwiped_) {
        std::fprintf(stderr, "anju-tv: not everything of the last home could be removed from %s; it is tried again at the next start\n", folder_.c_str());
        return;
    }
    unwiped_ = !remove_durably(folder_ / kWiping);  // while it is there the next start wipes again
}

contract::Result<void> Disk::make_key() {
    identity_ = make_identity();
    return save_identity(folder_ / kIdentity, identity_);
}

}  // namespace anju::disk
