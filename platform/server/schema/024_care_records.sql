-- SPDX-License-Identifier: Apache-2.0
-- Subsidies and assessments. A row stays as it was written; one that corrects or ends it stands in its place.

CREATE TABLE care_record (
    id TEXT PRIMARY KEY,
    entry TEXT NOT NULL,                     -- the id of its first row
    household TEXT NOT NULL REFERENCES household (id),
    sort TEXT NOT NULL,                      -- subsidy, assessment
    kind TEXT NOT NULL,
    fen BIGINT NOT NULL,                     -- 1/100 yuan
    period TEXT NOT NULL,                    -- month, once
    authority TEXT NOT NULL,
    number TEXT NOT NULL,
    valid_from TEXT NOT NULL,                -- 2026-01-01
    valid_until TEXT NOT NULL,               -- its last day; '': no end is named
    note TEXT NOT NULL,
    withdrawn INTEGER NOT NULL,
    change BIGINT NOT NULL,                  -- the entry of the audit that made it so
    replaced_by TEXT                         -- the row that stands in its place
);
CREATE INDEX care_record_household ON care_record (household) WHERE replaced_by IS NULL;
