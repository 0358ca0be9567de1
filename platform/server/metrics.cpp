// SPDX-License-Identifier: Apache-2.0
#include "platform/server/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <tuple>

namespace anju::server {
namespace {

// From "at once" to "somebody noticed".
const prometheus::Histogram::BucketBoundaries kSeconds{0.005, 0.02, 0.1, 0.5, 2, 10};

constexpr const char* kStatusClasses[] = {"1xx", "2xx", "3xx", "4xx", "5xx"};

double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    double total = 0;
    double resident = 0;
    file >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

// What is allocated and not yet freed; and with what lies free between, all that the allocator holds.
struct Heap {
    double in_use, held;
};
Heap heap() {
    const auto now = mallinfo2();
    const auto mapped = static_cast<double>(now.hblkhd);
    return {static_cast<double>(now.uordblks) + mapped, static_cast<double>(now.arena) + mapped};
}

double open_descriptors() {
    std::error_code failed;
    const auto all = std::filesystem::directory_iterator("/proc/self/fd", failed);
    return failed ? 0 : static_cast<double>(std::distance(begin(all), end(all)) - 1);  // without the one that looks
}

double most_descriptors() {
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<double>(limit.rlim_cur) : 0;
}

double processor_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

struct Metrics::Families {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter().Name("anju_http_requests_total").Help("Requests that were answered, by route and class of status.").Register(registry);
    prometheus::Histogram& seconds = prometheus::BuildHistogram()
                                         .Name("anju_http_request_seconds")
                                         .Help("From the head of a request to its answer; of a stream, to its opening.")
                                         .Register(registry)
                                         .Add({}, kSeconds);
    prometheus::Family<prometheus::Gauge>& streams =
        prometheus::BuildGauge().Name("anju_streams_open").Help("Event streams that are open, by who listens.").Register(registry);
    prometheus::Counter& events =
        prometheus::BuildCounter().Name("anju_events_written_total").Help("Events that were stored for somebody.").Register(registry).Add({});
    prometheus::Gauge& writing =
        prometheus::BuildGauge().Name("anju_writes_waiting").Help("Writes that wait for the disk or for their turn.").Register(registry).Add({});
    prometheus::Family<prometheus::Counter>& troubles =
        prometheus::BuildCounter().Name("anju_database_errors_total").Help("What the database would not do, by reason.").Register(registry);
    prometheus::Gauge& resident =
        prometheus::BuildGauge().Name("process_resident_memory_bytes").Help("Resident memory.").Register(registry).Add({});
    prometheus::Family<prometheus::Gauge>& heap = prometheus::BuildGauge().Name("anju_heap_bytes").Help("Memory of the allocator.").Register(registry);
    prometheus::Gauge& heap_in_use = heap.Add({{"state", "in_use"}});
    prometheus::Gauge& heap_held = heap.Add({{"state", "held"}});
    prometheus::Gauge& descriptors = prometheus::BuildGauge().Name("process_open_fds").Help("Open descriptors.").Register(registry).Add({});
    prometheus::Gauge& descriptors_limit = prometheus::BuildGauge().Name("process_max_fds").Help("How many it may open.").Register(registry).Add({});
    prometheus::Counter& processor =
        prometheus::BuildCounter().Name("process_cpu_seconds_total").Help("Processor time that was used.").Register(registry).Add({});
    prometheus::Gauge& started =
        prometheus::BuildGauge().Name("process_start_time_seconds").Help("When it started, in seconds since 1970.").Register(registry).Add({});

    std::shared_ptr<const StorageFigures> storage;
    std::mutex mutex;
    std::map<std::tuple<std::string_view, std::string_view, int>, prometheus::Counter*> by_route;
};

Metrics::Metrics(std::shared_ptr<const StorageFigures> storage) : families_(std::make_unique<Families>()) {
    families_->storage = std::move(storage);
    prometheus::BuildGauge().Name("anju_build_info").Help("Always 1; the label says what runs.").Register(families_->registry).Add({{"version", ANJU_VERSION}}).Set(1);
    for (const char* kind : {"tv", "family", "visit", "guard", "desk"}) stream(kind, 0);
    families_->started.SetToCurrentTime();
}

Metrics::~Metrics() = default;

void Metrics::answered(std::string_view method, std::string_view route, int status, std::chrono::nanoseconds took) {
    Families& f = *families_;
    f.seconds.Observe(std::chrono::duration<double>(took).count());
    const int status_class = std::clamp(status / 100, 1, 5);
    prometheus::Counter* counter = nullptr;
    {
        const std::lock_guard lock(f.mutex);
        auto& known = f.by_route[{method, route, status_class}];
        if (!known) {
            known = &f.requests.Add({{"method", std::string(method)}, {"route", std::string(route)}, {"status", kStatusClasses[status_class - 1]}});
        }
        counter = known;
    }
    counter->Increment();
}

void Metrics::stream(std::string_view kind, int more) { families_->streams.Add({{"kind", std::string(kind)}}).Increment(more); }

void Metrics::events_written(std::size_t count) { families_->events.Increment(static_cast<double>(count)); }

std::string Metrics::text() {
    Families& f = *families_;
    const std::lock_guard lock(f.mutex);  // a counter is moved up to what was read, by one at a time
    f.resident.Set(resident_bytes());
    const Heap memory = heap();
    f.heap_in_use.Set(memory.in_use);
    f.heap_held.Set(memory.held);
    f.descriptors.Set(open_descriptors());
    f.descriptors_limit.Set(most_descriptors());
    f.processor.Increment(std::max(0.0, processor_seconds() - f.processor.Value()));
    if (f.storage) {
        f.writing.Set(static_cast<double>(f.storage->writing.load()));
        for (std::size_t i = 0; i < StorageFigures::kTroubles.size(); ++i) {
            auto& counter = f.troubles.Add({{"reason", std::string(StorageFigures::kTroubles[i])}});
            counter.Increment(static_cast<double>(f.storage->troubles[i].load()) - counter.Value());
        }
    }
    return prometheus::TextSerializer().Serialize(f.registry.Collect());
}

}  // namespace anju::server
