// SPDX-License-Identifier: Apache-2.0
// Subsidies, assessments, what was measured of a person, the person's photo and identity number, as staff keeps them. Blocks, and
// is one transaction, as all of the repository. Only for who keeps homes: others are Refused "role_missing".
#pragma once

#include <string>

#include "platform/contract/care_record.hpp"
#include "platform/contract/home_file.hpp"
#include "platform/contract/reading.hpp"
#include "platform/server/callers.hpp"
#include "platform/server/records.hpp"
#include "platform/server/stored.hpp"

namespace anju::server {

class CareRecords {
  public:
    virtual ~CareRecords() = default;

    // Conflict: "changed_meanwhile" when the row that is corrected or replaced no longer stands, "record_overlaps" when another
    // subsidy of this kind comes in the same months, "too_many_records", "household_closed". Refused: as settled() says.
    [[nodiscard]] virtual Stored<contract::CareRecord> edit_record(const StaffCaller&, const std::string& household,
                                                                   const contract::CareRecordEdit&, const Once&, Time now) = 0;

    // Of one kind at most 500; without a kind the last 30 of each.
    [[nodiscard]] virtual Stored<contract::Readings> readings(const StaffCaller&, const std::string& household, const std::string& kind) = 0;
    // Refused: as settled() says. Conflict "household_closed".
    [[nodiscard]] virtual Stored<contract::Reading> add_reading(const StaffCaller&, const std::string& household, const contract::NewReading&, const Once&,
                                                                Time now) = 0;
    // It was a mistake: it stays to be read. NotFound "reading_not_found".
    [[nodiscard]] virtual Stored<contract::Reading> withdraw_reading(const StaffCaller&, const std::string& household, const std::string& reading, Time now) = 0;

    // What set_person_photo would refuse, whatever the picture is: asked before anybody decodes it.
    [[nodiscard]] virtual Stored<void> may_set_person_photo(const StaffCaller&, const std::string& household, const std::string& seen) = 0;
    // Conflict "changed_meanwhile" when another photo than `seen` stands there, "household_closed". The one before is erased.
    [[nodiscard]] virtual Stored<contract::Photo> set_person_photo(const StaffCaller&, const std::string& household, const std::string& seen, const NewPhoto&,
                                                                   Time now) = 0;
    [[nodiscard]] virtual Stored<void> remove_person_photo(const StaffCaller&, const std::string& household, const std::string& seen, Time now) = 0;
    // The whole number; that it was read is in the audit.
    [[nodiscard]] virtual Stored<contract::FactValue> reveal_id_number(const StaffCaller&, const std::string& household, Time now) = 0;
};

}  // namespace anju::server
