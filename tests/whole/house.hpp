// SPDX-License-Identifier: Apache-2.0
// A household with its platform: what a technician and a daughter do, over real HTTP.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/server_http/wire.hpp"
#include "tests/whole/child.hpp"
#include "tests/whole/tv_process.hpp"

namespace anju::tests {

// Morning in the demo household, on both sides.
inline const std::string kMorning = "2026-11-21T09:41:00+08:00";

class House {
  public:
    House();
    ~House();
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    void open_platform();  // the second time on the same port
    Child& platform() { return platform_; }
    std::string url() const;
    std::filesystem::path folder() const { return folder_; }

    // Starts the TV and pairs it, up to its home screen; the terminal's id.
    std::string move_in(TvProcess& tv);
    // Enters the code of this scene for the home; the terminal's id.
    std::string approve(const nlohmann::json& scene, const std::string& household);
    void unpair(const std::string& terminal);
    nlohmann::json box(const std::string& terminal);  // as staff sees it
    nlohmann::json act(const std::string& terminal, nlohmann::json what);
    std::string home_of(const std::string& name);
    std::string household() const;  // the demo's
    // Whatever the answer is. A phone comes in by the daughter's link first.
    Answer staff(const std::string& method, const std::string& path, const std::string& body = "");
    Answer phone(const std::string& method, const std::string& path, const std::string& body = "");

    std::string send(const std::string& text);   // the daughter's; the message's id
    nlohmann::json message(const std::string& id);  // as the daughter sees it

  private:
    Answer asked(std::string& cookie, const std::string& method, const std::string& path, const std::string& body);
    nlohmann::json call(std::string& cookie, const std::string& method, const std::string& path,
                        const nlohmann::json& body = {});
    void sign_in();

    std::filesystem::path folder_;
    Child platform_;
    std::uint16_t port_ = 0;
    nlohmann::json demo_;
    std::string staff_, daughter_, visitor_;  // cookies
    int keys_ = 0;
};

}  // namespace anju::tests
