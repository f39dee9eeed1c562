// Who met whom before 1989, where and when?
// The two meetings of May 1989 are certainly not before 1989: a date in a query is its whole calendar span.
// Meetings that the two texts do not tell of are in the data as background, and left out here.
MATCH (a:Person)-[m:MET]-(b:Person)
WHERE valid(m) BEFORE '1989' AND a.name < b.name AND provenance(m) <> 'background'
RETURN a.name AS person, b.name AS met, m.place AS place, valid(m).text AS when, valid(m).edtf AS edtf
ORDER BY valid(m)
