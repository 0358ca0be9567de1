// SPDX-License-Identifier: Apache-2.0
// The scripted remote: one step a line, UTF-8, # comments. Parsing only; see script_player.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "remote-input/key.hpp"

namespace anju::app::script {

using Milliseconds = std::chrono::milliseconds;

struct Press { keys::Key key{}; bool operator==(const Press&) const = default; };
struct Hold { keys::Key key{}; Milliseconds time{}; bool operator==(const Hold&) const = default; };
struct Shot { std::string file; bool operator==(const Shot&) const = default; };
struct SceneTo { std::string file; bool operator==(const SceneTo&) const = default; };
struct WaitScreen { std::string screen; Milliseconds limit{5000}; bool operator==(const WaitScreen&) const = default; };
struct WaitItem { std::string id; Milliseconds limit{5000}; bool operator==(const WaitItem&) const = default; };
struct Settle { bool operator==(const Settle&) const = default; };
struct Sleep { Milliseconds time{}; bool operator==(const Sleep&) const = default; };
struct Quit { bool operator==(const Quit&) const = default; };

using Step = std::variant<Press, Hold, Shot, SceneTo, WaitScreen, WaitItem, Settle, Sleep, Quit>;

// Nothing for an empty line or a comment; a reason for what is no step.
tl::expected<std::optional<Step>, std::string> parse(std::string_view line);

// Bytes as they come from a file or from each writer of a FIFO, cut into lines with their numbers.
class Lines {
  public:
    struct Line { int number = 0; std::string text; };
    std::vector<Line> add(std::string_view bytes);
    std::vector<Line> end();  // what stood behind the last line break; the next bytes are another script's

  private:
    std::string rest_;
    int number_ = 0;
};

}  // namespace anju::app::script
