-- SPDX-License-Identifier: Apache-2.0
-- When the hour begins from which a relative is free: it may be tomorrow's.

ALTER TABLE member ADD COLUMN free_at BIGINT;    -- nothing: said before this was kept
