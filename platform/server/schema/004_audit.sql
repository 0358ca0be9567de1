-- SPDX-License-Identifier: Apache-2.0
-- Who changed what: written in the transaction of the change itself, then never touched again.

CREATE TABLE audit (
    number ${serial},
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    household TEXT NOT NULL,
    path ${path} NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX audit_household ON audit (household, number);

--sqlite{
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
--}
--postgres{
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
--}
