-- SPDX-License-Identifier: Apache-2.0
-- One row, written by every readiness check. It must change: SQLite does not write what stays the same.

CREATE TABLE heartbeat (
    id INTEGER PRIMARY KEY,
    beats BIGINT NOT NULL
);
INSERT INTO heartbeat (id, beats) VALUES (1, 0);
