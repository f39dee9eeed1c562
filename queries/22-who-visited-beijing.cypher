// Who visited Beijing, and when?
// A resident ambassador is no visitor, and no place is told for the talks with Khrushchev in 1958.
MATCH (p:Person)-[v:VISITED]->(:City {name: 'Beijing'})
WHERE provenance(v) <> 'background'
RETURN p.name AS visitor, valid(v).edtf AS edtf
ORDER BY valid(v)
