// SPDX-License-Identifier: Apache-2.0
#include "media/gst/media_thread.hpp"

#include <glib.h>
#include <pthread.h>

#include <utility>

namespace anju::gst {
namespace {

struct Task {
    std::function<void()> run;
    bool again = false;
};

gboolean carry_out(gpointer data) {
    auto* task = static_cast<Task*>(data);
    task->run();
    return task->again ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void forget(gpointer data) { delete static_cast<Task*>(data); }

unsigned attach(GMainContext* context, GSource* source, Task* task) {
    g_source_set_callback(source, carry_out, task, forget);
    const unsigned id = g_source_attach(source, context);
    g_source_unref(source);
    return id;
}

}  // namespace

MediaThread::MediaThread()
    : context_(g_main_context_new()), loop_(g_main_loop_new(context_, FALSE)) {
    thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "media");
        g_main_context_push_thread_default(context_);
        g_main_loop_run(loop_);
        g_main_context_pop_thread_default(context_);
    });
}

MediaThread::~MediaThread() {
    post([this] { g_main_loop_quit(loop_); });
    thread_.join();
    g_main_loop_unref(loop_);
    g_main_context_unref(context_);
}

void MediaThread::post(std::function<void()> task) {
    GSource* source = g_idle_source_new();
    g_source_set_priority(source, G_PRIORITY_DEFAULT);
    attach(context_, source, new Task{std::move(task)});
}

MediaThread::Timer MediaThread::after(std::chrono::milliseconds time, std::function<void()> task) {
    return arm(time, false, std::move(task));
}

MediaThread::Timer MediaThread::every(std::chrono::milliseconds time, std::function<void()> task) {
    return arm(time, true, std::move(task));
}

MediaThread::Timer MediaThread::arm(std::chrono::milliseconds time, bool again,
                                    std::function<void()> task) {
    return attach(context_, g_timeout_source_new(static_cast<guint>(time.count())),
                  new Task{std::move(task), again});
}

void MediaThread::cancel(Timer& timer) {
    if (timer == 0) {
        return;
    }
    if (GSource* source = g_main_context_find_source_by_id(context_, std::exchange(timer, 0))) {
        g_source_destroy(source);
    }
}

}  // namespace anju::gst
