// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/photo_folder.hpp"

#include "tests/disk/folder.hpp"

namespace anju::disk {
namespace {

std::vector<std::uint8_t> photo(std::size_t bytes, std::uint8_t fill = 1) {
    return std::vector<std::uint8_t>(bytes, fill);
}

// Photos come one after another; file times are too coarse to tell in a test, so it says them.
void make_older(const std::filesystem::path& path, int hours) {
    std::filesystem::last_write_time(
        path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(hours));
}

TEST(PhotoFolder, GivesBackWhatItStored) {
    const Folder folder;
    PhotoFolder photos(folder / "photos");
    EXPECT_TRUE(photos.names().empty());
    ASSERT_TRUE(photos.store("p1:small", photo(10)));
    EXPECT_EQ(photos.load("p1:small"), photo(10));
    EXPECT_EQ(photos.load("p1"), std::nullopt);
    EXPECT_EQ(photos.names(), (std::set<std::string>{"p1:small"}));
    EXPECT_EQ(mode_of(folder / "photos"), 0700);
}

TEST(PhotoFolder, LetsNoNameOutOfTheFolder) {
    const Folder folder;
    PhotoFolder photos(folder / "photos");
    for (const std::string name :
         {"../escape", "/etc/anju", ".", "..", "a/b", "%2F", "a\nb", "妈"}) {
        ASSERT_TRUE(photos.store(name, photo(3))) << name;
        EXPECT_EQ(photos.load(name), photo(3)) << name;
        EXPECT_TRUE(photos.names().contains(name)) << name;
    }
    EXPECT_EQ(folder.names(), (std::set<std::string>{"photos"}));
    EXPECT_FALSE(photos.store("", photo(3)));
    EXPECT_FALSE(photos.store(std::string(300, 'a'), photo(3)));
}

TEST(PhotoFolder, DoesNotTakeWhatItWouldNotHaveWritten) {
    EXPECT_EQ(photo_of("p1%3Asmall"), "p1:small");
    EXPECT_EQ(photo_of("p1:small"), std::nullopt);
    EXPECT_EQ(photo_of("p1.tmp"), std::nullopt);
    EXPECT_EQ(photo_of("%zz"), std::nullopt);
    EXPECT_EQ(photo_of("%41"), std::nullopt) << "a plain A is written plainly";
    EXPECT_EQ(photo_of("a%"), std::nullopt);
    EXPECT_EQ(photo_of(""), std::nullopt);
}

TEST(PhotoFolder, StaysWithinItsLimitByLosingTheOldest) {
    const Folder folder;
    PhotoFolder photos(folder / "photos", 100);
    ASSERT_TRUE(photos.store("a", photo(40)));
    make_older(folder / "photos/a", 2);
    ASSERT_TRUE(photos.store("b", photo(40)));
    make_older(folder / "photos/b", 1);
    ASSERT_TRUE(photos.store("c", photo(40)));
    EXPECT_EQ(photos.names(), (std::set<std::string>{"b", "c"}));
    EXPECT_FALSE(photos.store("d", photo(101))) << "larger than all of it";
    EXPECT_EQ(photos.names(), (std::set<std::string>{"b", "c"}));
}

TEST(PhotoFolder, KeepsOnlyWhatIsAskedFor) {
    const Folder folder;
    PhotoFolder photos(folder / "photos");
    for (const auto* name : {"a", "b", "c"}) {
        ASSERT_TRUE(photos.store(name, photo(1)));
    }
    photos.keep({"b", "never-here"});
    EXPECT_EQ(photos.names(), (std::set<std::string>{"b"}));
}

TEST(PhotoFolder, ForgetsHalvesAndEmptyFilesOfAPowerCut) {
    const Folder folder;
    std::filesystem::create_directory(folder / "photos");
    folder.write("photos/a.tmp", "half");
    folder.write("photos/b", "");
    PhotoFolder photos(folder / "photos");
    EXPECT_TRUE(photos.names().empty());
    EXPECT_FALSE(std::filesystem::exists(folder / "photos/a.tmp"));
    EXPECT_EQ(photos.load("b"), std::nullopt);
}

}  // namespace
}  // namespace anju::disk
