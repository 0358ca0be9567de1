-- SPDX-License-Identifier: Apache-2.0
-- What was in force and proposed once more kept the time of that as if the elder had declined it.

UPDATE visit_rule SET proposed_at = NULL WHERE proposed IS NULL AND proposed_at IS NOT NULL
    AND (agreed_at >= proposed_at OR NOT EXISTS (SELECT 1 FROM audit a WHERE a.household = visit_rule.household
        AND a.what = 'visit_rule.declined' AND a.subject = visit_rule.member AND a.at >= visit_rule.proposed_at));
