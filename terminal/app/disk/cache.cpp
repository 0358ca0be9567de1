// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/cache.hpp"

#include <cstdio>
#include <utility>

#include "platform/contract/codec.hpp"
#include "terminal/app/disk/durable_file.hpp"
#include "terminal/app/disk/model_json.hpp"

namespace anju::disk {
namespace {

constexpr auto kSettings = "settings.json";
constexpr auto kPaired = "paired.json";
constexpr auto kSnapshot = "snapshot.json";
constexpr auto kOutbox = "outbox.json";
constexpr auto kErrands = "errands.json";
constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;

std::optional<contract::Snapshot> snapshot_from(std::string_view text) {
    auto snapshot = contract::decode<contract::Snapshot>(text);
    return snapshot ? std::optional(std::move(*snapshot)) : std::nullopt;
}

}  // namespace

void put_aside(const std::filesystem::path& path, const std::string& why) {
    std::fprintf(stderr, "anju-tv: %s cannot be read (%s); it is kept as %s.bad\n", path.c_str(),
                 why.c_str(), path.filename().c_str());
    std::filesystem::path aside = path;
    aside += ".bad";
    std::error_code ignored;
    std::filesystem::rename(path, aside, ignored);
}

Cache::Cache(std::filesystem::path folder)
    : folder_(std::move(folder)), snapshot_writer_(folder_ / kSnapshot) {
    remove_unfinished(folder_);
}

template <class Read>
auto Cache::load(const char* name, Read read) -> decltype(read(std::string())) {
    const auto path = folder_ / name;
    const auto text = read_whole(path, kMaxBytes);
    if (!text) {
        if (text.error().code != kAbsent) {
            put_aside(path, text.error().context);
        }
        return {};
    }
    auto value = read(*text);
    if (!value) {
        put_aside(path, "its content is damaged");
    }
    return value;
}

std::optional<model::Settings> Cache::settings() { return load(kSettings, settings_from); }
std::optional<model::Paired> Cache::paired() { return load(kPaired, paired_from); }
std::optional<contract::Snapshot> Cache::snapshot() {
    snapshot_writer_.finish();
    return load(kSnapshot, snapshot_from);
}
std::vector<model::PendingSeen> Cache::outbox() {
    return load(kOutbox, outbox_from).value_or(std::vector<model::PendingSeen>{});
}

std::vector<model::Errand> Cache::errands() {
    return load(kErrands, errands_from).value_or(std::vector<model::Errand>{});
}

bool Cache::save(const std::vector<model::Errand>& errands) { return write(kErrands, to_text(errands)); }
bool Cache::save(const model::Settings& settings) { return write(kSettings, to_text(settings)); }
bool Cache::save(const model::Paired& paired) { return write(kPaired, to_text(paired)); }
bool Cache::save(const std::vector<model::PendingSeen>& outbox) {
    return write(kOutbox, to_text(outbox));
}
void Cache::save_soon(const contract::Snapshot& snapshot) {
    snapshot_writer_.write(contract::encode(snapshot) + "\n");
}

bool Cache::write(const char* name, const std::string& text) {
    const auto written = write_durably(folder_ / name, text);
    if (written) {
        failing_.erase(name);
    } else if (failing_.insert(name).second) {
        std::fprintf(stderr, "anju-tv: not kept: %s\n", written.error().context.c_str());
    }
    return written.has_value();
}

bool Cache::wipe() {
    snapshot_writer_.forget();
    bool gone = true;
    for (const std::string name : {kPaired, kSnapshot, kOutbox, kErrands, kSettings}) {
        gone = remove_durably(folder_ / name).has_value() && gone;
        gone = remove_durably(folder_ / (name + ".bad")).has_value() && gone;
    }
    return gone;
}

}  // namespace anju::disk
