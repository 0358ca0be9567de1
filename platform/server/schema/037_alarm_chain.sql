-- SPDX-License-Identifier: Apache-2.0
-- Each step of an incident names its entry in the audit, and a hash of both and of the hash before it: what is changed or taken out later
-- no longer fits. Steps of before have none.
ALTER TABLE incident_step ADD COLUMN entry BIGINT NOT NULL DEFAULT 0;  -- audit.number
ALTER TABLE incident_step ADD COLUMN hash TEXT NOT NULL DEFAULT '';
