// SPDX-License-Identifier: Apache-2.0
// The clock of the machine is an hour wrong, and is put right while everybody is served.
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "tests/server_operations/operations.hpp"

namespace anju::tests {
namespace {

constexpr const char* kFaketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

ON_BOTH(Clock);

// What the next program started here takes for the time of day; its clock that only runs forward stays as it is.
class FakeTime {
  public:
    explicit FakeTime(std::filesystem::path file) : file_(std::move(file)) {
        set("2026-11-25 01:41:00");
        for (const auto& [name, value] : words_) ::setenv(name, value.c_str(), 1);
    }
    ~FakeTime() {
        for (const auto& [name, value] : words_) ::unsetenv(name);
    }
    void set(const std::string& time) const {
        const auto next = file_.string() + ".next";
        std::ofstream(next) << "@" << time << "\n";
        std::filesystem::rename(next, file_);
    }

  private:
    std::filesystem::path file_;
    std::vector<std::pair<const char*, std::string>> words_{
        {"LD_PRELOAD", kFaketime}, {"FAKETIME_TIMESTAMP_FILE", file_.string()}, {"FAKETIME_NO_CACHE", "1"}, {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}, {"TZ", "UTC"}};
};

TEST_P(Clock, ThatIsSteppedByAnHourLosesNothing) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer must be the first library of its program";
#endif
    if (!std::filesystem::exists(kFaketime)) GTEST_SKIP() << "no libfaketime";
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    std::vector<std::string> acknowledged;
    {
        const FakeTime time(folder() / "time");
        platform.start({"--database", database});
        const auto before = told(platform.port(), home).size();
        Writer writer(platform.port(), home, "m");
        writer.wait_for(10);
        for (const char* step : {"2026-11-25 02:41:00", "2026-11-25 01:41:30", "2026-11-25 00:41:30", "2026-11-25 01:42:00"}) {
            time.set(step);
            writer.wait_for(writer.acknowledged().size() + 10);
            const Answer ready = ask(platform.port(), "GET", "/readyz", {});
            EXPECT_EQ(ready.status, 200) << step << ": " << ready.body;
            EXPECT_EQ(ask(platform.port(), "GET", "/v1/tv/snapshot", home.tv).status, 200) << step << ": nobody is signed out";
        }
        writer.stop();
        acknowledged = writer.acknowledged();
        auto heard = told(platform.port(), home);
        heard.erase(heard.begin(), heard.begin() + static_cast<std::ptrdiff_t>(before));
        EXPECT_EQ(heard, acknowledged);
        EXPECT_EQ(platform.stop(SIGTERM), 0) << platform.log();
    }
    platform.start(serving(database));
    EXPECT_THAT(told(platform.port(), home), testing::IsSupersetOf(acknowledged));
}

}  // namespace
}  // namespace anju::tests
