// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL 15 for one test program: own folder, unix socket only, gone afterwards, also
// when the program is killed. The system's own cluster is never touched.
#pragma once

#include <sys/types.h>
#include <string>

namespace anju::tests {

class PostgresCluster {
  public:
    // Started on first use, from the main thread, ended at exit.
    static PostgresCluster& instance();

    // Debian's binaries are not there: the only reason to skip.
    bool missing() const { return missing_; }
    // Empty, or why it did not start.
    const std::string& failure() const { return failure_; }
    // "host=… user=anju dbname=postgres" of a fresh, empty schema with this name.
    std::string fresh_schema(const std::string& name);
    // The same of a database of its own.
    std::string fresh_database(const std::string& name);
    bool run(const std::string& sql);
    // As if its machine had lost power and come back: every connection is gone, what was committed is there.
    bool restart();
    // For whoever wants the server's own view.
    std::string conninfo() const;

    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;

  private:
    PostgresCluster();
    ~PostgresCluster();
    void start();
    bool await_answer() const;
    std::string started_at() const;  // empty: it does not answer

    bool missing_ = false;
    std::string failure_;
    std::string folder_;
    pid_t keeper_ = -1;
    int lifeline_ = -1;  // closed by our end, whatever ends us
};

}  // namespace anju::tests
