-- SPDX-License-Identifier: Apache-2.0
-- Staff is invited (not active, no end), works here (active), or has ended; each sign-in can be told from the others.

ALTER TABLE staff ADD COLUMN ended_at BIGINT;
ALTER TABLE staff ADD COLUMN signed_in_at BIGINT;    -- the last time
UPDATE staff SET ended_at = created_at WHERE active = 0;
CREATE INDEX staff_path ON staff (path);

ALTER TABLE staff_session ADD COLUMN device TEXT NOT NULL DEFAULT '';    -- "iPhone · Safari"
CREATE INDEX staff_session_staff ON staff_session (staff);

-- The one link by which somebody may choose a password now.
CREATE TABLE staff_link (
    staff TEXT PRIMARY KEY REFERENCES staff (id),
    secret_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- What was changed of a person or a place, rather than of a home.
CREATE INDEX audit_subject ON audit (subject, number) WHERE household = '';
