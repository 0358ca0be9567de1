// SPDX-License-Identifier: Apache-2.0
#include "platform/server/staff_words.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "platform/server/facts.hpp"
#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

constexpr std::size_t kLongestTitle = 40;

tl::unexpected<std::string> not_so(const char* code) { return tl::unexpected(std::string(code)); }

// Of ten characters and more, in lower case: what lists of stolen passwords have most often, here and elsewhere.
constexpr std::string_view kCommon[] = {
    "1234567890", "0123456789", "0987654321", "9876543210", "12345678910", "1234567891", "123456789a", "a123456789", "123456789q", "q123456789",
    "123456789abc", "abc123456789", "abcd123456", "abc1234567", "123456abcd", "1234567890a", "a1234567890", "1234512345", "123123123123", "1231231231",
    "1111111111", "0000000000", "2222222222", "6666666666", "8888888888", "9999999999", "11111111111", "88888888888", "aaaaaaaaaa", "aaaaa11111",
    "1212121212", "1122334455", "1234554321", "147258369a", "5201314520", "1314520520", "woaini1314", "woaini1314520", "woaini520", "woaini5201314",
    "iloveyou123", "iloveyou520", "qwertyuiop", "qwertyuiop123", "qwerty1234", "qwerty12345", "qwerty123456", "1qaz2wsx3edc", "1q2w3e4r5t", "1q2w3e4r5t6y",
    "q1w2e3r4t5", "q1w2e3r4t5y6", "qazwsxedcrfv", "qazwsx123456", "zxcvbnm123", "asdfghjkl123", "asdfghjkl;", "zaq12wsxcde3", "password12", "password123",
    "password1234", "password123456", "passw0rd123", "p@ssw0rd123", "p@ssword123", "mypassword", "mypassword1", "administrator", "admin12345", "admin123456",
    "administrator1", "root123456", "test123456", "user123456", "welcome123", "welcome1234", "letmein123", "changeme123", "default123", "abcdefghij",
    "abcdefghijk", "abcdefg123", "woaini1234", "zhang123456", "wang123456", "li12345678", "woaiwojia1", "nihao12345", "nihao123456", "1357924680", "2468013579",
};

}  // namespace

std::string composed(std::string_view typed) {
    if (!is_storable(typed)) {
        return "";
    }
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(error);
    if (U_FAILURE(error)) {
        return std::string(typed);
    }
    const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(typed.data(), static_cast<std::int32_t>(typed.size())));
    std::string out;
    form->normalize(text, error).toUTF8String(out);
    return U_FAILURE(error) ? std::string(typed) : out;
}

Settled settled_password(std::string_view typed, const std::vector<std::string>& names) {
    if (!typed.empty() && !is_storable(typed)) {
        return not_so("not_text");
    }
    std::string password = composed(typed);
    const std::size_t length = code_points(password);
    if (length < kShortestPassword) {
        return not_so("password_too_short");
    }
    if (length > kLongestPassword) {
        return not_so("password_too_long");
    }
    const std::string plain = ascii_lower(password);
    if (std::ranges::find(kCommon, plain) != std::end(kCommon)) {
        return not_so("password_common");
    }
    if (std::ranges::any_of(names, [&](const std::string& name) { return ascii_lower(composed(name)) == plain; })) {
        return not_so("password_is_name");
    }
    return password;
}

Settled settled_sign_in_name(std::string_view typed) {
    if (!is_storable(typed)) {
        return not_so("not_text");
    }
    std::string name = one_line(composed(typed));
    const std::size_t length = code_points(name);
    if (length < 2 || length > kLongestTitle || name.find(' ') != std::string::npos) {
        return not_so("name_malformed");
    }
    return name;
}

Settled settled_title(std::string_view typed) {
    if (!is_storable(typed)) {
        return not_so("not_text");
    }
    std::string title = one_line(typed);
    if (title.empty()) {
        return not_so("title_empty");
    }
    if (code_points(title) > kLongestTitle) {
        return not_so("title_too_long");
    }
    return title;
}

}  // namespace anju::server
