// SPDX-License-Identifier: Apache-2.0
#include "tests/paint/sample_scenes.hpp"

#include <tuple>
#include <utility>

#include "tests/paint/sample_words.hpp"

namespace anju::paint::samples {

namespace {

using namespace screens;
using model::Language;
using model::TextSize;

Face son(Language l = Language::Chinese) { return {"son", pick(l, "大伟", "Dawei"), false}; }
Face grandchild(Language l = Language::Chinese) { return {"grandchild", pick(l, "豆豆", "Doudou"), true}; }
Face neighbour(Language l = Language::Chinese) { return {"neighbour", pick(l, "李阿姨", "Auntie Li"), false}; }

Shortcut arrows(std::string key, std::string label, keys::Key first) { return {{first}, std::move(key), std::move(label), {}}; }

Scene begin(const char* name, Form form, Language language, TextSize size) {
    Scene scene;
    scene.screen = name;
    scene.form = form;
    scene.language = language;
    scene.text_size = size;
    scene.clock = {pick(language, "上午", "am"), "9:41"};
    scene.status = Status{"cloud_done", pick(language, "网络正常", "Online"), Tone::Good};
    return scene;
}

Item tile(const char* id, Kind kind, const char* icon, std::string label, std::string sub) {
    Item item;
    item.id = id;
    item.kind = kind;
    item.icon = icon;
    item.label = std::move(label);
    item.sub = std::move(sub);
    item.ok = model::Open{};
    return item;
}

std::vector<Item> tiles(Language l, TextSize size) {
    const bool big = size == TextSize::Largest;
    std::vector<Item> out;
    Item visits = tile("visits", Kind::Family, "videocam", pick(l, "视频看家人", "See the family"), big ? pick(l, "小芳有空", "Xiaofang is free") : pick(l, "小芳、豆豆现在有空", "Xiaofang and Doudou are free"));
    visits.look = Look::FamilyTile;
    visits.short_label = pick(l, "看家人", "Family");
    visits.faces = {daughter(l), son(l), grandchild(l)};
    out.push_back(visits);
    Item mail = tile("messages", Kind::Message, "mail", pick(l, "消息", "Messages"), pick(l, "大伟留了段视频", "A video from Dawei"));
    mail.count = 2;
    out.push_back(mail);
    out.push_back(tile("medicines", Kind::Medicine, "medication", pick(l, "用药提醒", "Medicine"), pick(l, "中午12点", "12 noon")));
    out.push_back(tile("consults", Kind::Doctor, "stethoscope", pick(l, "医生问诊", "Doctor"), pick(l, "下午3点见", "Today 3 pm")));
    out.push_back(tile("meals", Kind::Meal, "rice_bowl", pick(l, "订餐", "Meals"), pick(l, "午饭还没订", "Order lunch")));
    out.push_back(tile("services", Kind::Service, "home_repair_service", pick(l, "生活服务", "Services"), pick(l, "洗澡 修水管", "Bath, repairs")));
    out.push_back(tile("health", Kind::Health, "ecg_heart", pick(l, "健康记录", "Health"), pick(l, "血压 126/78", "126/78")));
    out.push_back(tile("help", Kind::Help, "sos", pick(l, "紧急求助", "Help"), pick(l, "按红键也行", "Or red key")));
    return out;
}

std::pair<int, int> size_of(const std::string& photo) {
    return photo == "tall"      ? std::pair{900, 1400}
           : photo == "park43"  ? std::pair{1200, 900}
           : photo == "park34"  ? std::pair{1200, 1600}
           : photo == "park916" ? std::pair{900, 1600}
           : photo == "white34" ? std::pair{1200, 1600}
           : photo == "white43" ? std::pair{1600, 1200}
           : photo == "strip"   ? std::pair{4000, 800}
           : photo == "tiny"    ? std::pair{30, 20}
                                : std::pair{1600, 900};
}

Item pill(Language l) {
    Item item = tile("settings", Kind::Neutral, "settings", pick(l, "设置", "Settings"), "");
    item.look = Look::Pill;
    return item;
}

Scene home_base(Language l, TextSize size) {
    Scene scene = begin("home", Form::Home, l, size);
    scene.clock.half_day.clear();
    scene.title = size == TextSize::Largest ? pick(l, "王奶奶，上午好", "Good morning, Mrs Wang") : pick(l, "上午好，王奶奶", "Good morning, Mrs Wang");
    scene.date = pick(l, "11月21日 星期六　农历十月十三", "Saturday, 21 November");
    scene.shortcuts = {ok(l, pick(l, "打开", "Open")), back(l, pick(l, "随时回到这里", "Always brings you here"))};
    return scene;
}

}  // namespace

Scene pairing() {
    Scene scene = begin("pairing", Form::Pairing, Language::Chinese, TextSize::Standard);
    scene.icon = "home";
    scene.aside = "安居电视";
    scene.title = "把这个码告诉安装师傅";
    scene.text = {"师傅在手机上输入，电视就认识您家了", "师傅不在？打 12349，请人来装"};
    scene.code = Code{"HQBMTKWR", "http://127.0.0.1:8420/approve?code=HQBMTKWR", "或者用手机扫一扫", "还能用 ", "9 分 20 秒", "，到时间会自己换新码", 0.933};
    return scene;
}

Scene home(int count, Language l, TextSize size, bool offline) {
    Scene scene = home_base(l, size);
    auto some = tiles(l, size);
    if (count == 1) {
        some = {some[1]};
    } else if (count == 7) {
        some.erase(some.begin() + 1);
    } else {
        some.resize(static_cast<std::size_t>(count));
    }
    const bool card = !(size == TextSize::Largest && count > 3);
    if (card) {
        Item item = tile("card", Kind::Message, "photo_library", pick(l, "女儿小芳", "Xiaofang"), offline ? pick(l, "收到的照片能看", "The photos are here") : pick(l, "发来 3 张新照片", "3 new photos"));
        item.look = Look::Card;
        item.faces = {daughter(l)};
        item.face_new = true;
        item.photo = "park";
        item.photo_width = 1600;
        item.photo_height = 900;
        item.count = 3;
        scene.items.push_back(item);
    }
    for (auto& item : some) {
        if (offline && (item.kind == Kind::Family || item.kind == Kind::Doctor || item.kind == Kind::Meal || item.kind == Kind::Service)) {
            item.enabled = false;
            item.reason = pick(l, "要等网络", "Needs network");
            item.sub.clear();
        }
        scene.items.push_back(item);
    }
    scene.items.push_back(pill(l));
    scene.focus = card ? "card" : scene.items.front().id;
    if (offline) {
        scene.online = false;
        scene.banner = Banner{"wifi_off", pick(l, "没有网络，从上午9点12分起", "No network since 9:12 am"),
                              pick(l, "吃药提醒照常响。网络好了会自己连上，您不用管。", "Reminders still ring. It reconnects by itself.")};
        scene.status = Status{"call", pick(l, "急事可用电话打 12349", "If urgent, ring 12349"), Tone::Warm};
    }
    return scene;
}

Scene home_empty(Language l, TextSize size) {
    Scene scene = home_base(l, size);
    Item card = tile("card", Kind::Message, "mail", pick(l, "还没有消息", "No messages yet"), pick(l, "小芳在手机上就能发", "Xiaofang can send one from a phone"));
    card.look = Look::Card;
    card.ok.reset();
    card.faces = {daughter(l), son(l), grandchild(l)};
    Item mail = tile("messages", Kind::Message, "mail", pick(l, "消息", "Messages"), pick(l, "还没有", "None yet"));
    scene.items = {card, mail, pill(l)};
    scene.focus = "messages";
    return scene;
}

Scene home_letter(TextSize size) {
    Scene scene = home(1, Language::Chinese, size);
    scene.items[0].photo.clear();
    scene.items[0].count = 0;
    scene.items[0].sub = "妈，周末我和大伟带豆豆回来吃饭，您别忙，菜我们买。";
    scene.items[0].aside = "今天上午9点38分";
    return scene;
}

Scene photo(Language l, TextSize size, const std::string& name) {
    Scene scene = begin("message", Form::Photo, l, size);
    scene.kind = Kind::Message;
    scene.from = pick(l, "女儿小芳", "Xiaofang");
    scene.when = pick(l, "今天上午9点38分发来", "today 9:38 am");
    scene.faces = {daughter(l)};
    scene.text = {pick(l, "妈，豆豆今天会自己骑车了，您快看！", "Mum, Doudou rode the bike all alone today!")};
    scene.photo = name;
    std::tie(scene.photo_width, scene.photo_height) = size_of(name);
    scene.page_word = pick(l, "第 1 张，共 3 张", "Photo 1 of 3");
    scene.more_right = true;
    Item item;
    item.id = "m1";
    item.look = Look::Button;
    item.label = pick(l, "告诉小芳：我看到了", "Tell Xiaofang: I saw it");
    item.ok = model::ConfirmSeen{"1"};
    scene.items = {item};
    scene.focus = "m1";
    scene.shortcuts = {ok(l, item.label), back(l, pick(l, "回主页", "Home")), arrows(pick(l, "左 右", "← →"), pick(l, "翻着看", "Turn"), keys::Key::Left)};
    return scene;
}

Scene words(Language l, TextSize size) {
    Scene scene = photo(l, size);
    scene.form = Form::Words;
    scene.photo.clear();
    scene.page_word.clear();
    scene.more_right = false;
    scene.shortcuts.pop_back();
    scene.text = {pick(l, "妈，周末我和大伟带豆豆回来吃饭，您别忙，菜我们买。", "Mum, we are all coming for dinner on Sunday. Do not cook, we bring everything.")};
    return scene;
}

Scene messages(Language l, TextSize size) {
    Scene scene = begin("messages", Form::List, l, size);
    scene.kind = Kind::Message;
    scene.icon = "mail";
    scene.title = pick(l, "有 2 条您还没看过", "2 you have not seen yet");
    const bool big = size != TextSize::Standard;
    const auto row = [&](const char* id, Face face, const char* relation, const char* when, std::string words, std::string note, Tone tone, const char* photo, int count) {
        Item item = tile(id, Kind::Message, "", face.name, std::move(words));
        item.look = Look::Row;
        item.aside = big ? when : std::string(relation) + (english(l) ? ", " : "　") + when;
        item.note = std::move(note);
        item.note_tone = tone;
        item.face_new = tone == Tone::Warm;
        item.faces = {std::move(face)};
        item.photo = photo;
        item.count = count;
        scene.items.push_back(item);
    };
    const std::string unseen = pick(l, "没看过", "New");
    row("r1", daughter(l), english(l) ? "daughter" : "女儿", english(l) ? "today 9:38 am" : "今天上午9点38分", pick(l, "豆豆今天会自己骑车了，您快看！", "Doudou rode the bike all alone!"), unseen, Tone::Warm, "park", 3);
    row("r2", son(l), english(l) ? "son" : "儿子", english(l) ? "today 8:10 am" : "今天早上8点10分", pick(l, "留了一段视频，25 秒", "Left a video, 25 s"), unseen, Tone::Warm, "room", 1);
    row("r3", neighbour(l), english(l) ? "neighbour" : "邻居", english(l) ? "yesterday 4:20 pm" : "昨天下午4点20分", pick(l, "荠菜饺子包好了，一会儿给您送来。", "The dumplings are ready, I bring them over."), pick(l, "昨天看过", "Seen yesterday"), Tone::Good, "", 0);
    row("r4", grandchild(l), english(l) ? "granddaughter" : "孙女", english(l) ? "19 November" : "11月19日 星期四", pick(l, "奶奶，我画了您和我！", "Grandma, I drew you and me!"), pick(l, "那天看过", "Seen that day"), Tone::Good, "tall", 1);
    scene.items.resize(size == TextSize::Largest ? 2 : size == TextSize::Large ? 3 : 4);
    scene.focus = "r1";
    scene.shortcuts = {ok(l, pick(l, "看照片", "Look")), back(l, pick(l, "回主页", "Home")), arrows(pick(l, "下", "↓"), pick(l, "还有 6 条", "6 more"), keys::Key::Down)};
    return scene;
}

Scene settings(Language l, TextSize size) {
    Scene scene = begin("settings", Form::Choices, l, size);
    scene.icon = "settings";
    scene.title = pick(l, "看得清、听得清吗？", "Can you see and hear well?");
    scene.text = {pick(l, "这样看得清吗？", "Easy to read?")};
    const auto choice = [&](const char* id, const char* icon, std::string label, std::vector<std::string> options, int chosen, model::Setting setting) {
        Item item = tile(id, Kind::Neutral, icon, std::move(label), "");
        item.look = Look::Choice;
        for (std::size_t i = 0; i < options.size(); ++i) {
            item.segments.push_back({options[i], static_cast<int>(i) == chosen});
        }
        item.left = model::Choose{setting, 0};
        item.right = model::Choose{setting, 1};
        scene.items.push_back(item);
    };
    choice("text_size", "format_size", pick(l, "字的大小", "Size of letters"), {pick(l, "标准", "Normal"), pick(l, "大", "Large"), pick(l, "特大", "Largest")}, static_cast<int>(size), model::Setting::TextSize);
    choice("language", "translate", pick(l, "语言", "Language"), {"中文", "English"}, english(l) ? 1 : 0, model::Setting::Language);
    choice("sound", "record_voice_over", pick(l, "声音", "Sound"), {pick(l, "只响铃", "Chimes"), pick(l, "轻声念", "Speak softly"), pick(l, "大声念", "Speak loudly")}, 1, model::Setting::Sound);
    scene.items.back().aside = pick(l, "选到哪里，念到哪里", "Reads what you choose");
    Item about = tile("about", Kind::Neutral, "info", pick(l, "这台电视的情况", "About this TV"), "");
    about.look = Look::Button;
    about.short_label = pick(l, "电视情况", "About");
    scene.items.push_back(about);
    Item sample;
    sample.id = "sample";
    sample.label = pick(l, "小芳", "Xiaofang");
    sample.aside = pick(l, "女儿", "daughter");
    sample.sub = pick(l, "天凉了，出门多穿一件。", "It is getting cold, take a coat.");
    sample.faces = {daughter(l)};
    scene.sample = sample;
    scene.focus = "text_size";
    scene.shortcuts = {arrows(pick(l, "左 右", "← →"), pick(l, "换大小，看右边", "Change, see right"), keys::Key::Left), arrows(pick(l, "上 下", "↑ ↓"), pick(l, "选别的", "Others"), keys::Key::Up), ok(l, pick(l, "就用大字", "Keep large")),
                       back(l, pick(l, "不换", "No change"))};
    return scene;
}

Scene about(Language l, TextSize size) {
    Scene scene = begin("about", Form::Facts, l, size);
    scene.icon = "info";
    scene.title = pick(l, "这台电视的情况", "About this TV");
    if (size == TextSize::Standard) {
        scene.aside = pick(l, "打电话来问，照着念", "Read it out on the phone");
    }
    scene.facts = {{"tv", pick(l, "电视", "TV"), pick(l, "第 0.1.0 版", "Version 0.1.0"), Tone::Good},
                   {"wifi", pick(l, "网络", "Network"), pick(l, "正常", "Fine"), Tone::Good},
                   {"cloud_done", pick(l, "平台", "Platform"), pick(l, "第 0.1 版，现在连着", "Version 0.1, connected"), Tone::Good},
                   {"volume_up", pick(l, "声音", "Sound"), pick(l, "能响铃，能念", "Rings and speaks"), Tone::Good},
                   {"settings_remote", pick(l, "遥控器", "Remote"), pick(l, "今天上午9点40分按过", "Pressed today 9:40 am"), Tone::Good},
                   {"schedule", pick(l, "时间", "Time"), pick(l, "测试用的时间，不是真的", "A test clock, not real"), Tone::Bad}};
    scene.figures = {{pick(l, "盒子号", "Box number"), "DT 47 C"}, {pick(l, "有事打电话", "Need help? Ring"), "12349"}};
    Item read = tile("read_aloud", Kind::Neutral, "volume_up", pick(l, "念给他听", "Read aloud"), "");
    read.look = Look::Button;
    Item more = tile("gauges", Kind::Neutral, "arrow_forward", pick(l, "更多情况", "More"), "");
    more.look = Look::Button;
    scene.items = {read, more};
    scene.focus = "read_aloud";
    scene.shortcuts = {ok(l, pick(l, "电视大声念一遍", "The TV reads it out")), back(l, pick(l, "回设置", "Settings"))};
    return scene;
}

Scene gauges(Language l, TextSize size) {
    Scene scene = begin("gauges", Form::Gauges, l, size);
    scene.icon = "tv";
    scene.title = pick(l, "电视的更多情况", "More about this TV");
    screens::Gauges shown;
    shown.rows = {{pick(l, "画面", "Picture"), pick(l, "3840×2160，用显卡 opengles2", "3840×2160, GPU, opengles2")},
                  {pick(l, "画一幅", "Painting"), pick(l, "平均 1.2 毫秒，最慢 24 毫秒", "mean 1.2 ms, slowest 24 ms")},
                  {pick(l, "动起来", "Motion"), pick(l, "每秒 60 幅", "60 pictures a second")},
                  {pick(l, "字体", "Font"), "WenQuanYi Micro Hei Regular"},
                  {pick(l, "声音", "Sound"), pick(l, "没有音箱，出不了声", "No speaker, no sound")},
                  {pick(l, "版本", "Versions"), pick(l, "电视 0.1.0，平台 0.1.0", "TV 0.1.0, platform 0.1.0")},
                  {pick(l, "平台", "Platform"), "a-rather-long-name.of-a-platform.at.a-town.example.org:8420"}};
    shown.title = pick(l, "这 57 分钟里连着", "Online, last 57 min");
    shown.value = "96%";
    shown.history.assign(60, 100);
    std::fill_n(shown.history.begin(), 3, -1);
    shown.history[17] = 0;
    shown.history[18] = 50;
    shown.ends = {pick(l, "1 小时前", "1 hour ago"), pick(l, "现在", "now")};
    scene.gauges = shown;
    Item aloud = tile("read_aloud", Kind::Neutral, "volume_up", pick(l, "念给他听", "Read aloud"), "");
    aloud.look = Look::Button;
    scene.items = {aloud};
    scene.focus = "read_aloud";
    scene.shortcuts = {ok(l, pick(l, "电视大声念一遍", "The TV reads it out")), back(l, pick(l, "回电视情况", "Back to this TV"))};
    return scene;
}

Scene empty(Language l, TextSize size) {
    Scene scene = begin("messages", Form::Empty, l, size);
    scene.kind = Kind::Message;
    scene.icon = "mail";
    scene.title = pick(l, "还没有消息", "No messages yet");
    scene.faces = {daughter(l), son(l), {"", pick(l, "豆豆", "Doudou"), false}};
    scene.text = {pick(l, "他们在手机上就能给您发", "They can send one from a phone"), pick(l, "照片和话一到，这里就响一声", "It chimes here when one comes")};
    Item home = tile("home", Kind::Neutral, "home", pick(l, "回主页", "Home"), "");
    home.look = Look::Button;
    scene.items = {home};
    scene.focus = "home";
    scene.shortcuts = {ok(l, pick(l, "回主页", "Home")), back(l, pick(l, "回主页", "Home"))};
    return scene;
}

Scene night(Language l, TextSize size) {
    Scene scene = begin("night", Form::Night, l, size);
    scene.status.reset();
    scene.clock = {"", "2:14"};
    scene.icon = "dark_mode";
    scene.title = pick(l, "凌晨，天还没亮", "Before dawn, still dark");
    scene.text = {pick(l, "11月22日 星期日", "Sunday, 22 November"), pick(l, "小芳发来了消息，早上再看", "A message from Xiaofang, for the morning")};
    scene.shortcuts = {{{}, pick(l, "任意键", "Any key"), pick(l, "亮一点", "Brighter"), model::Wake{}}};
    return scene;
}

}  // namespace anju::paint::samples
