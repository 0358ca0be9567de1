// SPDX-License-Identifier: Apache-2.0
// A box keeps the authority that it was paired under, and forgets it when it is taken back.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "terminal/app/disk/disk.hpp"
#include "tests/disk/folder.hpp"

namespace anju::disk {
namespace {

std::string content(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

void put(const std::filesystem::path& path, const std::string& words) { std::ofstream(path) << words; }

class Authority : public testing::Test {
  protected:
    Folder folder;
    std::filesystem::path box = folder.path() / "box", given = folder.path() / "ca.pem", other = folder.path() / "other.pem";
    Authority() {
        put(given, "the first");
        put(other, "another");
    }
};

TEST_F(Authority, IsTheGivenOneUntilTheBoxIsPaired) {
    EXPECT_EQ(Disk(box).ca(), "");
    EXPECT_EQ(Disk(box, given).ca(), given.string());
}

TEST_F(Authority, StaysTheOneOfThePairingWhateverIsGivenLater) {
    EXPECT_TRUE(Disk(box, given).save_paired({"t", "DT47C"}));
    std::filesystem::remove(given);
    const Disk later(box, other);
    EXPECT_NE(later.ca(), other.string());
    EXPECT_EQ(content(later.ca()), "the first");
}

TEST_F(Authority, IsForgottenWithTheHousehold) {
    Disk disk(box, given);
    EXPECT_TRUE(disk.save_paired({"t", "DT47C"}));
    disk.wipe();
    EXPECT_EQ(disk.ca(), given.string());
}

TEST_F(Authority, ThatCannotBeReadIsNoPairing) {
    EXPECT_FALSE(Disk(box, folder.path() / "missing.pem").save_paired({"t", "DT47C"}));
}

}  // namespace
}  // namespace anju::disk
