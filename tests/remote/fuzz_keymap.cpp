// SPDX-License-Identifier: Apache-2.0
// Any text as a keymap: read or refused with a line, and what is read never gives one key two
// actions' worth of trouble.
#include <cstdlib>

#include "remote-input/input_event.hpp"
#include "remote-input/keymap.hpp"

namespace {

std::optional<anju::keys::Code> letters(std::string_view name) {
    return name.size() == 1 ? std::optional<anju::keys::Code>(static_cast<unsigned char>(name[0]))
                            : std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace anju::keys;
    const auto result = parse_keymap({reinterpret_cast<const char*>(data), size}, letters);
    if (const auto* map = std::get_if<Keymap>(&result)) {
        const std::set<Code> remote{'a', 'b', 'c', 'd', 'e', 'f', '0', '1'};
        for (const auto& [code, key] : keys_of(*map, remote)) {
            const auto own = map->meanings.find(code);
            if (!remote.contains(code) || (own != map->meanings.end() && own->second != key &&
                                           never_stands_in(own->second))) {
                std::abort();
            }
        }
    } else if (std::get<KeymapError>(result).line < 1) {
        std::abort();
    }
    EventReader reader;
    Repeat repeat;
    const auto half = size / 2;
    const auto bytes = std::as_bytes(std::span(data, size));
    for (const auto& part : {bytes.first(half), bytes.subspan(half)}) {
        for (const auto& event : reader.feed(part)) {
            repeat.feed(static_cast<Key>(event.code % 28), event.edge,
                        Time{event.stamp % std::chrono::hours{1}});
        }
    }
    return 0;
}
