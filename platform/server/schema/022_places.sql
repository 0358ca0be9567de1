-- SPDX-License-Identifier: Apache-2.0
-- Places that are closed, and what is counted over the tree: each count reads one of these indexes and no row.

ALTER TABLE organisation ADD COLUMN closed_at BIGINT;
CREATE INDEX organisation_parent ON organisation (parent);
CREATE INDEX household_open ON household (path) WHERE closed_at IS NULL;
CREATE INDEX terminal_here ON terminal (path) WHERE unpaired_at IS NULL;
CREATE INDEX staff_here ON staff (path) WHERE ended_at IS NULL;
