// What belongs to the summit of May 1989: its parts, their participants and what came after?
MATCH (part)-[:PART_OF]->(:Summit {name: '1989 Sino-Soviet Summit'})
OPTIONAL MATCH (part)-[:PRECEDED]->(next)
MATCH (who:Person)-[:PARTICIPATED_IN]->(part)
WITH part, next, who ORDER BY who.name
RETURN part.name AS part, collect(who.name) AS people, next.name AS then
ORDER BY part
