// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/program.hpp"

#include <unistd.h>

#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "remote-input/evdev_source.hpp"
#include "terminal/app/effects.hpp"
#include "terminal/app/files.hpp"
#include "terminal/app/loop.hpp"
#include "terminal/app/watcher.hpp"

namespace anju::app {
namespace {

// The host of the platform, for the about screen: 127.0.0.1:8420.
std::string host_of(const std::string& url) {
    const auto scheme = url.find("://");
    return scheme == url.npos ? url : url.substr(scheme + 3);
}

std::unique_ptr<Stage> make_stage(const Options& options, std::function<bool()> keys_elsewhere) {
    if (options.headless) {
        return make_headless_stage(options.width, options.height);
    }
    return make_window_stage({options.width, options.height, options.fullscreen, options.presenter,
                              std::move(keys_elsewhere)});
}

model::Device device(const Options& options, const std::string& presenter) {
    model::Device device;
    device.version = ANJU_VERSION;
    device.platform = host_of(options.platform);
    device.presenter = presenter;
    device.test_clock = options.now.has_value();
    // What is built in; the speaker says soon what really answers.
    device.capabilities = {contract::Capability::Messages};
    return device;
}

void write_ready(const std::string& file, const mirror::Mirror* mirror) {
    nlohmann::json json{{"pid", getpid()}};
    if (mirror != nullptr) {
        json["mirror"] = mirror->url();
        json["mirror_port"] = mirror->port();
    }
    if (!write_by_rename(file, json.dump() + "\n")) {
        throw std::runtime_error(fmt::format("The file {} cannot be written.", file));
    }
}

}  // namespace

int run_program(const Options& options) {
    const Clock clock(options.now);
    disk::Disk disk(options.data);

    std::unique_ptr<keys::EvdevSource> remotes;  // set after the first picture
    const auto stage = make_stage(options, [&] { return remotes && remotes->any_device(); });
    InboxBox inbox([&] { stage->wake(); });

    std::unique_ptr<mirror::Mirror> mirror;
    if (options.mirror) {
        const auto pixels = stage->presenter().pixels();
        mirror::MirrorOptions wanted;
        wanted.port = *options.mirror;
        wanted.family_url = options.family_url;
        wanted.web_root = options.web;
        wanted.lan = options.lan;
        wanted.width = pixels.width;
        wanted.height = pixels.height;
        mirror = mirror::make_mirror(wanted,
                                     [&](keys::KeyPress press) { inbox.post(KeyFelt{press}); });
    }
    const Watcher watcher(
        options.script, [&](script::Lines::Line line) { inbox.post(ScriptLine{std::move(line)}); },
        [&] { inbox.post(Stop{}); });

    const auto started = [&] {
        auto message = disk.load();
        message.device = device(options, stage->presenter().name());
        message.settings.language = options.language.value_or(message.settings.language);
        message.settings.text_size = options.text_size.value_or(message.settings.text_size);
        message.now = clock.now();
        return message;
    };

    Loop* shown = nullptr;
    Effects effects({
        disk, inbox, clock,
        [&](std::string key, std::function<void(client::News)> sink) {
            return client::make_http_client(
                {options.platform, std::move(key), "anju-tv/" ANJU_VERSION}, std::move(sink));
        },
        [&](std::function<void(speech::Available)> changed) {
            return speech::make_speaker({options.speechd}, std::move(changed));
        },
        started,
        [&](const std::string& name) { shown->photo_changed(name); },
    });
    Loop loop({*stage, inbox, clock, effects, mirror.get(),
               [&](const std::string& name) { return disk.load_photo(name); },
               {},
               [&] {
                   effects.begin();
                   remotes = std::make_unique<keys::EvdevSource>(
                       options.inputs, [&](keys::KeyPress press, keys::Time) {
                           inbox.post(KeyFelt{press});
                       });
                   if (!options.ready.empty()) {
                       write_ready(options.ready, mirror.get());
                   }
               }});
    shown = &loop;
    const int code = loop.run(started());
    remotes.reset();  // they post into the inbox
    return code;
}

}  // namespace anju::app
