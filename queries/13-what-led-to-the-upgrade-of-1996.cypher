// What led to the upgrade of 1996, directly or in steps?
MATCH (cause)-[:LED_TO*1..3]->(:RelationshipUpgrade {name: 'Upgrade of 1996'})
RETURN DISTINCT cause.name AS cause, valid(cause).edtf AS edtf
ORDER BY edtf, cause
