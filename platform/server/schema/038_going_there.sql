-- SPDX-License-Identifier: Apache-2.0
-- Whom the desk has sent to a home that called for help, and to whom an alarm is offered. docs/alarm.md has the rules.

ALTER TABLE staff ADD COLUMN phone TEXT NOT NULL DEFAULT '';

ALTER TABLE incident ADD COLUMN late INTEGER NOT NULL DEFAULT 0;      -- that its outcome, or its call back, is late was written down
UPDATE incident SET late = 1 WHERE next_at IS NULL;
ALTER TABLE incident ADD COLUMN sending TEXT;                        -- the present one; nothing: nobody was sent
ALTER TABLE incident ADD COLUMN responder TEXT REFERENCES staff (id);
ALTER TABLE incident ADD COLUMN responder_name TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN responder_state TEXT;
ALTER TABLE incident ADD COLUMN asked_at BIGINT;
ALTER TABLE incident ADD COLUMN expected_at BIGINT;
ALTER TABLE incident ADD COLUMN answer_due BIGINT;                   -- then it is written down that nothing was heard
ALTER TABLE incident ADD COLUMN offered_to TEXT REFERENCES staff (id);
ALTER TABLE incident ADD COLUMN offered_name TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN offered_place TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN offered_until BIGINT;
CREATE INDEX incident_responder ON incident (responder) WHERE closed_at IS NULL AND responder IS NOT NULL;

-- One sending has more than one where its answer was lost on the way to the desk.
CREATE TABLE responder_link (
    secret_hash TEXT PRIMARY KEY,
    incident TEXT NOT NULL REFERENCES incident (id),
    sending TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX responder_link_made ON responder_link (made_at);

-- What is to go to the responder's phone. The link itself is kept nowhere: the program that made it knows it until it has gone out.
CREATE TABLE responder_notice (
    id TEXT PRIMARY KEY,
    incident TEXT NOT NULL REFERENCES incident (id),
    sending TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
    tries INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX responder_notice_waiting ON responder_notice (next_at) WHERE state = 'waiting';
