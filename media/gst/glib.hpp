// SPDX-License-Identifier: Apache-2.0
// Names and owners of GStreamer's objects, without its headers.
#pragma once

#include <memory>
#include <string>

typedef struct _GstElement GstElement;
typedef struct _GstElementFactory GstElementFactory;
typedef struct _GstPad GstPad;
typedef struct _GstBuffer GstBuffer;
typedef struct _GstCaps GstCaps;
typedef struct _GstStructure GstStructure;
typedef struct _GstEvent GstEvent;
typedef struct _GMainContext GMainContext;
typedef struct _GMainLoop GMainLoop;

namespace anju::gst {

struct Unref {
    void operator()(void* object) const;  // g_object_unref
};
template <class T>
using Ref = std::unique_ptr<T, Unref>;

// A new reference of its own.
void* referenced(void* object);
template <class T>
Ref<T> share(T* object) {
    return Ref<T>(static_cast<T*>(referenced(object)));
}

struct CapsUnref {
    void operator()(GstCaps* caps) const;
};
using Caps = std::unique_ptr<GstCaps, CapsUnref>;
Caps caps_of(const std::string& text);  // nothing: not caps

// What g_malloc made, as a string of ours.
std::string taken(char* text);

}  // namespace anju::gst
