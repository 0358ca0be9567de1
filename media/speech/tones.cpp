// SPDX-License-Identifier: Apache-2.0
#include "media/speech/tones.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace anju::speech {
namespace {

struct Note {
    double hertz, start, attack, decay, level;  // seconds; level of full scale
};

// Round ends keep the spectrum narrow: a tone that is cut off clicks over all frequencies.
double envelope(const Note& note, double t) {
    const double turn = t < note.attack ? t / note.attack : 1.0 - (t - note.attack) / note.decay;
    return turn <= 0.0 ? 0.0 : 0.5 - 0.5 * std::cos(std::numbers::pi * std::min(turn, 1.0));
}

std::vector<Note> notes(Chime chime) {
    switch (chime) {
        case Chime::Move:
            return {{800, 0.0, 0.010, 0.010, 0.30}};
        case Chime::Ok:
            return {{800, 0.0, 0.010, 0.010, 0.75}};
        case Chime::Message:
            return {{520, 0.0, 0.05, 0.35, 0.40},
                    {780, 0.22, 0.05, 0.35, 0.40},
                    {660, 0.44, 0.05, 0.45, 0.40}};
    }
    return {};
}

}  // namespace

std::vector<std::int16_t> samples(Chime chime, int volume_percent) {
    const double part = std::clamp(volume_percent, 0, 100) / 100.0;
    const auto all = notes(chime);
    double seconds = 0;
    for (const auto& note : all) {
        seconds = std::max(seconds, note.start + note.attack + note.decay);
    }
    std::vector<std::int16_t> pcm(
        static_cast<std::size_t>(std::lround(seconds * kSamplesPerSecond)));
    for (std::size_t i = 0; i < pcm.size(); ++i) {
        double sum = 0;
        for (const auto& note : all) {
            const double t = static_cast<double>(i) / kSamplesPerSecond - note.start;
            if (t >= 0) {
                sum += note.level * envelope(note, t) *
                       std::sin(2 * std::numbers::pi * note.hertz * t);
            }
        }
        pcm[i] = static_cast<std::int16_t>(
            std::lround(std::clamp(sum * part * part, -1.0, 1.0) * 32767));
    }
    return pcm;
}

}  // namespace anju::speech
