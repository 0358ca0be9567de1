-- SPDX-License-Identifier: Apache-2.0
-- One key for help: what boxes reported, what became of it, and who sits at the desk. docs/alarm.md has the rules.

-- Who sits, or sat, at the desk. There: on_duty = 1 and gone = 0.
CREATE TABLE seat (
    staff TEXT PRIMARY KEY REFERENCES staff (id),
    on_duty INTEGER NOT NULL,          -- as its operator said last
    since BIGINT,                      -- on duty since
    seen_at BIGINT NOT NULL,           -- its page said last that it is there
    gone INTEGER NOT NULL              -- on duty, and silent for too long
);
CREATE INDEX seat_there ON seat (seen_at) WHERE on_duty = 1 AND gone = 0;

CREATE TABLE incident (
    number ${serial},
    id TEXT NOT NULL UNIQUE,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'changing', 'cancelled', 'closed')),
    reach TEXT NOT NULL,
    source TEXT NOT NULL,              -- of the first press
    pressed_at BIGINT NOT NULL,        -- by the clock of the box, not later than received_at
    presses BIGINT NOT NULL,           -- of all boxes of the home
    received_at BIGINT NOT NULL,
    waiting_since BIGINT NOT NULL,     -- what its reach is counted from
    next_at BIGINT,                    -- when somebody has to look at it again; nothing: no more
    first_accepted_at BIGINT,
    accepted_at BIGINT,
    accepted_by TEXT REFERENCES staff (id),
    by_name TEXT NOT NULL DEFAULT '',  -- as the screen of the home writes them
    by_place TEXT NOT NULL DEFAULT '',
    cancelled_at BIGINT,
    call_back_by BIGINT,
    called_back_at BIGINT,
    closed_at BIGINT,
    note TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    steps BIGINT NOT NULL DEFAULT 0    -- of its timeline so far
);
CREATE INDEX incident_due ON incident (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX incident_open ON incident (path) WHERE closed_at IS NULL;
CREATE INDEX incident_call_back ON incident (path) WHERE call_back_by IS NOT NULL AND called_back_at IS NULL;
CREATE INDEX incident_home ON incident (household, number);
CREATE INDEX incident_day ON incident (received_at, path);
CREATE INDEX incident_held ON incident (accepted_by) WHERE state = 'accepted';

-- A run of presses as its box tells it. After its incident was closed a further press takes it to a new one.
CREATE TABLE alarm_run (
    id TEXT PRIMARY KEY,
    terminal TEXT NOT NULL REFERENCES terminal (id),
    sequence BIGINT NOT NULL,
    incident TEXT NOT NULL REFERENCES incident (id),
    presses BIGINT NOT NULL,
    taken_back BIGINT NOT NULL,
    heard_at BIGINT NOT NULL           -- first
);
CREATE INDEX alarm_run_incident ON alarm_run (incident);
CREATE INDEX alarm_run_box ON alarm_run (terminal, sequence);

-- The timeline: written in the transaction of the change itself, then never touched again.
CREATE TABLE incident_step (
    incident TEXT NOT NULL REFERENCES incident (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    who TEXT NOT NULL,                 -- "staff:…", "tv:…"; empty: the platform
    name TEXT NOT NULL,                -- as it was then: 李姐
    text TEXT NOT NULL,
    PRIMARY KEY (incident, number)
);

-- Whom of the family it has truly reached.
CREATE TABLE incident_told (
    incident TEXT NOT NULL REFERENCES incident (id),
    member TEXT NOT NULL REFERENCES member (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (incident, member)
);

--sqlite{
CREATE TRIGGER incident_step_no_update BEFORE UPDATE ON incident_step
BEGIN SELECT RAISE(ABORT, 'a timeline is append-only'); END;
CREATE TRIGGER incident_step_no_delete BEFORE DELETE ON incident_step
BEGIN SELECT RAISE(ABORT, 'a timeline is append-only'); END;
--}
--postgres{
CREATE TRIGGER incident_step_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON incident_step
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
--}
