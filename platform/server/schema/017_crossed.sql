-- SPDX-License-Identifier: Apache-2.0
-- Both called each other at the same moment, and this is the call that gave way: nobody missed it.

ALTER TABLE visit ADD COLUMN crossed INTEGER NOT NULL DEFAULT 0;
