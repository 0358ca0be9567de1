// SPDX-License-Identifier: Apache-2.0
// The real program, killed at any line of a story. The client does what clients do: it repeats what was not answered.
#pragma once

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <random>
#include <stdexcept>

#include "platform/server/images.hpp"
#include "tests/server_http/platform_process.hpp"
#include "tests/server_http/wire.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {

// Where the kill falls: before the line, when half of its request is out, when all of it is but no answer came.
enum class Blow { Before, Halfway, Unanswered };

struct KillStory {
    TemporaryFolder folder;
    Home home;
    std::unique_ptr<PlatformProcess> platform = std::make_unique<PlatformProcess>(folder.path);
    std::uint64_t tv_cursor = 0, family_cursor = 0;
    int line = 0;
    int killed_at = -1;
    Blow blow = Blow::Before;
    int kills = 0;
    std::mt19937 random{20261121};  // where a request is cut, and how long the platform has for one without an answer
    std::optional<Wire> watching;  // a TV that is there, where a story needs one

    KillStory() {
        server::start_image_library("server_kill_test");
        World world;
        home = world.wang;
        // The world's own file goes on under the program.
        std::filesystem::copy(world.folder.path / "anju.db", folder.path / "anju.db");
        for (const char* more : {"anju.db-wal", "anju.db-shm"}) {
            if (std::filesystem::exists(world.folder.path / more)) std::filesystem::copy(world.folder.path / more, folder.path / more);
        }
        const auto last = world.repository->last_sequences({server::recipient_of_terminal(home.terminal), server::recipient_of_member(home.member)});
        tv_cursor = last->at(server::recipient_of_terminal(home.terminal));
        family_cursor = last->at(server::recipient_of_member(home.member));
        start();
    }

    void start() {
        platform->start({"--database", "sqlite:" + (folder.path / "anju.db").string(), "--now", "2026-11-25T01:41:00Z"});
        if (watching) watching.emplace(open_stream(platform->port(), "/v1/tv/events", home.tv));
    }
    void strike() {
        platform->kill_now();
        ++kills;
        start();
    }

    // One line of the story: a request, repeated until it is answered.
    Answer say(const std::string& method, const std::string& target, const std::vector<Header>& headers, const std::string& body = "") {
        if (++line == killed_at) {
            if (blow != Blow::Before) {
                Wire wire(platform->port());
                const std::string text = request_text(method, target, headers, body);
                wire.send(blow == Blow::Halfway ? text.substr(0, 1 + random() % (text.size() - 1)) : text);
                if (blow == Blow::Unanswered) ::usleep(static_cast<useconds_t>(random() % 8000));
                platform->kill_now();
                ++kills;
                start();
            } else {
                strike();
            }
        }
        return ask(platform->port(), method, target, headers, body);
    }

    // One line: the reader's stream, from where it stopped, up to `count` new events.
    std::vector<SeenEvent> listen(const std::string& target, const std::vector<Header>& proof, std::uint64_t& cursor, std::size_t count) {
        std::optional<Wire> stream(open_stream(platform->port(), target + "?last=" + std::to_string(cursor), proof));
        if (++line == killed_at) {
            strike();
            stream.emplace(open_stream(platform->port(), target + "?last=" + std::to_string(cursor), proof));
        }
        std::vector<SeenEvent> out;
        while (out.size() < count) {
            const auto event = stream->read_event();
            if (!event) throw std::runtime_error("the stream ended");
            if (event->name == "tv" || event->name == "presence") continue;  // true now, and not numbered
            cursor = event->id;
            out.push_back(*event);
        }
        return out;
    }

    std::vector<Header> with_key(std::vector<Header> proof, const std::string& key, const std::string& type = "application/json") {
        proof.insert(proof.end(), {{"Idempotency-Key", key}, {"Content-Type", type}});
        return proof;
    }
};

}  // namespace anju::tests
