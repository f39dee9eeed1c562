// Which levels followed the partnership of 1996, step by step?
// The treaty of 2001 is no level, and no treaty is said to replace another.
MATCH (:RelationshipStatus {name: 'partnership of strategic coordination'})-[:SUCCEEDED_BY*1..3]->(next)
RETURN next.name AS level, valid(next).edtf AS edtf
ORDER BY valid(next)
