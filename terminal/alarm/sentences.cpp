// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/voice.hpp"

namespace anju::alarm {
namespace {

std::string_view file_name(Sentence sentence) {
    switch (sentence) {
        case Sentence::Calling:
            return "calling";
        case Sentence::Received:
            return "received";
        case Sentence::Accepted:
            return "accepted";
        case Sentence::Changing:
            return "changing";
        case Sentence::Cancelled:
            return "cancelled";
        case Sentence::Ended:
            return "ended";
        case Sentence::Lost:
            return "lost";
        case Sentence::Dial:
            return "dial";
        case Sentence::Another:
            return "another";
        case Sentence::Check:
            return "check";
        case Sentence::CheckGood:
            return "check_good";
        case Sentence::CheckBad:
            return "check_bad";
    }
    return "calling";
}

class NoVoice final : public Voice {
  public:
    void say(std::vector<std::string>, Done done) override {
        if (done) {
            done(false);
        }
    }
    void hush() override {}
};

}  // namespace

std::vector<std::string> files_of(Sentence sentence, std::string_view folder, std::string_view language, std::string_view number) {
    const auto file = [&](std::string_view name) {
        return std::string(folder).append("/").append(language).append("/").append(name).append(".wav");
    };
    if (sentence == Sentence::Dial && number.empty()) {
        return {file("dial_family")};  // no number is known
    }
    std::vector<std::string> files{file(file_name(sentence))};
    if (sentence == Sentence::Dial) {
        for (int again = 0; again < 2; ++again) {
            for (const char& digit : number) {
                files.push_back(file(std::string_view(&digit, 1)));
            }
        }
    }
    return files;
}

std::unique_ptr<Voice> make_no_voice() { return std::make_unique<NoVoice>(); }

}  // namespace anju::alarm
