// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/machine.hpp"

#include <algorithm>
#include <utility>

#include "terminal/alarm/machine_parts.hpp"
#include "terminal/alarm/phase.hpp"
#include "terminal/alarm/telling.hpp"

namespace anju::alarm {
namespace {

using contract::AlarmState;

void forget_answers(Run& run) {
    run.there_presses = run.there_taken_back = 0;
    run.incident = {};
    run.revision = 0;
    run.there.reset();
}

class Step {
  public:
    Step(State& state, const Now& now) : s_(state), now_(now) {}

    void operator()(const Restored& restored);
    void operator()(const Pressed& pressed);
    void operator()(const BackPressed&);
    void operator()(const Written& written);
    void operator()(const Answered& answered);
    void operator()(const Denied&) { s_.denied = true; }
    void operator()(const Forgotten& forgotten);
    void operator()(const OfAnother& refused);
    void operator()(const BoxKnown& box);
    void operator()(const Elsewhere& tried);
    void operator()(const Shown& shown);
    void operator()(const WriteAgain&) { keep(); }
    void operator()(const Tick&) {}

    std::vector<Effect> finish();

  private:
    void begin(contract::AlarmSource source, const std::string& id);
    void press_again(Run& run);
    void put_aside();
    void report_changed();
    void keep();
    void heard(Run& run, const Answered& answered);
    void settle_older(const Answered& answered);
    bool disk_is_late() const { return s_.disk_since && now_.up - *s_.disk_since >= kDiskLimit; }
    void try_now() { s_.next_try = now_.up; }
    void begin_tries();
    void try_again();
    void wait_anew();
    bool wide();
    void send_what_is_due();
    void age();

    State& s_;
    const Now now_;
    std::vector<Effect> effects_;
};

void Step::operator()(const Restored& restored) {
    s_ = {};
    s_.told.version = static_cast<std::uint64_t>(now_.up.count());  // higher than in the life before
    s_.kept = restored.kept.value_or(Kept{restored.sequence, {}, {}, {}});
    s_.memory = restored.memory;
    auto& run = s_.kept.run;
    if (s_.kept.boot != restored.boot || restored.boot.empty()) {
        s_.kept.boot = restored.boot;
        if (run) {
            run->last_press = run->taken_back_at = std::nullopt;
            s_.old_news = run->there.has_value();
        }
    }
    if (run && phase(*run) == Shows::Ended) {
        run.reset();  // whoever starts the box again has seen it end
    }
    s_.told.at = now_.wall;
    s_.changed = now_.up;
    s_.unanswered = run && run->last_press ? *run->last_press : now_.up;
    if (undelivered(s_)) {
        begin_tries();
    }
}

void Step::begin_tries() {
    s_.owing = s_.changed = now_.up;
    s_.turn = Way::Second;
    s_.wide_at.reset();
    try_now();
}

void Step::wait_anew() {
    s_.unanswered = now_.up;
    s_.elsewhere = false;
}

// A key while something is owed: the ways that were reached stay, or who presses again and again would never leave a dead first one.
// Past the first of the turns the ladder falls back to it: the one try that comes at once may be lost, and the next is not a minute away.
void Step::try_again() {
    if (!s_.next_try) {
        begin_tries();
        return;
    }
    s_.changed = std::max(s_.changed, now_.up - Moment(begins(Stage::Second)));
    try_now();
}

// By each interface: no oftener than the ladder's own tries, whatever is pressed, or the flights would drop each other before an answer.
bool Step::wide() {
    if (now_.up - s_.changed < begins(Stage::Second) || (s_.wide_at && now_.up - *s_.wide_at < kWideApart)) {
        return false;
    }
    s_.wide_at = now_.up;
    return true;
}

void Step::begin(contract::AlarmSource source, const std::string& id) {
    Run run;
    run.report = {id, ++s_.kept.sequence, source, now_.wall, 1, 0};
    s_.kept.run = std::move(run);
    s_.alarm.reset();
    s_.old_news = false;
    wait_anew();
}

void Step::put_aside() {
    if (s_.kept.run && !delivered(*s_.kept.run)) {
        s_.kept.older.push_back(*s_.kept.run);
    }
    s_.kept.run.reset();
    s_.alarm.reset();
}

void Step::press_again(Run& run) {
    if (delivered(run)) {
        wait_anew();
    }
    run.report.presses = std::min(run.report.presses + 1, contract::kMaxPresses);
    run.taken_back_at.reset();
}

void Step::operator()(const Pressed& pressed) {
    auto& run = s_.kept.run;
    const bool room = s_.kept.older.size() < kMostOlder;
    if (run && (takes_press(*run, now_.up) || (!room && !delivered(*run)))) {
        press_again(*run);
    } else {
        put_aside();
        begin(pressed.source, pressed.fresh);
    }
    run->last_press = now_.up;
    report_changed();
}

void Step::operator()(const BackPressed&) {
    auto& run = s_.kept.run;
    const auto until = run ? take_back_until(*run) : std::nullopt;
    if (!until || now_.up > *until) {
        return;
    }
    if (delivered(*run)) {
        wait_anew();
    }
    run->report.taken_back = run->report.presses;
    run->taken_back_at = now_.up;
    report_changed();
}

void Step::report_changed() {
    keep();
    s_.needed = s_.number;
    s_.untold = s_.untold.value_or(now_.up);
    try_again();
}

void Step::keep() {
    if (!s_.disk_since) {
        s_.disk_since = now_.up;
    }
    effects_.emplace_back(Journal{++s_.number, s_.kept});
}

void Step::operator()(const Written& written) {
    if (written.ok) {
        s_.written = std::max(s_.written, written.number);
    }
    if (written.number >= s_.number) {  // that an older one failed says nothing
        s_.disk_since.reset();
        s_.memory = !written.ok;
    } else if (written.ok) {
        s_.disk_since = now_.up;
    }
}

void Step::operator()(const Answered& answered) {
    s_.denied = false;
    settle_older(answered);
    auto& run = s_.kept.run;
    if (run && answered.alarm.report == run->report.id) {
        s_.old_news = false;
        heard(*run, answered);
    }
}

// The platform may show an older one as anything: of it only counts that it was told.
void Step::settle_older(const Answered& answered) {
    auto& older = s_.kept.older;
    const auto found = std::ranges::find(older, answered.alarm.report, [](const Run& run) { return run.report.id; });
    if (found == older.end()) {
        return;
    }
    found->there_presses = std::max(found->there_presses, answered.presses);
    found->there_taken_back = std::max(found->there_taken_back, answered.taken_back);
    if (delivered(*found)) {
        older.erase(found);
        keep();
    }
}

// Answers come late, twice and in another order.
bool newer(const Run& run, const Answered& answered) {
    const auto& alarm = answered.alarm;
    if (!run.there || alarm.received_at > run.incident) {
        return true;
    }
    if (alarm.received_at == run.incident) {
        return alarm.revision >= run.revision;
    }
    // The clock there was set back: no incident before the closed one can have had all the presses.
    return run.there == AlarmState::Closed && answered.presses > run.there_presses && answered.presses >= run.report.presses;
}

void Step::heard(Run& run, const Answered& answered) {
    const Run before = run;
    if (newer(run, answered)) {
        run.incident = answered.alarm.received_at;
        run.revision = answered.alarm.revision;
        run.there = answered.alarm.state;
        s_.alarm = answered.alarm;
    }
    run.there_presses = std::max(run.there_presses, answered.presses);
    run.there_taken_back = std::max(run.there_taken_back, answered.taken_back);
    if (phase(run) == Shows::Ended) {  // nobody waits for what was taken back since
        run.there_taken_back = run.report.taken_back;
        run.there_presses = run.report.presses;
    }
    if (run != before) {
        keep();
    }
}

void Step::operator()(const Forgotten& forgotten) {
    auto& run = s_.kept.run;
    if (!run || run->report.id != forgotten.report || phase(*run) == Shows::Ended || run->there_presses == 0) {
        return;
    }
    forget_answers(*run);
    s_.alarm.reset();
    wait_anew();
    report_changed();
}

// Of an earlier pairing. Under its id it would be refused for ever, with every press that counts with it.
void Step::operator()(const OfAnother& refused) {
    auto& current = s_.kept.run;
    Run* run = current && current->report.id == refused.report ? &*current : nullptr;
    if (run == nullptr) {
        const auto found = std::ranges::find(s_.kept.older, refused.report, [](const Run& one) { return one.report.id; });
        if (found == s_.kept.older.end()) {
            return;
        }
        run = &*found;
    } else {
        s_.alarm.reset();
    }
    forget_answers(*run);
    run->report.id = refused.fresh;
    run->report.sequence = ++s_.kept.sequence;
    keep();
    s_.needed = s_.number;
    if (!s_.renewed || now_.up - *s_.renewed >= kRenews) {
        begin_tries();
    }
    s_.renewed = now_.up;
}

void Step::operator()(const BoxKnown& box) {
    const bool left = std::exchange(s_.box, box.known) && !box.known;
    s_.denied = false;
    // Nobody is there any more who could tell of it. Who still calls is heard by the next.
    if (left && (!s_.kept.older.empty() || (s_.kept.run && delivered(*s_.kept.run)))) {
        s_.kept.older.clear();
        if (s_.kept.run && delivered(*s_.kept.run)) {
            s_.kept.run.reset();
            s_.alarm.reset();
        }
        keep();
    }
    if (box.known && undelivered(s_)) {
        begin_tries();
    }
}

void Step::operator()(const Elsewhere& tried) {
    if (s_.kept.run && s_.kept.run->report.id == tried.report) {
        s_.elsewhere = true;
    }
}

void Step::operator()(const Shown& shown) {
    if (s_.to_say && shown.version >= s_.to_say_version) {
        s_.to_say.reset();
    }
}

void Step::send_what_is_due() {
    if (!undelivered(s_)) {
        s_.next_try.reset();
        return;
    }
    if (!s_.next_try) {
        try_now();
    }
    if (!tries(s_) || now_.up < *s_.next_try) {
        return;
    }
    const bool turns = now_.up - s_.changed >= begins(Stage::Second);
    const auto way = turns ? s_.turn : Way::First;
    bool everywhere = wide();  // the first of them; else many old ones would be in its way there
    if (everywhere) {
        s_.turn = way == Way::First ? Way::Second : Way::First;
    }
    const auto send = [&](const Run& run) {
        if (s_.box && !delivered(run)) {
            effects_.emplace_back(Send{run.report, way, std::exchange(everywhere, false)});
        }
    };
    if (s_.kept.run) {
        send(*s_.kept.run);
    }
    std::ranges::for_each(s_.kept.older, send);
    if (s_.memory && !s_.disk_since) {
        keep();  // the disk may have come back
    }
    s_.next_try = s_.changed + tried_after(now_.up - s_.changed);
}

// What is over leaves the screen.
void Step::age() {
    auto& run = s_.kept.run;
    const auto shows = run ? phase(*run) : Shows::Idle;
    if (shows != Shows::Ended && shows != Shows::Cancelled) {
        s_.over.reset();
        return;
    }
    if (!s_.over) {
        s_.over = run->taken_back_at && shows == Shows::Cancelled ? *run->taken_back_at : now_.up;
    }
    if (now_.up - *s_.over >= kStays && may_go(s_)) {
        put_aside();
        s_.over.reset();
        keep();
    }
}

std::vector<Effect> Step::finish() {
    if (disk_is_late()) {
        s_.memory = true;
    }
    age();
    send_what_is_due();
    tell(s_, now_, effects_);
    say_what_is_due(s_, now_, effects_);
    return std::move(effects_);
}

}  // namespace

std::vector<Effect> step(State& state, const Event& event, const Now& now) {
    Step made(state, now);
    std::visit(made, event);
    return made.finish();
}

}  // namespace anju::alarm
