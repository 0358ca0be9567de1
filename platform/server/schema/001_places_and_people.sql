-- SPDX-License-Identifier: Apache-2.0
-- Where a home stands (市 / 区 / 镇街 / 机构) and who lives and works there.
-- What stands between braces is the only difference between the databases. Times are milliseconds of UTC, ids 26 letters.
-- `path` is "/" + the ids from the root down, each with "/": whoever's scope it begins with may see it.

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    parent TEXT REFERENCES organisation (id),
    kind TEXT NOT NULL CHECK (kind IN ('city', 'district', 'town', 'institution')),
    name TEXT NOT NULL,
    path ${path} NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE household (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    path ${path} NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    search_words TEXT NOT NULL,    -- as given: initials, pinyin
    search TEXT NOT NULL,          -- all that may be typed to find it, ASCII in lower case
    zone TEXT NOT NULL,
    capabilities TEXT NOT NULL,    -- words of the contract, comma between
    night_from INTEGER NOT NULL,
    night_to INTEGER NOT NULL,
    help_number TEXT NOT NULL,
    version BIGINT NOT NULL,       -- grows with every change the TV can see
    activity BIGINT NOT NULL,      -- grows with every write below this household: its lock and its order
    created_at BIGINT NOT NULL
);
CREATE INDEX household_path ON household (path);

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL UNIQUE REFERENCES household (id),
    path ${path} NOT NULL,
    name TEXT NOT NULL,
    called TEXT NOT NULL,
    called_latin TEXT NOT NULL,
    photo TEXT
);

CREATE TABLE member (
    id TEXT PRIMARY KEY,
    household TEXT NOT NULL REFERENCES household (id),
    path ${path} NOT NULL,
    place BIGINT NOT NULL,         -- order in the household
    name TEXT NOT NULL,
    name_latin TEXT NOT NULL,
    relation TEXT NOT NULL,
    calls_elder TEXT NOT NULL,
    photo TEXT,
    active INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX member_household ON member (household, place);

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    path ${path} NOT NULL,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,   -- Argon2id, libsodium's string
    roles TEXT NOT NULL,           -- words of the contract, comma between
    active INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
