// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres_cluster.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

namespace anju::tests {
namespace {

constexpr const char* kBinaries = "/usr/lib/postgresql/15/bin";
constexpr std::chrono::seconds kStartLimit{60};

// Keeps the server: starts it, ends it without a goodbye and starts it again for each line, waits for the other end of its standard input to close, stops it and
// clears up. No fsync: what a machine without power would lose is no test's matter. ICU's English
// order on purpose: nothing of ours may lean on the order of bytes unasked.
constexpr const char* kKeeper = R"sh(
folder=$1; bin=$2; user=$3
trap '' INT TERM HUP
as() { if [ -n "$user" ]; then setpriv --reuid="$user" --regid="$user" --clear-groups "$@"; else "$@"; fi; }
dying() { if [ -n "$user" ]; then exec setpriv --pdeathsig INT --reuid="$user" --regid="$user" --clear-groups "$@"
          else exec setpriv --pdeathsig INT "$@"; fi; }
as "$bin/initdb" -D "$folder/data" -U anju --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 \
   --locale-provider=icu --icu-locale=en-US --no-instructions >"$folder/initdb.log" 2>&1 || exit 1
start() { dying "$bin/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" \
   -c max_connections=120 -c shared_buffers=16MB -c jit=off -c fsync=off >>"$folder/postgres.log" 2>&1 </dev/null &
server=$!; }
start
while read -r _; do kill -QUIT $server; wait $server; start; done
kill -INT $server
wait $server
rm -rf "$folder"
)sh";

struct Finish {
    void operator()(PGconn* c) const { PQfinish(c); }
};
using Connection = std::unique_ptr<PGconn, Finish>;

bool run_sql(const std::string& conninfo, const std::string& sql) {
    const Connection connection(PQconnectdb(conninfo.c_str()));
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        return false;
    }
    PGresult* result = PQexec(connection.get(), sql.c_str());
    const bool fine = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return fine;
}

}  // namespace

PostgresCluster& PostgresCluster::instance() {
    static PostgresCluster cluster;
    return cluster;
}

PostgresCluster::PostgresCluster() {
    if (::access((std::string(kBinaries) + "/initdb").c_str(), X_OK) != 0) {
        missing_ = true;
        failure_ = std::string("no PostgreSQL 15 in ") + kBinaries;
        return;
    }
    start();
}

PostgresCluster::~PostgresCluster() {
    if (keeper_ > 0) {
        ::close(lifeline_);
        ::waitpid(keeper_, nullptr, 0);
    }
}

std::string PostgresCluster::conninfo() const {
    return "host=" + folder_ + " user=anju dbname=postgres";
}

std::string PostgresCluster::fresh_schema(const std::string& name) {
    if (!run("CREATE SCHEMA " + name)) {
        return {};
    }
    return conninfo() + " options='-c search_path=" + name + "'";
}

std::string PostgresCluster::fresh_database(const std::string& name) {
    return run("CREATE DATABASE " + name) ? "host=" + folder_ + " user=anju dbname=" + name : "";
}

bool PostgresCluster::run(const std::string& sql) { return run_sql(conninfo(), sql); }

bool PostgresCluster::restart() {
    const std::string before = started_at();
    if (before.empty() || ::write(lifeline_, "again\n", 6) != 6) {
        return false;
    }
    const auto deadline = std::chrono::steady_clock::now() + kStartLimit;
    while (std::chrono::steady_clock::now() < deadline) {
        if (const std::string now = started_at(); !now.empty() && now != before) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

std::string PostgresCluster::started_at() const {
    const Connection connection(PQconnectdb(conninfo().c_str()));
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        return {};
    }
    PGresult* result = PQexec(connection.get(), "SELECT pg_postmaster_start_time()");
    const std::string text = PQresultStatus(result) == PGRES_TUPLES_OK ? PQgetvalue(result, 0, 0) : "";
    PQclear(result);
    return text;
}

void PostgresCluster::start() {
    std::string folder = std::filesystem::temp_directory_path() / "anju-postgres-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) {
        failure_ = "no temporary folder " + folder;
        return;
    }
    folder_ = folder;
    std::string user;
    if (::geteuid() == 0) {
        const passwd* postgres = ::getpwnam("postgres");
        if (postgres == nullptr ||
            ::chown(folder.c_str(), postgres->pw_uid, postgres->pw_gid) != 0) {
            failure_ = "no user postgres to run as";
            return;
        }
        user = "postgres";
    }
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        failure_ = "no pipe";
        return;
    }
    keeper_ = ::fork();
    if (keeper_ == 0) {
        ::setpgid(0, 0);  // Ctrl-C is ours to pass on, by the pipe
        ::dup2(ends[0], STDIN_FILENO);
        ::execl("/bin/sh", "sh", "-c", kKeeper, "sh", folder.c_str(), kBinaries, user.c_str(),
                nullptr);
        ::_exit(127);
    }
    ::close(ends[0]);
    lifeline_ = ends[1];
    if (keeper_ < 0 || !await_answer()) {
        failure_ = "PostgreSQL did not start, see initdb.log and postgres.log in " + folder_;
    }
}

bool PostgresCluster::await_answer() const {
    const auto deadline = std::chrono::steady_clock::now() + kStartLimit;
    while (std::chrono::steady_clock::now() < deadline) {
        if (PQping(conninfo().c_str()) == PQPING_OK) {
            return true;
        }
        if (::waitpid(keeper_, nullptr, WNOHANG) == keeper_) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

}  // namespace anju::tests
