-- SPDX-License-Identifier: Apache-2.0
-- What becomes of a box. Its number goes on to the row of its next key; the row before keeps "NUMBER/id" and what it did.

ALTER TABLE terminal ADD COLUMN ending TEXT NOT NULL DEFAULT '';      -- of one that is shut out: taken_back, moved, lost
ALTER TABLE terminal ADD COLUMN wiped_at BIGINT;                      -- … the box itself has said so
ALTER TABLE terminal ADD COLUMN next_home TEXT REFERENCES household (id);  -- moved: it pairs itself there
ALTER TABLE terminal ADD COLUMN successor TEXT;                       -- the same box under its next key
ALTER TABLE terminal ADD COLUMN lent_to TEXT NOT NULL DEFAULT '';
ALTER TABLE terminal ADD COLUMN lent_until TEXT NOT NULL DEFAULT '';  -- 2026-12-01
ALTER TABLE terminal ADD COLUMN network TEXT NOT NULL DEFAULT '';     -- wired, wireless: as the box says it
ALTER TABLE terminal ADD COLUMN started_at BIGINT;
ALTER TABLE terminal ADD COLUMN version_since BIGINT;
ALTER TABLE terminal ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;   -- grows with each act of staff
UPDATE terminal SET ending = 'taken_back' WHERE unpaired_at IS NOT NULL;

-- The box that asks, when it says which one it was.
ALTER TABLE pairing ADD COLUMN former TEXT REFERENCES terminal (id);
