// Which meetings did Mao Zedong take part in, and where were they held?
// OPTIONAL MATCH keeps the meetings whose place is not told. One of 31 July 1958 is background, and left out.
MATCH (:Person {name: 'Mao Zedong'})-[:PARTICIPATED_IN]->(e:Meeting)
WHERE provenance(e) <> 'background'
OPTIONAL MATCH (e)-[:TOOK_PLACE_IN]->(place:Place)
RETURN e.name AS meeting, place.name AS place, valid(e).edtf AS edtf
ORDER BY valid(e)
