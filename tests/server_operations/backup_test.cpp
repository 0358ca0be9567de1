// SPDX-License-Identifier: Apache-2.0
// The drill: what was acknowledged before a backup began is there after its restore, and the platform serves from it.
#include <sys/mount.h>
#include <sys/stat.h>

#include <fstream>

#include "platform/server/storage/copies.hpp"
#include "platform/server/storage/migrate.hpp"
#include "platform/server/storage/postgres_database.hpp"
#include "platform/server/storage/sqlite_database.hpp"
#include "tests/server_operations/held_database.hpp"
#include "tests/server_operations/operations.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;

class Backup : public Operations {
  protected:
    std::string file(const std::string& name) const { return (folder() / name).string(); }
    Ended back_up(const std::string& database, const std::string& to) const { return run({"backup", to, "--database", database}); }
    Ended restore(const std::string& database, const std::string& from, bool replace = false) const {
        std::vector<std::string> words{"restore", from, "--database", database};
        if (replace) words.emplace_back("--replace");
        return run(words);
    }
    // What the TV of this home was told, by a platform that is started on it for the question.
    std::vector<std::string> told_from(const std::string& database, const Home& home) const {
        PlatformProcess platform(folder());
        platform.start(serving(database));
        return told(platform.port(), home);
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::recursive_directory_iterator(folder()), std::filesystem::recursive_directory_iterator()));
    }
};
INSTANTIATE_TEST_SUITE_P(On, Backup, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Backup, OfALiveDatabaseHoldsAllThatWasAcknowledgedBefore) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    std::vector<std::string> before, in_all;
    {
        PlatformProcess platform(folder());
        platform.start(serving(database));
        Writer writer(platform.port(), home, "m");
        writer.wait_for(30);
        before = writer.acknowledged();
        const Ended ended = back_up(database, file("copy"));
        ASSERT_EQ(ended.code, 0) << ended.said;
        EXPECT_THAT(ended.printed, HasSubstr("checked"));
        writer.wait_for(before.size() + 30);  // it was never held up for good
        writer.stop();
        in_all = told(platform.port(), home);
    }
    struct stat info {};
    ASSERT_EQ(::stat(file("copy").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    EXPECT_FALSE(std::filesystem::exists(file("copy.part")));

    const std::string other = fresh_database();
    const Ended restored = restore(other, file("copy"));
    ASSERT_EQ(restored.code, 0) << restored.said;
    PlatformProcess platform(folder());
    platform.start(serving(other));
    const auto after = told(platform.port(), home);
    ASSERT_GE(after.size(), before.size() + 1) << "and the world's own first one";
    ASSERT_LE(after.size(), in_all.size());
    EXPECT_EQ(after, std::vector(in_all.begin(), in_all.begin() + static_cast<long>(after.size()))) << "one moment, nothing of later";
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i + 1], before[i]);
    EXPECT_EQ(ask(platform.port(), "GET", "/v1/tv/photos/" + home.photo, home.tv).status, 200);
    Writer again(platform.port(), home, "after");
    again.wait_for(3);
    again.stop();
    EXPECT_GE(told(platform.port(), home).size(), after.size() + 3);
}

TEST_P(Backup, RestoresOverWhatIsThereOnlyWhenTold) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    ASSERT_EQ(back_up(database, file("copy")).code, 0);
    const std::string other = fresh_database();
    const Home another = furnish(other);
    const Ended refused = restore(other, file("copy"));
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.said, HasSubstr("not empty; --replace"));
    EXPECT_EQ(told_from(other, another).size(), 1U);
    {
        PlatformProcess running(folder());
        running.start(serving(other));
        const Ended in_use = restore(other, file("copy"), true);
        EXPECT_EQ(in_use.code, 1);
        EXPECT_THAT(in_use.said, HasSubstr("stop"));
        EXPECT_EQ(told(running.port(), another).size(), 1U);
    }
    const Ended replaced = restore(other, file("copy"), true);
    ASSERT_EQ(replaced.code, 0) << replaced.said;
    EXPECT_EQ(told_from(other, home).size(), 1U);
    ASSERT_EQ(restore(other, file("copy"), true).code, 0) << "as often as one likes";
    EXPECT_EQ(told_from(other, home).size(), 1U);
}

TEST_P(Backup, ThatWasCutOffHalfwayIsNotServedAsAnEmptyPlatform) {
    if (GetParam() != Dialect::Postgres) GTEST_SKIP() << "SQLite's file takes its name at the end";
    const std::string database = fresh_database();
    const Home home = furnish(database);
    ASSERT_EQ(back_up(database, file("copy")).code, 0);
    OtherSession(database).run("ALTER SCHEMA public RENAME TO anju_before_restore; CREATE SCHEMA public");  // and then it was killed
    auto words = serving(database);
    words.insert(words.end(), {"--listen", "127.0.0.1:0"});
    const Ended ended = run(words);
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.said, HasSubstr("DROP SCHEMA public CASCADE; ALTER SCHEMA anju_before_restore RENAME TO public"));
    EXPECT_EQ(std::count(ended.said.begin(), ended.said.end(), '\n'), 1) << ended.said;
    OtherSession(database).run("DROP SCHEMA public CASCADE; ALTER SCHEMA anju_before_restore RENAME TO public");
    EXPECT_EQ(restore(database, file("copy"), true).code, 0);
    EXPECT_EQ(told_from(database, home).size(), 1U);
    OtherSession(database).run("CREATE SCHEMA anju_before_restore");
    EXPECT_THAT(run(words).said, HasSubstr("the backup is in"));
}

TEST_P(Backup, DoesNotComeInBesideAProgramOfAnyNameNorAProgramBesideIt) {
    if (GetParam() != Dialect::Postgres) GTEST_SKIP() << "SQLite's file is locked";
    const std::string database = fresh_database();
    furnish(database);
    ASSERT_EQ(back_up(database, file("copy")).code, 0);
    PlatformProcess running(folder());
    running.start(serving(database + " application_name=another"));
    const Ended in_use = restore(database, file("copy"), true);
    EXPECT_EQ(in_use.code, 1);
    EXPECT_THAT(in_use.said, HasSubstr("stop it first"));
    EXPECT_EQ(running.stop(SIGTERM), 0);
    OtherSession restoring(database);
    restoring.run("SELECT pg_advisory_lock(1634626166)");
    auto words = serving(database);
    words.insert(words.end(), {"--listen", "127.0.0.1:0"});
    const Ended ended = run(words);
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.said, HasSubstr("is being restored"));
}

TEST_P(Backup, GetsItsNameAlsoWhereAFileSystemCannotRenameWithoutReplacing) {
    const auto cannot = [](int, const char*, int, const char*, unsigned) {
        errno = EINVAL;
        return -1;
    };
    const std::filesystem::path part = file("x.part"), path = file("x");
    std::ofstream(part) << "copy";
    EXPECT_TRUE(server::put_in_place(part, path, server::Over::Nothing, cannot));
    EXPECT_FALSE(std::filesystem::exists(part));
    EXPECT_TRUE(std::filesystem::exists(path));
    std::ofstream(part) << "another";
    EXPECT_FALSE(server::put_in_place(part, path, server::Over::Nothing, cannot));
    EXPECT_EQ(errno, EEXIST);
}

TEST_P(Backup, IntoADatabaseThatServedNobodyYet) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    ASSERT_EQ(back_up(database, file("copy")).code, 0);
    const std::string other = fresh_database();
    {
        PlatformProcess started(folder());
        started.start(serving(other));
        EXPECT_EQ(started.stop(SIGTERM), 0);
    }
    ASSERT_EQ(restore(other, file("copy")).code, 0);
    EXPECT_EQ(told_from(other, home).size(), 1U);
}

TEST_P(Backup, OfANewerProgramIsRefused) {
    const std::string database = fresh_database();
    furnish(database);
    {
        const std::string name = database.substr(database.find(':') + 1);
        auto raw = GetParam() == Dialect::Sqlite ? server::SqliteDatabase::open(name, 1) : server::PostgresDatabase::open(name, 1);
        ASSERT_TRUE((*raw)->write([](server::Transaction& tx) -> server::Stored<void> {
            tx.run("INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (900, '900_more', 'x', 0)");
            return {};
        }));
    }
    const Ended made = back_up(database, file("copy"));
    EXPECT_EQ(made.code, 1) << "an older program makes no copy that it could not check";
    EXPECT_THAT(made.said, HasSubstr("900_more"));
    EXPECT_FALSE(std::filesystem::exists(file("copy")));
}

TEST_P(Backup, NeverGoesOverAFileAndNamesItselfInAFolder) {
    const std::string database = fresh_database();
    furnish(database);
    std::ofstream(file("there")) << "precious";
    const Ended refused = back_up(database, file("there"));
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.said, HasSubstr("there already"));
    std::string kept;
    std::getline(std::ifstream(file("there")), kept);
    EXPECT_EQ(kept, "precious");
    EXPECT_EQ(back_up(database, file("no/such/folder/copy")).code, 1);

    std::filesystem::create_directory(file("copies"));
    auto words = std::vector<std::string>{"backup", file("copies"), "--database", database, "--now", "2026-11-25T01:41:00Z"};
    ASSERT_EQ(run(words).code, 0);
    EXPECT_TRUE(std::filesystem::exists(file("copies/anju-20261125T014100Z") + (GetParam() == Dialect::Sqlite ? ".sqlite" : ".dump")));
}

TEST_P(Backup, ThatIsDamagedReplacesNothing) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    ASSERT_EQ(back_up(database, file("copy")).code, 0);
    const auto size = std::filesystem::file_size(file("copy"));
    const auto damaged = [&](const std::string& name, auto how) {
        std::filesystem::copy_file(file("copy"), file(name));
        how(file(name));
        const Ended ended = restore(database, file(name), true);
        EXPECT_EQ(ended.code, 1) << name;
        EXPECT_EQ(std::count(ended.said.begin(), ended.said.end(), '\n'), 1) << ended.said;
        EXPECT_THAT(ended.said, HasSubstr(name));
    };
    damaged("cut", [&](const std::string& path) { std::filesystem::resize_file(path, size / 2); });
    damaged("overwritten", [&](const std::string& path) {
        std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(static_cast<std::streamoff>(size / 2));
        bytes << std::string(8192, '\x5a');
    });
    damaged("text", [](const std::string& path) { std::ofstream(path) << "no backup at all"; });
    damaged("empty", [](const std::string& path) { std::filesystem::resize_file(path, 0); });
    EXPECT_EQ(restore(database, file("none"), true).code, 1);
    EXPECT_EQ(told_from(database, home).size(), 1U);
}

TEST_P(Backup, ThatFindsNoRoomLeavesNothing) {
    const std::string database = fresh_database();
    furnish(database);
    const auto small = folder() / "small";
    std::filesystem::create_directory(small);
    if (::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=16k") != 0) GTEST_SKIP() << "mounting a small tmpfs is not permitted here";
    const Ended ended = back_up(database, (small / "copy").string());
    EXPECT_EQ(ended.code, 1);
    EXPECT_EQ(std::count(ended.said.begin(), ended.said.end(), '\n'), 1) << ended.said;
    EXPECT_TRUE(std::filesystem::is_empty(small));
    EXPECT_EQ(::umount(small.c_str()), 0);
}

TEST_P(Backup, OfTheOtherKindIsRefused) {
    const std::string database = fresh_database();
    furnish(database);
    ASSERT_EQ(back_up(database, file("copy")).code, 0);
    const Ended ended = restore(GetParam() == Dialect::Sqlite ? "postgres:host=/nowhere" : "sqlite:" + file("x.db"), file("copy"));
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.said, HasSubstr("another kind"));
}

TEST_P(Backup, OfNoDatabaseMakesNone) {
    const std::string database = GetParam() == Dialect::Sqlite ? "sqlite:" + file("none.db") : fresh_database();
    const std::size_t before = files();
    const Ended ended = back_up(database, file("copy"));
    EXPECT_EQ(ended.code, 1);
    EXPECT_EQ(files(), before);
}

}  // namespace
}  // namespace anju::tests
