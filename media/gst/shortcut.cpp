// SPDX-License-Identifier: Apache-2.0
#include "media/gst/shortcut.hpp"

#include <gst/gst.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <vector>

namespace anju::gst {
namespace {

struct Counts {
    std::atomic<std::uint64_t> came{0}, passed{0};
};
struct Shortcut {
    std::shared_ptr<Counts> counts;
    Ref<GstPad> to;
};

// With the pad's stream held: what is counted here is through before anything else gets in.
GstPadProbeReturn passes(GstPad*, GstPadProbeInfo*, gpointer data) {
    ++(*static_cast<std::shared_ptr<Counts>*>(data))->passed;
    return GST_PAD_PROBE_OK;
}

GstPadProbeReturn comes(GstPad*, GstPadProbeInfo* info, gpointer data) {
    const auto& [counts, to] = *static_cast<Shortcut*>(data);
    const auto before = counts->came++;
    if (before == 0 || before != counts->passed) {
        return GST_PAD_PROBE_OK;  // not let through yet, or it would overtake one that waits
    }
    GST_PAD_PROBE_INFO_FLOW_RETURN(info) = gst_pad_chain(to.get(), GST_PAD_PROBE_INFO_BUFFER(info));
    return GST_PAD_PROBE_HANDLED;
}

struct Free {
    void operator()(GstStructure* word) const { gst_structure_free(word); }
};
struct Said {
    std::optional<GstSegment> segment;
    std::vector<std::unique_ptr<GstStructure, Free>> words;  // one of sound's, one of the picture's
};

bool news(Said& said, GstEvent* event) {
    if (GST_EVENT_TYPE(event) == GST_EVENT_SEGMENT) {
        const GstSegment* segment = nullptr;
        gst_event_parse_segment(event, &segment);
        if (said.segment && gst_segment_is_equal(segment, &*said.segment) != FALSE) {
            return false;
        }
        said.segment = *segment;
    } else if (GST_EVENT_TYPE(event) == GST_EVENT_CUSTOM_DOWNSTREAM_STICKY) {
        const GstStructure* word = gst_event_get_structure(event);
        if (std::ranges::any_of(said.words, [&](const auto& old) { return gst_structure_is_equal(word, old.get()) != FALSE; })) {
            return false;
        }
        said.words.emplace_back(gst_structure_copy(word));
    }
    return true;
}

GstPadProbeReturn says(GstPad*, GstPadProbeInfo* info, gpointer data) {
    GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
    if (news(*static_cast<Said*>(data), event)) {
        return GST_PAD_PROBE_OK;
    }
    gst_event_unref(event);
    return GST_PAD_PROBE_HANDLED;  // dropped, it would be said again before each packet
}

}  // namespace

void add_shortcut(GstPad* from, GstPad* to) {
    auto counts = std::make_shared<Counts>();
    gst_pad_add_probe(to, GST_PAD_PROBE_TYPE_BUFFER, passes, new std::shared_ptr<Counts>(counts),
                      [](gpointer held) { delete static_cast<std::shared_ptr<Counts>*>(held); });
    gst_pad_add_probe(from, GST_PAD_PROBE_TYPE_BUFFER, comes, new Shortcut{counts, share(to)},
                      [](gpointer held) { delete static_cast<Shortcut*>(held); });
}

void say_once(GstPad* pad) {
    gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, says, new Said,
                      [](gpointer held) { delete static_cast<Said*>(held); });
}

}  // namespace anju::gst
