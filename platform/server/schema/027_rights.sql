-- SPDX-License-Identifier: Apache-2.0
-- What the household allows a relative.

ALTER TABLE member ADD COLUMN may_message INTEGER NOT NULL DEFAULT 1;
ALTER TABLE member ADD COLUMN may_visit INTEGER NOT NULL DEFAULT 1;
ALTER TABLE member ADD COLUMN may_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN may_health INTEGER NOT NULL DEFAULT 0;
