-- SPDX-License-Identifier: Apache-2.0
-- A signal that comes again is known by its digest, and a visit has a measure of what it left here.

ALTER TABLE event ADD COLUMN digest TEXT;    -- of a signal, but a state
DROP INDEX event_visit;
CREATE INDEX event_visit ON event (visit, digest) WHERE visit IS NOT NULL;
ALTER TABLE visit ADD COLUMN signal_bytes BIGINT NOT NULL DEFAULT 0;
