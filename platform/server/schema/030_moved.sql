-- SPDX-License-Identifier: Apache-2.0
-- Who was told something since a moment: each node asks it each second, and the index alone answers.
CREATE INDEX event_moved ON event (at, recipient, seq);
DROP INDEX event_at;
