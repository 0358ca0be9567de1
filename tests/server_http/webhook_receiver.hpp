// SPDX-License-Identifier: Apache-2.0
// A gateway on a free port of loopback that answers as it is told and keeps what came.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/server/request.hpp"

namespace anju::tests {

struct Came {
    std::string target, body;
    std::vector<server::Header> headers;
    std::string header(const std::string& name) const;
};

class WebhookReceiver {
  public:
    // What is answered to the nth request, byte for byte; empty: the line is closed without a word.
    using Answering = std::function<std::string(int n)>;
    explicit WebhookReceiver(Answering answering = [](int) { return ok(); });
    ~WebhookReceiver();
    WebhookReceiver(const WebhookReceiver&) = delete;
    WebhookReceiver& operator=(const WebhookReceiver&) = delete;

    std::string url(const std::string& path = "/notice") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
    std::uint16_t port() const { return port_; }
    // Waits until so many have come; what there is then.
    std::vector<Came> wait_for(std::size_t count, std::chrono::milliseconds patience = std::chrono::seconds{10});

    static std::string ok() { return "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"; }
    static std::string status(int code) { return "HTTP/1.1 " + std::to_string(code) + " No\r\nContent-Length: 0\r\n\r\n"; }

  private:
    void serve();
    void serve_one(int client);

    Answering answering_;
    std::uint16_t port_ = 0;
    int listening_ = -1;  // after the port, which it finds
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Came> came_;
    std::atomic<bool> stopped_{false};
    std::thread thread_;
};

// A port on which nobody listens.
std::uint16_t a_closed_port();

}  // namespace anju::tests
