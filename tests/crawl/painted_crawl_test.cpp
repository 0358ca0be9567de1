// SPDX-License-Identifier: Apache-2.0
// No dead ends, as painted: every screen that the five keys reach, in both languages and all text
// sizes, can be read from the sofa, shows one ring, and its arrows lead where they point.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <unordered_map>

#include "tests/crawl/painted.hpp"
#include "tests/support/crawl.hpp"
#include "tests/support/slow.hpp"

namespace anju::test {
namespace {

using keys::Key;
using model::Language;
using model::TextSize;

struct Config {
    Language language;
    TextSize size;
    int height;
    int nth;  // of the screens found only each nth is painted; all of them with ./test --slow
};

// The same screen is reached from many sides; it is painted once.
class Known {
  public:
    bool add(const screens::Scene& scene) {
        auto& same = seen_[screens::scene_json(scene, {})];
        if (std::ranges::find(same, scene) != same.end()) {
            return false;
        }
        same.push_back(scene);
        return true;
    }

  private:
    std::unordered_map<std::string, std::vector<screens::Scene>> seen_;
};

// Where the arrows lead from here, by the boxes of the picture that is on the screen when one is
// pressed.
std::vector<std::string> misled(const Visit& visit, const Painted& picture) {
    std::vector<std::string> faults;
    for (const auto arrow : {Key::Up, Key::Down, Key::Left, Key::Right}) {
        TerminalDriver tv;
        tv.state = visit.state;
        if (tv.state.now < tv.state.ignore_keys_until || tv.state.confirmed_at) {
            continue;
        }
        tv.press(arrow);
        const auto after = tv.focus();
        const auto from = picture.boxes().find(visit.scene.focus), to = picture.boxes().find(after);
        if (tv.screen() != visit.scene.screen || after == visit.scene.focus ||
            from == picture.boxes().end() || to == picture.boxes().end()) {
            continue;  // another page of a list: what was there has moved
        }
        if (!lies(arrow, from->second, to->second)) {
            faults.push_back(std::string{keys::name(arrow)} + " leads from " + visit.scene.focus +
                             " to " + after + ", which lies elsewhere");
        }
    }
    return faults;
}

std::string config_name(const ::testing::TestParamInfo<Config>& info) {
    static constexpr const char* kSizes[] = {"Standard", "Large", "Largest"};
    return std::string{info.param.language == Language::English ? "English" : "Chinese"} +
           kSizes[static_cast<int>(info.param.size)] + "At" + std::to_string(info.param.height);
}

class PaintedCrawl : public ::testing::TestWithParam<Config> {};

TEST_P(PaintedCrawl, EveryScreenCanBeReadAndShowsWhereOneIs) {
    const auto& config = GetParam();
    Painted picture(config.height);
    Known known;
    int found = 0, painted = 0;
    for (const auto& start : starts()) {
        for (const auto& visit : crawl(start, config.language, config.size)) {
            if (!known.add(visit.scene) || found++ % (slow() ? 1 : config.nth) != 0) {
                continue;
            }
            ++painted;
            picture.show(visit.scene);
            auto faults = picture.faults();
            for (auto& fault : misled(visit, picture)) {
                faults.push_back(std::move(fault));
            }
            for (const auto& fault : faults) {
                ADD_FAILURE() << visit.path << " (" << visit.scene.screen << "): " << fault;
            }
            if (const char* folder = std::getenv("ANJU_FAULTS_DIR"); folder && !faults.empty()) {
                paint::write_png(std::string{folder} + "/" + std::to_string(painted) + ".png",
                                 picture.pixels());
            }
        }
    }
    EXPECT_GT(found, 150) << "the crawl got stuck";
    RecordProperty("painted", painted);
}

INSTANTIATE_TEST_SUITE_P(Everywhere, PaintedCrawl,
                         ::testing::Values(Config{Language::Chinese, TextSize::Standard, 1080, 1},
                                           Config{Language::Chinese, TextSize::Large, 1080, 1},
                                           Config{Language::Chinese, TextSize::Largest, 1080, 1},
                                           Config{Language::English, TextSize::Standard, 1080, 1},
                                           Config{Language::English, TextSize::Large, 1080, 1},
                                           Config{Language::English, TextSize::Largest, 1080, 1},
                                           Config{Language::Chinese, TextSize::Standard, 720, 2},
                                           Config{Language::English, TextSize::Largest, 720, 2},
                                           Config{Language::Chinese, TextSize::Largest, 2160, 12},
                                           Config{Language::English, TextSize::Standard, 2160, 12}),
                         config_name);

// The traps: each is a screen that was fine until one thing in it was made wrong.
class PaintedTrap : public ::testing::Test {
  protected:
    screens::Scene fine() { return living_in(household_with(5), some_messages()).scene(); }
    std::string all_faults(const screens::Scene& scene) {
        picture.show(scene);
        std::string all;
        for (const auto& fault : picture.faults()) {
            all += fault + "\n";
        }
        return all;
    }
    Painted picture{1080};
};

TEST_F(PaintedTrap, TheScreenBeforeIsFine) { EXPECT_EQ(all_faults(fine()), ""); }

TEST_F(PaintedTrap, WordsThatHaveNoRoomAreCaught) {
    auto scene = fine();
    const auto tile = std::ranges::find(scene.items, screens::Look::Tile, &screens::Item::look);
    ASSERT_NE(tile, scene.items.end());
    tile->label = "一块小牌子上怎么也写不下的一个名字，真的太长了";
    tile->short_label.clear();
    EXPECT_THAT(all_faults(scene), ::testing::HasSubstr("not all of it is shown"));
}

TEST_F(PaintedTrap, AFocusOnNothingAndASecondRingAreCaught) {
    auto scene = fine();
    scene.focus = "nowhere";
    EXPECT_THAT(all_faults(scene), ::testing::HasSubstr("the ring is around nothing"));
    EXPECT_EQ(all_faults(fine()), "");
    // A ring left behind: the border of another item in the ring's colour.
    const auto other = std::ranges::find_if(picture.scene().items, [&](const screens::Item& item) {
        return item.id != picture.scene().focus && item.look == screens::Look::Tile;
    });
    ASSERT_NE(other, picture.scene().items.end());
    const auto box = picture.boxes().at(other->id);
    const auto pixels = picture.pixels();
    for (int y = box.y - 11; y < box.y + box.h + 11; ++y) {
        for (int x = box.x - 11; x < box.x + box.w + 11; ++x) {
            const bool inside =
                x >= box.x - 5 && x < box.x + box.w + 5 && y >= box.y - 5 && y < box.y + box.h + 5;
            if (!inside) {
                pixels.data[y * pixels.width + x] = 0xFFFFE9B0;
            }
        }
    }
    EXPECT_EQ(picture.ringed().size(), 2u);
}

TEST_F(PaintedTrap, WordsOnTheirOwnColourAreCaught) {
    EXPECT_EQ(all_faults(fine()), "");
    const auto pixels = picture.pixels();
    std::fill_n(pixels.data, pixels.width * pixels.height, 0xFFD3DFEA);
    std::string all;
    for (const auto& fault : picture.faults()) {
        all += fault + "\n";
    }
    EXPECT_THAT(all, ::testing::HasSubstr("contrast"));
}

TEST_F(PaintedTrap, AnArrowThatLeadsElsewhereIsCaught) {
    auto tv = living_in(household_with(1), some_messages());
    tv.happens(model::Asked{model::Open{model::Route::Settings}});
    Visit visit{tv.scene(), tv.state, "trap"};
    picture.show(visit.scene);
    EXPECT_TRUE(misled(visit, picture).empty());
    // The picture shows the rows in another order than the arrows go through them.
    auto shuffled = visit.scene;
    std::ranges::reverse(shuffled.items);
    picture.show(shuffled);
    EXPECT_FALSE(misled(visit, picture).empty());
    EXPECT_FALSE(lies(Key::Right, {960, 300, 400, 300}, {100, 300, 400, 300}));
    EXPECT_FALSE(lies(Key::Right, {100, 300, 400, 100}, {960, 500, 400, 100}));
    EXPECT_FALSE(lies(Key::Down, {100, 300, 400, 100}, {100, 100, 400, 100}));
    EXPECT_TRUE(lies(Key::Down, {100, 300, 400, 100}, {900, 420, 400, 100}));
}

}  // namespace
}  // namespace anju::test
