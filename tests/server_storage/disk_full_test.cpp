// SPDX-License-Identifier: Apache-2.0
// A disk of a few megabytes: what no longer fits is unavailable and changes nothing.
#include <pwd.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <random>

#include "tests/server_storage/storage_test.hpp"
#include "tests/support/postgres_cluster.hpp"

namespace anju::server {
namespace {

class FullDisk : public testing::TestWithParam<Dialect> {
  protected:
    void SetUp() override {
        std::string folder = std::filesystem::temp_directory_path() / "anju-disk-XXXXXX";
        ASSERT_NE(::mkdtemp(folder.data()), nullptr);
        folder_ = folder;
        const char* size = GetParam() == Dialect::Sqlite ? "size=2m" : "size=5m";
        if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, size) != 0) {
            GTEST_SKIP() << "mounting a small tmpfs is not permitted here: "
                         << std::strerror(errno);
        }
        mounted_ = true;
        if (GetParam() == Dialect::Sqlite) {
            database_ = "sqlite:" + (folder_ / "anju.db").string();
        } else {
            SetUpTablespace();
        }
    }
    // The cluster's log stays where it is: a server whose log has no room stops, by its own design.
    void SetUpTablespace() {
        auto& cluster = tests::PostgresCluster::instance();
        if (cluster.missing()) {
            GTEST_SKIP() << cluster.failure();
        }
        const passwd* postgres = ::getpwnam("postgres");
        ASSERT_NE(postgres, nullptr);
        ASSERT_EQ(::chown(folder_.c_str(), postgres->pw_uid, postgres->pw_gid), 0);
        ASSERT_TRUE(cluster.run("CREATE TABLESPACE small LOCATION '" + folder_.string() + "'"));
        std::string conninfo = cluster.fresh_schema("full_disk");
        conninfo.insert(conninfo.rfind('\''), " -c default_tablespace=small");
        database_ = "postgres:" + conninfo;
    }
    void TearDown() override {
        if (database_.starts_with("postgres:")) {
            auto& cluster = tests::PostgresCluster::instance();
            EXPECT_TRUE(cluster.run("DROP SCHEMA full_disk CASCADE"));
            EXPECT_TRUE(cluster.run("DROP TABLESPACE small"));
        }
        if (mounted_) {
            EXPECT_EQ(::umount(folder_.c_str()), 0);
        }
        std::filesystem::remove_all(folder_);
    }
    void grow() const {
        ASSERT_EQ(::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=32m"), 0);
    }
    std::unique_ptr<Repository> open() const {
        StorageOptions options;
        options.password_operations = 1;
        options.password_memory = 8192;
        auto opened = open_repository(database_, options, kMorning);
        EXPECT_TRUE(opened) << opened.error().context;
        return *std::move(opened);
    }
    std::filesystem::path folder_;
    std::string database_;
    bool mounted_ = false;
};

INSTANTIATE_TEST_SUITE_P(On, FullDisk, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) {
                             return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres";
                         });

// Bytes that no database can squeeze, the same every time.
std::string noise(std::size_t size) {
    std::minstd_rand next(1);
    std::string bytes;
    while (bytes.size() < size) {
        bytes += static_cast<char>(next() >> 16U);
    }
    return bytes;
}

TEST_P(FullDisk, RefusesWhatDoesNotFitAndKeepsTheRest) {
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
    const std::string picture = noise(200'000);
    RepositoryError full;
    for (int i = 0; i < 60 && full.code.empty(); ++i) {
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
    if (GetParam() == Dialect::Sqlite) {  // PostgreSQL finds room for one row in its old page
        Stored<void> ready;
        for (int i = 0; i < 1000 && ready; ++i) {
            ready = repository->ready(kMorning);
        }
        EXPECT_THAT(ready, Fails(Trouble::Unavailable, "disk_full"));
    }
    for (const std::string& photo : kept) {
        EXPECT_EQ(must(repository->photo(who, photo, PhotoSize::Full)), picture);
    }

    grow();
    must(repository->ready(kMorning));  // room again, and on it goes
    must(repository->post_message(who, {"再挤", {}}, {"k", "x"}, kMorning));
    repository.reset();
    repository = open();
    EXPECT_EQ(must(repository->family_home(who, kMorning)).messages.front().text, "再挤");
}

TEST_P(FullDisk, FromTheStartIsOneClearSentence) {
    std::ofstream(folder_ / "ballast") << std::string(8U << 20U, 'x');
    const auto opened = open_repository(database_, {}, kMorning);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Trouble::Unavailable);
    EXPECT_FALSE(opened.error().context.empty());
}

}  // namespace
}  // namespace anju::server
