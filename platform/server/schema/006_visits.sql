-- SPDX-License-Identifier: Apache-2.0
-- Visits, who may do what on them, and who can be reached.

ALTER TABLE household ADD COLUMN first_contact TEXT NOT NULL DEFAULT '';   -- a member, or nobody yet
ALTER TABLE household ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 21;   -- local hours in which nobody rings
ALTER TABLE household ADD COLUMN quiet_to INTEGER NOT NULL DEFAULT 7;
ALTER TABLE terminal ADD COLUMN certificate TEXT NOT NULL DEFAULT '';      -- "sha-256 AB:CD…" of its media connections
ALTER TABLE member ADD COLUMN free_from TEXT NOT NULL DEFAULT '';          -- local "18:00" …
ALTER TABLE member ADD COLUMN free_until BIGINT NOT NULL DEFAULT 0;        -- … which is true no longer than this

-- The visit whose signal the event carries: when it has ended, nobody needs its addresses any more.
ALTER TABLE event ADD COLUMN visit TEXT;
CREATE INDEX event_visit ON event (visit) WHERE visit IS NOT NULL;

CREATE TABLE visit_rule (
    member TEXT PRIMARY KEY REFERENCES member (id),
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    policy TEXT NOT NULL,          -- in force
    agreed_at BIGINT,
    proposed TEXT,                 -- waits for the elder
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT
);
CREATE INDEX visit_rule_household ON visit_rule (household);

CREATE TABLE visit (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    number BIGINT NOT NULL,        -- the household's activity when it was placed: the order
    terminal TEXT NOT NULL REFERENCES terminal (id),
    placed_by TEXT NOT NULL CHECK (placed_by IN ('tv', 'phone')),
    member TEXT REFERENCES member (id),   -- nothing: a guest
    guest_name TEXT NOT NULL,
    phone TEXT NOT NULL,           -- "session:…" or "guest:…"; empty until one has answered
    camera INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('ringing', 'answered', 'ended')),
    placed_at BIGINT NOT NULL,
    answered_at BIGINT,
    answer TEXT,
    ended_at BIGINT,
    ending TEXT,
    ended_by TEXT,
    seen INTEGER NOT NULL,
    signals INTEGER,               -- so many were sent; nothing: its stream is no longer kept
    tv_heard_at BIGINT NOT NULL,   -- its stream stood then
    phone_heard_at BIGINT NOT NULL,
    UNIQUE (household, number)
);
-- One at a time, whoever asks at the same moment.
CREATE UNIQUE INDEX visit_of_terminal ON visit (terminal) WHERE stage <> 'ended';
CREATE INDEX visit_open ON visit (placed_at) WHERE stage <> 'ended';
