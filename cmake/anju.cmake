# SPDX-License-Identifier: Apache-2.0
# What every target of the project shares: warnings, the include root, and the shape of a test.
include(GoogleTest)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

add_library(anju_options INTERFACE)
target_include_directories(anju_options INTERFACE ${CMAKE_SOURCE_DIR})
# A package is built with flags and compilers that are not ours, where a new warning must not cost the package.
option(ANJU_WARNINGS_END_IT "A warning is an error" ON)
target_compile_options(anju_options INTERFACE -Wall -Wextra -Wswitch-enum -Wnon-virtual-dtor $<$<BOOL:${ANJU_WARNINGS_END_IT}>:-Werror>
                                              $<$<CXX_COMPILER_ID:Clang>:-Wno-error -DBOOST_ASIO_HAS_CO_AWAIT=1 -DBOOST_ASIO_HAS_STD_COROUTINE=1>)
# gcc's flow analysis is wrong about code that the sanitizers have rewritten, or where many files are one (std::regex, std::variant).
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize" OR CMAKE_UNITY_BUILD_BATCH_SIZE GREATER 6)
    target_compile_options(anju_options INTERFACE -Wno-maybe-uninitialized)
endif()
# Collecting its garbage late spares gcc a tenth of its time, for some hundred megabytes more.
target_compile_options(anju_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:--param=ggc-min-heapsize=500000>)
# In a merged build every file is an included one to gcc, which warns of unnamed namespaces there.
if(CMAKE_UNITY_BUILD)
    target_compile_options(anju_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
target_compile_definitions(anju_options INTERFACE ANJU_VERSION="${PROJECT_VERSION}")
target_link_libraries(anju_options INTERFACE Threads::Threads)

# anju_library(name SOURCES … [HEAVY …] [PUBLIC lib …] [PRIVATE lib …])
# HEAVY: those of SOURCES that take long by themselves; where few are merged, a touched line is to cost seconds, so there
# they are compiled alone and optimized less. None of them paints or encodes.
function(anju_library name)
    cmake_parse_arguments(A "" "" "SOURCES;HEAVY;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${A_SOURCES})
    if(A_HEAVY AND CMAKE_UNITY_BUILD_BATCH_SIZE LESS 6)
        set_source_files_properties(${A_HEAVY} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
        set_property(SOURCE ${A_HEAVY} APPEND PROPERTY COMPILE_OPTIONS -Og)
    elseif(A_HEAVY AND CMAKE_CXX_FLAGS MATCHES "-fsanitize")
        target_compile_options(${name} PRIVATE -Og)  # the whole of it: a third of what its compiling takes
    endif()
    target_link_libraries(${name} PUBLIC anju_options ${A_PUBLIC} PRIVATE ${A_PRIVATE})
endfunction()

# anju_test(name LABELS pure|paint|inprocess|whole [threads] SOURCES … LIBS … [ONE [SHARDS n]] [TIMEOUT s] [SLOW s])
# ONE: a single ctest entry for the whole program, or one for each of n equal parts of it (a fixture that
# is dear to set up); else one a test.
# SLOW: the limit with ./test --slow, where sweeps run whole (tests/support/slow.hpp); not for ONE.
# Labels say where it runs: asan takes pure, paint and inprocess; tsan takes threads; dev takes all.
function(anju_test name)
    if(NOT ANJU_TESTS)
        return()
    endif()
    cmake_parse_arguments(A "ONE" "TIMEOUT;SHARDS;SLOW" "LABELS;SOURCES;LIBS" ${ARGN})
    if(NOT A_TIMEOUT)
        set(A_TIMEOUT 60)
    endif()
    add_executable(${name} ${A_SOURCES})
    target_link_libraries(${name} PRIVATE anju_options ${A_LIBS} gtest gmock gtest_main)
    target_compile_options(${name} PRIVATE -Og)  # the time goes into compiling them
    if(NOT CMAKE_UNITY_BUILD)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 3)
        target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    endif()
    if("threads" IN_LIST A_LABELS)
        set_property(GLOBAL APPEND PROPERTY ANJU_THREAD_TESTS ${name})
    endif()
    if(NOT "whole" IN_LIST A_LABELS)
        set_property(GLOBAL APPEND PROPERTY ANJU_LIBRARY_TESTS ${name})
    endif()
    target_compile_definitions(${name} PRIVATE ANJU_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ANJU_BINARY_DIR="${CMAKE_BINARY_DIR}")
    # Starting a program with a sanitizer costs more than most pure tests: there each program is four entries.
    if("${A_LABELS}" STREQUAL "pure" AND CMAKE_CXX_FLAGS MATCHES "-fsanitize")
        set(A_ONE ON)
        set(A_SHARDS 4)
        set(A_TIMEOUT 120)
    endif()
    if(A_ONE)
        if(NOT A_SHARDS)
            set(A_SHARDS 1)
        endif()
        math(EXPR last "${A_SHARDS} - 1")
        foreach(shard RANGE ${last})
            set(entry ${name})
            if(A_SHARDS GREATER 1)
                set(entry ${name}.${shard})
            endif()
            add_test(NAME ${entry} COMMAND ${name})
            set_tests_properties(${entry} PROPERTIES LABELS "${A_LABELS}" TIMEOUT ${A_TIMEOUT}
                ENVIRONMENT "GTEST_TOTAL_SHARDS=${A_SHARDS};GTEST_SHARD_INDEX=${shard}")
        endforeach()
    else()
        # A list would not survive the generated script; `ctest -L threads` finds it in one word as well.
        string(REPLACE ";" "-" labels "${A_LABELS}")
        gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
                             PROPERTIES LABELS "${labels}" TIMEOUT ${A_TIMEOUT})
        if(A_SLOW)
            set(limits ${CMAKE_CURRENT_BINARY_DIR}/${name}_slow.cmake)  # read by ctest, after the tests' names
            file(WRITE ${limits} "if(NOT \"\$ENV{ANJU_SLOW}\" STREQUAL \"\" AND ${name}_TESTS)
    set_tests_properties(\${${name}_TESTS} PROPERTIES TIMEOUT ${A_SLOW})
endif()
")
            set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${limits})
        endif()
    endif()
endfunction()

# anju_fuzzer(name SOURCES … LIBS …): only with ANJU_FUZZERS; ./test runs each for 30 s.
function(anju_fuzzer name)
    if(NOT ANJU_FUZZERS)
        return()
    endif()
    cmake_parse_arguments(A "" "" "SOURCES;LIBS" ${ARGN})
    add_executable(${name} ${A_SOURCES})
    target_link_libraries(${name} PRIVATE anju_options ${A_LIBS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_property(GLOBAL APPEND PROPERTY ANJU_FUZZER_TARGETS ${name})
endfunction()
