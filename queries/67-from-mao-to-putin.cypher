// Is there a chain of meetings from Mao to Putin, one after the other?
// Each meeting lets the next one follow; the paragraph says when each took place, and according to whom.
MATCH p = CHRONOLOGICAL ANY SHORTEST (:Person {name: 'Mao Zedong'})-[:MET]-+(:Person {name: 'Vladimir Putin'})
UNWIND hops(p) AS hop
RETURN hop.from.name AS who, hop.to.name AS whom, hop.valid.text AS `when`, cite(hop.relationship) AS cited
