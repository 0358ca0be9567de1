// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/upkeep.hpp"

#include <sys/timex.h>

#include <algorithm>
#include <array>
#include <utility>

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;
using contract::TestKind;

constexpr Moment kHeld{30'000};     // an alarm that is on its way has the line to itself for so long
constexpr Moment kLookAgain{60'000};
constexpr std::array<Moment, 4> kTestTries{Moment(0), Moment(5'000), Moment(12'000), Moment(20'000)};

// A unit that protects the clock may not ask; then nobody knows.
std::optional<bool> synchronised() {
    timex asked{};
    const int state = ::adjtimex(&asked);
    return state < 0 ? std::nullopt : std::optional((asked.status & STA_UNSYNC) == 0);
}

bool is_open(const State& alarm) {
    switch (alarm.told.state) {
        case Shows::Calling:
        case Shows::Received:
        case Shows::Accepted:
        case Shows::Changing:
        case Shows::Lost:
            return true;
        case Shows::Idle:
        case Shows::Cancelled:
        case Shows::Ended:
            break;
    }
    return undelivered(alarm);
}

}  // namespace

Upkeep::Upkeep(Doors doors, const std::optional<std::string>& kept, const std::optional<std::string>& mark, std::string_view boot, const Now& now) : doors_(std::move(doors)) {
    auto known = kept ? remembered_from(*kept) : std::nullopt;
    remembered_ = known.value_or(Remembered{});
    if (!known) {
        remembered_.first_at = now.wall;
    }
    remember_start(remembered_, mark, boot, now.wall);
    if (!known || mark) {
        keep();
    }
    testing_.calm_since = now.up - kCalmAfter;
}

void Upkeep::use(bool box, bool second, std::string_view key, bool at_once, const Now& now) {
    key_ = key;
    second_ = second;
    under_.reset();
    testing_.since = now.up;
    testing_.tried = {};
    begin_beats(beating_, box, second, key, at_once, now.up);
}

void Upkeep::key_pressed(const Now& now) {
    if (remember_key(remembered_, now.wall)) {
        keep();
        look_again_.reset();
    }
}

void Upkeep::parts_are(const Parts& parts, const Now& now) {
    signs_.parts = parts;
    if (remember_parts(remembered_, parts, now.wall)) {
        keep();
    }
    look_again_.reset();
}

void Upkeep::heard(const Beaten& beaten, const Now& now) {
    beat_answered(beating_, beaten.beat, beaten.heard, now.up);
    if (beaten.now) {
        signs_.beside = now.wall - *beaten.now;
    }
    look_again_.reset();
}

void Upkeep::heard(const Tested& tested, const Now& now) {
    if (!under_ || under_->id != tested.id || under_->stage != Stage::Sending) {
        return;
    }
    under_->asked = false;
    if (tested.came) {
        end_test(true, now);
    }
}

void Upkeep::turn(const State& alarm, const Now& now) {
    const bool open = is_open(alarm);
    const bool held = undelivered(alarm) && now.up - alarm.owing < kHeld;
    held_until_ = held ? std::optional(alarm.owing + kHeld) : std::nullopt;
    if (open && testing_.calm_since) {
        stop_for_an_alarm();
    }
    alarm_is(testing_, open, now.up);
    try_the_disk(alarm, now);
    look_at_faults(alarm, now);
    for (const auto& beat : due_beats(beating_, held, now.up)) {
        doors_.delivery.beat(beat, false, now.wall);
    }
    if (under_) {
        go_on_testing(alarm, now);
    } else if (!open && beating_.box) {
        begin_test(now);
    }
}

// With nothing to deliver nobody else would write before the week's test, and the fault would be said all that time.
void Upkeep::try_the_disk(const State& alarm, const Now& now) {
    if (!alarm.memory) {
        write_again_.reset();
    } else if (!write_again_) {
        write_again_ = now.up + kLookAgain;
    } else if (now.up >= *write_again_) {
        write_again_ = now.up + kLookAgain;
        if (!alarm.disk_since) {  // or it hangs with what it was given before
            doors_.write_journal();
        }
    }
}

void Upkeep::look_at_faults(const State& alarm, const Now& now) {
    const bool down = path_down(beating_) || doors_.delivery.goes_around();
    if (look_again_ && now.up < *look_again_ && signs_.unwritable == alarm.memory && signs_.path_down == down) {
        return;
    }
    look_again_ = now.up + kLookAgain;
    signs_.unwritable = alarm.memory;
    signs_.path_down = down;
    signs_.synchronised = synchronised();
    faults_are(beating_, faults_of(remembered_, signs_, now));
}

void Upkeep::begin_test(const Now& now) {
    const auto test = due_test(testing_, remembered_, key_, second_, now, doors_.here(now.wall));
    if (!test) {
        return;
    }
    under_ = Under{*test, doors_.fresh_id(), Stage::Writing, doors_.write_journal(), 0, false, now.up, now.up, {}, false};
    if (test->kind == TestKind::Voice) {
        under_->test.way = beating_.works;
    }
}

void Upkeep::go_on_testing(const State& alarm, const Now& now) {
    auto& test = *under_;
    const bool too_long = now.up - test.begun >= kVoicePatience;
    if (test.stage == Stage::Writing && (alarm.written >= test.journal || alarm.memory || too_long)) {
        test.stage = Stage::Sending;
        test.begun = test.next = now.up;
        if (test.test.kind == TestKind::Voice) {
            test.stage = Stage::Speaking;
            test.spoken = std::make_shared<std::atomic<int>>(0);
            spoke_ = true;
            doors_.speak(Sentence::Check, [spoken = test.spoken, wake = doors_.wake](bool whole) {
                spoken->store(whole ? 1 : 2);
                wake();
            });
        }
    } else if (test.stage == Stage::Speaking && (test.spoken->load() != 0 || too_long)) {
        test.whole = test.spoken->load() == 1;  // from here on: each try says the same
        test.stage = Stage::Sending;
        test.begun = test.next = now.up;
    }
    if (test.stage != Stage::Sending) {
        return;
    }
    if (test.sent < static_cast<int>(kTestTries.size()) && now.up >= test.next) {
        send_test(now);
    } else if (now.up - test.begun >= kVoicePatience) {
        end_test(false, now);
    }
}

void Upkeep::send_test(const Now& now) {
    auto& test = *under_;
    doors_.delivery.test({test.id, test.test.kind, {}, now.wall, test.whole}, test.test.way);
    ++test.sent;
    test.next = test.sent < static_cast<int>(kTestTries.size()) ? test.begun + kTestTries[static_cast<std::size_t>(test.sent)] : test.begun + kVoicePatience;
}

void Upkeep::end_test(bool came, const Now& now) {
    const auto done = *under_;
    under_.reset();
    if (came) {
        test_came(remembered_, done.test, key_, now, doors_.here(now.wall));
        keep();
    }
    if (done.test.kind == TestKind::Voice) {
        spoke_ = true;
        doors_.speak(came ? Sentence::CheckGood : Sentence::CheckBad, {});
    }
}

// What it said to the home is true no more: somebody calls.
void Upkeep::stop_for_an_alarm() {
    doors_.delivery.drop_routine();
    if (std::exchange(spoke_, false)) {  // its last sentence may still be said, though the test is over
        doors_.voice.hush();
    }
    under_.reset();
}

std::optional<Moment> Upkeep::deadline() const {
    auto soonest = held_until_ ? held_until_ : next_beat(beating_);
    const auto want = [&](Moment at) {
        if (!soonest || at < *soonest) {
            soonest = at;
        }
    };
    if (write_again_) {
        want(*write_again_);
    }
    if (under_) {
        want(under_->stage == Stage::Sending ? under_->next : under_->begun + kVoicePatience);
    }
    return soonest;
}

bool Upkeep::leave(const Now& now) {
    if (!beating_.box) {
        return false;
    }
    doors_.delivery.drop_routine();  // the answer to a beat under way would be taken for the one to this
    doors_.delivery.beat({beating_.works, beating_.now}, true, now.wall);
    return true;
}

}  // namespace anju::alarm
