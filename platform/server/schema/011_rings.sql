-- SPDX-License-Identifier: Apache-2.0
-- The elder calls: what a page of the relative says of it. 1: it rings aloud, 0: it only shows, nothing: none says anything.

ALTER TABLE visit ADD COLUMN rings INTEGER;
