// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request, by a stranger and by callers with good proof: the router answers something sound,
// never breaks, and never lets one home's secret out to the other.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/server/images.hpp"
#include "tests/server_http/world.hpp"

namespace {

using anju::server::Header;
using anju::tests::World;

World& world() {
    static World* const made = [] {
        anju::server::start_image_library("router_fuzz");
        return new World;
    }();
    return *made;
}

void must(bool held) {
    if (!held) std::abort();
}

std::string_view take_line(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    World& w = world();
    std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    // First byte: who asks; then a line of method and target, lines of headers, an empty line, the body.
    std::vector<Header> headers;
    switch (data[0] % 4) {
        case 1: headers = w.wang.tv; break;
        case 2: headers = w.wang.family; break;
        case 3: headers = w.wang.staff; break;
        default: break;
    }
    // TVs are there, so that visits ring; each run is a second later, or soon nobody may ring any more.
    w.hub.online = {w.wang.terminal, w.zhou.terminal};
    w.tick += std::chrono::seconds(1);
    static unsigned runs = 0;
    w.address = "home " + std::to_string(runs++ / 32);  // or soon everything is answered with a wait
    const auto first = take_line(rest);
    const auto space = std::min(first.find(' '), first.size());
    const std::string method(first.substr(0, space));
    const std::string target(first.substr(std::min(space + 1, first.size())));
    while (!rest.empty()) {
        const auto line = take_line(rest);
        if (line.empty()) break;
        const auto colon = line.find(": ");
        if (colon != std::string_view::npos) headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    const auto response = w.ask(method, target, std::move(headers), std::string(rest));
    must(response.status >= 200 && response.status < 600 && response.status != 500);
    must(!response.header("X-Content-Type-Options").empty());
    if (response.status >= 400) must(response.header("Content-Type") == "application/problem+json" && !anju::tests::code(response).empty());
    must(response.body.find(w.zhou.household) == std::string::npos && response.body.find(w.zhou.link) == std::string::npos);
    return 0;
}
