// SPDX-License-Identifier: Apache-2.0
// A screen as a value: what is on it, what has focus, what the keys do. View makes it, interpret and
// speech read it, paint turns it into pixels. Adding a kind of thing here is a design act.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "remote-input/key.hpp"
#include "terminal/model/intent.hpp"
#include "terminal/model/settings.hpp"
#include "terminal/model/state.hpp"

namespace anju::screens {

// Colour, icon and word of a kind of thing repeat together (design language, section 2).
enum class Kind { Neutral, Family, Doctor, Medicine, Meal, Service, Health, Message, Help };

// How a screen is arranged. One layout function in screens/paint for each.
// The second row is what visits need: people to choose from, and what takes over the screen.
enum class Form {
    Pairing, Home, List, Choices, Facts, Gauges, Words, Photo, Empty, Night,
    People, Ringing, Countdown, Calling, Call, Recording, Ended, GuestCode, Question,
    Alarm,
};

enum class Look { Card, FamilyTile, Tile, Pill, Row, LogRow, Choice, Button, Person };

enum class Tone { Plain, Good, Warm, Caution, Bad, Cool };  // Cool: by a rule, not by a hand

struct Face {
    std::string photo;  // name of a photo file, e.g. "p12:small"; empty: a drawn head
    std::string name;   // under it, where the form shows names
    bool reachable = false;
    bool operator==(const Face&) const = default;
};

// Where an item stands for the arrow keys: rows from the top; left..right in thousandths of the width.
struct Cell {
    int row = 0, rows = 1;
    int left = 0, right = 1000;
    bool operator==(const Cell&) const = default;
};

struct Segment {
    std::string label;
    bool chosen = false;
    bool operator==(const Segment&) const = default;
};

struct Item {
    std::string id;
    Look look = Look::Tile;
    Kind kind = Kind::Neutral;
    std::string label;        // title
    std::string short_label;  // when label has no room; may be empty
    std::string sub;          // second line: what is next
    std::string aside;        // beside the label, fainter: relation and time
    std::string note;         // at the right: 没看过 / 昨天看过
    Tone note_tone = Tone::Plain;
    std::string icon;         // file name in art/icons without .svg
    bool enabled = true;
    std::string reason;       // why not enabled, written on it
    std::vector<Face> faces;
    bool face_new = false;    // warm edge
    std::string photo;        // name of a photo file
    int photo_width = 0, photo_height = 0;
    int count = 0;            // badge, or number of photos on a thumbnail
    std::vector<Segment> segments;
    std::vector<std::string> columns;  // LogRow: day, time, how long
    Cell cell;
    std::optional<model::Intent> ok;  // what OK does
    std::optional<model::Intent> left, right;  // instead of moving focus: a Choice changes, a photo turns
    std::optional<model::Intent> up, down;     // the same: a call's sound
    std::string spoken;       // said when it gets focus; empty: label and sub
    bool operator==(const Item&) const = default;
};

struct Shortcut {
    std::vector<keys::Key> keys;  // drawn as one pill: 左 右
    std::string key_label;        // 确定
    std::string label;            // in words of the result
    std::optional<model::Intent> intent;  // empty: what the focused item or the arrows do anyway
    bool operator==(const Shortcut&) const = default;
};

struct Banner {  // of state: stays as long as it is true
    std::string icon, title, detail;
    bool operator==(const Banner&) const = default;
};

struct Notice {  // at most one, only for what to do now
    std::string text;
    std::optional<Face> face;
    bool quiet = false;  // an alarm's that asks for nothing: on its own colours
    bool operator==(const Notice&) const = default;
};

struct Fact {  // a row of the about screen
    std::string icon, label, value;
    Tone tone = Tone::Good;
    bool operator==(const Fact&) const = default;
};

struct Gauges {  // the technician's page
    std::vector<std::array<std::string, 2>> rows;  // name, value
    std::string title, value;                      // of the history
    std::vector<int> history;                      // per cent, oldest first; -1: not known
    std::array<std::string, 2> ends;               // under it: when it begins, when it ends
    bool operator==(const Gauges&) const = default;
};

struct Code {  // pairing
    std::string letters;       // 8
    std::string qr;            // text of the QR code
    std::string qr_caption;
    std::string left_before, left_time, left_after;  // 还能用 / 9 分 20 秒 / ，到时间会自己换新码
    double left = 1.0;         // share of the time, for the bar; changes once a second at most
    bool operator==(const Code&) const = default;
};

struct Line {  // a short sentence with its icon: who can see what, who hung up
    std::string icon, text;
    Tone tone = Tone::Plain;
    bool operator==(const Line&) const = default;
};

// Something takes its course: what is done, what goes on now, what comes.
struct Step {
    enum class State { Done, Now, Later };
    State state = State::Later;
    std::string icon;   // of what goes on
    std::string title, sub;
    std::string when;   // at the right: 9点41分03秒, 约 8 分钟
    std::optional<Face> who{};  // does it
    bool operator==(const Step&) const = default;
};

// The only thing that runs away: a figure that changes once a second, its words, and a bar.
struct Countdown {
    std::string before, figures, after;  // 还等 / 31 / 秒。没人接，就问您要不要留言
    double left = 1.0;                   // share of the time
    std::string spoken = {};             // said when it comes up: 还有 5 秒就接通
    bool operator==(const Countdown&) const = default;
};

// What truly runs now. Camera or microphone: the red frame and its chip, and nothing else is red.
struct Live {
    bool camera = false, microphone = false;
    std::string icon, label;   // 摄像头开着, 话筒开着, 正在录
    bool operator==(const Live&) const = default;
};

struct Clock {
    std::string half_day;  // 上午, empty where only the figures stand
    std::string figures;   // 9:41
    bool operator==(const Clock&) const = default;
};

// A moving picture: whose, and where, in pixels of the 1080p design. It fills its area (a portrait one stands whole
// on a dark ground there). The first of a scene lies under everything, the others over shades and cards.
struct VideoArea {
    enum class Which { Remote, Self, Beside };  // who visits, or the film that plays; what this camera sees; who is there beside the visitor
    Which which = Which::Remote;
    int x = 0, y = 0, w = 1920, h = 1080;
    int radius = 0;
    bool mirrored = false;
    bool dimmed = false;  // it stands still: under a veil
    bool operator==(const VideoArea&) const = default;
};

struct Status {  // at the right end of the hint bar
    std::string icon, text;
    Tone tone = Tone::Plain;
    bool operator==(const Status&) const = default;
};

struct Scene {
    std::string screen;  // file name in screens/
    Form form = Form::Home;
    Kind kind = Kind::Neutral;
    std::string icon;    // of the header's plate
    std::string title;
    std::string aside;   // beside the title
    std::string date;    // home
    Clock clock;
    std::optional<contract::Weather> weather;
    std::vector<std::string> text;  // sentences of the body, in order of importance
    std::vector<Face> faces;        // Form::Empty, and the sender in Form::Photo, Form::Words
    std::string from, when;         // Form::Photo, Form::Words: 女儿小芳 / 上午9点38分 发来; a takeover: the name alone
    std::string photo;              // Form::Photo: name of the photo file; not there yet: empty
    int photo_width = 0, photo_height = 0;
    std::string page_word;          // 第 1 张，共 3 张
    bool more_left = false, more_right = false;
    std::vector<Item> items;
    std::string focus;              // id of an item; empty only where there is none
    std::vector<Shortcut> shortcuts;
    std::optional<Status> status;
    std::optional<Banner> banner;
    std::optional<Notice> notice;
    std::vector<VideoArea> videos;
    std::vector<Fact> facts;        // about; a guest's code: the steps
    std::vector<std::array<std::string, 2>> figures;  // about: 盒子号 / DT 47 C …; a visit that ended: 12 / 分 …; an alarm: 请用电话打 / 12349
    std::optional<Gauges> gauges;   // about, second page
    std::vector<Line> lines;        // visits: what is so, and what it means for you; an alarm: what stands in its card, with text below
    std::optional<Countdown> countdown;
    std::vector<Step> steps;        // an alarm
    std::string self_word;          // under the own picture: 她看到的您
    std::string speaking;           // 小芳在说话, with bars; only while she does
    std::string secret;             // the four words that stand on both sides
    Live live;
    std::optional<Item> sample;     // settings: the preview
    std::optional<Code> code;
    model::Language language = model::Language::Chinese;
    model::TextSize text_size = model::TextSize::Standard;
    bool online = true;
    model::Time since{};
    model::Time now{};
    std::string zone;
    std::string emoji_words;        // 发来了表情: in place of words that are pictures only, where none can be drawn
    std::string spoken;             // what is said when this screen appears or its focus moves
    bool operator==(const Scene&) const = default;
};

const Item* focused(const Scene& scene);

}  // namespace anju::screens
