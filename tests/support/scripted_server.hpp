// SPDX-License-Identifier: Apache-2.0
// An HTTP server on plain sockets that answers as a test's script says: late, half, wrong or never.
// One thread a connection; the script runs on it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace anju::test {

inline const std::string kJson = "application/json";

struct ScriptedRequest {
    std::string method;
    std::string target;
    std::map<std::string, std::string> headers;  // names in small letters
    std::string body;
};

class ScriptedConnection {
  public:
    explicit ScriptedConnection(int descriptor) : descriptor_(descriptor) {}

    void send(std::string_view bytes);
    // A whole answer; the connection stays open for the next request.
    void answer(int status, std::string_view type, std::string_view body,
                std::string_view extra_headers = "");
    void stream_head();
    // Until the client goes away or the server stops.
    void wait_until_closed();
    bool closed_within(std::chrono::milliseconds time);

  private:
    int descriptor_;
};

class ScriptedServer {
  public:
    // The connection is kept for the next request when the script returns true, else closed.
    using Script = std::function<bool(const ScriptedRequest&, ScriptedConnection&)>;
    explicit ScriptedServer(Script script);
    ~ScriptedServer();

    std::string url(std::string_view scheme = "http") const;
    std::vector<ScriptedRequest> requests() const;
    // Whether that many had come within ten seconds.
    bool wait_for_requests(std::size_t count) const;

  private:
    void accept_all();
    void serve(int descriptor);
    bool read_request(int descriptor, std::string& buffer, ScriptedRequest& out) const;

    Script script_;
    int port_ = 0;  // before listener_, whose making sets it
    int listener_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<ScriptedRequest> requests_;
    std::set<int> open_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
    std::jthread acceptor_;
};

// A port of the loopback on which nobody listens.
int free_port();

}  // namespace anju::test
