// SPDX-License-Identifier: Apache-2.0
#include "tests/server_operations/exposition.hpp"

#include <cmath>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace anju::tests {
namespace {

const std::regex kHelp{"# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)"};
const std::regex kType{"# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)"};
const std::regex kSample{R"(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+))"};
const std::regex kLabel{R"re(([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$))re"};

double number(const std::string& text) {
    if (text == "+Inf") return INFINITY;
    if (text == "-Inf") return -INFINITY;
    if (text == "NaN") return NAN;
    std::size_t used = 0;
    const double value = std::stod(text, &used);
    if (used != text.size()) throw std::runtime_error("no number: " + text);
    return value;
}

struct Family {
    std::string name, type;
    bool helped = false;
};

struct Buckets {
    double bound = -INFINITY, count = 0;
};

class Reader {
  public:
    Series read(const std::string& text) {
        if (text.empty() || text.back() != '\n') throw std::runtime_error("the last line has no end");
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            try {
                take(line);
            } catch (const std::exception& failure) {
                throw std::runtime_error(line + ": " + failure.what());
            }
        }
        for (const auto& [name, last] : buckets_) {
            if (last.bound != INFINITY) throw std::runtime_error(name + " has no bucket +Inf");
            if (series_.at(name + "_count") != last.count) throw std::runtime_error(name + "_count differs from its last bucket");
            (void)series_.at(name + "_sum");
        }
        return std::move(series_);
    }

  private:
    void take(const std::string& line) {
        std::smatch found;
        if (std::regex_match(line, found, kHelp)) return begin(found[1]);
        if (std::regex_match(line, found, kType)) return type(found[1], found[2]);
        if (!std::regex_match(line, found, kSample)) throw std::runtime_error("neither HELP nor TYPE nor a sample");
        sample(found[1], found[2], number(found[3]));
    }
    void begin(const std::string& name) {
        if (!families_.insert(name).second) throw std::runtime_error("the family comes twice");
        family_ = {name, "", true};
    }
    void type(const std::string& name, const std::string& type) {
        if (name != family_.name || !family_.type.empty()) throw std::runtime_error("TYPE does not follow HELP");
        family_.type = type;
        if (type == "counter" && !name.ends_with("_total")) throw std::runtime_error("a counter ends in _total");
    }
    void sample(const std::string& name, std::string labels, double value) {
        if (family_.type.empty()) throw std::runtime_error("a sample before its TYPE");
        const bool histogram = family_.type == "histogram";
        const std::set<std::string> may = histogram ? std::set<std::string>{family_.name + "_bucket", family_.name + "_sum", family_.name + "_count"}
                                                    : std::set<std::string>{family_.name};
        if (!may.contains(name)) throw std::runtime_error("not of its family");
        std::set<std::string> names;
        for (std::string rest = labels; !rest.empty();) {
            std::smatch found;
            if (!std::regex_search(rest, found, kLabel, std::regex_constants::match_continuous)) throw std::runtime_error("labels");
            if (!names.insert(found[1]).second) throw std::runtime_error("a label comes twice");
            if (histogram && found[1] == "le") bucket(number(found[2]), value);
            rest = found.suffix();
        }
        if (family_.type == "counter" && !(value >= 0)) throw std::runtime_error("a counter below 0");
        if (!series_.emplace(labels.empty() ? name : name + "{" + labels + "}", value).second) throw std::runtime_error("the series comes twice");
    }
    void bucket(double bound, double count) {
        Buckets& last = buckets_[family_.name];
        if (bound <= last.bound || count < last.count) throw std::runtime_error("buckets must grow");
        last = {bound, count};
    }

    Series series_;
    std::set<std::string> families_;
    std::map<std::string, Buckets> buckets_;
    Family family_;
};

}  // namespace

Series read_exposition(const std::string& text) { return Reader().read(text); }

}  // namespace anju::tests
