// SPDX-License-Identifier: Apache-2.0
// In a network namespace of its own, where the test may add addresses.
#include "terminal/app/network_watch.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <future>

#include "tests/support/left_behind.hpp"

namespace anju::app {
namespace {

using namespace std::chrono_literals;

// 0: it went well; 77: this machine lets nobody make a namespace.
int in_own_network() {
    if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) {
        return 77;
    }
    if (std::system("ip link add name veth8 type veth peer name veth9 && ip link set dev veth8 up && ip link set dev veth9 up") != 0) {
        return 77;
    }
    std::promise<void> first, second;
    std::atomic<int> count = 0;
    const NetworkWatch watch([&] {
        const int now = ++count;
        if (now <= 2) {
            now == 1 ? first.set_value() : second.set_value();
        }
    });
    if (std::system("ip address add 10.9.8.7/24 dev veth8") != 0 || first.get_future().wait_for(20s) != std::future_status::ready) {
        return 1;
    }
    if (!own_addresses().contains("10.9.8.7")) {
        return 2;
    }
    if (std::system("ip address change 10.9.8.7/24 dev veth8 valid_lft 4000 preferred_lft 4000 && ip address del 10.9.8.7/24 dev veth8") != 0 ||
        second.get_future().wait_for(20s) != std::future_status::ready) {
        return 3;
    }
    return count == 2 ? 0 : 4;  // the renewed lease was none
}

TEST(NetworkWatch, TellsOfOtherAddressesAndNotOfRenewedOnes) {
    const auto child = fork();
    if (child == 0) {
        _exit(in_own_network());
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        GTEST_SKIP() << "no network namespaces here";
    }
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(NetworkWatch, EndsAtOnce) {
    test::Held before;
    for (int i = 0; i < 100; ++i) {
        { const NetworkWatch watch([] {}); }
        if (i == 0) before = test::held_now();  // a sanitizer keeps a thread of its own from the first one on
    }
    EXPECT_EQ(test::held_at_last(before), before);
}

}  // namespace
}  // namespace anju::app
