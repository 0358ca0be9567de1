-- SPDX-License-Identifier: Apache-2.0
-- What was measured of a person; platform/contract/reading.hpp has the units.

CREATE TABLE reading (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    value INTEGER NOT NULL,
    second INTEGER NOT NULL,
    pulse INTEGER NOT NULL,
    meal TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    measured_at BIGINT NOT NULL,
    entered_at BIGINT NOT NULL,
    who TEXT NOT NULL,
    withdrawn INTEGER NOT NULL
);
CREATE INDEX reading_person ON reading (person, kind, measured_at);
