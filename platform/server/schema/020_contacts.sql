-- SPDX-License-Identifier: Apache-2.0
-- Whom those on duty call when something happened at a home, in the order of `place`.

CREATE TABLE contact (
    household TEXT NOT NULL REFERENCES household (id),
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    phone TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (household, place)
);
