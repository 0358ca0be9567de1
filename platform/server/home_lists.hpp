// SPDX-License-Identifier: Apache-2.0
// Homes of a place by the list: in and out. Only who keeps homes may; others are Refused "role_missing".
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "platform/server/callers.hpp"
#include "platform/server/exchange/plan.hpp"
#include "platform/server/exchange/write.hpp"
#include "platform/server/records.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

enum class Keep {
    AllOrNothing,  // one transaction: nobody else writes to SQLite until it is done
    InParts,       // nothing when a row is refused; else as Good: many rows while TVs are served
    Good,          // in batches, so that others write in between; what is refused stays out
};

struct ExportForm {
    ListForm form = ListForm::Csv;
    HeaderLanguage language = HeaderLanguage::Chinese;
};

class HomeLists {
  public:
    virtual ~HomeLists() = default;

    // The id of an organisation of the caller's place by its id or name; empty: the caller's own, of the system the only root.
    // NotFound "organisation_not_found": none, or several.
    [[nodiscard]] virtual Stored<std::string> place_named(const StaffCaller&, const std::string& name) = 0;
    // Changes nothing. `place`: the organisation of new homes; empty: the caller's own. NotFound "organisation_not_found".
    [[nodiscard]] virtual Stored<ImportPlan> plan_import(const StaffCaller&, const HomeList&, const std::string& place) = 0;
    // Answers what was done. `seen`: the digest of the plan that a person agreed to, or nothing. Conflict "changed_meanwhile": it is
    // another now, or became so while all was to be written. Refused "import_has_refusals" but of Good. With Good and InParts a row of a home
    // that somebody changes meanwhile is refused; an error in the middle leaves whole rows, and the same list again does the rest.
    [[nodiscard]] virtual Stored<ImportPlan> import_homes(const StaffCaller&, const HomeList&, const std::string& place, Keep, const std::string& seen,
                                                          Time now) = 0;
    // The open homes of the caller's place, as of one moment; `take` gets the text in pieces, false ends it. Answers how many.
    [[nodiscard]] virtual Stored<std::size_t> export_homes(const StaffCaller&, const ExportForm&, const std::function<bool(std::string_view)>& take,
                                                           Time now) = 0;
};

}  // namespace anju::server
