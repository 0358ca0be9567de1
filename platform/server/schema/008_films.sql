-- SPDX-License-Identifier: Apache-2.0
-- Short films of messages, in parts: a phone asks for pieces, and no write is longer than one of them.

CREATE TABLE film (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    member TEXT REFERENCES member (id),       -- the relative who sent it; nothing: the TV
    for_member TEXT REFERENCES member (id),   -- of the TV's: who alone may see it
    pending INTEGER NOT NULL,                 -- 2: not whole yet, or on its way out; 1: only its sender sees it; 0: in a message
    type TEXT NOT NULL,
    size BIGINT NOT NULL,                     -- bytes
    length BIGINT NOT NULL,                   -- milliseconds
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX film_pending ON film (member, created_at) WHERE pending > 0;

CREATE TABLE film_part (
    film TEXT NOT NULL REFERENCES film (id),
    place INTEGER NOT NULL,                   -- a MiB each, the last one shorter
    bytes ${bytes} NOT NULL,
    PRIMARY KEY (film, place)
);

ALTER TABLE message ADD COLUMN film TEXT REFERENCES film (id);
ALTER TABLE message ADD COLUMN from_tv INTEGER NOT NULL DEFAULT 0;   -- 1: the TV said it, and `member` is whom to
CREATE INDEX message_film ON message (film) WHERE film IS NOT NULL;
