// Who met the most people?
MATCH (p:Person)-[m:MET]-(other:Person)
WHERE provenance(m) <> 'background'
RETURN p.name AS person, count(DISTINCT other) AS people
ORDER BY people DESC, person
LIMIT 3
