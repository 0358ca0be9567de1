// SPDX-License-Identifier: Apache-2.0
// Any bytes as a film, and whole films with some bytes changed: refused, or within what films may be.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/server/films.hpp"
#include "tests/server_http/made_films.hpp"

using namespace anju;

namespace {

void look(std::string_view bytes) {
    for (const char* type : {"video/mp4", "video/webm"}) {
        const auto clip = server::inspect_film(bytes, type);
        if (clip && (clip->length.count() <= 0 || clip->length.count() > 61500 || clip->width <= 0 || clip->width > 8192 || clip->height <= 0 ||
                     clip->height > 8192)) {
            std::abort();
        }
    }
}

}  // namespace

// The first byte says which film the others change, three bytes a change: where, and to what.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::array<std::string, 4> films{"", tests::made_mp4(), tests::made_mp4({.fragments = true}), tests::made_webm({.says_length = true})};
    if (size == 0) {
        return 0;
    }
    std::string film = films[data[0] % films.size()];
    if (film.empty()) {
        look({reinterpret_cast<const char*>(data + 1), size - 1});
        return 0;
    }
    for (std::size_t at = 1; at + 2 < size; at += 3) {
        film[(data[at] | data[at + 1] << 8U) % film.size()] = static_cast<char>(data[at + 2]);
    }
    look(film);
    return 0;
}
