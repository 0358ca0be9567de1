// SPDX-License-Identifier: Apache-2.0
// Home: who wrote, and what this TV can do for you.
#include <algorithm>

#include "screens/calendar.hpp"
#include "screens/common.hpp"
#include "screens/home_layout.hpp"
#include "screens/people.hpp"
#include "screens/visits.hpp"

namespace anju::screens {
namespace {

using contract::Capability;

constexpr std::size_t kCardAtLargest = 3;  // tiles beside which ×1.6 leaves room for the card

struct TileWords {
    Kind kind;
    const char* icon;
    std::string label;
    std::string short_label;
};

TileWords words_of(const Texts& texts, Capability capability) {
    switch (capability) {
        case Capability::Visits:
            return {Kind::Family, "videocam", texts.tr("视频看家人"), texts.tr("看家人")};
        case Capability::Messages: return {Kind::Message, "mail", texts.tr("消息"), {}};
        case Capability::Consults:
            return {Kind::Doctor, "stethoscope", texts.tr("医生问诊"), texts.tr("医生")};
        case Capability::Medicines:
            return {Kind::Medicine, "medication", texts.tr("用药提醒"), texts.tr("用药")};
        case Capability::Meals: return {Kind::Meal, "rice_bowl", texts.tr("订餐"), {}};
        case Capability::Services:
            return {Kind::Service, "home_repair_service", texts.tr("生活服务"), texts.tr("服务")};
        case Capability::Health:
            return {Kind::Health, "ecg_heart", texts.tr("健康记录"), texts.tr("健康")};
        case Capability::Help: return {Kind::Help, "sos", texts.tr("紧急求助"), texts.tr("求助")};
    }
    return {};
}

const contract::Message* first_unseen(const model::State& state, const std::string& but = {}) {
    const auto found = std::ranges::find_if(state.messages, [&](const auto& message) {
        return message.id != but && !model::seen(state, message);
    });
    return found == state.messages.end() ? nullptr : &*found;
}

// What the card shows: the newest that was not seen, else the newest.
const contract::Message* card_message(const model::State& state) {
    if (const auto* unseen = first_unseen(state)) {
        return unseen;
    }
    return state.messages.empty() ? nullptr : &state.messages.front();
}

std::string sent_what(const Texts& texts, const std::string& who, const contract::Message& message) {
    return alone(message.clip             ? texts.tr("{who}发来视频", {{"who", who}})
                 : message.photos.empty() ? texts.tr("{who}发来消息", {{"who", who}})
                                        : texts.tr("{who}发来照片", {{"who", who}}));
}

// What is next behind the tile 消息, in at most two or three words.
std::string messages_sub(const model::State& state, const Texts& texts, bool card) {
    const int unseen = model::unseen_count(state);
    if (state.messages.empty()) {
        return texts.tr("还没有");
    }
    if (unseen == 0) {
        return texts.tr("都看过了");
    }
    const auto* shown = card ? card_message(state) : nullptr;
    const auto* next = first_unseen(state, shown ? shown->id : std::string{});
    if (!next || largest(state)) {
        return texts.trn("{n} 条没看过", unseen);
    }
    return sent_what(texts, short_name(texts, find_member(state, next->from)), *next);
}

// Who wrote last, the newest first: where the tile is tall enough for faces.
std::vector<Face> last_senders(const model::State& state, const Texts& texts) {
    std::vector<Face> faces;
    std::vector<std::string> known;
    for (const auto& message : state.messages) {
        if (faces.size() < 3 && std::ranges::find(known, message.from) == known.end()) {
            known.push_back(message.from);
            faces.push_back(face_of(texts, find_member(state, message.from)));
        }
    }
    return faces;
}

// What the card is about besides messages: somebody rang and was not answered, or asks something.
const contract::Visit* missed_visit(const model::State& state) {
    const auto missed = model::can_visit(state) ? model::missed_visits(state) : std::vector<const contract::Visit*>{};
    return missed.empty() ? nullptr : missed.front();
}

std::string missed_when(const model::State& state, const Texts& texts, const contract::Visit& visit) {
    return texts.tr("{when}找过您", {{"when", day_and_time(texts, visit.placed_at, state.now, zone_of(state))}});
}

// Who can be reached: 小芳、豆豆现在有空.
std::string visits_sub(const model::State& state, const Texts& texts, bool card) {
    const auto* missed = missed_visit(state);
    if (missed && !card) {
        return alone(texts.tr("{who}找过您", {{"who", caller_of(state, texts, missed->visitor.member, missed->visitor.name).called}}));
    }
    if (const auto* rule = model::proposed_rule(state); rule && !card) {
        return alone(texts.tr("{who}问您", {{"who", caller_of(state, texts, rule->proposed_by).called}}));
    }
    std::string names;
    long count = 0;
    for (const auto* member : model::relatives(state)) {
        const auto* presence = model::presence_of(state, member->id);
        if (presence && presence->online && ++count <= (largest(state) ? 1 : 2)) {
            names += (names.empty() ? "" : texts.english() ? ", " : "、") + short_name(texts, member);
        }
    }
    if (count == 0) {
        return model::relatives(state).empty() ? texts.tr("请客人来") : texts.tr("看看都有谁");
    }
    if (count > 2 && !largest(state)) {
        return texts.trn("{n} 位现在有空", count);
    }
    return largest(state) ? alone(texts.tr("{who}有空", {{"who", names}})) : alone(texts.tr("{who}现在有空", {{"who", names}}));
}

Item tile(const model::State& state, const Texts& texts, Capability capability, bool card) {
    const auto words = words_of(texts, capability);
    Item item;
    item.id = model::tile_id(capability);
    item.look = capability == Capability::Visits ? Look::FamilyTile : Look::Tile;
    item.kind = words.kind;
    item.icon = words.icon;
    item.label = words.label;
    item.short_label = words.short_label;
    if (capability == Capability::Messages) {
        item.sub = messages_sub(state, texts, card);
        item.count = model::unseen_count(state);
        item.ok = model::Open{model::Route::Messages};
        if (model::tiles(state).size() == 1) {
            item.faces = last_senders(state, texts);
        }
    }
    if (capability == Capability::Visits) {
        for (const auto& member : state.household->members) {
            if (member.active && item.faces.size() < 4) {
                item.faces.push_back(face_of(texts, &member));
                const auto* presence = model::presence_of(state, member.id);
                item.faces.back().reachable = presence && presence->online;
            }
        }
        item.ok = model::Open{model::Route::Family};
        item.sub = visits_sub(state, texts, card);
        if (!card) {
            item.count = static_cast<int>(model::missed_visits(state).size());
        }
    }
    if (capability == Capability::Help) {
        item.sub = state.connection_failed ? texts.tr("会一直试着打") : texts.tr("按一下就叫人");
        item.ok = model::CallHelp{contract::AlarmSource::Tile};
    }
    if (model::needs_network(capability) && state.connection_failed) {
        item.enabled = false;
        item.reason = what_it_waits_for(state, texts);
        item.sub.clear();
    }
    item.spoken = item.label + (item.sub.empty() ? "" : comma(texts) + item.sub);
    return item;
}

Item empty_card(const model::State& state, const Texts& texts) {
    Item item;
    item.id = model::kCard;
    item.look = Look::Card;
    item.kind = Kind::Message;
    item.icon = "mail";
    item.label = texts.tr("还没有消息");
    std::string who;
    for (const auto& member : state.household->members) {
        if (member.active && item.faces.size() < 3) {
            item.faces.push_back(face_of(texts, &member));
            who = who.empty() ? short_name(texts, &member) : who;
        }
    }
    item.sub = who.empty() ? texts.tr("家里人在手机上就能发")
                           : texts.tr("{who}在手机上就能发", {{"who", who}});
    return item;
}

Item full_card(const model::State& state, const Texts& texts, const contract::Message& message) {
    const auto* member = find_member(state, message.from);
    const bool seen = model::seen(state, message);
    const auto photos = static_cast<long>(message.photos.size());
    Item item;
    item.id = model::kCard;
    item.look = Look::Card;
    item.kind = Kind::Message;
    item.icon = photos > 0 ? "photo_library" : "mail";
    item.label = relation_and_name(texts, member);
    item.short_label = name_within(texts, member, {}, -1);
    item.aside = day_and_time(texts, message.sent_at, state.now, zone_of(state));
    item.faces = {face_of(texts, member)};
    item.face_new = !seen;
    item.note = seen ? std::string{} : texts.tr("没看过");
    item.note_tone = seen ? Tone::Plain : Tone::Warm;
    if (photos > 0) {
        item.photo = message.photos.front().id;
        item.photo_width = message.photos.front().width;
        item.photo_height = message.photos.front().height;
        item.count = static_cast<int>(photos);
        item.sub = seen                      ? texts.trn("发来 {n} 张照片", photos)
                   : state.connection_failed ? texts.tr("收到的照片能看")
                                             : texts.trn("发来 {n} 张新照片", photos);
    } else {
        item.sub = message.text.empty() && message.clip
                       ? texts.tr("留了一段视频，{time}", {{"time", spell(texts, length_of(message.clip->length))}})
                       : message.text;
    }
    item.ok = model::OpenMessage{message.id};
    item.spoken = item.label + comma(texts) + (photos > 0 ? item.sub : texts.tr("发来了消息")) +
                  (item.note.empty() ? "" : comma(texts) + item.note);
    return item;
}

// Its face is the picture: who rang, and when.
Item missed_card(const model::State& state, const Texts& texts, const contract::Visit& visit) {
    const auto caller = caller_of(state, texts, visit.visitor.member, visit.visitor.name);
    Item item;
    item.id = model::kCard;
    item.look = Look::Card;
    item.kind = Kind::Family;
    item.icon = "phone_missed";
    item.label = caller.whole;
    item.short_label = alone(caller.called);
    item.faces = {caller.face};
    item.face_new = true;
    item.sub = missed_when(state, texts, visit);
    item.note = texts.tr("您没接到");
    item.note_tone = Tone::Warm;
    item.ok = model::Open{model::Route::VisitLog};
    item.spoken = caller.whole + comma(texts) + item.sub + comma(texts) + item.note;
    return item;
}

Item rule_card(const model::State& state, const Texts& texts, const contract::VisitRule& rule) {
    const auto caller = caller_of(state, texts, rule.proposed_by);
    Item item;
    item.id = model::kCard;
    item.look = Look::Card;
    item.kind = Kind::Family;
    item.icon = "help";
    item.label = caller.whole;
    item.short_label = alone(caller.called);
    item.faces = {caller.face};
    item.face_new = true;
    item.sub = texts.tr("有件事想问您");
    item.ok = model::Open{model::Route::VisitRule};
    item.spoken = caller.whole + comma(texts) + item.sub;
    return item;
}

Item settings_pill(const Texts& texts) {
    Item item;
    item.id = model::kSettings;
    item.look = Look::Pill;
    item.icon = "settings";
    item.label = texts.tr("设置");
    item.cell = {.row = 0, .rows = 1, .left = 640, .right = 1000};
    item.ok = model::Open{model::Route::Settings};
    return item;
}

std::string home_ok_label(const model::State& state, const Texts& texts, const Scene& scene) {
    if (scene.focus == model::kCard && missed_visit(state)) {
        return texts.tr("看看谁找过您");
    }
    if (scene.focus == model::kCard && model::proposed_rule(state)) {
        return texts.tr("看看问什么");
    }
    if (scene.focus == "visits") {
        return texts.tr("看家人");
    }
    if (scene.focus == model::kCard) {
        if (const auto* message = card_message(state)) {
            return look_label(state, texts, *message);
        }
    }
    if (scene.focus == "help") {
        return texts.tr("马上叫人来");
    }
    if (scene.focus == "messages") {
        return texts.tr("看消息");
    }
    if (scene.focus == model::kSettings) {
        return texts.tr("改字的大小、语言、声音");
    }
    return texts.tr("打开");
}

}  // namespace

Scene home(const model::State& state) {
    const auto texts = texts_of(state);
    const auto local = now_of(state);
    auto scene = begin(state, "home", Form::Home);
    scene.icon = "home";
    scene.title = greeting(texts, local, called(texts, state.household->person), largest(state));
    scene.clock.half_day.clear();
    if (!largest(state) && !scene.banner) {
        const auto lunar = lunar_date(texts, state.now, zone_of(state));
        scene.date = date(texts, local) + (lunar.empty() ? "" : "　" + lunar);
    }
    scene.weather = state.household->weather;

    const auto here = model::tiles(state);
    const bool messages = std::ranges::find(here, Capability::Messages) != here.end();
    const bool card = messages && !(largest(state) && here.size() > kCardAtLargest);
    const auto cells = home_cells(here.size(), card);
    if (card) {
        const auto* missed = missed_visit(state);
        const auto* rule = model::proposed_rule(state);
        const auto* message = card_message(state);
        auto item = missed    ? missed_card(state, texts, *missed)
                    : rule    ? rule_card(state, texts, *rule)
                    : message ? full_card(state, texts, *message)
                              : empty_card(state, texts);
        item.cell = *cells.card;
        scene.items.push_back(std::move(item));
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
        auto item = tile(state, texts, here[i], card);
        item.cell = cells.tiles[i];
        scene.items.push_back(std::move(item));
    }
    scene.items.push_back(settings_pill(texts));

    auto otherwise = model::home_focus(state);
    if (otherwise == model::kCard && !card) {
        otherwise = "messages";
    }
    if (missed_visit(state) || model::proposed_rule(state)) {
        otherwise = card ? model::kCard : model::tile_id(Capability::Visits);
    }
    finish(state, scene, state.pages.front().focus, otherwise);
    scene.shortcuts = {ok_hint(texts, home_ok_label(state, texts, scene)),
                       back_hint(texts, back_label(state, texts))};
    if (scene.banner) {
        scene.status = Status{.icon = "call",
                              .text = texts.tr("急事可用电话打 {number}",
                                               {{"number", state.household->help_number}}),
                              .tone = Tone::Warm};
    }
    return scene;
}

}  // namespace anju::screens
