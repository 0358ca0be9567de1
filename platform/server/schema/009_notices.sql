-- SPDX-License-Identifier: Apache-2.0
-- What is to be told to a relative whose page may be closed: written together with what it tells of, sent afterwards.

CREATE TABLE notice (
    id TEXT PRIMARY KEY,                 -- travels along: whoever gets it twice knows
    household TEXT NOT NULL REFERENCES household (id),
    event TEXT NOT NULL,                 -- "visit", "film"
    subject TEXT NOT NULL,               -- the visit, the message
    member TEXT NOT NULL REFERENCES member (id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
    tries INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at BIGINT,
    UNIQUE (event, subject)
);
CREATE INDEX notice_waiting ON notice (next_at) WHERE state = 'waiting';

ALTER TABLE visit ADD COLUMN notified INTEGER;   -- nothing: nobody is to be told, or it is under way
