// Which bonds between states held on 1 March 1950, as far as is known, that did not yet on 1 September 1949?
// Without an end, whether a bond still holds is a matter of possibility: what may hold counts.
MATCH (a:State)-[r]->(b:State)
WHERE possibly(valid(r) OVERLAPS '1950-03-01') AND NOT possibly(valid(r) OVERLAPS '1949-09-01')
  AND provenance(r) <> 'background'
RETURN a.name AS one, type(r) AS relation, b.name AS other, valid(r).text AS when
ORDER BY valid(r), relation
