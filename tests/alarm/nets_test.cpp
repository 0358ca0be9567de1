// SPDX-License-Identifier: Apache-2.0
// The installed guard and platform, and a home with two networks: the one by which everything goes is dead behind its cable, which stands,
// and with it the only name server.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

#include "platform/client/outcome.hpp"
#include "platform/client/transport.hpp"
#include "tests/alarm/real_platform.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using tests::eventually;

// The world, where this thread is from here on, and a home behind two cables: net1 for all that nobody sends elsewhere, and net2. One name is
// known, "platform.test", as long as the first one works.
class TwoNets {
  public:
    explicit TwoNets(const std::filesystem::path& folder) : before_(here()), hosts_(folder / "hosts"), resolver_(folder / "resolv.conf") {
        home_ = fresh();
        world_ = home_ < 0 ? -1 : fresh();
        if (world_ < 0) {
            why_ = std::string("no network namespace here: ") + std::strerror(errno);
            return;
        }
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
            why_ = std::string("no mounts of its own here: ") + std::strerror(errno);
            return;
        }
        std::ofstream(hosts_) << "10.91.9.1 platform.test\n";
        std::ofstream(resolver_) << "nameserver 10.91.1.1\n";
        run("mount --bind " + hosts_.string() + " /etc/hosts && mount --bind " + resolver_.string() + " /etc/resolv.conf");
        const auto home = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(home_);
        in_world("ip link set lo up && ip addr add 10.91.9.1/32 dev lo && ip addr add fd91:9::1/128 dev lo nodad");
        for (const std::string n : {"1", "2"}) {
            in_world("ip link add up" + n + " type veth peer name net" + n + " netns " + home + " && ip addr add 10.91." + n + ".1/24 dev up" + n + " && ip addr add fd91:" + n +
                     "::1/64 dev up" + n + " nodad && ip link set up" + n + " up");
            at_home([&] {
                run("ip link set lo up && ip addr add 10.91." + n + ".2/24 dev net" + n + " && ip addr add fd91:" + n + "::2/64 dev net" + n + " nodad && ip link set net" + n +
                    " up && ip route add default via 10.91." + n + ".1 metric " + n + "00 && ip -6 route add default via fd91:" + n + "::1 metric " + n + "00");
            });
        }
    }
    ~TwoNets() {
        ::setns(before_, CLONE_NEWNET);
        for (const int one : {before_, home_, world_}) {
            if (one >= 0) {
                ::close(one);
            }
        }
    }
    TwoNets(const TwoNets&) = delete;
    TwoNets& operator=(const TwoNets&) = delete;

    const std::string& why() const { return why_; }  // there are none
    template <class Work>
    void at_home(Work&& work) {
        ::setns(home_, CLONE_NEWNET);
        work();
        ::setns(world_, CLONE_NEWNET);
    }
    // What it starts there has no rights over networks, as the service.
    template <class Work>
    void at_home_without_rights(Work&& work) {
        std::thread([&] {
            ::setns(home_, CLONE_NEWNET);
            for (const int right : {CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_ADMIN}) {
                ::prctl(PR_CAPBSET_DROP, right);
            }
            work();
        }).join();
    }
    // Nobody is told: what comes from there is gone.
    void cut_first() {
        std::ofstream(hosts_, std::ios::trunc) << "\n";
        in_world("nft add table inet test && nft 'add chain inet test in { type filter hook prerouting priority 0; }' && nft add rule inet test in iifname up1 drop");
    }

  private:
    static int here() { return ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC); }
    static int fresh() { return ::unshare(CLONE_NEWNET) == 0 ? here() : -1; }
    void in_world(const std::string& command) { run(command); }
    void run(const std::string& command) {
        if (why_.empty() && std::system((command + " 2>/dev/null").c_str()) != 0) {
            why_ = "it says no here: " + command;
        }
    }

    int before_ = -1, home_ = -1, world_ = -1;
    std::filesystem::path hosts_, resolver_;
    std::string why_;
};

// Whether somebody answers there, whatever it is.
bool reaches(client::Transport& transport, client::TransferId id, const std::string& url, const std::string& interface) {
    client::Transfer transfer;
    transfer.url = url + "/v1/server";
    transfer.limit = interface.empty() ? 500ms : 5000ms;
    transfer.interface = interface;
    transport.start(id, std::move(transfer));
    for (;;) {
        for (const auto& news : transport.work(100ms)) {
            if (const auto* ended = std::get_if<client::Ended>(&news)) {
                return ended->how == client::How::Complete;
            }
        }
    }
}

TEST(GuardOnTwoNets, WhenTheFirstIsDeadBehindItsCableTheCallGoesByTheOtherAndTheAnswerComesByIt) {
    GuardHouse house;
    TwoNets nets(house.folder);
    if (!nets.why().empty()) {
        GTEST_SKIP() << nets.why();
    }
    const int port = test::free_port();
    const auto four = "http://10.91.9.1:" + std::to_string(port), six = "http://[fd91:9::1]:" + std::to_string(port);
    RealPlatform platform(house.folder, "[::]", port);
    platform.pair();
    nets.at_home_without_rights([&] { house.start(); });
    PlayedTv tv(house.socket());
    house.pair(tv, "http://platform.test:" + std::to_string(port), kKey);
    platform.at_desk("seat", {{"on_duty", true}});
    nets.at_home([&] { ASSERT_TRUE(reaches(*client::make_curl_transport("test"), 1, four, "")); });
    ASSERT_TRUE(eventually([&] {  // with the first beat it asks where that is, and looks for the answer whenever something happens
        tv.say(R"({"parts":{"camera":true,"microphone":true}})" "\n");
        return std::filesystem::exists(house.folder / "data/addresses.json");
    })) << house.log();
    nets.cut_first();
    ASSERT_EQ(nets.why(), "");
    house.tap(KEY_RED);
    EXPECT_FALSE(tv.until("calling").is_null());
    nets.at_home([&] {  // while it waits for its rung
        const auto transport = client::make_curl_transport("test");
        EXPECT_TRUE(reaches(*transport, 1, four, "net2"));
        EXPECT_TRUE(reaches(*transport, 2, six, "net2"));
        EXPECT_FALSE(reaches(*transport, 3, four, "")) << "over a connection of another way, or the first net is not dead";
        EXPECT_FALSE(reaches(*transport, 4, six, ""));
    });
    const auto received = tv.until("received", 40s);  // at 10 s; two cores may have much else to do
    ASSERT_FALSE(received.is_null()) << house.log();
    const auto log = house.log();
    const auto another_way = log.find("calling, presses 1, rung 1"), there = log.find(": received");
    EXPECT_NE(another_way, log.npos) << "it came by the first net, and this shows nothing: " << log;
    EXPECT_LT(another_way, there) << log;
    platform.at_desk("alarms/" + received["alarm"]["id"].get<std::string>() + "/accept");
    EXPECT_FALSE(tv.until("accepted", 5s).is_null()) << house.log();
    house.tap(KEY_SOS);
    EXPECT_TRUE(eventually([&] { return platform.desk()["alarms"][0]["alarm"]["presses"] == 2; }, 6s)) << "at once, for that way is known to work: " << house.log();
}

}  // namespace
}  // namespace anju::alarm
