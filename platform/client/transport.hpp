// SPDX-License-Identifier: Apache-2.0
// HTTP without its library: the door behind which libcurl sits, and a test's script. All but wake()
// is called on one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "platform/contract/routes.hpp"

namespace anju::client {

using TransferId = std::uint64_t;

struct Transfer {
    contract::Method method{};
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string body_file;               // read while it is sent, instead of body
    std::chrono::milliseconds limit{0};  // for the whole of it; 0: as long as it takes
    std::string interface;               // of the network, whatever the system's routes say; empty: by them
    std::vector<std::string> addresses;  // of the url's host, known from before; none: its name is asked for
    bool brief = false;                  // its connection ends with it: nothing follows for long
};

struct Stands {  // a new connection to the platform, with its TLS
    TransferId id = 0;
};
struct Began {  // the head of the answer has come
    TransferId id = 0;
    int status = 0;
    std::string content_type;
    std::chrono::seconds retry_after{0};
};
struct Bytes {
    TransferId id = 0;
    std::string bytes;
};
// Cut: the request may have arrived. Refused: the address answers, but nobody listens there or greets. Stranger: nothing
// was told, its certificate is not the platform's.
enum class How { Complete, NeverReached, Refused, Cut, Stranger };
struct Ended {
    TransferId id = 0;
    How how{};
    std::string why;
};
using TransferNews = std::variant<Stands, Began, Bytes, Ended>;

struct Watched {
    int descriptor = -1;
    bool writes = false;  // and reads
};

class Transport {
  public:
    virtual ~Transport() = default;
    virtual void start(TransferId id, Transfer transfer) = 0;
    virtual void cancel(TransferId id) = 0;  // no news of it afterwards; unknown ids are fine
    // Waits until there is news, wake() was called or the time is over.
    virtual std::vector<TransferNews> work(std::chrono::milliseconds at_most) = 0;
    virtual void wake() = 0;  // from any thread
    // What else work() is to come back for, where its thread has more to do: set before each call.
    virtual void watch(std::vector<Watched> descriptors) { static_cast<void>(descriptors); }
    // What starts from here on goes over connections of its own: those that stand may lead nowhere any more.
    virtual void leave_connections() = 0;
};

// ca: PEM file of the authority that must have signed the platform's certificate; empty: those of the system.
std::unique_ptr<Transport> make_curl_transport(std::string user_agent, std::string ca = {});

}  // namespace anju::client
