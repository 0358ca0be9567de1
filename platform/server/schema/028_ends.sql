-- SPDX-License-Identifier: Apache-2.0
-- Since when a box is what `ending` says: it may be taken back first and moved or lost later. Nothing: since unpaired_at.
ALTER TABLE terminal ADD COLUMN ended_at BIGINT;

-- Whose end ends the link. Empty: it was made before this was kept.
ALTER TABLE staff_link ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
