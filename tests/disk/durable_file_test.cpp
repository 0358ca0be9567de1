// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/durable_file.hpp"

#include "terminal/app/disk/later_writer.hpp"
#include "tests/disk/folder.hpp"

namespace anju::disk {
namespace {

TEST(DurableFile, IsWrittenAndReadBackForItsOwnerOnly) {
    const Folder folder;
    ASSERT_TRUE(write_durably(folder / "a", "text"));
    EXPECT_EQ(read_whole(folder / "a", 100), "text");
    EXPECT_EQ(mode_of(folder / "a"), 0600);
    EXPECT_EQ(folder.names(), (std::set<std::string>{"a"}));
}

TEST(DurableFile, TakesAwayTheRightsThatALeftOverHad) {
    const Folder folder;
    folder.write("a.tmp", "half");
    ASSERT_EQ(chmod((folder / "a.tmp").c_str(), 0666), 0);
    ASSERT_TRUE(write_durably(folder / "a", "text"));
    EXPECT_EQ(mode_of(folder / "a"), 0600);
}

TEST(DurableFile, OverALinkReplacesTheLinkNotItsTarget) {
    const Folder folder;
    folder.write("target", "untouched");
    std::filesystem::create_symlink(folder / "target", folder / "a");
    EXPECT_FALSE(read_whole(folder / "a", 100));
    ASSERT_TRUE(write_durably(folder / "a", "text"));
    EXPECT_EQ(folder.read("target"), "untouched");
    EXPECT_EQ(folder.read("a"), "text");
}

TEST(DurableFile, ThatIsAbsentSaysSo) {
    const Folder folder;
    const auto read = read_whole(folder / "none", 100);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, kAbsent);
}

TEST(DurableFile, ThatIsTooLongIsNotRead) {
    const Folder folder;
    folder.write("a", std::string(101, 'x'));
    const auto read = read_whole(folder / "a", 100);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().code, kAbsent);
}

TEST(DurableFile, LeavesTheOldOneWhenTheNewCannotBeWritten) {
    const Folder folder;
    folder.write("a", "old");
    std::filesystem::create_directory(folder / "a.tmp");  // in the way
    EXPECT_FALSE(write_durably(folder / "a", "new"));
    EXPECT_EQ(folder.read("a"), "old");
}

TEST(DurableFile, OnAFullDiskLeavesTheOldOneAndNoHalves) {
    const SmallDisk disk("size=64k");
    if (!disk.mounted()) {
        GTEST_SKIP() << kOnlyRootMounts;
    }
    const Folder& folder = disk.folder();
    ASSERT_TRUE(write_durably(folder / "a", "old"));
    const auto written = write_durably(folder / "a", std::string(200 * 1024, 'x'));
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().context.find("No space left"), std::string::npos)
        << written.error().context;
    EXPECT_EQ(folder.read("a"), "old");
    EXPECT_EQ(folder.names(), (std::set<std::string>{"a"}));
}

TEST(DurableFile, IsRemovedOnceAndAgain) {
    const Folder folder;
    folder.write("a", "x");
    EXPECT_TRUE(remove_durably(folder / "a"));
    EXPECT_TRUE(remove_durably(folder / "a"));
    EXPECT_TRUE(folder.names().empty());
}

TEST(LaterWriter, HasTheNewestTextOnDiskWhenItEnds) {
    const Folder folder;
    for (int round = 0; round < 20; ++round) {
        {
            LaterWriter writer(folder / "a");
            for (int i = 0; i <= 10; ++i) {
                writer.write(std::to_string(round) + "." + std::to_string(i));
            }
        }
        ASSERT_EQ(folder.read("a"), std::to_string(round) + ".10");
    }
}

TEST(LaterWriter, WritesNothingThatWasForgotten) {
    const Folder folder;
    LaterWriter writer(folder / "a");
    for (int round = 0; round < 20; ++round) {
        writer.write("secret");
        writer.forget();
        std::filesystem::remove(folder / "a");
        writer.finish();
        ASSERT_FALSE(std::filesystem::exists(folder / "a"));
    }
}

TEST(LaterWriter, FinishesWhatItWasGiven) {
    const Folder folder;
    LaterWriter writer(folder / "a");
    writer.write("text");
    writer.finish();
    EXPECT_EQ(folder.read("a"), "text");
}

}  // namespace
}  // namespace anju::disk
