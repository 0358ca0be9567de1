// SPDX-License-Identifier: Apache-2.0
// What every storage test stands on: a fresh database of either kind, and a home in it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/server/open_repository.hpp"
#include "platform/server/storage/database.hpp"

namespace anju::server {

inline constexpr Time kMorning{
    std::chrono::milliseconds{1'795'570'860'000}};  // 2026-11-25T01:41:00Z

// A street with one home: a relative with a link and a session, a paired TV, a technician.
struct Street {
    std::string station;  // organisation
    std::string household;
    std::string member;  // 小芳
    std::string link;    // her secret
    FamilyCaller family;
    TerminalCaller tv;
    std::string tv_key;
    StaffCaller technician;
    StaffCaller administrator;
};

template <class T>
T must(Stored<T> answer) {
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().code + ": " + answer.error().context);
    return answer ? *std::move(answer) : T{};
}
inline void must(const Stored<void>& answer) {
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().code + ": " + answer.error().context);
}

MATCHER_P2(Fails, kind, code, "") {
    if (arg) {
        *result_listener << "which is an answer";
        return false;
    }
    *result_listener << "which is " << arg.error().code << ": " << arg.error().context;
    return arg.error().kind == kind && arg.error().code == code;
}

class Storage : public testing::TestWithParam<Dialect> {
  protected:
    void SetUp() override;
    void TearDown() override;

    void open();  // again, on the same database
    void close() { repository_.reset(); }
    Repository& repository() { return *repository_; }
    const std::string& database() const { return database_; }
    const std::filesystem::path& folder() const { return folder_; }
    std::unique_ptr<Database> raw() const;  // beside the repository, for what it does not offer
    std::int64_t count(const std::string& table) const;
    static StorageOptions cheap();

    Street a_street(const std::string& name = "东关");
    std::string a_member(const Street& street, const std::string& name);
    FamilyCaller a_relative(const Street& street, const std::string& name);
    TerminalCaller a_tv(const Street& street, std::string* key = nullptr);
    contract::PairingCode a_code(Time when);
    // Another each time: nobody here waits for having asked often.
    std::string an_address() { return "198.51.100." + std::to_string(++addresses_); }
    contract::Message says(const Street& street, const std::string& text,
                           const std::string& key = "");
    std::vector<StoredEvent> events_of(const std::string& recipient, std::uint64_t after = 0);
    std::vector<std::string> take_woken();

    Time now_ = kMorning;

  private:
    std::atomic<int> addresses_{0};
    std::filesystem::path folder_;
    std::string database_;
    std::unique_ptr<Repository> repository_;
    std::mutex mutex_;
    std::vector<std::string> woken_;
};

inline NewPhoto a_photo(const std::string& what = "park") {
    return {"full " + what + std::string("\xff\xd8\0\xff", 4), "small " + what, 1600, 900};
}

}  // namespace anju::server
