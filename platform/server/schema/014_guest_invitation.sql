-- SPDX-License-Identifier: Apache-2.0
-- By which invitation the guest of a visit had come in: of the digits on the TV only those are used up.

ALTER TABLE visit ADD COLUMN invitation TEXT;    -- nothing: a relative, or a guest of an earlier time
