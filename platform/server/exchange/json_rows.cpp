// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/json_rows.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace anju::server {
namespace {

using Json = nlohmann::json;

struct Inner {
    std::string_view name, written;      // of the list
    std::string_view one, one_written;   // of its columns in a CSV
};
constexpr Inner kInner[] = {{"contacts", "联系人", "contact", "联系人"}, {"relatives", "家属", "relative", "家属"}, {"subsidies", "补贴", "subsidy", "补贴"}};

// Where one is: [ 1, { 2, "contacts": [ 3, { 4. Deeper is no list of homes, and no memory is spent on it.
class Objects : public nlohmann::json_sax<Json> {
  public:
    Objects(const std::function<bool(std::size_t, JsonFields&&)>& on_fields, std::optional<ListFault>& fault) : on_fields_(on_fields), fault_(fault) {}

    bool null() override { return value(""); }
    bool boolean(bool yes) override { return value(yes ? "true" : "false"); }
    bool number_integer(number_integer_t number) override { return value(std::to_string(number)); }
    bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number)); }
    bool number_float(number_float_t, const string_t& text) override { return value(text); }
    bool string(string_t& text) override { return value(std::move(text)); }
    bool binary(binary_t&) override { return shape(); }

    bool start_array(std::size_t) override {
        if (++depth_ == 3) {
            inner_ = static_cast<std::size_t>(std::find_if(std::begin(kInner), std::end(kInner), [&](const Inner& one) { return key_ == one.name || key_ == one.written; }) -
                                              std::begin(kInner));
        }
        return depth_ == 1 || (depth_ == 3 && inner_ < std::size(kInner)) || shape();
    }
    bool end_array() override {
        --depth_;
        return true;
    }
    bool start_object(std::size_t) override {
        ++depth_;
        if (depth_ == 2) {
            ++row_;
            counts_ = {};
            return row_ <= kMaxListRows || no("list_too_many_rows");
        }
        if (depth_ != 4) {
            return shape();
        }
        ++counts_[inner_];
        return true;
    }
    bool key(string_t& name) override {
        key_ = std::move(name);
        return true;
    }
    bool end_object() override { return --depth_ != 1 || on_fields_(row_, std::exchange(fields_, {})); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return no("list_json"); }

  private:
    bool value(std::string text) {
        if (depth_ != 2 && depth_ != 4) {
            return shape();
        }
        if (fields_.size() == kMaxListColumns) {
            return no("list_too_many_columns");
        }
        const Inner& inner = kInner[inner_ % std::size(kInner)];
        const std::string number = std::to_string(counts_[inner_ % std::size(kInner)]);
        const bool ascii = std::all_of(key_.begin(), key_.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        fields_.emplace_back(depth_ == 2 ? key_ : ascii ? std::string(inner.one) + number + "_" + key_ : std::string(inner.one_written) + number + key_, std::move(text));
        return true;
    }
    bool shape() { return no("list_json_shape"); }
    bool no(const char* code) {
        fault_ = ListFault{code, row_, ""};
        return false;
    }

    const std::function<bool(std::size_t, JsonFields&&)>& on_fields_;
    std::optional<ListFault>& fault_;
    std::size_t depth_ = 0, row_ = 0;
    std::size_t inner_ = 0;  // which list one is in
    std::array<std::size_t, std::size(kInner)> counts_{};
    std::string key_;
    JsonFields fields_;
};

}  // namespace

std::optional<ListFault> read_json(std::string_view text, const std::function<bool(std::size_t row, JsonFields&& fields)>& on_fields) {
    std::optional<ListFault> fault;
    Objects objects(on_fields, fault);
    Json::sax_parse(text.begin(), text.end(), &objects);
    return fault;
}

}  // namespace anju::server
