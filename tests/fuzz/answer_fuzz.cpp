// SPDX-License-Identifier: Apache-2.0
// Any text as the other side's answer, and as one of its candidates: used only with all that a call needs.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "media/gst/answer.hpp"
#include "media/gst/fingerprint.hpp"

using namespace anju::gst;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Answer answer = read_answer(text);
    if (answer.why.empty() && ((answer.codec != "H264" && answer.codec != "VP8") || answer.video < 0 || answer.video > 127 || answer.audio > 127)) {
        std::abort();
    }
    const auto fingerprint = fingerprint_of(text);
    if (fingerprint && fingerprint_of(with_fingerprint(text, *fingerprint)) != fingerprint) {
        std::abort();
    }
    const auto words = four_words(text, text);
    if (words.size() != (fingerprint ? 4U : 0U)) {
        std::abort();
    }
    if (plain_candidate(text) && text.find('\n') != text.npos) {
        std::abort();
    }
    return 0;
}
