-- SPDX-License-Identifier: Apache-2.0
-- When the phone's page said that it goes: closed or reloaded, which shows by whether it comes back.

ALTER TABLE visit ADD COLUMN phone_left_at BIGINT;    -- nothing: it is there, or fell silent without a word
