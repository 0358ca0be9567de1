// SPDX-License-Identifier: Apache-2.0
#include "media/gst/film.hpp"

#include <gst/gst.h>

#include <utility>

#include "media/gst/pictures.hpp"
#include "media/gst/pipeline.hpp"

namespace anju::gst {
namespace {

GstElement* bin_of(const std::string& text) {
    return gst_parse_bin_from_description(text.c_str(), TRUE, nullptr);
}

}  // namespace

Film::Film(const std::string& path, media::FrameSlot& slot, std::function<void(std::span<const std::int16_t>)> sound,
           std::function<void(bool failed)> ended)
    : ended_(std::move(ended)) {
    const auto end = [this](bool failed) {
        if (const auto told = std::exchange(ended_, {})) {
            told(failed);
        }
    };
    std::string why;
    running_ = Running::made(film_text(), {[end](std::string) { end(true); }, [end] { end(false); }}, why);
    GstElement* pictures = running_ ? bin_of(film_picture_text()) : nullptr;
    GstElement* heard = running_ ? bin_of(film_sound_text()) : nullptr;
    if (pictures == nullptr || heard == nullptr) {
        end(true);
        return;
    }
    const auto shown = Ref<GstElement>(gst_bin_get_by_name(GST_BIN(pictures), "pictures"));
    const auto played = Ref<GstElement>(gst_bin_get_by_name(GST_BIN(heard), "sound"));
    show_in(shown.get(), slot, [](const media::Frame&) { return true; });
    take_from(played.get(), [sound = std::move(sound)](const Taken& taken) {
        GstMapInfo map;
        if (gst_buffer_map(taken.buffer, &map, GST_MAP_READ) != FALSE) {
            sound({reinterpret_cast<const std::int16_t*>(map.data), map.size / 2});
            gst_buffer_unmap(taken.buffer, &map);
        }
    });
    const auto uri = taken(gst_filename_to_uri(path.c_str(), nullptr));
    g_object_set(running_->bin(), "uri", uri.c_str(), "video-sink", pictures, "audio-sink", heard, nullptr);
    if (!running_->play()) {
        end(true);
    }
}

}  // namespace anju::gst
