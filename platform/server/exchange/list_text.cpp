// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/list_text.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "platform/server/storage/text_check.hpp"

namespace anju::server {
namespace {

struct Mark {
    std::string_view bytes, code;
};
using namespace std::string_view_literals;
// What people take for a list of theirs; the first says more than the second.
constexpr Mark kMarks[] = {
    {"PK\x03\x04"sv, "list_zip"},  {"PK\x05\x06"sv, "list_zip"},         {"\xD0\xCF\x11\xE0"sv, "list_old_excel"},
    {"%PDF-"sv, "list_pdf"},       {"\xFF\xFE"sv, "list_utf16"},         {"\xFE\xFF"sv, "list_utf16"},
    {"\x1F\x8B"sv, "list_zip"},    {"7z\xBC\xAF\x27\x1C"sv, "list_zip"}, {"Rar!\x1A\x07"sv, "list_zip"},
    {"\x28\xB5\x2F\xFD"sv, "list_zip"}, {"\xFD\x37zXZ"sv, "list_zip"},   {"BZh"sv, "list_zip"},
};

struct CloseConverter {
    void operator()(UConverter* one) const { ucnv_close(one); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter strict(const char* name) {
    UErrorCode error = U_ZERO_ERROR;
    Converter made(ucnv_open(name, &error));
    ucnv_setToUCallBack(made.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    ucnv_setFromUCallBack(made.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    return U_SUCCESS(error) ? std::move(made) : nullptr;
}

std::optional<std::string> from_gb18030(std::string_view bytes) {
    const Converter from = strict("gb18030"), to = strict("UTF-8");
    if (!from || !to) {
        return std::nullopt;
    }
    std::string out;
    std::array<char, 65536> part{};
    std::array<UChar, 4096> pivot{};
    const char* source = bytes.data();
    UChar *pivot_from = pivot.data(), *pivot_to = pivot.data();
    UErrorCode error = U_ZERO_ERROR;
    bool reset = true;
    do {
        error = U_ZERO_ERROR;
        char* target = part.data();
        ucnv_convertEx(to.get(), from.get(), &target, part.data() + part.size(), &source, bytes.data() + bytes.size(), pivot.data(), &pivot_from,
                       &pivot_to, pivot.data() + pivot.size(), static_cast<UBool>(reset), true, &error);
        reset = false;
        out.append(part.data(), target);
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    return U_SUCCESS(error) ? std::optional(std::move(out)) : std::nullopt;
}

tl::unexpected<ListFault> not_a_list(std::string_view code) { return tl::unexpected(ListFault{std::string(code), 0, ""}); }

}  // namespace

tl::expected<ListText, ListFault> list_text(std::string bytes) {
    if (bytes.size() > kMaxListBytes) {
        return not_a_list("list_too_large");
    }
    for (const Mark& mark : kMarks) {
        if (bytes.starts_with(mark.bytes)) {
            return not_a_list(mark.code);
        }
    }
    if (bytes.find('\0') != std::string::npos) {
        return not_a_list("list_binary");
    }
    const bool marked = bytes.starts_with("\xEF\xBB\xBF");
    if (marked) {
        bytes.erase(0, 3);
    }
    if (is_storable(bytes)) {
        return ListText{std::move(bytes), Encoding::Utf8};
    }
    if (marked) {  // it says what it is: read as anything else every name would be another one
        return not_a_list("list_encoding");
    }
    auto text = from_gb18030(bytes);
    if (!text) {
        return not_a_list("list_encoding");
    }
    return ListText{*std::move(text), Encoding::Gb18030};
}

}  // namespace anju::server
