-- SPDX-License-Identifier: Apache-2.0
-- Whether there is a lift, and what it takes to ride it. What was written of it under the floor stays there.
ALTER TABLE home_file ADD COLUMN lift TEXT NOT NULL DEFAULT '';
