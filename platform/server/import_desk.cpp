// SPDX-License-Identifier: Apache-2.0
#include "platform/server/import_desk.hpp"

#include <algorithm>

namespace anju::server {
namespace {

constexpr std::size_t kMostLists = 4;
constexpr std::chrono::minutes kKeptFor{30};

}  // namespace

void ImportDesk::forget_old() {
    std::erase_if(kept_, [now = clock_()](const Kept& one) { return now - one.since > kKeptFor; });
}

void ImportDesk::put(OpenList list) {
    const std::lock_guard lock(mutex_);
    forget_old();
    std::erase_if(kept_, [&](const Kept& one) { return one.list->staff == list.staff; });
    if (kept_.size() == kMostLists) {
        kept_.erase(kept_.begin());
    }
    kept_.push_back({std::make_shared<const OpenList>(std::move(list)), clock_()});
}

std::shared_ptr<const OpenList> ImportDesk::find(const std::string& id, const std::string& staff) {
    const std::lock_guard lock(mutex_);
    forget_old();
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.list->id == id && one.list->staff == staff; });
    return found == kept_.end() ? nullptr : found->list;
}

}  // namespace anju::server
