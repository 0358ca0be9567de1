// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/program.hpp"

#include <unistd.h>

#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "media/plugin_files.hpp"
#include "platform/settings/service_manager.hpp"
#include "remote-input/evdev_source.hpp"
#include "terminal/app/disk/life.hpp"
#include "terminal/app/disk/recording.hpp"
#include "terminal/app/effects.hpp"
#include "terminal/app/files.hpp"
#include "terminal/app/guard_socket.hpp"
#include "terminal/app/late.hpp"
#include "terminal/app/loop.hpp"
#include "terminal/app/machine.hpp"
#include "terminal/app/network_kind.hpp"
#include "terminal/app/network_watch.hpp"
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
    // By files alone, 0.1 ms; the speaker and the engine say later what really answers.
    device.capabilities = {contract::Capability::Messages, contract::Capability::Help};
    device.lacking = media::lacking_for_visits();
    if (device.lacking.empty()) {
        device.capabilities.insert(contract::Capability::Visits);
    }
    return device;
}

void write_ready(const std::string& file, const std::string& font, const mirror::Mirror* mirror) {
    nlohmann::json json{{"pid", getpid()}, {"font", font}};
    if (mirror != nullptr) {
        json["mirror"] = mirror->url();
        json["mirror_port"] = mirror->port();
    }
    if (!write_by_rename(file, json.dump() + "\n")) {
        throw std::runtime_error(fmt::format("The file {} cannot be written.", file));
    }
}

mirror::MirrorOptions mirror_options(const Options& options, const paint::Pixels& pixels) {
    mirror::MirrorOptions wanted;
    wanted.port = *options.mirror;
    wanted.family_url = options.family_url;
    wanted.family_name = options.family_name;
    wanted.web_root = options.web;
    wanted.width = pixels.width;
    wanted.height = pixels.height;
    return wanted;
}

int live(const Options& options) {
    if (!late_is_there()) {
        throw std::runtime_error(fmt::format("anju-tv is not whole: {} is missing beside it.", kLateFile));
    }
    const auto font = paint::font_file(options.font);
    const Clock clock(options.now);
    disk::Disk disk(options.data, options.ca);
    disk::LifeMark life(options.data, {ANJU_VERSION, boot_id()});
    std::optional<disk::Recorder> recorder;
    if (!options.record.empty()) {
        recorder.emplace(options.record);
    }

    std::unique_ptr<keys::EvdevSource> remotes;  // set after the first picture
    const auto stage = make_stage(options, [&] { return remotes && remotes->any_device(); });
    InboxBox inbox([&] { stage->wake(); });
    std::optional<GuardSocket> guard;  // it posts into the inbox; set after the first picture
    const auto felt = [&](keys::KeyPress press) { inbox.post(KeyFelt{press}); };

    media::SoundTap tap;    // from the engine to the mirror's page
    media::SoundDesk desk;  // from the speaker to the engine
    std::unique_ptr<mirror::Mirror> mirror;
    if (options.mirror) {
        auto wanted = mirror_options(options, stage->presenter().pixels());
        wanted.tap = &tap;
        mirror = mirror::make_mirror(std::move(wanted), felt);
    }
    const Watcher watcher(
        options.script, [&](script::Lines::Line line) { inbox.post(ScriptLine{std::move(line)}); },
        [&] { inbox.post(Stop{}); });

    const auto says = [since = contract::to_rfc3339(clock.now())] {
        return fmt::format("version={}; network={}; started={}", ANJU_VERSION, network_kind(), since);
    };
    const auto started = [&] {
        auto message = disk.load();
        message.device = device(options, stage->presenter().name());
        message.settings.language = options.language.value_or(message.settings.language);
        message.settings.text_size = options.text_size.value_or(message.settings.text_size);
        message.stop = life.stop();
        message.now = clock.now();
        return message;
    };

    std::optional<NetworkWatch> network;  // since the first visit
    std::function<void(const std::string&)> photo_changed;
    std::function<model::Gauges()> measure;
    Effects effects({
        disk, inbox,
        [&](std::string key, std::function<void(client::News)> sink) {
            return late().make_client(
                {options.platform, std::move(key), "anju-tv/" ANJU_VERSION, disk.ca(), says}, std::move(sink));
        },
        [&](std::function<void(speech::Available)> changed) {
            return late().make_speaker({.speechd_socket = options.speechd, .desk = &desk}, std::move(changed));
        },
        started,
        [&](const std::string& name) { photo_changed(name); },
        [&](std::string certificate, std::function<void(media::News)> sink) {
            media::EngineOptions wanted;
            wanted.camera = options.camera;
            wanted.microphone = options.microphone;
            wanted.speaker = options.speaker;
            wanted.certificate = std::move(certificate);
            wanted.tap = &tap;
            wanted.desk = &desk;
            if (!network) {
                network.emplace([&inbox] { inbox.post(model::Message(model::CallMoved{call::NetworkChanged{}})); });
            }
            return late().make_engine(std::move(wanted), std::move(sink), [&] { stage->wake(); });
        },
        [&] { return measure(); },
        [] { return look_at_machine(); },
        [&](std::string line) {
            if (guard) {
                guard->say(std::move(line));
            }
        },
        options.platform,
    });
    settings::Watchdog watchdog(options.ready);
    LoopParts parts{*stage, inbox, clock, &effects, mirror.get()};
    parts.watchdog = &watchdog;
    parts.load_photo = [&](const std::string& name) { return disk.load_photo(name); };
    parts.engine = [&] { return effects.engine(); };
    if (recorder) {
        parts.record = [&](const model::Message& message) { recorder->add(message); };
    }
    parts.first_picture = [&] {
        effects.begin();
        remotes = std::make_unique<keys::EvdevSource>(
            options.inputs, [&](keys::KeyPress press, keys::Time) {
                press.device = true;
                felt(press);
            });
        guard.emplace(options.guard, [&](std::optional<model::GuardState> said) { inbox.post(FromGuard{std::move(said)}); });
        life.begins();
        if (!options.ready.empty()) {
            write_ready(options.ready, font, mirror.get());
        }
        settings::tell_service_manager("READY=1");
    };
    parts.font = options.font;
    Loop loop(std::move(parts));
    photo_changed = [&](const std::string& name) { loop.photo_changed(name); };
    measure = [&] { return loop.measure(); };
    const int code = loop.run({started()});
    guard.reset();    // they post into the inbox
    remotes.reset();
    life.ends(clock.now());
    return code;
}

// Shows what a recording leads to. No network, no disk, no voice.
int replay(const Options& options) {
    auto past = disk::read_recording(options.replay);
    if (!past) {
        throw std::runtime_error(fmt::format("The recording {} cannot be read: {}.", options.replay,
                                             past.error().context));
    }
    const auto font = paint::font_file(options.font);
    const Clock clock(options.now);
    const auto stage = make_stage(options, [] { return true; });
    InboxBox inbox([&] { stage->wake(); });
    std::unique_ptr<mirror::Mirror> mirror;
    if (options.mirror) {
        mirror = mirror::make_mirror(mirror_options(options, stage->presenter().pixels()),
                                     [](keys::KeyPress) {});
    }
    const Watcher watcher(
        options.script, [&](script::Lines::Line line) { inbox.post(ScriptLine{std::move(line)}); },
        [&] { inbox.post(Stop{}); });
    LoopParts parts{*stage, inbox, clock, nullptr, mirror.get()};
    parts.load_photo = [](const std::string&) { return std::nullopt; };
    parts.first_picture = [&] {
        if (!options.ready.empty()) {
            write_ready(options.ready, font, mirror.get());
        }
    };
    parts.font = options.font;
    return Loop(std::move(parts)).run(*past);
}

}  // namespace

int run_program(const Options& options) {
    return options.replay.empty() ? live(options) : replay(options);
}

}  // namespace anju::app
