// SPDX-License-Identifier: Apache-2.0
#include "platform/server/pinyin.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>

namespace anju::server {
namespace {

struct Reader {
    std::mutex mutex;  // a transliterator is for one thread at a time, and costly to make
    std::unique_ptr<icu::Transliterator> letters;
};

Reader& reader() {
    static Reader only = [] {
        UErrorCode error = U_ZERO_ERROR;
        return Reader{{}, std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
                              "Han-Latin/Names; Latin-ASCII; Lower", UTRANS_FORWARD, error))};
    }();
    return only;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::string pinyin_of(std::string_view name) {
    auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    {
        Reader& one = reader();
        const std::lock_guard lock(one.mutex);
        if (!one.letters) {
            return "";
        }
        one.letters->transliterate(text);
    }
    std::string read, together, initials;
    text.toUTF8String(read);
    for (std::size_t i = 0; i < read.size(); ++i) {
        if (!is_letter(read[i])) {
            continue;
        }
        initials += i == 0 || !is_letter(read[i - 1]) ? std::string(1, read[i]) : "";
        together += read[i];
    }
    return together.empty() ? "" : together + " " + initials;
}

}  // namespace anju::server
