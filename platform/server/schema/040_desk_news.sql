-- SPDX-License-Identifier: Apache-2.0
-- What the desk has yet to be told of an alarm. Told in the transaction of a call for help itself, each call of a storm would wait for the commit
-- of the one before, at the row that numbers the events of the same seats.
CREATE TABLE desk_news (
    incident TEXT NOT NULL REFERENCES incident (id),
    revision BIGINT NOT NULL,
    PRIMARY KEY (incident, revision)
);
