-- SPDX-License-Identifier: Apache-2.0
-- Whose link was taken back before it said so: is first contact no more, and the links this person made open nothing.
UPDATE household SET first_contact = '' WHERE first_contact IN (SELECT id FROM member WHERE active = 0);
DELETE FROM guest_session WHERE invitation IN
    (SELECT id FROM invitation WHERE code = 0 AND made_by IN (SELECT 'member:' || id FROM member WHERE active = 0));
UPDATE invitation SET revoked_at = created_at
    WHERE code = 0 AND revoked_at IS NULL AND made_by IN (SELECT 'member:' || id FROM member WHERE active = 0);
