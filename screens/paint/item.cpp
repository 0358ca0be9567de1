// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/item.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace anju::paint {

bool same(const Item& a, const Item& b) { return std::memcmp(&a, &b, sizeof(Item)) == 0; }

void sort(List& list) {
    std::sort(list.begin(), list.end(), [](const Item& a, const Item& b) { return std::tie(a.z, a.id) < std::tie(b.z, b.id); });
}

std::uint64_t name_id(std::string_view name, std::uint64_t seed) {  // FNV-1a
    for (const char c : name) {
        seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
    return seed;
}

}  // namespace anju::paint
