// SPDX-License-Identifier: Apache-2.0
// Any bytes, cut anywhere: the same events as in one piece, and none longer than the limit.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/client/sse_parser.hpp"

using anju::client::SseEvent;
using anju::client::SseParser;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kLimit = 256;
    if (size == 0) {
        return 0;
    }
    const std::size_t piece = data[0] % 64 + 1;
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);

    SseParser whole(kLimit);
    const auto expected = whole.feed(text);

    SseParser pieces(kLimit);
    std::vector<SseEvent> events;
    for (std::size_t at = 0; at < text.size(); at += piece) {
        for (auto& event : pieces.feed(text.substr(at, piece))) {
            events.push_back(std::move(event));
        }
    }
    if (events != expected || whole.skipped() != pieces.skipped()) {
        std::abort();
    }
    for (const SseEvent& event : events) {
        if (event.data.size() > kLimit || event.name.size() > kLimit || event.id.size() > kLimit) {
            std::abort();
        }
    }
    return 0;
}
