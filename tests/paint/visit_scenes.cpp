// SPDX-License-Identifier: Apache-2.0
// The screens of visits as the design shows them (05–08, 25–30), made by hand.
#include "tests/paint/visit_scenes.hpp"

#include <utility>

#include "tests/paint/sample_words.hpp"

namespace anju::paint::samples {

namespace {

using namespace screens;
using model::Language;
using model::TextSize;
using Which = VideoArea::Which;

Shortcut hint(keys::Key key, std::string name, std::string label) { return {{key}, std::move(name), std::move(label), model::GoBack{}}; }
Shortcut red(Language l) { return hint(keys::Key::Red, pick(l, "红键", "Red"), pick(l, "求助", "Help")); }

Scene begin_visit(const char* name, Form form, Language language, TextSize size) {
    Scene scene;
    scene.screen = name;
    scene.form = form;
    scene.kind = Kind::Family;
    scene.language = language;
    scene.text_size = size;
    scene.clock = {pick(language, "上午", "am"), "9:41"};
    return scene;
}

Item choice(const char* id, Kind kind, const char* icon, std::string label) {
    Item item;
    item.id = id;
    item.look = Look::Button;
    item.kind = kind;
    item.icon = icon;
    item.label = std::move(label);
    item.ok = model::GoBack{};
    return item;
}

VideoArea self_view(TextSize size) {
    const int foot = size == TextSize::Standard ? 930 : size == TextSize::Large ? 918 : 902;
    return {.which = Which::Self, .x = 1378, .y = foot - 6 - 288, .w = 440, .h = 288, .radius = 26, .mirrored = true};
}

}  // namespace

Scene family(int people, Language l, TextSize size) {
    Scene scene = begin_visit("family", Form::People, l, size);
    scene.icon = "videocam";
    scene.title = pick(l, "想看看谁？", "Who shall we see?");
    struct Person {
        const char *photo, *name, *other, *relation, *as, *icon, *state, *words;
        Tone tone;
    };
    const Person all[] = {
        {"daughter", "小芳", "Xiaofang", "女儿", "daughter", "", "现在有空", "Free now", Tone::Good},
        {"grandchild", "豆豆", "Doudou", "孙女", "granddaughter", "", "现在有空", "Free now", Tone::Good},
        {"son", "大伟", "Dawei", "儿子", "son", "schedule", "傍晚6点后有空", "Free after 6 pm", Tone::Plain},
        {"neighbour", "李阿姨", "Auntie Li", "邻居", "neighbour", "mail", "可以留言", "Leave a message", Tone::Plain},
    };
    const int shown = size == TextSize::Standard ? 4 : 3;
    for (int i = 0; i < people && i < shown; ++i) {
        const auto& one = all[i % 4];
        Item item = choice(one.name, Kind::Family, one.icon, pick(l, one.name, one.other));
        item.look = Look::Person;
        item.aside = pick(l, one.relation, one.as);
        item.faces = {{one.photo, item.label, one.tone == Tone::Good}};
        item.note = pick(l, one.state, one.words);
        item.note_tone = one.tone;
        scene.items.push_back(item);
    }
    for (const auto& [id, icon, label] : {std::tuple{"visit_log", "history", pick(l, "谁来看过我", "Who called")}, std::tuple{"visit_code", "key", pick(l, "请客人来", "Invite a guest")}}) {
        Item item = choice(id, Kind::Neutral, icon, label);
        item.look = Look::Pill;
        scene.items.push_back(item);
    }
    if (people > shown) {
        scene.page_word = pick(l, "往右还有 2 位：表妹秀英、赵师傅", "2 more: Xiuying, Mr Zhao");
        scene.more_right = true;
    }
    scene.focus = scene.items.front().id;
    scene.shortcuts = {ok(l, pick(l, "和小芳视频", "See Xiaofang")), back(l, pick(l, "回主页", "Home")), red(l)};
    return scene;
}

Scene ringing(Language l, TextSize size, const std::string& name) {
    Scene scene = begin_visit("ringing", Form::Ringing, l, size);
    scene.icon = "videocam";
    scene.title = pick(l, "小芳想和您视频见面", "Xiaofang would like to see you");
    scene.aside = pick(l, "想和您视频见面", "would like to see you");
    scene.from = name.empty() ? pick(l, "小芳", "Xiaofang") : name;
    scene.text = {pick(l, "您的女儿", "your daughter")};
    scene.faces = {{"daughter", scene.from, true}};
    scene.lines = {{"photo_camera", pick(l, "接听以后，小芳才能看到您", "Xiaofang sees you once you answer"), Tone::Plain}};
    scene.items = {choice("answer", Kind::Family, "call", pick(l, "接听", "Answer")), choice("decline", Kind::Neutral, "do_not_disturb_on", pick(l, "不方便", "Not now"))};
    scene.focus = "answer";
    scene.shortcuts = {ok(l, pick(l, "接听", "Answer")), back(l, pick(l, "不方便，告诉她等会儿打", "Not now, tell her so")), red(l)};
    return scene;
}

Scene auto_answer(Language l, TextSize size, const std::string& seconds) {
    Scene scene = begin_visit("auto_answer", Form::Countdown, l, size);
    scene.title = pick(l, "大伟想和您视频见面", "Dawei would like to see you");
    scene.aside = pick(l, "想和您视频见面", "would like to see you");
    scene.from = pick(l, "大伟", "Dawei");
    scene.text = {pick(l, "您的儿子", "your son")};
    scene.faces = {{"son", scene.from, true}};
    scene.countdown = Countdown{"", seconds, pick(l, "秒后自动接通", "seconds to answer"), 0.8, {}};
    scene.lines = {{"shield_person", pick(l, "您 10月2日 同意过：白天大伟来电可以自动接。接通前他看不到您。", "You agreed on 2 October. Until then Dawei cannot see you."), Tone::Plain}};
    scene.items = {choice("answer", Kind::Family, "call", pick(l, "现在就接", "Answer now")), choice("decline", Kind::Neutral, "do_not_disturb_on", pick(l, "这次不接", "Not this time"))};
    scene.focus = "answer";
    scene.shortcuts = {ok(l, scene.items[0].label), back(l, scene.items[1].label), red(l)};
    return scene;
}

Scene calling(Language l, TextSize size, const std::string& seconds) {
    Scene scene = begin_visit("calling", Form::Calling, l, size);
    scene.title = pick(l, "正在找小芳", "Calling Xiaofang");
    scene.aside = pick(l, "正在找", "Calling");
    scene.from = pick(l, "小芳", "Xiaofang");
    scene.faces = {{"daughter", scene.from, true}};
    scene.lines = {{"ring_volume", pick(l, "她的手机在响", "Xiaofang's phone is ringing"), Tone::Plain}, {"photo_camera", pick(l, "小芳接了，才能看到您", "Xiaofang sees you once she answers"), Tone::Plain}};
    scene.countdown = Countdown{pick(l, "还等 ", "Waiting "), seconds, pick(l, " 秒。没人接，就问您要不要留言", " s. Then you can leave a message"), 0.7, {}};
    scene.items = {choice("message", Kind::Family, "video_call", pick(l, "给她留言", "Leave a message")), choice("stop", Kind::Neutral, "call_end", pick(l, "不打了", "Stop"))};
    scene.focus = "message";
    scene.shortcuts = {ok(l, pick(l, "不等了，给她留言", "Leave a message instead")), back(l, pick(l, "不打了", "Stop calling")), red(l)};
    return scene;
}

Scene call(Language l, TextSize size) {
    Scene scene = begin_visit("call", Form::Call, l, size);
    scene.title = pick(l, "女儿小芳", "Xiaofang");
    scene.aside = pick(l, "说了 3 分 20 秒", "3 min 20 s");
    scene.faces = {{"daughter", "", true}};
    scene.videos = {{}, self_view(size)};
    scene.self_word = pick(l, "她看到的您", "What she sees");
    scene.live = {true, true, "videocam", pick(l, "摄像头开着", "Camera is on")};
    scene.secret = pick(l, "对得上：桂花 灯笼 小河 白鹭", "Same there: osmanthus lantern brook egret");
    scene.items = {choice("call", Kind::Family, "", "")};
    scene.items.front().look = Look::Card;
    scene.focus = "call";
    scene.shortcuts = {back(l, pick(l, "挂断", "Hang up")), hint(keys::Key::Up, pick(l, "上 下", "Up Down"), pick(l, "声音大小", "Volume")), hint(keys::Key::Left, pick(l, "左", "Left"), pick(l, "先关摄像头", "Camera off")),
                       hint(keys::Key::Right, pick(l, "右", "Right"), pick(l, "先关话筒", "Mute")), red(l)};
    return scene;
}

Scene call_weak(Language l, TextSize size) {
    Scene scene = call(l, size);
    scene.aside = pick(l, "说了 4 分 12 秒", "4 min 12 s");
    scene.videos = {{.which = Which::Remote, .dimmed = true}};
    scene.self_word.clear();
    scene.secret.clear();
    scene.live = {false, true, "mic", pick(l, "话筒开着", "Microphone is on")};
    scene.lines = {{"pause_circle", pick(l, "画面停在 9点45分20秒", "Picture from 9:45:20"), Tone::Warm}};
    scene.banner = Banner{"network_check", pick(l, "网络慢，先听声音", "Slow network, sound only"), pick(l, "您接着说，她听得到。网好了，画面自己回来。", "Keep talking, she hears you. The picture returns by itself.")};
    scene.speaking = pick(l, "小芳在说话", "Xiaofang speaks");
    scene.shortcuts.erase(scene.shortcuts.begin() + 2, scene.shortcuts.begin() + 4);
    return scene;
}

Scene call_no_picture(Language l, TextSize size) {
    Scene scene = call(l, size);
    scene.videos.clear();
    scene.self_word = pick(l, "没有摄像头，她听得到您", "No camera here, she hears you");
    scene.text = {pick(l, "小芳没开摄像头", "Xiaofang's camera is off"), pick(l, "听得到，您说话就行", "You can hear each other")};
    scene.live = {false, false, "", ""};
    scene.lines = {{"mic_off", pick(l, "话筒关了，她听不到您", "Muted: she cannot hear you"), Tone::Caution}};
    return scene;
}

Scene recording(Language l, TextSize size, const std::string& seconds) {
    Scene scene = begin_visit("leave_message", Form::Recording, l, size);
    scene.title = pick(l, "给小芳留言", "Message to Xiaofang");
    scene.aside = pick(l, "她这会儿没接", "she did not answer");
    scene.faces = {{"daughter", "", true}};
    scene.videos = {{.which = Which::Self, .mirrored = true}};
    scene.live = {true, true, "videocam", pick(l, "正在录", "Recording")};
    scene.countdown = Countdown{pick(l, "还能说", "Left"), seconds, pick(l, "秒", "s"), 0.7, {}};
    scene.items = {choice("send", Kind::Family, "send", pick(l, "说好了，发给小芳", "Done, send to Xiaofang")), choice("discard", Kind::Neutral, "delete", pick(l, "不要了", "Discard"))};
    scene.focus = "send";
    scene.shortcuts = {ok(l, pick(l, "发给小芳", "Send")), back(l, pick(l, "不要了，删掉", "Discard it")), red(l)};
    return scene;
}

Scene ended(Language l, TextSize size) {
    Scene scene = begin_visit("visit_ended", Form::Ended, l, size);
    scene.title = pick(l, "和女儿小芳说了12分8秒", "You talked with Xiaofang");
    scene.aside = pick(l, "和女儿小芳说了", "You talked with Xiaofang");
    scene.figures = {{"12", pick(l, "分", "min")}, {"8", pick(l, "秒", "s")}};
    scene.faces = {{"daughter", "", true}};
    scene.lines = {{"call_end", pick(l, "是小芳挂的，上午9点53分", "Xiaofang hung up at 9:53 am"), Tone::Plain},
                   {"videocam_off", pick(l, "摄像头和话筒都关了", "Camera and microphone are off"), Tone::Good},
                   {"history", pick(l, "记在“谁来看过我”里", "Noted under Who called"), Tone::Plain}};
    scene.items = {choice("home", Kind::Family, "home", pick(l, "回主页", "Home")), choice("again", Kind::Neutral, "videocam", pick(l, "再打给小芳", "Call Xiaofang again"))};
    scene.focus = "home";
    scene.shortcuts = {ok(l, pick(l, "回主页", "Home")), hint(keys::Key::Right, pick(l, "右", "Right"), scene.items[1].label), red(l)};
    return scene;
}

Scene missed(Language l, TextSize size) {
    Scene scene = ended(l, size);
    scene.title = pick(l, "小芳没接到", "Xiaofang did not answer");
    scene.aside.clear();
    scene.figures.clear();
    scene.text = {pick(l, "给她留段话，打开网页就看到", "Leave a message for when Xiaofang is back")};
    scene.items.front() = choice("message", Kind::Family, "video_call", pick(l, "给她留言", "Leave a message"));
    scene.focus = "message";
    return scene;
}

Scene question(Language l, TextSize size) {
    Scene scene = begin_visit("visit_rule", Form::Question, l, size);
    scene.aside = pick(l, "小芳想改一下", "Xiaofang suggests");
    scene.title = pick(l, "大伟白天来电，自动接通？", "By day, answer Dawei automatically?");
    scene.faces = {{"son", "", true}};
    scene.lines = {{"timer", pick(l, "先响 15 秒，您随时可以不接", "It rings 15 s first, you can refuse"), Tone::Plain},
                   {"photo_camera", pick(l, "接通以后才看得到您", "Only then can he see you"), Tone::Plain},
                   {"autorenew", pick(l, "以后不想要，跟小芳说一声", "Change it any time: tell Xiaofang"), Tone::Plain}};
    scene.items = {choice("agree", Kind::Family, "check", pick(l, "同意", "Agree")), choice("refuse", Kind::Neutral, "close", pick(l, "不改", "Leave it"))};
    scene.focus = "agree";
    scene.shortcuts = {ok(l, pick(l, "同意", "Agree")), back(l, pick(l, "不改", "Leave it as it is")), red(l)};
    return scene;
}

Scene guest_code(Language l, TextSize size) {
    Scene scene = begin_visit("visit_code", Form::GuestCode, l, size);
    scene.icon = "key";
    scene.title = pick(l, "把这 6 个数告诉客人", "Tell your guest these 6 digits");
    scene.code = Code{"472905", "", "", pick(l, "还能用 ", "Good for "), pick(l, "9 分 20 秒", "9 min 20 s"), pick(l, "，只能用一次", ", once only"), 0.933};
    scene.lines = {{"photo_camera", pick(l, "客人来了会响，您接了他才看到您", "It rings here; you are seen once you answer"), Tone::Plain}};
    scene.text = {pick(l, "电话里这样说", "On the phone, say")};
    scene.facts = {{"", pick(l, "用手机打开网页", "Open this page"), "anju.example/v", Tone::Plain}, {"", pick(l, "写上这 6 个数", "Type the 6 digits"), "4 7 2 9 0 5", Tone::Plain}, {"", pick(l, "写上自己是谁", "Type your name"), pick(l, "再点“去看她”", "Then “See her”"), Tone::Plain}};
    scene.items = {choice("read", Kind::Family, "volume_up", pick(l, "大声念这 6 个数", "Read the 6 digits aloud"))};
    scene.focus = "read";
    scene.shortcuts = {ok(l, pick(l, "念一遍", "Read aloud")), back(l, pick(l, "回主页，这个数还能用", "Home, the code stays good")), red(l)};
    return scene;
}

Scene visit_log(Language l, TextSize size) {
    Scene scene = begin_visit("visit_log", Form::List, l, size);
    scene.icon = "history";
    scene.title = pick(l, "谁来看过我？", "Who called?");
    scene.text = {pick(l, "这周 4 次，都是您认识的人", "4 visits this week, all people you know")};
    struct Row {
        const char *photo, *name, *other, *relation, *as, *day, *day_en, *time, *time_en, *length, *length_en, *icon, *how, *how_en;
        Tone tone;
    };
    const Row rows[] = {
        {"daughter", "小芳", "Xiaofang", "女儿", "daughter", "今天", "Today", "上午9点20分", "9:20 am", "12 分钟", "12 min", "check_circle", "您按了确定", "You answered", Tone::Good},
        {"son", "大伟", "Dawei", "儿子", "son", "昨天", "Yesterday", "晚上7点05分", "7:05 pm", "8 分钟", "8 min", "autorenew", "自动接，您同意过", "Automatic, as agreed", Tone::Cool},
        {"", "陈医生", "Doctor Chen", "客人", "guest", "11月18日 星期三", "Wed, 18 Nov", "下午3点", "3 pm", "21 分钟", "21 min", "check_circle", "您按了确定", "You answered", Tone::Good},
        {"neighbour", "李阿姨", "Auntie Li", "邻居", "neighbour", "11月16日 星期一", "Mon, 16 Nov", "上午9点41分", "9:41 am", "", "", "phone_missed", "您没接到", "You missed it", Tone::Bad},
    };
    const int shown = size == TextSize::Standard ? 4 : size == TextSize::Large ? 3 : 2;
    for (int i = 0; i < shown; ++i) {
        const auto& one = rows[i];
        Item item = choice(one.name, Kind::Family, one.icon, pick(l, one.name, one.other));
        item.look = Look::LogRow;
        item.aside = pick(l, one.relation, one.as);
        item.faces = {{one.photo, item.label, false}};
        item.columns = {pick(l, one.day, one.day_en), pick(l, one.time, one.time_en), pick(l, one.length, one.length_en)};
        item.note = pick(l, one.how, one.how_en);
        item.note_tone = one.tone;
        scene.items.push_back(item);
    }
    scene.focus = scene.items.front().id;
    scene.shortcuts = {ok(l, pick(l, "打给小芳", "Call Xiaofang")), hint(keys::Key::Down, pick(l, "下", "Down"), pick(l, "还有 9 次", "9 more")), back(l, pick(l, "回主页", "Home")), red(l)};
    return scene;
}

std::vector<Sample> visits() {
    std::vector<Sample> out;
    for (const auto size : {TextSize::Standard, TextSize::Large, TextSize::Largest}) {
        for (const auto l : {Language::Chinese, Language::English}) {
            const std::string end = (size == TextSize::Standard ? "" : size == TextSize::Large ? "-x1.25" : "-x1.6") + std::string(english(l) ? "-en" : "");
            out.push_back({"05-family" + end, family(6, l, size)});
            out.push_back({"05-family1" + end, family(1, l, size)});
            out.push_back({"06-ringing" + end, ringing(l, size)});
            out.push_back({"06-ringing-long" + end, ringing(l, size, english(l) ? "Bartholomew-Christopher Featherstonehaugh" : "阿依古丽·买买提")});
            out.push_back({"07-call" + end, call(l, size)});
            out.push_back({"07-call-no-picture" + end, call_no_picture(l, size)});
            out.push_back({"08-auto-answer" + end, auto_answer(l, size)});
            out.push_back({"25-calling" + end, calling(l, size)});
            out.push_back({"26-recording" + end, recording(l, size)});
            out.push_back({"27-guest-code" + end, guest_code(l, size)});
            out.push_back({"28-ended" + end, ended(l, size)});
            out.push_back({"28-missed" + end, missed(l, size)});
            out.push_back({"29-weak" + end, call_weak(l, size)});
            out.push_back({"30-log" + end, visit_log(l, size)});
            out.push_back({"question" + end, question(l, size)});
        }
    }
    return out;
}

}  // namespace anju::paint::samples
