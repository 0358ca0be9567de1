-- SPDX-License-Identifier: Apache-2.0
-- The talk about a call for help: each pair of it is a visit. docs/alarm.md, "Talking".
ALTER TABLE visit ADD COLUMN alarm TEXT REFERENCES incident (id);      -- nothing: a visit like any other
ALTER TABLE visit ADD COLUMN seat TEXT REFERENCES staff (id);          -- who has the alarm, and began this leg
ALTER TABLE visit ADD COLUMN place TEXT NOT NULL DEFAULT '';           -- of that operator, who is the visitor by the name in guest_name
ALTER TABLE visit ADD COLUMN offers TEXT NOT NULL DEFAULT '';          -- a leg without the TV: "seat:…", the sign-in that offers in its place
ALTER TABLE visit ADD COLUMN offers_certificate TEXT NOT NULL DEFAULT '';  -- and what it offers with

-- Of one TV one visit at a time, and of one talk each leg once.
DROP INDEX visit_of_terminal;
CREATE UNIQUE INDEX visit_of_terminal ON visit (terminal) WHERE stage <> 'ended' AND alarm IS NULL;
CREATE UNIQUE INDEX visit_of_talk ON visit (alarm, COALESCE(member, ''), offers) WHERE stage <> 'ended' AND alarm IS NOT NULL;
