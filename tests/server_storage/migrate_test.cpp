// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/migrate.hpp"

#include <sys/stat.h>

#include "tests/server_storage/both_databases.hpp"

namespace anju::server {
namespace {

using testing::HasSubstr;

ON_BOTH_DATABASES(Schema);

std::vector<Migration> with(Migration more) {
    std::vector<Migration> all(schema().begin(), schema().end());
    all.push_back(more);
    return all;
}

TEST_P(Schema, AppliedTwiceChangesNothing) {
    const auto applied = count("schema_migration");
    EXPECT_EQ(applied, static_cast<std::int64_t>(schema().size()));
    open();
    EXPECT_EQ(count("schema_migration"), applied);
}

TEST_P(Schema, AddsOnlyWhatIsNew) {
    const auto database = raw();
    const auto all = with({900, "900_more", "CREATE TABLE more (id ${serial}, data ${bytes})"});
    must(migrate(*database, all, now_));
    must(migrate(*database, all, now_));
    EXPECT_EQ(count("more"), 0);
}

TEST_P(Schema, ChangedAfterwardsIsRefused) {
    std::vector<Migration> all(schema().begin(), schema().end());
    const std::string changed = std::string(all[1].text) + "\n";
    all[1].text = changed;
    const auto answer = migrate(*raw(), all, now_);
    ASSERT_THAT(answer, Fails(Trouble::Refused, "schema_changed"));
    EXPECT_THAT(answer.error().context, HasSubstr("002_"));
}

TEST_P(Schema, NewerThanTheProgramIsRefused) {
    must(migrate(*raw(), with({900, "900_more", "CREATE TABLE more (id BIGINT)"}), now_));
    const auto again = open_repository(database(), cheap(), now_);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "schema_newer");
    EXPECT_THAT(again.error().context, HasSubstr("900_more"));
}

TEST_P(Schema, ThatSkippedAFileIsRefused) {
    must(migrate(*raw(), with({900, "900_more", "CREATE TABLE more (id BIGINT)"}), now_));
    auto all = with({899, "899_less", "CREATE TABLE less (id BIGINT)"});
    all.push_back({900, "900_more", "CREATE TABLE more (id BIGINT)"});
    const auto answer = migrate(*raw(), all, now_);
    ASSERT_THAT(answer, Fails(Trouble::Refused, "schema_gap"));
    EXPECT_THAT(answer.error().context, HasSubstr("899_less"));
}

TEST_P(Schema, IsAppliedWholeOrNotAtAll) {
    const auto bad =
        with({900, "900_more", "CREATE TABLE more (id BIGINT); CREATE TABLE audit (id BIGINT)"});
    EXPECT_FALSE(migrate(*raw(), bad, now_));
    EXPECT_EQ(count("schema_migration"), static_cast<std::int64_t>(schema().size()));
    must(migrate(*raw(), with({900, "900_more", "CREATE TABLE more (id BIGINT)"}), now_));
}

TEST_P(Schema, OfAnUnreachableDatabaseIsOneClearSentence) {
    const bool sqlite = GetParam() == Dialect::Sqlite;
    const auto opened =
        open_repository(sqlite ? "sqlite:" + (folder() / "none" / "anju.db").string()
                               : "postgres:host=" + folder().string() + " dbname=postgres",
                        cheap(), now_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Trouble::Unavailable);
    EXPECT_THAT(opened.error().context,
                HasSubstr(sqlite ? "cannot open the database" : "cannot reach PostgreSQL"));
    EXPECT_THAT(opened.error().context, testing::Not(HasSubstr("\n")));
}

TEST_P(Schema, OfAnUnknownKindIsRefused) {
    const auto opened = open_repository("mysql:x", cheap(), now_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "database_unknown");
}

TEST_P(Schema, OfSqliteIsReadableByItsOwnerOnly) {
    if (GetParam() != Dialect::Sqlite) {
        return;
    }
    a_street();
    for (const char* file : {"anju.db", "anju.db-wal", "anju.db-shm"}) {
        struct stat info {};
        ASSERT_EQ(::stat((folder() / file).c_str(), &info), 0) << file;
        EXPECT_EQ(info.st_mode & 0777U, 0600U) << file;
    }
}

}  // namespace
}  // namespace anju::server
