-- SPDX-License-Identifier: Apache-2.0
-- What she takes and when, as somebody wrote it down.
ALTER TABLE home_file ADD COLUMN medicines TEXT NOT NULL DEFAULT '';
