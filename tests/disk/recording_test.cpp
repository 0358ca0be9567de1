// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/recording.hpp"

#include "terminal/app/disk/message_json.hpp"
#include "terminal/app/disk/without_words.hpp"
#include "terminal/model/update.hpp"
#include "tests/disk/folder.hpp"

namespace anju::disk {
namespace {

using namespace std::chrono_literals;
using contract::Time;

const Time kNow = *contract::from_rfc3339("2026-11-21T01:41:00Z");

contract::Household household() {
    contract::Household out;
    out.id = "h1";
    out.name = "王桂兰家";
    out.version = 3;
    out.person = {"王桂兰", "王奶奶", "Mrs Wang"};
    out.capabilities = {contract::Capability::Messages};
    out.members = {{"m1", "小芳", "Xiaofang", contract::Relation::Daughter,
                    contract::Photo{"p1", 9, 9}, true}};
    out.weather = contract::Weather{18, "晴朗", "适合出门", "sunny"};
    return out;
}

contract::Message message(const std::string& id, const std::string& text) {
    return {id, "m1", text, {contract::Photo{"p2", 16, 9}}, kNow, std::nullopt};
}

contract::Visit visit() {
    contract::Visit out;
    out.id = "V1";
    out.visitor = {"m1", "小芳", "Xiaofang", contract::Relation::Daughter, {}};
    out.placed_at = kNow;
    return out;
}

contract::Signal offer() {
    contract::Signal out;
    out.visit = "V1";
    out.text = "c=IN IP4 192.168.7.31";
    return out;
}

contract::VisitTicket ticket() { return {visit(), {{{"turn:h"}, "user", "turn-secret"}}, "sha-256 AB:CD", 0}; }

contract::Snapshot snapshot() {
    return {"t1", "DT47C", household(), {message("a", "豆豆会走路了")}, {visit()}, {}, 4, "0.1.0", kNow};
}

contract::Error error() { return {contract::ErrorKind::Timeout, "busy", "POST to 王桂兰", 3s}; }

// One of everything that can happen.
std::vector<model::Message> everything() {
    model::Started started;
    started.device.version = "0.1.0";
    started.device.platform = "127.0.0.1:8420";
    started.device.presenter = "memory";
    started.device.capabilities = {contract::Capability::Messages, contract::Capability::Help};
    started.box_id = "0123";
    started.settings.volume = 4;
    started.paired = model::Paired{"t1", "DT47C"};
    started.cached = snapshot();
    started.outbox = {{"a", kNow, "seen-1", {}, {}, 0}};
    started.photos_here = {"p1:small"};
    started.errands = {{model::Errand::End{"V0", contract::VisitEnd::Lost}, "end-1", {}, {}, 0},
                       {model::Errand::Rule{{"m1", contract::VisitPolicy::AutomaticByDay, true}}, "rule-1", {}, {}, 0},
                       {model::Errand::Seen{{"V2", "V3"}}, "visits-1", {}, {}, 0},
                       {model::Errand::Film{"F1", "m1"}, "film-1", {}, {}, 0}};
    started.clips_here = {"C1"};
    started.stop = contract::BoxStop{contract::StopWhy::Update, kNow - 1min};
    started.now = kNow;
    std::vector<model::Message> out{started, model::KeyTouched{}, model::Tick{kNow + 1min},
                                    model::StreamOpened{}};
    const std::vector<model::Intent> intents{model::FocusItem{"messages"},
                                             model::GoBack{},
                                             model::GoHome{},
                                             model::Open{model::Route::Settings},
                                             model::OpenMessage{"a"},
                                             model::ConfirmSeen{"a"},
                                             model::ShowPhoto{1},
                                             model::Choose{model::Setting::Sound, 2},
                                             model::KeepChoices{},
                                             model::ShowGauges{},
                                             model::ReadAloud{"小芳说豆豆会走路了"},
                                             model::ChangeVolume{-1},
                                             model::ToggleMute{},
                                             model::Wake{},
                                             model::CallMember{"m1"},
                                             model::AnswerCall{},
                                             model::DeclineCall{},
                                             model::HangUp{},
                                             model::DismissCall{},
                                             model::SetCamera{false},
                                             model::SetMicrophone{true},
                                             model::StartMessage{"m1"},
                                             model::FinishMessage{false},
                                             model::AgreeRule{"m1", contract::VisitPolicy::AutomaticInAlarm, true},
                                             model::PlayClip{"a"},
                                             model::StopClip{},
                                             model::NewCode{},
                                             model::Open{model::Route::VisitRule}};
    for (const auto& intent : intents) {
        out.push_back(model::Asked{intent});
    }
    contract::PairingCode code{"secret-device-code",
                               "HQBMTKWR",
                               "https://x/approve",
                               "https://x/approve?code=HQBMTKWR",
                               600s,
                               5s};
    out.push_back(model::PairingCodeReceived{1, code});
    out.push_back(model::PairingCodeReceived{2, tl::unexpected(error())});
    out.push_back(model::PairingPolled{3, contract::Paired{"t1", "DT47C", "h1"}});
    out.push_back(model::PairingPolled{4, tl::unexpected(error())});
    out.push_back(model::SnapshotReceived{5, snapshot()});
    out.push_back(model::SnapshotReceived{6, tl::unexpected(error())});
    out.push_back(model::SeenAcknowledged{7, message("a", "豆豆会走路了")});
    out.push_back(model::SeenAcknowledged{8, tl::unexpected(error())});
    out.push_back(model::PhotoStored{"p2"});
    out.push_back(model::PhotoFailed{"p3", error()});
    out.push_back(model::StreamLost{error()});
    out.push_back(model::Heard{{5, contract::MessageChanged{message("b", "晚上吃饺子")}}});
    out.push_back(model::Heard{{6, contract::HouseholdChanged{household()}}});
    out.push_back(model::SoundChanged{true, false});
    out.push_back(model::VisitsLacking{"webrtc nice"});
    out.push_back(model::GaugesRead{{"Noto Sans CJK SC", 1920, 1080, 1200us, 24000us, 58}});
    out.push_back(model::Heard{{7, contract::VisitChanged{visit()}}});
    out.push_back(model::CallMoved{call::MediaUp{"V1", 1, {"月", "山", "桥", "灯"}}});
    out.push_back(model::CallMoved{call::MediaSilent{"V1", 1}});
    out.push_back(model::CallMoved{call::MediaFailed{"V1", 1, {}, call::Fault::Stranger}});
    out.push_back(model::CallMoved{call::RungChanged{"V1", call::Rung::Low, call::Rung::SoundOnly, true}});
    out.push_back(model::CallMoved{call::NetworkChanged{}});
    out.push_back(model::SignalMade{offer()});
    out.push_back(model::TicketReceived{9, ticket()});
    out.push_back(model::TicketReceived{10, tl::unexpected(error())});
    out.push_back(model::SignalSent{11, {}});
    out.push_back(model::SignalSent{12, error()});
    out.push_back(model::ErrandDone{13, error()});
    out.push_back(model::InvitationReceived{14, contract::Invitation{"i", "472905", {}, kNow, kNow, "https://x/visit/"}});
    out.push_back(model::CertificateRegistered{15, {}});
    out.push_back(model::DevicesSeen{{.camera = true, .microphone = false, .speaker = true}});
    out.push_back(model::LiveSeen{{true, false}});
    out.push_back(model::RecordingEnded{"F1", true});
    out.push_back(model::ClipStored{"C1"});
    out.push_back(model::ClipFailed{"C1", error()});
    out.push_back(model::ClipEnded{"C1", true});
    out.push_back(model::RingAnswered{16, error()});
    out.push_back(model::MachineSeen{{true, {}, "good"}});
    out.push_back(model::ConditionTold{17, {}});
    out.push_back(model::Heard{{0, contract::BoxRings{"R1", "孙丽", kNow}}});
    out.push_back(model::Asked{model::CallHelp{contract::AlarmSource::Sos, true}});
    out.push_back(model::Asked{model::TakeBack{true}});
    contract::Alarm alarm;
    alarm.id = "A1";
    alarm.report = "R1";
    alarm.state = contract::AlarmState::Accepted;
    alarm.accepted_at = alarm.received_at = kNow;
    alarm.by = contract::AlarmPerson{"孙丽", "东关服务站"};
    alarm.responder = contract::AlarmResponder{"张师傅", contract::ResponderState::OnTheWay, kNow + 8min};
    alarm.family = {"小芳"};
    out.push_back(model::GuardSaid{{7, model::GuardState::Stage::Accepted, kNow, 2, kNow + 9s, 1, alarm}});
    out.push_back(model::GuardSaid{{8, model::GuardState::Stage::Idle, kNow, 0, {}, 0, {}}});
    out.push_back(model::GuardGone{});
    out.push_back(model::Heard{{8, contract::AlarmChanged{alarm}}});
    out.push_back(model::Heard{{9, contract::Unpaired{}}});
    return out;
}

std::set<std::size_t> kinds(const std::vector<model::Message>& messages) {
    std::set<std::size_t> out;
    for (const auto& one : messages) {
        out.insert(one.index());
    }
    return out;
}

TEST(MessageLine, ComesBackTheSame) {
    const auto messages = everything();
    ASSERT_EQ(kinds(messages).size(), std::variant_size_v<model::Message>)
        << "the list above lacks a kind";
    for (const auto& one : messages) {
        const auto line = to_line(one);
        EXPECT_EQ(line.find('\n'), line.npos);
        const auto back = from_line(line);
        ASSERT_TRUE(back) << back.error().context << " " << line;
        EXPECT_TRUE(*back == one) << line;
    }
}

TEST(MessageLine, ThatIsDamagedIsMalformed) {
    for (const auto* line :
         {"", "{}", "[]", "{\"message\":\"dance\"}", "{\"message\":\"tick\"}",
          "{\"message\":\"tick\",\"now\":7}",
          "{\"message\":\"asked\",\"intent\":\"open\",\"route\":\"moon\"}",
          "{\"message\":\"heard\",\"seq\":1,\"event\":\"message\",\"data\":{}}"}) {
        EXPECT_FALSE(from_line(line)) << line;
    }
}

TEST(Recording, HoldsNoNameWordCodeOrToken) {
    const Folder folder;
    {
        Recorder recorder(folder / "r");
        for (const auto& one : everything()) {
            recorder.add(one);
        }
    }
    const auto text = folder.read("r");
    for (const auto* secret : {"王桂兰", "王奶奶", "Wang", "小芳", "Xiaofang", "豆豆", "饺子",
                               "HQBMTKWR", "secret-device-code", "DT47C", "晴朗", "12349", "192.168.7.31", "turn-secret",
                               "472905", "孙丽", "东关", "张师傅"}) {
        EXPECT_EQ(text.find(secret), text.npos) << secret;
    }
    EXPECT_EQ(mode_of(folder / "r"), 0600);
}

// What the program went through without its words, and what the replay goes through.
TEST(Recording, ReplaysTheSameStatesOfThePlaceholders) {
    const Folder folder;
    Placeholders placeholders(7);
    std::vector<model::State> live;
    std::vector<std::vector<model::Effect>> asked;
    {
        Recorder recorder(folder / "r");
        model::State state;
        for (const auto& one : everything()) {
            recorder.add(without_words(one, placeholders));
            auto step = model::update(std::move(state), one);
            state = step.state;
            live.push_back(std::move(step.state));
            asked.push_back(std::move(step.effects));
        }
    }
    const auto replayed = read_recording(folder / "r");
    ASSERT_TRUE(replayed) << replayed.error().context;
    ASSERT_EQ(replayed->size(), live.size());
    model::State state;
    for (std::size_t i = 0; i < live.size(); ++i) {
        auto step = model::update(std::move(state), (*replayed)[i]);
        state = step.state;
        EXPECT_EQ(step.effects.size(), asked[i].size()) << i;
        EXPECT_EQ(state.pages, live[i].pages) << i;
        EXPECT_EQ(state.online, live[i].online) << i;
        EXPECT_EQ(state.outbox, live[i].outbox) << i;
        EXPECT_EQ(state.settings, live[i].settings) << i;
        EXPECT_EQ(state.cursor, live[i].cursor) << i;
        EXPECT_EQ(state.messages.size(), live[i].messages.size()) << i;
    }
}

TEST(Recording, ReplaysTwiceToEqualStates) {
    const Folder folder;
    {
        Recorder recorder(folder / "r");
        for (const auto& one : everything()) {
            recorder.add(one);
        }
    }
    const auto run = [&] {
        model::State state;
        const auto messages = read_recording(folder / "r");
        for (const auto& one : messages.value()) {
            state = model::update(std::move(state), one).state;
        }
        return state;
    };
    EXPECT_TRUE(run() == run());
}

TEST(Recording, ThatWasCutIsReadUpToTheCut) {
    const Folder folder;
    {
        Recorder recorder(folder / "r");
        recorder.add(model::KeyTouched{});
        recorder.add(model::Tick{kNow});
    }
    const auto text = folder.read("r");
    folder.write("r", text.substr(0, text.size() - 5));
    const auto messages = read_recording(folder / "r");
    ASSERT_TRUE(messages);
    EXPECT_EQ(messages->size(), 1U);
}

TEST(Recording, ThatIsDamagedNamesTheLine) {
    const Folder folder;
    folder.write("r", "{\"anju_recording\":1}\n{\"message\":\"key_touched\"}\nrubbish\n");
    const auto messages = read_recording(folder / "r");
    ASSERT_FALSE(messages);
    EXPECT_NE(messages.error().context.find("r:3: "), std::string::npos)
        << messages.error().context;
    folder.write("r", "something else\n");
    EXPECT_FALSE(read_recording(folder / "r"));
    folder.write("r", "");
    EXPECT_FALSE(read_recording(folder / "r"));
    EXPECT_FALSE(read_recording(folder / "none"));
}

TEST(Recording, ThatCannotBeWrittenIsOneSentence) {
    try {
        Recorder recorder("/proc/nowhere/r");
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("cannot be written"), std::string::npos);
    }
}

}  // namespace
}  // namespace anju::disk
