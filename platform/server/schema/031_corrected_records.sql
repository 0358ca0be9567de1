-- SPDX-License-Identifier: Apache-2.0
-- What a list said before somebody corrected it is found without reading all records.

CREATE INDEX care_record_corrected ON care_record (household) WHERE replaced_by IS NOT NULL;
