// SPDX-License-Identifier: Apache-2.0
#include "media/gst/glib.hpp"

#include <gst/gst.h>

namespace anju::gst {

void Unref::operator()(void* object) const { g_object_unref(object); }

void* referenced(void* object) { return object == nullptr ? nullptr : g_object_ref(object); }

void CapsUnref::operator()(GstCaps* caps) const { gst_caps_unref(caps); }

Caps caps_of(const std::string& text) { return Caps(gst_caps_from_string(text.c_str())); }

std::string taken(char* text) {
    std::string copy = text == nullptr ? "" : text;
    g_free(text);
    return copy;
}

}  // namespace anju::gst
