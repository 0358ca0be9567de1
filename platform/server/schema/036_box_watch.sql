-- SPDX-License-Identifier: Apache-2.0
-- Whether the key for help of each box would work. docs/alarm.md has the rules.

-- When its guard was heard last. Written every few seconds for all that spoke: nothing else stands in this row, and no index.
CREATE TABLE box_beat (
    terminal TEXT PRIMARY KEY REFERENCES terminal (id),
    at BIGINT NOT NULL
);

-- A box that was heard at least once. gone: it stands in no home any more, and only since when it was heard is still asked for.
CREATE TABLE box_watch (
    terminal TEXT PRIMARY KEY REFERENCES terminal (id),
    state TEXT NOT NULL CHECK (state IN ('online', 'planned_off', 'offline', 'gone')),
    since BIGINT NOT NULL,
    first_at BIGINT NOT NULL,              -- first heard; what was before is not known
    faults TEXT NOT NULL DEFAULT '',       -- words, one space between
    away_until TEXT NOT NULL DEFAULT '',   -- 2026-12-01: staff wrote that nobody is at home
    second_at BIGINT,                      -- first heard by the second address
    first_tested_at BIGINT,                -- by the first address
    second_tested_at BIGINT,
    voice_tested_at BIGINT
);
-- Each round asks for these few of very many.
CREATE INDEX box_watch_off ON box_watch (terminal) WHERE state IN ('planned_off', 'offline');
CREATE INDEX box_watch_faulty ON box_watch (terminal) WHERE faults <> '';

-- Each time in which a box was not heard. Offline time of a month is the sum over what is not planned.
CREATE TABLE box_off (
    terminal TEXT NOT NULL REFERENCES terminal (id),
    path ${path} NOT NULL,                 -- of its home then
    from_at BIGINT NOT NULL,
    to_at BIGINT,                          -- nothing: it still is
    planned INTEGER NOT NULL,
    PRIMARY KEY (terminal, from_at)
);
CREATE INDEX box_off_place ON box_off (path, from_at);
CREATE INDEX box_off_open ON box_off (terminal) WHERE to_at IS NULL;
CREATE INDEX box_off_over ON box_off (to_at) WHERE to_at IS NOT NULL;

-- Test alarms as the box reported them; the id is the box's own.
CREATE TABLE box_test (
    terminal TEXT NOT NULL REFERENCES terminal (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    way TEXT NOT NULL,                     -- primary, secondary
    at BIGINT NOT NULL,                    -- by the clock of the box, not later than heard_at
    heard_at BIGINT NOT NULL,
    spoken INTEGER NOT NULL,
    PRIMARY KEY (terminal, id)
);
CREATE INDEX box_test_heard ON box_test (heard_at);
