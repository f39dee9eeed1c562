// Who may have met whom before March 1949, though it is not certain?
// "Early 1949" lasts into April, so the answer depends on the day. About 1989 nothing is in doubt:
// there the same question has no answer.
MATCH (a:Person)-[m:MET]-(b:Person)
WHERE possibly(valid(m) BEFORE '1949-03') AND NOT certainly(valid(m) BEFORE '1949-03') AND a.name < b.name
  AND provenance(m) <> 'background'
RETURN a.name AS person, b.name AS met, valid(m).text AS when, valid(m).edtf AS edtf
ORDER BY valid(m)
