// SPDX-License-Identifier: Apache-2.0
#include "platform/settings/service_manager.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <string>

namespace anju::settings {
namespace {

class ServiceManager : public ::testing::Test {
  protected:
    // name: "@…" is an abstract socket.
    void listen(const std::string& name) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        name.copy(address.sun_path, name.size());
        if (name[0] == '@') {
            address.sun_path[0] = '\0';
        }
        ASSERT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size())), 0);
        setenv("NOTIFY_SOCKET", name.c_str(), 1);
    }
    std::string heard() const {
        std::string text(100, '\0');
        const auto size = ::recv(socket_, text.data(), text.size(), MSG_DONTWAIT);
        return text.substr(0, size < 0 ? 0 : static_cast<std::size_t>(size));
    }
    ~ServiceManager() override {
        unsetenv("NOTIFY_SOCKET");
        ::close(socket_);
    }

  private:
    int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

TEST_F(ServiceManager, HearsItOnAPath) {
    const auto path = ::testing::TempDir() + "anju-notify-" + std::to_string(getpid());
    listen(path);
    tell_service_manager("READY=1");
    EXPECT_EQ(heard(), "READY=1");
    ::unlink(path.c_str());
}

TEST_F(ServiceManager, HearsItOnAnAbstractName) {
    listen("@anju-notify-" + std::to_string(getpid()));
    tell_service_manager("READY=1");
    EXPECT_EQ(heard(), "READY=1");
}

TEST_F(ServiceManager, NeedNotBeThere) {
    const auto path = ::testing::TempDir() + "anju-notify-else-" + std::to_string(getpid());
    listen(path);
    unsetenv("NOTIFY_SOCKET");
    tell_service_manager("READY=1");
    EXPECT_EQ(heard(), "");
    for (const auto& name : {std::string("/nowhere/at/all"), std::string("x"), std::string(), std::string(500, '/')}) {
        setenv("NOTIFY_SOCKET", name.c_str(), 1);
        tell_service_manager("READY=1");
        EXPECT_EQ(heard(), "") << name;
    }
    ::unlink(path.c_str());
}

}  // namespace
}  // namespace anju::settings
