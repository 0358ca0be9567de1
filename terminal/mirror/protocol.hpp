// SPDX-License-Identifier: Apache-2.0
// What goes over the mirror's WebSocket. To the page, binary: a part of the picture. From it, text:
// {"key":"ok","type":"press"|"down"|"up"} and {"ack":SEQ}. Pure. (Over the other one, /sound: samples of
// 16 bits, 48,000 a second, one channel, and nothing back.)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "remote-input/key.hpp"
#include "screens/paint/canvas.hpp"

namespace anju::mirror {

// 16 bytes, little-endian: u8 type, u8 coding, u16 hours, u16 x, y, w, h, u32 seq; then w·h pixels R G B A, or a JPEG.
enum class PartType : std::uint8_t { More = 1, Last = 2 };
enum class Coding : std::uint8_t { Pixels = 0, Jpeg = 1 };
enum class Hours : std::uint16_t { Day = 0, Night = 1 };

std::vector<std::uint8_t> encode_part(PartType type, std::uint32_t seq, const paint::Box& box,
                                      const paint::Pixels& picture, Coding coding = Coding::Pixels, Hours hours = Hours::Day);

// Of sound: one for all who listen.
using Block = std::shared_ptr<const std::vector<std::int16_t>>;

enum class Finger { Press, Down, Up };
struct KeyCommand {
    keys::Key key{};
    Finger finger{};
    bool operator==(const KeyCommand&) const = default;
};
struct Ack {
    std::uint32_t seq = 0;
    bool operator==(const Ack&) const = default;
};
using Command = std::variant<KeyCommand, Ack>;

// Nothing for what is no command: the page is ours, but the socket is open to whoever has the token.
std::optional<Command> parse_command(std::string_view text);

bool meet(const paint::Box& a, const paint::Box& b);

// Boxes that changed since the last picture was sent; the newest picture wins.
class Changes {
  public:
    void add(const std::vector<paint::Box>& boxes);
    [[nodiscard]] bool empty() const { return boxes_.empty(); }
    [[nodiscard]] bool meet(const std::vector<paint::Box>& others) const;
    [[nodiscard]] std::vector<paint::Box> take();

  private:
    std::vector<paint::Box> boxes_;
};

}  // namespace anju::mirror
