// Which level did the partnership of China and Russia have on 1 January 2015?
MATCH (level:RelationshipStatus)-[:HOLDS_BETWEEN]->(s:State) AS OF '2015-01-01'
RETURN level.name AS level, count(s) AS states
