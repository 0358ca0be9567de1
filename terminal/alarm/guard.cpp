// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/guard.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "platform/settings/service_manager.hpp"
#include "terminal/alarm/ids.hpp"
#include "terminal/alarm/small_file.hpp"

namespace anju::alarm {
namespace {

using namespace std::chrono_literals;

constexpr auto kListenAgain = 30s;
constexpr auto kKeepAgain = 3s;
constexpr milliseconds kLongWait = 1h;

void log_line(const std::string& what) { std::fprintf(stderr, "%s\n", what.c_str()); }

std::string first_line(const std::string& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::string beside_program() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return (program.parent_path().parent_path() / "share/anju-alarmd/sentences").string();
}

std::filesystem::path in_folder(const std::string& folder, const char* name) { return std::filesystem::path(folder) / name; }

}  // namespace

Guard::Guard(Options options, std::unique_ptr<Voice> voice)
    : options_(std::move(options)),
      voice_(std::move(voice)),
      sentences_(options_.sentences.empty() ? beside_program() : options_.sentences),
      addresses_(text_of(in_folder(options_.data, "addresses.json"))),
      delivery_([ca = options_.ca] { return client::make_curl_transport("anju-alarmd/" ANJU_VERSION, ca); }, options_.second, log_line, kTryLimit, network()) {
    if (options_.now) {
        offset_ = *options_.now - std::chrono::system_clock::now();
    }
    std::error_code failed;
    std::filesystem::create_directories(options_.data, failed);
    restore();
    listen();
    look_after_itself();
    if (!options_.platform.empty()) {
        use_box(Box{options_.platform, first_line(options_.key_file), options_.language, options_.number, ""});
    } else {
        use_box(kept_box(in_folder(options_.data, "box.json")));
    }
    started_ = true;
    read_keys();
}

Guard::~Guard() = default;

Now Guard::now() const {
    timespec since_boot{};
    ::clock_gettime(CLOCK_BOOTTIME, &since_boot);
    const auto up = std::chrono::seconds(since_boot.tv_sec) + std::chrono::nanoseconds(since_boot.tv_nsec);
    return {std::chrono::duration_cast<Moment>(up), std::chrono::time_point_cast<milliseconds>(
                                                        std::chrono::system_clock::now() + std::chrono::duration_cast<std::chrono::microseconds>(offset_))};
}

void Guard::restore() {
    const auto path = in_folder(options_.data, "journal");
    auto storage = open_storage(path);
    if (!storage && storage.error().code == "taken") {
        throw std::runtime_error("Another guard is at work in " + options_.data + ".");
    }
    Restored restored;
    restored.boot = first_line("/proc/sys/kernel/random/boot_id").substr(0, kLongestId);
    std::unique_ptr<JournalRing> journal;
    bool fresh = false;
    if (storage) {
        journal = std::make_unique<JournalRing>(std::move(*storage));
        restored.kept = journal->load();
        fresh = !restored.kept && !journal->spoiled();
    } else {
        restored.memory = true;
        log_line("No journal: " + storage.error().context + ". Alarms go out from memory.");
        if (auto kept = read_storage(path)) {
            restored.kept = JournalRing(std::move(*kept)).load();
        }
    }
    if (!restored.kept && !fresh) {  // a number that no run before can have had: there is less than one a second
        restored.sequence = static_cast<std::uint64_t>(std::max<std::int64_t>(0, now().wall.time_since_epoch() / 1s));
    }
    const auto open_again = [path]() -> std::unique_ptr<JournalRing> {
        auto again = open_storage(path);
        if (!again) {
            return nullptr;
        }
        auto ring = std::make_unique<JournalRing>(std::move(*again));
        if (!ring->load() && ring->spoiled()) {
            return nullptr;  // nothing can be read: where it goes on is not known
        }
        return ring;
    };
    writer_ = std::make_unique<JournalWriter>(std::move(journal), open_again, [this, good = true](Written written) mutable {
        if (written.ok != good) {
            good = written.ok;
            log_line(good ? "The journal is written again." : "The journal could not be written. The alarm goes out from memory.");
        }
        inbox_.post(written);
    });
    handle(restored);
}

void Guard::listen() {
    listen_again_ = std::chrono::steady_clock::now() + kListenAgain;
    auto made = TvSocket::listen(options_.socket);
    if (!made && made.error().code == "taken") {
        throw std::runtime_error("Another guard listens at " + options_.socket + ".");
    }
    if (!made) {
        log_line("No way for the TV: " + made.error().context + ".");
        return;
    }
    socket_.emplace(std::move(*made));
    socket_->tell(to_line(state_.told));
}

void Guard::read_keys() {
    keys_ = std::make_unique<keys::EvdevSource>(options_.inputs, [this](keys::KeyPress press, keys::Time) {
        if (press.repeat) {
            return;
        }
        if (!key_pressed_.exchange(true)) {
            inbox_.post(Tick{});
        }
        if (press.key == keys::Key::Back) {
            inbox_.post(BackPressed{});
        } else if (press.key == keys::Key::Red || press.key == keys::Key::Sos) {
            inbox_.post(Pressed{press.key == keys::Key::Red ? contract::AlarmSource::Red : contract::AlarmSource::Sos, fresh_id()});
        }
    });
    if (!keys_->any_input()) {
        log_line("No remote and no button is there yet.");
    }
}

void Guard::run(int stop_descriptor) {
    settings::tell_service_manager("READY=1");
    for (pollfd stop{stop_descriptor, POLLIN, 0}; ::poll(&stop, 1, 0) == 0;) {
        turn(stop_descriptor);
    }
    settings::tell_service_manager("STOPPING=1");
    say_goodbye();
}

void Guard::turn(int stop_descriptor) {
    std::vector<pollfd> waiting{{stop_descriptor, POLLIN, 0}, {inbox_.descriptor(), POLLIN, 0}};
    if (socket_) {
        socket_->wanted(waiting);
    }
    std::vector<client::Watched> also;
    std::ranges::transform(waiting, std::back_inserter(also), [](const pollfd& one) { return client::Watched{one.fd, (one.events & POLLOUT) != 0}; });
    const auto wait = patience();
    auto news = delivery_.work(wait, also);
    if (news.empty() && delivery_.resting()) {
        ::poll(waiting.data(), waiting.size(), static_cast<int>(wait.count()));
    }
    watchdog_.pet(std::chrono::steady_clock::now());
    know_addresses(std::ranges::any_of(news, [](const Heard& one) { return std::holds_alternative<Beaten>(one) && std::get<Beaten>(one).heard; }));
    for (auto& one : news) {
        if (auto* refused = std::get_if<OfAnother>(&one)) {
            refused->fresh = fresh_id();
        }
        std::visit([this](const auto& event) {
            using T = std::decay_t<decltype(event)>;
            if constexpr (std::is_same_v<T, Beaten> || std::is_same_v<T, Tested>) {
                upkeep_->heard(event, now());
            } else {
                handle(event);
            }
        }, one);
    }
    for (const auto& event : inbox_.take()) {
        handle(event);
    }
    if (socket_) {
        socket_->work([this](const Line& line) { heard(line); });
    } else if (std::chrono::steady_clock::now() >= listen_again_) {
        listen();
    }
    if (box_unkept_ && std::chrono::steady_clock::now() >= keep_again_) {
        keep_what_is_told();
    }
    handle(Tick{});
    if (key_pressed_.exchange(false)) {
        upkeep_->key_pressed(now());
    }
    upkeep_->turn(state_, now());
}

milliseconds Guard::patience() const {
    const auto here = std::chrono::steady_clock::now();
    auto wait = kLongWait;
    const auto until = [&](Instant at) {
        if (at != Instant::max()) {
            wait = std::min(wait, std::chrono::ceil<milliseconds>(at - here));
        }
    };
    if (const auto wanted = deadline(state_)) {
        wait = std::min(wait, *wanted - now().up);
    }
    if (const auto wanted = upkeep_->deadline()) {
        wait = std::min(wait, *wanted - now().up);
    }
    if (const auto wanted = delivery_.deadline()) {
        until(*wanted);
    }
    if (const auto due = watchdog_.due()) {
        until(*due);
    }
    if (box_unkept_) {
        until(keep_again_);
    }
    if (!socket_) {
        until(listen_again_);
    }
    return std::max(wait, 0ms);
}

void Guard::handle(const Event& event) {
    for (const auto& effect : step(state_, event, now())) {
        std::visit([this](const auto& one) { obey(one); }, effect);
    }
    if (const auto tried = std::exchange(elsewhere_, std::nullopt)) {
        handle(*tried);
    }
    delivery_.follow(following(state_), std::chrono::steady_clock::now());
}

void Guard::obey(const Send& send) {
    const bool elsewhere = delivery_.send(send.report, send.way, std::chrono::steady_clock::now(), send.everywhere);
    if (elsewhere && state_.kept.run && state_.kept.run->report.id == send.report.id) {
        elsewhere_ = Elsewhere{send.report.id};
    }
}

void Guard::obey(const Speak& said) { speak(said.sentence, {}); }

void Guard::speak(Sentence sentence, Voice::Done done) {
    const auto& language = box_ ? box_->language : options_.language;
    const auto& number = box_ && !box_->help_number.empty() ? box_->help_number : options_.number;
    voice_->say(files_of(sentence, sentences_, language, number), std::move(done));
}

void Guard::obey(const Tell& tell) {
    const auto run = state_.kept.run ? fmt::format("run {}: ", state_.kept.run->report.sequence) : std::string();
    log_line(fmt::format("{}{}, presses {}, rung {}", run, word(tell.told.state), tell.told.presses, static_cast<int>(tell.told.rung)));
    if (socket_) {
        socket_->tell(to_line(tell.told));
    }
}

void Guard::heard(const Line& line) {
    if (const auto* told = std::get_if<BoxTold>(&line)) {
        if (options_.platform.empty() && told->box != box_) {
            use_box(told->box);
            keep_what_is_told();
        }
    } else if (const auto* key = std::get_if<KeyTold>(&line)) {
        handle(Pressed{key->source, fresh_id()});
    } else if (std::holds_alternative<BackTold>(line)) {
        handle(BackPressed{});
    } else if (const auto* shown = std::get_if<ShownTold>(&line)) {
        handle(Shown{shown->version});
    } else if (const auto* parts = std::get_if<PartsTold>(&line)) {
        upkeep_->parts_are(parts->parts, now());
    }
}

void Guard::keep_what_is_told() {
    const bool said = box_unkept_.exchange(false);
    writer_->also([this, said, path = in_folder(options_.data, "box.json"), box = box_] {
        const auto kept = box ? keep_box(path, *box) : forget_box(path);
        if (!kept) {
            if (!said) {
                log_line("What the TV says of this box could not be kept: " + kept.error().context);
            }
            box_unkept_ = true;
            inbox_.post(Tick{});
        }
    });
    keep_again_ = std::chrono::steady_clock::now() + kKeepAgain;
}

void Guard::use_box(std::optional<Box> box) {
    const bool another = !box_ || !box || box_->platform != box->platform || box_->key != box->key;
    box_ = std::move(box);
    delivery_.use(box_ && usable(*box_) ? box_ : std::nullopt);
    if (another) {
        // One that is told by the TV was paired this moment, or its TV came late; who reads it where it was kept waits for its turn.
        const bool usable_box = box_ && usable(*box_);
        upkeep_->use(usable_box, !options_.second.empty(), usable_box ? box_->key : "", started_, now());
        handle(BoxKnown{box_ && usable(*box_)});
    }
}

}  // namespace anju::alarm
