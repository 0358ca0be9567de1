// SPDX-License-Identifier: Apache-2.0
// Numbers out of bytes that may end anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace anju::server {

// Big-endian; once something is missing, `good` is false and every number is 0.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : left_(bytes) {}
    std::uint64_t number(std::size_t bytes) {
        if (bytes > 8 || left_.size() < bytes) {
            good = false;
            left_ = {};
            return 0;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) value = (value << 8U) | static_cast<unsigned char>(left_[i]);
        left_.remove_prefix(bytes);
        return value;
    }
    std::string_view take(std::uint64_t bytes) {
        if (left_.size() < bytes) {
            good = false;
            return std::exchange(left_, {}).substr(0, 0);
        }
        const auto taken = left_.substr(0, static_cast<std::size_t>(bytes));
        left_.remove_prefix(taken.size());
        return taken;
    }
    void skip(std::uint64_t bytes) { take(bytes); }
    bool empty() const { return left_.empty(); }
    std::string_view rest() const { return left_; }
    bool good = true;

  private:
    std::string_view left_;
};

// As far as a container tells: what no box says stays empty.
struct FilmFacts {
    double seconds = 0;
    int width = 0, height = 0;
    bool picture = false;
};

// Nothing: not this kind, or boxes that do not fit into each other.
std::optional<FilmFacts> mp4_facts(std::string_view bytes);
std::optional<FilmFacts> webm_facts(std::string_view bytes);

}  // namespace anju::server
