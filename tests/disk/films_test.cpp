// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>

#include "terminal/app/disk/certificate.hpp"
#include "terminal/app/disk/disk.hpp"
#include "terminal/app/disk/film_folder.hpp"
#include "tests/disk/folder.hpp"

namespace anju::disk {
namespace {

void put(const std::optional<std::string>& path, std::size_t bytes) {
    ASSERT_TRUE(path);
    std::ofstream(*path) << std::string(bytes, 'x');
}

void age(const std::string& path, int minutes) {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - std::chrono::minutes(minutes));
}

TEST(FilmFolder, NamesNeverReachTheFileSystemAsTheyAre) {
    const Folder folder;
    FilmFolder films(folder / "films");
    put(films.received("../a/b"), 3);
    EXPECT_EQ(films.names(), std::set<std::string>{"../a/b"});
    EXPECT_FALSE(films.received(std::string(300, 'a')));
}

TEST(FilmFolder, WhatWasHalfWrittenGoesAtTheNextStart) {
    const Folder folder;
    {
        FilmFolder films(folder / "films");
        put(films.received("C1"), 3);
        put(*films.received("C2") + ".part", 3);
        EXPECT_EQ(films.names(), std::set<std::string>{"C1"});
    }
    const FilmFolder again(folder / "films");
    EXPECT_EQ(again.names(), std::set<std::string>{"C1"});
    EXPECT_FALSE(std::filesystem::exists(folder / "films/received/C2.part"));
}

TEST(FilmFolder, TheOldestGoFirstWhenThereIsNoRoom) {
    const Folder folder;
    FilmFolder films(folder / "films", 100);
    put(films.received("new"), 40);
    put(films.received("old"), 40);
    age(*films.received("old"), 10);
    EXPECT_TRUE(films.received("next", 50));
    EXPECT_EQ(films.names(), std::set<std::string>{"new"});
}

TEST(FilmFolder, KeepsWhatIsNamedAndDropsWhatWasRecorded) {
    const Folder folder;
    FilmFolder films(folder / "films");
    put(films.received("C1"), 1);
    put(films.received("C2"), 1);
    films.keep({"C2"});
    EXPECT_EQ(films.names(), std::set<std::string>{"C2"});
    const auto recorded = films.recorded("F1");
    put(recorded, 1);
    films.keep_recorded({"F1"});
    EXPECT_TRUE(std::filesystem::exists(*recorded));
    films.drop_recorded("F1");
    EXPECT_FALSE(std::filesystem::exists(*recorded));
    films.wipe();
    EXPECT_TRUE(films.names().empty());
}

TEST(Films, ThatNobodySaidToSendAreGoneAfterARestart) {
    const Folder folder;
    std::string sent, unsaid;
    {
        Disk disk(folder / "d");
        sent = *disk.films().recorded("F1");
        unsaid = *disk.films().recorded("F2");
        put(sent, 5);
        put(unsaid, 5);
        EXPECT_TRUE(disk.save_errands({{model::Errand::Film{"F1", "m1"}, "film-1", {}, {}, 0}}));
    }
    Disk disk(folder / "d");
    const auto started = disk.load();
    ASSERT_EQ(started.errands.size(), 1U);
    EXPECT_TRUE(std::filesystem::exists(sent));
    EXPECT_FALSE(std::filesystem::exists(unsaid));
    disk.wipe();
    EXPECT_FALSE(std::filesystem::exists(sent));
    EXPECT_TRUE(disk.load().errands.empty());
}

TEST(Certificate, IsMadeOnceAndNobodyElseMayReadIt) {
    const Folder folder;
    std::string first;
    {
        Disk disk(folder / "d");
        first = *disk.certificate_fingerprint();
        EXPECT_EQ(first.size(), std::string("sha-256 ").size() + 32 * 3 - 1);
        EXPECT_EQ(mode_of(disk.certificate_path()), 0600);
    }
    Disk disk(folder / "d");
    EXPECT_EQ(disk.certificate_fingerprint(), first);
    disk.wipe();
    EXPECT_FALSE(std::filesystem::exists(folder / "d/certificate.pem"));
    EXPECT_NE(disk.certificate_fingerprint(), first);
}

TEST(Certificate, ThatIsDamagedIsMadeAnew) {
    const Folder folder;
    Disk disk(folder / "d");
    const auto first = disk.certificate_fingerprint();
    folder.write("d/certificate.pem", "-----BEGIN CERTIFICATE-----\nnonsense\n");
    const auto second = disk.certificate_fingerprint();
    ASSERT_TRUE(second);
    EXPECT_NE(second, first);
    EXPECT_EQ(disk.certificate_fingerprint(), second);
}

TEST(Certificate, AKeyThatIsNotItsOwnIsNone) {
    const auto one = make_certificate(), other = make_certificate();
    ASSERT_TRUE(one && other);
    EXPECT_TRUE(certificate_fingerprint(*one));
    const auto key = other->find("-----BEGIN PRIVATE KEY-----");
    ASSERT_NE(key, other->npos);
    const auto mixed = one->substr(0, one->find("-----BEGIN PRIVATE KEY-----")) + other->substr(key);
    EXPECT_FALSE(certificate_fingerprint(mixed));
    EXPECT_FALSE(certificate_fingerprint(""));
}

}  // namespace
}  // namespace anju::disk
