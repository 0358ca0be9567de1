// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/disk.hpp"

#include "tests/disk/folder.hpp"

namespace anju::disk {
namespace {

contract::Snapshot snapshot() {
    contract::Snapshot out;
    out.terminal = "t1";
    out.household.id = "h1";
    out.household.person.called = "王奶奶";
    out.messages.push_back({"m1", "x", "好", {}, {}, {}});
    out.cursor = 7;
    return out;
}

model::Settings settings() {
    return {model::TextSize::Largest, model::Language::English, model::Sound::ChimesOnly, 3, true, model::TextSize::Large, model::Language::Chinese};
}

std::vector<model::PendingSeen> outbox() {
    model::PendingSeen pending;
    pending.message = "m1";
    pending.seen_at = *contract::from_rfc3339("2026-11-21T01:41:00.123Z");
    pending.key = "seen-1";
    return {pending};
}

void fill(Disk& disk) {
    EXPECT_TRUE(disk.save_paired({"t1", "DT47C"}));
    EXPECT_TRUE(disk.save_settings(settings()));
    EXPECT_TRUE(disk.save_outbox(outbox()));
    disk.save_snapshot(snapshot());
    EXPECT_TRUE(disk.store_photo("p1", {1, 2, 3}));
}

void expect_full(const model::Started& started) {
    EXPECT_EQ(started.paired, (model::Paired{"t1", "DT47C"}));
    EXPECT_EQ(started.settings, settings());
    EXPECT_EQ(started.outbox, outbox());
    EXPECT_EQ(started.cached, snapshot());
    EXPECT_EQ(started.photos_here, (std::set<std::string>{"p1"}));
}

void expect_empty(const model::Started& started) {
    EXPECT_EQ(started.paired, std::nullopt);
    EXPECT_EQ(started.settings, model::Settings{});
    EXPECT_TRUE(started.outbox.empty());
    EXPECT_EQ(started.cached, std::nullopt);
    EXPECT_TRUE(started.photos_here.empty());
}

TEST(Disk, MakesAKeyThatNobodyElseMayRead) {
    const Folder folder;
    Disk disk(folder / "new/data");
    EXPECT_EQ(disk.key().size(), 43U) << "256 bits in base64url";
    EXPECT_EQ(disk.key_hash().size(), 64U);
    EXPECT_EQ(disk.load().box_id.size(), 32U);
    EXPECT_EQ(mode_of(folder / "new/data/identity.json"), 0600);
    EXPECT_EQ(mode_of(folder / "new/data"), 0700);
    expect_empty(disk.load());
}

TEST(Disk, HashesTheKeyAsItIsSent) {
    EXPECT_EQ(hash_of("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-2
}

TEST(Disk, GivesEveryBoxItsOwnKey) {
    const Folder a;
    const Folder b;
    Disk one(a.path());
    Disk two(b.path());
    EXPECT_NE(one.key(), two.key());
    EXPECT_NE(one.load().box_id, two.load().box_id);
}

TEST(Disk, KeepsAllOverARestart) {
    const Folder folder;
    std::string key;
    std::string box_id;
    {
        Disk disk(folder.path());
        fill(disk);
        key = disk.key();
        box_id = disk.load().box_id;
        expect_full(disk.load());
    }
    Disk disk(folder.path());
    EXPECT_EQ(disk.key(), key);
    EXPECT_EQ(disk.load().box_id, box_id);
    expect_full(disk.load());
    EXPECT_EQ(disk.load_photo("p1"), (std::vector<std::uint8_t>{1, 2, 3}));
}

TEST(Disk, IsUsedByOneProgramAtATime) {
    const Folder folder;
    const Disk disk(folder.path());
    try {
        const Disk second(folder.path());
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("in use by another anju-tv"), std::string::npos);
    }
}

TEST(Disk, PutsDamagedFilesAsideAndStarts) {
    const Folder folder;
    std::string key;
    {
        Disk disk(folder.path());
        fill(disk);
        key = disk.key();
    }
    for (const auto* name : {"settings.json", "paired.json", "snapshot.json", "outbox.json"}) {
        folder.write(name, "{\"half\":");
    }
    Disk disk(folder.path());
    auto started = disk.load();
    started.photos_here.clear();
    expect_empty(started);
    EXPECT_EQ(disk.key(), key);
    EXPECT_EQ(folder.read("snapshot.json.bad"), "{\"half\":");
    EXPECT_FALSE(std::filesystem::exists(folder / "snapshot.json"));
    fill(disk);
    expect_full(disk.load());
}

TEST(Disk, TakesAnyWrongTypeForDamage) {
    const Folder folder;
    Disk disk(folder.path());
    for (const auto* text :
         {"", "null", "[]", "7", "\"x\"", "{}", "\xFF\xFE", "{\"seen\":{}}", "{\"terminal\":7}"}) {
        for (const auto* name : {"paired.json", "snapshot.json", "outbox.json"}) {
            folder.write(name, text);
        }
        expect_empty(disk.load());
    }
}

TEST(Disk, KeepsTheGoodSettingsBesideABadOne) {
    const Folder folder;
    Disk disk(folder.path());
    folder.write("settings.json",
                 R"({"text_size":"gigantic","language":"en","volume":99,"muted":"yes","asked_text_size":7,"asked_language":"en"})");
    const auto kept = disk.load().settings;
    EXPECT_EQ(kept.text_size, model::TextSize::Standard);
    EXPECT_EQ(kept.language, model::Language::English);
    EXPECT_EQ(kept.volume, 10);
    EXPECT_FALSE(kept.muted);
    EXPECT_EQ(kept.asked_text_size, std::nullopt);
    EXPECT_EQ(kept.asked_language, model::Language::English);
}

TEST(Disk, KeepsTheGoodOnesOfTheOutbox) {
    const Folder folder;
    Disk disk(folder.path());
    disk.save_outbox(outbox());
    auto text = folder.read("outbox.json");
    text.insert(text.find('[') + 1, R"({"message":"m0","seen_at":"once","key":"k"},7,)");
    folder.write("outbox.json", text);
    EXPECT_EQ(disk.load().outbox, outbox());
}

TEST(Disk, MakesANewKeyInThePlaceOfADamagedOne) {
    const Folder folder;
    { Disk disk(folder.path()); }
    for (const auto* text : {"", "{\"key\":\"short\",\"box_id\":\"x\"}", "[]"}) {
        folder.write("identity.json", text);
        Disk disk(folder.path());
        EXPECT_EQ(disk.key().size(), 43U);
        EXPECT_EQ(folder.read("identity.json.bad"), text);
    }
}

TEST(Disk, IgnoresTheHalvesOfAPowerCut) {
    const Folder folder;
    {
        Disk disk(folder.path());
        fill(disk);
    }
    for (const auto* name : {"identity.json.tmp", "settings.json.tmp", "snapshot.json.tmp"}) {
        folder.write(name, "{\"ha");
    }
    Disk disk(folder.path());
    expect_full(disk.load());
    for (const auto& name : folder.names()) {
        EXPECT_FALSE(name.ends_with(".tmp")) << name;
    }
}

TEST(Wipe, LeavesNothingOfTheHousehold) {
    const Folder folder;
    Disk disk(folder.path());
    fill(disk);
    folder.write("snapshot.json.bad", "王奶奶");
    const auto key = disk.key();
    const auto box_id = disk.load().box_id;
    disk.wipe("lost");
    EXPECT_EQ(disk.load().ended, "lost");
    expect_empty(disk.load());
    EXPECT_NE(disk.key(), key);
    EXPECT_NE(disk.load().box_id, box_id);
    EXPECT_EQ(folder.names(), (std::set<std::string>{"former.json", "identity.json"}));
    EXPECT_EQ(disk.former_key(), key) << "says which box this was";
    EXPECT_EQ(folder.read("identity.json").find(key), std::string::npos);
}

// Root removes everything, so what cannot be removed is a folder where a file was.
TEST(Wipe, ThatLeavesSomethingDoesNotCountAndIsTriedAgainAtTheNextStart) {
    const Folder folder;
    const auto in_the_way = folder / "settings.json.bad";
    {
        Disk disk(folder.path());
        fill(disk);
        EXPECT_FALSE(disk.load().unwiped);
        std::filesystem::create_directories(in_the_way / "of the home");
        disk.wipe("moved");
        EXPECT_TRUE(disk.load().unwiped);
        EXPECT_EQ(disk.load().ended, "moved");
        EXPECT_EQ(disk.former_key(), "") << "it told the platform that it had wiped";
    }
    {
        Disk disk(folder.path());
        EXPECT_TRUE(disk.load().unwiped);
        std::filesystem::remove_all(in_the_way);
    }
    Disk disk(folder.path());
    EXPECT_FALSE(disk.load().unwiped);
    EXPECT_EQ(disk.load().ended, "moved");
    EXPECT_NE(disk.former_key(), "");
    expect_empty(disk.load());
}

TEST(Wipe, IsNotUndoneByASnapshotOnItsWay) {
    const Folder folder;
    Disk disk(folder.path());
    for (int round = 0; round < 20; ++round) {
        fill(disk);
        disk.wipe();
        expect_empty(disk.load());
    }
}

TEST(Wipe, GoesOnAfterAPowerCut) {
    const Folder folder;
    std::string key;
    {
        Disk disk(folder.path());
        fill(disk);
        key = disk.key();
    }
    folder.write("wiping", "");  // and the power went
    Disk disk(folder.path());
    expect_empty(disk.load());
    EXPECT_NE(disk.key(), key);
    EXPECT_EQ(folder.names(), (std::set<std::string>{"identity.json"}));
}

// Root writes everywhere, so what cannot be written is a name that a folder has already.
TEST(Disk, ThatCannotBeWrittenStillStartsFromWhatItHas) {
    const Folder folder;
    {
        Disk disk(folder.path());
        fill(disk);
    }
    Disk disk(folder.path());
    for (const auto* name : {"settings.json.tmp", "snapshot.json.tmp"}) {
        std::filesystem::create_directories(folder / name / "in-the-way");
    }
    EXPECT_FALSE(disk.save_settings({}));
    disk.save_snapshot({});
    expect_full(disk.load());
}

TEST(Disk, SaysInOneSentenceThatAFolderCannotBeMade) {
    const Folder folder;
    folder.write("file", "");
    try {
        const Disk disk(folder / "file/data");
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("cannot be made"), std::string::npos)
            << error.what();
    }
}

TEST(Disk, ThatIsReadOnlyFromTheStartSaysSoInOneSentence) {
    const SmallDisk small("size=1m");
    if (!small.mounted() || !small.make_read_only()) {
        GTEST_SKIP() << kOnlyRootMounts;
    }
    try {
        const Disk disk(small.folder().path());
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("Read-only file system."), std::string::npos)
            << error.what();
    }
}

TEST(Disk, ThatTurnedReadOnlyStillStartsAndEvenWipes) {
    const SmallDisk small("size=1m");
    if (!small.mounted()) {
        GTEST_SKIP() << kOnlyRootMounts;
    }
    std::string key;
    {
        Disk disk(small.folder().path());
        fill(disk);
        key = disk.key();
    }
    ASSERT_TRUE(small.make_read_only());
    Disk disk(small.folder().path());
    expect_full(disk.load());
    EXPECT_FALSE(disk.save_settings({}));
    EXPECT_FALSE(disk.store_photo("p2", {1}));
    disk.wipe();
    EXPECT_NE(disk.key(), key) << "what the platform took back is not used any more";
}

}  // namespace
}  // namespace anju::disk
