-- SPDX-License-Identifier: Apache-2.0
-- Places that are closed, and what is counted over the tree: each count reads one of these indexes and no row (SQLite looks into the row for what it knows already, unless the column stands in the index).

ALTER TABLE organisation ADD COLUMN closed_at BIGINT;
CREATE INDEX organisation_parent ON organisation (parent);
CREATE INDEX household_open ON household (path, closed_at) WHERE closed_at IS NULL;
CREATE INDEX terminal_here ON terminal (path, unpaired_at) WHERE unpaired_at IS NULL;
CREATE INDEX staff_here ON staff (path, ended_at) WHERE ended_at IS NULL;
