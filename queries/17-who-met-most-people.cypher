// Who met the most people?
MATCH (p:Person)-[:MET]-(other:Person)
RETURN p.name AS person, count(DISTINCT other) AS people
ORDER BY people DESC, person
LIMIT 3
