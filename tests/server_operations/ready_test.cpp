// SPDX-License-Identifier: Apache-2.0
// /readyz says what is wrong in one sentence; /healthz is alive whatever the database does.
#include <pwd.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>

#include "tests/server_operations/held_database.hpp"
#include "tests/server_operations/operations.hpp"
#include "tests/support/postgres_cluster.hpp"

namespace anju::tests {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

class Ready : public Operations {
  protected:
    // The sentence of /readyz; empty: it is ready.
    static std::string wrong(std::uint16_t port) {
        const Answer answer = ask(port, "GET", "/readyz", {});
        EXPECT_EQ(answer.status, answer.body == "ready\n" ? 200 : 503) << answer.body;
        EXPECT_EQ(std::count(answer.body.begin(), answer.body.end(), '\n'), 1) << answer.body;
        EXPECT_EQ(ask(port, "GET", "/healthz", {}).status, 200);
        return answer.status == 200 ? "" : answer.body;
    }
    static bool comes_back(std::uint16_t port) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!wrong(port).empty()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return true;
    }
};
INSTANTIATE_TEST_SUITE_P(On, Ready, testing::Values(Dialect::Sqlite, Dialect::Postgres),
                         [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(Ready, SaysThatNobodyAnswersAndLifeGoesOn) {
    const std::string database = fresh_database();
    furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    EXPECT_EQ(wrong(platform.port()), "");
    {
        OtherSession other(database);
        other.hold_everything();
        std::vector<Wire> askers;  // more than there are workers
        for (int i = 0; i < 40; ++i) {
            askers.emplace_back(platform.port());
            askers.back().send(request_text("GET", "/readyz", {}));
        }
        const auto began = std::chrono::steady_clock::now();
        EXPECT_EQ(ask(platform.port(), "GET", "/healthz", {}).status, 200);
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
        for (Wire& asker : askers) {
            const Answer answer = asker.read_answer();
            EXPECT_EQ(answer.status, 503);
            // Those that came late wait behind the first, and may hear what it was told in the end.
            EXPECT_THAT(answer.body, AnyOf(HasSubstr("does not answer"), HasSubstr("locked by another program")));
        }
    }
    EXPECT_TRUE(comes_back(platform.port()));
}

TEST_P(Ready, SaysThatTheDatabaseIsGoneAndAcknowledgesNothing) {
    const std::string database = fresh_database();
    const Home home = furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    auto& cluster = PostgresCluster::instance();
    const std::string name = database.substr(database.rfind('=') + 1);
    const auto send = [&](const std::string& key) {
        auto headers = home.family;
        headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", key}});
        return ask(platform.port(), "POST", "/v1/family/messages", headers, R"({"text":"还在吗","photos":[]})");
    };
    const std::string path = database.substr(7);
    if (GetParam() == Dialect::Sqlite) {
        std::filesystem::rename(path, path + ".away");
    } else {
        ASSERT_TRUE(cluster.run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false"));
        OtherSession("postgres:" + cluster.conninfo()).run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }
    EXPECT_THAT(wrong(platform.port()), HasSubstr(GetParam() == Dialect::Sqlite ? "is gone" : "cannot be reached"));
    EXPECT_THAT(wrong(platform.port()), Not(HasSubstr(folder().string()))) << "where it lies is nobody's business";
    EXPECT_EQ(send("gone").status, 503) << "it would be lost";
    if (GetParam() == Dialect::Sqlite) {
        std::filesystem::rename(path + ".away", path);
    } else {
        ASSERT_TRUE(cluster.run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true"));
    }
    EXPECT_TRUE(comes_back(platform.port()));
    EXPECT_EQ(send("back").status, 200);
}

TEST_P(Ready, SaysThatItCanOnlyBeRead) {
    const std::string database = fresh_database();
    furnish(database);
    if (GetParam() == Dialect::Sqlite) {
        const auto small = folder() / "small";
        std::filesystem::create_directory(small);
        if (::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=8m") != 0) GTEST_SKIP() << "mounting a small tmpfs is not permitted here";
        std::filesystem::copy_file(database.substr(7), small / "anju.db");
        ASSERT_EQ(::mount("tmpfs", small.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr), 0);
        const Ended ended = run({"--listen", "127.0.0.1:0", "--database", "sqlite:" + (small / "anju.db").string()});
        EXPECT_EQ(::umount(small.c_str()), 0);
        EXPECT_EQ(ended.code, 1);
        EXPECT_EQ(std::count(ended.said.begin(), ended.said.end(), '\n'), 1) << ended.said;
        EXPECT_THAT(ended.said, HasSubstr("Read-only file system"));
        return;
    }
    PlatformProcess platform(folder());
    platform.start(serving(database));
    auto& cluster = PostgresCluster::instance();
    const std::string name = database.substr(database.rfind('=') + 1);
    ASSERT_TRUE(cluster.run("ALTER DATABASE " + name + " SET default_transaction_read_only = on"));
    OtherSession("postgres:" + cluster.conninfo()).run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    EXPECT_THAT(wrong(platform.port()), HasSubstr("can be read but not written"));
}

// A disk of a few megabytes with the database on it.
class SmallDisk {
  public:
    explicit SmallDisk(const char* size) {
        std::string folder = std::filesystem::temp_directory_path() / "anju-ready-XXXXXX";  // where PostgreSQL's user comes in
        if (::mkdtemp(folder.data()) == nullptr) return;
        folder_ = folder;
        mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, size) == 0;
    }
    ~SmallDisk() {
        if (tablespace_) {
            auto& cluster = PostgresCluster::instance();
            EXPECT_TRUE(cluster.run("DROP DATABASE ready_small WITH (FORCE)"));
            EXPECT_TRUE(cluster.run("DROP TABLESPACE ready_small"));
        }
        if (mounted_) {
            EXPECT_EQ(::umount(folder_.c_str()), 0);
        }
        std::filesystem::remove(folder_);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool mounted() const { return mounted_; }
    const std::filesystem::path& folder() const { return folder_; }
    // The cluster's log stays where it is: a server whose log has no room stops, by its own design.
    std::string postgres() {
        auto& cluster = PostgresCluster::instance();
        const passwd* owner = ::getpwnam("postgres");
        if (owner == nullptr || ::chown(folder_.c_str(), owner->pw_uid, owner->pw_gid) != 0) return "";
        tablespace_ = cluster.run("CREATE TABLESPACE ready_small LOCATION '" + folder_.string() + "'") && cluster.run("CREATE DATABASE ready_small TABLESPACE ready_small");
        std::string conninfo = cluster.conninfo();
        const auto name = conninfo.rfind("dbname=");
        return tablespace_ && name != std::string::npos ? "postgres:" + conninfo.substr(0, name) + "dbname=ready_small" : "";
    }
    void fill() const { std::ofstream(folder_ / "ballast") << std::string(64U << 20U, 'x'); }
    void clear() const { std::filesystem::remove(folder_ / "ballast"); }

  private:
    std::filesystem::path folder_;
    bool mounted_ = false, tablespace_ = false;
};

TEST_P(Ready, SaysThatTheDiskIsFull) {
    const bool sqlite = GetParam() == Dialect::Sqlite;
    std::string database = sqlite ? fresh_database() : "";
    if (sqlite) furnish(database);
    SmallDisk small(sqlite ? "size=2m" : "size=24m");
    if (!small.mounted()) GTEST_SKIP() << "mounting a small tmpfs is not permitted here";
    if (sqlite) {
        std::filesystem::copy_file(database.substr(7), small.folder() / "anju.db");
        database = "sqlite:" + (small.folder() / "anju.db").string();
    } else {
        database = small.postgres();
        ASSERT_NE(database, "");
    }
    const Home home = sqlite ? Home{} : furnish(database);
    PlatformProcess platform(folder());
    platform.start(serving(database));
    EXPECT_EQ(wrong(platform.port()), "");
    small.fill();
    std::string said;
    for (int i = 0; i < 2000 && said.empty(); ++i) {
        if (!sqlite) {  // what it has room for in its pages is stored
            auto headers = home.family;
            headers.insert(headers.end(), {{"Content-Type", "application/json"}, {"Idempotency-Key", "full-" + std::to_string(i)}});
            const Answer answer = ask(platform.port(), "POST", "/v1/family/messages", headers, R"({"text":")" + std::string(480, 'a') + R"(","photos":[]})");
            if (answer.status == 200) continue;
            EXPECT_EQ(answer.status, 503) << answer.body;
        }
        said = wrong(platform.port());
    }
    EXPECT_THAT(said, HasSubstr("The disk is full"));
    small.clear();
    EXPECT_TRUE(comes_back(platform.port()));
}

}  // namespace
}  // namespace anju::tests
