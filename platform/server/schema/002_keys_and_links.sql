-- SPDX-License-Identifier: Apache-2.0
-- What opens a door: of every secret only the SHA-256 (64 hex digits) is here.

CREATE TABLE family_link (
    secret_hash TEXT PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX family_link_member ON family_link (member);

CREATE TABLE family_session (
    secret_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    member TEXT NOT NULL REFERENCES member (id),
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX family_session_member ON family_session (member);

CREATE TABLE staff_session (
    secret_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    staff TEXT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE terminal (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    key_hash TEXT NOT NULL UNIQUE,   -- also of boxes taken back: a key never serves twice
    box_number TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen BIGINT,
    unpaired_at BIGINT
);
CREATE INDEX terminal_household ON terminal (household);
CREATE INDEX terminal_path ON terminal (path);

CREATE TABLE pairing (
    device_hash TEXT PRIMARY KEY,
    user_code TEXT NOT NULL UNIQUE,
    key_hash TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    polled_at BIGINT,
    terminal TEXT REFERENCES terminal (id)   -- once approved
);

-- Guessing costs the guesser a wait, never the owner of a code or a name.
CREATE TABLE guesser (
    id TEXT PRIMARY KEY,             -- "pairing staff …", "pairing address …", "sign-in address …"
    blocked_until BIGINT NOT NULL
);
CREATE TABLE wrong_try (
    guesser TEXT NOT NULL REFERENCES guesser (id),
    at BIGINT NOT NULL
);
CREATE INDEX wrong_try_guesser ON wrong_try (guesser, at);
