// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/life.hpp"

#include <gtest/gtest.h>

#include "tests/disk/folder.hpp"

namespace anju::disk {
namespace {

using contract::BoxStop;
using contract::StopWhy;

const contract::Time kEnded{std::chrono::milliseconds{1'795'570'860'000}};

LifeMark begun(const Folder& folder, Life now) {
    LifeMark life(folder.path(), std::move(now));
    life.begins();
    return life;
}

TEST(Life, TheMarkThatIsThereSaysHowTheOneBeforeEnded) {
    const Folder folder;
    EXPECT_EQ(begun(folder, {"1.4", "boot-1"}).stop(), std::nullopt) << "the first one";
    EXPECT_EQ(begun(folder, {"1.4", "boot-1"}).stop(), (BoxStop{StopWhy::Fault, {}})) << "the machine went on, the program had said nothing";
    {
        auto life = begun(folder, {"1.4", "boot-2"});
        EXPECT_EQ(life.stop(), (BoxStop{StopWhy::PowerLost, {}})) << "the machine began anew, and nobody had said so";
        life.ends(kEnded);
    }
    {
        auto life = begun(folder, {"1.4", "boot-2"});
        EXPECT_EQ(life.stop(), (BoxStop{StopWhy::Restart, kEnded}));
        life.ends(kEnded);
    }
    {
        auto life = begun(folder, {"1.5", "boot-2"});
        EXPECT_EQ(life.stop(), (BoxStop{StopWhy::Update, kEnded}));
        life.ends(kEnded);
    }
    LifeMark life(folder.path(), {"1.5", "boot-3"});
    EXPECT_EQ(life.stop(), (BoxStop{StopWhy::ShutDown, kEnded}));
}

TEST(Life, NothingIsWrittenBeforeItBegins) {
    const Folder folder;
    LifeMark life(folder.path(), {"1.4", "boot-1"});
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "life.json")) << "the first picture does not wait for a disk";
    life.begins();
    EXPECT_EQ(LifeMark(folder.path(), {"1.4", "boot-1"}).stop(), (BoxStop{StopWhy::Fault, {}}));
}

TEST(Life, WhatCannotBeToldIsNotSaid) {
    const Folder folder;
    for (const auto* text : {"", "{", "[]", "{\"version\":7}", "{\"version\":\"\"}", "{\"version\":\"1.4\",\"boot\":\"\",\"ended\":\"2026-11-18T01:12:00.000Z\"}"}) {
        folder.write("life.json", text);
        EXPECT_EQ(LifeMark(folder.path(), {"1.4", "boot-1"}).stop(), std::nullopt) << text;
    }
    EXPECT_EQ(stop_of({"1.4", "boot-1", kEnded}, {"1.4", "", {}}), std::nullopt) << "a machine that names no starts";
}

}  // namespace
}  // namespace anju::disk
