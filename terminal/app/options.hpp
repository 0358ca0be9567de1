// SPDX-License-Identifier: Apache-2.0
// What anju-tv is told on its command line and in its configuration file.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "platform/contract/time.hpp"
#include "platform/settings/settings_file.hpp"
#include "screens/paint/presenter.hpp"
#include "terminal/model/settings.hpp"

namespace anju::app {

struct Options {
    std::string config;    // file of settings; empty: none
    std::string platform;  // "http://127.0.0.1:8420", no path
    std::string ca;        // PEM file of the authority behind the platform's certificate; empty: the system's
    std::string data;      // folder of identity, cache, photos, settings
    std::vector<std::string> inputs;
    std::optional<contract::Time> now;
    int width = 1920, height = 1080;
    bool fullscreen = false;
    bool headless = false;
    paint::FontChoice font = paint::FontChoice::Automatic;
    paint::PresenterChoice presenter = paint::PresenterChoice::Automatic;
    std::optional<model::Language> language;
    std::optional<model::TextSize> text_size;
    std::string record, replay;
    std::optional<int> mirror;  // port, 0: any
    std::string family_url, family_name, web;
    std::string script;
    std::string ready;
    std::string speechd;
    std::string guard = "/run/anju-alarmd/socket";  // of the alarm guard
    std::string camera = "auto", microphone = "auto", speaker = "auto";
    bool help = false, version = false;
};

// One sentence on what is wrong, or the options. What --config names is read first; words of the command line win.
tl::expected<Options, std::string> parse_options(std::span<const char* const> arguments);

// What such a file may say.
std::vector<settings::Key> settings_keys();

std::string usage();

// $XDG_DATA_HOME/anju/tv, else ~/.local/share/anju/tv; empty when neither is known.
std::string default_data_folder();

}  // namespace anju::app
