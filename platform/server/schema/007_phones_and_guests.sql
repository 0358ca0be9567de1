-- SPDX-License-Identifier: Apache-2.0
-- The phones of a relative, and whom a home has invited for one visit.

ALTER TABLE family_session ADD COLUMN phone TEXT NOT NULL DEFAULT '';   -- "iPhone · Safari"
ALTER TABLE family_session ADD COLUMN last_seen BIGINT;

CREATE TABLE invitation (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    made_by TEXT NOT NULL,               -- "tv:…" or "member:…"
    code INTEGER NOT NULL,               -- 1: six digits, once; 0: a link
    secret_hash TEXT UNIQUE,             -- of a code only while it may be entered: its digits come again
    name TEXT NOT NULL,                  -- who is expected
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    opens_left INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX invitation_household ON invitation (household, created_at);

CREATE TABLE guest_session (
    secret_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    invitation TEXT NOT NULL REFERENCES invitation (id),
    household TEXT NOT NULL REFERENCES household (id),
    name TEXT NOT NULL,                  -- as typed; empty until it was
    valid_from BIGINT NOT NULL,          -- may ring from …
    valid_until BIGINT NOT NULL,         -- … to
    expires_at BIGINT NOT NULL,          -- a visit that has begun goes on
    created_at BIGINT NOT NULL
);
CREATE INDEX guest_session_invitation ON guest_session (invitation);
