// Of which meetings is no place told?
MATCH (e:Meeting)
OPTIONAL MATCH (e)-[:TOOK_PLACE_IN]->(place)
WITH e, place
WHERE place IS NULL
RETURN e.name AS meeting
ORDER BY valid(e)
