-- SPDX-License-Identifier: Apache-2.0
-- What a box says of itself, and the last time that staff made it ring. Empty: it has said nothing; nobody has.
ALTER TABLE terminal ADD COLUMN condition TEXT NOT NULL DEFAULT '';   -- contract::BoxCondition in JSON
ALTER TABLE terminal ADD COLUMN condition_at BIGINT;                  -- when it was said last
ALTER TABLE terminal ADD COLUMN ring TEXT NOT NULL DEFAULT '';
ALTER TABLE terminal ADD COLUMN ring_by TEXT NOT NULL DEFAULT '';     -- as the TV writes it: 孙丽
ALTER TABLE terminal ADD COLUMN ring_at BIGINT;
ALTER TABLE terminal ADD COLUMN ring_how TEXT NOT NULL DEFAULT '';    -- what the TV answered; empty: it has not
ALTER TABLE terminal ADD COLUMN ring_answered_at BIGINT;
