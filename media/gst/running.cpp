// SPDX-License-Identifier: Apache-2.0
#include "media/gst/running.hpp"

#include <gst/gst.h>

#include <future>
#include <thread>
#include <utility>

#include "media/gst/encoder_watch.hpp"
#include "media/gst/tools.hpp"

namespace anju::gst {

namespace {

// The coder of a pipeline that is hardware's: at most one.
Ref<GstElement> hardware_coder(GstBin* bin) {
    for (const char* name : {"coder", "decoder"}) {
        auto coder = Ref<GstElement>(gst_bin_get_by_name(bin, name));
        if (coder && is_hardware(gst_element_get_factory(coder.get()))) {
            return coder;
        }
    }
    return nullptr;
}

std::string element_name(GstElement* element) {
    return gst_plugin_feature_get_name(GST_PLUGIN_FEATURE(gst_element_get_factory(element)));
}

bool has_caps(GstElement* element, const char* name) {
    const auto pad = Ref<GstPad>(gst_element_get_static_pad(element, name));
    return pad && gst_pad_has_current_caps(pad.get()) != FALSE;
}

// Its own error, or a stream that it does not agree on: the source says that.
std::string to_blame(GstBin* bin, GstObject* source, const std::string& why) {
    const auto coder = hardware_coder(bin);
    if (!coder) {
        return {};
    }
    const bool own = source == GST_OBJECT(coder.get()) || gst_object_has_as_ancestor(source, GST_OBJECT(coder.get())) != FALSE;
    const bool agrees = has_caps(coder.get(), "sink") && has_caps(coder.get(), "src");
    return own || (!agrees && why.find("not-negotiated") != std::string::npos) ? element_name(coder.get()) : std::string();
}

}  // namespace

struct Running::Bus {
    Heard heard;
    GstBin* bin = nullptr;
    GSource* source = nullptr;
    bool failed = false;

    static gboolean hears(GstBus*, GstMessage* message, gpointer self) {
        auto& bus = *static_cast<Bus*>(self);
        const auto type = GST_MESSAGE_TYPE(message);
        if (type == GST_MESSAGE_ERROR && !std::exchange(bus.failed, true)) {
            GError* error = nullptr;
            char* details = nullptr;
            gst_message_parse_error(message, &error, &details);
            const auto why = std::string(GST_OBJECT_NAME(GST_MESSAGE_SRC(message))) + ": " + error->message +
                             (details ? std::string(" ") + details : "");
            g_error_free(error);
            g_free(details);
            const auto coder = bus.heard.coder_failed ? to_blame(bus.bin, GST_MESSAGE_SRC(message), why) : std::string();
            if (const auto blamed = bus.heard.coder_failed; !coder.empty()) {
                blamed(coder, why);  // may destroy this
            } else if (const auto told = bus.heard.failed) {
                told(why);
            }
        } else if (type == GST_MESSAGE_LATENCY && gst_pipeline_get_latency(GST_PIPELINE(bus.bin)) != GST_CLOCK_TIME_NONE) {
            gst_bin_recalculate_latency(bus.bin);  // else a sink that came later shows at once what should wait for its sound
        } else if (type == GST_MESSAGE_EOS) {
            if (const auto told = bus.heard.finished) {
                told();
            }
        }
        return G_SOURCE_CONTINUE;
    }
};

Running::Running(GstElement* bin, Heard heard) : bin_(GST_ELEMENT(gst_object_ref_sink(bin))), bus_(new Bus{std::move(heard), GST_BIN(bin)}) {
    // Without this the loudspeaker's clock would be the pipeline's, and no two pipelines would have the same.
    GstClock* clock = gst_system_clock_obtain();
    gst_pipeline_use_clock(GST_PIPELINE(bin), clock);
    gst_object_unref(clock);
    GstBus* bus = gst_element_get_bus(bin);
    bus_->source = gst_bus_create_watch(bus);
    g_source_set_callback(bus_->source, G_SOURCE_FUNC(&Bus::hears), bus_.get(), nullptr);
    g_source_attach(bus_->source, g_main_context_get_thread_default());
    gst_object_unref(bus);
}

Running::~Running() {
    g_source_destroy(bus_->source);
    g_source_unref(bus_->source);
    if (bin_) {
        gst_element_set_state(bin_.get(), GST_STATE_NULL);
    }
}

bool Running::close_within(std::chrono::milliseconds most) {
    std::promise<void> done;
    const auto closed = done.get_future();
    std::thread([bin = std::move(bin_), done = std::move(done)]() mutable {
        gst_element_set_state(bin.get(), GST_STATE_NULL);
        bin.reset();
        done.set_value();
    }).detach();
    return closed.wait_for(most) == std::future_status::ready;
}

std::unique_ptr<Running> Running::made(const std::string& text, Heard heard, std::string& why) {
    GError* error = nullptr;
    GstElement* bin = gst_parse_launch_full(text.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error);
    if (error != nullptr) {
        why = error->message;
        g_error_free(error);
    }
    if (bin == nullptr) {
        return nullptr;
    }
    if (!GST_IS_PIPELINE(bin)) {  // a single element
        gst_object_unref(gst_object_ref_sink(bin));
        why = "not a pipeline: " + text;
        return nullptr;
    }
    std::unique_ptr<Running> running(new Running(bin, std::move(heard)));
    if (const auto encoder = running->element("coder"); encoder && is_hardware(gst_element_get_factory(encoder.get()))) {
        watch_encoder(encoder.get());
    }
    return running;
}

std::unique_ptr<Running> Running::empty(Heard heard) {
    return std::unique_ptr<Running>(new Running(gst_pipeline_new(nullptr), std::move(heard)));
}

bool Running::play() { return gst_element_set_state(bin_.get(), GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE; }

std::string Running::failed_coder() {
    const auto coder = hardware_coder(GST_BIN(bin_.get()));
    if (!coder) {
        return {};
    }
    // Its own state says nothing: the bin has set it back already. Some say nothing at all.
    std::string blamed;
    GstBus* bus = gst_element_get_bus(bin_.get());
    GstMessage* error = gst_bus_pop_filtered(bus, GST_MESSAGE_ERROR);
    gst_object_unref(bus);
    if (error != nullptr) {
        blamed = to_blame(GST_BIN(bin_.get()), GST_MESSAGE_SRC(error), {});
        gst_message_unref(error);
    }
    gst_element_set_state(bin_.get(), GST_STATE_NULL);
    const auto name = element_name(coder.get());
    return blamed.empty() && !starts(name) ? name : blamed;
}

void Running::end() { gst_element_send_event(bin_.get(), gst_event_new_eos()); }

void Running::set_latency(int ms) {
    gst_pipeline_set_latency(GST_PIPELINE(bin_.get()), static_cast<GstClockTime>(ms) * GST_MSECOND);
    if (GST_STATE(bin_.get()) == GST_STATE_PLAYING) {
        gst_bin_recalculate_latency(GST_BIN(bin_.get()));
    }
}

Ref<GstElement> Running::element(const std::string& name) const {
    return Ref<GstElement>(gst_bin_get_by_name(GST_BIN(bin_.get()), name.c_str()));
}

Ref<GstElement> Running::add(const std::string& text, bool ghost_pads, std::string& why) {
    GError* error = nullptr;
    GstElement* piece =
        gst_parse_bin_from_description_full(text.c_str(), ghost_pads ? TRUE : FALSE, nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error);
    if (error != nullptr) {
        why = error->message;
        g_error_free(error);
    }
    if (piece == nullptr) {
        return nullptr;
    }
    auto owned = Ref<GstElement>(GST_ELEMENT(gst_object_ref_sink(piece)));
    gst_bin_add(GST_BIN(bin_.get()), piece);
    return owned;
}

void Running::remove(GstElement* piece) {
    gst_element_set_locked_state(piece, TRUE);
    gst_element_set_state(piece, GST_STATE_NULL);
    gst_bin_remove(GST_BIN(bin_.get()), piece);
}

std::int64_t offset_between(GstElement* from, GstElement* to) {
    return static_cast<std::int64_t>(gst_element_get_base_time(from)) - static_cast<std::int64_t>(gst_element_get_base_time(to));
}

}  // namespace anju::gst
