MATCH (a) MERGE (a)-[r:T {x: 1} VALID '1958']->(b:B $p) ON CREATE SET r.x = 2 VALID '1949/..', valid(r) = '1989'
SET a += {k: $v} FOR PORTION OF VALID_TIME FROM '1950' TO '1960' REMOVE a:A:B, a.x DETACH DELETE a
