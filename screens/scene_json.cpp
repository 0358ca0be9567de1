// SPDX-License-Identifier: Apache-2.0
#include "screens/scene_json.hpp"

#include <cstdio>

#include "terminal/model/local_time.hpp"

namespace anju::screens {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    char escape[8];
                    std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
                    out += escape;
                } else {
                    out += c;
                }
        }
    }
    return out + "\"";
}

// One object or array, comma by comma.
class Writer {
  public:
    Writer(std::string& out, char open, char close) : out_(out), close_(close) { out_ += open; }
    ~Writer() { out_ += close_; }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    std::string& next() {
        if (!first_) {
            out_ += ',';
        }
        first_ = false;
        return out_;
    }
    std::string& key(std::string_view name) { return next().append(quoted(name)) += ':'; }
    void text(std::string_view name, std::string_view value) { key(name) += quoted(value); }

  private:
    std::string& out_;
    char close_;
    bool first_ = true;
};

// The moment in UTC, as the platform writes it.
std::string rfc3339(model::Time time) {
    const auto utc = model::local_time(time, "UTC");
    char text[40];
    const auto ms = time.time_since_epoch().count() % 1000;
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.year, utc.month,
                  utc.day, utc.hour, utc.minute, utc.second, static_cast<int>((ms + 1000) % 1000));
    return text;
}

void write_item(std::string& out, const Item& item, const ItemBoxes& boxes) {
    Writer object{out, '{', '}'};
    object.text("id", item.id);
    object.text("label", item.label);
    object.text("sub", item.sub);
    object.text("icon", item.icon);
    object.key("enabled") += item.enabled ? "true" : "false";
    object.text("reason", item.reason);
    object.text("note", item.note);
    object.text("aside", item.aside);
    object.key("count") += std::to_string(item.count);
    const auto box = boxes.find(item.id);
    object.key("box");
    Writer numbers{out, '[', ']'};
    for (int i = 0; i < 4; ++i) {
        numbers.next() += std::to_string(box == boxes.end() ? 0 : box->second[static_cast<std::size_t>(i)]);
    }
}

void write_video(std::string& out, const VideoArea& video, const Pictures& pictures) {
    Writer object{out, '{', '}'};
    object.text("which", video.which == VideoArea::Which::Remote ? "remote" : video.which == VideoArea::Which::Self ? "self" : "beside");
    object.key("dimmed") += video.dimmed ? "true" : "false";
    const auto painted = pictures.find(video.which);
    object.key("pictures") += std::to_string(painted == pictures.end() ? 0 : painted->second);
    object.key("box");
    Writer numbers{out, '[', ']'};
    for (const int number : {video.x, video.y, video.w, video.h}) {
        numbers.next() += std::to_string(number);
    }
}

std::string hint_keys(const Shortcut& shortcut) {
    std::string names;
    for (const auto key : shortcut.keys) {
        names += (names.empty() ? "" : " ") + std::string{keys::name(key)};
    }
    return names.empty() ? "any" : names;
}

std::string banner_text(const Scene& scene) {
    if (!scene.banner) {
        return {};
    }
    return scene.banner->title + (scene.banner->detail.empty() ? "" : " " + scene.banner->detail);
}

std::string scale_text(model::TextSize size) {
    return size == model::TextSize::Standard ? "1.0" : size == model::TextSize::Large ? "1.25" : "1.6";
}

// All sentences that stand on the screen beside its items.
std::vector<std::string> sentences(const Scene& scene) {
    std::vector<std::string> all = scene.text;
    for (const auto& line : scene.lines) {
        all.push_back(line.text);
    }
    if (scene.countdown) {
        all.push_back(scene.countdown->before + scene.countdown->figures + scene.countdown->after);
    }
    for (const auto& step : scene.steps) {
        all.push_back(step.title + (step.sub.empty() ? "" : " " + step.sub) + (step.when.empty() ? "" : " " + step.when));
    }
    for (const auto* words : {&scene.self_word, &scene.speaking, &scene.secret}) {
        if (!words->empty()) {
            all.push_back(*words);
        }
    }
    for (const auto& fact : scene.facts) {
        all.push_back(fact.label + " " + fact.value);
    }
    for (const auto& figure : scene.figures) {
        all.push_back(figure[0] + " " + figure[1]);
    }
    if (scene.gauges) {
        for (const auto& row : scene.gauges->rows) {
            all.push_back(row[0] + " " + row[1]);
        }
        all.push_back(scene.gauges->title + " " + scene.gauges->value);
    }
    if (scene.code) {
        all.push_back(scene.code->letters);
    }
    return all;
}

}  // namespace

std::string scene_json(const Scene& scene, const ItemBoxes& boxes, std::string_view said, const Pictures& pictures) {
    std::string out;
    {
        Writer object{out, '{', '}'};
        object.text("screen", scene.screen);
        object.text("title", scene.title);
        object.key("text");
        {
            Writer list{out, '[', ']'};
            for (const auto& sentence : sentences(scene)) {
                list.next() += quoted(sentence);
            }
        }
        object.key("items");
        {
            Writer list{out, '[', ']'};
            for (const auto& item : scene.items) {
                write_item(list.next(), item, boxes);
            }
        }
        object.text("focus", scene.focus);
        object.key("shortcuts");
        {
            Writer list{out, '[', ']'};
            for (const auto& shortcut : scene.shortcuts) {
                Writer hint{list.next(), '{', '}'};
                hint.text("key", hint_keys(shortcut));
                hint.text("label", shortcut.label);
            }
        }
        object.text("banner", banner_text(scene));
        object.text("notice", scene.notice ? scene.notice->text : "");
        object.text("status", scene.status ? scene.status->text : "");
        object.text("from", scene.from);
        object.text("when", scene.when);
        object.text("page", scene.page_word);
        object.text("code", scene.code ? scene.code->letters : "");
        object.text("clock", scene.clock.figures);
        object.text("spoken", said.empty() ? std::string_view{scene.spoken} : said);
        {
            Writer live{object.key("live"), '{', '}'};
            live.key("camera") += scene.live.camera ? "true" : "false";
            live.key("microphone") += scene.live.microphone ? "true" : "false";
        }
        object.text("live_words", scene.live.label);
        object.key("videos");
        {
            Writer list{out, '[', ']'};
            for (const auto& video : scene.videos) {
                write_video(list.next(), video, pictures);
            }
        }
        object.text("connection", scene.online ? "online" : "offline");
        object.text("since", rfc3339(scene.since));
        object.text("language", scene.language == model::Language::English ? "en" : "zh");
        object.key("scale") += scale_text(scene.text_size);
        object.text("now", rfc3339(scene.now));
    }
    return out;
}

}  // namespace anju::screens
