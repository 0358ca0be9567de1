// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/trust.hpp"

#include <utility>

#include "terminal/app/disk/durable_file.hpp"

namespace anju::disk {
namespace {

constexpr auto kName = "platform-ca.pem";
constexpr std::size_t kMostBytes = 256 * 1024;

}  // namespace

Trust::Trust(std::filesystem::path folder, std::filesystem::path given)
    : kept_(std::move(folder) / kName), given_(std::move(given)) {}

std::string Trust::file() const {
    std::error_code missing;
    return std::filesystem::exists(kept_, missing) ? kept_.string() : given_.string();
}

contract::Result<void> Trust::keep() const {
    if (given_.empty()) return remove_durably(kept_);
    const auto read = read_whole(given_, kMostBytes);
    if (!read) return tl::make_unexpected(read.error());
    return write_durably(kept_, *read);
}

bool Trust::forget() const { return remove_durably(kept_).has_value(); }

}  // namespace anju::disk
