// SPDX-License-Identifier: Apache-2.0
// A disk of two megabytes: what no longer fits is unavailable and changes nothing.
#include <sys/mount.h>

#include <cstring>
#include <fstream>

#include "tests/server_storage/storage_test.hpp"

namespace anju::server {
namespace {

class FullDisk : public testing::Test {
  protected:
    void SetUp() override {
        std::string folder = std::filesystem::temp_directory_path() / "anju-disk-XXXXXX";
        ASSERT_NE(::mkdtemp(folder.data()), nullptr);
        folder_ = folder;
        if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=2m") != 0) {
            GTEST_SKIP() << "mounting a small tmpfs is not permitted here: "
                         << std::strerror(errno);
        }
        mounted_ = true;
    }
    void TearDown() override {
        if (mounted_) {
            EXPECT_EQ(::umount(folder_.c_str()), 0);
        }
        std::filesystem::remove_all(folder_);
    }
    std::unique_ptr<Repository> open() const {
        StorageOptions options;
        options.password_operations = 1;
        options.password_memory = 8192;
        auto opened =
            open_repository("sqlite:" + (folder_ / "anju.db").string(), options, kMorning);
        EXPECT_TRUE(opened) << opened.error().context;
        return *std::move(opened);
    }
    std::filesystem::path folder_;
    bool mounted_ = false;
};

TEST_F(FullDisk, RefusesWhatDoesNotFitAndKeepsTheRest) {
    auto repository = open();
    const auto system = system_caller();
    const auto station = must(repository->create_organisation(
        system, {"", OrganisationKind::Institution, "东关"}, kMorning));
    NewHousehold home;
    home.organisation = station;
    home.person.name = "王桂兰";
    const auto household = must(repository->create_household(system, home, kMorning));
    NewMember member;
    member.household = household;
    const auto id = must(repository->create_member(system, member, kMorning));
    const FamilyCaller who{id, household, ""};

    std::vector<std::string> kept;
    const std::string picture(200'000, 'x');
    RepositoryError full;
    for (int i = 0; i < 30 && full.code.empty(); ++i) {
        const auto photo = repository->add_photo(who, {picture, "small", 1, 1}, {}, kMorning);
        if (photo) {
            kept.push_back(photo->id);
        } else {
            full = photo.error();
        }
    }
    EXPECT_EQ(full.kind, Trouble::Unavailable);
    EXPECT_EQ(full.code, "disk_full");
    EXPECT_FALSE(kept.empty());
    while (const auto sent = repository->post_message(who, {"挤", {}}, {}, kMorning)) {
    }
    const auto before = must(repository->family_home(who, kMorning));
    EXPECT_FALSE(repository->post_message(who, {"再挤", {}}, {"k", "x"}, kMorning));
    EXPECT_EQ(must(repository->family_home(who, kMorning)), before);
    Stored<void> ready;
    for (int i = 0; i < 1000 && ready; ++i) {  // its own small write finds the last free page
        ready = repository->ready(kMorning);
    }
    EXPECT_THAT(ready, Fails(Trouble::Unavailable, "disk_full"));
    for (const std::string& photo : kept) {
        EXPECT_EQ(must(repository->photo(who, photo, PhotoSize::Full)), picture);
    }

    ASSERT_EQ(::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=8m"), 0);
    must(repository->ready(kMorning));  // room again, and on it goes
    must(repository->post_message(who, {"再挤", {}}, {"k", "x"}, kMorning));
    repository.reset();
    repository = open();
    EXPECT_EQ(must(repository->family_home(who, kMorning)).messages.front().text, "再挤");
}

TEST_F(FullDisk, FromTheStartIsOneClearSentence) {
    std::ofstream(folder_ / "ballast") << std::string(2U << 20U, 'x');
    const auto opened = open_repository("sqlite:" + (folder_ / "anju.db").string(), {}, kMorning);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Trouble::Unavailable);
    EXPECT_FALSE(opened.error().context.empty());
}

}  // namespace
}  // namespace anju::server
