// SPDX-License-Identifier: Apache-2.0
// A mistake of ours in the middle of a transaction: it changes nothing, and the next one is well.
#include <stdexcept>

#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using testing::SizeIs;

ON_BOTH_DATABASES(BrokenBody);

constexpr const char* kInsert =
    "INSERT INTO audit (who, what, subject, household, path, before, after, at)"
    " VALUES ('x', 'x', 'x', '', '/', '', '', 0)";

bool ended_badly(const std::function<Stored<void>()>& call) {
    try {
        return !call();
    } catch (const std::runtime_error&) {
        return true;
    }
}

TEST_P(BrokenBody, ThatWritesChangesNothing) {
    const auto database = raw();
    const auto before = count("audit");
    for (int i = 0; i < 4; ++i) {  // more than there are connections
        EXPECT_TRUE(ended_badly([&] {
            return database->write([](Transaction& tx) -> Stored<void> {
                tx.run(kInsert);
                throw std::runtime_error("a mistake");
            });
        }));
    }
    must(database->write([](Transaction& tx) -> Stored<void> {
        tx.run(kInsert);
        return {};
    }));
    EXPECT_EQ(count("audit"), before + 1);
}

TEST_P(BrokenBody, ThatReadsLeavesItsConnectionInOrder) {
    const auto database = raw();
    for (int i = 0; i < 4; ++i) {
        EXPECT_TRUE(ended_badly([&] {
            return database->read([](Transaction& tx) -> Stored<void> {
                tx.run("SELECT 1");
                throw std::runtime_error("a mistake");
            });
        }));
    }
    must(database->read([](Transaction& tx) -> Stored<void> {
        EXPECT_THAT(tx.run("SELECT 1"), SizeIs(1));
        return {};
    }));
}

}  // namespace
}  // namespace anju::server
