-- SPDX-License-Identifier: Apache-2.0
-- How the guest of a visit had come in.

ALTER TABLE visit ADD COLUMN guest_by TEXT;    -- 'link' or 'code'; nothing: a relative, or a guest of an earlier time
