// SPDX-License-Identifier: Apache-2.0
// The platform as an operator has it: a database of either kind with two homes in it, and the real program.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "platform/server/storage/database.hpp"
#include "tests/server_http/platform_process.hpp"
#include "tests/server_http/wire.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {

using server::Dialect;

class Operations : public testing::TestWithParam<Dialect> {
  protected:
    void SetUp() override;

    // A database that nobody has touched yet, as --database names it.
    std::string fresh_database();
    // With two homes in it; answers the first.
    Home furnish(const std::string& database);
    std::filesystem::path folder() const { return folder_.path; }
    static std::vector<std::string> serving(const std::string& database) { return {"--database", database, "--now", "2026-11-25T01:41:00Z"}; }
    Ended run(const std::vector<std::string>& arguments, const std::string& input = "") const { return run_platform(folder(), arguments, input); }
    // Every message text that the TV of this home was ever told of, in order.
    static std::vector<std::string> told(std::uint16_t port, const Home& home);

  private:
    TemporaryFolder folder_;
    int databases_ = 0;
};

#define ON_BOTH(Suite)                                                                                                       \
    class Suite : public Operations {};                                                                                      \
    INSTANTIATE_TEST_SUITE_P(On, Suite, testing::Values(Dialect::Sqlite, Dialect::Postgres), [](const auto& kind) {          \
        return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres";                                                        \
    })

// A relative who writes without pause, each message with a text and a key of its own, and tries again like a client
// until it is answered.
class Writer {
  public:
    Writer(std::uint16_t port, Home home, std::string tag);
    ~Writer() { stop(); }
    void stop();
    // Where it writes from now on.
    void moved_to(std::uint16_t port) { port_ = port; }
    // Texts in the order of their answers.
    std::vector<std::string> acknowledged() const;
    void wait_for(std::size_t count) const;

  private:
    void write(const std::stop_token& stop);

    std::atomic<std::uint16_t> port_;
    const Home home_;
    const std::string tag_;
    mutable std::mutex mutex_;
    std::vector<std::string> acknowledged_;
    std::jthread thread_;
};

}  // namespace anju::tests
