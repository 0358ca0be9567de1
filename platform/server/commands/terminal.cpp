// SPDX-License-Identifier: Apache-2.0
#include "platform/server/commands/terminal.hpp"

#include <fmt/core.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <stdexcept>

namespace anju::server {
namespace {

termios shown;  // for a signal handler

void show_again(int signal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

// Ctrl-C in the middle leaves no terminal that shows nothing.
class Hidden {
  public:
    Hidden() {
        if (tcgetattr(STDIN_FILENO, &shown) != 0) throw std::runtime_error("The terminal cannot be told to hide a password.");
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, show_again);
        termios hidden = shown;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
    }
    ~Hidden() {
        tcsetattr(STDIN_FILENO, TCSANOW, &shown);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_DFL);
        fmt::print(stderr, "\n");
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;
};

}  // namespace

bool somebody_there() { return isatty(STDIN_FILENO) == 1; }

std::string ask_for(const std::string& question) {
    fmt::print(stderr, "{}: ", question);
    std::string line;
    if (!std::getline(std::cin, line)) throw std::runtime_error("The input ended before all was said.");
    return line;
}

std::string ask_for_secret(const std::string& question) {
    const Hidden hidden;
    return ask_for(question);
}

}  // namespace anju::server
