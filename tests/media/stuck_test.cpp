// SPDX-License-Identifier: Apache-2.0
// A loudspeaker that never closes, as pulsesink whose server ended while it was opening: nobody waits for it for ever.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "media/gst/plugins.hpp"
#include "media/gst/sound_room.hpp"
#include "tests/media/visit.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;

// A sink for sound. The first of its kind hangs when it is closed, until the test lets it go.
struct Stuck {
    std::mutex mutex;
    std::condition_variable changed;
    GstElement* first = nullptr;
    bool hangs = false, let_go = false, gone = false;

    void close() {
        std::unique_lock lock(mutex);
        hangs = true;
        changed.notify_all();
        changed.wait_for(lock, 50s, [this] { return let_go; });
    }
    bool until(bool Stuck::* what) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 20s, [this, what] { return this->*what; });
    }
    void say(bool Stuck::* what) {
        const std::scoped_lock lock(mutex);
        this->*what = true;
        changed.notify_all();
    }
};
Stuck* stuck = nullptr;

GstStateChangeReturn change_state(GstElement* element, GstStateChange change) {
    if (change == GST_STATE_CHANGE_PAUSED_TO_READY && element == stuck->first) {
        stuck->close();
    }
    const auto result = GST_ELEMENT_CLASS(g_type_class_peek(GST_TYPE_BIN))->change_state(element, change);
    if (change == GST_STATE_CHANGE_READY_TO_NULL && element == stuck->first) {
        stuck->say(&Stuck::gone);
    }
    return result;
}

void init(GTypeInstance* instance, gpointer) {
    const std::scoped_lock lock(stuck->mutex);
    if (stuck->first == nullptr) {
        stuck->first = GST_ELEMENT(instance);
    }
    GstElement* sink = gst_element_factory_make("fakesink", nullptr);
    g_object_set(sink, "sync", TRUE, nullptr);
    gst_bin_add(GST_BIN(instance), sink);
    GstPad* pad = gst_element_get_static_pad(sink, "sink");
    gst_element_add_pad(GST_ELEMENT(instance), gst_ghost_pad_new("sink", pad));
    gst_object_unref(pad);
}

void class_init(gpointer klass, gpointer) {
    GST_ELEMENT_CLASS(klass)->change_state = change_state;
    gst_element_class_set_metadata(GST_ELEMENT_CLASS(klass), "stuck", "Sink/Audio", "hangs", "tests");
}

class StuckLoudspeaker : public testing::Test {
  protected:
    StuckLoudspeaker() {
        stuck = &stuck_;
        std::string missing;
        load_for_visits(missing);
        static const GType type = [] {
            const GTypeInfo info{sizeof(GstBinClass), nullptr, nullptr, class_init, nullptr, nullptr, sizeof(GstBin), 0, init, nullptr};
            const GType made = g_type_register_static(GST_TYPE_BIN, "AnjuStuck", &info, GTypeFlags{});
            gst_element_register(nullptr, "stuck", GST_RANK_NONE, made);
            return made;
        }();
        (void)type;
        auto options = Visit::test_devices();
        options.speaker = "stuck";
        visit_ = std::make_unique<Visit>(Codec::H264, options);
    }
    ~StuckLoudspeaker() override {
        visit_.reset();  // with one that still hangs
        stuck_.say(&Stuck::let_go);
        EXPECT_TRUE(stuck_.until(&Stuck::gone)) << "what was left is not over when it could be";
    }
    // The engine does what it is told, and no later than it may.
    void goes_on() {
        const auto begin = std::chrono::steady_clock::now();
        visit_->connect();
        visit_->agree();
        EXPECT_TRUE(visit_->until([&] { return visit_->phone->pictures() > 5 && visit_->phone->heard().size() == 48000; })) << visit_->phone->error();
        EXPECT_LT(std::chrono::steady_clock::now() - begin, SoundRoom::kClosing + 8s);
        EXPECT_EQ(visit_->count<media::Noted>(), 1);
        EXPECT_EQ(visit_->last<media::Noted>()->what, "a loudspeaker does not close and is left so");
    }

    Stuck stuck_;
    std::unique_ptr<Visit> visit_;
};

TEST_F(StuckLoudspeaker, HoldsUpNoCall) {
    visit_->engine->order(media::StartRing{});
    visit_->engine->order(media::StopRing{});
    ASSERT_TRUE(stuck_.until(&Stuck::hangs));
    goes_on();
}

TEST_F(StuckLoudspeaker, ThatFailedIsReplacedInTheCall) {
    visit_->connect();
    visit_->agree();
    ASSERT_TRUE(visit_->until([&] { return visit_->phone->pictures() > 5; })) << visit_->phone->error();
    GST_ELEMENT_ERROR(stuck_.first, RESOURCE, WRITE, ("the sound server is gone"), (nullptr));
    ASSERT_TRUE(stuck_.until(&Stuck::hangs));
    const auto pictures = visit_->phone->pictures();
    ASSERT_TRUE(visit_->until([&] { return visit_->count<media::Noted>() == 1; }));
    EXPECT_TRUE(visit_->until([&] { return visit_->phone->pictures() > pictures + 10; }));
    EXPECT_TRUE(visit_->until([&] { return visit_->live(true, true); })) << "it listens again";
    EXPECT_EQ(visit_->count<media::MediaFailed>(), 0);
}

}  // namespace
}  // namespace anju::gst
