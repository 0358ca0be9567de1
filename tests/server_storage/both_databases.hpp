// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/server_storage/storage_test.hpp"

// A suite of this name, run on both.
#define ON_BOTH_DATABASES(Suite)                                        \
    class Suite : public Storage {};                                    \
    INSTANTIATE_TEST_SUITE_P(                                           \
        On, Suite, testing::Values(Dialect::Sqlite, Dialect::Postgres), \
        [](const auto& kind) { return kind.param == Dialect::Sqlite ? "Sqlite" : "Postgres"; })
