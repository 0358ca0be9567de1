// SPDX-License-Identifier: Apache-2.0
// Films: made whole or not at all, and played.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "media/gst/running.hpp"
#include "media/gst/timecode.hpp"
#include "tests/media/visit.hpp"

namespace anju::gst {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("anju-film-" + std::to_string(getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator())); }
};

bool shows_time(media::FrameSlot& slot) {
    const auto frame = slot.take();
    return frame && read_timecode(frame->planes[0].data, frame->planes[0].stride, frame->width, frame->height);
}

TEST(Film, IsRecordedAndPlayed) {
    Folder folder;
    Visit visit;
    const auto path = (folder.path / "f.mp4").string();
    visit.engine->order(media::StartRecording{"f1", path});
    ASSERT_TRUE(visit.until([&] { return shows_time(visit.engine->self()); }));
    EXPECT_TRUE(visit.live(true, true));
    visit.until([] { return false; }, 1500ms);
    EXPECT_FALSE(fs::exists(path)) << "half a film under its name";
    visit.engine->order(media::StopRecording{"f1", true});
    ASSERT_TRUE(visit.until([&] { return visit.count<media::Recorded>() == 1; }));
    const auto film = *visit.last<media::Recorded>();
    EXPECT_EQ(film.path, path);
    EXPECT_GT(film.length, 1s);
    EXPECT_LT(film.length, 6s);
    EXPECT_EQ(film.width, 1280);
    EXPECT_EQ(film.height, 720);
    EXPECT_TRUE(visit.live(false, false));
    EXPECT_EQ(folder.files(), 1u);

    visit.engine->order(media::PlayClip{"f2", path});
    EXPECT_TRUE(visit.until([&] { return shows_time(visit.engine->remote()); }));
    EXPECT_TRUE(visit.until([&] { return visit.count<media::ClipEnded>() == 1; }));
    EXPECT_FALSE(visit.last<media::ClipEnded>()->failed);
}

TEST(Film, ThatIsNotKeptLeavesNothing) {
    Folder folder;
    Visit visit;
    visit.engine->order(media::StartRecording{"f1", (folder.path / "f.mp4").string()});
    ASSERT_TRUE(visit.until([&] { return visit.live(true, true); }));
    visit.engine->order(media::StopRecording{"f1", false});
    EXPECT_TRUE(visit.until([&] { return visit.count<media::RecordingFailed>() == 1; }));
    EXPECT_TRUE(visit.until([&] { return visit.live(false, false); }));
    EXPECT_EQ(folder.files(), 0u);
}

// The second is ordered before the first, which nobody wants any more, is off the disk.
TEST(Film, IsBegunWhileTheOneBeforeItIsGivenUp) {
    Folder folder;
    Visit visit;
    const auto order = [&](const std::string& id) { visit.engine->order(media::StartRecording{id, (folder.path / (id + ".mp4")).string()}); };
    order("f1");
    ASSERT_TRUE(visit.until([&] { return shows_time(visit.engine->self()); }));
    visit.engine->order(media::StopRecording{"f1", true});
    visit.engine->order(media::StopRecording{"f1", false});
    order("f2");
    ASSERT_TRUE(visit.until([&] { return visit.last<media::RecordingFailed>().has_value(); }));
    ASSERT_TRUE(visit.until([&] { return shows_time(visit.engine->self()); }));
    visit.engine->order(media::StopRecording{"f2", true});
    ASSERT_TRUE(visit.until([&] { return visit.count<media::Recorded>() == 1; }));
    EXPECT_EQ(visit.last<media::Recorded>()->id, "f2");
    EXPECT_EQ(visit.count<media::RecordingFailed>(), 1);
    EXPECT_EQ(visit.last<media::RecordingFailed>()->id, "f1");
    EXPECT_EQ(folder.files(), 1u);
}

TEST(Film, IsCutOffByAVisit) {
    Folder folder;
    Visit visit;
    visit.engine->order(media::StartRecording{"f1", (folder.path / "f.mp4").string()});
    ASSERT_TRUE(visit.until([&] { return visit.live(true, true); }));
    visit.connect();
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.count<media::RecordingFailed>() == 1; }));
    EXPECT_TRUE(visit.until([&] { return visit.phone->pictures() > 0; })) << visit.phone->error();
    EXPECT_EQ(folder.files(), 0u);
}

TEST(Film, IntoAFolderThatIsNotThereFails) {
    Visit visit;
    visit.engine->order(media::StartRecording{"f1", "/nowhere/f.mp4"});
    EXPECT_TRUE(visit.until([&] { return visit.count<media::RecordingFailed>() == 1; }));
    EXPECT_TRUE(visit.until([&] { return visit.live(false, false); }));
}

TEST(Film, ThatIsNoneFails) {
    Folder folder;
    const auto path = (folder.path / "f.mp4").string();
    std::ofstream(path) << "not a film at all, but a text";
    Visit visit;
    visit.engine->order(media::PlayClip{"f1", path});
    ASSERT_TRUE(visit.until([&] { return visit.count<media::ClipEnded>() == 1; }));
    EXPECT_TRUE(visit.last<media::ClipEnded>()->failed);
    visit.engine->order(media::PlayClip{"f2", "/nowhere/f.mp4"});
    EXPECT_TRUE(visit.until([&] { return visit.count<media::ClipEnded>() == 2; }));
}

// What Chromium's and Firefox' MediaRecorder make.
TEST(Film, FromABrowserIsPlayed) {
    Folder folder;
    const auto path = (folder.path / "f.webm").string();
    Visit visit;
    visit.engine->order(media::PlayClip{"f0", "/nowhere"});  // loads the plugins
    ASSERT_TRUE(visit.until([&] { return visit.count<media::ClipEnded>() == 1; }));
    {
        std::atomic<bool> written{false};
        std::unique_ptr<Running> maker;
        MediaThread thread;
        thread.post([&] {
            std::string why;
            maker = Running::made("videotestsrc num-buffers=45 ! video/x-raw,width=640,height=480,framerate=30/1 ! vp8enc deadline=1 ! mux. "
                                  "audiotestsrc num-buffers=75 samplesperbuffer=960 ! audio/x-raw,rate=48000 ! opusenc ! mux. "
                                  "matroskamux name=mux ! filesink location=" + path,
                                  {[](std::string reason) { FAIL() << reason; }, [&] { written = true; }}, why);
            ASSERT_TRUE(maker) << why;
            maker->play();
        });
        ASSERT_TRUE(visit.until([&] { return written.load(); }));
        thread.post([&] { maker.reset(); });
    }
    int pictures = 0;
    visit.engine->order(media::PlayClip{"f1", path});
    EXPECT_TRUE(visit.until([&] {
        const auto frame = visit.engine->remote().take();
        pictures += frame && frame->width == 640 ? 1 : 0;
        return visit.count<media::ClipEnded>() == 2;
    }));
    EXPECT_GT(pictures, 3);
    EXPECT_FALSE(visit.last<media::ClipEnded>()->failed);
}

}  // namespace
}  // namespace anju::gst
