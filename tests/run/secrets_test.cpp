// SPDX-License-Identifier: Apache-2.0
// What every user of the machine can read of a ./run: the arguments of its programs, also of those that end at once.
#include <cstdlib>
#include <fstream>

#include "tests/run/run_fixture.hpp"

namespace anju::tests {
namespace {

namespace fs = std::filesystem;

// A program of that name which notes what it is called with, then is the real one.
void put_before(const fs::path& programs, const std::string& name, const fs::path& noted) {
    fs::create_directories(programs);
    std::ofstream(programs / name) << "#!/bin/sh\nprintf '%s\\n' \"" << name << " $*\" >>'" << noted.string()
                                   << "'\nPATH=${PATH#*:}\nexec " << name << " \"$@\"\n";
    fs::permissions(programs / name, fs::perms::owner_all);
}

TEST_F(TheRun, SaysNoSecretInTheArgumentsOfAnyProgram) {
    const auto noted = folder / "noted";
    for (const char* name : {"curl", "jq", "setpriv"}) {
        put_before(folder / "bin", name, noted);
    }
    run.start(run.usual(), {{"PATH", (folder / "bin").string() + ":" + std::getenv("PATH")}});
    const auto info = run.info();
    std::string words = text_of(noted);
    for (const auto& one : running_below()) {
        words += one + "\n";
    }
    for (const char* program : {"curl -", "jq -n", "bin/anju-tv", "bin/anju-platform"}) {
        ASSERT_THAT(words, ::testing::HasSubstr(program));
    }
    const auto after = [&](const char* url, const char* mark) {
        const auto text = info.at("urls").at(url).get<std::string>();
        return text.substr(text.find(mark) + 1);
    };
    for (const std::string& secret : {after("family", "#"), after("mirror", "?"), info.at("logins").at(0).at("password").get<std::string>()}) {
        ASSERT_GE(secret.size(), 12U);
        EXPECT_THAT(words, ::testing::Not(::testing::HasSubstr(secret)));
    }
    EXPECT_EQ(fs::status(run.data() / "run" / "family-url").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace anju::tests
