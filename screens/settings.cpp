// SPDX-License-Identifier: Apache-2.0
// Can you see it, can you hear it? Every choice shows at once; OK keeps, Back leaves all as it was.
#include "screens/common.hpp"
#include "screens/people.hpp"

namespace anju::screens {
namespace {

constexpr double kSampleName = 5;  // characters beside the face in the largest letters

Item choice(const char* id, const char* icon, std::string label, model::Setting setting,
            std::vector<std::string> options, int chosen, int row) {
    Item item;
    item.id = id;
    item.look = Look::Choice;
    item.icon = icon;
    item.label = std::move(label);
    const int count = static_cast<int>(options.size());
    for (int i = 0; i < count; ++i) {
        item.segments.push_back({.label = options[static_cast<std::size_t>(i)], .chosen = i == chosen});
    }
    if (chosen > 0) {
        item.left = model::Choose{setting, chosen - 1};
    }
    if (chosen + 1 < count) {
        item.right = model::Choose{setting, chosen + 1};
    }
    item.ok = model::KeepChoices{};
    item.cell = {.row = row, .rows = 1, .left = 0, .right = 610};
    item.sub = {};
    item.spoken = item.label + " " + item.segments[static_cast<std::size_t>(chosen)].label;
    return item;
}

Item sample_of(const model::State& state, const Texts& texts) {
    const contract::Member* member = nullptr;
    for (const auto& candidate : state.household->members) {
        if (candidate.active && !member) {
            member = &candidate;
        }
    }
    Item item;
    item.id = "sample";
    const auto name = name_of(texts, member), relation = relation_of(texts, member);
    const bool fits = width_of(name) <= kSampleName || relation.empty();
    item.label = fits ? name : alone(relation);
    item.aside = fits ? relation : std::string{};
    item.sub = texts.tr("天凉了，出门多穿一件。");
    item.faces = {face_of(texts, member)};
    return item;
}

std::string keep_label(const Texts& texts, const model::Settings& shown, const std::string& focus) {
    if (focus == "text_size") {
        switch (shown.text_size) {
            case model::TextSize::Standard: return texts.tr("就用标准字");
            case model::TextSize::Large: return texts.tr("就用大字");
            case model::TextSize::Largest: return texts.tr("就用特大字");
        }
    }
    if (focus == "language") {
        return shown.language == model::Language::Chinese ? texts.tr("就用中文")
                                                          : texts.tr("就用英文");
    }
    if (focus == "sound") {
        switch (shown.sound) {
            case model::Sound::ChimesOnly: return texts.tr("就只响铃");
            case model::Sound::SpeakSoftly: return texts.tr("就轻声念");
            case model::Sound::SpeakLoudly: return texts.tr("就大声念");
        }
    }
    return texts.tr("看看这台电视");
}

std::string turn_label(const Texts& texts, const std::string& focus) {
    return focus == "text_size"  ? texts.tr("换大小，看右边")
           : focus == "language" ? texts.tr("换语言")
                                 : texts.tr("换声音");
}

}  // namespace

Scene settings(const model::State& state) {
    const auto texts = texts_of(state);
    const auto& shown = model::shown_settings(state);
    auto scene = begin(state, "settings", Form::Choices);
    scene.icon = "settings";
    scene.title = texts.tr("看得清、听得清吗？");
    scene.text = {texts.tr("这样看得清吗？")};
    scene.items.push_back(choice("text_size", "format_size", texts.tr("字的大小"),
                                 model::Setting::TextSize,
                                 {texts.tr("标准"), texts.tr("大"), texts.tr("特大")},
                                 static_cast<int>(shown.text_size), 0));
    scene.items.push_back(choice("language", "translate", texts.tr("语言"), model::Setting::Language,
                                 {"中文", "English"}, static_cast<int>(shown.language), 1));
    auto sound = choice("sound", "record_voice_over", texts.tr("声音"), model::Setting::Sound,
                        {texts.tr("只响铃"), texts.tr("轻声念"), texts.tr("大声念")},
                        static_cast<int>(shown.sound), 2);
    if (!largest(state)) {
        sound.aside = state.device.speech_available ? texts.tr("选到哪里，念到哪里")
                                                    : texts.tr("这台电视现在念不了");
    }
    scene.items.push_back(std::move(sound));
    Item about;
    about.id = "about";
    about.look = Look::Button;
    about.icon = "info";
    about.label = texts.tr("这台电视的情况");
    about.short_label = texts.tr("电视情况");
    about.ok = model::Open{model::Route::About};
    about.cell = {.row = 3, .rows = 1, .left = 640, .right = 1000};
    scene.items.push_back(std::move(about));
    scene.sample = sample_of(state, texts);
    finish(state, scene, state.pages.back().focus, "text_size");

    const bool choosing = scene.focus != "about";
    if (choosing) {
        scene.shortcuts.push_back({.keys = {keys::Key::Left, keys::Key::Right},
                                   .key_label = texts.tr("左 右"),
                                   .label = turn_label(texts, scene.focus),
                                   .intent = std::nullopt});
    }
    scene.shortcuts.push_back({.keys = {keys::Key::Up, keys::Key::Down},
                               .key_label = texts.tr("上 下"),
                               .label = texts.tr("选别的"),
                               .intent = std::nullopt});
    scene.shortcuts.push_back(ok_hint(texts, keep_label(texts, shown, scene.focus)));
    scene.shortcuts.push_back(
        back_hint(texts, state.preview ? texts.tr("不换") : back_label(state, texts)));
    return scene;
}

}  // namespace anju::screens
