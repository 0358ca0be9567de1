# SPDX-License-Identifier: Apache-2.0
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)

set(STORAGE_SOURCES tokens.cpp)
set(STORAGE_LIBS PkgConfig::SODIUM)
