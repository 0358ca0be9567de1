// SPDX-License-Identifier: Apache-2.0
// ./run that cannot start: one sentence, exit code 1, and nothing half started.
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "tests/run/run_fixture.hpp"

namespace anju::tests {
namespace {

namespace fs = std::filesystem;

// A port of loopback that another program has.
class Taken {
  public:
    explicit Taken(bool listens) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_TRUE(!listens || listen(socket_, 4) == 0);
        getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port = std::to_string(ntohs(address.sin_port));
    }
    ~Taken() { close(socket_); }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    std::string port;

  private:
    int socket_;
};

bool may_mount() {
    RunProcess probe(fs::temp_directory_path() / ("anju-mount-" + std::to_string(getpid())));
    const int status = std::system("unshare -m sh -c 'mount -t tmpfs none /mnt' 2>/dev/null");
    return status == 0;
}

// A command that runs what follows in a mount namespace with a disk of its own at that place.
RunProcess::Words on_a_disk(const fs::path& place, const std::string& options) {
    fs::create_directories(place);
    return {"unshare", "-m", "sh", "-c", "mount -t tmpfs -o " + options + " none \"$1\" && shift && exec \"$@\"", "sh", place};
}

// A command that runs what follows as somebody without rights.
RunProcess::Words as_nobody() {
    return getuid() == 0 ? RunProcess::Words{"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"} : RunProcess::Words{};
}

bool nobody_may_read_the_sources() {
    const std::string question = " test -x " ANJU_SOURCE_DIR "/run -a -x " ANJU_BINARY_DIR "/bin/anju-tv";
    return getuid() != 0 || std::system(("setpriv --reuid=nobody --regid=nogroup --clear-groups" + question).c_str()) == 0;
}

TEST_F(TheRun, SaysWhichWordItDoesNotKnowOrUnderstand) {
    const std::vector<std::pair<RunProcess::Words, std::string>> wrong{
        {{"--nonsense"}, "Unknown option --nonsense"},
        {{"stray"}, "Unknown option stray"},
        {{"--data"}, "--data needs a value"},
        {{"--info", ""}, "--info needs a value"},
        {{"--size", "1920"}, "--size takes WIDTHxHEIGHT"},
        {{"--size", "1920x"}, "--size takes WIDTHxHEIGHT"},
        {{"--size", "0x0"}, "--size takes WIDTHxHEIGHT"},
        {{"--size", "1920x99999"}, "--size takes WIDTHxHEIGHT"},
        {{"--now", "2026-13-45T99:99:99Z"}, "--now takes a time"},
        {{"--language", "de"}, "--language takes zh or en"},
        {{"--scale", "2"}, "--scale takes 1, 1.25 or 1.6"},
        {{"--camera", "tset"}, "--camera takes auto, none, test or a device such as /dev/video0"},
        {{"--microphone", "/dev/snd"}, "--microphone takes auto, none or test"},
        {{"--now", "today"}, "--now takes a time"},
    };
    for (const auto& [words, sentence] : wrong) {
        auto all = run.usual();
        all.insert(all.end(), words.begin(), words.end());
        const auto end = run_with(all);
        expect_one_sentence(end, sentence);
        EXPECT_EQ(end.told, "");
        EXPECT_FALSE(fs::exists(run.data()));
    }
    expect_one_sentence(run_with(run.usual(), {{"ANJU_PLATFORM_PORT", "http"}}), "ANJU_PLATFORM_PORT takes a port");
    expect_one_sentence(run_with(run.usual(), {{"ANJU_MIRROR_PORT", "70000"}}), "ANJU_MIRROR_PORT takes a port");
    expect_one_sentence(run_with(run.usual(), {{"ANJU_BUILD", folder}}), "are not built there");
}

TEST_F(TheRun, SaysThatAPortIsTaken) {
    for (const char* name : {"ANJU_PLATFORM_PORT", "ANJU_MIRROR_PORT"}) {
        const Taken taken(true);
        expect_one_sentence(run_with(run.usual(), {{name, taken.port}}), "Port " + taken.port + " is taken by another program");
        EXPECT_FALSE(fs::exists(run.data() / "platform"));
    }
}

// Nobody answers there, so that only the program itself finds out, when others already run.
TEST_F(TheRun, StopsWhatItStartedWhenAPortTurnsOutToBeTaken) {
    const Taken taken(false);
    expect_one_sentence(run_with(run.usual(), {{"ANJU_PLATFORM_PORT", taken.port}}), "The platform did not start: ");
    expect_one_sentence(run_with(run.usual(), {{"ANJU_MIRROR_PORT", taken.port}}), "The TV did not start: ");
    run.start(run.usual());
    run.info();  // and nothing of it is in the way of a start
}

TEST_F(TheRun, SaysThatTheDiskIsFullOrReadOnly) {
    if (!may_mount()) {
        GTEST_SKIP() << "no right to mount a small disk here";
    }
    const auto disk = folder / "disk";
    const RunProcess::Words words{"--headless", "--data", disk / "data", "--info", run.info_file()};
    expect_one_sentence(run_with(words, {}, on_a_disk(disk, "size=1m")), "is nearly full");
    expect_one_sentence(run_with(words, {}, on_a_disk(disk, "size=1m,nr_inodes=1")), "is full");
    expect_one_sentence(run_with(words, {}, on_a_disk(disk, "ro")), "is read-only");
}

TEST_F(TheRun, SaysWhereItMayNotWrite) {
    if (!nobody_may_read_the_sources()) {
        GTEST_SKIP() << "nobody may read " << ANJU_SOURCE_DIR;
    }
    fs::create_directories(folder / "mine");
    fs::create_directories(folder / "open" / "platform");
    chmod((folder / "mine").c_str(), 0555);
    chmod((folder / "open").c_str(), 0777);
    chmod((folder / "open" / "platform").c_str(), 0555);
    expect_one_sentence(run_with({"--headless", "--data", folder / "mine" / "data"}, {}, as_nobody()), "No permission to write in " + (folder / "mine").string());
    expect_one_sentence(run_with({"--headless", "--data", folder / "open" / "data", "--info", folder / "mine" / "info"}, {}, as_nobody()),
                        "choose another file with --info");
    fs::create_directories(folder / "shared" / "lan");
    chmod((folder / "shared").c_str(), 0777);
    chmod((folder / "shared" / "lan").c_str(), 0555);
    expect_one_sentence(run_with({"--headless", "--data", folder / "shared"}, {}, as_nobody()), "shared/lan belongs to another user");
    expect_one_sentence(run_with({"--headless", "--data", folder / "open"}, {}, as_nobody()), "belongs to another user");
}

TEST_F(TheRun, SaysThatAFileIsNoFolder) {
    std::ofstream(folder / "file") << "x";
    expect_one_sentence(run_with({"--headless", "--data", folder / "file"}), "is no folder");
    expect_one_sentence(run_with({"--headless", "--data", run.data(), "--info", folder}), "is a folder");
}

TEST_F(TheRun, SaysThatItRunsAlreadyAndLeavesTheFirstInPeace) {
    run.start(run.usual());
    const auto info = run.info();
    {
        const auto error = (folder / "second-error").string();
        const int status = std::system(("ANJU_BUILD=" ANJU_BINARY_DIR " ANJU_PLATFORM_PORT=0 ANJU_MIRROR_PORT=0 " ANJU_SOURCE_DIR
                                        "/run --headless --data '" + run.data().string() + "' >/dev/null 2>'" + error + "'").c_str());
        EXPECT_EQ(WEXITSTATUS(status), 1);
        EXPECT_THAT(text_of(error), ::testing::StartsWith("Anju TV already runs with the data in "));
        EXPECT_EQ(std::ranges::count(text_of(error), '\n'), 1) << text_of(error);
    }
    EXPECT_TRUE(run.alive());
    EXPECT_EQ(run.info(), info);
    for (const char* program : {"platform", "tv", "alarm"}) {
        EXPECT_EQ(kill(info.at("pids").at(program).get<pid_t>(), 0), 0) << program;
    }
}

TEST_F(TheRun, WithoutADisplayShowsTheTvOnAPage) {
    run.start({"--data", run.data(), "--info", run.info_file()});
    const auto info = run.info();
    EXPECT_THAT(info.at("urls").at("mirror").get<std::string>(), ::testing::StartsWith("http://127.0.0.1:"));
    run.signal(SIGTERM);
    EXPECT_THAT(run.end().told, ::testing::StartsWith("No display here: the TV is shown on a page instead"));
    expect_one_sentence(run_with({"--data", run.data()}, {{"DISPLAY", ":4711"}}), "The TV did not start: ");
}

}  // namespace
}  // namespace anju::tests
