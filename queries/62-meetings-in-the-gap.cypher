// The first text calls the summit of 1989 the first meeting of leaders since the 1950s. Which well-known meetings lie in that gap?
// The gap begins in some year of the 1950s; the claim and the background are kept side by side.
MATCH (:Summit)-[gap:FIRST_SINCE]->(claim)
MATCH (a:Person)-[m:MET]->(b:Person)
WHERE valid(m) DURING valid(gap)
RETURN a.name AS one, b.name AS other, valid(m).edtf AS edtf, m.place AS place, provenance(m) AS provenance
ORDER BY valid(m)
