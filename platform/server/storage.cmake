# SPDX-License-Identifier: Apache-2.0
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-i18n icu-uc)

# The schema travels inside the program: one file, one entry, in the order of their numbers.
file(GLOB schema_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/schema/*.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema_files})
list(SORT schema_files)
set(ANJU_MIGRATIONS "")
set(expected 1)
foreach(file ${schema_files})
    get_filename_component(name ${file} NAME_WE)
    string(REGEX MATCH "^[0-9]+" number ${name})
    math(EXPR number "1${number} - 1000")  # "008" is no octal number
    if(NOT number EQUAL expected)
        message(FATAL_ERROR "The schema files are numbered without gaps, and ${name} should be number ${expected}.")
    endif()
    math(EXPR expected "${expected} + 1")
    file(READ ${file} text)
    string(APPEND ANJU_MIGRATIONS "    {${number}, \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
configure_file(storage/schema.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/schema.cpp @ONLY)

# Values and lists of homes, without a database, a file or a socket.
set(EXCHANGE_SOURCES
    care_record.cpp reading.cpp rights_words.cpp contact_list.cpp facts.cpp plain_text.cpp relative_facts.cpp storage/text_check.cpp
    exchange/alarm_tables.cpp exchange/csv.cpp exchange/columns.cpp exchange/json_rows.cpp exchange/list.cpp exchange/list_groups.cpp exchange/list_text.cpp exchange/plan.cpp exchange/plan_groups.cpp exchange/words.cpp exchange/write.cpp)
find_library(CSV_LIBRARY csv REQUIRED)

set(STORAGE_SOURCES
    tokens.cpp demo_household.cpp demo_records.cpp local_hours.cpp names.cpp pinyin.cpp staff_words.cpp
    alarm/incident.cpp storage/alarm_chain.cpp storage/alarm_moves.cpp storage/alarms.cpp storage/box_watch.cpp storage/box_watch_moves.cpp storage/desk_acts.cpp storage/seats.cpp storage/sql_alarm_figures.cpp storage/sql_alarms.cpp storage/sql_desk.cpp storage/sql_desk_news.cpp storage/sql_hand_over.cpp storage/sql_responders.cpp storage/sql_talks.cpp storage/talks.cpp
    storage/database.cpp storage/migrate.cpp storage/rows.cpp
    storage/sqlite_connection.cpp storage/sqlite_database.cpp storage/sqlite_log.cpp
    storage/postgres_connection.cpp storage/postgres_database.cpp
    storage/care_records.cpp storage/guesses.cpp storage/changes.cpp storage/contacts.cpp storage/home_file.cpp storage/home_search.cpp storage/leaving.cpp storage/ledger.cpp storage/load.cpp storage/passwords.cpp storage/places.cpp storage/portraits.cpp storage/relatives.cpp storage/rights.cpp storage/staff_rows.cpp
    storage/search.cpp storage/sql_box_acts.cpp storage/sql_box_says.cpp storage/sql_boxes.cpp storage/sql_care_records.cpp storage/sql_contacts.cpp storage/sql_family.cpp storage/sql_films.cpp storage/sql_guests.cpp storage/sql_home_files.cpp storage/home_lists.cpp storage/list_batch.cpp storage/sql_home_lists.cpp storage/many_rows.cpp storage/sql_household.cpp storage/sql_links.cpp storage/sql_messages.cpp storage/sql_notices.cpp
    storage/sql_operations.cpp storage/sql_pairing.cpp storage/sql_person_photo.cpp storage/sql_phones.cpp storage/sql_photos.cpp
    storage/sql_people.cpp storage/sql_places.cpp storage/sql_provisioning.cpp storage/sql_readings.cpp storage/sql_relative_edits.cpp storage/sql_relatives.cpp storage/sql_rights.cpp storage/sql_repository.cpp storage/sql_sign_ins.cpp storage/sql_staff.cpp storage/sql_supervision.cpp
    storage/sql_tv.cpp storage/sql_visit_log.cpp storage/sql_visit_rings.cpp storage/sql_visit_rules.cpp storage/sql_visit_signals.cpp storage/sql_visits.cpp storage/visit_parties.cpp storage/visit_check.cpp storage/visits.cpp
    ${CMAKE_CURRENT_BINARY_DIR}/schema.cpp
    storage/backup.cpp storage/check_database.cpp storage/child.cpp storage/postgres_backup.cpp storage/sqlite_backup.cpp)
set(STORAGE_LIBS PkgConfig::SODIUM PkgConfig::SQLITE PkgConfig::LIBPQ PkgConfig::ICU)
