// Which meetings did Mao Zedong take part in, and where were they held?
// OPTIONAL MATCH keeps the meetings whose place is not told.
MATCH (:Person {name: 'Mao Zedong'})-[:PARTICIPATED_IN]->(e:Meeting)
OPTIONAL MATCH (e)-[:TOOK_PLACE_IN]->(place:Place)
RETURN e.name AS meeting, place.name AS place, valid(e).edtf AS edtf
ORDER BY valid(e)
