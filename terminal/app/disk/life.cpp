// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/life.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "terminal/app/disk/durable_file.hpp"

namespace anju::disk {
namespace {

using contract::BoxStop;
using contract::StopWhy;
using nlohmann::json;

constexpr auto kLife = "life.json";
constexpr std::size_t kMaxLife = 4096;

std::string text_of(const Life& life) {
    json out{{"version", life.version}, {"boot", life.boot}};
    if (life.ended) {
        out["ended"] = contract::to_rfc3339(*life.ended);
    }
    return out.dump();
}

std::optional<Life> life_from(const std::string& text) {
    const auto in = json::parse(text, nullptr, false);
    const auto field = [&](const char* name) {
        const auto found = in.is_object() ? in.find(name) : in.end();
        return found != in.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    Life life{field("version"), field("boot"), contract::from_rfc3339(field("ended"))};
    return life.version.empty() ? std::nullopt : std::optional(std::move(life));
}

}  // namespace

std::optional<BoxStop> stop_of(const Life& before, const Life& now) {
    if (before.boot.empty() || now.boot.empty()) {
        return std::nullopt;
    }
    const bool same_boot = before.boot == now.boot;
    if (!before.ended) {
        return BoxStop{same_boot ? StopWhy::Fault : StopWhy::PowerLost, std::nullopt};
    }
    const bool newer = before.version != now.version;
    return BoxStop{newer ? StopWhy::Update : same_boot ? StopWhy::Restart : StopWhy::ShutDown, before.ended};
}

LifeMark::LifeMark(const std::filesystem::path& folder, Life now) : path_(folder / kLife), now_(std::move(now)) {
    if (const auto text = read_whole(path_, kMaxLife)) {
        if (const auto before = life_from(*text)) {
            stop_ = stop_of(*before, now_);
        }
    }
    now_.ended.reset();
}

void LifeMark::write() const {
    if (const auto kept = write_durably(path_, text_of(now_)); !kept) {
        std::fprintf(stderr, "anju-tv: not kept: %s\n", kept.error().context.c_str());
    }
}

void LifeMark::begins() { write(); }

void LifeMark::ends(contract::Time now) {
    now_.ended = now;
    write();
}

}  // namespace anju::disk
