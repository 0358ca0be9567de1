// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <thread>

#include "tests/server_storage/visit_storage.hpp"

namespace anju::server {
namespace {

VISITS_ON_BOTH_DATABASES(VisitsAtOnce);

TEST_P(VisitsAtOnce, ByManyRelativesAreOne) {
    const Street street = a_street();
    std::vector<VisitorCaller> callers;
    for (int i = 0; i < 6; ++i) callers.push_back({a_relative(street, "亲戚" + std::to_string(i))});
    std::atomic<int> rang{0};
    std::vector<std::thread> threads;
    for (const auto& caller : callers) {
        threads.emplace_back([&] { rang += repository().place_visit(caller, {}, everybody(), {}, now_) ? 1 : 0; });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(rang, 1);
    int open = 0;
    for (const auto& visit : must(repository().snapshot(street.tv, now_)).visits) open += visit.stage != VisitStage::Ended;
    EXPECT_EQ(open, 1);
}

}  // namespace
}  // namespace anju::server
