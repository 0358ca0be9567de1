// SPDX-License-Identifier: Apache-2.0
// Lists of homes from files and into them.
#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include "platform/server/commands/commands.hpp"
#include "platform/server/exchange/words.hpp"
#include "platform/server/open_repository.hpp"
#include "platform/server/write_file.hpp"

namespace anju::server {
namespace {

std::runtime_error cannot_read(const ListFault& fault, const std::string& file) {
    return std::runtime_error(fmt::format("{}：{}。 {}.", file, said(fault, Language::Chinese), said(fault, Language::English)));
}

// Never more than a list may have, whatever is at the other end.
std::string bytes_of_list(const std::string& file) {
    std::error_code unknown;
    const auto size = std::filesystem::file_size(file, unknown);
    if (!unknown && size > kMaxListBytes) throw cannot_read({"list_too_large", 0, ""}, file);
    std::ifstream input(file, std::ios::binary);
    std::string bytes(unknown ? kMaxListBytes + 1 : static_cast<std::size_t>(size) + 1, '\0');
    if (!input.is_open()) throw std::runtime_error(fmt::format("{} 打不开。 {} cannot be opened.", file, file));
    input.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (input.bad()) throw std::runtime_error(fmt::format("{} 读不出来。 {} cannot be read.", file, file));
    bytes.resize(static_cast<std::size_t>(input.gcount()));
    return bytes;
}

std::runtime_error trouble(const RepositoryError& error) {
    if (error.code == "organisation_not_found") {
        return std::runtime_error("Whose are the new homes? Name one organisation by --organisation NAME or id.");
    }
    if (error.code == "changed_meanwhile") return std::runtime_error("Somebody changed a home meanwhile; nothing was written. Try it again.");
    return std::runtime_error(error.context.empty() ? error.code : error.context);
}

void print_rows(const ImportPlan& plan) {
    for (const RowPlan& row : plan.rows) {
        if (row.fate == Fate::Same && row.remarks.empty()) continue;
        fmt::print("{}\t{} {}\t{}\t{}\t{} | {}\n", row.row, said(row.fate, Language::Chinese), said(row.fate, Language::English), row.name, row.address,
                   said(row, Language::Chinese), said(row, Language::English));
    }
}

void print_counts(const ImportPlan& plan, bool written) {
    fmt::print("{}：新建 {}，改动 {}，不变 {}，不收 {}。 {}: {} new, {} changed, {} the same, {} refused.\n",
               written ? "写进去了" : "什么都没有写", plan.created, plan.changed, plan.same, plan.refused, written ? "Written" : "Nothing was written",
               plan.created, plan.changed, plan.same, plan.refused);
}

template <class T>
T must_have(Stored<T> stored) {
    if (!stored) throw trouble(stored.error());
    return *std::move(stored);
}

}  // namespace

int import_list(const Options& options) {
    const Time now = start_of(options);
    const auto list = read_list(bytes_of_list(options.place), day_in_china(now));
    if (!list) throw cannot_read(list.error(), options.place);
    fmt::print("{}：{} 行，{}，认得 {} 列。 {}: {} rows, {} columns known.\n", options.place, list->rows.size(), said(list->encoding), list->columns, options.place,
               list->rows.size(), list->columns);
    for (const std::string& header : list->unknown) fmt::print("不认得的列“{}”，没有读。 The column “{}” is not known and was not read.\n", header, header);

    const auto repository = must_have(open_repository(options.database, {}, now));
    const StaffCaller caller = system_caller();
    auto place = repository->place_named(caller, options.organisation);
    if (!place && !options.organisation.empty()) throw trouble(place.error());
    const ImportPlan plan = must_have(repository->plan_import(caller, *list, place.value_or("")));
    if (options.dry_run || (plan.refused > 0 && !options.keep_good)) {
        print_rows(plan);
        print_counts(plan, false);
        return plan.refused > 0 ? 2 : 0;
    }
    const ImportPlan done = must_have(
        repository->import_homes(caller, *list, place.value_or(""), options.keep_good ? Keep::Good : Keep::AllOrNothing, plan.digest, now));
    print_rows(done);
    print_counts(done, true);
    return done.refused > 0 ? 2 : 0;
}

void export_list(const Options& options) {
    const Time now = start_of(options);
    const auto repository = must_have(open_repository(options.database, {}, now));
    std::string text;
    const ExportForm form{options.format == "json" ? ListForm::Json : ListForm::Csv, options.language == "en" ? Language::English : Language::Chinese};
    const std::size_t count = must_have(repository->export_homes(system_caller(), form, [&](std::string_view part) {
        text += part;
        return true;
    }, now));
    if (options.place == "-") {
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
            throw std::runtime_error("没有写完，装不下了或者没人收。 Not all of it was written: no room, or nobody reads it.");
        }
        return;
    }
    if (std::filesystem::exists(options.place)) throw std::runtime_error(fmt::format("{} 已经有了，没有写。 {} is there already; nothing was written.", options.place, options.place));
    write_file(options.place, text, 0600);
    fmt::print("{} 户写进 {}。 {} homes are in {}.\n", count, options.place, count, options.place);
}

}  // namespace anju::server
