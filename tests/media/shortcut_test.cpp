// SPDX-License-Identifier: Apache-2.0
#include "media/gst/shortcut.hpp"

#include <gmock/gmock.h>
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

namespace anju::gst {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

GstPad* shared_pad(const char* name, GstPadDirection direction) { return GST_PAD(gst_object_ref_sink(gst_pad_new(name, direction))); }

// A pad that writes down what comes, and in which thread.
class Ways : public ::testing::Test {
  protected:
    Ways() : from_((gst_init(nullptr, nullptr), shared_pad("from", GST_PAD_SRC))), to_(shared_pad("to", GST_PAD_SINK)) {
        gst_pad_set_element_private(to_.get(), this);
        gst_pad_set_chain_function(to_.get(), [](GstPad* pad, GstObject*, GstBuffer* buffer) {
            static_cast<Ways*>(gst_pad_get_element_private(pad))->came(buffer);
            gst_buffer_unref(buffer);
            return GST_FLOW_OK;
        });
        gst_pad_set_event_function(to_.get(), [](GstPad* pad, GstObject*, GstEvent* event) -> gboolean {
            static_cast<Ways*>(gst_pad_get_element_private(pad))->events_.push_back(GST_EVENT_TYPE(event));
            gst_event_unref(event);
            return TRUE;
        });
        gst_pad_set_active(to_.get(), TRUE);
        gst_pad_set_active(from_.get(), TRUE);
    }
    void begin() {
        gst_pad_push_event(from_.get(), gst_event_new_stream_start("one"));
        push_segment(0);
    }
    void push_segment(GstClockTime base) {
        GstSegment segment;
        gst_segment_init(&segment, GST_FORMAT_TIME);
        segment.base = base;
        gst_pad_push_event(from_.get(), gst_event_new_segment(&segment));
    }
    void push_word(const char* mid) {
        gst_pad_push_event(from_.get(), gst_event_new_custom(GST_EVENT_CUSTOM_DOWNSTREAM_STICKY,
                                                             gst_structure_new("word", "mid", G_TYPE_STRING, mid, nullptr)));
    }
    GstFlowReturn push(std::uint64_t number) {
        GstBuffer* buffer = gst_buffer_new();
        GST_BUFFER_OFFSET(buffer) = number;
        return gst_pad_push(from_.get(), buffer);
    }
    void came(GstBuffer* buffer) {
        const std::scoped_lock lock(mutex_);
        came_.push_back(GST_BUFFER_OFFSET(buffer));
        threads_.push_back(std::this_thread::get_id());
        changed_.notify_all();
    }
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        ASSERT_TRUE(changed_.wait_for(lock, std::chrono::seconds(10), [&] { return came_.size() >= count; }));
    }

    Ref<GstPad> from_, to_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::uint64_t> came_;
    std::vector<std::thread::id> threads_;
    std::vector<GstEventType> events_;
};

class Shortcut : public Ways {
  protected:
    Shortcut() : queue_(GST_ELEMENT(gst_object_ref_sink(gst_element_factory_make("queue", nullptr)))) {
        Ref<GstPad> in(gst_element_get_static_pad(queue_.get(), "sink"));
        out_.reset(gst_element_get_static_pad(queue_.get(), "src"));
        gst_pad_link(from_.get(), in.get());
        gst_pad_link(out_.get(), to_.get());
        gst_element_set_state(queue_.get(), GST_STATE_PLAYING);
        add_shortcut(from_.get(), to_.get());
        begin();
    }
    ~Shortcut() override { gst_element_set_state(queue_.get(), GST_STATE_NULL); }

    Ref<GstElement> queue_;
    Ref<GstPad> out_;
};

TEST_F(Shortcut, IsTakenOnceTheFirstCameThroughTheQueue) {
    push(0);
    wait_for(1);
    EXPECT_NE(threads_[0], std::this_thread::get_id());
    push(1);
    push(2);
    EXPECT_THAT(came_, ElementsAre(0, 1, 2));
    EXPECT_EQ(threads_[1], std::this_thread::get_id());
    EXPECT_EQ(threads_[2], std::this_thread::get_id());
}

TEST_F(Shortcut, KeepsWhatIsBlockedBlockedAndOvertakesNothing) {
    const auto block = gst_pad_add_probe(
        out_.get(), GST_PAD_PROBE_TYPE_BLOCK_DOWNSTREAM, [](GstPad*, GstPadProbeInfo*, gpointer) { return GST_PAD_PROBE_OK; }, nullptr, nullptr);
    for (std::uint64_t i = 0; i < 20; ++i) {
        push(i);
    }
    EXPECT_THAT(came_, SizeIs(0));
    gst_pad_remove_probe(out_.get(), block);
    for (std::uint64_t i = 20; i < 500; ++i) {
        push(i);
    }
    wait_for(500);
    std::vector<std::uint64_t> all(500);
    std::iota(all.begin(), all.end(), 0);
    EXPECT_EQ(came_, all);
    push(500);
    EXPECT_EQ(threads_.back(), std::this_thread::get_id());
}

TEST_F(Shortcut, TellsWhoSendsThatNobodyTakesItAnyMore) {
    push(0);
    wait_for(1);
    gst_pad_set_active(to_.get(), FALSE);
    EXPECT_EQ(push(1), GST_FLOW_FLUSHING);
}

class Saying : public Ways {
  protected:
    Saying() {
        gst_pad_link(from_.get(), to_.get());
        say_once(from_.get());
        begin();
    }
    long count(GstEventType type) const { return std::ranges::count(events_, type); }
};

TEST_F(Saying, TellsOfAStreamOnce) {
    for (std::uint64_t turn = 0; turn < 4; ++turn) {
        push_segment(0);
        push_word("sound");
        push(2 * turn);
        push_segment(0);
        push_word("picture");
        push(2 * turn + 1);
    }
    EXPECT_EQ(count(GST_EVENT_SEGMENT), 1);
    EXPECT_EQ(count(GST_EVENT_CUSTOM_DOWNSTREAM_STICKY), 2);
    EXPECT_THAT(came_, SizeIs(8));
}

TEST_F(Saying, TellsWhatBecameDifferent) {
    push_segment(GST_SECOND);
    push_word("sound");
    push(0);
    push_segment(0);
    push(1);
    EXPECT_EQ(count(GST_EVENT_SEGMENT), 3);
    EXPECT_EQ(count(GST_EVENT_STREAM_START), 1);
}

}  // namespace
}  // namespace anju::gst
