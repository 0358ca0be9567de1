// SPDX-License-Identifier: Apache-2.0
// All sample scenes there are, in both languages and the three sizes.
#include <array>
#include <string>
#include <utility>

#include "tests/paint/sample_scenes.hpp"
#include "tests/paint/sample_words.hpp"

namespace anju::paint::samples {

namespace {

using namespace screens;
using model::Language;
using model::TextSize;

}  // namespace

Scene with_emoji(Scene scene, const std::string& words) {
    scene.emoji_words = "发来了表情";
    if (!scene.text.empty()) {
        scene.text = {words};
    }
    const std::array<std::string, 4> rows{words, "❤️❤️👍", "饺子包好了🥟，一会儿给您送来👨‍👩‍👧", "🎉🧧🇨🇳"};
    for (std::size_t i = 0, row = 0; i < scene.items.size(); ++i) {
        if (Item& item = scene.items[i]; item.look == Look::Row || item.look == Look::Card) {
            item.sub = rows[row++ % rows.size()];
        }
    }
    return scene;
}

namespace {

// A letter, of which a row can show the beginning.
Scene with_long_words(Scene scene, Language l) {
    scene.items.front().sub = pick(l, "妈，晚上我们带豆豆去公园看灯，她一定要穿您织的那件红毛衣，回来再给您发照片，您先别睡，路上要是堵车就晚一点，药别忘了吃",
                                   "Mum, tonight we take Doudou to see the lanterns in the park; she insists on the red sweater that you knitted, and we will send "
                                   "you pictures when we are back, so do not go to bed too early");
    return scene;
}

Scene photo_alone(Language l, TextSize size) {
    Scene scene = photo(l, size, "park916");
    scene.text.clear();
    scene.page_word.clear();
    scene.more_right = false;
    scene.shortcuts.pop_back();
    return scene;
}

// As much as a caption may say (screens/message.cpp), and the longest name.
Scene with_long_caption(Scene scene, Language l) {
    scene.from = pick(l, "阿依古丽·买买提", "Bartholomew");
    scene.text = {scene.text_size == TextSize::Largest ? pick(l, "妈，豆豆今天会自己骑车了，骑得可稳当呢，您快看看她多高兴！", "Grandma, Doudou rode all by herself this afternoon, look!")
                                                       : pick(l, "妈，豆豆今天会自己骑车了，骑得可稳当呢，您快看看！", "Grandma, Doudou rode the bicycle all by herself this afternoon!")};
    return scene;
}

Scene square(Scene scene) {
    scene.photo_width = scene.photo_height = 1200;
    return scene;
}

}  // namespace

std::vector<Sample> all() {
    std::vector<Sample> out{{"01-pairing", pairing()}};
    for (const auto size : {TextSize::Standard, TextSize::Large, TextSize::Largest}) {
        const std::string s = size == TextSize::Standard ? "" : size == TextSize::Large ? "-x1.25" : "-x1.6";
        out.push_back({"letter" + s, home_letter(size)});
        out.push_back({"emoji-letter" + s, with_emoji(home_letter(size))});
        out.push_back({"emoji-words" + s, with_emoji(words(Language::Chinese, size))});
        out.push_back({"emoji-only" + s, with_emoji(words(Language::Chinese, size), "❤️❤️👍🏻")});
        out.push_back({"emoji-photo" + s, with_emoji(photo(Language::Chinese, size))});
        out.push_back({"emoji-messages" + s, with_emoji(messages(Language::Chinese, size))});
        for (const auto l : {Language::Chinese, Language::English}) {
            const std::string end = s + (english(l) ? "-en" : "");
            for (int count = 1; count <= 8; ++count) {
                out.push_back({"home" + std::to_string(count) + end, home(count, l, size)});
            }
            out.push_back({"03-offline" + end, home(7, l, size, true)});
            out.push_back({"home-empty" + end, home_empty(l, size)});
            out.push_back({"04-photo" + end, photo(l, size)});
            for (const auto* shape : {"tall", "park43", "park34", "park916", "white43", "white34", "strip", "tiny", "missing"}) {
                out.push_back({std::string("04-") + shape + end, photo(l, size, shape)});
            }
            out.push_back({"04-upright-without-words" + end, photo_alone(l, size)});
            out.push_back({"04-upright-long-words" + end, with_long_caption(photo(l, size, "park34"), l)});
            out.push_back({"04-square-long-words" + end, with_long_caption(square(photo(l, size, "missing")), l)});
            out.push_back({"words" + end, words(l, size)});
            out.push_back({"22-messages" + end, messages(l, size)});
            out.push_back({"22-messages-long" + end, with_long_words(messages(l, size), l)});
            out.push_back({"23-settings" + end, settings(l, size)});
            out.push_back({"24-about" + end, about(l, size)});
            out.push_back({"gauges" + end, gauges(l, size)});
            out.push_back({"31-empty" + end, empty(l, size)});
            out.push_back({"16-night" + end, night(l, size)});
        }
    }
    for (const auto size : {TextSize::Standard, TextSize::Large, TextSize::Largest}) {
        for (const auto l : {Language::Chinese, Language::English}) {
            const auto with_notice = [&](const char* name, Scene scene) {
                scene.notice = Notice{pick(l, "女儿小芳发来了照片", "New photos from Xiaofang"), daughter(l)};
                out.push_back({std::string("notice-") + name + "-" + std::to_string(static_cast<int>(size)) + (english(l) ? "-en" : ""), std::move(scene)});
            };
            with_notice("photo", photo(l, size));
            with_notice("tall", photo(l, size, "tall"));
            with_notice("upright-long", with_long_caption(photo(l, size, "park34"), l));
            with_notice("square-long", with_long_caption(square(photo(l, size, "missing")), l));
            with_notice("strip", photo(l, size, "strip"));
            with_notice("words", words(l, size));
            with_notice("messages", messages(l, size));
            with_notice("settings", settings(l, size));
            with_notice("about", about(l, size));
            with_notice("empty", empty(l, size));
            with_notice("home", home(3, l, size));
            with_notice("home-empty", home_empty(l, size));
            with_notice("home-letter", home_letter(size));
        }
    }
    for (const auto size : {TextSize::Standard, TextSize::Large, TextSize::Largest}) {
        for (const auto l : {Language::Chinese, Language::English}) {
            const std::string end = "-" + std::to_string(static_cast<int>(size)) + (english(l) ? "-en" : "");
            Scene day = home(3, l, size), dark = night(l, size);
            day.notice = Notice{pick(l, "站里的孙丽让盒子响一声，好找到它", "Sun Li of your care station is ringing this box to find it"), std::nullopt};
            dark.text[1] = pick(l, "站里的孙丽在找这台盒子", "Sun Li of your care station is looking for this box");
            out.push_back({"ring-home" + end, std::move(day)});
            out.push_back({"ring-night" + end, std::move(dark)});
        }
    }
    Scene dark = night();
    dark.text[1] = "小芳❤️🎂发来了消息，早上再看";
    out.push_back({"emoji-night", dark});
    return out;
}

}  // namespace anju::paint::samples
