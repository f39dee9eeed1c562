// Which meetings do the texts pass over, though they are well known?
MATCH (a:Person)-[m:MET]-(b:Person)
WHERE provenance(m) = 'background' AND a.name < b.name
RETURN a.name AS person, b.name AS met, m.place AS place, valid(m).edtf AS edtf
ORDER BY valid(m), person, met
