-- SPDX-License-Identifier: Apache-2.0
-- What staff knows of a home and its person; platform/server/facts.hpp says what each value may be.

CREATE TABLE home_file (
    household TEXT PRIMARY KEY REFERENCES household (id),
    sex TEXT NOT NULL DEFAULT '',
    birth_date TEXT NOT NULL DEFAULT '',
    id_number TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    living TEXT NOT NULL DEFAULT '',
    door_code TEXT NOT NULL DEFAULT '',
    floor TEXT NOT NULL DEFAULT '',
    way_in TEXT NOT NULL DEFAULT '',
    dialect TEXT NOT NULL DEFAULT '',
    hearing TEXT NOT NULL DEFAULT '',
    sight TEXT NOT NULL DEFAULT '',
    mobility TEXT NOT NULL DEFAULT '',
    tv_language TEXT NOT NULL DEFAULT '',
    tv_text_size TEXT NOT NULL DEFAULT '',
    illnesses TEXT NOT NULL DEFAULT '',
    allergies TEXT NOT NULL DEFAULT '',
    care TEXT NOT NULL DEFAULT '',
    clinic TEXT NOT NULL DEFAULT '',
    likes TEXT NOT NULL DEFAULT '',
    wishes TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
);
INSERT INTO home_file (household) SELECT id FROM household;

ALTER TABLE household ADD COLUMN closed_at BIGINT;

-- One entry a changed value: the newest of a value says who made it so, and is what an editor has to have seen.
ALTER TABLE audit ADD COLUMN field TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_field ON audit (household, field, number) WHERE field <> '';
