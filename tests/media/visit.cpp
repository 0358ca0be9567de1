// SPDX-License-Identifier: Apache-2.0
#include "tests/media/visit.hpp"

#include <gst/gst.h>

#include <cmath>
#include <numbers>

namespace anju::gst {

Visit::Visit(Codec codec, media::EngineOptions options) {
    connect_phone(codec);
    engine = media::make_gst_engine(std::move(options), [this](media::News news) { hear(std::move(news)); }, [this] { came_.notify_all(); });
}

Visit::~Visit() {
    answers = false;
    phone->hang();  // says nothing to an engine that is gone
    engine.reset();
    phone.reset();
}

void Visit::connect_phone(Codec codec) {
    auto made = std::make_unique<Phone>(
        codec, Phone::Says{[this](std::string sdp) {
                               if (auto* kept = keep_answer.load()) {
                                   *kept = sdp;
                               }
                               if (change_answer) {
                                   sdp = change_answer(std::move(sdp));
                               }
                               engine->order(media::GiveAnswer{"c1", round_, std::move(sdp)});
                           },
                           [this](std::string candidate, int mline) {
                               engine->order(media::GiveCandidate{"c1", round_, std::move(candidate), mline});
                           }});
    const std::scoped_lock lock(phone_mutex_);
    phone.swap(made);
}

void Visit::connect(std::uint32_t round, Codec codec) {
    if (round != 0) {
        connect_phone(codec);
    }
    round_ = round;
    engine->order(media::ConnectCall{"c1", round, {}, false});
}

void Visit::hear(media::News news) {
    {
        const std::scoped_lock lock(phone_mutex_);
        if (const auto* offered = std::get_if<media::Offered>(&news); offered != nullptr && offered->round == round_ && answers) {
            phone->take_offer(offered->sdp);
        } else if (const auto* found = std::get_if<media::CandidateFound>(&news); found != nullptr && found->round == round_ && answers) {
            phone->take_candidate(found->candidate, found->mline);
        }
    }
    {
        const std::scoped_lock lock(mutex_);
        if (const auto* live = std::get_if<media::LiveChanged>(&news)) {
            live_ = *live;
        }
        news_.push_back(std::move(news));
    }
    came_.notify_all();
}

bool Visit::until(const std::function<bool()>& what, std::chrono::milliseconds most) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (!what()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::unique_lock lock(mutex_);
        came_.wait_for(lock, std::chrono::milliseconds(5));
    }
    return true;
}

void end_gstreamer() { gst_deinit(); }

double part_at(const std::vector<std::int16_t>& samples, double hertz) {
    double real = 0, imaginary = 0, energy = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / 48000;
        real += samples[i] * std::cos(angle);
        imaginary += samples[i] * std::sin(angle);
        energy += static_cast<double>(samples[i]) * samples[i];
    }
    return energy > 0 ? 2 * (real * real + imaginary * imaginary) / (energy * static_cast<double>(samples.size())) : 0;
}

}  // namespace anju::gst
