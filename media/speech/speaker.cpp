// SPDX-License-Identifier: Apache-2.0
#include "media/speech/speaker.hpp"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "media/speech/sound_device.hpp"
#include "media/speech/sound_player.hpp"
#include "media/speech/speechd_connection.hpp"
#include "media/speech/tones.hpp"

namespace anju::speech {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kReleaseAfter{10};  // without a sound

class SpeakerThread final : public Speaker {
  public:
    SpeakerThread(SpeakerOptions options, std::function<void(Available)> changed)
        : options_(std::move(options)),
          changed_(std::move(changed)),
          player_([this](SoundPlayer::Ended ended) {
              post([ended](Asked& asked) { asked.ended = ended; });
          }),
          thread_([this] { run(); }) {
        if (options_.desk != nullptr) {
            options_.desk->when_opened([this] { post([](Asked& asked) { asked.handed_over = true; }); });
        }
    }

    ~SpeakerThread() override {
        if (options_.desk != nullptr) {
            options_.desk->when_opened({});
        }
        post([](Asked& asked) { asked.quit = true; });
        thread_.join();
    }

    void say(std::string text, Voice voice) override {
        post([&](Asked& asked) { asked.sentence = Sentence{std::move(text), voice}; });
    }
    void stop() override {
        post([](Asked& asked) { asked.sentence = Sentence{}; });
    }
    void play(Chime chime, int volume_percent) override {
        post([&](Asked& asked) {
            const bool chimes = asked.sound && !is_click(asked.sound->chime);
            if (!chimes || !is_click(chime)) {
                asked.sound = Sound{chime, volume_percent};
            }
        });
    }

  private:
    struct Sentence {
        std::string text;  // empty: silence
        Voice voice;
    };
    struct Sound {
        Chime chime{};
        int volume_percent = 0;
    };
    static bool is_click(Chime chime) { return chime != Chime::Message; }

    // Only the newest of each: who presses quickly does not want to hear all of it. But a click takes no chime's place.
    struct Asked {
        std::optional<Sentence> sentence;
        std::optional<Sound> sound;
        std::optional<SoundPlayer::Ended> ended;
        bool handed_over = false;  // to the loudspeaker that has opened
        bool quit = false;
        bool any() const { return sentence || sound || ended || handed_over || quit; }
    };

    template <class Change>
    void post(Change change) {
        {
            const std::lock_guard lock(mutex_);
            change(asked_);
        }
        wake_.notify_one();
    }

    Asked take() {
        std::unique_lock lock(mutex_);
        wake_.wait_until(lock, release_at_ ? std::min(*release_at_, probe_at_) : probe_at_, [this] { return asked_.any(); });
        return std::exchange(asked_, {});
    }

    void run() {
        // libspeechd writes to a socket that may be gone.
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        probe();
        for (auto asked = take(); !asked.quit; asked = take()) {
            if (asked.ended && asked.ended->sound == player_.now_playing()) {
                sound_ended(asked.ended->failed);
            }
            if (asked.handed_over) {
                hand_over();
            }
            if (asked.sound) {
                play_now(*asked.sound);
            }
            if (asked.sentence) {
                say_now(*asked.sentence);
            }
            const auto now = Clock::now();
            if (release_at_ && now >= *release_at_) {
                release_at_.reset();
                sounding_.reset();
                player_.release();
            }
            if (now >= probe_at_) {
                probe();
            }
        }
        if (speechd_) {
            speechd_->stop();
        }
        player_.release();  // while there is still a mailbox for its threads
    }

    // By sockets and files alone; GStreamer is asked only when it failed before.
    void probe() {
        const auto device = sound_device();
        const bool sound = device != Device::None && (!sound_failed_ || player_.opens(device));
        if (sound) {
            sound_failed_ = false;
        } else {
            sounding_.reset();
            player_.release();
        }
        probe_at_ = Clock::time_point::max();
        know({sound, speechd_ != nullptr || answers(speechd_socket(options_.speechd_socket))});
    }

    void know(Available available) {
        const bool whole = available.sound && available.speech;
        // The sooner of two: whoever speaks often puts no look off.
        probe_at_ = std::min(probe_at_, Clock::now() + (whole ? options_.look_every : options_.probe_every));
        if (known_ != available) {
            known_ = available;
            changed_(available);
        }
    }

    void play_now(const Sound& sound) {
        const auto now = Clock::now();
        const bool click = is_click(sound.chime), chimes = (sounding_ && !is_click(*sounding_)) || now < desk_chimes_until_;
        if (!known_->sound || sound.volume_percent <= 0 || (click && chimes)) {
            return;
        }
        const auto pcm = samples(sound.chime, sound.volume_percent);
        if (options_.desk != nullptr && options_.desk->play(samples(sound.chime, 100))) {
            if (!click) {
                desk_chimes_until_ = now + std::chrono::milliseconds(1000 * pcm.size() / kSamplesPerSecond);
            }
            return;
        }
        const auto device = sound_device();
        if (!player_.play(pcm, device)) {
            lose_sound();
            return;
        }
        sounding_ = sound.chime;
        handed_over_ = false;
        release_at_ = now + kReleaseAfter;
    }

    // What plays here is heard to its end, unless the card plays for one at a time; the next one comes from there.
    void hand_over() {
        handed_over_ = sounding_.has_value() && sound_device() != Device::Alsa;
        if (release_at_ && !handed_over_) {
            release_at_ = Clock::now();
        }
    }

    void sound_ended(bool failed) {
        sounding_.reset();
        if (failed) {
            lose_sound();
        } else if (handed_over_) {
            release_at_ = Clock::now();
        } else {
            player_.pause();
        }
    }

    void lose_sound() {
        sound_failed_ = true;
        sounding_.reset();
        player_.release();
        know({false, known_->speech});
    }

    void say_now(const Sentence& sentence) {
        const bool silence = sentence.text.empty() || sentence.voice.volume_percent <= 0;
        if (silence) {
            if (speechd_ && !speechd_->stop()) {
                lose_speech();
            }
            return;
        }
        // Twice: the connection of an instance that was restarted is found dead only by speaking.
        for (int attempt = 0; attempt < 2; ++attempt) {
            if (!speechd_) {
                speechd_ = SpeechdConnection::open(options_.speechd_socket);
            }
            if (speechd_ && speechd_->say(sentence.text, sentence.voice)) {
                know({known_->sound, true});
                return;
            }
            speechd_.reset();
        }
        lose_speech();
    }

    void lose_speech() {
        speechd_.reset();
        know({known_->sound, false});
    }

    const SpeakerOptions options_;
    const std::function<void(Available)> changed_;
    SoundPlayer player_;
    std::unique_ptr<SpeechdConnection> speechd_;
    std::optional<Available> known_;
    bool sound_failed_ = false;
    std::optional<Clock::time_point> release_at_;
    Clock::time_point probe_at_ = Clock::time_point::max();
    std::optional<Chime> sounding_;  // from here, until the player says that it ended: a sound may begin late
    bool handed_over_ = false;       // what sounds is the last one from here
    Clock::time_point desk_chimes_until_{};

    std::mutex mutex_;
    std::condition_variable wake_;
    Asked asked_;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Speaker> make_speaker(SpeakerOptions options,
                                      std::function<void(Available)> changed) {
    return std::make_unique<SpeakerThread>(std::move(options), std::move(changed));
}

}  // namespace anju::speech
