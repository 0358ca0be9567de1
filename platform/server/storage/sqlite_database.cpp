// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/sqlite_database.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

namespace anju::server {
namespace {

// Bounds what one failing COMMIT takes with it; beyond 64 the disk is no longer what one waits for.
constexpr std::size_t kLargestGroup = 256;

// Who waits for one long change holds a worker that TVs need for reading: once it has lasted, all but so many are told to come again.
constexpr std::size_t kMostWaiting = 12;
constexpr std::chrono::seconds kPatience{1};

RepositoryError many_wait() { return unavailable("busy", "a long change is being written, and many wait for it"); }

// A connection never goes back to the pool with a transaction open, whatever the body threw.
struct RolledBack {
    SqliteConnection& connection;
    ~RolledBack() {
        if (connection.in_transaction()) {
            (void)connection.say("ROLLBACK");
        }
    }
};

}  // namespace

Stored<std::unique_ptr<Database>> SqliteDatabase::open(const std::string& path, int readers) {
    auto writer = SqliteConnection::open(path, SqliteConnection::Use::Write);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    auto keeper = SqliteConnection::open(path, SqliteConnection::Use::Write);
    if (!keeper) {
        return tl::unexpected(keeper.error());
    }
    std::vector<std::unique_ptr<SqliteConnection>> pool;
    for (int i = 0; i < readers; ++i) {
        auto reader = SqliteConnection::open(path, SqliteConnection::Use::Read);
        if (!reader) {
            return tl::unexpected(reader.error());
        }
        pool.push_back(*std::move(reader));
    }
    return std::unique_ptr<Database>(new SqliteDatabase(path, *std::move(writer), *std::move(keeper), std::move(pool)));
}

SqliteDatabase::SqliteDatabase(std::string path, std::unique_ptr<SqliteConnection> writer, std::unique_ptr<SqliteConnection> keeper,
                               std::vector<std::unique_ptr<SqliteConnection>> readers)
    : path_(std::move(path)), writer_(std::move(writer)), log_(std::move(keeper)), readers_(std::move(readers)) {
    writer_->leave_log_to_others();
    struct stat file {};
    if (::stat(path_.c_str(), &file) == 0) {
        device_ = file.st_dev;
        inode_ = file.st_ino;
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { write_until_stopped(stop); });
}

Stored<void> SqliteDatabase::still_there() const {
    struct stat file {};
    if (::stat(path_.c_str(), &file) == 0 && file.st_dev == device_ && file.st_ino == inode_) {
        return {};
    }
    return tl::unexpected(unavailable("database_gone", "the file " + path_ + " is not the one that was opened"));
}

// What still waits is written before the thread ends: its owners are waiting for an answer.
SqliteDatabase::~SqliteDatabase() {
    thread_.request_stop();
    thread_.join();
}

Stored<void> SqliteDatabase::write(const Body& body, Urgency urgency) {
    Job job{&body, {}, urgency};
    const bool routine = urgency == Urgency::Routine;
    std::future<Stored<void>> done = job.done.get_future();
    {
        const std::lock_guard lock(mutex_);
        const bool stands = writing_since_ && std::chrono::steady_clock::now() - *writing_since_ > kPatience;
        if (routine && stands && queue_.size() >= kMostWaiting) {
            return tl::unexpected(many_wait());
        }
        const auto place = std::ranges::find_if(queue_, [&](const Job& one) { return one.urgency < urgency; });
        queue_.insert(place, std::move(job));
    }
    waiting_.notify_one();
    // Before the change had lasted long all could come to wait: those that are too many go as well.
    while (done.wait_for(kPatience) != std::future_status::ready) {
        if (!routine) {
            continue;
        }
        const std::lock_guard lock(mutex_);
        const auto mine = std::find_if(queue_.begin(), queue_.end(), [&](const Job& one) { return one.body == &body; });
        const auto routine_ones = std::ranges::count(queue_, Urgency::Routine, &Job::urgency);  // a call for help sends nobody away
        if (mine != queue_.end() && routine_ones > static_cast<std::ptrdiff_t>(kMostWaiting)) {
            queue_.erase(mine);
            return tl::unexpected(many_wait());
        }
    }
    return done.get();
}

std::size_t SqliteDatabase::waiting() {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

Stored<void> SqliteDatabase::read(const Body& body) {
    const auto connection = readers_.borrow();
    if (auto begun = connection->say("BEGIN"); !begun) {
        return begun;
    }
    SqliteTransaction transaction(*connection);
    const RolledBack otherwise{*connection};
    Stored<void> result = body(transaction);
    if (connection->in_transaction()) {
        if (auto ended = connection->say("ROLLBACK"); !ended) {
            return ended;
        }
    }
    if (transaction.error()) {
        return tl::unexpected(*transaction.error());
    }
    return result;
}

void SqliteDatabase::write_until_stopped(const std::stop_token& stop) {
    for (;;) {
        Jobs group;
        {
            std::unique_lock lock(mutex_);
            waiting_.wait(lock, stop, [this] { return !queue_.empty(); });
            if (queue_.empty()) {
                return;
            }
            const auto count = static_cast<long>(std::min(queue_.size(), kLargestGroup));
            std::move(queue_.begin(), queue_.begin() + count, std::back_inserter(group));
            queue_.erase(queue_.begin(), queue_.begin() + count);
            writing_since_ = std::chrono::steady_clock::now();
        }
        write_group(std::move(group));
        const std::lock_guard lock(mutex_);
        writing_since_.reset();
    }
}

void SqliteDatabase::write_group(Jobs jobs) {
    log_.begin_anew_if_long(*writer_);
    std::vector<Stored<void>> results;
    Stored<void> begun = still_there();
    if (begun) {
        begun = writer_->say("BEGIN IMMEDIATE");
    }
    if (!begun) {
        results.resize(jobs.size());
        answer(jobs, results, begun);
        return;
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        results.push_back(write_one(*jobs[i].body));
        if (!writer_->in_transaction()) {  // the disk is full: the whole group so far is undone
            Jobs rest(std::make_move_iterator(jobs.begin() + static_cast<long>(i) + 1),
                      std::make_move_iterator(jobs.end()));
            jobs.resize(i + 1);
            const Stored<void> undone = tl::unexpected(
                results.back() ? unavailable("database_unavailable", "the transaction was undone")
                               : results.back().error());
            answer(jobs, results, undone);
            if (!rest.empty()) {
                write_group(std::move(rest));
            }
            return;
        }
    }
    Stored<void> committed = writer_->say("COMMIT");
    if (!committed && writer_->in_transaction()) {
        // Nothing of it may stay behind for the next group.
        if (auto undone = writer_->say("ROLLBACK"); !undone) {
            committed = undone;
        }
    }
    answer(jobs, results, committed);
    if (committed) {
        log_.committed(*writer_);
    }
}

Stored<void> SqliteDatabase::write_one(const Body& body) {
    if (auto saved = writer_->say("SAVEPOINT one"); !saved) {
        return saved;
    }
    SqliteTransaction transaction(*writer_);
    Stored<void> result;
    try {
        result = body(transaction);
    } catch (const std::exception& failure) {  // the others of the group have no part in it
        result = tl::unexpected(unavailable("broken", failure.what()));
    }
    if (transaction.error()) {
        result = tl::unexpected(*transaction.error());
    }
    if (!writer_->in_transaction()) {
        return result;
    }
    if (!result) {
        if (auto undone = writer_->say("ROLLBACK TO one"); !undone) {
            (void)writer_->say("ROLLBACK");  // write_group sees that the transaction is gone
            return undone;
        }
    }
    if (auto released = writer_->say("RELEASE one"); !released) {
        (void)writer_->say("ROLLBACK");
        return released;
    }
    return result;
}

void SqliteDatabase::answer(Jobs& jobs, std::vector<Stored<void>>& results,
                            const Stored<void>& committed) {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        jobs[i].done.set_value(committed ? std::move(results[i]) : committed);
    }
}

}  // namespace anju::server
