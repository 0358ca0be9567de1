-- SPDX-License-Identifier: Apache-2.0
-- Photos, what the family says, who has to hear of it, and what was answered already.

CREATE TABLE photo (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    member TEXT REFERENCES member (id),   -- who sent it; nothing for portraits
    pending INTEGER NOT NULL,             -- 1: only its sender sees it
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX photo_pending ON photo (member, created_at) WHERE pending = 1;

CREATE TABLE photo_rendition (
    photo TEXT NOT NULL REFERENCES photo (id),
    size TEXT NOT NULL CHECK (size IN ('full', 'small')),
    jpeg ${bytes} NOT NULL,
    PRIMARY KEY (photo, size)
);

CREATE TABLE message (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    number BIGINT NOT NULL,               -- the household's activity when it came: the order
    member TEXT NOT NULL REFERENCES member (id),
    text TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    seen_at BIGINT,
    UNIQUE (household, number)
);

CREATE TABLE message_photo (
    message TEXT NOT NULL REFERENCES message (id),
    place INTEGER NOT NULL,
    photo TEXT NOT NULL UNIQUE REFERENCES photo (id),
    PRIMARY KEY (message, place)
);

-- Numbered per recipient, without gaps: the row's lock makes the order of numbers the order of commits.
CREATE TABLE recipient (
    id TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE event (
    recipient TEXT NOT NULL REFERENCES recipient (id),
    seq BIGINT NOT NULL,
    name TEXT NOT NULL,
    data TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (recipient, seq)
);
CREATE INDEX event_at ON event (at);

CREATE TABLE answer (
    caller TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (caller, idempotency_key)
);
CREATE INDEX answer_at ON answer (at);
