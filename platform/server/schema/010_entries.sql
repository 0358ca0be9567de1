-- SPDX-License-Identifier: Apache-2.0
-- Who heard no answer at the door asks again with the key of the first time: of that key and what it opened, only a hash.

ALTER TABLE guest_session ADD COLUMN entry_hash TEXT;    -- nothing: came without a key
ALTER TABLE family_session ADD COLUMN entry_hash TEXT;
CREATE INDEX guest_session_entry ON guest_session (entry_hash) WHERE entry_hash IS NOT NULL;
CREATE INDEX family_session_entry ON family_session (entry_hash) WHERE entry_hash IS NOT NULL;
