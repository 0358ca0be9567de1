# SPDX-License-Identifier: Apache-2.0
pkg_check_modules(VIPS REQUIRED IMPORTED_TARGET vips)
pkg_check_modules(JPEG REQUIRED IMPORTED_TARGET libjpeg)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(FMT REQUIRED IMPORTED_TARGET fmt)
find_package(CURL 7.88 REQUIRED)

# The texts of notices travel inside the program; --notify-texts brings others.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/notify/texts.json)
file(READ ${CMAKE_CURRENT_SOURCE_DIR}/notify/texts.json ANJU_NOTICE_TEXTS)
configure_file(notify/our_texts.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/our_texts.cpp @ONLY)

set(HTTP_SOURCES
    allowance.cpp auth.cpp byte_range.cpp connection.cpp demo_files.cpp film_mp4.cpp film_webm.cpp films.cpp handlers/alarms.cpp handlers/asked.cpp handlers/boxes.cpp handlers/care_records.cpp handlers/desk.cpp handlers/desk_files.cpp handlers/desk_talks.cpp handlers/family.cpp handlers/films.cpp handlers/going.cpp handlers/guests.cpp handlers/health.cpp handlers/homes.cpp handlers/lists.cpp import_desk.cpp
    handlers/pairing.cpp handlers/people.cpp handlers/portraits.cpp handlers/relatives.cpp handlers/staff.cpp handlers/tv.cpp handlers/tv_visits.cpp handlers/visitor.cpp handlers/visits.cpp http_listener.cpp images.cpp jpeg_check.cpp
    notify/outbox.cpp notify/texts.cpp notify/webhook.cpp ${CMAKE_CURRENT_BINARY_DIR}/our_texts.cpp
    options.cpp problems.cpp qr.cpp request.cpp router.cpp server.cpp site.cpp sse_stream.cpp static_pages.cpp stray.cpp listeners.cpp presence.cpp stream_care.cpp streams.cpp
    tls.cpp turn.cpp wire.cpp write_file.cpp
    commands/backup.cpp commands/check.cpp commands/init.cpp commands/lists.cpp commands/serve.cpp commands/terminal.cpp metrics.cpp usage.cpp)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(OPENSSL REQUIRED IMPORTED_TARGET openssl)
set(HTTP_LIBS anju_settings PkgConfig::PROMETHEUS PkgConfig::OPENSSL PkgConfig::QRENCODE PkgConfig::CRYPTO PkgConfig::VIPS PkgConfig::JPEG PkgConfig::FMT CURL::libcurl)

# gcc 12 takes the coroutine frames of boost 1.74 for mismatched allocations.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set_source_files_properties(connection.cpp http_listener.cpp PROPERTIES COMPILE_OPTIONS -Wno-mismatched-new-delete)
else()  # clang 14 cannot write down its function check for a coroutine
    set_source_files_properties(connection.cpp http_listener.cpp PROPERTIES COMPILE_OPTIONS -fno-sanitize=function)
endif()

function(anju_platform_program)
    if(ANJU_FUZZERS)
        return()
    endif()
    add_executable(anju-platform main.cpp)
    target_link_libraries(anju-platform PRIVATE anju_server PkgConfig::FMT)
endfunction()
