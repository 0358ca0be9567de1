// SPDX-License-Identifier: Apache-2.0
// The loopback page that shows the screen and takes keys (off on a box). Own thread; waits on descriptors.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "media/sound_tap.hpp"
#include "remote-input/key.hpp"
#include "screens/paint/canvas.hpp"

namespace anju::mirror {

struct MirrorOptions {
    int port = 0;               // 127.0.0.1 only; 0: any
    std::string token;          // needed in the URL; empty: one is made
    std::string family_url;     // shown in the phone frame; empty: no phone
    std::string family_name;    // whose phone that is; empty: not said
    std::string web_root;       // folder of the shop window's page
    int width = 1920, height = 1080;  // of the picture, until the first is shown
    std::string name = "安居电视";
    media::SoundTap* tap = nullptr;  // what the loudspeaker plays; none: a page hears nothing. Outlives the mirror
};

class Mirror {
  public:
    virtual ~Mirror() = default;
    // Copies the changed boxes; the newest picture wins when the page is slow. Main thread, never blocks.
    // moving: where moving pictures stand. What meets them is copied a few times a second at most, so it may have to
    // go_on() at the deadline with the same picture.
    // night: the picture is of the quiet hours; the page's words are then others.
    virtual void show(paint::Pixels picture, const std::vector<paint::Box>& changed, const std::vector<paint::Box>& moving = {}, bool night = false) = 0;
    virtual void go_on(paint::Pixels picture) = 0;
    virtual std::optional<paint::Moment> deadline() const = 0;
    virtual std::string url() const = 0;
    virtual int port() const = 0;
};

// pressed runs on the mirror's thread: copy, post, return. Throws std::runtime_error with one plain sentence when the port is taken.
std::unique_ptr<Mirror> make_mirror(MirrorOptions options, std::function<void(keys::KeyPress)> pressed);

}  // namespace anju::mirror
