-- SPDX-License-Identifier: Apache-2.0
-- Open homes by any part of what may be typed, without reading them all. On SQLite three letters in a row are what is looked up
-- (two are the beginning of three).

-- What the index does not have yet.
CREATE TABLE home_parts_due (
    number BIGINT PRIMARY KEY,
    before TEXT                              -- as the index has it; NULL: not at all
);

--sqlite{
CREATE TABLE home_words (
    number INTEGER PRIMARY KEY,              -- the order in which they are shown
    household TEXT NOT NULL UNIQUE REFERENCES household (id),
    path TEXT NOT NULL,
    search TEXT NOT NULL                     -- of the household, and a line's end
);
CREATE INDEX home_words_path ON home_words (path);
CREATE VIRTUAL TABLE home_parts USING fts5(search, content = 'home_words', content_rowid = 'number', tokenize = 'trigram case_sensitive 1', detail = 'none', columnsize = 0);
CREATE VIRTUAL TABLE home_part_list USING fts5vocab('home_parts', 'row');

INSERT INTO home_words (household, path, search)
SELECT id, path, search || char(10) FROM household WHERE closed_at IS NULL ORDER BY created_at, id;
INSERT INTO home_parts (home_parts) VALUES ('rebuild');

-- Triggers write into no index (PRAGMA trusted_schema is off): home_search.hpp does, from what is due.
CREATE TRIGGER home_parts_new AFTER INSERT ON home_words
BEGIN INSERT INTO home_parts_due (number) VALUES (new.number) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER home_parts_change AFTER UPDATE OF search ON home_words WHEN new.search <> old.search
BEGIN INSERT INTO home_parts_due (number, before) VALUES (old.number, old.search) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER home_parts_gone AFTER DELETE ON home_words
BEGIN INSERT INTO home_parts_due (number, before) VALUES (old.number, old.search) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER home_words_new AFTER INSERT ON household WHEN new.closed_at IS NULL
BEGIN INSERT INTO home_words (household, path, search) VALUES (new.id, new.path, new.search || char(10)); END;
CREATE TRIGGER home_words_change AFTER UPDATE OF search, path ON household WHEN new.search <> old.search OR new.path <> old.path
BEGIN UPDATE home_words SET path = new.path, search = new.search || char(10) WHERE household = new.id; END;
CREATE TRIGGER home_words_closed AFTER UPDATE OF closed_at ON household WHEN new.closed_at IS NOT NULL AND old.closed_at IS NULL
BEGIN DELETE FROM home_words WHERE household = new.id; END;
--}
--postgres{
CREATE INDEX household_order ON household (created_at, id) WHERE closed_at IS NULL;
--}
